// An edge in the panel, with all others between the same two nodes.

function edgePanel(edge) {
  const others = siblings(edge).filter((each) => each !== edge);
  return [
    panelTools(),
    tripleElement(edge),
    statusTag(edge.status),
    make("h3", {}, word(claimsOf(edge).length ? "rests-on" : source.knows(edge.from) ? "no-sentence" : "reading")),
    claimsElement(claimsOf(edge), true),
    others.length ? make("h3", {}, word("also-between")) : null,
    ...others.map((each) => linkElement(each)),
  ];
}

function tripleElement(edge) {
  const arrow = data.properties[edge.property].symmetric ? "↕" : "↓";
  return make("div", { class: "triple" }, nodeLink(edge.from), make("div", { class: "triple-property" }, `${arrow} ${propertyLabel(edge.property)}`), nodeLink(edge.to));
}

/** One edge as a line that can be opened, with its sentences behind a button. */
function linkElement(edge, from = "") {
  const block = claimsOf(edge).length ? claimsElement(claimsOf(edge), false) : null;
  const arrow = data.properties[edge.property].symmetric ? "↔" : edge.from === from ? "→" : from ? "←" : "";
  const link = make("button", { type: "button", class: "node-link link-line", onclick: () => open({ edge: edge.id }, true) }, `${arrow} ${propertyLabel(edge.property)}`.trim());
  const direction = from ? "" : make("span", { class: "names" }, `${nameOf(edge.from)} → ${nameOf(edge.to)}`);
  const ending = [statusTag(edge.status), block ? proofButton(claimsOf(edge), block) : null].filter(Boolean);
  return make("div", { class: "link" }, make("div", { class: "row row-fact" }, link, direction, make("span", { class: "row-end" }, ...ending)), block);
}
