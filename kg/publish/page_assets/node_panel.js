// A node in the panel: names, values, facts, events and sentences, and what can be done with it in the picture.

const OPEN_QUOTES = 12;
const PARTNERS_TOLD = 6;

function nodePanel(id) {
  const thing = entity(id);
  const shown = nameOf(id);
  const others = [...new Set([thing.label, ...thing.names.map(([name]) => name)])].filter((name) => name !== shown);
  const mentions = detailsOf(id).mentions.filter((quote) => evidence.quotes[quote]);
  return [
    panelTools(tool("hide", () => change({ hide: [...view.hide, id], node: "", focus: view.focus === id ? "" : view.focus }), { id: "hide" })),
    make("h2", {}, shown),
    make("div", { class: "kind" }, swatch(classOf(id)), thing.classes.map(classLabel).join(", "), statusTag(thing.status)),
    others.length ? make("p", { class: "names" }, word("also", { names: others.join(", ") })) : null,
    nodeActions(id),
    source.knows(id) ? null : make("p", { class: "notice", role: "status" }, word("reading")),
    valueRows(id),
    ...factGroups(id),
    ...doubtedFor(id),
    mentions.length ? make("details", {}, make("summary", {}, word("named-in", { sentences: counted(mentions.length, "sentence") })), ...mentions.map(quoteElement)) : null,
  ];
}

/** Focus with its steps, expand and collapse, and the way to another node. */
function nodeActions(id) {
  const inFocusNow = view.focus === id;
  const steps = (by) => change({ steps: Math.max(1, Math.min(9, view.steps + by)) });
  const stepper = inFocusNow
    ? make("span", { class: "stepper", role: "group", "aria-label": word("steps-label") },
      make("button", { type: "button", class: "tool", id: "steps-less", "aria-label": word("steps-less"), disabled: view.steps === 1, onclick: () => steps(-1) }, "−"),
      make("span", { id: "steps" }, counted(view.steps, "step")),
      make("button", { type: "button", class: "tool", id: "steps-more", "aria-label": word("steps-more"), disabled: view.steps === 9, onclick: () => steps(1) }, "+"))
    : null;
  const unseen = unseenAround(id).length + unknownAround(id);
  return make(
    "div",
    { class: "actions", role: "group", "aria-label": word("actions") },
    tool("focus", () => change(inFocusNow ? { focus: "", steps: 1, opened: [] } : { focus: id, steps: 1, opened: [] }), { id: "focus", "aria-pressed": String(inFocusNow) }),
    stepper,
    unseen ? make("button", { type: "button", class: "tool", id: "expand", onclick: () => expand(id) }, `${word("expand")} +${unseen}`) : null,
    foldable(id) ? tool("collapse", () => collapse(id), { id: "collapse" }) : null,
    tool("path-to", () => pickPath(id), { id: "path" }),
  );
}

/** How many neighbours of a node have not been fetched yet. */
function unknownAround(id) {
  return source.knows(id) ? 0 : Math.max(0, (entity(id).neighbours || 0) - neighboursOf(id, () => true).length);
}

function factElement(edge, id, shown) {
  const block = claimsOf(edge).length ? claimsElement(claimsOf(edge), shown) : null;
  const ending = [statusTag(edge.status), block ? proofButton(claimsOf(edge), block) : null].filter(Boolean);
  const other = otherEnd(edge, id);
  const text = entity(other).occurrence ? [entity(other).short || classLabel(classOf(other)), entity(other).date, partners(other, id)].filter(Boolean).join(", ") : nameOf(other);
  const row = make("div", { class: "row row-fact" }, nodeLink(other, text), make("span", { class: "row-end" }, ...ending));
  return make("li", {}, row, block || "");
}

/** Who else takes part in an event, for a line of text. */
function partners(event, id) {
  const others = edgesOf.get(event).map((edge) => otherEnd(edge, event)).filter((other) => other !== id && !entity(other).occurrence);
  const names = [...new Set(others)].map((other) => nameOf(other));
  return names.length > PARTNERS_TOLD ? `${names.slice(0, PARTNERS_TOLD).join(", ")} …` : names.join(", ");
}

function groupTitle(edge, id) {
  return edge.from === id || data.properties[edge.property].symmetric ? propertyLabel(edge.property) : inverseLabel(edge.property);
}

function factGroups(id) {
  const shown = edgesOf.get(id).length <= OPEN_QUOTES;
  return [...grouped(edgesOf.get(id), (edge) => groupTitle(edge, id))]
    .sort(([a], [b]) => a.endsWith("←") - b.endsWith("←") || a.localeCompare(b, language))
    .flatMap(([title, edges]) => [make("h3", {}, title), make("ul", { class: "list" }, ...edges.map((edge) => factElement(edge, id, shown)))]);
}

function valueRows(id) {
  const [thing, { values }] = [entity(id), detailsOf(id)];
  if (!values.length) return null;
  const rows = values.map((value) => {
    const block = value.claims.length ? claimsElement(value.claims, false) : null;
    const text = data.properties[value.property].kind === "status" && thing.status ? statusLabel(thing.status) : value.text;
    const row = make("div", { class: "value" }, make("dt", {}, propertyLabel(value.property)), make("dd", {}, text));
    if (block) row.append(make("dd", {}, proofButton(value.claims, block)));
    return block ? make("div", {}, row, block) : row;
  });
  return make("dl", { class: "values" }, ...rows);
}

function doubtedFor(id) {
  const rows = evidence.doubted.filter((each) => each.from === id || each.to === id);
  if (!rows.length) return [];
  return [
    make("h3", {}, word("doubted")),
    ...rows.map((each) => {
      const told = `${nameOf(each.from)} ${propertyLabel(each.property)} ${nameOf(each.to)} `;
      const kind = `polarity-${each.polarity}`;
      const tag = make("span", { class: "tag" }, kind in data.words[language] ? word(kind) : each.polarity);
      return make("div", {}, make("p", {}, told, tag), claimsElement([each.claim], true));
    }),
  ];
}
