// What happened: the occurrences that are seen, with who took part in what role, for the timeline and the table.

/** The occurrences that pass the filters, and whatever else has a date. */
function seenEvents() {
  const there = excerpted() && !view.focus ? seen.fitting : seen.nodes;
  return data.nodes.map((node) => node.id).filter((id) => there.has(id) && (entity(id).occurrence || entity(id).date));
}

/** The roles of an occurrence, those who act first, each with the edges to the things that fill it. */
function rolesOf(id) {
  const edges = edgesOf.get(id).filter((edge) => edge.from === id && !entity(edge.to).occurrence);
  return grouped(edges.sort((a, b) => whoFirst(a.property, b.property)), (edge) => edge.property);
}

function whoFirst(one, other) {
  return data.properties[other].agentive - data.properties[one].agentive;
}

/** A table's or timeline's link to a node; the details open beside it. */
function plainLink(id, text = nameOf(id)) {
  const current = view.node === id ? "true" : null;
  return make("button", { type: "button", class: "node-link", "aria-current": current, onclick: () => open({ node: id }) }, swatch(classOf(id)), make("span", {}, text));
}

function money(id) {
  const [amount, currency, qualifier] = entity(id).sum;
  if (amount === undefined) return "";
  return [qualifier, currency, amountOf(id) === null ? amount : inFull(amountOf(id))].filter(Boolean).join(" ");
}

/** The amount of a sum as a number, null where there is none or it is no number. */
function amountOf(id) {
  const amount = Number(entity(id).sum[0] ?? NaN);
  return Number.isFinite(amount) ? amount : null;
}

function inFull(amount) {
  return amount.toLocaleString(language, { maximumFractionDigits: 2 });
}

/** Words that the text itself says of an event: what for, on what. */
function phrasesOf(id) {
  const spoken = detailsOf(id).values.filter((value) => !["money", "date", "status", "currency", "qualifier"].includes(data.properties[value.property].kind));
  return spoken.map((value) => value.text);
}
