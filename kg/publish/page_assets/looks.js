// How nodes and edges look in every state: colours, sizes, what is faded, what is lit.

// With more edges than this each is drawn paler, or the captions would drown.
const CROWD = 400;
// What a small node measures on the screen at least, in pixels from its middle, and how far it is blown up for that.
const LEAST_RADIUS = 3.4;
const SMALL = 15;
const MOST_BLOWN = 2.2;
let colours = readColours();
let blown = 1;
let drawnAs = bundled();
let focused = inFocus();

function readColours() {
  return Object.fromEntries(["page", "raised", "line", "text", "quiet", "edge", "role", "accent"].map((name) => [name, css(`--${name}`)]));
}

/** The size of a node in the picture's own units; from afar all are larger, or they would be dots. */
function sizeOf(node) {
  return node.size * blown;
}

/** Fit the sizes to a scale; tells whether that changed them. */
function blowUp(scale) {
  const before = blown;
  blown = Math.round(Math.max(1, Math.min(MOST_BLOWN, LEAST_RADIUS / (SMALL * scale))) * 5) / 5;
  return blown !== before;
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
    size: sizeOf(nodesById.get(id)),
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
    width: (chosen ? 4.5 : edge.width + Math.min(4, (how.count - 1) * 0.8) + (lit ? 0.8 : 0)) * blown,
    arrows: { to: arrow(how.arrows.to), from: arrow(how.arrows.from) },
    dashes: how.dashes,
    smooth: how.smooth,
  };
}
