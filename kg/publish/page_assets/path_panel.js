// The shortest path between two nodes: asked for in the panel or by search, drawn in the picture, told with its sentences.

let picking = "";

/** The next node that is chosen is the end of the path. */
function pickPath(id) {
  picking = id;
  panel.prepend(make("p", { class: "notice", id: "picking", role: "status" }, word("pick-end", { name: nameOf(id) })));
  panel.scrollTop = 0;
  field.focus();
}

function stopPicking() {
  picking = "";
  const notice = document.getElementById("picking");
  if (notice) notice.remove();
}

/** Ask for the way between two nodes, some of which may have to be fetched. */
async function openPath(start, end) {
  await source.leadFrom(start, end);
  change({ path: [start, end], node: "", edge: [], mode: "graph" });
}

/** The path that the view asks for, over the edges that are seen: its nodes, and the edges of every step. */
function foundPath() {
  const nodes = shortestPath(view.path[0], view.path[1], (edge) => seen.edges.has(edge.id)) || [];
  const edges = nodes.slice(1).map((id, index) => edgesOf.get(id).filter((edge) => seen.edges.has(edge.id) && otherEnd(edge, id) === nodes[index]));
  return { nodes, edges };
}

function pathPanel() {
  const { nodes, edges } = foundPath();
  const [first, last] = view.path;
  const steps = nodes.flatMap((id, index) => [...(index ? edges[index - 1].map((edge) => linkElement(edge, nodes[index - 1])) : []), make("div", { class: "path-node" }, nodeLink(id))]);
  return [
    panelTools(),
    make("h2", {}, word("path-title", { first: nameOf(first), last: nameOf(last) })),
    nodes.length ? make("p", { class: "hint" }, word("path-length", { links: counted(nodes.length - 1, "link") })) : make("p", { class: "notice", id: "no-path" }, word("no-path")),
    make("div", { class: "path" }, ...steps),
  ];
}
