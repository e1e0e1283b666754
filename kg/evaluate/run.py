"""The evaluation of articles, each built alone, and of graphs that are built already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import EvaluationError
from kg.evaluate.compare import compare
from kg.evaluate.counts import METRICS, Counts
from kg.evaluate.findings import Finding, false_alarms, misses
from kg.evaluate.found import read_found
from kg.evaluate.gold import Gold
from kg.evaluate.scheme import Scheme
from kg.evaluate.sentences import Sentences, count_exact_quotes
from kg.ontology import Ontology
from kg.pipeline import Tools, build_from_documents, load_tools
from kg.read import read
from kg.read.inputs import is_readable
from kg.records import Document
from kg.store.evidence import PASSAGE, QUOTE, TYPE, index_of, read_evidence, texts

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class DocumentEvaluation:
    """One text: its counts by metric, its misses and false alarms, and how exact its quotes are.

    `quotes` is how many passages the evidence has, `inexact` those that are not what the text says at their place, and
    `unquoted` the evidence of the gold that is not in the text. Without the text all three are empty.
    """

    name: str
    counts: Mapping[str, Counts]
    misses: tuple[Finding, ...] = ()
    false_alarms: tuple[Finding, ...] = ()
    quotes: int = 0
    inexact: tuple[str, ...] = ()
    unquoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All texts, sorted by name."""

    documents: tuple[DocumentEvaluation, ...] = field(default=())

    @property
    def counts(self) -> dict[str, Counts]:
        """The counts of all texts together, by metric."""
        return {metric: sum((each.counts[metric] for each in self.documents), Counts()) for metric in METRICS}

    @property
    def quotes(self) -> int:
        """How many quotes were checked."""
        return sum(each.quotes for each in self.documents)

    @property
    def exact(self) -> int:
        """How many of them are exactly what the text says."""
        return self.quotes - sum(len(each.inexact) for each in self.documents)


def evaluate_articles(
    golds: Sequence[Gold],
    articles: Path,
    ontology: Ontology,
    scheme: Scheme,
    *,
    tools: Tools | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Builds the article of each gold alone and compares; what is left out is loaded as shipped, once.

    Raises `EvaluationError` where an article is missing, ambiguous or unreadable, before anything is built.
    """
    documents = [read_article(articles, gold.name) for gold in golds]
    tools = tools or load_tools(ontology=ontology)
    done: list[DocumentEvaluation] = []
    for gold, document in zip(golds, documents, strict=True):
        graph = build_from_documents([document], tools=tools)
        done.append(evaluate_graph(gold, graph.graph, graph.evidence, ontology, scheme, text=document.text))
        if progress:
            progress("evaluating", len(done), len(golds))
    return Evaluation(tuple(sorted(done, key=lambda each: each.name)))


def evaluate_graph(
    gold: Gold,
    graph: frozenset[ox.Triple],
    evidence: frozenset[ox.Triple],
    ontology: Ontology,
    scheme: Scheme,
    *,
    text: str = "",
) -> DocumentEvaluation:
    """Compares a graph with its gold; quotes are checked where the text is given."""
    comparison = compare(gold, read_found(graph, scheme, ontology), scheme)
    sentences = Sentences(text, read_evidence(evidence), ontology)
    quotes, inexact = count_exact_quotes(_passages(evidence), text) if text else (0, ())
    return DocumentEvaluation(
        name=gold.name,
        counts=comparison.counts,
        misses=misses(comparison, sentences),
        false_alarms=false_alarms(comparison, sentences),
        quotes=quotes,
        inexact=inexact,
        unquoted=tuple(quote for quote in gold.quotes if text and quote not in text),
    )


def read_article(folder: Path, name: str) -> Document:
    """The one document `NAME.*` of a folder. Raises `EvaluationError`."""
    if not folder.is_dir():
        raise EvaluationError(f"{folder}: no such folder of articles")
    files = [path for path in sorted(folder.iterdir()) if path.stem == name and is_readable(path)]
    if len(files) != 1:
        found = f"both {files[0].name} and {files[1].name}" if files else "none"
        raise EvaluationError(
            f"{folder}: the gold {name} needs one article {name}.txt (or .html, .pdf ...), found {found}"
        )
    documents = list(_documents(files[0]))
    if len(documents) != 1:
        raise EvaluationError(f"{files[0]}: holds {len(documents)} documents; a gold file is about one")
    return documents[0]


def _documents(file: Path) -> Iterator[Document]:
    for each in read([file]):
        if not isinstance(each, Document):
            raise EvaluationError(f"{file}: {each.reason}")
        yield each


def _passages(evidence: frozenset[ox.Triple]) -> dict[str, str]:
    index = index_of(evidence)
    return {iri: next(iter(texts(index, iri, QUOTE)), "") for iri in index if PASSAGE in texts(index, iri, TYPE)}
