// The picture: vis-network with fixed positions, and how it looks in every state.

const state = { selected: null, hovered: null, hidden: new Set() };
const narrowWindow = window.matchMedia("(max-width: 760px)");
const container = document.getElementById("canvas");
let colours = readColours();
const nodeSet = new vis.DataSet(data.nodes.map((node) => ({ ...node, label: undefined, ...nodeLook(node) })));
const edgeSet = new vis.DataSet(
  data.edges.map(({ id, from, to, arrows, dashes, smooth, width }) => ({
    id, from, to, arrows: { to: { enabled: arrows === "to", scaleFactor: 0.6 } }, dashes, smooth: smooth || false, width, chosen: false,
  })),
);
const network = new vis.Network(container, { nodes: nodeSet, edges: edgeSet }, data.options);
const positions = Object.fromEntries(data.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));

function readColours() {
  return Object.fromEntries(
    ["page", "raised", "line", "text", "quiet", "edge", "role", "accent"].map((name) => [name, css(`--${name}`)]),
  );
}

/** What is in focus: the selected or hovered thing with its neighbours, or null for everything. */
function focus() {
  const subject = state.selected || state.hovered;
  if (!subject) return null;
  const edges = subject.node ? edgesOf.get(subject.node) : [data.edges[subject.edge]];
  const nodes = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  if (subject.node) nodes.add(subject.node);
  return { nodes, edges: new Set(edges.map((edge) => edge.id)) };
}

function hidden(id) {
  return state.hidden.has(classOf(id));
}

function nodeLook(node, focused = null) {
  const selected = state.selected && state.selected.node === node.id;
  const border = selected ? colours.accent : colours.page;
  const fill = { background: node.color, border };
  return {
    color: { ...fill, highlight: fill, hover: fill },
    borderWidth: selected ? 5 : 2,
    opacity: focused && !focused.nodes.has(node.id) ? 0.16 : 1,
    hidden: hidden(node.id),
    chosen: false,
  };
}

function edgeLook(edge, focused) {
  const chosen = state.selected && state.selected.edge === edge.id;
  const inFocus = focused && focused.edges.has(edge.id);
  const colour = chosen || (inFocus && state.selected) ? colours.accent : edge.role ? colours.role : colours.edge;
  return {
    color: { color: colour, highlight: colour, hover: colour, opacity: focused && !inFocus ? 0.18 : 1 },
    width: chosen ? 4.5 : inFocus ? edge.width + 0.8 : edge.width,
    hidden: hidden(edge.from) || hidden(edge.to),
  };
}

/** Bring the picture in line with the state. */
function refresh() {
  const focused = state.selected ? focus() : null;
  nodeSet.update(data.nodes.map((node) => ({ id: node.id, ...nodeLook(node, focused) })));
  edgeSet.update(data.edges.map((edge) => ({ id: edge.id, ...edgeLook(edge, focused) })));
}

function edgeMiddle(edge) {
  const drawn = network.body.edges[edge.id];
  return drawn && drawn.edgeType ? drawn.edgeType.getPoint(0.5) : { x: 0, y: 0 };
}

function edgeLabels() {
  const marked = [state.selected, state.hovered].filter((each) => each && each.edge !== undefined).map((each) => each.edge);
  const around = state.selected && state.selected.node ? edgesOf.get(state.selected.node) : [];
  const wanted = new Map(marked.map((id) => [id, true]));
  for (const edge of around) if (!wanted.has(edge.id)) wanted.set(edge.id, false);
  return [...wanted]
    .filter(([id]) => !hidden(data.edges[id].from) && !hidden(data.edges[id].to))
    .map(([id, always]) => ({ text: data.properties[data.edges[id].property].label, always, at: edgeMiddle(data.edges[id]) }));
}

function inOrder(focused) {
  const seen = byImportance.filter((node) => !hidden(node.id));
  const first = (node) => (isMarked(node.id) ? 0 : focused && focused.nodes.has(node.id) ? 1 : entity(node.id).occurrence ? 3 : 2);
  return seen.sort((a, b) => first(a) - first(b));
}

function isMarked(id) {
  const held = [state.selected, state.hovered].filter(Boolean);
  return held.some((each) => each.node === id || (each.edge !== undefined && [data.edges[each.edge].from, data.edges[each.edge].to].includes(id)));
}

network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const size = { width: container.clientWidth, height: container.clientHeight };
  const focused = state.selected ? focus() : null;
  context.save();
  // From here on one unit is one pixel of the screen.
  context.setTransform(window.devicePixelRatio || 1, 0, 0, window.devicePixelRatio || 1, 0, 0);
  drawCaptions(context, {
    nodes: inOrder(focused),
    positions,
    scale,
    size,
    colours,
    toScreen: (point) => ({ x: (point.x - centre.x) * scale + size.width / 2, y: (point.y - centre.y) * scale + size.height / 2 }),
    faded: (id) => Boolean(focused) && !focused.nodes.has(id) && !isMarked(id),
    strong: isMarked,
    edgeLabels: edgeLabels(),
  });
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
  if (event.nodes.length) open({ node: event.nodes[0] });
  else if (event.edges.length) open({ edge: event.edges[0] });
  else open(null);
});

function hover(subject) {
  state.hovered = subject;
  container.style.cursor = subject ? "pointer" : "";
  network.redraw();
}

function moveTime() {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still ? false : { duration: 350, easingFunction: "easeInOutQuad" };
}

function zoom(factor) {
  network.moveTo({ scale: Math.max(0.03, Math.min(6, network.getScale() * factor)), animation: moveTime() });
}

/** Show everything, with room for captions at the rim, without blowing a small graph up; a narrow window leaves out what has no links. */
function fit(animation) {
  const seen = data.nodes.filter((node) => !hidden(node.id));
  const linked = narrowWindow.matches ? seen.filter((node) => entity(node.id).degree) : [];
  const spots = (linked.length ? linked : seen).map((node) => positions[node.id]);
  if (!spots.length) return;
  const [left, top] = [Math.min(...spots.map((spot) => spot.x)), Math.min(...spots.map((spot) => spot.y))];
  const [right, bottom] = [Math.max(...spots.map((spot) => spot.x)), Math.max(...spots.map((spot) => spot.y))];
  const room = { width: container.clientWidth * 0.86, height: container.clientHeight - 84 };
  const scale = Math.min(0.8, room.width / Math.max(right - left, 1), room.height / Math.max(bottom - top, 1));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation });
}

/** Bring a node or an edge into view where it is not. */
function show(subject) {
  const ends = subject.node ? [subject.node] : [data.edges[subject.edge].from, data.edges[subject.edge].to];
  const spots = ends.map((id) => network.canvasToDOM(positions[id]));
  const inside = (spot) => spot.x > 60 && spot.y > 50 && spot.x < container.clientWidth - 60 && spot.y < container.clientHeight - 50;
  const narrow = narrowWindow.matches;
  if (!narrow && spots.every(inside)) return;
  const middle = (axis) => ends.reduce((sum, id) => sum + positions[id][axis], 0) / ends.length;
  // On a narrow screen the panel covers the upper part of the picture.
  const offset = { x: 0, y: narrow ? container.clientHeight * 0.24 : 0 };
  const scale = narrow ? network.getScale() : Math.max(network.getScale(), 0.7);
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, offset, scale, animation: moveTime() });
}
