// The panel: what is known about the graph, a node or an edge, with the sentences it rests on.

const panel = document.getElementById("panel");
const OPEN_QUOTES = 12;

function nodeLink(id, text = entity(id).label) {
  return make("button", { type: "button", class: "node-link", onclick: () => open({ node: id }, true) }, swatch(classOf(id)), make("span", {}, text));
}

function sourceLine(source) {
  const title = source.title !== source.name ? source.title : "";
  const words = title || source.date;
  const date = source.date ? make("span", { class: "unbroken" }, source.date) : "";
  const footer = make("footer", {}, title, title && source.date ? ", " : "", date);
  if (/^https?:\/\//i.test(source.link)) {
    const link = make("a", { href: source.link, rel: "noopener noreferrer", target: "_blank" }, source.link);
    footer.append(words ? make("br") : "", link);
  } else if (source.name) footer.append(words ? `, ${source.name}` : source.name);
  return footer;
}

function quoteElement(index) {
  const quote = data.quotes[index];
  const sentence = make("p", {}, ...quote.parts.map((part, at) => (at % 2 ? make("mark", {}, part) : part)));
  return make("blockquote", { class: "quote" }, sentence, sourceLine(data.sources[quote.source]));
}

function claimFacts(claim) {
  const sure = Number(claim.confidence);
  const parts = [
    claim.status ? data.statuses[claim.status] || claim.status : "",
    claim.confidence ? `confidence ${Math.round(sure * 100)} %` : "",
    claim.inferred ? `follows by ${claim.extractor}` : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** The claims behind a fact; a sentence that several share is shown once, and what only follows from it is not told again. */
function claimsElement(indexes, shown) {
  const seen = new Set();
  const items = indexes.map((index) => {
    const claim = data.claims[index];
    const fresh = claim.quotes.filter((quote) => !seen.has(quote));
    if (claim.inferred && claim.quotes.length && !fresh.length) return "";
    fresh.forEach((quote) => seen.add(quote));
    return make("div", { class: "claim" }, ...fresh.map(quoteElement), make("div", { class: "claim-facts", title: claim.extractor || null }, claimFacts(claim)));
  });
  return make("div", { class: "claims", hidden: !shown }, ...items);
}

/** A button that opens and closes the sentences of a fact. */
function proofButton(indexes, block) {
  const count = new Set(indexes.flatMap((index) => data.claims[index].quotes)).size;
  const button = make("button", { type: "button", class: "proof", "aria-expanded": String(!block.hidden) }, plural(count, "sentence", "sentences"));
  button.addEventListener("click", () => {
    block.hidden = !block.hidden;
    button.setAttribute("aria-expanded", String(!block.hidden));
  });
  return button;
}

function statusTag(status) {
  if (!status) return null;
  return make("span", { class: dashedStatuses.has(status) ? "tag tag-dashed" : "tag" }, data.statuses[status] || status);
}

function factElement(edge, id, shown) {
  const block = edge.claims.length ? claimsElement(edge.claims, shown) : null;
  const ending = [statusTag(edge.status), block ? proofButton(edge.claims, block) : null].filter(Boolean);
  const row = make("div", { class: "row row-fact" }, nodeLink(otherEnd(edge, id)), make("span", { class: "row-end" }, ...ending));
  return make("li", {}, row, block || "");
}

function groupTitle(edge, id) {
  const property = data.properties[edge.property];
  if (edge.from === id || property.symmetric) return property.label;
  return property.inverse || `${property.label} ←`;
}

function factGroups(id) {
  const groups = new Map();
  for (const edge of edgesOf.get(id)) {
    const title = groupTitle(edge, id);
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(edge);
  }
  const shown = edgesOf.get(id).length <= OPEN_QUOTES;
  return [...groups]
    .sort(([a], [b]) => a.endsWith("←") - b.endsWith("←") || a.localeCompare(b))
    .flatMap(([title, edges]) => [make("h3", {}, title), make("ul", { class: "list" }, ...edges.map((edge) => factElement(edge, id, shown)))]);
}

function valueRows(values) {
  if (!values.length) return null;
  const rows = values.map((value) => {
    const block = value.claims.length ? claimsElement(value.claims, false) : null;
    const row = make("div", { class: "value" }, make("dt", {}, data.properties[value.property].label), make("dd", {}, value.text));
    if (block) row.append(make("dd", {}, proofButton(value.claims, block)));
    return block ? make("div", {}, row, block) : row;
  });
  return make("dl", { class: "values" }, ...rows);
}

function panelTools() {
  return make(
    "div",
    { class: "panel-tools" },
    make("button", { type: "button", class: "tool", onclick: () => history.back() }, "← Back"),
    make("button", { type: "button", class: "tool", id: "close", "aria-label": "Close details (Esc)", onclick: () => open(null) }, "✕"),
  );
}

function nodePanel(id) {
  const thing = entity(id);
  const others = thing.names.slice(1).map(([name]) => name);
  const kinds = thing.classes.map((cls) => (classes.get(cls) ? classes.get(cls).label : cls));
  const mentions = thing.mentions.filter((quote) => data.quotes[quote]);
  return [
    panelTools(),
    make("h2", {}, thing.label),
    make("div", { class: "kind" }, swatch(classOf(id)), kinds.join(", "), statusTag(thing.status)),
    others.length ? make("p", { class: "names" }, `also ${others.join(", ")}`) : null,
    valueRows(thing.values),
    ...factGroups(id),
    ...doubtedFor(id),
    mentions.length
      ? make("details", {}, make("summary", {}, `Named in ${plural(mentions.length, "sentence", "sentences")}`), ...mentions.map(quoteElement))
      : null,
  ];
}

function doubtedFor(id) {
  const rows = data.doubted.filter((each) => each.from === id || each.to === id);
  if (!rows.length) return [];
  return [
    make("h3", {}, "Denied or only considered"),
    ...rows.map((each) =>
      make(
        "div",
        {},
        make("p", {}, `${entity(each.from).label} ${data.properties[each.property].label} ${entity(each.to).label} `, make("span", { class: "tag" }, each.polarity)),
        claimsElement([each.claim], true),
      ),
    ),
  ];
}

function edgePanel(edge) {
  const property = data.properties[edge.property];
  return [
    panelTools(),
    make(
      "div",
      { class: "triple" },
      nodeLink(edge.from),
      make("div", { class: "triple-property" }, property.symmetric ? `↕ ${property.label}` : `↓ ${property.label}`),
      nodeLink(edge.to),
    ),
    statusTag(edge.status),
    make("h3", {}, edge.claims.length ? "What it rests on" : "No sentence is recorded for this link"),
    claimsElement(edge.claims, true),
  ];
}

function figure(count, one, many) {
  return make("div", { class: "figure" }, make("strong", {}, String(count)), make("span", {}, count === 1 ? one : many));
}

function overview() {
  const things = data.nodes.filter((node) => !entity(node.id).occurrence);
  const top = byImportance.filter((node) => !entity(node.id).occurrence && entity(node.id).degree).slice(0, 10);
  return [
    make("h2", {}, data.title),
    make("div", { class: "figures" }, figure(things.length, "entity", "entities"), figure(data.nodes.length - things.length, "event", "events"),
      figure(data.edges.length, "link", "links"), figure(data.sources.length, "source", "sources")),
    data.omitted ? make("p", { class: "notice" }, `The ${data.nodes.length} most connected are drawn; ${data.omitted} more are in the graph file.`) : null,
    make("p", { class: "hint" }, "Click a node or a line to read the sentences it rests on. Press / to search, Esc to come back here."),
    make("h3", {}, "Most connected"),
    make("ul", { class: "list" }, ...top.map((node) =>
      make("li", { class: "row" }, nodeLink(node.id), make("span", { class: "row-end" }, plural(entity(node.id).degree, "link", "links"))))),
    data.sources.length ? make("h3", {}, "Sources") : null,
    ...data.sources.map((source) => make("div", { class: "quote" }, make("p", {}, source.title), sourceLine({ ...source, title: "" }))),
  ];
}

function renderPanel() {
  const subject = state.selected;
  const content = !subject ? overview() : subject.node ? nodePanel(subject.node) : edgePanel(data.edges[subject.edge]);
  panel.replaceChildren(...content.filter(Boolean));
  panel.scrollTop = 0;
}
