"""`build`: the whole road, from inputs to a `KnowledgeGraph`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from kg.annotate.annotate import Annotator, annotator
from kg.annotate.parser import EnglishParser, load_parser
from kg.assemble import (
    check_claims,
    claim_set_triples,
    evidence_triples,
    graph_triples,
    known_conflicts,
    with_known_names,
)
from kg.extract.extract import Extraction, Extractor, extractor
from kg.gazetteer import Gazetteer, KnownGraph, know, load_gazetteer
from kg.graph import KnowledgeGraph
from kg.infer import derive_claims, infer
from kg.ontology import ENTITY_BASE, Ontology, load_ontology
from kg.read import read
from kg.records import Document, ReadFailure
from kg.resolve.resolve import resolve
from kg.store.embedded import load_triples

# Called with the stage, how much of it is done, and how much there is (None where that is not known).
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Tools:
    """What a build needs besides documents, made once and used for many: see `load_tools`."""

    ontology: Ontology
    gazetteer: Gazetteer
    annotator: Annotator
    extractor: Extractor
    known: KnownGraph | None = None


def load_tools(
    *,
    ontology: Ontology | None = None,
    gazetteer: Gazetteer | None = None,
    parser: EnglishParser | None = None,
    known: Iterable[Triple] = (),
) -> Tools:
    """The tools for an ontology; what is left out is loaded as shipped.

    `known` are the triples of a graph whose things mentions are to be linked to. Raises `OntologyError` for a frame that
    is none.
    """
    ontology = ontology or load_ontology()
    gazetteer = gazetteer or load_gazetteer()
    parser = parser or load_parser()
    triples = frozenset(known)
    brought = know(triples, ontology, gazetteer) if triples else None
    gazetteer = brought.gazetteer if brought else gazetteer
    return Tools(ontology, gazetteer, annotator(ontology, parser, gazetteer), extractor(ontology, parser), brought)


def build(
    inputs: Sequence[str | Path],
    *,
    ontology: Ontology | None = None,
    gazetteer: Gazetteer | None = None,
    parser: EnglishParser | None = None,
    known: Sequence[str | Path] = (),
    tools: Tools | None = None,
    progress: Progress | None = None,
    base: str = ENTITY_BASE,
) -> KnowledgeGraph:
    """A graph of what the documents at the inputs say; inputs that cannot be read are in its `failures`.

    Inputs are files, folders, globs, or `-` for standard input. `known` are graphs (files, or folders that kg wrote) whose
    things the texts may speak of: these keep their IRIs, classes and names. What is left out is loaded as shipped;
    `tools` made before stand for ontology, gazetteer, parser and known graphs. The same inputs give the same graph, in
    whatever order they are named.
    """
    documents: list[Document] = []
    failures: list[ReadFailure] = []
    report = progress or _silent
    for each in read(inputs):
        if isinstance(each, Document):
            documents.append(each)
            report("reading", len(documents), None)
        else:
            failures.append(each)
    tools = tools or load_tools(
        ontology=ontology,
        gazetteer=gazetteer,
        parser=parser,
        known=[triple for path in known for triple in load_triples(path).graph],
    )
    return build_from_documents(documents, tools=tools, failures=failures, progress=report, base=base)


def build_from_documents(
    documents: Iterable[Document],
    *,
    tools: Tools | None = None,
    failures: Iterable[ReadFailure] = (),
    progress: Progress | None = None,
    base: str = ENTITY_BASE,
) -> KnowledgeGraph:
    """The same from documents that are read already."""
    tools = tools or load_tools()
    report = progress or _silent
    by_id = {document.id: document for document in sorted(documents, key=lambda document: document.id)}
    extractions = _extract(list(by_id.values()), tools, report)
    return _graph_of(extractions, by_id, tools, tuple(failures), report, base)


def _graph_of(
    extractions: Sequence[Extraction],
    by_id: Mapping[str, Document],
    tools: Tools,
    failures: tuple[ReadFailure, ...],
    report: Progress,
    base: str,
) -> KnowledgeGraph:
    ontology = tools.ontology
    report("resolving", 0, None)
    resolution = resolve(extractions, ontology, tools.gazetteer, base=base)
    entities = {entity.iri: entity for entity in resolution.entities}
    claims, refused = check_claims(resolution.claims, entities, by_id, ontology)
    report("inferring", 0, None)
    stated = graph_triples(claims, entities)
    if tools.known:
        stated = with_known_names(stated, tools.known)
    inference = infer(stated, ontology)
    evidence = evidence_triples(claims, entities, by_id, base=base)
    derived = derive_claims(inference, claims, ontology)
    return KnowledgeGraph(
        graph=inference.graph,
        evidence=evidence | claim_set_triples(derived, by_id, base=base),
        ontology=ontology,
        rejected=(*resolution.rejected, *refused),
        failures=failures,
        conflicts=known_conflicts(claims, entities, tools.known, ontology) if tools.known else (),
        base=base,
        title=_title(list(by_id.values())),
    )


def _title(documents: Sequence[Document]) -> str:
    """What to call the graph: a single document's title, else how many documents there are."""
    if len(documents) == 1:
        return documents[0].title or documents[0].name
    return f"{len(documents)} documents"


def _extract(documents: Sequence[Document], tools: Tools, report: Progress) -> list[Extraction]:
    extractions: list[Extraction] = []
    for annotated in tools.annotator.annotate(documents):
        extractions.append(tools.extractor.extract(annotated))
        report("extracting", len(extractions), len(documents))
    return extractions


def _silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody asked for."""
