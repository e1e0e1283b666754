// Captions over the picture: always of readable size, the important first, none on top of another.

const MEASURE = document.createElement("canvas").getContext("2d");
const FONT = getComputedStyle(document.documentElement).fontFamily;
const EDGE_FONT = `500 12px ${FONT}`;
const COUNT_FONT = `600 10px ${FONT}`;
const LINE_HEIGHT = 1.18;
const CELL = 60;
const ALWAYS_NAMED = 5;
const GUTTER = 4;
// So many captions that found no room are enough: in a crowd, those of still less importance will not find any.
const MISSES = 500;
const widths = new Map();

function textWidth(text, font) {
  const known = `${font}|${text}`;
  if (!widths.has(known)) {
    MEASURE.font = font;
    widths.set(known, MEASURE.measureText(text).width);
  }
  return widths.get(known);
}

/** Rectangles already taken, in screen pixels, found through a grid. */
class Taken {
  constructor() {
    this.cells = new Map();
  }

  /** Ask something of every cell under a box, until it answers true. */
  some(box, ask) {
    const [right, bottom] = [Math.floor(box.right / CELL), Math.floor(box.bottom / CELL)];
    for (let x = Math.floor(box.left / CELL); x <= right; x++)
      for (let y = Math.floor(box.top / CELL); y <= bottom; y++) if (ask(x * 65536 + y)) return true;
    return false;
  }

  add(box) {
    this.some(box, (cell) => {
      const there = this.cells.get(cell);
      if (there) there.push(box);
      else this.cells.set(cell, [box]);
    });
  }

  free(box, owner) {
    return !this.some(box, (cell) => (this.cells.get(cell) || []).some((other) => other.owner !== owner && overlap(box, other)));
  }
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** How a node's caption is set: lines, font and size in screen pixels. */
function captionStyle(node, scale, strong) {
  const small = entity(node.id).occurrence;
  const growth = Math.max(1, Math.min(1.7, scale ** 0.45));
  const size = Math.round((small ? 11.5 : 12.5 + Math.min(3, Math.sqrt(entity(node.id).degree) * 0.6)) * growth * 2) / 2;
  const weight = strong || entity(node.id).degree >= 6 ? 650 : 400;
  return { lines: captionOf(node).split("\n"), size, weight, font: `${weight} ${size}px ${FONT}`, small };
}

/** Where a caption may stand: under its node, over it, beside it, slid a little sideways, or at a corner. */
function captionBoxes(spot, radius, width, height) {
  const corner = radius * 0.7 + 2;
  const [under, over] = [spot.y + radius + 2, spot.y - radius - 2 - height];
  const around = [
    [spot.x - width / 2, under],
    [spot.x - width / 2, over],
    [spot.x + radius + 4, spot.y - height / 2],
    [spot.x - radius - 4 - width, spot.y - height / 2],
    ...[0.35, 0.65, 0.2, 0.8].flatMap((part) => [[spot.x - width * part, under], [spot.x - width * part, over]]),
    [spot.x + corner, spot.y + corner],
    [spot.x + corner, spot.y - corner - height],
    [spot.x - corner - width, spot.y + corner],
    [spot.x - corner - width, spot.y - corner - height],
  ];
  return around.map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }));
}

/** The best places for a caption in the window: clear of everything, clear of what is written, any. */
function captionBox(boxes, owner, taken, written, size) {
  const inside = boxes.filter((box) => box.left > 2 && box.right < size.width - 2 && box.top > 2 && box.bottom < size.height - 2);
  const clear = inside.filter((box) => written.free(box, owner));
  return { clear: clear.find((box) => taken.free(box, owner)), readable: clear[0], any: inside[0] || boxes[0] };
}

/** Where captions and edge labels stand, in screen pixels: nodes in order of importance, then edges. */
function placeLabels(scene) {
  const taken = new Taken();
  const written = new Taken();
  const { toScreen, scale, size } = scene;
  const placed = [];
  for (const box of scene.obstacles) written.add(box);
  for (const { at } of scene.counts) written.add({ left: at.x - 9, right: at.x + 9, top: at.y - 8, bottom: at.y + 8 });
  for (const label of scene.edgeLabels) if (label.always) written.add(edgeLabelBox(label, toScreen(label.at)));
  const spots = new Map();
  for (const node of scene.nodes) {
    const spot = toScreen(scene.positions[node.id]);
    if (spot.x < -150 || spot.y < -60 || spot.x > size.width + 150 || spot.y > size.height + 60) continue;
    const radius = sizeOf(node) * scale;
    spots.set(node.id, spot);
    if (!scene.faded(node.id) && !entity(node.id).occurrence) taken.add({ owner: node.id, left: spot.x - radius, right: spot.x + radius, top: spot.y - radius, bottom: spot.y + radius });
  }
  let misses = 0;
  for (const [index, node] of scene.nodes.entries()) {
    if (!spots.has(node.id) || scene.faded(node.id)) continue;
    if (misses > MISSES) break;
    const strong = scene.strong(node.id);
    const style = captionStyle(node, scale, strong);
    const width = Math.max(...style.lines.map((line) => textWidth(line, style.font)));
    const height = style.lines.length * style.size * LINE_HEIGHT;
    const boxes = captionBoxes(spots.get(node.id), sizeOf(node) * scale, width, height);
    const place = captionBox(boxes, node.id, taken, written, size);
    const box = place.clear || (strong || index < ALWAYS_NAMED ? place.readable : null) || (strong ? place.any : null);
    if (!box) {
      misses += 1;
      continue;
    }
    // A gutter at the sides, or two captions in one line would read as one.
    written.add({ ...box, left: box.left - GUTTER, right: box.right + GUTTER, owner: node.id });
    placed.push({ node: node.id, box, style, quiet: style.small && !strong });
  }
  for (const label of scene.edgeLabels) {
    const box = edgeLabelBox(label, toScreen(label.at));
    if (!label.always && !(taken.free(box, label) && written.free(box, label))) continue;
    written.add(box);
    placed.push({ edge: label.edge, box, text: label.text, always: label.always });
  }
  return placed;
}

/** Draw what was placed. */
function drawLabels(context, placed, colours) {
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.textAlign = "center";
  for (const each of placed) {
    if (each.text !== undefined) drawEdgeLabel(context, each, colours);
    else drawLines(context, each, each.quiet ? colours.quiet : colours.text, colours.page);
  }
}

function drawLines(context, { style, box }, colour, halo) {
  context.font = style.font;
  context.strokeStyle = halo;
  context.lineWidth = 3.5;
  context.fillStyle = colour;
  style.lines.forEach((line, index) => {
    const y = box.top + index * style.size * LINE_HEIGHT;
    context.strokeText(line, (box.left + box.right) / 2, y);
    context.fillText(line, (box.left + box.right) / 2, y);
  });
}

function edgeLabelBox(label, spot) {
  const width = textWidth(label.text, EDGE_FONT) + 12;
  return { owner: label, left: spot.x - width / 2, right: spot.x + width / 2, top: spot.y - 10, bottom: spot.y + 10 };
}

function drawEdgeLabel(context, { box, text, always }, colours) {
  context.beginPath();
  context.roundRect(box.left, box.top, box.right - box.left, 20, 6);
  context.fillStyle = colours.raised;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = always ? colours.accent : colours.line;
  context.stroke();
  context.font = EDGE_FONT;
  context.fillStyle = always ? colours.accent : colours.text;
  context.fillText(text, (box.left + box.right) / 2, box.top + 4);
}

/** A small round number: how many edges a line stands for, or how many nodes are folded into one. */
function drawCount(context, spot, text, colours) {
  const half = Math.max(7.5, textWidth(text, COUNT_FONT) / 2 + 4);
  context.beginPath();
  context.roundRect(spot.x - half, spot.y - 7.5, half * 2, 15, 7.5);
  context.fillStyle = colours.raised;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = colours.edge;
  context.stroke();
  context.font = COUNT_FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colours.text;
  context.fillText(text, spot.x, spot.y + 0.5);
}
