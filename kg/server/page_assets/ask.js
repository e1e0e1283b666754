// The page to ask questions: YASGUI as the engine ships it, with our prefixes, completion, questions and views of results.
"use strict";

const LOCAL = ["kg-terms", "variables"];

// ---------------------------------------------------------------- results that lead to their evidence

// An IRI of the graph leads to its page here, with the sentences behind it, and not out into the world.
function keepLinksHere(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".yasr a.iri");
    if (!link) return;
    event.preventDefault();
    window.open(`/entity?name=${encodeURIComponent(link.getAttribute("href"))}`, "_blank", "noopener");
  }, true);
}

function element(name, attributes = {}, text = "") {
  const space = ["svg", "line", "circle", "text", "title", "g"].includes(name) && attributes.svg;
  const made = space ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (key !== "svg") made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

// What things are called, as far as it has been asked for.
const names = new Map();
const LABELS_AT_ONCE = 200;

function short(value) {
  return names.get(value) || value.replace(/^.*[/#]/, "") || value;
}

function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

// Asks for the names of things, English ones first; things without one keep the end of their IRI.
async function learnNames(iris) {
  const unknown = [...new Set(iris)].filter((iri) => !names.has(iri) && !/[<>"{}|^`\\\s]/.test(iri));
  for (let at = 0; at < unknown.length; at += LABELS_AT_ONCE) {
    const part = unknown.slice(at, at + LABELS_AT_ONCE);
    const query = `SELECT ?it ?name { VALUES ?it { ${part.map((iri) => `<${iri}>`).join(" ")} }
      ?it <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY (LANG(?name) != "en") ?name`;
    const headers = { Accept: "application/sparql-results+json", "Content-Type": "application/sparql-query" };
    const answer = await fetch("/sparql", { method: "POST", headers, body: query });
    const rows = answer.ok ? (await answer.json()).results.bindings : [];
    for (const row of rows) if (!names.has(row.it.value)) names.set(row.it.value, row.name.value);
    for (const iri of part) if (!names.has(iri)) names.set(iri, "");
  }
}

// The table as people read it: things by their names, values without their types; the whole of it stays in the tooltip.
function readable(root) {
  const tell = async () => {
    const links = [...root.querySelectorAll(".yasr a.iri:not([data-named])")];
    for (const link of links) link.dataset.named = "";
    for (const literal of root.querySelectorAll(".yasr .nonIri:not([data-named])")) {
      literal.dataset.named = "";
      const parts = literal.textContent.match(/^"([^]*)"(?:\^\^[^]*|@[\w-]+)?$/);
      if (!parts) continue;
      literal.title = literal.textContent;
      literal.textContent = parts[1];
    }
    if (!links.length) return;
    await learnNames(links.map((link) => link.getAttribute("href")));
    for (const link of links) {
      const name = names.get(link.getAttribute("href"));
      if (!name) continue;
      link.title = link.getAttribute("href");
      link.textContent = name;
    }
  };
  new MutationObserver(() => void tell()).observe(root, { childList: true, subtree: true });
}

// The things of a result have names before it is drawn; a view that is left meanwhile is not drawn over another.
async function named(yasr, draw) {
  const drawn = yasr.results;
  const rows = drawn?.getBindings() ?? [];
  draw();
  await learnNames(rows.flatMap((row) => Object.values(row)).filter((each) => each?.type === "uri").map((each) => each.value));
  if (yasr.results === drawn && yasr.resultsEl.firstElementChild?.dataset.view) draw();
}

// The view "Chart": a bar for each row, of the last column that holds numbers.
class Chart {
  constructor(yasr) { this.yasr = yasr; this.priority = 5; this.label = "Chart"; this.helpReference = ""; }
  column() {
    const rows = this.yasr.results?.getBindings() ?? [];
    const names = this.yasr.results?.getVariables() ?? [];
    if (rows.length < 2 || rows.length > 500) return "";
    return names.findLast((name) => rows.every((row) => !row[name] || (row[name].type !== "uri" && isFinite(row[name].value)))
      && rows.some((row) => row[name])) ?? "";
  }
  canHandleResults() { return this.column() !== ""; }
  getIcon() { return element("span", {}, "▮"); }
  draw() { return named(this.yasr, () => this.show()); }
  show() {
    const column = this.column();
    const rows = this.yasr.results.getBindings().filter((row) => row[column]);
    const most = Math.max(...rows.map((row) => Math.abs(Number(row[column].value))), 1e-9);
    const others = this.yasr.results.getVariables().filter((name) => name !== column);
    const chart = element("div", { class: "kg-bars", "data-view": "chart", role: "img", "aria-label": `Bars of ${column}` });
    for (const row of rows) {
      const about = others.map((name) => row[name] && short(row[name].value)).filter(Boolean).join(" · ");
      chart.append(element("span", { class: "about", title: about }, about));
      const line = element("span", { class: "row" });
      const bar = element("span", { class: "bar" });
      bar.style.width = `${(75 * Math.abs(Number(row[column].value))) / most}%`;
      line.append(bar, element("span", {}, Number(row[column].value).toLocaleString("en")));
      chart.append(line);
    }
    this.yasr.resultsEl.replaceChildren(chart);
  }
}

// The view "Graph": the things of a result on a circle; in each row the first is joined with the others, of triples subject and object.
class Graph {
  constructor(yasr) { this.yasr = yasr; this.priority = 4; this.label = "Graph"; this.helpReference = ""; }
  pairs() {
    const rows = this.yasr.results?.getBindings() ?? [];
    const names = (this.yasr.results?.getVariables() ?? []).filter((name) => name !== "predicate");
    const things = (row) => names.filter((name) => row[name]?.type === "uri").map((name) => row[name].value);
    return rows.flatMap((row) => {
      const [first, ...others] = things(row);
      return others.map((other) => [first, other]);
    }).slice(0, 300);
  }
  canHandleResults() { return this.pairs().length > 0; }
  getIcon() { return element("span", {}, "⚭"); }
  draw() { return named(this.yasr, () => this.show()); }
  show() {
    const pairs = this.pairs();
    const nodes = [...new Set(pairs.flat())];
    const place = new Map(nodes.map((node, at) => {
      const angle = (2 * Math.PI * at) / nodes.length;
      return [node, [500 + 230 * Math.cos(angle), 260 + 225 * Math.sin(angle)]];
    }));
    const drawing = element("svg", { svg: true, class: "kg-graph", "data-view": "graph", viewBox: "0 0 1000 520", role: "img", "aria-label": "Graph of the result" });
    for (const [from, to] of pairs) {
      const [[x1, y1], [x2, y2]] = [place.get(from), place.get(to)];
      drawing.append(element("line", { svg: true, x1, y1, x2, y2 }));
    }
    for (const [node, [x, y]] of place) {
      drawing.append(element("circle", { svg: true, cx: x, cy: y, r: 6 }));
      const anchor = { x: x + (x < 500 ? -10 : 10), y: y + 4, "text-anchor": x < 500 ? "end" : "start" };
      const label = element("text", { svg: true, ...anchor }, shortened(short(node), 38));
      label.append(element("title", { svg: true }, short(node)));
      drawing.append(label);
    }
    this.yasr.resultsEl.replaceChildren(drawing);
  }
}

// ---------------------------------------------------------------- the editor

function termCompleter(terms) {
  const lines = terms.map((term) => term.name).sort();
  return {
    name: "kg-terms",
    bulk: true,
    autoShow: false,
    get: () => Promise.resolve(lines),
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return token.type !== "string" && token.type !== "comment" && !token.string.startsWith("?");
    },
    preProcessToken: (yasqe, token) => ({ ...token, autocompletionString: token.string }),
    postProcessSuggestion: (yasqe, token, suggestion) => suggestion,
  };
}

function makeEditor(prefixes, terms) {
  const { Yasqe, Yasr } = Yasgui;
  // The completers that come with it ask other sites.
  Yasqe.defaults.autocompleters = [];
  Yasqe.registerAutocompleter(termCompleter(terms), true);
  Yasqe.defaults.autocompleters = LOCAL;
  Yasr.registerPlugin("chart", Chart);
  Yasr.registerPlugin("graph", Graph);
  Yasr.defaults.pluginOrder = ["table", "chart", "graph", "response"];
  const used = ["kg", "rdfs", "skos"].filter((name) => prefixes[name]);
  const start = used.map((name) => `PREFIX ${name}: <${prefixes[name]}>`).join("\n")
    + "\nSELECT ?who ?what WHERE { ?who kg:investsIn ?what } LIMIT 100";
  return new Yasgui(document.getElementById("editor"), {
    requestConfig: { endpoint: `${location.origin}/sparql` },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint: `${location.origin}/sparql` }], keys: [] },
    yasqe: { value: start, persistenceId: null },
    yasr: { prefixes, persistenceId: null },
    persistenceId: null,
  });
}

// ---------------------------------------------------------------- the questions that ship with kg

function showQuestion(query, form) {
  const fields = document.getElementById("parameters");
  fields.replaceChildren(...query.parameters.map((parameter) => {
    const label = element("label", { title: parameter.description }, parameter.name);
    const needed = parameter.default === "-";
    const example = query.example[parameter.name];
    const hint = needed ? (example ? `such as ${example}` : parameter.type) : "any";
    const given = needed || parameter.default === "*" ? "" : parameter.default;
    const input = element("input", { name: parameter.name, value: given, placeholder: hint });
    input.required = needed;
    label.append(input);
    return label;
  }));
  document.getElementById("about").textContent = query.description;
  form.querySelector("button").hidden = false;
}

async function ask(editor, query, form) {
  const given = new URLSearchParams();
  for (const parameter of query.parameters) {
    const value = form.elements[parameter.name].value.trim();
    if (value) given.set(parameter.name, value);
  }
  // A thing may be given by any of its names, so the server fills it in.
  const answer = await fetch(`/api/queries/${query.name}/sparql?${given}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  const tab = editor.getTab();
  tab.setQuery(text.replace(/^#.*\n/gm, "").trim());
  document.getElementById("about").textContent = query.description;
  await tab.query();
}

async function start() {
  const [known, queries] = await Promise.all(["/api/terms", "/api/queries"].map(async (path) => (await fetch(path)).json()));
  for (const term of known.terms) names.set(term.iri, term.label);
  keepLinksHere(document.body);
  readable(document.getElementById("editor"));
  const editor = makeEditor(known.prefixes, known.terms);
  const form = document.getElementById("examples");
  const choice = document.getElementById("question");
  choice.append(...queries.map((query) => element("option", { value: query.name }, query.title)));
  const chosen = () => queries.find((query) => query.name === choice.value);
  choice.addEventListener("change", () => {
    const query = chosen();
    if (!query) return;
    showQuestion(query, form);
    if (!query.parameters.some((parameter) => parameter.default === "-")) form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      if (chosen()) await ask(editor, chosen(), form);
    } catch (error) {
      document.getElementById("about").textContent = error.message;
    }
  });
}

window.addEventListener("DOMContentLoaded", start);
