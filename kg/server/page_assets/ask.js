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

function short(value) {
  return value.replace(/^.*[/#]/, "") || value;
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
  draw() {
    const column = this.column();
    const rows = this.yasr.results.getBindings().filter((row) => row[column]);
    const most = Math.max(...rows.map((row) => Math.abs(Number(row[column].value))), 1e-9);
    const others = this.yasr.results.getVariables().filter((name) => name !== column);
    const chart = element("div", { class: "kg-bars", role: "img", "aria-label": `Bars of ${column}` });
    for (const row of rows) {
      chart.append(element("span", {}, others.map((name) => row[name] && short(row[name].value)).filter(Boolean).join(" · ")));
      const line = element("span", { class: "row" });
      const bar = element("span", { class: "bar" });
      bar.style.width = `${(75 * Math.abs(Number(row[column].value))) / most}%`;
      line.append(bar, element("span", {}, row[column].value));
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
  draw() {
    const pairs = this.pairs();
    const nodes = [...new Set(pairs.flat())];
    const place = new Map(nodes.map((node, at) => {
      const angle = (2 * Math.PI * at) / nodes.length;
      return [node, [500 + 380 * Math.cos(angle), 260 + 210 * Math.sin(angle)]];
    }));
    const drawing = element("svg", { svg: true, class: "kg-graph", viewBox: "0 0 1000 520", role: "img", "aria-label": "Graph of the result" });
    for (const [from, to] of pairs) {
      const [[x1, y1], [x2, y2]] = [place.get(from), place.get(to)];
      drawing.append(element("line", { svg: true, x1, y1, x2, y2 }));
    }
    for (const [node, [x, y]] of place) {
      drawing.append(element("circle", { svg: true, cx: x, cy: y, r: 6 }));
      drawing.append(element("text", { svg: true, x: x + (x < 500 ? -10 : 10), y: y + 4, "text-anchor": x < 500 ? "end" : "start" }, short(node)));
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

// A parameter's value as a term of SPARQL; a node may be given by any name, so the server is asked what it means.
async function term(parameter, given) {
  if (given === "*") return "UNDEF";
  if (["node", "class", "property", "status"].includes(parameter.type)) return `<${await iriOf(parameter.type, given)}>`;
  if (parameter.type === "integer" || parameter.type === "decimal") return given;
  return JSON.stringify(given);
}

async function iriOf(type, given) {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given)) return given;
  if (type !== "node") return (terms.find((each) => [each.name, each.label, short(each.iri)].includes(given)) ?? { iri: given }).iri;
  const answer = await fetch(`/entity?name=${encodeURIComponent(given)}`, { headers: { Accept: "application/ld+json" } });
  if (!answer.ok) throw new Error(await answer.text());
  return decodeURI(answer.headers.get("X-Entity") ?? given);
}

function showQuestion(query, form) {
  const fields = document.getElementById("parameters");
  fields.replaceChildren(...query.parameters.map((parameter) => {
    const label = element("label", { title: parameter.description }, parameter.name);
    const given = parameter.default === "-" ? "" : parameter.default;
    const input = element("input", { name: parameter.name, value: given, placeholder: parameter.type });
    input.required = true;
    label.append(input);
    return label;
  }));
  document.getElementById("about").textContent = query.description;
  form.querySelector("button").hidden = false;
}

async function ask(editor, query, form) {
  let text = query.sparql.replace(/^#.*\n/gm, "");
  for (const parameter of query.parameters) {
    const value = await term(parameter, form.elements[parameter.name].value.trim());
    text = text.replaceAll(new RegExp(`\\$${parameter.name}\\b`, "g"), () => value);
  }
  const tab = editor.getTab();
  tab.setQuery(text.trim());
  await tab.query();
}

let terms = [];

async function start() {
  const [known, queries] = await Promise.all(["/api/terms", "/api/queries"].map(async (path) => (await fetch(path)).json()));
  terms = known.terms;
  keepLinksHere(document.body);
  const editor = makeEditor(known.prefixes, terms);
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
