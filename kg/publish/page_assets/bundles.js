// Edges between the same two nodes: one line with a count at rest, spread out around what is selected.

const pairOf = (edge) => (edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`);
const pairs = grouped(data.edges, pairOf);

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

/** All seen edges between the two ends of one. */
function siblings(edge) {
  return pairs.get(pairOf(edge)).filter((each) => seen.edges.has(each.id));
}

/** How each seen edge is drawn: `lead` edges stand for `count` edges, others are not drawn. */
function bundled() {
  const drawnAs = new Map();
  const chosen = selected();
  for (const group of pairs.values()) {
    const there = group.filter((edge) => seen.edges.has(edge.id));
    if (!there.length) continue;
    const spread = there.length > 1 && isSpread(group[0], chosen);
    there.forEach((edge, index) => {
      if (spread || there.length === 1) drawnAs.set(edge.id, { count: 1, smooth: spread ? edge.smooth || false : false, ...ends([edge], edge) });
      else if (index === 0) drawnAs.set(edge.id, { count: there.length, smooth: false, ...ends(there, edge) });
    });
  }
  return drawnAs;
}

function isSpread(edge, chosen) {
  if (!chosen) return false;
  if (chosen.edge !== undefined) return pairOf(data.edges[chosen.edge]) === pairOf(edge);
  return chosen.node === edge.from || chosen.node === edge.to;
}

/** Where the arrows of a line are that stands for some edges, and whether it is dashed. */
function ends(edges, lead) {
  const directed = edges.filter((edge) => edge.arrows === "to");
  const arrows = { to: directed.some((edge) => edge.to === lead.to), from: directed.some((edge) => edge.to === lead.from) };
  return { arrows, dashes: edges.every((edge) => edge.dashes) ? lead.dashes : false, status: lead.status };
}
