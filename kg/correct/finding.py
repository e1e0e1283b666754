"""Claims found by what they say and by the words that they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from kg.correct.names import Names
from kg.correct.records import ClaimReference, ThingReference
from kg.correct.splitting import is_document
from kg.ontology import Ontology
from kg.records import Claim, Document, Value


class ClaimFinder:
    """Claims by predicate, and by predicate and subject or object, so that no correction looks through all of them."""

    def __init__(
        self, claims: Sequence[Claim], documents: Mapping[str, Document], names: Names, iris: Mapping[str, str]
    ) -> None:
        self._claims = claims
        self._documents = documents
        self._names = names
        self._iris = iris
        self._by_predicate: dict[str, list[int]] = defaultdict(list)
        self._by_subject: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, claim in enumerate(claims):
            self._by_predicate[claim.predicate].append(index)
            self._by_subject[claim.predicate, claim.subject].append(index)
            if names.ontology.properties[claim.predicate].symmetric and isinstance(claim.object, str):
                self._by_subject[claim.predicate, claim.object].append(index)

    def ends(self, reference: ClaimReference) -> tuple[frozenset[str] | None, frozenset[str] | None]:
        """What a reference may have as subject and as object, by IRI; None for anything."""
        return self._things(reference.subject), self._objects(reference)

    def find(self, reference: ClaimReference) -> tuple[tuple[int, ...], str]:
        """The numbers of the claims that a reference means, or why there are none."""
        subjects, objects = self.ends(reference)
        for wanted, named in ((subjects, reference.subject), (objects, reference.object)):
            if named is not None and wanted is not None and not wanted:
                return (), self._names.why_not(named)
        found = [
            index for index in self._candidates(reference, subjects) if self._means(index, reference, subjects, objects)
        ]
        if not found:
            return (), self._none(reference)
        if reference.subject is not None and len({self._near_end(index, subjects) for index in found}) > 1:
            return (), self._names.why_not(reference.subject)
        return tuple(sorted(set(found))), ""

    def _candidates(self, reference: ClaimReference, subjects: frozenset[str] | None) -> Iterable[int]:
        if subjects is None:
            return self._by_predicate.get(reference.predicate, ())
        return [index for iri in sorted(subjects) for index in self._by_subject.get((reference.predicate, iri), ())]

    def _means(
        self, index: int, reference: ClaimReference, subjects: frozenset[str] | None, objects: frozenset[str] | None
    ) -> bool:
        claim = self._claims[index]
        document = self._documents.get(claim.evidence.document)
        if not stands_where(reference, claim, document):
            return False
        if isinstance(claim.object, Value):
            return reference.object is None or _same_value(reference.object.name, claim.object)
        there = objects is None or claim.object in objects
        if there and (subjects is None or claim.subject in subjects):
            return True
        symmetric = self._names.ontology.properties[claim.predicate].symmetric
        back = objects is None or claim.subject in objects
        return symmetric and back and (subjects is None or claim.object in subjects)

    def _near_end(self, index: int, subjects: frozenset[str] | None) -> str:
        claim = self._claims[index]
        return claim.subject if subjects is None or claim.subject in subjects else str(claim.object)

    def _things(self, reference: ThingReference | None) -> frozenset[str] | None:
        if reference is None:
            return None
        return frozenset(self._iris[self._names.root(iri)] for iri in self._names.find(reference))

    def _objects(self, reference: ClaimReference) -> frozenset[str] | None:
        ontology = self._names.ontology
        if reference.object is None or not ontology.properties[reference.predicate].is_object:
            return None
        terms = named_terms(reference.object.name, ontology)
        return (self._things(reference.object) or frozenset()) | terms

    def _none(self, reference: ClaimReference) -> str:
        ontology = self._names.ontology
        ends = [named.name if named else "…" for named in (reference.subject, reference.object)]
        said = f"{ends[0]} | {ontology.name(reference.predicate)} | {ends[1]}"
        where = f" with the words “{reference.quote}”" if reference.quote else ""
        where += f" in {reference.document}" if reference.document else ""
        return f"nothing in this build says {said}{where}"


def named_terms(name: str, ontology: Ontology) -> frozenset[str]:
    """The statuses that a name or an IRI means."""
    return frozenset(iri for iri in ontology.statuses if name in (iri, ontology.name(iri), ontology.label(iri)))


def stands_where(reference: ClaimReference, claim: Claim, document: Document | None) -> bool:
    """Whether a claim rests on the words, and on the document, that a reference asks for."""
    if reference.document and (document is None or not is_document(reference.document, document)):
        return False
    return not reference.quote or _stands_in(reference.quote, claim, document)


def _stands_in(quote: str, claim: Claim, document: Document | None) -> bool:
    """Whether words stand in a claim's sentence, or the claim's own words in them."""
    wanted, own = _plain(quote), _plain(claim.evidence.quote)
    return own in wanted or (document is not None and wanted in _plain(document.quote(claim.evidence.sentence)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _same_value(name: str, value: Value) -> bool:
    if _plain(name) == _plain(value.lexical):
        return True
    try:
        return Decimal(name) == Decimal(value.lexical)
    except InvalidOperation:
        return False
