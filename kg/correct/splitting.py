"""Things taken apart: mentions chosen by document or by name become another entity, with what is claimed of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from kg.correct.contradictions import contradict
from kg.correct.names import Names
from kg.correct.records import Split
from kg.ontology import Ontology
from kg.records import Claim, Document, Entity, Mention
from kg.resolve.keys import fold, slug
from kg.resolve.naming import digest, language_of, names_of


@dataclass(frozen=True, slots=True)
class Parted:
    """Entities after splits; the claims about them; for each split the entities it parted; why the others failed."""

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    parted: tuple[tuple[Split, str, str], ...]
    failed: tuple[tuple[Split, str], ...]


def part(
    splits: Sequence[Split],
    names: Names,
    claims: Sequence[Claim],
    proposed: Sequence[Claim],
    documents: Mapping[str, Document],
    base: str,
) -> Parted:
    """Applies all splits at once, none to what another of them makes; `proposed` are the claims as they spoke of mentions."""
    failed: list[tuple[Split, str]] = []
    moves: dict[str, tuple[Mention, str, str, Split]] = {}
    chosen: list[tuple[Split, str, str]] = []
    for split in splits:
        source, moving = _selected(split, names, documents)
        target = _target(split, source, names, base) if moving else ""
        if not target:
            failed.append((split, _why_not(split, source, names)))
            continue
        _same_class(split, target, chosen)
        chosen.append((split, source, target))
        for origin, mention in moving:
            known = moves.setdefault(mention.id, (mention, origin, target, split))
            if known[2] != target:
                contradict(known[3].decision, split.decision, f"both take “{mention.name}” out of one thing")
    return Parted(
        entities=_entities(names, moves, chosen, names.ontology),
        claims=_moved_claims(claims, proposed, {identifier: move[2] for identifier, move in moves.items()}),
        parted=tuple(chosen),
        failed=tuple(failed),
    )


def is_document(reference: str, document: Document) -> bool:
    """Whether a text names a document: its id, its name, its file name, its title or its source."""
    return reference in (document.id, document.name, PurePosixPath(document.name).name, document.title, document.source)


def _selected(split: Split, names: Names, documents: Mapping[str, Document]) -> tuple[str, list[tuple[str, Mention]]]:
    """The thing to take apart ("" where none is named), and its mentions that are of another, each with its entity.

    What was merged into the thing is taken apart with it.
    """
    root = names.one(split.thing)
    if not root:
        return "", []
    wanted = {fold(name) for name in split.names}
    return names.find(split.thing)[0], [
        (iri, mention)
        for iri in names.group(root)
        for mention in names.entities[iri].mentions
        if (not wanted or fold(mention.name) in wanted)
        and (not split.documents or any(is_document(each, documents[mention.document]) for each in split.documents))
    ]


def _target(split: Split, source: str, names: Names, base: str) -> str:
    """The IRI of the thing that mentions go to: one that goes by the name already, else a new one; "" for several."""
    found = [iri for iri in names.find(split.into) if iri != source]
    if found:
        return found[0] if len(found) == 1 else ""
    cls = split.into.cls or names.entities[source].cls
    iri = f"{base}{names.ontology.segment(cls)}/{slug(split.into.name)}"
    return iri if iri not in names.entities else f"{iri}-{digest(source, split.into.name)}"


def _same_class(split: Split, target: str, chosen: Sequence[tuple[Split, str, str]]) -> None:
    for other, _, theirs in chosen:
        if theirs == target and other.into.cls != split.into.cls:
            contradict(other.decision, split.decision, f"they make “{split.into.name}” without one class for it")


def _why_not(split: Split, source: str, names: Names) -> str:
    if not source:
        return names.why_not(split.thing)
    if len([iri for iri in names.find(split.into) if iri != source]) > 1:
        return names.why_not(split.into)
    chosen = [f"by the names {', '.join(split.names)}"] if split.names else []
    chosen += [f"in {', '.join(split.documents)}"] if split.documents else []
    return f"“{split.thing.name}” has no mentions {' '.join(chosen)}"


def _entities(
    names: Names,
    moves: Mapping[str, tuple[Mention, str, str, Split]],
    chosen: Sequence[tuple[Split, str, str]],
    ontology: Ontology,
) -> tuple[Entity, ...]:
    entities = dict(names.entities)
    arriving: dict[str, list[Mention]] = defaultdict(list)
    for mention, _, target, _ in moves.values():
        arriving[target].append(mention)
    for origin in sorted({origin for _, origin, _, _ in moves.values()}):
        left = _without(entities[origin], {mention.id for mention, each, _, _ in moves.values() if each == origin})
        if left is None:
            del entities[origin]
        else:
            entities[origin] = left
    for split, source, target in sorted(chosen, key=lambda each: (each[2], each[0].into, each[1])):
        if target not in entities:
            cls = split.into.cls or names.entities[source].cls
            label = (split.into.name, language_of(split.into.name))
            entities[target] = Entity(target, cls, label)
    for target, mentions in arriving.items():
        entities[target] = _with(entities[target], mentions)
    return tuple(sorted(entities.values(), key=lambda entity: entity.iri))


def _without(entity: Entity, moved: set[str]) -> Entity | None:
    """An entity without some of its mentions and the names that only these have; None where none is left."""
    staying = tuple(mention for mention in entity.mentions if mention.id not in moved)
    if not staying:
        return None
    lost = {_name(m) for m in entity.mentions if m.id in moved} - {_name(m) for m in staying}
    label = entity.label if entity.label[0] not in lost else names_of(staying, None)[0]
    others = tuple(name for name in entity.alternatives if name[0] not in lost and name != label)
    return replace(entity, label=label, alternatives=others, mentions=staying)


def _with(entity: Entity, mentions: Sequence[Mention]) -> Entity:
    every = {mention.id: mention for mention in (*entity.mentions, *mentions)}
    said = {(_name(mention), language_of(_name(mention))) for mention in mentions}
    return replace(
        entity,
        alternatives=tuple(sorted({*entity.alternatives, *said} - {entity.label})),
        mentions=tuple(sorted(every.values(), key=lambda mention: (mention.document, mention.span))),
    )


def _name(mention: Mention) -> str:
    return " ".join(mention.name.split())


def _moved_claims(claims: Sequence[Claim], proposed: Sequence[Claim], moved: Mapping[str, str]) -> tuple[Claim, ...]:
    if not moved:
        return tuple(claims)
    return tuple(
        replace(
            claim,
            subject=moved.get(before.subject, claim.subject),
            object=moved.get(before.object, claim.object) if isinstance(before.object, str) else claim.object,
        )
        for claim, before in zip(claims, proposed, strict=True)
    )
