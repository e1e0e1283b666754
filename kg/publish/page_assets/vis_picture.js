// The picture drawn by vis-network on a canvas, with fixed positions: for graphs of up to some thousand nodes.

// With more edges than this they are left out while the picture moves.
const STUTTER = 1500;
/** What draws the graph: the only part of the page that knows the drawing library. `sigma_picture.js` has the same names. */
function visPicture() {
  const handedOn = { nodes: new Map(), edges: new Map() };
  const sets = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
  handOn();
  const interaction = { ...data.options.interaction, hideEdgesOnZoom: seen.edges.size > STUTTER };
  const network = new vis.Network(container, sets, { ...data.options, interaction });
  // vis-network listens to keys in a frame of its own: that is what has the focus, and the name.
  const frame = container.querySelector(".vis-network");
  network.on("afterDrawing", drawOver);
  network.on("dragging", (event) => event.nodes.length && Object.assign(positions, network.getPositions(event.nodes)));
  network.on("hoverNode", (event) => hover({ node: event.node }));
  network.on("hoverEdge", (event) => hover({ edge: event.edge }));
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => hover(null));
  network.on("click", (event) => pressed(event.nodes.length ? { node: event.nodes[0] } : event.edges.length ? { edge: event.edges[0] } : null));
  network.on("doubleClick", (event) => event.nodes.length && pressedTwice(event.nodes[0]));
  network.on("dragEnd", (event) => event.nodes.length || noteMove());
  network.on("zoom", noteMove);

  /** Only what has changed is handed on. */
  function handOn() {
    const nodes = changed(handedOn.nodes, data.nodes.filter((node) => positions[node.id] || handedOn.nodes.has(node.id)).map((node) => ({ id: node.id, ...positions[node.id], ...visNode(nodeLook(node.id)) })));
    const edges = changed(handedOn.edges, data.edges.filter((edge) => drawnAs.has(edge.id) || handedOn.edges.has(edge.id)).map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, ...visEdge(edgeLook(edge)) })));
    if (nodes.length) sets.nodes.update(nodes);
    if (edges.length) sets.edges.update(edges);
  }

  return {
    frame,
    dress: () => {
      handOn();
      network.redraw();
    },
    redraw: () => network.redraw(),
    resize: () => network.setSize("100%", "100%"),
    scale: () => network.getScale(),
    centre: () => network.getViewPosition(),
    moveTo: ({ position, scale, duration }) => network.moveTo({ position, scale, animation: duration ? { duration, easingFunction: "easeInOutQuad" } : false }),
    linePoint: (edge, part) => {
      const line = network.body.edges[edge.id];
      return line && line.edgeType ? line.edgeType.getPoint(part) : { x: 0, y: 0 };
    },
  };
}

function visNode({ colour, shape, size, border, borderWidth, opacity, hidden }) {
  const fill = { background: colour, border };
  return { color: { ...fill, highlight: fill, hover: fill }, shape, size, borderWidth, opacity, hidden, chosen: false };
}

function visEdge(look) {
  if (!look) return { hidden: true, chosen: false };
  const { colour, opacity, width, arrows, dashed, bend } = look;
  const arrow = (enabled) => ({ enabled, scaleFactor: 0.6 });
  return {
    hidden: false,
    chosen: false,
    color: { color: colour, highlight: colour, hover: colour, opacity },
    width,
    arrows: { to: arrow(arrows.to), from: arrow(arrows.from) },
    dashes: dashed ? DASHES : false,
    smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false,
  };
}

const drawPicture = visPicture;
