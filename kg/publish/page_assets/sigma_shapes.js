// The shapes of classes for sigma.js: the outlines that the legend and the SVG have, as distances from their sides.

// An outline may reach a little over 1, and a node's room does not.
const SHRUNK = 0.95;

/** The line through two corners: its direction outwards, and its distance from the middle. On a screen of WebGL up is positive. */
function sideOf([x1, y1], [x2, y2]) {
  const [across, down] = [x2 - x1, y2 - y1];
  const length = Math.hypot(across, down);
  const [x, y] = [down / length, -across / length];
  const distance = x * x1 + y * y1;
  return distance < 0 ? { x: -x, y, distance: -distance } : { x, y: -y, distance };
}

/** The sides of an outline; of a star the lines from tip to tip, of which a point inside may be beyond one. */
function sidesOf(outline) {
  const isStar = outline.length === 10;
  const corners = isStar ? outline.filter((_, index) => index % 2 === 0) : outline;
  const step = isStar ? 2 : 1;
  return { isStar, sides: corners.map((corner, index) => sideOf(corner, corners[(index + step) % corners.length])) };
}

/** A shape in the language of shaders: how far a point is from the outline, less than nothing inside. */
function shaderShape(name, outline) {
  const { isStar, sides } = sidesOf(outline);
  const number = (value) => value.toFixed(4);
  const distances = sides.map(({ x, y, distance }) => `dot(uv, vec2(${number(x)}, ${number(y)})) - size * ${number(distance * SHRUNK)}`);
  // The second largest distance for a star, for all others the largest.
  const lines = isStar
    ? ["float first = -1e3;", "float second = -1e3;", "float side;", ...distances.flatMap((each) => [`side = ${each};`, "second = max(second, min(first, side));", "first = max(first, side);"]), "return second;"]
    : [`return ${distances.reduce((most, each) => `max(${most}, ${each})`)};`];
  return { name, inradiusFactor: 0.8, glsl: `\nfloat sdf_${name}(vec2 uv, float size) {\n  ${lines.join("\n  ")}\n}\n` };
}

function shaderShapes() {
  return [webgl.sdfCircle(), ...Object.entries(OUTLINES).map(([name, outline]) => shaderShape(name, outline))];
}
