// Which nodes and edges are seen: what the filters let through, then the neighbourhood in focus, less what is folded away.

let seen = findSeen();

function findSeen() {
  const nodes = new Set(data.nodes.map((node) => node.id).filter(nodeFits));
  const held = heldNodes();
  held.forEach((id) => nodes.add(id));
  let edges = data.edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to) && edgeFits(edge));
  const chosen = selected();
  if (chosen && chosen.edge !== undefined && !edges.includes(data.edges[chosen.edge])) edges.push(data.edges[chosen.edge]);
  if (edgesAsked()) keepOnly(nodes, new Set([...edges.flatMap((edge) => [edge.from, edge.to]), ...held]));
  if (view.focus) keepOnly(nodes, new Set([...neighbourhood(new Set(edges)), ...held]));
  const folded = fold(nodes, new Set(edges));
  edges = edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to));
  return { nodes, edges: new Set(edges.map((edge) => edge.id)), folded };
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

/** Show the neighbours of a node that filters, focus or folding keep away. */
function expand(id) {
  const near = around(id, 1, () => true);
  const hide = view.hide.filter((other) => !near.has(other));
  const opened = view.focus && !view.opened.includes(id) ? [...view.opened, id] : view.opened;
  change({ folded: view.folded.filter((other) => other !== id), opened, hide });
}

/** Put away what hangs on a node alone. */
function collapse(id) {
  change({ folded: view.folded.includes(id) ? view.folded : [...view.folded, id], opened: view.opened.filter((other) => other !== id) });
}

function foldable(id) {
  return !view.folded.includes(id) && hangersOn(id, (edge) => seen.edges.has(edge.id)).size > 0;
}
