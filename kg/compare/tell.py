"""A difference as a person would say it: what came, what went, and what is said otherwise of what stayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.compare.difference import compare
from kg.ontology import Ontology
from kg.store.evidence import (
    ALTERNATIVE_LABEL,
    DOCUMENT,
    EXACT_MATCH,
    FILE_NAME,
    LABEL,
    TITLE,
    TYPE,
    Index,
    index_of,
    texts,
)

COME, GONE, CHANGED = "come", "gone", "changed"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What became of one thing: `kind` is `come`, `gone` or `changed`.

    `added` and `removed` are sentences about it, and `replaced` pairs of them, earlier and later, where a property has
    one value; `moved_from` is the IRI that it had before.
    """

    kind: str
    label: str
    iri: str
    cls: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    moved_from: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All changes by kind and label, the sources that came and went, and how many edges each way."""

    changes: tuple[Change, ...]
    sources_added: tuple[str, ...] = ()
    sources_removed: tuple[str, ...] = ()
    edges_added: int = 0
    edges_removed: int = 0

    def of(self, kind: str) -> tuple[Change, ...]:
        """The changes of a kind."""
        return tuple(each for each in self.changes if each.kind == kind)


def report(
    before: Iterable[ox.Triple],
    after: Iterable[ox.Triple],
    ontology: Ontology,
    *,
    evidence_before: Iterable[ox.Triple] = (),
    evidence_after: Iterable[ox.Triple] = (),
) -> Report:
    """What changed between two graphs, thing by thing, and between the sources that their evidence names.

    A thing that only has another IRI, under the same label and class, is told as moved and compared under its new IRI.
    """
    later = tuple(after)
    earlier, moved = _moved(tuple(before), later)
    old, new = _Side(index_of(earlier), ontology), _Side(index_of(later), ontology)
    difference = compare(earlier, later)
    added, removed = _by_subject(difference.added), _by_subject(difference.removed)
    subjects = sorted({*added, *removed, *moved})
    changes = [_change(iri, old, new, added.get(iri, ()), removed.get(iri, ()), moved.get(iri, "")) for iri in subjects]
    sources_before, sources_after = _sources(evidence_before), _sources(evidence_after)
    if not sources_before or not sources_after:
        # A file without evidence names no sources, which does not mean that they went.
        sources_before = sources_after = set()
    return Report(
        changes=tuple(sorted(each for each in changes if each)),
        sources_added=tuple(sorted(sources_after - sources_before)),
        sources_removed=tuple(sorted(sources_before - sources_after)),
        edges_added=sum(_is_edge(each, ontology) for each in difference.added),
        edges_removed=sum(_is_edge(each, ontology) for each in difference.removed),
    )


def render_report(told: Report) -> str:
    """The report as text: a line of counts, then the things that came, went and changed, with what is said of them."""
    counts = [
        f"{len(told.of(COME))} more, {len(told.of(GONE))} gone, {len(told.of(CHANGED))} changed",
        f"{told.edges_added} edges more, {told.edges_removed} gone",
    ]
    if not told.changes and not told.sources_added and not told.sources_removed:
        return "no difference\n"
    lines = ["; ".join(counts)]
    for heading, sources in (("new source", told.sources_added), ("source gone", told.sources_removed)):
        lines += [f"{heading}: {source}" for source in sources]
    for kind, heading in ((COME, "more"), (GONE, "gone"), (CHANGED, "changed")):
        found = told.of(kind)
        lines += ["", heading] if found else []
        for change in found:
            lines += _lines(change)
    return "".join(f"{line}\n" for line in lines)


def _lines(change: Change) -> Iterator[str]:
    yield f"  {change.label}{f' ({change.cls})' if change.cls else ''}"
    if change.moved_from:
        yield f"      its IRI was <{change.moved_from}> and is <{change.iri}>"
    for earlier, later in change.replaced:
        yield f"    ~ {earlier}  →  {later}"
    for sign, sentences in (("-", change.removed), ("+", change.added)):
        for sentence in sentences:
            yield f"    {sign} {sentence}"


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two graphs, with the words for what is in it."""

    index: Index
    ontology: Ontology

    def label(self, iri: str) -> str:
        label = self.own_label(iri)
        return label.value if label is not None else self.ontology.label(iri)

    def own_label(self, iri: str) -> ox.Literal | None:
        """The label that the graph gives, the English one before others."""
        named = [term for term in self.index.get(iri, {}).get(LABEL, ()) if isinstance(term, ox.Literal)]
        return min(named, key=lambda term: (term.language != "en", term.value), default=None)

    def classes(self, iri: str) -> tuple[str, ...]:
        return texts(self.index, iri, TYPE)

    def cls(self, iri: str) -> str:
        known = tuple(cls for cls in self.classes(iri) if cls in self.ontology.classes)
        found = self.ontology.most_specific(known) if known else next(iter(self.classes(iri)), "")
        return self.ontology.label(found) if found else ""

    def words(self, triple: ox.Triple) -> str:
        target = triple.object
        value = self.label(target.value) if isinstance(target, ox.NamedNode) else getattr(target, "value", str(target))
        return f"{_property_words(triple.predicate.value, self.ontology)} {value}"


def _property_words(iri: str, ontology: Ontology) -> str:
    plain = {TYPE: "is a", LABEL: "is called", ALTERNATIVE_LABEL: "is also called", EXACT_MATCH: "is the same as"}
    return plain.get(iri) or ontology.label(iri)


def _change(
    iri: str, old: _Side, new: _Side, added: Sequence[ox.Triple], removed: Sequence[ox.Triple], moved_from: str
) -> Change | None:
    """What became of a thing; None where only what follows from elsewhere changed, or it has no name on either side."""
    kind = COME if iri not in old.index else GONE if iri not in new.index else CHANGED
    side = old if kind == GONE else new
    added, removed = (_telling(each, of, whole=kind != CHANGED) for each, of in ((added, new), (removed, old)))
    replaced = _replacements(added, removed) if kind == CHANGED else {}
    told = {triple for pair in replaced.items() for triple in pair}
    if kind == CHANGED and not (added or removed or moved_from):
        return None
    return Change(
        kind=kind,
        label=side.label(iri),
        iri=iri,
        cls=side.cls(iri),
        added=tuple(sorted({new.words(each) for each in added if each not in told})),
        removed=tuple(sorted({old.words(each) for each in removed if each not in told})),
        replaced=tuple(sorted((old.words(earlier), new.words(later)) for earlier, later in replaced.items())),
        moved_from=moved_from,
    )


def _telling(triples: Sequence[ox.Triple], side: _Side, *, whole: bool) -> list[ox.Triple]:
    """The triples worth a line: of a `whole` thing not its heading, no class that a narrower one implies, no mirror image."""
    found = []
    for triple in triples:
        subject, target = (str(getattr(term, "value", "")) for term in (triple.subject, triple.object))
        heading = whole and (triple.predicate.value == TYPE or triple.object == side.own_label(subject))
        implied = triple.predicate.value == TYPE and any(
            target in side.ontology.ancestors(cls) for cls in side.classes(subject)
        )
        if not heading and not implied and not _is_mirror_image(triple, side):
            found.append(triple)
    return found


def _is_mirror_image(triple: ox.Triple, side: _Side) -> bool:
    """Whether the graph says the same from the other end as well, in the direction that is the one to tell."""
    definition = side.ontology.properties.get(triple.predicate.value)
    if (
        definition is None
        or not isinstance(triple.object, ox.NamedNode)
        or not isinstance(triple.subject, ox.NamedNode)
    ):
        return False
    told_there = [name for name in definition.inverses if name < definition.iri]
    if definition.symmetric and triple.object.value < triple.subject.value:
        told_there.append(definition.iri)
    from_there = side.index.get(triple.object.value, {})
    return any(triple.subject in from_there.get(name, ()) for name in told_there)


def _replacements(added: Sequence[ox.Triple], removed: Sequence[ox.Triple]) -> dict[ox.Triple, ox.Triple]:
    """Earlier and later triple where one property went from one value to one other."""
    came, went = _by_predicate(added), _by_predicate(removed)
    return {
        went[predicate][0]: came[predicate][0]
        for predicate in sorted(came.keys() & went.keys())
        if len(came[predicate]) == len(went[predicate]) == 1
    }


def _by_predicate(triples: Iterable[ox.Triple]) -> Mapping[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for each in triples:
        found[each.predicate.value].append(each)
    return found


def _by_subject(triples: Iterable[ox.Triple]) -> Mapping[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for each in triples:
        found[str(getattr(each.subject, "value", ""))].append(each)
    return found


def _is_edge(triple: ox.Triple, ontology: Ontology) -> bool:
    definition = ontology.properties.get(triple.predicate.value)
    return definition is not None and definition.is_object


def _sources(evidence: Iterable[ox.Triple]) -> set[str]:
    index = index_of(evidence)
    return {
        next(iter((*texts(index, iri, TITLE), *texts(index, iri, FILE_NAME), iri)))
        for iri in index
        if DOCUMENT in texts(index, iri, TYPE)
    }


def _moved(before: Sequence[ox.Triple], after: Sequence[ox.Triple]) -> tuple[tuple[ox.Triple, ...], dict[str, str]]:
    """The earlier triples with the later IRIs of what only has another one, and those IRIs: later to earlier."""
    old, new = index_of(before), index_of(after)
    came, went = _by_name(new, old), _by_name(old, new)
    moved = {
        went[name][0]: came[name][0]
        for name in sorted(came.keys() & went.keys())
        if len(came[name]) == len(went[name]) == 1
    }
    if not moved:
        return tuple(before), {}
    renamed = {ox.NamedNode(earlier): ox.NamedNode(later) for earlier, later in moved.items()}
    triples = tuple(
        ox.Triple(
            renamed.get(each.subject, each.subject) if isinstance(each.subject, ox.NamedNode) else each.subject,
            each.predicate,
            renamed.get(each.object, each.object) if isinstance(each.object, ox.NamedNode) else each.object,
        )
        for each in before
    )
    return triples, {later: earlier for earlier, later in moved.items()}


def _by_name(index: Index, other: Index) -> Mapping[tuple[object, ...], list[str]]:
    """The things that only this graph has, by labels and classes."""
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for iri, stated in index.items():
        if iri not in other and stated.get(LABEL):
            found[tuple(map(str, stated[LABEL])), tuple(map(str, stated.get(TYPE, ())))].append(iri)
    return found
