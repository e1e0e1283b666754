// The picture drawn by sigma.js with WebGL, from a graphology graph with fixed positions: for large graphs.

// The part of the plane that sigma.js measures by; the camera may leave it.
const HALF = 1000;
// What a browser calls WebGL that is drawn by the processor: there, edges are left out while the picture moves.
const NO_GRAPHICS_CARD = /swiftshader|llvmpipe|softpipe|software|basic render/i;
// From so many changes on handing all on at once is faster than one by one.
const ONE_BY_ONE = 300;
const EDGE_REACH = 5;
// How wide a line sigma.js has to be told for one that is as wide as on a canvas.
const SIGMA_WIDTH = 1.8;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PRIMITIVES = () => ({
  nodes: { shapes: shaderShapes(), layers: [webgl.layerFill()] },
  edges: {
    paths: [webgl.pathLine(), webgl.pathCurved({ segments: 5 })],
    extremities: [webgl.extremityArrow({ lengthRatio: 4, widthRatio: 3.4 })],
    layers: [webgl.layerPlain({ color: { attribute: "plain" } }), webgl.layerDashed({ dashSize: { attribute: "dash" }, gapSize: { attribute: "gap" }, dashColor: { attribute: "dashes" } })],
    variables: { plain: { type: "color", default: "#000000" }, dashes: { type: "color", default: "#000000" }, dash: { type: "number", default: 0 }, gap: { type: "number", default: 0 } },
  },
});
const bound = (...names) => Object.fromEntries(names.map((name) => [name, { attribute: name }]));
const STYLES = {
  nodes: [bound("x", "y", "color", "size", "shape", "opacity", "visibility")],
  edges: [bound("color", "plain", "dashes", "dash", "gap", "size", "opacity", "head", "tail", "path", "curvature", "visibility", "depth")],
};
const SETTINGS = {
  renderLabels: false, renderEdgeLabels: false, enableEdgeEvents: false, enableNodeDrag: true, stagePadding: 0, minEdgeThickness: 0.7,
  itemSizesReference: "positions", zoomToSizeRatioFunction: (ratio) => ratio, zoomingRatio: 1.25, doubleClickZoomingRatio: 1,
};

/** What draws the graph: the only part of the page that knows the drawing library. `vis_picture.js` has the same names. */
function sigmaPicture() {
  const graph = new webgl.Graph({ multi: true, type: "directed" });
  const handedOn = { nodes: new Map(), edges: new Map() };
  const frame = make("div", { class: "webgl", tabindex: 0 });
  const over = make("canvas", { class: "over" });
  container.append(frame);
  let renderer;
  try {
    // At first one unseen node: so that where to look from can be settled before the large graph is drawn.
    graph.addNode("", sigmaNode(null, { colour: "#000000", size: 1, opacity: 1 }));
    renderer = new webgl.Sigma(graph, frame, { settings: { ...SETTINGS, hideEdgesOnMove: withoutGraphicsCard() }, primitives: PRIMITIVES(), styles: STYLES });
  } catch {
    return blankPicture(frame);
  }
  renderer.setCustomBBox({ x: [-HALF, HALF], y: [-HALF, HALF] });
  renderer.refresh();
  frame.append(over);
  const camera = renderer.getCamera();
  renderer.on("afterRender", drawNames);

  function drawNames() {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [container.clientWidth * ratio, container.clientHeight * ratio];
    if (over.width !== width || over.height !== height) Object.assign(over, { width, height });
    const context = over.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    drawRings(context, ratio);
    drawOver(context);
  }

  /** A ring around whatever is chosen; sigma.js knows no borders. */
  function drawRings(context, ratio) {
    const [now, at] = [scale(), centre()];
    context.setTransform(ratio, 0, 0, ratio, container.clientWidth * ratio / 2, container.clientHeight * ratio / 2);
    context.strokeStyle = colours.accent;
    context.lineWidth = 3;
    for (const id of [view.node, ...view.path].filter((id) => id && seen.nodes.has(id))) {
      context.beginPath();
      context.arc((positions[id].x - at.x) * now, (positions[id].y - at.y) * now, sizeOf(nodesById.get(id)) * now + 2.5, 0, 2 * Math.PI);
      context.stroke();
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  let due = 0;
  /** All that changes before the next frame is drawn in one. */
  function dress() {
    due ||= requestAnimationFrame(() => {
      due = 0;
      handOn();
      renderer.refresh();
    });
  }

  /** Only what has changed is handed on. */
  function handOn() {
    const known = data.nodes.filter((node) => positions[node.id] || handedOn.nodes.has(node.id));
    const nodes = changed(handedOn.nodes, known.map((node) => ({ id: node.id, ...sigmaNode(positions[node.id], nodeLook(node.id)) })));
    const drawn = data.edges.filter((edge) => drawnAs.has(edge.id) || handedOn.edges.has(edge.id));
    const edges = changed(handedOn.edges, drawn.map((edge) => ({ id: edge.id, ...sigmaEdge(edgeLook(edge)) })));
    put(nodes, (look) => graph.hasNode(look.id), (look) => graph.addNode(look.id, look), (look) => graph.replaceNodeAttributes(look.id, look), (looks) => graph.updateEachNodeAttributes((id, old) => looks.get(id) || old));
    put(edges, (look) => graph.hasEdge(look.id), (look) => graph.addEdgeWithKey(String(look.id), data.edges[look.id].from, data.edges[look.id].to, look),
      (look) => graph.replaceEdgeAttributes(String(look.id), look), (looks) => graph.updateEachEdgeAttributes((id, old) => looks.get(Number(id)) || old));
  }

  const scale = () => renderer.getGraphToViewportRatio();
  const centre = () => {
    const { x, y } = camera.getState();
    return { x: (x - 0.5) * 2 * HALF, y: -(y - 0.5) * 2 * HALF };
  };
  const moveTo = ({ position, scale: wanted, duration }) => {
    const state = { x: position.x / (2 * HALF) + 0.5, y: -position.y / (2 * HALF) + 0.5, ratio: (camera.getState().ratio * scale()) / wanted };
    if (duration) camera.animate(state, { duration });
    else camera.setState(state);
  };
  const linePoint = (edge, part) => bezierPoint(positions[edge.from], positions[edge.to], (drawnAs.get(edge.id) || { bend: 0 }).bend, part);
  const pointAt = ({ x, y }) => ({ x: (x - container.clientWidth / 2) / scale() + centre().x, y: (y - container.clientHeight / 2) / scale() + centre().y });

  let node = null;
  renderer.on("enterNode", (event) => hover({ node: (node = event.node) }));
  renderer.on("leaveNode", () => {
    node = null;
    hover(null);
  });
  renderer.on("clickNode", (event) => pressed({ node: event.node }));
  renderer.on("clickStage", ({ event }) => pressed(edgeNear(pointAt(event), scale(), linePoint)));
  renderer.on("doubleClickNode", (event) => {
    event.preventSigmaDefault();
    pressedTwice(event.node);
  });
  renderer.on("nodeDrag", ({ node: id }) => (positions[id] = { x: graph.getNodeAttribute(id, "x"), y: -graph.getNodeAttribute(id, "y") }));
  renderer.getMouseCaptor().on("mousemove", (event) => node || renderer.getMouseCaptor().isMoving || hover(edgeNear(pointAt(event), scale(), linePoint)));
  renderer.getMouseCaptor().on("mouseup", noteMove);
  renderer.getMouseCaptor().on("wheel", noteMove);
  renderer.getTouchCaptor().on("touchup", noteMove);
  frame.addEventListener("keydown", (event) => {
    const closer = { "+": 1.35, "=": 1.35, "-": 1 / 1.35 }[event.key];
    const [across, down] = MOVES[event.key] || [0, 0];
    if (closer) zoom(closer);
    else if (across || down) moveTo({ position: { x: centre().x + (across * 60) / scale(), y: centre().y + (down * 60) / scale() }, scale: scale(), duration: 0 });
    else return;
    event.preventDefault();
    noteMove();
  });

  return {
    frame,
    dress,
    redraw: drawNames,
    resize: () => renderer.resize(true).scheduleRender(),
    scale,
    centre,
    moveTo,
    linePoint,
  };
}

function withoutGraphicsCard() {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  const names = gl && gl.getExtension("WEBGL_debug_renderer_info");
  return Boolean(names) && NO_GRAPHICS_CARD.test(gl.getParameter(names.UNMASKED_RENDERER_WEBGL));
}

/** Put looks into the graph: what is new is added, a few are replaced one by one, many in one go. */
function put(looks, isThere, add, replace, replaceAll) {
  const old = looks.filter(isThere);
  const fresh = looks.filter((look) => !isThere(look));
  if (old.length < ONE_BY_ONE) old.forEach(replace);
  else replaceAll(new Map(old.map((look) => [look.id, look])));
  // Last: what was only just added cannot be told of again before a frame is drawn.
  fresh.forEach(add);
}

function sigmaNode(place, { colour, shape, size, opacity, hidden }) {
  const { x, y } = place || { x: 0, y: 0 };
  return { x, y: -y, color: colour, size, shape: Object.hasOwn(OUTLINES, shape) ? shape : "circle", opacity, visibility: hidden || !place ? "hidden" : "visible" };
}

function sigmaEdge(look) {
  if (!look) return { color: "#000000", plain: "#00000000", dashes: "#00000000", dash: 0, gap: 0, size: 1, opacity: 1, head: "none", tail: "none", path: "straight", curvature: 0, visibility: "hidden", depth: "edges" };
  const { colour, opacity, width, arrows, dashed, bend, lit } = look;
  const [dash, gap] = dashed ? DASHES.map((length) => length / width) : [0, 0];
  const head = (there) => (there ? "arrow" : "none");
  return { color: colour, plain: dashed ? "#00000000" : colour, dashes: colour, dash, gap, size: width * SIGMA_WIDTH, opacity, head: head(arrows.to), tail: head(arrows.from), path: bend ? "curved" : "straight",
    // What bends clockwise here bends to the left of its direction there, where up is positive.
    curvature: bend * 2, visibility: "visible", depth: lit ? "topEdges" : "edges" };
}

/** A point of the curve that sigma.js draws: a parabola whose bend is told in lengths of the straight line. */
function bezierPoint(from, to, bend, part) {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const turn = { x: (from.x + to.x) / 2 + down * bend * 2, y: (from.y + to.y) / 2 - across * bend * 2 };
  const rest = 1 - part;
  const along = (axis) => rest * rest * from[axis] + 2 * rest * part * turn[axis] + part * part * to[axis];
  return { x: along("x"), y: along("y") };
}

/** The drawn edge under a point, null where there is none. */
function edgeNear(point, scale, linePoint) {
  let best = null;
  let nearest = EDGE_REACH / scale;
  for (const [id, { bend }] of drawnAs) {
    const edge = data.edges[id];
    const [from, to] = [positions[edge.from], positions[edge.to]];
    if (!from || !to) continue;
    const ends = bend ? [0, 0.25, 0.5, 0.75, 1].map((part) => linePoint(edge, part)) : [from, to];
    for (let at = 1; at < ends.length; at++) {
      const away = distanceTo(point, ends[at - 1], ends[at]);
      if (away < nearest) [best, nearest] = [{ edge: id }, away];
    }
  }
  return best;
}

function distanceTo(point, from, to) {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const part = Math.max(0, Math.min(1, ((point.x - from.x) * across + (point.y - from.y) * down) / (across * across + down * down || 1)));
  return Math.hypot(point.x - from.x - across * part, point.y - from.y - down * part);
}

/** Where the browser gives no WebGL: the page says so, and everything else works. */
function blankPicture(frame) {
  frame.replaceChildren(make("p", { class: "notice", "data-word": "no-webgl" }));
  const nothing = () => undefined;
  return { frame, dress: nothing, redraw: nothing, resize: nothing, scale: () => 1, centre: () => ({ x: 0, y: 0 }), moveTo: nothing, linePoint: (edge, part) => bezierPoint(positions[edge.from], positions[edge.to], 0, part) };
}

const drawPicture = sigmaPicture;
