"""`build`: the whole road, from inputs to a `KnowledgeGraph`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Triple

from kg.annotate.annotate import Annotator, annotator
from kg.annotate.parser import EnglishParser, load_parser
from kg.assemble import check_claims, graph_triples, known_conflicts, with_known_names
from kg.conclusions import Conclusions
from kg.correct.apply import correct
from kg.correct.load import read_corrections
from kg.correct.premises import correct_premises
from kg.correct.records import Correction
from kg.extract.extract import Extraction, Extractor, extractor
from kg.extract.frames import PatternIndex, compile_frames
from kg.extract.screen import screen
from kg.gazetteer import Gazetteer, KnownGraph, know, load_gazetteer
from kg.graph import KnowledgeGraph
from kg.infer import derive_claims, infer
from kg.ontology import ENTITY_BASE, Ontology, load_ontology
from kg.read import read
from kg.records import Document, ReadFailure
from kg.resolve.resolve import Resolution, resolve
from kg.store.embedded import load_triples

# Called with the stage, how much of it is done, and how much there is (None where that is not known).
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Knowledge:
    """What a graph is made by once the documents have been read: quick to load, without the language model."""

    ontology: Ontology
    gazetteer: Gazetteer
    known: KnownGraph | None = None


@dataclass(frozen=True)
class Tools:
    """What a build needs besides documents, made once and used for many: see `load_tools`."""

    ontology: Ontology
    gazetteer: Gazetteer
    annotator: Annotator
    extractor: Extractor
    known: KnownGraph | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The part that the stages after extraction need."""
        return Knowledge(self.ontology, self.gazetteer, self.known)


def load_knowledge(
    *, ontology: Ontology | None = None, gazetteer: Gazetteer | None = None, known: Iterable[Triple] = ()
) -> Knowledge:
    """What the stages after extraction need; see `load_tools`."""
    ontology = ontology or load_ontology()
    gazetteer = gazetteer or load_gazetteer()
    triples = frozenset(known)
    brought = know(triples, ontology, gazetteer) if triples else None
    return Knowledge(ontology, brought.gazetteer if brought else gazetteer, brought)


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
    return tools_for(load_knowledge(ontology=ontology, gazetteer=gazetteer, known=known), parser)


def tools_for(knowledge: Knowledge, parser: EnglishParser | None = None, patterns: PatternIndex | None = None) -> Tools:
    """The tools for an ontology that is loaded already; `patterns` are its English frames where they are compiled already.

    Raises `OntologyError` for a frame that is none.
    """
    ontology, gazetteer = knowledge.ontology, knowledge.gazetteer
    parser = parser or load_parser()
    extracting = extractor(ontology, patterns or compile_frames(ontology, parser))
    promising = screen(ontology, parser, extracting.patterns, gazetteer)
    return Tools(ontology, gazetteer, annotator(ontology, parser, gazetteer, promising), extracting, knowledge.known)


def build(
    inputs: Sequence[str | Path],
    *,
    ontology: Ontology | None = None,
    gazetteer: Gazetteer | None = None,
    parser: EnglishParser | None = None,
    known: Sequence[str | Path] = (),
    corrections: str | Path | Sequence[Correction] = (),
    tools: Tools | None = None,
    progress: Progress | None = None,
    base: str = ENTITY_BASE,
) -> KnowledgeGraph:
    """A graph of what the documents at the inputs say; inputs that cannot be read are in its `failures`.

    Inputs are files, folders, globs, or `-` for standard input. `known` are graphs (files, or folders that kg wrote) whose
    things the texts may speak of: these keep their IRIs, classes and names. `corrections` are a file of them, or what
    `read_corrections` gave. What is left out is loaded as shipped; `tools` made before stand for ontology, gazetteer,
    parser and known graphs. The same inputs give the same graph, in whatever order they are named.
    """
    report = progress or _silent
    documents, failures = read_all(inputs, progress=report)
    tools = tools or load_tools(
        ontology=ontology,
        gazetteer=gazetteer,
        parser=parser,
        known=[triple for path in known for triple in load_triples(path).graph],
    )
    return build_from_documents(
        documents, tools=tools, corrections=corrections, failures=failures, progress=report, base=base
    )


def build_from_documents(
    documents: Iterable[Document],
    *,
    tools: Tools | None = None,
    corrections: str | Path | Sequence[Correction] = (),
    failures: Iterable[ReadFailure] = (),
    progress: Progress | None = None,
    base: str = ENTITY_BASE,
) -> KnowledgeGraph:
    """The same from documents that are read already."""
    tools = tools or load_tools()
    if isinstance(corrections, (str, Path)):
        corrections = read_corrections(corrections, tools.ontology)
    extractions = list(extract_documents(documents, tools, progress=progress))
    return graph_of(
        extractions, tools.knowledge, corrections=corrections, failures=failures, progress=progress, base=base
    )


def read_all(
    inputs: Sequence[str | Path],
    *,
    root: Path = Path(),
    leave_out: Path | None = None,
    progress: Progress | None = None,
) -> tuple[list[Document], list[ReadFailure]]:
    """The documents at the inputs, and what could not be read (see `kg.read.read`)."""
    documents: list[Document] = []
    failures: list[ReadFailure] = []
    for each in read(inputs, root=root, leave_out=leave_out):
        if isinstance(each, Document):
            documents.append(each)
            (progress or _silent)("reading", len(documents), None)
        else:
            failures.append(each)
    return documents, failures


def extract_documents(
    documents: Iterable[Document], tools: Tools, *, progress: Progress | None = None
) -> Iterator[Extraction]:
    """What each document says, in the order of their ids, one for each id."""
    by_id = {document.id: document for document in documents}
    ordered = [by_id[identifier] for identifier in sorted(by_id)]
    for number, extraction in enumerate(extract_each(ordered, tools), start=1):
        (progress or _silent)("extracting", number, len(ordered))
        yield extraction


def extract_each(documents: Iterable[Document], tools: Tools) -> Iterator[Extraction]:
    """What each document says, in their order, drawn some documents at a time.

    The analysis of words and references is left out: the stages that follow do not look at it, and a project keeps
    extractions without it.
    """
    for annotated in tools.annotator.annotate(documents):
        extraction = tools.extractor.extract(annotated)
        sentences = tuple(replace(sentence, tokens=()) for sentence in annotated.sentences)
        yield replace(extraction, annotated=replace(annotated, sentences=sentences), antecedents={})


def graph_of(
    extractions: Iterable[Extraction],
    knowledge: Knowledge,
    *,
    corrections: Sequence[Correction] = (),
    failures: Iterable[ReadFailure] = (),
    progress: Progress | None = None,
    base: str = ENTITY_BASE,
    resolution: Resolution | None = None,
) -> KnowledgeGraph:
    """The graph of what documents say, in whatever order: resolved, checked, put together, and with what follows.

    A `resolution` of these documents that is there already stands for theirs.
    """
    concluded = conclude(
        extractions, knowledge, corrections=corrections, progress=progress, base=base, resolution=resolution
    )
    return concluded.knowledge_graph(failures)


def conclude(
    extractions: Iterable[Extraction],
    knowledge: Knowledge,
    *,
    corrections: Sequence[Correction] = (),
    progress: Progress | None = None,
    base: str = ENTITY_BASE,
    resolution: Resolution | None = None,
) -> Conclusions:
    """What follows from what documents say, in whatever order; see `graph_of`."""
    report = progress or _silent
    ontology, known = knowledge.ontology, knowledge.known
    ordered = sorted(extractions, key=lambda extraction: extraction.annotated.document.id)
    by_id = {extraction.annotated.document.id: extraction.annotated.document for extraction in ordered}
    report("resolving", 0, None)
    if resolution is None:
        resolution = resolve(ordered, ontology, knowledge.gazetteer, base=base)
    corrected = correct(resolution, corrections, by_id, ontology, base=base)
    report("inferring", 0, None)
    while True:
        entities = {entity.iri: entity for entity in corrected.entities}
        claims, refused = check_claims(corrected.claims, entities, corrected.documents, ontology)
        stated = graph_triples(claims, entities)
        if known:
            stated = with_known_names(stated, known, renamed=corrected.renamed, retyped=corrected.retyped)
        inference = infer(stated, ontology)
        if not corrected.edges:
            break
        before, corrected = corrected, correct_premises(corrected, inference.because, ontology)
        if corrected is before:
            break
    return Conclusions(
        entities=entities,
        claims=claims,
        derived=derive_claims(inference, claims, ontology),
        graph=inference.graph,
        documents=corrected.documents,
        ontology=ontology,
        rejected=(*corrected.rejected, *refused),
        stale=corrected.stale_after(refused),
        conflicts=known_conflicts(claims, entities, known, ontology) if known else (),
        base=base,
        title=_title(list(by_id.values())),
    )


def _title(documents: Sequence[Document]) -> str:
    """What to call the graph: a single document's title, else how many documents there are."""
    if len(documents) == 1:
        return documents[0].title or documents[0].name
    return f"{len(documents)} documents"


def _silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody asked for."""
