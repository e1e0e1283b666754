// What the page says, in the language that is chosen: its own words, and the labels that the ontology and the texts give.

const LANGUAGES = Object.keys(data.words);
const CAPTION_WIDTH = 22;
const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/u;
const captions = new Map();
let language = "en";
// The language that everything was drawn in last.
let spoken = "";

/** A word of the page, with its blanks filled: "{count} links". */
function word(key, blanks = {}) {
  return data.words[language][key].replace(/\{(\w+)\}/g, (whole, name) => (name in blanks ? String(blanks[name]) : whole));
}

/** "1 link", "2 links". */
function counted(count, key) {
  return word(count === 1 ? `${key}-one` : `${key}-many`, { count: count.toLocaleString(language) });
}

function told(labels, otherwise) {
  return labels[language] || labels.en || otherwise;
}

function lastPart(iri) {
  return iri.split(/[#/]/).pop();
}

function classLabel(id) {
  return told(kindOf(id).label, id ? lastPart(id) : word("other"));
}

function propertyLabel(id) {
  return told(data.properties[id].label, lastPart(id));
}

/** What a relation is called from its other end. */
function inverseLabel(id) {
  return told(data.properties[id].inverse, `${propertyLabel(id)} ←`);
}

function statusLabel(id) {
  return id in data.statuses ? told(data.statuses[id].label, lastPart(id)) : id;
}

/** The name of a thing in the chosen language where it has one, else the name it is known by. */
function nameOf(id) {
  const own = entity(id).names.find(([, tag]) => tag.split("-")[0] === language);
  return own && language !== "en" ? own[0] : entity(id).label;
}

/** What stands by a node in the picture, in lines. */
function captionOf(node) {
  if (!captions.has(node.id)) captions.set(node.id, language === "en" ? node.caption : broken(otherCaption(node.id)));
  return captions.get(node.id);
}

function otherCaption(id) {
  const thing = entity(id);
  if (!thing.occurrence) return nameOf(id);
  return [thing.short || classLabel(classOf(id)), thing.date].filter(Boolean).join(", ");
}

/** Text in two lines of about equal use; wide letters take two columns. */
function broken(text) {
  const pieces = text.match(new RegExp(`${WIDE.source}|[^\\s]+?(?=${WIDE.source}|\\s|$)\\s*|\\s`, "gu")) || [];
  const rows = [""];
  for (const piece of pieces) {
    if (rows.at(-1) && columns(rows.at(-1) + piece.trim()) > CAPTION_WIDTH) rows.push("");
    rows[rows.length - 1] += piece;
  }
  if (rows.length > 2) rows[1] = `${rows[1].trim()}…`;
  return rows.slice(0, 2).map((row) => row.trim()).join("\n");
}

function columns(text) {
  return [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0);
}

/** Put the words of a language wherever the page asks for them. */
function speak(wanted) {
  language = LANGUAGES.includes(wanted) ? wanted : "en";
  captions.clear();
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  const attributes = { label: "aria-label", title: "title", placeholder: "placeholder" };
  for (const [name, attribute] of Object.entries(attributes))
    for (const element of document.querySelectorAll(`[data-${name}]`)) element.setAttribute(attribute, word(element.dataset[name]));
}

/** The language that the reader's browser asks for, where the page speaks it. */
function ownLanguage() {
  const asked = (navigator.languages || []).map((tag) => tag.split("-")[0]);
  return asked.find((tag) => LANGUAGES.includes(tag)) || "en";
}
