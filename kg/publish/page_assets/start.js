// Putting it together: choosing things, drawing everything anew when the view changes, and the keys.

const TABS = ["graph", "timeline", "table"];
const darkWanted = window.matchMedia("(prefers-color-scheme: dark)");
let spoken = "";
let pictureDue = true;

/** Select a node or an edge (null for nothing); `move` also gives the panel the keyboard. */
function open(subject, move = false) {
  if (picking && subject && subject.node && subject.node !== picking) {
    change({ path: [picking, subject.node], node: "", edge: [], mode: "graph" });
  } else if (subject) {
    const edge = subject.node ? null : data.edges[subject.edge];
    change({ node: subject.node || "", edge: edge ? [edge.from, edge.property, edge.to] : [] });
  } else change(selected() ? { node: "", edge: [] } : { path: [] });
  stopPicking();
  if (move && subject) panel.focus({ preventScroll: true });
}

/** Draw everything as the view says; `again` where it was left and is come back to. */
function render(again = false) {
  const wanted = view.lang || ownLanguage();
  if (wanted !== spoken) changeLanguage(wanted);
  seen = findSeen();
  renderTabs();
  renderFilters();
  renderLegend();
  renderPanel();
  renderStatus();
  if (view.mode === "timeline") renderTimeline();
  else if (view.mode === "table") renderTable();
  else renderPicture(again);
  document.getElementById("undo").disabled = depth === 0;
  document.getElementById("redo").disabled = depth >= furthest;
}

function renderPicture(again) {
  refresh();
  if (pictureDue) network.setSize("100%", "100%");
  if (view.at.length) lookFrom(view.at.map(Number));
  else if (pictureDue || layoutKey() !== fitted) fit(pictureDue || again ? false : moveTime());
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
  return JSON.stringify([view.focus, view.steps, view.opened, view.path]);
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
  const all = seen.nodes.size === data.nodes.length && seen.edges.size === data.edges.length;
  const status = document.getElementById("shown");
  status.hidden = all;
  status.replaceChildren();
  if (all) return;
  const text = word("shown", { nodes: seen.nodes.size, allNodes: data.nodes.length, edges: seen.edges.size, allEdges: data.edges.length });
  status.append(`${text} `, make("button", { type: "button", class: "proof", id: "show-all", onclick: () => change(UNFILTERED) }, word("show-all")));
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
  refresh();
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
render(true);
document.documentElement.dataset.ready = "true";
