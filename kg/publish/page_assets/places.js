// Where nodes stand: as the build has placed them, or, what comes to the most important part of a large graph, in the free room
// beside a neighbour.

const ROOM = 92;
const RINGS = 40;
const wholePlaces = Object.fromEntries(data.nodes.filter((node) => node.x !== undefined).map((node) => [node.id, { x: node.x, y: node.y }]));
const excerptPlaces = Object.fromEntries([...(core || [])].map(([id, [x, y]]) => [id, { x, y }]));
let positions = core ? excerptPlaces : wholePlaces;

/** Have a place for every node that is seen. */
function settle() {
  positions = excerpted() ? excerptPlaces : wholePlaces;
  const missing = byImportance.map((node) => node.id).filter((id) => seen.nodes.has(id) && !positions[id]);
  if (!missing.length) return;
  const taken = new Map();
  const cell = ({ x, y }) => `${Math.floor(x / ROOM)} ${Math.floor(y / ROOM)}`;
  const take = (spot) => taken.set(cell(spot), [...(taken.get(cell(spot)) || []), spot]);
  for (const id of seen.nodes) if (positions[id]) take(positions[id]);
  const isFree = (spot) => ![-1, 0, 1].some((across) => [-1, 0, 1].some((down) =>
    (taken.get(cell({ x: spot.x + across * ROOM, y: spot.y + down * ROOM })) || []).some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < ROOM)));
  for (const id of missing) {
    const spot = freeSpot(anchorOf(id), isFree);
    positions[id] = spot;
    take(spot);
  }
}

/** The place that a new node is to be near to: that of an opened neighbour, else of its most important one. */
function anchorOf(id) {
  const near = neighboursOf(id, () => true).filter((other) => positions[other] && seen.nodes.has(other));
  const first = (other) => (view.opened.includes(other) ? 1e9 : 0) + entity(other).degree;
  const best = near.sort((a, b) => first(b) - first(a) || (a < b ? -1 : 1))[0];
  if (best) return positions[best];
  const there = [...seen.nodes].map((other) => positions[other]).filter(Boolean);
  return there.length ? { x: Math.max(...there.map((spot) => spot.x)) + ROOM, y: 0 } : { x: 0, y: 0 };
}

/** The nearest free place on rings around a point. */
function freeSpot(anchor, isFree) {
  for (let ring = 1; ring < RINGS; ring++) {
    const radius = ring * ROOM * 1.1;
    const slots = Math.floor((2 * Math.PI * radius) / ROOM);
    for (let slot = 0; slot < slots; slot++) {
      const angle = (2 * Math.PI * slot) / slots + ring;
      const spot = { x: Math.round(anchor.x + radius * Math.cos(angle)), y: Math.round(anchor.y + radius * Math.sin(angle)) };
      if (isFree(spot)) return spot;
    }
  }
  return { ...anchor };
}
