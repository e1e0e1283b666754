// The filters: relations, status, confidence, time and sums. Built once in a language, then kept in step with the view.

const drawer = document.getElementById("filters");
const filterButton = document.getElementById("filter");

/** Boxes to tick, one a value; what is not ticked is not seen. */
function boxes(list, counts, label) {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value, count]) => {
    const box = make("input", { type: "checkbox", "data-list": list, "data-value": value, onchange: () => change({ [list]: toggled(view[list], value) }) });
    return make("label", { class: "box" }, box, make("span", {}, label(value)), make("span", { class: "chip-count" }, count.toLocaleString(language)));
  });
}

function fieldset(key, ...children) {
  return make("fieldset", { class: "asked" }, make("legend", {}, word(key)), ...children);
}

/** A slider that tells its value while it moves and asks when it is let go. */
function slider(id, label, most, tell, ask) {
  const output = make("output", { for: id, id: `${id}-told` });
  const input = make("input", { type: "range", id, min: 0, max: most, step: 1, "aria-label": label });
  const speakUp = () => {
    output.textContent = tell(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", speakUp);
  input.addEventListener("change", () => ask(Number(input.value)));
  input.addEventListener("told", speakUp);
  return make("div", { class: "slide" }, make("label", { for: id }, label), output, input);
}

function buildFilters() {
  const last = months.length - 1;
  const percent = (value) => (value ? word("at-least-percent", { percent: value }) : word("any"));
  const from = slider("from", word("from"), last, (value) => months[value], (value) => change({ from: value ? months[value] : "" }));
  const to = slider("to", word("to"), last, (value) => months[value], (value) => change({ to: value < last ? months[value] : "" }));
  const sums = make("div", { class: "sums" },
    make("input", { type: "number", id: "least", min: 0, step: "any", inputmode: "decimal", placeholder: word("any"), "aria-label": word("least"), onchange: (event) => change({ least: Math.max(0, Number(event.target.value) || 0) }) }),
    make("select", { id: "currency", "aria-label": word("currency"), onchange: (event) => change({ currency: event.target.value }) },
      make("option", { value: "" }, word("any-currency")), ...currencies.map((code) => make("option", { value: code }, code))));
  drawer.replaceChildren(...[
    make("div", { class: "filters-head" }, make("h2", {}, word("filter")), make("button", { type: "button", class: "tool", id: "filters-reset", onclick: () => change(UNFILTERED) }, word("show-all")),
      make("button", { type: "button", class: "tool", "aria-label": word("filters-close"), title: word("filters-close"), onclick: () => showFilters(false) }, "✕")),
    months.length > 1 ? fieldset("when", from, to) : null,
    fieldset("sure", slider("sure", word("confidence"), 100, percent, (value) => change({ sure: value / 100 }))),
    currencies.length ? fieldset("sum", sums) : null,
    fieldset("status", ...boxes("statuses", statusCounts, (status) => (status ? statusLabel(status) : word("no-status")))),
    fieldset("relations", ...boxes("relations", relationCounts, propertyLabel)),
    make("div", { id: "away" }),
  ].filter(Boolean));
}

/** Bring the controls in line with the view. */
function renderFilters() {
  for (const box of drawer.querySelectorAll("input[data-list]")) box.checked = !view[box.dataset.list].includes(box.dataset.value);
  const set = (id, value) => {
    const control = document.getElementById(id);
    if (!control) return;
    control.value = value;
    control.dispatchEvent(new Event("told"));
  };
  set("sure", Math.round(view.sure * 100));
  set("from", view.from ? Math.max(0, months.indexOf(view.from)) : 0);
  set("to", view.to && months.includes(view.to) ? months.indexOf(view.to) : months.length - 1);
  set("least", view.least || "");
  set("currency", view.currency);
  document.getElementById("away").replaceChildren(...putAway());
  const count = document.getElementById("filter-count");
  count.hidden = !filtersOn();
  count.textContent = String(filtersOn());
}

/** What was hidden or folded one by one, to bring back. */
function putAway() {
  const rows = [
    ...view.hide.map((id) => [id, () => change({ hide: toggled(view.hide, id) })]),
    ...view.folded.map((id) => [id, () => change({ folded: toggled(view.folded, id) })]),
    ...(view.focus ? [[view.focus, () => change({ focus: "", steps: 1, opened: [] })]] : []),
  ];
  const kinds = [...view.hide.map(() => "hidden"), ...view.folded.map(() => "folded"), "in-focus"];
  if (!rows.length) return [];
  return [fieldset("put-away", ...rows.map(([id, back], index) =>
    make("div", { class: "row" }, swatch(classOf(id)), make("span", {}, `${nameOf(id)} (${word(kinds[index])})`), make("button", { type: "button", class: "proof row-end", onclick: back }, word("bring-back")))))];
}

function showFilters(open) {
  drawer.hidden = !open;
  filterButton.setAttribute("aria-expanded", String(open));
  if (!open) return filterButton.focus();
  drawer.focus({ preventScroll: true });
  drawer.scrollIntoView({ block: "start" });
}

filterButton.addEventListener("click", () => showFilters(drawer.hidden));
whenLearnt.push(() => spoken && buildFilters());
