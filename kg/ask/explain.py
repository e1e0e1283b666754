"""Why the graph says what it says: the facts of a thing, and for each claim the sentence with its exact words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.ask.explanation import Citation, ExplainedClaim, Explanation, Fact, render_explanation
from kg.ask.nodes import find_node, find_property
from kg.ask.query import display_term, labels_of
from kg.errors import QueryError
from kg.ontology import Ontology, load_ontology
from kg.store.evidence import (
    ALTERNATIVE_LABEL,
    DERIVED_FROM,
    IN_DOCUMENT,
    IN_SENTENCE,
    LABEL,
    MENTIONED_IN,
    MERGED_BECAUSE,
    OBJECT,
    SUBJECT,
    TYPE,
    VALUE,
    CitedPassage,
    RecordedClaim,
    RecordedEvidence,
    Term,
    read_evidence,
)
from kg.store.prefixes import Shortener, known_prefixes

__all__ = ["Explanation", "explain", "render_explanation"]

# How inference signs what only turns a stated edge round (kg.infer.rules).
_SYMMETRIC = "axiom: symmetric "
_ABOUT_NAMES = frozenset({TYPE, LABEL, ALTERNATIVE_LABEL, MENTIONED_IN, MERGED_BECAUSE})
_BOOKKEEPING = frozenset(
    {
        SUBJECT,
        OBJECT,
        VALUE,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#object",
    }
)


def explain(
    store: ox.Store,
    subject: str,
    predicate: str | None = None,
    object: str | None = None,
    *,
    ontology: Ontology | None = None,
) -> Explanation:
    """What the graph says of `subject` (only by `predicate`, only with `object`, if given), and its sentences.

    Things may be named by IRI, prefixed name or label in any language; the predicate also by its local name. With both
    things given, edges in either direction count. A symmetric edge is told once, from the thing that was asked for, and
    claims stand in the order of their facts. Raises `QueryError`, with suggestions, for a name that fits nothing.
    """
    ontology = ontology or load_ontology()
    prefixes = known_prefixes(ontology)
    node = find_node(store, subject, prefixes)
    wanted = find_property(predicate, ontology, prefixes).value if predicate else ""
    other = _object(store, object, prefixes)
    evidence = read_evidence(_evidence_about(store, node))
    fitting = [claim for claim in evidence.claims if _fits(claim, node.value, wanted, other)]
    claims = sorted(_told_once(fitting), key=lambda claim: _place(claim, node, ontology))
    facts = [
        triple
        for triple in _facts(store, node)
        if _joins(triple, node.value, wanted, other) and not _mirrored(triple, store, node, ontology)
    ]
    if (wanted or other is not None) and not claims and not facts:
        raise QueryError(f"the graph says nothing of {' '.join(filter(None, (subject, predicate, object)))}")
    words = _Words(store, ontology, prefixes, claims, [*facts, *_type_triples(store, node)])
    return _explanation(store, node, words, facts, claims, evidence)


def _explanation(
    store: ox.Store,
    node: ox.NamedNode,
    words: _Words,
    facts: list[ox.Triple],
    claims: list[RecordedClaim],
    evidence: RecordedEvidence,
) -> Explanation:
    return Explanation(
        iri=node.value,
        title=words.of(node),
        classes=words.classes([str(getattr(each.object, "value", "")) for each in _type_triples(store, node)]),
        labels=_labels(store, node),
        facts=tuple(Fact(words.of(each.subject), words.of(each.predicate), words.of(each.object)) for each in facts),
        claims=tuple(_explained(claim, words) for claim in claims),
        mentions=len(evidence.mentions.get(node.value, ())),
        merged_because=evidence.merged_because.get(node.value, ()),
    )


def _object(store: ox.Store, name: str | None, prefixes: Mapping[str, str]) -> Term | None:
    if name is None:
        return None
    quads = store.quads_for_pattern(None, None, None)
    try:
        return find_node(store, name, prefixes)
    except QueryError:
        # A value can be asked for as well: 350000000.
        values = sorted(
            {quad.object for quad in quads if isinstance(quad.object, ox.Literal) and quad.object.value == name},
            key=str,
        )
        if not values:
            raise
        return values[0]


def _fits(claim: RecordedClaim, node: str, predicate: str, other: Term | None) -> bool:
    ends = (f"<{claim.subject}>", str(claim.object))
    either_way = ((f"<{node}>", str(other)), (str(other), f"<{node}>"))
    return (not predicate or claim.predicate == predicate) and (other is None or ends in either_way)


def _joins(triple: ox.Triple, node: str, predicate: str, other: Term | None) -> bool:
    ends = (str(triple.subject), str(triple.object))
    either_way = ((f"<{node}>", str(other)), (str(other), f"<{node}>"))
    return (not predicate or triple.predicate.value == predicate) and (other is None or ends in either_way)


def _mirrored(triple: ox.Triple, store: ox.Store, node: ox.NamedNode, ontology: Ontology) -> bool:
    """Whether an edge into the node is the other half of a symmetric one that goes out of it."""
    definition = ontology.properties.get(triple.predicate.value)
    if definition is None or not definition.symmetric or triple.subject == node:
        return False
    return any(store.quads_for_pattern(node, triple.predicate, triple.subject))


def _told_once(claims: Iterable[RecordedClaim]) -> list[RecordedClaim]:
    """The claims without those that only turn another of them round."""
    listed = list(claims)
    stated = {(each.predicate, str(each.object), each.polarity) for each in listed if not _turned_round(each)}
    return [
        each
        for each in listed
        if not _turned_round(each) or (each.predicate, f"<{each.subject}>", each.polarity) not in stated
    ]


def _turned_round(claim: RecordedClaim) -> bool:
    return claim.extractor.startswith(_SYMMETRIC)


def _place(claim: RecordedClaim, node: ox.NamedNode, ontology: Ontology) -> tuple[object, ...]:
    """Where a claim stands: as its fact does, what goes out of the node first."""
    definition = ontology.properties.get(claim.predicate)
    outwards = claim.subject == node.value or (definition is not None and definition.symmetric)
    other = str(claim.object) if claim.subject == node.value else f"<{claim.subject}>"
    edge = (claim.predicate, other) if outwards else (other, claim.predicate)
    return (not outwards, *edge, claim.subject, claim.polarity, claim.iri)


def _describe(store: ox.Store, subject: ox.NamedNode | ox.BlankNode) -> list[ox.Triple]:
    return [quad.triple for quad in store.quads_for_pattern(subject, None, None)]


def _evidence_about(store: ox.Store, node: ox.NamedNode) -> list[ox.Triple]:
    """The triples of the claims that name the node, of their passages, sentences and documents, and of its mentions."""
    claims = {
        quad.subject
        for predicate in (SUBJECT, OBJECT)
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), node)
        if isinstance(quad.subject, ox.NamedNode)
    }
    found = [triple for claim in claims for triple in _describe(store, claim)]
    found += [triple for triple in _describe(store, node) if triple.predicate.value in (MENTIONED_IN, MERGED_BECAUSE)]
    for predicates in ((DERIVED_FROM, MENTIONED_IN), (IN_SENTENCE, IN_DOCUMENT)):
        targets = {triple.object for triple in found if triple.predicate.value in predicates}
        found += [
            triple for target in targets if isinstance(target, ox.NamedNode) for triple in _describe(store, target)
        ]
    return found


def _facts(store: ox.Store, node: ox.NamedNode) -> list[ox.Triple]:
    out = [triple for triple in _describe(store, node) if triple.predicate.value not in _ABOUT_NAMES]
    into = [
        quad.triple for quad in store.quads_for_pattern(None, None, node) if quad.predicate.value not in _BOOKKEEPING
    ]
    return [*sorted(set(out), key=str), *sorted(set(into) - set(out), key=str)]


def _type_triples(store: ox.Store, node: ox.NamedNode) -> list[ox.Triple]:
    return sorted({quad.triple for quad in store.quads_for_pattern(node, ox.NamedNode(TYPE), None)}, key=str)


def _labels(store: ox.Store, node: ox.NamedNode) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for predicate in (LABEL, ALTERNATIVE_LABEL):
        quads = store.quads_for_pattern(node, ox.NamedNode(predicate), None)
        found += sorted(
            {(quad.object.value, quad.object.language or "") for quad in quads if isinstance(quad.object, ox.Literal)}
        )
    return tuple(found)


class _Words:
    """Terms in words: labels of the graph and of the ontology, else prefixed names."""

    def __init__(
        self,
        store: ox.Store,
        ontology: Ontology,
        prefixes: Mapping[str, str],
        claims: Iterable[RecordedClaim],
        triples: Iterable[ox.Triple],
    ) -> None:
        terms: list[Term] = [term for each in triples for term in (each.subject, each.predicate, each.object)]
        for claim in claims:
            terms += [
                claim.object,
                *(ox.NamedNode(iri) for iri in (claim.subject, claim.predicate, claim.status) if iri),
            ]
        known = {**ontology.classes, **ontology.properties, **ontology.statuses}
        iris = [term.value for term in terms if isinstance(term, ox.NamedNode)]
        self._ontology = ontology
        self._labels = {**{iri: ontology.label(iri) for iri in iris if iri in known}, **labels_of(store, terms)}
        self._shortener = Shortener(prefixes)

    def of(self, term: Term) -> str:
        return display_term(term, self._labels, self._shortener)

    def iri(self, iri: str) -> str:
        return self.of(ox.NamedNode(iri)) if iri else ""

    def classes(self, iris: list[str]) -> tuple[str, ...]:
        return tuple(self.iri(iri) for iri in sorted(iris, key=lambda iri: (-len(self._ontology.ancestors(iri)), iri)))


def _explained(claim: RecordedClaim, words: _Words) -> ExplainedClaim:
    return ExplainedClaim(
        subject=words.iri(claim.subject),
        predicate=words.iri(claim.predicate),
        object=words.of(claim.object),
        polarity=claim.polarity,
        status=words.iri(claim.status),
        confidence=claim.confidence,
        extractor=claim.extractor,
        citations=tuple(_citation(passage) for passage in claim.passages),
    )


def _citation(passage: CitedPassage) -> Citation:
    start = passage.start - passage.sentence_start
    end = start + len(passage.quote)
    if passage.start < 0 or passage.sentence[start:end] != passage.quote:
        # Another tool may have changed the text; a wrong mark would be worse than none.
        start = end = 0
    return Citation(
        sentence=passage.sentence,
        start=start,
        end=end,
        quote=passage.quote,
        title=passage.document.title or passage.document.file_name or passage.document.iri,
        source=passage.document.source,
        date=passage.document.issued,
        passage=passage.iri,
    )
