// Putting it together: choosing things, drawing everything anew when the view changes, and the keys.

const TABS = ["graph", "timeline", "table"];
const darkWanted = window.matchMedia("(prefers-color-scheme: dark)");
let pictureDue = true;

/** Select a node or an edge (null for nothing); `move` also gives the panel the keyboard. */
async function open(subject, move = false) {
  const start = picking;
  if (subject && subject.node && !nodesById.has(subject.node)) await source.look(subject.node);
  if (subject && subject.node && !nodesById.has(subject.node)) return;
  if (start && subject && subject.node && subject.node !== start) openPath(start, subject.node);
  else if (subject) {
    const edge = subject.node ? null : data.edges[subject.edge];
    // What a large graph does not show by itself comes with its neighbours.
    const opened = subject.node && excerpted() && !seen.nodes.has(subject.node) ? [...view.opened, subject.node] : view.opened;
    change({ node: subject.node || "", edge: edge ? [edge.from, edge.property, edge.to] : [], opened });
  } else change(selected() ? { node: "", edge: [] } : { path: [] });
  stopPicking();
  if (move && subject) panel.focus({ preventScroll: true });
}

/** Draw everything as the view says; `again` where it was left and is come back to. */
function render(again = false) {
  const wanted = view.lang || ownLanguage();
  if (wanted !== spoken) changeLanguage(wanted);
  seen = findSeen();
  settle();
  renderTabs();
  renderFilters();
  renderLegend();
  renderPanel();
  renderStatus();
  if (view.mode !== "graph") source.happened();
  if (view.mode === "timeline") renderTimeline();
  else if (view.mode === "table") renderTable();
  else renderPicture(again);
  document.getElementById("undo").disabled = depth === 0;
  document.getElementById("redo").disabled = depth >= furthest;
}

function renderPicture(again) {
  dress();
  if (pictureDue) picture.resize();
  if (view.at.length) lookFrom(view.at.map(Number));
  else if (pictureDue || layoutKey() !== fitted) fit(pictureDue || again ? 0 : moveTime());
  fitted = layoutKey();
  pictureDue = false;
  const subject = selected();
  if (!subject || view.at.length) return;
  show(subject.node ? [subject.node] : view.edge.filter((id) => nodesById.has(id)));
  if (narrowWindow.matches) panel.scrollIntoView({ behavior: "auto", block: "nearest" });
}

let fitted = "";
/** What decides how far the picture reaches: after a change of it everything is brought into view again. */
function layoutKey() {
  return JSON.stringify([view.focus, view.steps, view.opened, view.path, view.whole]);
}

function renderTabs() {
  for (const name of TABS) {
    const tab = document.getElementById(`tab-${name}`);
    const chosen = view.mode === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    document.getElementById(`view-${name}`).hidden = !chosen;
  }
}

function renderStatus() {
  const all = seen.nodes.size === data.totals.things + data.totals.events && seen.edges.size === data.edges.length;
  const status = document.getElementById("shown");
  status.hidden = all && !view.whole;
  status.replaceChildren();
  if (status.hidden) return;
  const number = (count) => count.toLocaleString(language);
  const told = { nodes: number(seen.nodes.size), allNodes: number(data.totals.things + data.totals.events), edges: number(seen.edges.size), allEdges: number(data.totals.links) };
  const button = (id, action) => make("button", { type: "button", class: "proof", id, onclick: action }, word(id));
  const buttons = [
    filtersOn() || view.opened.length ? button("show-all", () => change(UNFILTERED)) : null,
    excerpted() && !source.live ? button("draw-all", () => change({ whole: 1 })) : null,
    view.whole ? button("draw-core", () => change({ whole: 0 })) : null,
  ];
  status.append(word(excerpted() ? "excerpt" : "shown", told), ...buttons.filter(Boolean));
}

function changeLanguage(wanted) {
  speak(wanted);
  spoken = language;
  buildFilters();
  const other = LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length];
  const button = document.getElementById("language");
  button.textContent = data.words[other]["language-name"];
  button.lang = other;
  button.onclick = () => change({ lang: other, at: view.at });
}

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  colours = readColours();
  dress();
}

/** Select the next node (or, with -1, the one before) in order of importance, so that the picture can be walked by keyboard. */
function walk(step) {
  const there = byImportance.filter((node) => seen.nodes.has(node.id));
  if (!there.length) return;
  const at = there.findIndex((node) => node.id === view.node);
  open({ node: there[(at + step + there.length) % there.length].id });
}

const KEYS = {
  "/": () => field.focus(),
  Escape: () => open(null),
  0: () => refit(),
  n: () => walk(1),
  p: () => walk(-1),
  f: () => view.node && change({ focus: view.focus === view.node ? "" : view.node, steps: 1, opened: [] }),
  e: () => view.node && expand(view.node),
  c: () => view.node && foldable(view.node) && collapse(view.node),
  h: () => view.node && change({ hide: [...view.hide, view.node], node: "" }),
  u: undo,
};

function refit() {
  fit(moveTime());
  clearTimeout(moving);
  noteCamera([]);
}

document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});
document.querySelector(".tabs").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  change({ mode: TABS[(TABS.indexOf(view.mode) + step + TABS.length) % TABS.length], at: view.at });
  document.getElementById(`tab-${view.mode}`).focus();
});
for (const name of TABS) document.getElementById(`tab-${name}`).addEventListener("click", () => change({ mode: name, at: view.at }));
const press = (id, action) => document.getElementById(id).addEventListener("click", action);
press("theme", () => setTheme(document.documentElement.dataset.theme !== "dark"));
press("zoom-in", () => zoom(1.35));
press("zoom-out", () => zoom(1 / 1.35));
press("fit", refit);
press("undo", undo);
press("redo", redo);
darkWanted.addEventListener("change", () => setTheme(darkWanted.matches));
window.addEventListener("popstate", follow);

document.documentElement.dataset.theme = darkWanted.matches ? "dark" : "light";
colours = readColours();
settle();
openPicture();
render(true);
document.documentElement.dataset.ready = "true";
