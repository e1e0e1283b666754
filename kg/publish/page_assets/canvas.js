// The picture: vis-network with fixed positions, and how it looks in every state.

const COUNTS_FROM = 0.2;
const EDGE_NAMES_FROM = 1.15;
const EDGE_NAMES = 80;
// With more edges than this each is drawn paler, or the captions would drown.
const CROWD = 400;
// With more edges than this they are left out while the picture moves.
const STUTTER = 1500;
const narrowWindow = window.matchMedia("(max-width: 760px)");
const container = document.getElementById("canvas");
const positions = Object.fromEntries(data.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
const handedOn = { nodes: new Map(), edges: new Map() };
let colours = readColours();
let hovered = null;
let drawnAs = bundled();
let focused = inFocus();
const nodeSet = new vis.DataSet(changed(handedOn.nodes, nodeLooks()).map((look) => ({ ...fixedOf(look.id), ...look })));
const edgeSet = new vis.DataSet(changed(handedOn.edges, edgeLooks()).map((look) => ({ from: data.edges[look.id].from, to: data.edges[look.id].to, chosen: false, ...look })));
const network = new vis.Network(container, { nodes: nodeSet, edges: edgeSet }, { ...data.options, interaction: { ...data.options.interaction, hideEdgesOnZoom: data.edges.length > STUTTER } });
// vis-network listens to keys in a frame of its own: that is what has the focus, and the name.
const frame = container.querySelector(".vis-network");
frame.id = "picture";
frame.setAttribute("role", "application");
frame.dataset.label = "canvas-label";

function readColours() {
  return Object.fromEntries(["page", "raised", "line", "text", "quiet", "edge", "role", "accent"].map((name) => [name, css(`--${name}`)]));
}

/** What stands out: the selected thing with its neighbours, or the path that was asked for; null for everything. */
function inFocus() {
  const subject = selected();
  if (view.path.length && !subject) return pathFocus();
  // A neighbourhood of several steps is all of interest, not only its first ring.
  if (!subject || (view.focus && view.focus === subject.node)) return null;
  const edges = subject.node ? edgesOf.get(subject.node) : siblings(data.edges[subject.edge]);
  const nodes = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  if (subject.node) nodes.add(subject.node);
  return { nodes, edges: new Set(edges.map((edge) => edge.id)) };
}

function pathFocus() {
  const { nodes, edges } = foundPath();
  return { nodes: new Set([...nodes, ...view.path]), edges: new Set(edges.flat().map((edge) => edge.id)), path: true };
}

function nodeLook(id) {
  const chosen = view.node === id || view.path.includes(id);
  const border = chosen ? colours.accent : colours.page;
  const fill = { background: kindOf(classOf(id)).colour, border };
  return {
    color: { ...fill, highlight: fill, hover: fill },
    borderWidth: chosen ? 5 : 2,
    opacity: focused && !focused.nodes.has(id) ? 0.16 : 1,
    hidden: !seen.nodes.has(id),
    chosen: false,
  };
}

function edgeLook(edge) {
  const how = drawnAs.get(edge.id);
  if (!how) return { hidden: true };
  const subject = selected();
  const chosen = subject && subject.edge === edge.id;
  const lit = focused && focused.edges.has(edge.id);
  const colour = chosen || lit ? colours.accent : edge.role ? colours.role : colours.edge;
  const arrow = (enabled) => ({ enabled, scaleFactor: 0.6 });
  return {
    hidden: false,
    color: { color: colour, highlight: colour, hover: colour, opacity: focused ? (lit ? 1 : 0.18) : seen.edges.size > CROWD ? 0.6 : 1 },
    width: chosen ? 4.5 : edge.width + Math.min(4, (how.count - 1) * 0.8) + (lit ? 0.8 : 0),
    arrows: { to: arrow(how.arrows.to), from: arrow(how.arrows.from) },
    dashes: how.dashes,
    smooth: how.smooth,
  };
}

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
  const { x, y, shape, size } = nodesById.get(id);
  return { x, y, shape, size, label: undefined };
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

function edgeMiddle(edge) {
  const line = network.body.edges[edge.id];
  return line && line.edgeType ? line.edgeType.getPoint(0.5) : { x: 0, y: 0 };
}

function edgeName(edge) {
  const { count } = drawnAs.get(edge.id);
  return count > 1 ? `${propertyLabel(edge.property)} +${count - 1}` : propertyLabel(edge.property);
}

/** The edges that are named now: what is pointed at, what is selected, and from some zoom on all that have room. */
function edgeLabels(inWindow) {
  const subject = selected();
  const marked = [subject, hovered].filter((each) => each && each.edge !== undefined).map((each) => each.edge);
  const wanted = new Map(marked.map((id) => [id, true]));
  const also = subject && subject.node ? edgesOf.get(subject.node) : focused && focused.path ? data.edges.filter((edge) => focused.edges.has(edge.id)) : [];
  const close = network.getScale() >= EDGE_NAMES_FROM && !focused ? data.edges : [];
  for (const edge of [...also, ...close]) {
    if (wanted.size > EDGE_NAMES) break;
    if (drawnAs.has(edge.id) && !wanted.has(edge.id) && (!close.length || inWindow(edgeMiddle(edge)))) wanted.set(edge.id, false);
  }
  return [...wanted]
    .filter(([id]) => drawnAs.has(id))
    .map(([id, always]) => ({ edge: id, text: edgeName(data.edges[id]), always, at: edgeMiddle(data.edges[id]) }));
}

function inOrder() {
  const there = byImportance.filter((node) => seen.nodes.has(node.id));
  const first = (node) => (isMarked(node.id) ? 0 : focused && focused.nodes.has(node.id) ? 1 : entity(node.id).occurrence ? 3 : 2);
  return there.sort((a, b) => first(a) - first(b));
}

function isMarked(id) {
  const held = [selected(), hovered].filter(Boolean);
  return view.path.includes(id) || held.some((each) => each.node === id || (each.edge !== undefined && [data.edges[each.edge].from, data.edges[each.edge].to].includes(id)));
}

/** The picture as it stands, for whoever draws it: the canvas, or a file. */
function scene() {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const size = { width: container.clientWidth, height: container.clientHeight };
  const toScreen = (point) => ({ x: (point.x - centre.x) * scale + size.width / 2, y: (point.y - centre.y) * scale + size.height / 2 });
  const inside = (spot) => spot.x > 0 && spot.y > 0 && spot.x < size.width && spot.y < size.height;
  const corners = [document.querySelector(".zooms"), document.getElementById("shown")].filter((each) => each.offsetWidth);
  const labels = edgeLabels((point) => inside(toScreen(point)));
  return {
    nodes: inOrder(),
    counts: countsOf({ scale, toScreen }, new Set(labels.map((each) => each.edge))),
    obstacles: corners.map((each) => ({ left: each.offsetLeft, top: each.offsetTop, right: each.offsetLeft + each.offsetWidth, bottom: each.offsetTop + each.offsetHeight })),
    positions,
    scale,
    size,
    toScreen,
    faded: (id) => Boolean(focused) && !focused.nodes.has(id) && !isMarked(id),
    strong: isMarked,
    edgeLabels: labels,
  };
}

/** Whether a line is long enough on the screen to carry a number between its ends. */
function hasRoom({ from, to }, scale) {
  const length = Math.hypot(positions[from].x - positions[to].x, positions[from].y - positions[to].y);
  return (length - nodesById.get(from).size - nodesById.get(to).size) * scale > 26;
}

/** The small numbers on bundled lines and folded nodes, in screen pixels. */
function countsOf({ scale, toScreen }, named) {
  const lines = [...drawnAs].filter(([id, how]) => how.count > 1 && scale >= COUNTS_FROM && !named.has(id) && hasRoom(data.edges[id], scale) && !(focused && !focused.edges.has(id)));
  const folded = [...seen.folded].filter(([id, count]) => count && seen.nodes.has(id));
  return [
    ...lines.map(([id, how]) => ({ at: toScreen(edgeMiddle(data.edges[id])), text: String(how.count) })),
    ...folded.map(([id, count]) => {
      const [at, radius] = [toScreen(positions[id]), nodesById.get(id).size * scale * 0.8];
      return { at: { x: at.x + radius, y: at.y - radius }, text: `+${count}` };
    }),
  ];
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

let moving = 0;
/** When the reader has moved the picture: the address keeps where it stands. */
function noteMove() {
  clearTimeout(moving);
  moving = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    noteCamera([Math.round(x), Math.round(y), Math.round(network.getScale() * 1000) / 1000]);
  }, 350);
}

function hover(subject) {
  hovered = subject;
  container.style.cursor = subject ? "pointer" : "";
  network.redraw();
}

function moveTime() {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still ? false : { duration: 350, easingFunction: "easeInOutQuad" };
}

function zoom(factor) {
  network.moveTo({ scale: Math.max(0.03, Math.min(6, network.getScale() * factor)), animation: moveTime() });
  noteMove();
}

/** Show everything, with room for captions at the rim, without blowing a small graph up; a narrow window leaves out what has no links. */
function fit(animation) {
  const wanted = view.path.length ? pathFocus().nodes : seen.nodes;
  const there = data.nodes.filter((node) => wanted.has(node.id));
  const linked = narrowWindow.matches ? there.filter((node) => entity(node.id).degree) : [];
  const spots = (linked.length ? linked : there).map((node) => ({ ...positions[node.id], size: node.size }));
  if (!spots.length) return;
  const rim = (axis, side) => Math[side < 0 ? "min" : "max"](...spots.map((spot) => spot[axis] + side * spot.size));
  const [left, top, right, bottom] = [rim("x", -1), rim("y", -1), rim("x", 1), rim("y", 1)];
  const room = { width: container.clientWidth * 0.86, height: container.clientHeight - 88 };
  const scale = Math.min(spots.length < 40 ? 1.1 : 0.8, room.width / Math.max(right - left, 1), room.height / Math.max(bottom - top, 1));
  // What is told over the picture must not lie on a node.
  const offset = { x: 0, y: document.getElementById("shown").hidden ? 0 : 18 };
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, offset, scale, animation });
}

/** Bring some nodes into view where they are not. */
function show(ids) {
  const spots = ids.map((id) => network.canvasToDOM(positions[id]));
  const inside = (spot) => spot.x > 60 && spot.y > 50 && spot.x < container.clientWidth - 60 && spot.y < container.clientHeight - 50;
  const narrow = narrowWindow.matches;
  if (!narrow && spots.every(inside)) return;
  const middle = (axis) => ids.reduce((sum, id) => sum + positions[id][axis], 0) / ids.length;
  // On a narrow screen the panel covers the upper part of the picture.
  const offset = { x: 0, y: narrow ? container.clientHeight * 0.24 : 0 };
  const scale = narrow ? network.getScale() : Math.max(network.getScale(), 0.7);
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, offset, scale, animation: moveTime() });
}
