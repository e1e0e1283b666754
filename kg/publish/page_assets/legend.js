// The legend: every class with its shape, colour and count; pressing one hides or shows it.

const legend = document.getElementById("legend");

function toggleClass(id, chip) {
  if (state.hidden.has(id)) state.hidden.delete(id);
  else state.hidden.add(id);
  chip.setAttribute("aria-pressed", String(!state.hidden.has(id)));
  refresh();
}

function legendChip(kind) {
  const name = [swatch(kind.id), make("span", {}, kind.label), make("span", { class: "chip-count" }, String(kind.count))];
  const chip = make("button", { type: "button", class: "chip", "data-class": kind.id, "aria-pressed": "true" }, ...name);
  chip.addEventListener("click", () => toggleClass(kind.id, chip));
  return chip;
}

function lineSample(dashed) {
  const namespace = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(namespace, "svg");
  const line = document.createElementNS(namespace, "line");
  const attributes = { x1: 0, y1: 5, x2: 26, y2: 5, stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": dashed ? "5 4" : "none" };
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
  picture.setAttribute("width", "26");
  picture.setAttribute("height", "10");
  picture.setAttribute("aria-hidden", "true");
  picture.append(line);
  return picture;
}

function renderLegend() {
  legend.replaceChildren(...data.classes.map(legendChip));
  for (const status of [...dashedStatuses].sort())
    legend.append(make("span", { class: "legend-line" }, lineSample(true), data.statuses[status]));
}

renderLegend();
