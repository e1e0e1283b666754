"""The graph of a build beside a graph that the user brought: its names kept, and where the two say different things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.assemble.graph import object_term
from kg.assemble.vocabulary import ALTERNATIVE_LABEL, LABEL, TYPE
from kg.gazetteer import Gazetteer, GazetteerEntry, KnownGraph, fold
from kg.ontology import Ontology
from kg.records import Claim, Entity, Evidence, Polarity


@dataclass(frozen=True, slots=True, order=True)
class KnownConflict:
    """A brought graph and a text give different values where one is expected: `known` and `stated`, in words."""

    subject: str
    predicate: str
    known: str
    stated: str
    evidence: Evidence


def with_known_names(
    triples: Iterable[Triple],
    known: KnownGraph,
    *,
    renamed: Collection[str] = (),
    retyped: Collection[str] = (),
) -> frozenset[Triple]:
    """The triples with the types and names that a brought graph gives to its things, in place of those made here.

    Of things that a person `renamed` or `retyped` its label is another name only, and its types are left out.
    """
    every = frozenset(triples)
    subjects = {each.subject.value for each in every if isinstance(each.subject, NamedNode)}
    about = known.triples_about(sorted(subjects & known.statements.keys()))
    brought = {
        Triple(each.subject, ALTERNATIVE_LABEL, each.object)
        if each.predicate == LABEL and each.subject.value in renamed
        else each
        for each in about
        if isinstance(each.subject, NamedNode) and not (each.predicate == TYPE and each.subject.value in retyped)
    }
    labelled = {each.subject for each in brought if each.predicate == LABEL}
    named = {(each.subject, each.object.value) for each in brought if isinstance(each.object, Literal)}

    def gives_way(triple: Triple) -> bool:
        if triple.predicate == LABEL:
            return triple.subject in labelled
        same = isinstance(triple.object, Literal) and (triple.subject, triple.object.value) in named
        return triple.predicate == ALTERNATIVE_LABEL and same

    return frozenset({each for each in every if not gives_way(each)} | brought)


def known_conflicts(
    claims: Iterable[Claim], entities: Mapping[str, Entity], known: KnownGraph, ontology: Ontology
) -> tuple[KnownConflict, ...]:
    """Where an affirmed claim gives another value than the brought graph, for properties that have one as a rule.

    These are the functional ones and those with `kg:usuallyOne`. A place inside the other, as the gazetteer has it, is
    no other value, and neither is another IRI for the same name.
    """
    return tuple(sorted(set(_conflicts(claims, entities, known, ontology))))


def _conflicts(
    claims: Iterable[Claim], entities: Mapping[str, Entity], known: KnownGraph, ontology: Ontology
) -> Iterator[KnownConflict]:
    for claim in claims:
        definition = ontology.properties[claim.predicate]
        values = known.statements.get(claim.subject, {}).get(claim.predicate, ())
        if (
            claim.polarity is not Polarity.AFFIRMED
            or not values
            or not (definition.functional or definition.usually_one)
        ):
            continue
        stated = _entity_words(claim, entities)
        told = [_words(value, known) for value in values]
        same = any(value == object_term(claim) for value in values)
        if not same and not any(_agree(stated, other, known.gazetteer) for other in told):
            yield KnownConflict(claim.subject, claim.predicate, " or ".join(sorted(told)), stated, claim.evidence)


def _entity_words(claim: Claim, entities: Mapping[str, Entity]) -> str:
    target = claim.object
    if not isinstance(target, str):
        return target.lexical
    return entities[target].label[0] if target in entities else target


def _words(value: Literal | NamedNode, known: KnownGraph) -> str:
    if isinstance(value, Literal):
        return value.value
    stated = known.statements.get(value.value, {})
    labels = [term for name in sorted(known.names[0]) for term in stated.get(name, ()) if isinstance(term, Literal)]
    return min((label.value for label in labels), default=value.value)


def _agree(first: str, second: str, gazetteer: Gazetteer) -> bool:
    if fold(first) == fold(second):
        return True
    ones, others = _chains(first, gazetteer), _chains(second, gazetteer)
    return any(one[0] in other or other[0] in one for one in ones for other in others)


def _chains(name: str, gazetteer: Gazetteer) -> list[tuple[GazetteerEntry, ...]]:
    """What goes by a name, each with all that it is contained in."""
    found = {entry.id: entry for language in ("en", "zh") for entry in gazetteer.lookup(name, language)}
    return [(entry, *gazetteer.ancestors(entry)) for _, entry in sorted(found.items())]
