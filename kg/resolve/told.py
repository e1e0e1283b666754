"""Occurrences as nodes: what documents tell of one is put together to its name, and the first report gives its IRI."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.ontology import Ontology
from kg.records import Claim, Document, Mention
from kg.resolve.iris import Stem, segment_of
from kg.resolve.naming import describe_occurrence, digest, role_fillers
from kg.resolve.nodes import Node


@dataclass(frozen=True, slots=True)
class ToldOccurrence:
    """What one document tells of an occurrence: its class, the claims, and the labels of the things in them.

    `text` is that of the IRI of the first thing in its roles, "" where there is none. One of the documents is the `first`.
    """

    root: str
    document: str
    published: str
    first: bool
    cls: str
    claims: tuple[Claim, ...]
    labels: Mapping[str, str]
    text: str


def told_occurrences(
    document: Document,
    mentions: Mapping[str, Mention],
    claims: Sequence[Claim],
    same: Mapping[str, str],
    roots: Mapping[str, str],
    nodes: Mapping[str, Node],
    ontology: Ontology,
) -> list[ToldOccurrence]:
    """What a document tells of occurrences; `same` gives each mention the occurrence that it is over all documents."""
    by_root: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject in same:
            by_root[same[claim.subject]].append(claim)
    found = []
    for root, about in by_root.items():
        labels = {
            claim.object: nodes[roots[claim.object]].label[0]
            for claim in about
            if isinstance(claim.object, str) and claim.object in roots and roots[claim.object] in nodes
        }
        fillers = [each for each in role_fillers(about, ontology) if each in labels]
        found.append(
            ToldOccurrence(
                root=root,
                document=document.id,
                published=document.published or "9999",
                first=root in mentions,
                cls=mentions[about[0].subject].cls,
                claims=tuple(about),
                labels=labels,
                text=nodes[roots[fillers[0]]].stem.text if fillers else "",
            )
        )
    return found


def occurrence_node(told: Sequence[ToldOccurrence], reasons: tuple[str, ...], ontology: Ontology) -> Node:
    """The node of an occurrence, from what all documents tell of it."""
    ordered = sorted(told, key=lambda each: each.document)
    first = min(ordered, key=lambda each: (not each.first, each.document))
    labels = {mention: label for each in ordered for mention, label in each.labels.items()}
    label = describe_occurrence([claim for each in ordered for claim in each.claims], labels, ontology)
    text = f"{first.text or label.split(', ', maxsplit=1)[0]} {digest(first.document, first.root)}"
    stem = Stem(("occurrence", first.published, first.document), text, first.root)
    return Node(first.root, first.cls, segment_of(first.cls, None, ontology), (label, "en"), (), stem, reasons)
