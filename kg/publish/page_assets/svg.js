// The picture as SVG, in the size and colours in which it is seen, with text as text.

const CURVE_POINTS = 14;
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function pictureElement() {
  const now = scene();
  const { width, height } = now.size;
  const picture = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img" });
  picture.append(drawn("title", {}, data.title), drawn("rect", { width, height, fill: colours.page }));
  const placed = placeLabels(now);
  const visible = now.nodes.filter((node) => inWindow(now.toScreen(positions[node.id]), now.size));
  picture.append(
    drawn("g", {}, ...[...drawnAs].flatMap(([id, how]) => edgeShapes(data.edges[id], how, now))),
    drawn("g", {}, ...visible.reverse().map((node) => nodeShape(node, now))),
    drawn("g", {}, ...now.counts.flatMap(({ at, text }) => badge(at, text))),
    drawn("g", { "text-anchor": "middle", "font-family": FONT }, ...placed.flatMap((each) => (each.text === undefined ? captionShapes(each) : edgeNameShapes(each)))),
  );
  return picture;
}

function inWindow(spot, size) {
  return spot.x > -60 && spot.y > -60 && spot.x < size.width + 60 && spot.y < size.height + 60;
}

function nodeShape(node, { scale, toScreen, faded }) {
  const spot = toScreen(positions[node.id]);
  const shape = shapeOf(kindOf(classOf(node.id)), sizeOf(node) * scale, round(spot.x), round(spot.y));
  const look = nodeLook(node.id);
  shape.append(drawn("title", {}, nameOf(node.id)));
  for (const [name, value] of Object.entries({ stroke: look.border, "stroke-width": round(look.borderWidth * scale), opacity: faded(node.id) ? 0.16 : 1 })) shape.setAttribute(name, value);
  return shape;
}

/** The line of an edge from rim to rim, as the points between; a curve is followed in small steps. */
function linePoints(edge, { scale, toScreen }) {
  const steps = drawnAs.get(edge.id).bend ? CURVE_POINTS : 1;
  const points = Array.from({ length: steps + 1 }, (_, index) => toScreen(picture.linePoint(edge, index / steps)));
  const trim = (end, other, id) => {
    const length = Math.hypot(other.x - end.x, other.y - end.y) || 1;
    const part = Math.min(0.9, (sizeOf(nodesById.get(id)) * scale + 2) / length);
    return { x: end.x + (other.x - end.x) * part, y: end.y + (other.y - end.y) * part };
  };
  const last = points.length - 1;
  // What a drawing library gives as ends may lie short of the nodes already, by how much depends on their shape.
  [points[0], points[last]] = [toScreen(positions[edge.from]), toScreen(positions[edge.to])];
  return [trim(points[0], points[1], edge.from), ...points.slice(1, -1), trim(points[last], points[last - 1], edge.to)];
}

function edgeShapes(edge, how, now) {
  const points = linePoints(edge, now);
  if (!points.some((point) => inWindow(point, now.size))) return [];
  const look = edgeLook(edge);
  const width = Math.max(0.5, look.width * now.scale);
  const line = { points: points.map(({ x, y }) => `${round(x)},${round(y)}`).join(" "), fill: "none", stroke: look.colour, "stroke-width": round(width), opacity: look.opacity };
  if (how.dashed) line["stroke-dasharray"] = DASHES.map((each) => round(each * now.scale)).join(" ");
  const shapes = [drawn("polyline", line)];
  if (how.arrows.to) shapes.push(arrowHead(points.at(-2), points.at(-1), look, now.scale));
  if (how.arrows.from) shapes.push(arrowHead(points[1], points[0], look, now.scale));
  return shapes;
}

function arrowHead(from, tip, look, scale) {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const length = Math.max(3, 11 * scale);
  const corner = (turn) => `${round(tip.x - length * Math.cos(angle + turn))},${round(tip.y - length * Math.sin(angle + turn))}`;
  return drawn("polygon", { points: `${round(tip.x)},${round(tip.y)} ${corner(0.4)} ${corner(-0.4)}`, fill: look.colour, opacity: look.opacity });
}

function captionShapes({ box, style, quiet }) {
  const look = { "font-size": style.size, "font-weight": style.weight, fill: quiet ? colours.quiet : colours.text, stroke: colours.page, "stroke-width": 3.5, "paint-order": "stroke", "stroke-linejoin": "round" };
  return style.lines.map((line, index) => drawn("text", { ...look, x: round((box.left + box.right) / 2), y: round(box.top + style.size * (0.92 + index * LINE_HEIGHT)) }, line));
}

function edgeNameShapes({ box, text, always }) {
  const rim = { x: round(box.left), y: round(box.top), width: round(box.right - box.left), height: 20, rx: 6, fill: colours.raised, stroke: always ? colours.accent : colours.line };
  return [drawn("rect", rim), drawn("text", { x: round((box.left + box.right) / 2), y: round(box.top + 14.5), "font-size": 12, "font-weight": 500, fill: always ? colours.accent : colours.text }, text)];
}

function badge(spot, text) {
  const half = Math.max(7.5, textWidth(text, COUNT_FONT) / 2 + 4);
  const rim = { x: round(spot.x - half), y: round(spot.y - 7.5), width: round(half * 2), height: 15, rx: 7.5, fill: colours.raised, stroke: colours.edge };
  return [drawn("rect", rim), drawn("text", { x: round(spot.x), y: round(spot.y + 3.5), "font-size": 10, "font-weight": 600, "text-anchor": "middle", "font-family": FONT, fill: colours.text }, text)];
}

function pictureText() {
  return new XMLSerializer().serializeToString(pictureElement()).replace(NOT_XML, "");
}

/** The same as PNG, twice as fine as the screen; a Promise of a Blob. */
async function pictureImage() {
  const { clientWidth: width, clientHeight: height } = container;
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(pictureText())}`;
  await image.decode();
  const canvas = make("canvas", { width: width * 2, height: height * 2 });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, width * 2, height * 2);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
