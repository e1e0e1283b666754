// The picture: vis-network with fixed positions, brought in line with the view, and what the mouse does in it.

// With more edges than this they are left out while the picture moves.
const STUTTER = 1500;
const container = document.getElementById("canvas");
const positions = Object.fromEntries(data.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
const handedOn = { nodes: new Map(), edges: new Map() };
let hovered = null;
const nodeSet = new vis.DataSet(changed(handedOn.nodes, nodeLooks()).map((look) => ({ ...fixedOf(look.id), ...look })));
const edgeSet = new vis.DataSet(changed(handedOn.edges, edgeLooks()).map((look) => ({ from: data.edges[look.id].from, to: data.edges[look.id].to, chosen: false, ...look })));
const network = new vis.Network(container, { nodes: nodeSet, edges: edgeSet }, { ...data.options, interaction: { ...data.options.interaction, hideEdgesOnZoom: data.edges.length > STUTTER } });
// vis-network listens to keys in a frame of its own: that is what has the focus, and the name.
const frame = container.querySelector(".vis-network");
frame.id = "picture";
frame.setAttribute("role", "application");
frame.dataset.label = "canvas-label";

/** Bring the picture in line with the view; only what has changed is handed on. */
function refresh() {
  drawnAs = bundled();
  focused = inFocus();
  const nodes = changed(handedOn.nodes, nodeLooks());
  const edges = changed(handedOn.edges, edgeLooks());
  if (nodes.length) nodeSet.update(nodes);
  if (edges.length) edgeSet.update(edges);
  network.redraw();
}

function nodeLooks() {
  return data.nodes.map((node) => ({ id: node.id, ...nodeLook(node.id) }));
}

function edgeLooks() {
  return data.edges.map((edge) => ({ id: edge.id, ...edgeLook(edge) }));
}

/** What vis-network is told of a node once. */
function fixedOf(id) {
  const { x, y, shape } = nodesById.get(id);
  return { x, y, shape, label: undefined };
}

/** The looks that are not the same as when they were handed on last. */
function changed(known, looks) {
  return looks.filter((look) => {
    const written = JSON.stringify(look);
    const same = known.get(look.id) === written;
    known.set(look.id, written);
    return !same;
  });
}

network.on("afterDrawing", (context) => {
  const now = scene();
  const placed = placeLabels(now);
  context.save();
  // From here on one unit is one pixel of the screen.
  context.setTransform(window.devicePixelRatio || 1, 0, 0, window.devicePixelRatio || 1, 0, 0);
  for (const { at, text } of now.counts) drawCount(context, at, text, colours);
  drawLabels(context, placed, colours);
  context.restore();
});
network.on("dragging", (event) => {
  if (event.nodes.length) Object.assign(positions, network.getPositions(event.nodes));
});
network.on("hoverNode", (event) => hover({ node: event.node }));
network.on("hoverEdge", (event) => hover({ edge: event.edge }));
network.on("blurNode", () => hover(null));
network.on("blurEdge", () => hover(null));
network.on("click", (event) => {
  frame.focus({ preventScroll: true });
  if (event.nodes.length) open({ node: event.nodes[0] });
  else if (event.edges.length) open({ edge: event.edges[0] });
  else open(null);
});
network.on("doubleClick", (event) => {
  if (!event.nodes.length) return;
  const [id] = event.nodes;
  if (view.folded.includes(id) || unseenAround(id).length) expand(id);
  else if (foldable(id)) collapse(id);
});
network.on("dragEnd", (event) => event.nodes.length || noteMove());
network.on("zoom", noteMove);

function hover(subject) {
  hovered = subject;
  container.style.cursor = subject ? "pointer" : "";
  network.redraw();
}
