// The data of the page, and the only ways by which elements are made: text goes in as text, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const classes = new Map(data.classes.map((each) => [each.id, each]));
const nodesById = new Map(data.nodes.map((node) => [node.id, node]));
const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  edgesOf.get(edge.from).push(edge);
  edgesOf.get(edge.to).push(edge);
}
const dashedStatuses = new Set(data.edges.filter((edge) => edge.dashes && edge.status).map((edge) => edge.status));
const byImportance = [...data.nodes].sort(
  (a, b) => entity(b.id).degree - entity(a.id).degree || (a.id < b.id ? -1 : 1),
);

function entity(id) {
  return data.entities[id];
}

function classOf(id) {
  return entity(id).classes[0] || "";
}

function otherEnd(edge, id) {
  return edge.from === id ? edge.to : edge.from;
}

/** An element with attributes, listeners (`on...` functions) and children; strings become text nodes. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const OUTLINES = {
  square: "3,3 17,3 17,17 3,17",
  diamond: "10,1 19,10 10,19 1,10",
  triangle: "10,2 19,17 1,17",
  triangleDown: "1,3 19,3 10,18",
  hexagon: "5.5,2.5 14.5,2.5 19,10 14.5,17.5 5.5,17.5 1,10",
  star: "10,1 12.6,7 19,7.6 14.2,11.9 15.6,18.4 10,15 4.4,18.4 5.8,11.9 1,7.6 7.4,7",
};

/** The shape and colour of a class as a small picture. */
function swatch(classId) {
  const kind = classes.get(classId) || { colour: "#808080", shape: "dot" };
  const namespace = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(namespace, "svg");
  picture.setAttribute("viewBox", "0 0 20 20");
  picture.setAttribute("class", "swatch");
  picture.setAttribute("aria-hidden", "true");
  const points = OUTLINES[kind.shape];
  const outline = document.createElementNS(namespace, points ? "polygon" : "circle");
  const geometry = points ? { points } : { cx: 10, cy: 10, r: 8 };
  for (const [name, value] of Object.entries({ ...geometry, fill: kind.colour })) outline.setAttribute(name, value);
  picture.append(outline);
  return picture;
}

function plural(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
