// Which nodes and edges are seen: what the filters let through, of that the neighbourhood in focus or, of a large graph, the
// most important part, less what is folded away.

// So many neighbours come with one step of expanding.
const OPENED_AT_ONCE = 100;
let seen = findSeen();

/** Whether only the most important part is shown, with the rest one search away. */
function excerpted() {
  return core !== null && !view.whole;
}

function findSeen() {
  const fitting = new Set(data.nodes.map((node) => node.id).filter(nodeFits));
  const held = heldNodes();
  held.forEach((id) => fitting.add(id));
  let edges = data.edges.filter((edge) => fitting.has(edge.from) && fitting.has(edge.to) && edgeFits(edge));
  const chosen = selected();
  if (chosen && chosen.edge !== undefined && !edges.includes(data.edges[chosen.edge])) edges.push(data.edges[chosen.edge]);
  if (edgesAsked()) keepOnly(fitting, new Set([...edges.flatMap((edge) => [edge.from, edge.to]), ...held]));
  const nodes = new Set(fitting);
  if (view.focus) keepOnly(nodes, new Set([...neighbourhood(new Set(edges)), ...held]));
  else if (excerpted()) keepOnly(nodes, new Set([...excerpt(new Set(edges)), ...held]));
  const folded = fold(nodes, new Set(edges));
  edges = edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to));
  return { nodes, edges: new Set(edges.map((edge) => edge.id)), folded, fitting };
}

/** What is selected is seen, whatever the filters say: search finds everything. */
function heldNodes() {
  const edge = edgeAt(view.edge);
  return [view.node, view.focus, ...view.path, ...(edge ? [edge.from, edge.to] : [])].filter(Boolean);
}

function keepOnly(nodes, wanted) {
  for (const id of nodes) if (!wanted.has(id)) nodes.delete(id);
}

function neighbourhood(edges) {
  const usable = (edge) => edges.has(edge);
  const near = around(view.focus, view.steps, usable);
  for (const id of view.opened) around(id, 1, usable).forEach((other) => near.add(other));
  return near;
}

/** The most important part of a large graph, with what was opened and the way that was asked for. */
function excerpt(edges) {
  const usable = (edge) => edges.has(edge);
  const way = view.path.length ? shortestPath(...view.path, usable) || [] : [];
  return [...core.keys(), ...way, ...view.opened.flatMap((id) => [id, ...openedAround(id, usable)])];
}

/** The neighbours that an opened node shows: the most important ones, with every step of expanding some more. */
function openedAround(id, usable) {
  const times = view.opened.filter((other) => other === id).length;
  const near = [...around(id, 1, usable)].filter((other) => other !== id);
  return near.sort((a, b) => entity(b).degree - entity(a).degree || (a < b ? -1 : 1)).slice(0, times * OPENED_AT_ONCE);
}

/** Take away what hangs on folded nodes; tells how much hangs on each. */
function fold(nodes, edges) {
  const counts = new Map();
  const held = new Set(heldNodes());
  for (const id of view.folded) {
    if (!nodes.has(id)) continue;
    const usable = (edge) => edges.has(edge) && nodes.has(edge.from) && nodes.has(edge.to);
    const away = [...hangersOn(id, usable)].filter((other) => !held.has(other));
    away.forEach((other) => nodes.delete(other));
    counts.set(id, away.length);
  }
  return counts;
}

/** Neighbours of a node that the picture does not show now. */
function unseenAround(id) {
  return neighboursOf(id, () => true).filter((other) => !seen.nodes.has(other));
}

/** Show the neighbours of a node that filters, focus, folding or the size of the graph keep away. */
async function expand(id) {
  await source.look(id);
  const near = around(id, 1, () => true);
  const hide = view.hide.filter((other) => !near.has(other));
  const more = excerpted() || (view.focus && !view.opened.includes(id));
  change({ folded: view.folded.filter((other) => other !== id), opened: more ? [...view.opened, id] : view.opened, hide });
}

/** Put away what came with a node, or what hangs on it alone. */
function collapse(id) {
  const opened = view.opened.filter((other) => other !== id);
  const fold = !view.folded.includes(id) && !(excerpted() && opened.length < view.opened.length);
  change({ folded: fold ? [...view.folded, id] : view.folded, opened });
}

function foldable(id) {
  if (excerpted() && view.opened.includes(id)) return true;
  return !view.folded.includes(id) && hangersOn(id, (edge) => seen.edges.has(edge.id)).size > 0;
}
