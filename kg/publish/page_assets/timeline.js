// The timeline: what happened when, as columns to choose a time by and as a list in order.

const timeline = document.getElementById("view-timeline");

function renderTimeline() {
  const events = seenEvents();
  const dated = events.filter((id) => entity(id).date).sort((a, b) => (entity(a).date < entity(b).date ? -1 : entity(a).date > entity(b).date ? 1 : a < b ? -1 : 1));
  const undated = events.filter((id) => !entity(id).date);
  const years = [...grouped(dated, (id) => entity(id).date.slice(0, 4))];
  timeline.replaceChildren(
    make("h2", {}, `${word("timeline")} · ${counted(dated.length, "event")}`),
    dated.length ? columnsElement(dated) : make("p", { class: "notice" }, word("no-dates")),
    ...years.flatMap(([year, ids]) => [make("h3", { class: "year" }, year), make("ol", { class: "events" }, ...ids.map(eventElement))]),
    ...(undated.length ? [make("h3", { class: "year" }, word("undated")), make("ol", { class: "events" }, ...undated.map(eventElement))] : []),
  );
}

/** One column a month or, over a long time, a year; pressing it keeps only that time. */
function columnsElement(dated) {
  const byYear = new Set(dated.map((id) => entity(id).date.slice(0, 4))).size > 3;
  const bins = allMonths(dated.map((id) => entity(id).date)).map((month) => (byYear ? month.slice(0, 4) : month));
  const keyOf = (id) => (byYear ? entity(id).date.slice(0, 4) : span(entity(id).date)[0]);
  const groups = grouped(dated, keyOf);
  const most = Math.max(...[...groups.values()].map((ids) => ids.length));
  return make("div", { class: "columns", role: "group", "aria-label": word("columns-label") }, ...[...new Set(bins)].map((bin) => columnElement(bin, groups.get(bin) || [], most)));
}

function columnElement(bin, ids, most) {
  const ends = bin.length === 4 ? { from: `${bin}-01`, to: `${bin}-12` } : { from: bin, to: bin };
  const only = view.from === ends.from && view.to === ends.to;
  const parts = [...grouped(ids, classOf)].sort().map(([cls, members]) => {
    const part = make("span", { class: "column-part" });
    part.style.height = `${(members.length / most) * 72}px`;
    part.style.background = kindOf(cls).colour;
    return part;
  });
  const label = `${bin}: ${counted(ids.length, "event")}`;
  const onclick = () => change(only ? { from: "", to: "" } : ends);
  return make("button", { type: "button", class: "column", "aria-label": label, title: label, "aria-pressed": String(only), disabled: !ids.length, onclick }, ...parts, make("span", { class: "column-name" }, bin.slice(-4)));
}

function eventElement(id) {
  const thing = entity(id);
  const roles = [...rolesOf(id)].map(([property, edges]) =>
    make("span", { class: "role" }, make("span", { class: "role-name" }, propertyLabel(property)), make("span", { class: "role-fillers" }, ...edges.map((edge) => plainLink(edge.to)))));
  const title = thing.occurrence ? [classLabel(classOf(id)), money(id)].filter(Boolean).join(" · ") : nameOf(id);
  return make("li", { class: "event" },
    make("span", { class: "event-date" }, thing.date || "–"),
    make("div", { class: "event-body" }, make("div", { class: "row" }, plainLink(id, title), statusTag(thing.status)), make("div", { class: "roles" }, ...roles), ...phrasesOf(id).map((text) => make("p", { class: "names" }, text))));
}
