// What the page uses of graphology and sigma.js; the page calls this module `webgl`.

export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
export { extremityArrow, layerDashed, layerFill, layerPlain, pathCurved, pathLine, sdfCircle } from "sigma/rendering";
