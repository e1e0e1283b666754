// What everything rests on: claims, sentences, sources and the literals of nodes. Some is there from the start, some comes when asked for.

const NOTHING = { values: [], literals: [], mentions: [] };
const evidence = { claims: [], quotes: [], sources: [], doubted: [], details: new Map() };

/** Take in evidence; its numbers are counted from its own start. Claims of edges are hung on edges that are known. */
function learnEvidence(found) {
  const [claims, quotes, sources] = [evidence.claims.length, evidence.quotes.length, evidence.sources.length];
  const from = (start) => (number) => number + start;
  const push = (list, items) => items.forEach((each) => list.push(each));
  push(evidence.sources, found.sources);
  push(evidence.quotes, quotes || sources ? found.quotes.map((each) => ({ ...each, source: each.source + sources })) : found.quotes);
  push(evidence.claims, quotes ? found.claims.map((each) => ({ ...each, quotes: each.quotes.map(from(quotes)) })) : found.claims);
  const isNew = (one) => !evidence.doubted.some((other) => ["from", "property", "to", "polarity"].every((key) => one[key] === other[key]));
  push(evidence.doubted, found.doubted.filter(isNew).map((each) => ({ ...each, claim: each.claim + claims })));
  for (const [id, own] of Object.entries(found.details)) {
    if (evidence.details.has(id) && !own.full) continue;
    const values = own.values.map((value) => ({ ...value, claims: value.claims.map(from(claims)) }));
    evidence.details.set(id, { ...own, values, mentions: own.mentions.map(from(quotes)) });
  }
  for (const [link, own] of found.links) {
    const edge = edgesByKey.get(keyOf(...link));
    if (edge) edge.claims = own.map(from(claims));
  }
}

function detailsOf(id) {
  return evidence.details.get(id) || NOTHING;
}

/** The claims behind an edge, as far as they are there. */
function claimsOf(edge) {
  return edge.claims.filter((index) => index < evidence.claims.length);
}
