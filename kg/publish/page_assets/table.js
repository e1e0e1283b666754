// The tables: every class of occurrences with its roles as columns, sortable, and their sums by currency and status.

const tables = document.getElementById("view-table");
// By class: the column that a table is sorted by, and whether downwards.
const sorting = new Map();

/** The occurrences that are seen by class, those with the most sums first. */
function tableGroups() {
  const sums = ([, ids]) => ids.filter((id) => entity(id).sum.length).length;
  return [...grouped(seenEvents().filter((id) => entity(id).occurrence), classOf)].sort((a, b) => sums(b) - sums(a) || (a[0] < b[0] ? -1 : 1));
}

function renderTable() {
  const groups = tableGroups();
  const held = document.activeElement && document.activeElement.dataset.column;
  tables.replaceChildren(...(groups.length ? groups.flatMap(([cls, ids]) => tableOf(cls, ids)) : [make("p", { class: "notice" }, word("no-events"))]));
  const again = held && [...tables.querySelectorAll("[data-column]")].find((button) => button.dataset.column === held);
  if (again) again.focus({ preventScroll: true });
}

/** The columns of a class: when, each role that somebody fills, the sum, how far along, and in what words. */
function columnsOf(ids) {
  const has = (test) => ids.some(test);
  const uses = countBy(ids.flatMap((id) => [...rolesOf(id).keys()]));
  const roles = [...uses].sort((a, b) => whoFirst(a[0], b[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const fillers = (id, property) => (rolesOf(id).get(property) || []).map((edge) => edge.to);
  const rank = (id) => (data.statuses[entity(id).status] || { rank: 0 }).rank;
  return [
    { key: "when", title: word("date"), value: (id) => entity(id).date, text: (id) => entity(id).date },
    ...roles.map(([property]) => ({ key: property, title: propertyLabel(property), value: (id) => fillers(id, property).map((each) => nameOf(each)).join(", "), text: (id) => fillers(id, property).map((each) => nameOf(each)).join(" | "), cells: (id) => fillers(id, property).map((each) => plainLink(each)) })),
    has((id) => entity(id).sum.length) && { key: "sum", title: word("sum"), number: true, value: (id) => amountOf(id) ?? -1, text: (id) => money(id), plain: (id) => entity(id).sum[0] || "" },
    has((id) => entity(id).sum[1]) && { key: "currency", unseen: true, title: word("currency"), value: (id) => entity(id).sum[1] || "", text: (id) => entity(id).sum[1] || "" },
    { key: "status", title: word("status"), value: rank, text: (id) => statusLabel(entity(id).status), cells: (id) => [statusTag(entity(id).status)].filter(Boolean) },
    has((id) => phrasesOf(id).length) && { key: "words", look: "words", title: word("words"), value: (id) => phrasesOf(id).join("; "), text: (id) => phrasesOf(id).join("; ") },
  ].filter(Boolean);
}

function sorted(cls, ids, columns) {
  const { key, down } = sorting.get(cls) || { key: "when", down: true };
  const column = columns.find((each) => each.key === key) || columns[0];
  const order = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, language));
  return [...ids].sort((a, b) => (down ? -1 : 1) * order(column.value(a), column.value(b)) || (a < b ? -1 : 1));
}

function tableOf(cls, ids) {
  // The currency stands with the sum; only a file has a column for it.
  const columns = columnsOf(ids).filter((column) => !column.unseen);
  const { key, down } = sorting.get(cls) || { key: "when", down: true };
  const head = columns.map((column) => {
    const direction = column.key === key ? (down ? "descending" : "ascending") : "none";
    const sign = direction === "none" ? "" : down ? " ↓" : " ↑";
    const button = make("button", { type: "button", class: "sorter", "data-column": `${cls} ${column.key}`, onclick: () => sortBy(cls, column.key) }, column.title + sign);
    return make("th", { scope: "col", "aria-sort": direction, class: column.number ? "number" : null }, button);
  });
  const rows = sorted(cls, ids, columns).map((id) =>
    make("tr", { "aria-current": view.node === id ? "true" : null }, ...columns.map((column) => cellOf(column, id)), make("td", {}, make("button", { type: "button", class: "proof", "aria-label": word("open-details"), onclick: () => open({ node: id }, true) }, word("details")))));
  return [
    make("h2", {}, swatch(cls), make("span", {}, `${classLabel(cls)} · ${ids.length.toLocaleString(language)}`)),
    sumsElement(ids),
    make("div", { class: "table-room", tabindex: 0, role: "region", "aria-label": classLabel(cls) }, make("table", { class: "table", "data-class": cls },
      make("thead", {}, make("tr", {}, ...head, make("th", { scope: "col" }, ""))), make("tbody", {}, ...rows))),
  ].filter(Boolean);
}

function cellOf(column, id) {
  return make("td", { class: column.number ? "number" : column.look || null }, ...(column.cells ? column.cells(id) : [column.text(id)]));
}

function sortBy(cls, key) {
  const now = sorting.get(cls) || { key: "when", down: true };
  sorting.set(cls, { key, down: now.key === key ? !now.down : false });
  renderTable();
}

/** The parts of totals: occurrences that another of their class points to. They are not added a second time. */
function partsAmong(ids) {
  const there = new Set(ids);
  return new Set(data.edges.filter((edge) => there.has(edge.from) && there.has(edge.to) && classOf(edge.from) === classOf(edge.to) && entity(edge.from).sum[1] === entity(edge.to).sum[1]).map((edge) => edge.to));
}

/** Sums by currency, and within each by status: `{currency, total, count, byStatus}`. */
function sumsOf(ids) {
  const parts = partsAmong(ids);
  const added = ids.filter((id) => amountOf(id) !== null && !parts.has(id));
  const sums = [...grouped(added, (id) => entity(id).sum[1])].sort().map(([currency, members]) => ({
    currency,
    count: members.length,
    total: members.reduce((sum, id) => sum + amountOf(id), 0),
    byStatus: new Map([...grouped(members, (id) => entity(id).status)].map(([status, own]) => [status, own.reduce((sum, id) => sum + amountOf(id), 0)])),
  }));
  return { sums, parts: parts.size };
}

function sumsElement(ids) {
  const { sums, parts } = sumsOf(ids);
  if (!sums.length) return null;
  const rank = (status) => (data.statuses[status] || { rank: 0 }).rank;
  const statuses = [...new Set(sums.flatMap((each) => [...each.byStatus.keys()]))].sort((a, b) => rank(a) - rank(b));
  const number = (text) => make("td", { class: "number" }, text);
  const rows = sums.map((each) => make("tr", {}, make("th", { scope: "row" }, each.currency || "?"), number(each.count.toLocaleString(language)),
    ...statuses.map((status) => number(each.byStatus.has(status) ? inFull(each.byStatus.get(status)) : "")), make("td", { class: "number strong" }, inFull(each.total))));
  const head = [word("currency"), word("count"), ...statuses.map((status) => (status ? statusLabel(status) : word("no-status"))), word("total")];
  return make("div", {},
    make("div", { class: "table-room", tabindex: 0, role: "region", "aria-label": word("sums-label") }, make("table", { class: "table sums-table" },
      make("caption", {}, word("sums-label")), make("thead", {}, make("tr", {}, ...head.map((text, index) => make("th", { scope: "col", class: index ? "number" : null }, text)))), make("tbody", {}, ...rows))),
    parts ? make("p", { class: "names" }, word("parts-left-out", { count: parts })) : "");
}
