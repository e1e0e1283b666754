// Where the picture is looked at from: fit, zoom, show, and the note of it in the address.

const narrowWindow = window.matchMedia("(max-width: 760px)");

let moving = 0;
/** When the reader has moved the picture: the address keeps where it stands. */
function noteMove() {
  clearTimeout(moving);
  moving = setTimeout(() => {
    const { x, y } = picture.centre();
    if (blowUp(picture.scale())) dress();
    noteCamera([Math.round(x), Math.round(y), Math.round(picture.scale() * 1000) / 1000]);
  }, 350);
}

/** Go back to where the address says the picture stood. */
function lookFrom([x, y, scale]) {
  if (blowUp(scale)) dress();
  picture.moveTo({ position: { x, y }, scale, duration: 0 });
}

function moveTime() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 350;
}

function zoom(factor) {
  picture.moveTo({ position: picture.centre(), scale: Math.max(0.01, Math.min(6, picture.scale() * factor)), duration: moveTime() });
  noteMove();
}

/** Show everything, with room for captions at the rim, without blowing a small graph up; a narrow window leaves out what has no links. */
function fit(duration) {
  const wanted = view.path.length ? pathFocus().nodes : seen.nodes;
  const there = data.nodes.filter((node) => wanted.has(node.id));
  const linked = narrowWindow.matches ? there.filter((node) => entity(node.id).degree) : [];
  const spots = (linked.length ? linked : there).map((node) => ({ ...positions[node.id], size: node.size }));
  if (!spots.length) return;
  const rim = (axis, side) => Math[side < 0 ? "min" : "max"](...spots.map((spot) => spot[axis] + side * spot.size));
  const [left, top, right, bottom] = [rim("x", -1), rim("y", -1), rim("x", 1), rim("y", 1)];
  const room = { width: container.clientWidth * 0.86, height: container.clientHeight - 88 };
  const scale = Math.min(spots.length < 40 ? 1.1 : 0.8, room.width / Math.max(right - left, 1), room.height / Math.max(bottom - top, 1));
  if (blowUp(scale)) dress();
  // What is told over the picture must not lie on a node.
  const down = document.getElementById("shown").hidden ? 0 : 18;
  picture.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - down / scale }, scale, duration });
}

/** Bring some nodes into view where they are not. */
function show(ids) {
  const [scale, centre] = [picture.scale(), picture.centre()];
  const spots = ids.map((id) => ({ x: (positions[id].x - centre.x) * scale + container.clientWidth / 2, y: (positions[id].y - centre.y) * scale + container.clientHeight / 2 }));
  const inside = (spot) => spot.x > 60 && spot.y > 50 && spot.x < container.clientWidth - 60 && spot.y < container.clientHeight - 50;
  const narrow = narrowWindow.matches;
  if (!narrow && spots.every(inside)) return;
  const middle = (axis) => ids.reduce((sum, id) => sum + positions[id][axis], 0) / ids.length;
  // On a narrow screen the panel covers the upper part of the picture.
  const closer = narrow ? scale : Math.max(scale, 0.7);
  const down = narrow ? container.clientHeight * 0.24 : 0;
  picture.moveTo({ position: { x: middle("x"), y: middle("y") - down / closer }, scale: closer, duration: moveTime() });
}
