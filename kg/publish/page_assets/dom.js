// The only ways by which elements are made: text goes in as text, never as markup.

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

/** The same for SVG, whose elements live in a namespace of their own; all attributes are plain text. */
function drawn(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The outline of a shape around 0,0, as points; none for a round one. */
const OUTLINES = {
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -0.95], [1.05, 0.8], [-1.05, 0.8]],
  triangleDown: [[-1.05, -0.8], [1.05, -0.8], [0, 0.95]],
  hexagon: [[-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0]],
  star: [[0, -1], [0.3, -0.35], [1, -0.28], [0.48, 0.22], [0.63, 0.95], [0, 0.56], [-0.63, 0.95], [-0.48, 0.22], [-1, -0.28], [-0.3, -0.35]],
};

/** A shape of a class, of a radius, around a point. */
function shapeOf(kind, radius, x, y) {
  const outline = OUTLINES[kind.shape];
  if (!outline) return drawn("circle", { cx: x, cy: y, r: radius, fill: kind.colour });
  const points = outline.map(([across, down]) => `${round(x + across * radius)},${round(y + down * radius)}`);
  return drawn("polygon", { points: points.join(" "), fill: kind.colour });
}

function round(number) {
  return Math.round(number * 10) / 10;
}

/** The shape and colour of a class as a small picture. */
function swatch(classId) {
  return drawn("svg", { viewBox: "0 0 20 20", class: "swatch", "aria-hidden": "true" }, shapeOf(kindOf(classId), 9, 10, 10));
}

function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
