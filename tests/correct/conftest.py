"""A small build under corrections, and what is in it in words that a test can list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox
import pytest

from kg.correct.load import parse_corrections
from kg.graph import KnowledgeGraph
from kg.ontology import ENTITY_BASE
from kg.publish.turtle import write_turtle
from kg.records import Block, Document, Span

ENERGY = "Alder Energy invested 350 million euros in Heron Solar in May 2024. Alder Energy is headquartered in Hamburg."
GROUP = "Alder Energy Group is based in Berlin. Teal Bank supports Alder Energy Group."
BANK = "ADE signed an agreement with Teal Bank. Teal Bank produces tractors."
DENIED = "Heron Solar may invest in Marram Motors. Heron Solar did not sign an agreement with Teal Bank."
TEXTS = {"energy.txt": ENERGY, "group.txt": GROUP, "bank.txt": BANK, "denied.txt": DENIED}

Corrected = Callable[..., "Build"]


def document(name: str, text: str) -> Document:
    """A document as reading it would give."""
    stem = name.removesuffix(".txt")
    return Document(f"{stem}-0123abcd", text, name, published="2024-06-15", blocks=(Block(Span(0, len(text)), "en"),))


def signed(*entries: str, author: str = "Ada", date: str = "2026-03-01") -> str:
    """Entries of a file, each with its author and date; the last lines of an entry may follow after a line break."""
    return "".join(f"- {entry.strip()}\n  author: {author}\n  date: {date}\n" for entry in entries)


@dataclass(frozen=True)
class Build:
    """A graph, told in labels."""

    graph: KnowledgeGraph

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each thing by IRI."""
        return {
            str(t.subject.value): t.object.value
            for t in self.graph.graph
            if t.predicate.value.endswith("#label") and isinstance(t.object, ox.Literal)
        }

    @property
    def facts(self) -> set[str]:
        """The edges and values of the graph, as `Alder Energy | headquarteredIn | Hamburg`."""
        ontology = self.graph.ontology
        return {
            self.told(t.subject.value, t.predicate.value, t.object)
            for t in self.graph.graph
            if t.predicate.value in ontology.properties
        }

    @property
    def rejected(self) -> dict[str, str]:
        """The reasons of refused claims by what they say."""
        found = {}
        for each in self.graph.rejected:
            claim = each.claim
            target = claim.object if isinstance(claim.object, str) else claim.object.lexical
            found[self.told(claim.subject, claim.predicate, target)] = each.reason
        return found

    @property
    def stale(self) -> list[str]:
        """What is said of corrections without effect."""
        return [each.reason for each in self.graph.stale]

    @property
    def turtle(self) -> str:
        """All bytes of the graph and its evidence."""
        both = self.graph.graph | self.graph.evidence
        return write_turtle(both, self.graph.ontology.prefixes, base=self.graph.base)

    def iri(self, label: str) -> str:
        """The IRI of what is labelled so, without the base."""
        (found,) = [iri for iri, each in self.labels.items() if each == label]
        return found.removeprefix(ENTITY_BASE)

    def names(self, label: str) -> set[str]:
        """The other names of what is labelled so."""
        return self._values(label, "altLabel")

    def classes(self, label: str) -> set[str]:
        """The classes of what is labelled so."""
        return {self.graph.ontology.name(iri) for iri in self._values(label, "type")}

    def claims(self, fact: str) -> list[dict[str, str]]:
        """The claims that make a statement, each with its properties by local name."""
        rows: dict[str, dict[str, str]] = {}
        for t in self.graph.evidence:
            rows.setdefault(str(t.subject.value), {})[t.predicate.value.rsplit("#")[-1]] = getattr(
                t.object, "value", ""
            )
        found = [row for row in rows.values() if "subject" in row and "predicate" in row]
        return [row for row in found if self.told(row["subject"], row["predicate"], row["object"]) == fact]

    def told(self, subject: str, predicate: str, target: object) -> str:
        """A statement in labels."""
        value = str(getattr(target, "value", target))
        name = self.graph.ontology.name
        ends = [self.labels.get(iri, name(iri) if "://" in iri else iri) for iri in (subject, value)]
        return f"{ends[0]} | {name(predicate)} | {ends[1]}"

    def _values(self, label: str, predicate: str) -> set[str]:
        node = next(iri for iri, each in self.labels.items() if each == label)
        triples = [t for t in self.graph.graph if t.subject == ox.NamedNode(node)]
        return {str(getattr(t.object, "value", "")) for t in triples if t.predicate.value.endswith(predicate)}


@pytest.fixture(scope="session")
def corrected(road) -> Corrected:
    """A function that builds texts under the entries of a file of corrections."""
    from kg.pipeline import build_from_documents

    known: dict[object, Build] = {}

    def build(*entries: str, texts: dict[str, str] = TEXTS) -> Build:
        key = (entries, tuple(sorted(texts.items())))
        if key not in known:
            documents: Sequence[Document] = [document(name, text) for name, text in texts.items()]
            read = parse_corrections(signed(*entries), road.ontology, file="corrections.yaml")
            known[key] = Build(build_from_documents(documents, tools=road.tools, corrections=read))
        return known[key]

    return build
