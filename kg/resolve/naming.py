"""Labels and IRIs: readable, stable, chosen by a total order."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kg.gazetteer import GazetteerEntry
from kg.ontology import Ontology
from kg.records import Claim, Mention, Value
from kg.resolve.keys import HAN, fold

SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def language_of(name: str) -> str:
    """The language tag of a name: by its script."""
    return "zh" if HAN.search(name) else "en"


def names_of(
    mentions: Sequence[Mention], entry: GazetteerEntry | None
) -> tuple[tuple[str, str], tuple[tuple[str, str], ...]]:
    """The label of a thing and its other names, each with its language.

    The label is the fullest name that the texts use, the most frequent of equals; the gazetteer adds its own. A thing of
    a graph that the user brought keeps the label that it has there.
    """
    return names_from(Counter(" ".join(m.name.split()) for m in mentions), entry)


def names_from(
    said: Mapping[str, int], entry: GazetteerEntry | None
) -> tuple[tuple[str, str], tuple[tuple[str, str], ...]]:
    """The same from how often each name is used."""
    best = min(said, key=lambda name: (language_of(name) != "en", -len(fold(name).split()), -said[name], name))
    also = []
    if entry is not None:
        other_language = [name for name in entry.names if name[1] != entry.name_language][:1]
        also = [(entry.name, entry.name_language), *other_language]
    brought = entry is not None and entry.iri
    label = also[0] if brought else (best, language_of(best))
    others = {(name, language_of(name)) for name in said} | set(also)
    return label, tuple(sorted(others - {label}))


def digest(*parts: str, size: int = 8) -> str:
    """The first hexadecimal digits of a SHA-256 over the parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:size]


def describe_thing(words: str, owner: str, place: str) -> str:
    """A readable name for an unnamed thing: "Nordwind cable plant in Gdańsk"."""
    if HAN.search(words):
        whose = next((each for each in (owner, place) if each), "")
        return words if whose in words else f"{whose}{words}"
    folded = f" {fold(words)} "
    parts = [owner] if owner and f" {fold(owner)} " not in folded else []
    parts.append(words)
    if place and f" {fold(place)} " not in folded and fold(place) != fold(owner):
        parts.append(f"in {place}")
    return " ".join(parts)


def describe_sum(values: Mapping[str, Value], ontology: Ontology) -> str:
    """A sum in words, "350 million EUR"; "" where none is stated."""
    by_kind = {ontology.properties[predicate].value_kind: value.lexical for predicate, value in values.items()}
    if "money" not in by_kind:
        return ""
    amount = Decimal(by_kind["money"])
    for scale, word in SCALES:
        if amount >= scale:
            return f"{(amount / scale).normalize():f} {word} {by_kind.get('currency', '')}".strip()
    return f"{amount.normalize():f} {by_kind.get('currency', '')}".strip()


def describe_occurrence(about: Sequence[Claim], names: Mapping[str, str], ontology: Ontology) -> str:
    """A readable name for an occurrence: "Nordwind – cable plant, 350 million EUR, 2024".

    `about` are the claims of which it is the subject. What fills its roles goes by its name in `names`, broad roles
    before those under them, adjuncts left out.
    """
    values = {claim.predicate: claim.object for claim in reversed(about) if isinstance(claim.object, Value)}
    things = [names[each] for each in role_fillers(about, ontology) if each in names]
    kinds = {predicate: ontology.properties[predicate].value_kind for predicate in values}
    dates = [value.lexical for predicate, value in values.items() if kinds[predicate] == "date"]
    parts = [" – ".join(dict.fromkeys(things)), describe_sum(values, ontology), *dates]
    return ", ".join(part for part in parts if part)


def role_fillers(about: Sequence[Claim], ontology: Ontology) -> list[str]:
    """What fills an occurrence's roles by the claims about it, broad roles before those under them.

    Adjuncts are left out, and so are the occurrences that it is made of: a total is not named after its parts.
    """
    properties, classes = ontology.properties, ontology.classes
    inner = []
    for claim in about:
        role = properties[claim.predicate]
        whole = role.range in classes and classes[role.range].minimum_roles
        if isinstance(claim.object, str) and not role.value_kind and not whole:
            inner.append((bool(role.parents), not role.agentive, claim.object))
    return [filler for *_, filler in sorted(inner, key=lambda each: each[:2])]


def vote(classes: Iterable[tuple[str, bool]], ontology: Ontology) -> str:
    """The class that mentions agree on: certain ones count three times; a more specific class takes its broader ones' votes."""
    return elected(class_votes(classes), ontology)


def class_votes(classes: Iterable[tuple[str, bool]]) -> dict[str, int]:
    """The votes for each class; certain ones count three times."""
    votes: dict[str, int] = {}
    for cls, certain in classes:
        votes[cls] = votes.get(cls, 0) + (3 if certain else 1)
    return votes


def added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Several counts as one."""
    total: dict[str, int] = {}
    for each in counts:
        for word, times in each.items():
            total[word] = total.get(word, 0) + times
    return total


def elected(votes: Mapping[str, int], ontology: Ontology) -> str:
    """The class with the most votes; a more specific class takes its broader ones' votes."""
    if len(votes) == 1:
        return next(iter(votes))
    return min(votes, key=lambda cls: (-_support(cls, votes, ontology), -len(ontology.ancestors(cls)), cls))


def _support(cls: str, votes: Mapping[str, int], ontology: Ontology) -> int:
    return sum(count for other, count in votes.items() if ontology.is_a(cls, other))
