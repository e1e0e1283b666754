// Edges between the same two nodes: one line with a count at rest, spread out around what is selected.

const pairOf = (edge) => (edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`);
let pairs = grouped(data.edges, pairOf);
whenLearnt.push(() => (pairs = grouped(data.edges, pairOf)));

/** All seen edges between the two ends of one. */
function siblings(edge) {
  return pairs.get(pairOf(edge)).filter((each) => seen.edges.has(each.id));
}

/** How each seen edge is drawn: `lead` edges stand for `count` edges, others are not drawn. */
function bundled() {
  const drawnAs = new Map();
  const chosen = selected();
  for (const there of grouped([...seen.edges].sort((a, b) => a - b).map((id) => data.edges[id]), pairOf).values()) {
    const spread = there.length > 1 && isSpread(there[0], chosen);
    there.forEach((edge, index) => {
      if (spread || there.length === 1) drawnAs.set(edge.id, { count: 1, bend: spread ? bendOf(index, there) : 0, ...ends([edge], edge) });
      else if (index === 0) drawnAs.set(edge.id, { count: there.length, bend: 0, ...ends(there, edge) });
    });
  }
  return drawnAs;
}

function isSpread(edge, chosen) {
  if (!chosen) return false;
  if (chosen.edge !== undefined) return pairOf(data.edges[chosen.edge]) === pairOf(edge);
  return chosen.node === edge.from || chosen.node === edge.to;
}

const BEND = 0.16;
/** How much an edge bends, so that those between the same two nodes lie side by side; clockwise is seen from its start. */
function bendOf(index, edges) {
  return (index - (edges.length - 1) / 2) * BEND * (edges[index].from < edges[index].to ? 1 : -1);
}

/** Where the arrows of a line are that stands for some edges, and whether it is dashed. */
function ends(edges, lead) {
  const directed = edges.filter((edge) => edge.arrows === "to");
  const arrows = { to: directed.some((edge) => edge.to === lead.to), from: directed.some((edge) => edge.to === lead.from) };
  return { arrows, dashed: edges.every(isDashed) };
}

/** Whether the ontology has an edge of this status drawn in dashes. */
function isDashed(edge) {
  return Boolean(data.statuses[edge.status] && data.statuses[edge.status].dashed);
}
