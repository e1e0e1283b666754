// What is seen as CSV: the edges of the picture, or the rows of the timeline and the tables.

const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** A cell; one that a spreadsheet would run as a formula gets a ' in front. */
function csvCell(text) {
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvText(rows) {
  return rows.map((row) => `${row.map((each) => csvCell(String(each ?? ""))).join(",")}\r\n`).join("");
}

async function edgeRows() {
  await fetchEvidence();
  const head = ["from", "relation", "to", "status", "confidence", "dates", "sentences", "from_iri", "relation_iri", "to_iri"];
  const rows = data.edges.filter((edge) => seen.edges.has(edge.id)).map((edge) => {
    const quotes = [...new Set(claimsOf(edge).flatMap((index) => evidence.claims[index].quotes))];
    const sentences = quotes.map((index) => evidence.quotes[index].parts.join("")).join(" | ");
    return [nameOf(edge.from), propertyLabel(edge.property), nameOf(edge.to), statusLabel(edge.status), edge.sure || "", datesOf(edge).join(" | "), sentences, edge.from, edge.property, edge.to];
  });
  return [head, ...rows];
}

function tableRows() {
  return tableGroups().flatMap(([cls, ids], index) => {
    const columns = columnsOf(ids);
    const rows = sorted(cls, ids, columns).map((id) => [classLabel(cls), ...columns.map((column) => (column.plain || column.text)(id)), id]);
    return [...(index ? [[""]] : []), ["class", ...columns.map((column) => column.title), "iri"], ...rows];
  });
}

function timelineRows() {
  const ids = seenEvents().sort((a, b) => (entity(a).date < entity(b).date ? -1 : entity(a).date > entity(b).date ? 1 : a < b ? -1 : 1));
  const roles = (id) => [...rolesOf(id)].map(([property, edges]) => `${propertyLabel(property)}: ${edges.map((edge) => nameOf(edge.to)).join(", ")}`).join(" | ");
  return [["date", "class", "name", "sum", "currency", "status", "roles", "iri"],
    ...ids.map((id) => [entity(id).date, classLabel(classOf(id)), nameOf(id), entity(id).sum[0], entity(id).sum[1], statusLabel(entity(id).status), roles(id), id])];
}

/** Have at hand what every edge that is seen rests on. */
async function fetchEvidence() {
  for (const id of new Set([...seen.edges].map((edge) => data.edges[edge].from))) if (!source.knows(id)) await source.look(id);
}
