// The room for the picture, and what pointing and pressing in it do; whatever draws it tells of them here.

// The lengths of dashes and of the gaps between them.
const DASHES = [9, 7];
const container = document.getElementById("canvas");
let hovered = null;

/** Bring the picture in line with the view. */
function dress() {
  drawnAs = bundled();
  focused = inFocus();
  picture.dress();
}

/** Draw names and numbers over the picture. */
function drawOver(context) {
  const now = scene();
  const placed = placeLabels(now);
  context.save();
  // From here on one unit is one pixel of the screen.
  context.setTransform(window.devicePixelRatio || 1, 0, 0, window.devicePixelRatio || 1, 0, 0);
  for (const { at, text } of now.counts) drawCount(context, at, text, colours);
  drawLabels(context, placed, colours);
  context.restore();
}

function hover(subject) {
  if (JSON.stringify(subject) === JSON.stringify(hovered)) return;
  hovered = subject;
  container.style.cursor = subject ? "pointer" : "";
  picture.redraw();
}

/** Something in the picture was pressed; null for the empty room. */
function pressed(subject) {
  picture.frame.focus({ preventScroll: true });
  open(subject);
}

function pressedTwice(id) {
  if (view.folded.includes(id) || unseenAround(id).length || unknownAround(id)) expand(id);
  else if (foldable(id)) collapse(id);
}

/** The looks that are not the same as when they were handed on last. */
function changed(known, looks) {
  return looks.filter((look) => {
    const written = JSON.stringify(look);
    const same = known.get(look.id) === written;
    known.set(look.id, written);
    return !same;
  });
}
