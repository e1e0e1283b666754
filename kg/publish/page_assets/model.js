// The graph as the page knows it: read from the page itself, where it may be packed, and whatever is learnt later.

/** What a script element of the page holds: JSON, or JSON packed with gzip and written in base64. */
async function unpacked(element) {
  if (element.type === "application/json") return JSON.parse(element.textContent);
  const letters = atob(element.textContent);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
}

/** Rows that a large page writes as columns: the values, or for a column with few of them a list and places in it. */
function rowsOf(table) {
  if (Array.isArray(table)) return table;
  const columns = Object.entries(table.columns).map(([name, { values, at }]) => [name, at ? (row) => values[at[row]] : (row) => values[row]]);
  return Array.from({ length: table.count }, (_, row) => {
    const made = {};
    for (const [name, value] of columns) made[name] = value(row);
    return made;
  });
}

const data = await unpacked(document.getElementById("data"));
const classes = new Map(data.classes.map((each) => [each.id, each]));
const nodesById = new Map();
const edgesOf = new Map();
const edgesByKey = new Map();
// The nodes that a large graph opens on, with their places among each other; null where all are shown.
const core = data.core ? new Map(Object.entries(data.core)) : null;
const whenLearnt = [];
let byImportance = [];

const keyOf = (from, property, to) => `${from} ${property} ${to}`;

/** Take in nodes and edges that are not known yet; tells whether there were any. */
function learn({ nodes, edges }) {
  const newNodes = nodes.filter((node) => !nodesById.has(node.id));
  const newEdges = edges.filter((edge) => !edgesByKey.has(keyOf(edge.from, edge.property, edge.to)));
  for (const edge of edges) {
    const known = edgesByKey.get(keyOf(edge.from, edge.property, edge.to));
    // What a part of the graph tells of an edge at its rim is less than what is told of it when it is asked for.
    if (known && edge.sure > known.sure) Object.assign(known, { sure: edge.sure, status: edge.status, reported: edge.reported });
  }
  for (const node of newNodes) {
    nodesById.set(node.id, node);
    edgesOf.set(node.id, []);
    if (data.nodes !== nodes) data.nodes.push(node);
  }
  for (const edge of newEdges) {
    edge.id = data.edges === edges ? edge.id : data.edges.push(edge) - 1;
    edgesByKey.set(keyOf(edge.from, edge.property, edge.to), edge);
    edgesOf.get(edge.from).push(edge);
    edgesOf.get(edge.to).push(edge);
  }
  byImportance = [...data.nodes].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  whenLearnt.forEach((each) => each());
  return newNodes.length + newEdges.length > 0;
}

data.nodes = rowsOf(data.nodes);
data.edges = rowsOf(data.edges);
learn(data);

function entity(id) {
  return nodesById.get(id);
}

function classOf(id) {
  return entity(id).classes[0] || "";
}

function otherEnd(edge, id) {
  return edge.from === id ? edge.to : edge.from;
}

function kindOf(classId) {
  return classes.get(classId) || { colour: "#808080", shape: "dot", label: {} };
}

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

function countBy(keys) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) || 0) + 1);
  return counts;
}
