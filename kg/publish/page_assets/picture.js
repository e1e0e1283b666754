// The picture: made when everything else is known, by whatever library this page carries.

let picture = null;

function openPicture() {
  drawnAs = bundled();
  focused = inFocus();
  picture = drawPicture();
  picture.frame.id = "picture";
  picture.frame.setAttribute("role", "application");
  picture.frame.dataset.label = "canvas-label";
}
