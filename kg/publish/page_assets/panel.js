// The panel: what is known about the graph as a whole, or about whatever is selected.

const SOURCES_LISTED = 200;
const panel = document.getElementById("panel");

function nodeLink(id, text = nameOf(id)) {
  return make("button", { type: "button", class: "node-link", onclick: () => open({ node: id }, true) }, swatch(classOf(id)), make("span", {}, text));
}

function statusTag(status) {
  if (!status) return null;
  const dashed = data.statuses[status] && data.statuses[status].dashed;
  return make("span", { class: dashed ? "tag tag-dashed" : "tag" }, statusLabel(status));
}

function tool(key, onclick, more = {}) {
  return make("button", { type: "button", class: "tool", onclick, ...more }, word(key));
}

function panelTools(...more) {
  const close = make("button", { type: "button", class: "tool", id: "close", "aria-label": word("close"), title: word("close"), onclick: () => open(null) }, "✕");
  return make("div", { class: "panel-tools" }, make("button", { type: "button", class: "tool", disabled: depth === 0, onclick: undo }, `← ${word("back")}`), ...more.filter(Boolean), close);
}

function figure(count, key) {
  return make("div", { class: "figure" }, make("strong", {}, count.toLocaleString(language)), make("span", {}, word(count === 1 ? `${key}-name-one` : `${key}-name-many`)));
}

function overview() {
  const listed = source.live ? [] : evidence.sources.slice(0, SOURCES_LISTED);
  const top = byImportance.filter((node) => !entity(node.id).occurrence && entity(node.id).degree).slice(0, 10);
  return [
    make("h2", {}, data.title),
    make("div", { class: "figures" }, figure(data.totals.things, "entity"), figure(data.totals.events, "event"), figure(data.totals.links, "link"), figure(data.totals.sources, "source")),
    data.omitted ? make("p", { class: "notice" }, word("omitted", { drawn: data.nodes.length, omitted: data.omitted })) : null,
    make("p", { class: "hint" }, word("hint")),
    make("h3", {}, word("most-connected")),
    make("ul", { class: "list" }, ...top.map((node) =>
      make("li", { class: "row" }, nodeLink(node.id), make("span", { class: "row-end" }, counted(entity(node.id).degree, "link"))))),
    listed.length ? make("h3", {}, word("sources")) : null,
    ...listed.map((source) => make("div", { class: "quote" }, make("p", {}, source.title), sourceLine({ ...source, title: "" }))),
  ];
}

function renderPanel() {
  drawPanel();
  fetchMissing(selected());
}

function drawPanel() {
  const subject = selected();
  const content = subject ? (subject.node ? nodePanel(subject.node) : edgePanel(data.edges[subject.edge])) : view.path.length ? pathPanel() : overview();
  panel.replaceChildren(...content.filter(Boolean));
  panel.scrollTop = 0;
}

/** Fetch what the panel cannot tell yet, and tell it if it is still asked for. */
async function fetchMissing(subject) {
  const wanted = subject ? [subject.node || data.edges[subject.edge].from] : view.path.length ? foundPath().nodes : [];
  const missing = wanted.filter((id) => !source.knows(id));
  if (!missing.length) return;
  const asked = view;
  for (const id of missing) {
    await source.look(id);
    if (view !== asked || !source.knows(id)) return;
    seen = findSeen();
    drawPanel();
  }
  render();
}
