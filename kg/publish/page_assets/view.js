// What is looked at, as one plain record that stands in the address: so "back" is undo, and a view can be sent to somebody.

const UNTOUCHED = {
  mode: "graph", node: "", edge: [], path: [], focus: "", steps: 1, opened: [], folded: [], hide: [], classes: [], relations: [], statuses: [],
  sure: 0, from: "", to: "", least: 0, currency: "", whole: 0, lang: "", at: [],
};
// Edges without a status and nodes without a class can be hidden too.
const NAMELESS = new Set(["statuses", "classes"]);
await fetchNamed();
let view = readAddress(location.hash);
let depth = (history.state && history.state.depth) || 0;
let furthest = depth;

/** `key=value&key=first&second`: a part without "=" is another value of the key before it. */
function readAddress(hash) {
  const found = {};
  let key = "";
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name, value] = part.includes("=") ? [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)] : [key, part];
    key = name;
    if (Object.hasOwn(UNTOUCHED, name)) (found[name] ||= []).push(decoded(value));
  }
  return sound({ ...UNTOUCHED, ...Object.fromEntries(Object.entries(found).map(([name, values]) => [name, typed(name, values)])) });
}

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

function typed(name, values) {
  if (Array.isArray(UNTOUCHED[name])) return values.filter((each) => each !== "" || NAMELESS.has(name));
  return typeof UNTOUCHED[name] === "number" ? Number(values[0]) || 0 : values[0];
}

/** What an address says of things that are not in this graph is passed over. */
function sound(wanted) {
  const known = (ids) => ids.filter((id) => nodesById.has(id));
  const places = wanted.at.map(Number);
  return {
    ...wanted,
    mode: ["graph", "timeline", "table"].includes(wanted.mode) ? wanted.mode : "graph",
    node: nodesById.has(wanted.node) ? wanted.node : "",
    edge: edgeAt(wanted.edge) ? wanted.edge : [],
    focus: nodesById.has(wanted.focus) ? wanted.focus : "",
    steps: Math.max(1, Math.min(9, Math.round(wanted.steps))),
    path: known(wanted.path).length === 2 ? known(wanted.path) : [],
    opened: known(wanted.opened),
    folded: known(wanted.folded),
    hide: known(wanted.hide),
    from: /^\d{4}-\d\d$/.test(wanted.from) ? wanted.from : "",
    to: /^\d{4}-\d\d$/.test(wanted.to) ? wanted.to : "",
    at: places.length === 3 && places.every(Number.isFinite) && places[2] > 0 ? places : [],
  };
}

function edgeAt([from, property, to]) {
  return from && edgesByKey.get(keyOf(from, property, to));
}

/** Whatever an address may name that has to be fetched first. */
function namedIn(hash) {
  const values = hash.replace(/^#/, "").split("&").map((part) => decoded(part.slice(part.indexOf("=") + 1)));
  return [...new Set(values.filter((each) => each.includes(":") && !(each in data.properties)))];
}

async function fetchNamed() {
  for (const id of namedIn(location.hash)) if (!nodesById.has(id)) await source.look(id);
}

function writeAddress(record) {
  const parts = Object.entries(record).filter(([name, value]) => String(value) !== String(UNTOUCHED[name]) || (Array.isArray(value) && value.length));
  return parts.map(([name, value]) => `${name}=${[value].flat().map(encodeURIComponent).join("&")}`).join("&");
}

/** Look at something else; it can be undone. */
function change(patch) {
  const next = { ...view, at: [], ...patch };
  if (writeAddress({ ...next, at: [] }) === writeAddress({ ...view, at: [] })) return;
  view = next;
  depth += 1;
  furthest = depth;
  const address = writeAddress(view);
  history.pushState({ depth }, "", address ? `#${address}` : location.href.split("#")[0]);
  render();
}

/** Note where the reader has moved the picture, without a step to undo. */
function noteCamera(at) {
  view = { ...view, at };
  const address = writeAddress(view);
  history.replaceState({ depth }, "", address ? `#${address}` : location.href.split("#")[0]);
}

function undo() {
  if (depth > 0) history.back();
}

function redo() {
  if (depth < furthest) history.forward();
}

/** Show what the address says, after "back", "forward", or a change by hand. */
async function follow() {
  await fetchNamed();
  view = readAddress(location.hash);
  depth = (history.state && history.state.depth) || 0;
  furthest = Math.max(furthest, depth);
  render(true);
}

let remembered = { view: null, subject: null };

/** What is selected: a node, an edge, or null; looked up once for a view, because every frame asks. */
function selected() {
  if (remembered.view !== view) {
    const edge = view.node ? null : edgeAt(view.edge);
    remembered = { view, subject: view.node ? { node: view.node } : edge ? { edge: edge.id } : null };
  }
  return remembered.subject;
}

/** A list with one thing more or, where it is there already, one less. */
function toggled(list, each) {
  return list.includes(each) ? list.filter((other) => other !== each) : [...list, each];
}
