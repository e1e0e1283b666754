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

/** How a node looks now, for whatever draws it. */
function nodeLook(id) {
  const chosen = view.node === id || view.path.includes(id);
  return {
    colour: kindOf(classOf(id)).colour,
    shape: kindOf(classOf(id)).shape,
    size: sizeOf(nodesById.get(id)),
    border: chosen ? colours.accent : colours.page,
    borderWidth: chosen ? 5 : 2,
    opacity: focused && !focused.nodes.has(id) ? 0.16 : 1,
    hidden: !seen.nodes.has(id),
  };
}

/** How an edge looks now; null where it is not drawn. */
function edgeLook(edge) {
  const how = drawnAs.get(edge.id);
  if (!how) return null;
  const subject = selected();
  const chosen = subject && subject.edge === edge.id;
  const lit = Boolean(focused && focused.edges.has(edge.id));
  const role = entity(edge.from).occurrence || entity(edge.to).occurrence;
  return {
    colour: chosen || lit ? colours.accent : role ? colours.role : colours.edge,
    opacity: focused ? (lit ? 1 : 0.18) : seen.edges.size > CROWD ? 0.6 : 1,
    width: (chosen ? 4.5 : (role ? 1.5 : 2.4) + Math.min(4, (how.count - 1) * 0.8) + (lit ? 0.8 : 0)) * blown,
    arrows: how.arrows,
    dashed: how.dashed,
    bend: how.bend,
    lit,
  };
}
