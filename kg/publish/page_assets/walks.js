// Walks over the graph: a neighbourhood of some steps, a shortest path, and what hangs on a node alone.

/** The nodes within some steps of a node; an event on the way is no step of its own. */
function around(start, steps, edgeUsable) {
  const reached = new Set([start]);
  let ring = [start];
  for (let step = 0; step < steps; step++) {
    const next = [];
    const waiting = ring.map((id) => ({ id, through: false }));
    while (waiting.length) {
      const { id, through } = waiting.pop();
      for (const other of neighboursOf(id, edgeUsable)) {
        if (reached.has(other)) continue;
        reached.add(other);
        if (entity(other).occurrence && !through) waiting.push({ id: other, through: true });
        else next.push(other);
      }
    }
    ring = next;
  }
  return reached;
}

function neighboursOf(id, edgeUsable) {
  return [...new Set(edgesOf.get(id).filter(edgeUsable).map((edge) => otherEnd(edge, id)))].sort();
}

/** The nodes of a shortest path between two, both included; null where there is none. */
function shortestPath(start, end, edgeUsable) {
  const before = new Map([[start, null]]);
  const waiting = [start];
  for (let at = 0; at < waiting.length && !before.has(end); at++)
    for (const other of neighboursOf(waiting[at], edgeUsable))
      if (!before.has(other)) {
        before.set(other, waiting[at]);
        waiting.push(other);
      }
  if (!before.has(end)) return null;
  const path = [];
  for (let id = end; id !== null; id = before.get(id)) path.unshift(id);
  return path;
}

/** What would lose all its ties without a node: its leaves, and the events that only join it to them. */
function hangersOn(id, edgeUsable) {
  const leaves = new Set();
  const partners = (other) => neighboursOf(other, edgeUsable).flatMap((each) => (entity(each).occurrence ? neighboursOf(each, edgeUsable) : [each]));
  const near = neighboursOf(id, edgeUsable);
  const things = near.flatMap((each) => (entity(each).occurrence ? neighboursOf(each, edgeUsable) : [each]));
  for (const other of new Set(things)) {
    if (other === id || entity(other).occurrence) continue;
    if (partners(other).every((each) => each === id || each === other)) leaves.add(other);
  }
  for (const event of near)
    if (entity(event).occurrence && neighboursOf(event, edgeUsable).every((each) => each === id || leaves.has(each))) leaves.add(event);
  return leaves;
}
