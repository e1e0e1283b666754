// What filters ask of the data: how sure an edge is, when something was, and what sum it is about.

let months = [];
let currencies = [];
let relationCounts = new Map();
let statusCounts = new Map();

function measureFacets() {
  months = allMonths([...data.edges.flatMap(datesOf), ...data.nodes.map((node) => node.date)].filter(Boolean));
  currencies = [...new Set(data.nodes.map((node) => node.sum[1]).filter(Boolean))].sort();
  relationCounts = countBy(data.edges.map((edge) => edge.property));
  statusCounts = countBy(data.edges.map((edge) => edge.status));
}

/** When an edge was: the dates of its events, else those of the reports that state it. */
function datesOf(edge) {
  const own = [edge.from, edge.to].map((id) => entity(id).date).filter(Boolean);
  return own.length ? own : edge.reported;
}

/** The first and last month of a date that may be only a year. */
function span(date) {
  return !/^\d{4}-(0[1-9]|1[0-2])/.test(date) ? [`${date.slice(0, 4)}-01`, `${date.slice(0, 4)}-12`] : [date.slice(0, 7), date.slice(0, 7)];
}

function during(date, from, to) {
  const [first, last] = span(date);
  return (!from || last >= from) && (!to || first <= to);
}

/** All months from the first to the last of some dates; of a very long time only those that occur. */
function allMonths(dates) {
  const ends = [...new Set(dates.filter((date) => /^\d{4}/.test(date)).flatMap(span))].sort();
  if (!ends.length) return [];
  const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const [first, last] = [number(ends[0]), number(ends.at(-1))];
  if (last - first > 1200) return ends;
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const at = first + index;
    return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
  });
}

/** How many steps of filtering are on, for the button that opens the filters. */
function filtersOn() {
  const lists = view.classes.length + view.relations.length + view.statuses.length + view.hide.length + view.folded.length;
  return lists + [view.sure > 0, view.from || view.to, view.least > 0 || view.currency, view.focus].filter(Boolean).length;
}

const UNFILTERED = { classes: [], relations: [], statuses: [], hide: [], folded: [], opened: [], sure: 0, from: "", to: "", least: 0, currency: "", focus: "", steps: 1 };

/** Whether edges, and not only nodes, are filtered: then a node without any edge left is not worth showing. */
function edgesAsked() {
  return Boolean(view.relations.length || view.statuses.length || view.sure || view.from || view.to || sumAsked());
}

function sumAsked() {
  return view.least > 0 || view.currency !== "";
}

function sumFits(id) {
  const amount = amountOf(id);
  return amount !== null && amount >= view.least && (!view.currency || entity(id).sum[1] === view.currency);
}

/** Whether a node passes for itself: its class, its own date and sum, and that nobody hid it. */
function nodeFits(id) {
  const thing = entity(id);
  if (view.hide.includes(id) || view.classes.includes(classOf(id))) return false;
  if (!thing.occurrence) return true;
  if (sumAsked() && !sumFits(id)) return false;
  return !thing.date || during(thing.date, view.from, view.to);
}

function edgeFits(edge) {
  if (view.relations.includes(edge.property) || view.statuses.includes(edge.status) || edge.sure < view.sure) return false;
  if ((view.from || view.to) && !datesOf(edge).some((date) => during(date, view.from, view.to))) return false;
  return !sumAsked() || aboutSum(edge);
}

/** Whether an edge belongs to an occurrence whose sum fits, or joins two that both take part in one. */
function aboutSum(edge) {
  if ([edge.from, edge.to].some((id) => entity(id).occurrence)) return true;
  const those = (id) => edgesOf.get(id).map((each) => otherEnd(each, id)).filter((other) => entity(other).occurrence && nodeFits(other));
  const first = new Set(those(edge.from));
  return those(edge.to).some((id) => first.has(id));
}

measureFacets();
whenLearnt.push(measureFacets);
