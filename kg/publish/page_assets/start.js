// Putting it together: what is selected stands in the address, so that "back" works and a view can be shared.

/** Select a node or an edge (null for nothing); `move` also gives the panel the keyboard. */
function open(subject, move = false) {
  const wanted = subject ? `#${address(subject)}` : "";
  if (wanted === location.hash || (!subject && !state.selected)) return;
  if (wanted) location.hash = wanted;
  else {
    history.pushState(null, "", location.href.split("#")[0]);
    follow();
  }
  if (move && subject) panel.focus({ preventScroll: true });
}

function address(subject) {
  if (subject.node) return `node=${encodeURIComponent(subject.node)}`;
  const { from, property, to } = data.edges[subject.edge];
  return `edge=${[from, property, to].map(encodeURIComponent).join("&")}`;
}

function subjectOf(hash) {
  const [kind, rest = ""] = [hash.slice(1).split("=", 1)[0], hash.slice(hash.indexOf("=") + 1)];
  let parts;
  try {
    parts = rest.split("&").map(decodeURIComponent);
  } catch {
    return null;
  }
  if (kind === "node" && nodesById.has(parts[0])) return { node: parts[0] };
  const edge = data.edges.find((each) => kind === "edge" && each.from === parts[0] && each.property === parts[1] && each.to === parts[2]);
  return edge ? { edge: edge.id } : null;
}

/** Show what the address says. */
function follow() {
  state.selected = subjectOf(location.hash);
  state.hovered = null;
  renderPanel();
  refresh();
  if (!state.selected) return;
  show(state.selected);
  if (narrowWindow.matches) panel.scrollIntoView({ behavior: "auto", block: "nearest" });
}

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  colours = readColours();
  refresh();
}

const darkWanted = window.matchMedia("(prefers-color-scheme: dark)");
darkWanted.addEventListener("change", () => setTheme(darkWanted.matches));
window.addEventListener("hashchange", follow);
window.addEventListener("popstate", follow);
document.getElementById("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.35));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
document.getElementById("fit").addEventListener("click", () => fit(moveTime()));
document.addEventListener("keydown", (event) => {
  if (event.target === field || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    field.focus();
  } else if (event.key === "Escape") open(null);
  else if (event.key === "0") fit(moveTime());
});

setTheme(darkWanted.matches);
fit(false);
follow();
document.documentElement.dataset.ready = "true";
