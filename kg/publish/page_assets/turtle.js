// What is seen as Turtle: nodes with their classes, names and values, and the edges between them.

const RDFS_LABEL = "rdfs:label";
const SKOS_ALTERNATIVE = "skos:altLabel";
const OWN_PREFIXES = { rdfs: "http://www.w3.org/2000/01/rdf-schema#", skos: "http://www.w3.org/2004/02/skos/core#" };

async function turtleText() {
  if (!source.live) await source.look();
  const prefixes = { ...data.prefixes, ...OWN_PREFIXES };
  const longest = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
  const used = new Set(Object.keys(OWN_PREFIXES));
  const short = (iri) => {
    const found = longest.find(([, base]) => iri.startsWith(base) && /^[A-Za-z][\w-]*$/.test(iri.slice(base.length)));
    if (!found) return `<${iri}>`;
    used.add(found[0]);
    return `${found[0]}:${iri.slice(found[1].length)}`;
  };
  const ids = [...seen.nodes].sort();
  const blocks = ids.map((id) => `${short(id)} ${statements(id, short).map(([predicate, objects]) => `${predicate} ${objects.join(" , ")}`).join(" ;\n    ")} .`);
  const head = [...used].sort().map((name) => `@prefix ${name}: <${prefixes[name]}> .`);
  return `${head.join("\n")}\n\n${blocks.filter((block) => !block.endsWith("  .")).join("\n\n")}\n`;
}

/** Predicates with their objects, classes and names first. */
function statements(id, short) {
  const thing = entity(id);
  const names = thing.names.map(([name, tag]) => JSON.stringify(name) + (tag ? `@${tag}` : ""));
  const found = new Map();
  const add = (predicate, object) => found.set(predicate, [...(found.get(predicate) || []), object]);
  thing.classes.forEach((cls) => add("a", short(cls)));
  names.slice(0, thing.labels).forEach((name) => add(RDFS_LABEL, name));
  names.slice(thing.labels).forEach((name) => add(SKOS_ALTERNATIVE, name));
  for (const [property, term] of detailsOf(id).literals) add(short(property), literal(term, short));
  for (const edge of edgesOf.get(id)) if (edge.from === id && seen.edges.has(edge.id)) add(short(edge.property), short(edge.to));
  return [...found];
}

/** An N-Triples term, its IRI or datatype shortened. */
function literal(term, short) {
  if (term.startsWith("<")) return short(term.slice(1, -1));
  return term.replace(/\^\^<([^>]*)>$/, (_, datatype) => `^^${short(datatype)}`);
}
