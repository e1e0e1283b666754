// The legend: every class with its shape, colour and count; pressing one hides or shows it.

const legend = document.getElementById("legend");

function legendChip(kind) {
  const name = [swatch(kind.id), make("span", {}, classLabel(kind.id)), make("span", { class: "chip-count" }, kindCounts.get(kind.id).toLocaleString(language))];
  const pressed = String(!view.classes.includes(kind.id));
  const onclick = () => change({ classes: toggled(view.classes, kind.id) });
  return make("button", { type: "button", class: "chip", "data-class": kind.id, "aria-pressed": pressed, onclick }, ...name);
}

function lineSample() {
  const line = drawn("line", { x1: 0, y1: 5, x2: 26, y2: 5, stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": "5 4" });
  return drawn("svg", { width: 26, height: 10, "aria-hidden": "true" }, line);
}

let kindCounts = countBy(data.nodes.map((node) => node.classes[0] || ""));
whenLearnt.push(() => (kindCounts = countBy(data.nodes.map((node) => node.classes[0] || ""))));

/** The classes that are there: entities before occurrences, the most frequent first. */
function kindsByCount() {
  const small = new Set(data.nodes.filter((node) => node.occurrence).map((node) => node.classes[0] || ""));
  const there = data.classes.filter((kind) => kindCounts.has(kind.id));
  return there.sort((a, b) => small.has(a.id) - small.has(b.id) || kindCounts.get(b.id) - kindCounts.get(a.id) || (a.id < b.id ? -1 : 1));
}

function renderLegend() {
  const held = document.activeElement && document.activeElement.dataset.class;
  const drawnStatuses = new Set(data.edges.filter(isDashed).map((edge) => edge.status));
  const lines = Object.keys(data.statuses).filter((status) => drawnStatuses.has(status));
  legend.replaceChildren(...kindsByCount().map(legendChip), ...lines.map((status) => make("span", { class: "legend-line" }, lineSample(), statusLabel(status))));
  // Drawing anew must not take the keyboard away.
  const again = [...legend.children].find((chip) => held !== undefined && chip.dataset.class === held);
  if (again) again.focus({ preventScroll: true });
}
