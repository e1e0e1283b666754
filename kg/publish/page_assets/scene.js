// The picture as it stands, for whoever draws it, the canvas or a file: what is named, in what order, and the small numbers.

const COUNTS_FROM = 0.2;
const EDGE_NAMES_FROM = 1.15;
const EDGE_NAMES = 80;

function edgeMiddle(edge) {
  return picture.linePoint(edge, 0.5);
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
  const close = picture.scale() >= EDGE_NAMES_FROM && !focused ? [...drawnAs.keys()].map((id) => data.edges[id]) : [];
  for (const edge of [...also, ...close]) {
    if (wanted.size > EDGE_NAMES) break;
    if (drawnAs.has(edge.id) && !wanted.has(edge.id) && (!close.length || inWindow(edgeMiddle(edge)))) wanted.set(edge.id, false);
  }
  return [...wanted]
    .filter(([id]) => drawnAs.has(id))
    .map(([id, always]) => ({ edge: id, text: edgeName(data.edges[id]), always, at: edgeMiddle(data.edges[id]) }));
}

/** The nodes in the order in which they are named; worked out once for a view and what is pointed at, because every frame asks. */
function inOrder() {
  if (ordered.seen === seen && ordered.focused === focused && ordered.hovered === hovered) return ordered.nodes;
  const there = byImportance.filter((node) => seen.nodes.has(node.id));
  const first = (node) => (isMarked(node.id) ? 0 : focused && focused.nodes.has(node.id) ? 1 : node.occurrence ? 3 : 2);
  const ranks = [[], [], [], []];
  for (const node of there) ranks[first(node)].push(node);
  ordered = { seen, focused, hovered, nodes: ranks.flat() };
  return ordered.nodes;
}
let ordered = { nodes: [] };

function isMarked(id) {
  const held = [selected(), hovered].filter(Boolean);
  return view.path.includes(id) || held.some((each) => each.node === id || (each.edge !== undefined && [data.edges[each.edge].from, data.edges[each.edge].to].includes(id)));
}

/** The picture as it stands, for whoever draws it: the canvas, or a file. */
function scene() {
  const scale = picture.scale();
  const centre = picture.centre();
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
  return (length - sizeOf(nodesById.get(from)) - sizeOf(nodesById.get(to))) * scale > 26;
}

/** The small numbers on bundled lines and folded nodes, in screen pixels. */
function countsOf({ scale, toScreen }, named) {
  const lines = [...drawnAs].filter(([id, how]) => how.count > 1 && scale >= COUNTS_FROM && !named.has(id) && hasRoom(data.edges[id], scale) && !(focused && !focused.edges.has(id)));
  const folded = [...seen.folded].filter(([id, count]) => count && seen.nodes.has(id));
  return [
    ...lines.map(([id, how]) => ({ at: toScreen(edgeMiddle(data.edges[id])), text: String(how.count) })),
    ...folded.map(([id, count]) => {
      const [at, radius] = [toScreen(positions[id]), sizeOf(nodesById.get(id)) * scale * 0.8];
      return { at: { x: at.x + radius, y: at.y - radius }, text: `+${count}` };
    }),
  ];
}
