// Search over all names in all languages, with completion, by mouse or keyboard.

const field = document.getElementById("search");
const results = document.getElementById("search-results");
const FOUND_LIMIT = 12;
let found = [];
let current = -1;

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The names of a node, each as it is compared. */
function namesOf(node) {
  const own = node.names.length ? node.names.map(([name]) => name) : [node.label];
  return own.map((name) => ({ id: node.id, name, plain: plain(name) }));
}

const NO_FIT = 4;

/** How well a name fits: 0 is it, 1 starts with it, 2 a word does, 3 contains it, 4 not at all. */
function fitness(name, wanted) {
  const at = name.indexOf(wanted);
  if (at <= 0) return at < 0 ? NO_FIT : name === wanted ? 0 : 1;
  return /[\s\p{P}]/u.test(name[at - 1]) ? 2 : 3;
}

/** The nodes that fit best of some names, one entry for each, the most important first among equals. */
function bestFits(names, text) {
  const wanted = plain(text);
  const best = new Map();
  for (const entry of names) {
    const score = fitness(entry.plain, wanted);
    if (score < NO_FIT && (!best.has(entry.id) || score < best.get(entry.id).score)) best.set(entry.id, { ...entry, score });
  }
  const first = [...best.values()].sort((a, b) => a.score - b.score).slice(0, FOUND_LIMIT);
  return first.map(({ id, name }) => ({ id, name, shown: nameOf(id), cls: classOf(id) }));
}

function resultElement(entry, index) {
  const name = make("span", { class: "search-name" }, entry.shown);
  if (entry.name !== entry.shown) name.append(make("span", { class: "search-alias" }, `  ${entry.name}`));
  const item = make("li", { class: "search-result", role: "option", id: `result-${index}`, "aria-selected": String(index === current) },
    swatch(entry.cls), name, make("span", { class: "search-class" }, classLabel(entry.cls)));
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

let finding = null;
/** Find what fits; an answer that comes after the next letter is not heard any more. */
async function find() {
  const text = field.value.trim();
  const answer = text ? await source.find(text) : [];
  if (text !== field.value.trim()) return;
  found = answer;
  current = found.length ? 0 : -1;
  renderResults();
}

field.addEventListener("input", () => (finding = find()));
field.addEventListener("focus", renderResults);
field.addEventListener("blur", renderResults);
field.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && found.length) {
    current = (current + steps[event.key] + found.length) % found.length;
    renderResults();
  } else if (event.key === "Enter") Promise.resolve(finding).then(() => choose(current));
  else if (event.key === "Escape") closeSearch();
  else return;
  event.preventDefault();
  event.stopPropagation();
});
