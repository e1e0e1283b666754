// Where the picture is looked at from: fit, zoom, show, and the note of it in the address.

const narrowWindow = window.matchMedia("(max-width: 760px)");

let moving = 0;
/** When the reader has moved the picture: the address keeps where it stands. */
function noteMove() {
  clearTimeout(moving);
  moving = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    if (blowUp(network.getScale())) refresh();
    noteCamera([Math.round(x), Math.round(y), Math.round(network.getScale() * 1000) / 1000]);
  }, 350);
}

/** Go back to where the address says the picture stood. */
function lookFrom([x, y, scale]) {
  network.moveTo({ position: { x, y }, scale, animation: false });
  if (blowUp(scale)) refresh();
}

function moveTime() {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still ? false : { duration: 350, easingFunction: "easeInOutQuad" };
}

function zoom(factor) {
  network.moveTo({ scale: Math.max(0.03, Math.min(6, network.getScale() * factor)), animation: moveTime() });
  noteMove();
}

/** Show everything, with room for captions at the rim, without blowing a small graph up; a narrow window leaves out what has no links. */
function fit(animation) {
  const wanted = view.path.length ? pathFocus().nodes : seen.nodes;
  const there = data.nodes.filter((node) => wanted.has(node.id));
  const linked = narrowWindow.matches ? there.filter((node) => entity(node.id).degree) : [];
  const spots = (linked.length ? linked : there).map((node) => ({ ...positions[node.id], size: node.size }));
  if (!spots.length) return;
  const rim = (axis, side) => Math[side < 0 ? "min" : "max"](...spots.map((spot) => spot[axis] + side * spot.size));
  const [left, top, right, bottom] = [rim("x", -1), rim("y", -1), rim("x", 1), rim("y", 1)];
  const room = { width: container.clientWidth * 0.86, height: container.clientHeight - 88 };
  const scale = Math.min(spots.length < 40 ? 1.1 : 0.8, room.width / Math.max(right - left, 1), room.height / Math.max(bottom - top, 1));
  if (blowUp(scale)) refresh();
  // What is told over the picture must not lie on a node.
  const offset = { x: 0, y: document.getElementById("shown").hidden ? 0 : 18 };
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, offset, scale, animation });
}

/** Bring some nodes into view where they are not. */
function show(ids) {
  const spots = ids.map((id) => network.canvasToDOM(positions[id]));
  const inside = (spot) => spot.x > 60 && spot.y > 50 && spot.x < container.clientWidth - 60 && spot.y < container.clientHeight - 50;
  const narrow = narrowWindow.matches;
  if (!narrow && spots.every(inside)) return;
  const middle = (axis) => ids.reduce((sum, id) => sum + positions[id][axis], 0) / ids.length;
  // On a narrow screen the panel covers the upper part of the picture.
  const offset = { x: 0, y: narrow ? container.clientHeight * 0.24 : 0 };
  const scale = narrow ? network.getScale() : Math.max(network.getScale(), 0.7);
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, offset, scale, animation: moveTime() });
}
