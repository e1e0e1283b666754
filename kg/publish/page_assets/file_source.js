// Where the page has its knowledge from: here, the page itself. `live_source.js` asks a server by the same names.

const names = [];

const source = {
  live: false,
  /** The nodes whose names fit a text best. */
  find: async (text) => bestFits(indexed(), text),
  /** Whether all is there that is known of a node. */
  knows: () => evidence.ready,
  /** Fetch all that is known of a node: its neighbours, and what everything about it rests on. */
  look: () => (reading ||= readEvidence()),
  /** Fetch nodes and edges that lead from one node to another. */
  leadFrom: async () => undefined,
  /** Fetch what happened, for the timeline and the tables. */
  happened: async () => undefined,
};
let reading = null;

function indexed() {
  if (!names.length) names.push(...byImportance.flatMap(namesOf));
  return names;
}

async function readEvidence() {
  learnEvidence(await unpacked(document.getElementById("evidence")));
  evidence.ready = true;
}

// What is not packed is there at once.
if (document.getElementById("evidence").type === "application/json") await source.look();
