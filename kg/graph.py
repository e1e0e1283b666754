"""`KnowledgeGraph`: what `kg.build` and `kg.load` give, and all that can be done with it.

>>> import kg
>>> graph = kg.load("exports")                      # doctest: +SKIP
>>> graph.query("SELECT ?who WHERE { ?who kg:investsIn ?what }").rows   # doctest: +SKIP
>>> graph.nx.number_of_nodes(), len(graph.rdf)      # doctest: +SKIP
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.ask.explain import Explanation, explain
from kg.ask.query import QueryResult, run_query
from kg.assemble import KnownConflict
from kg.correct.records import StaleCorrection
from kg.errors import GraphError, OutputError
from kg.ontology import ENTITY_BASE, Ontology, load_ontology
from kg.publish.formats import DATASET_NAMES, TRIPLE_WRITERS, write_dataset, write_triples
from kg.publish.turtle import write_turtle
from kg.records import Claim, Evidence, ReadFailure, RejectedClaim, Span, Value
from kg.store.embedded import EVIDENCE_FILE, GRAPH_FILE, load_triples, store_of
from kg.store.files import write_files
from kg.store.prefixes import known_prefixes, prefixes_of

# Imported where they are used: most users of a graph need neither, and both take long to load.
if TYPE_CHECKING:
    import networkx
    import rdflib

REJECTED_FILE = "rejected.jsonl"
PAGE_FILE = "graph.html"
FORMATS = ("html", *(name for name in TRIPLE_WRITERS if name != "ttl"), *DATASET_NAMES, "graphml", "csv")
_EXTENSIONS = {"rdfxml": "rdf"}
# JSON leaves these as they are, but many readers of lines would break a line there.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class KnowledgeGraph:
    """A graph with its evidence, as sets of triples, and the ontology it follows.

    `graph` holds entities, edges, occurrences and labels; `evidence` documents, passages and claims; `rejected` the
    claims that were refused, and `failures` the inputs that could not be read. `conflicts` are where a text says other
    than a graph that was brought to the build, and `stale` the corrections that had no effect on it.
    """

    graph: frozenset[ox.Triple]
    evidence: frozenset[ox.Triple]
    ontology: Ontology
    rejected: tuple[RejectedClaim, ...] = ()
    failures: tuple[ReadFailure, ...] = ()
    stale: tuple[StaleCorrection, ...] = ()
    conflicts: tuple[KnownConflict, ...] = ()
    base: str = ENTITY_BASE
    title: str = "Knowledge graph"

    @cached_property
    def store(self) -> ox.Store:
        """Graph and evidence together in a SPARQL store."""
        return store_of(self.graph, self.evidence)

    @property
    def rdf(self) -> rdflib.Graph:
        """A fresh rdflib graph of the graph's triples, without the evidence, its namespaces bound."""
        import rdflib

        made = rdflib.Graph(bind_namespaces="none")
        for name, namespace in prefixes_of(self.graph, self.ontology.prefixes, self.base).items():
            made.bind(name, namespace)
        return made.parse(data=write_triples(self.graph, "nt"), format="nt")

    @property
    def nx(self) -> networkx.MultiDiGraph[str]:
        """A fresh networkx graph: nodes keyed by IRI, edges keyed by predicate (see `kg.publish.network`)."""
        from kg.publish.network import build_network

        return build_network(self.graph, self.evidence, self.ontology)

    def query(self, sparql: str) -> QueryResult:
        """The result of a SPARQL query over graph and evidence; prefixes need not be declared."""
        return run_query(self.store, sparql, known_prefixes(self.ontology, self.base))

    def explain(self, subject: str, predicate: str | None = None, object: str | None = None) -> Explanation:
        """What is known of a thing or an edge, and the sentences behind it (see `kg.ask.explain`)."""
        return explain(self.store, subject, predicate, object, ontology=self.ontology)

    def save(self, directory: Path | str, formats: Sequence[str] = ("html",)) -> list[Path]:
        """Writes `graph.ttl`, `evidence.ttl`, `rejected.jsonl` and the asked-for formats; gives the files written.

        Formats: html, nt, rdfxml, jsonld (each of the last three for graph and for evidence), nq, trig, graphml, csv.
        Each file is whole or as it was before, never half. Raises `OutputError`.
        """
        return write_files(Path(directory), self.contents(formats))

    def contents(self, formats: Sequence[str] = ("html",)) -> dict[str, str]:
        """The files that `save` writes, by name. Raises `OutputError` for an unknown format."""
        prefixes = self.ontology.prefixes
        contents = {
            GRAPH_FILE: write_turtle(self.graph, prefixes, base=self.base),
            EVIDENCE_FILE: write_turtle(self.evidence, prefixes, base=self.base),
            REJECTED_FILE: write_rejected(self.rejected),
        }
        return contents | self.exports(formats)

    def exports(self, formats: Sequence[str]) -> dict[str, str]:
        """Those of the files that are written on demand. Raises `OutputError` for an unknown format."""
        unknown = sorted(set(formats) - {*FORMATS, "ttl"})
        if unknown:
            raise OutputError(f"unknown format {', '.join(unknown)}; choose from {', '.join(FORMATS)}")
        contents: dict[str, str] = {}
        for name in sorted(set(formats) - {"ttl"}):
            contents.update(self._files_of(name, self.ontology.prefixes))
        return contents

    def _files_of(self, name: str, prefixes: Mapping[str, str]) -> dict[str, str]:
        if name == "html":
            # The page pulls in pyvis, which the library's other users need not wait for.
            from kg.publish.page import render_page

            return {PAGE_FILE: render_page(self.graph, self.evidence, self.ontology, self.title)}
        if name == "graphml":
            from kg.publish.tables import write_graphml

            return {"graph.graphml": write_graphml(self.graph, self.evidence, self.ontology)}
        if name == "csv":
            from kg.publish.tables import write_tables

            tables = write_tables(self.graph, self.evidence, self.ontology)
            return {f"csv/{file}": content for file, content in tables.items()}
        if name in DATASET_NAMES:
            return {f"graph.{name}": write_dataset(self.graph, self.evidence, name, prefixes, base=self.base)}
        extension = _EXTENSIONS.get(name, name)
        parts = {"graph": self.graph, "evidence": self.evidence}
        return {f"{part}.{extension}": write_triples(parts[part], name, prefixes, base=self.base) for part in parts}


def load(path: Path | str, *, ontology: Ontology | None = None) -> KnowledgeGraph:
    """The graph in a folder that `save` or `kg build` wrote, or in one RDF file. Raises `GraphError`."""
    place = Path(path)
    both = load_triples(place)
    rejected = read_rejected(place / REJECTED_FILE) if place.is_dir() else ()
    return KnowledgeGraph(both.graph, both.evidence, ontology or load_ontology(), rejected)


# ---------------------------------------------------------------- refused claims


def write_rejected(rejected: Iterable[RejectedClaim]) -> str:
    """Refused claims as JSON Lines, sorted; `datatype` and `language` are given where the object is a literal."""
    return "".join(f"{line}\n" for line in sorted(set(map(rejected_line, rejected))))


def rejected_line(rejected: RejectedClaim) -> str:
    """A refused claim as its line, without the end of it."""
    return json.dumps(_rejected_record(rejected), ensure_ascii=False).translate(_LINE_ENDS)


def read_rejected(path: Path) -> tuple[RejectedClaim, ...]:
    """The refused claims of a file that `write_rejected` made; none where there is no file."""
    if not path.is_file():
        return ()
    try:
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        return tuple(_rejected_claim(record) for record in records)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphError(f"{path}: not a file of rejected claims as kg writes it: {error!r}") from error


def _rejected_record(rejected: RejectedClaim) -> dict[str, object]:
    claim = rejected.claim
    value = claim.object
    record: dict[str, object] = {
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": value.lexical if isinstance(value, Value) else value,
    }
    if isinstance(value, Value):
        record |= {"datatype": value.datatype, "language": value.language}
    return record | {
        "quote": claim.evidence.quote,
        "document": claim.evidence.document,
        "start": claim.evidence.span.start,
        "end": claim.evidence.span.end,
        "reason": rejected.reason,
        "extractor": claim.extractor,
    }


def _rejected_claim(record: Mapping[str, object]) -> RejectedClaim:
    value = str(record["object"])
    literal = Value(value, str(record["datatype"]), str(record.get("language", ""))) if "datatype" in record else None
    span = Span(int(str(record["start"])), int(str(record["end"])))
    evidence = Evidence(str(record["document"]), span, str(record["quote"]), span)
    claim = Claim(
        str(record["subject"]), str(record["predicate"]), literal or value, evidence, extractor=str(record["extractor"])
    )
    return RejectedClaim(claim, str(record["reason"]))
