// The shapes of classes for sigma.js: the outlines that the legend and the SVG have, as signed distances.

/** A shape in the language of shaders: how far a point is from the outline, less than nothing inside. */
function shaderShape(name, outline) {
  const number = (value) => value.toFixed(4);
  // On a screen of WebGL up is positive; an outline may reach a little over 1, and a node's room does not.
  const corners = outline.map(([across, down]) => `vec2(${number(across * 0.95)}, ${number(-down * 0.95)})`);
  const count = corners.length;
  return {
    name,
    inradiusFactor: 0.8,
    glsl: `
float sdf_${name}(vec2 uv, float size) {
  vec2 corners[${count}] = vec2[${count}](${corners.join(", ")});
  vec2 first = uv - corners[0] * size;
  float nearest = dot(first, first);
  float side = 1.0;
  for (int i = 0, j = ${count - 1}; i < ${count}; j = i, i++) {
    vec2 edge = (corners[j] - corners[i]) * size;
    vec2 away = uv - corners[i] * size;
    vec2 off = away - edge * clamp(dot(away, edge) / dot(edge, edge), 0.0, 1.0);
    nearest = min(nearest, dot(off, off));
    bvec3 crossing = bvec3(uv.y >= corners[i].y * size, uv.y < corners[j].y * size, edge.x * away.y > edge.y * away.x);
    if (all(crossing) || all(not(crossing))) side = -side;
  }
  return side * sqrt(nearest);
}
`,
  };
}

function shaderShapes() {
  return [webgl.sdfCircle(), ...Object.entries(OUTLINES).map(([name, outline]) => shaderShape(name, outline))];
}
