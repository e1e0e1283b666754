// Search over all names in all languages, with completion, by mouse or keyboard.

const field = document.getElementById("search");
const results = document.getElementById("search-results");
const FOUND_LIMIT = 12;
let found = [];
let current = -1;

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const names = byImportance.flatMap((node) => {
  const own = entity(node.id).names.length ? entity(node.id).names.map(([name]) => name) : [entity(node.id).label];
  return own.map((name, rank) => ({ id: node.id, name, rank, plain: plain(name) }));
});

const NO_FIT = 4;

/** How well a name fits: 0 is it, 1 starts with it, 2 a word does, 3 contains it, 4 not at all. */
function fitness(name, wanted) {
  const at = name.indexOf(wanted);
  if (at <= 0) return at < 0 ? NO_FIT : name === wanted ? 0 : 1;
  return /[\s\p{P}]/u.test(name[at - 1]) ? 2 : 3;
}

function lookUp(wanted) {
  const best = new Map();
  for (const entry of names) {
    const score = fitness(entry.plain, wanted);
    if (score < NO_FIT && (!best.has(entry.id) || score < best.get(entry.id).score)) best.set(entry.id, { ...entry, score });
  }
  return [...best.values()].sort((a, b) => a.score - b.score).slice(0, FOUND_LIMIT);
}

function resultElement(entry, index) {
  const shown = nameOf(entry.id);
  const name = make("span", { class: "search-name" }, shown);
  if (entry.name !== shown) name.append(make("span", { class: "search-alias" }, `  ${entry.name}`));
  const item = make("li", { class: "search-result", role: "option", id: `result-${index}`, "aria-selected": String(index === current) },
    swatch(classOf(entry.id)), name, make("span", { class: "search-class" }, classLabel(classOf(entry.id))));
  item.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose(index);
  });
  return item;
}

function renderResults() {
  const open = document.activeElement === field && field.value.trim() !== "";
  results.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  results.replaceChildren(...found.map(resultElement));
  if (open && !found.length) results.append(make("li", { class: "search-none" }, word("search-none")));
  if (current >= 0) field.setAttribute("aria-activedescendant", `result-${current}`);
  else field.removeAttribute("aria-activedescendant");
  const chosen = results.children[current];
  if (chosen) chosen.scrollIntoView({ block: "nearest" });
}

function choose(index) {
  if (!found[index]) return;
  open({ node: found[index].id }, true);
  closeSearch();
}

function closeSearch() {
  stopPicking();
  field.value = "";
  found = [];
  current = -1;
  field.blur();
  renderResults();
}

field.addEventListener("input", () => {
  found = field.value.trim() ? lookUp(plain(field.value.trim())) : [];
  current = found.length ? 0 : -1;
  renderResults();
});
field.addEventListener("focus", renderResults);
field.addEventListener("blur", renderResults);
field.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && found.length) {
    current = (current + steps[event.key] + found.length) % found.length;
    renderResults();
  } else if (event.key === "Enter") choose(current);
  else if (event.key === "Escape") closeSearch();
  else return;
  event.preventDefault();
  event.stopPropagation();
});
