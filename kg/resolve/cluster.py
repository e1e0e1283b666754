"""Mentions put together: names by key, gazetteer entry, bracket and short form; descriptions by their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.annotate.nouns import NounIndex
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Claim, Mention, MentionKind
from kg.resolve.chinese_names import chinese_key
from kg.resolve.keys import HAN, fold, is_acronym_of, is_short_form, name_key, without_legal_form

BRACKETED = re.compile(r"['’s]{0,2}\s?[(（][“\"']?([^()（）]{1,40}?)[”\"']?[)）]")
EMPTY_WORDS = frozenset(
    {
        "new",
        "existing",
        "second",
        "first",
        "third",
        "another",
        "additional",
        "large",
        "big",
        "major",
        "planned",
        "proposed",
        "said",
        "flagship",
        "same",
        "own",
    }
)


@dataclass
class Clusters:
    """Disjoint sets of mention keys, with the reasons why they were joined; the smallest key stands for a set."""

    parents: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def find(self, key: str) -> str:
        """The key that stands for a set."""
        root = key
        while self.parents.get(root, root) != root:
            root = self.parents[root]
        while self.parents.get(key, key) != root:
            self.parents[key], key = root, self.parents[key]
        return root

    def join(self, first: str, second: str, reason: str) -> None:
        """Puts two sets together for a reason."""
        one, other = sorted((self.find(first), self.find(second)))
        self.parents.setdefault(one, one)
        self.parents[other] = one
        self.reasons[one] |= {reason} | self.reasons.pop(other, set()) if one != other else set()


def name_suffixes(ontology: Ontology) -> frozenset[str]:
    """The legal forms of all classes, as they stand at the end of a folded name."""
    return frozenset(
        word.lower().rstrip(".")
        for cls in ontology.classes.values()
        for words in cls.name_suffixes.values()
        for word in words
    )


def mention_keys(
    mentions: Iterable[Mention], ontology: Ontology, gazetteer: Gazetteer
) -> tuple[dict[str, str], dict[str, GazetteerEntry]]:
    """Each named mention's key, and the gazetteer's entry for the keys it knows."""
    suffixes = name_suffixes(ontology)
    head_first = frozenset(
        noun.removesuffix(" of")
        for cls in ontology.classes.values()
        for noun in cls.head_nouns.get("en", ())
        if noun.endswith(" of")
    )
    named = [mention for mention in mentions if mention.kind is MentionKind.NAME]
    candidates = {mention.id: _entries(mention, ontology, gazetteer, suffixes) for mention in named}
    around: dict[str, set[str]] = defaultdict(set)
    for mention in named:
        if len(candidates[mention.id]) == 1:
            around[mention.document].add(candidates[mention.id][0].id)
    keys: dict[str, str] = {}
    known: dict[str, GazetteerEntry] = {}
    for mention in named:
        entry = _nearest(candidates[mention.id], around[mention.document], gazetteer)
        keys[mention.id] = f"known {entry.id}" if entry else f"name {name_key(mention.name, suffixes, head_first)}"
        if entry:
            known[keys[mention.id]] = entry
    return keys, known


def _entries(
    mention: Mention, ontology: Ontology, gazetteer: Gazetteer, suffixes: frozenset[str]
) -> list[GazetteerEntry]:
    """The entries of that name, else of that name without its legal form, whose class fits, weightiest first."""
    name, language = (chinese_key(mention.name), "zh") if HAN.search(mention.name) else (mention.name, "en")
    found = []
    for entry in gazetteer.lookup(name, language) or gazetteer.lookup(without_legal_form(name, suffixes), language):
        if entry.cls not in ontology.classes:
            continue
        fits = ontology.is_a(entry.cls, mention.cls) or ontology.is_a(mention.cls, entry.cls)
        if fits or (not mention.certain and not entry.is_doubtful(mention.name)):
            found.append(entry)
    return found


def _nearest(candidates: Sequence[GazetteerEntry], around: set[str], gazetteer: Gazetteer) -> GazetteerEntry | None:
    """Of namesakes the one most of whose surroundings, countries apart, the document speaks of; else the weightiest."""

    def spoken_of(entry: GazetteerEntry) -> int:
        return sum(above.id in around for above in gazetteer.ancestors(entry) if above.parent)

    return max(candidates, key=spoken_of, default=None)


def join_definitions(
    clusters: Clusters, keys: dict[str, str], annotated: AnnotatedDocument, suffixes: frozenset[str]
) -> None:
    """Joins a name with the acronym or short form that stands in brackets after it."""
    by_name = {m.name: keys[m.id] for sentence in annotated.sentences for m in sentence.mentions if m.id in keys}
    for sentence in annotated.sentences:
        for mention in sentence.mentions:
            match = BRACKETED.match(annotated.document.text, mention.span.end)
            if mention.id not in keys or match is None:
                continue
            short = match[1].strip()
            if is_acronym_of(short, mention.name) or is_short_form(fold(short), fold(mention.name), "first"):
                reason = f"“{mention.name} ({short})” defines the short form"
                clusters.join(keys[mention.id], by_name.get(short, f"name {name_key(short, suffixes)}"), reason)


def join_identities(clusters: Clusters, keys: Mapping[str, str], claims: Sequence[Claim], ontology: Ontology) -> None:
    """Joins what a text says is one thing: "Nova Holding, known as Nova"."""
    for claim in claims:
        if ontology.properties[claim.predicate].identifies and isinstance(claim.object, str):
            one, other = keys.get(claim.subject), keys.get(claim.object)
            if one and other:
                clusters.join(one, other, f"the text says so: “{claim.evidence.quote}”")


def join_short_forms(
    clusters: Clusters,
    keys: Mapping[str, str],
    mentions: Sequence[Mention],
    ontology: Ontology,
    nouns: NounIndex,
) -> None:
    """Joins a name with the one longer name in the same document that it can be short for."""
    unique = {keys[m.id]: m for m in reversed(mentions) if m.id in keys}
    for key, mention in sorted(unique.items()):
        if key.startswith("known "):
            continue
        whole = len(mention.name.split()) > 1 and nouns.class_of_ending(mention.name.split())[0]
        longer = [
            (other_key, other)
            for other_key, other in sorted(unique.items())
            if clusters.find(other_key) != clusters.find(key)
            and not whole
            and (_same_kind(mention, other, ontology) or not mention.certain)
            and (
                _is_short_for(mention.name, other.name, ontology.short_form(other.cls))
                or is_acronym_of(mention.name, other.name)
            )
        ]
        if len({clusters.find(other_key) for other_key, _ in longer}) == 1:
            other_key, other = longer[0]
            clusters.join(
                key, other_key, f"“{mention.name}” is short for “{other.name}”, the only such name in the document"
            )


def _is_short_for(short: str, long: str, end: str) -> bool:
    """A short form ends at a word, and not at a hyphen: "Nova-Gdańsk Park" is not Nova."""
    return bool(end) and is_short_form(fold(short), fold(long), end) and not long.startswith((f"{short}-", f"{short}–"))


def _same_kind(first: Mention, second: Mention, ontology: Ontology) -> bool:
    return ontology.is_a(first.cls, second.cls) or ontology.is_a(second.cls, first.cls)


@dataclass(frozen=True, slots=True)
class Description:
    """An unnamed thing of a document: its mentions and what is said of them that can tell it from others."""

    mentions: tuple[Mention, ...]
    words: frozenset[str]
    noun: str
    owners: tuple[str, ...]
    places: tuple[str, ...]


def describe(
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    roots: Mapping[str, str],
    by_id: Mapping[str, Mention],
    ontology: Ontology,
) -> list[Description]:
    """The unnamed things that claims speak of, those with the same noun and no contradiction put together."""
    spoken_of = {c.subject for c in claims} | {c.object for c in claims if isinstance(c.object, str)}
    found: list[Description] = []
    for mention in sorted(mentions, key=lambda m: m.span):
        if mention.kind not in (MentionKind.DESCRIPTION, MentionKind.REFERENCE) or mention.id not in spoken_of:
            continue
        if mention.id in roots:
            continue
        words = [w for w in fold(mention.name).split() if w not in EMPTY_WORDS]
        owners, places = _ties(mention.id, claims, roots, by_id, ontology)
        one = Description((mention,), frozenset(words[:-1]), words[-1] if words else "", owners, places)
        for position, other in enumerate(found):
            if _same_thing(one, other, ontology):
                found[position] = _merged(other, one)
                break
        else:
            found.append(one)
    return found


def _ties(
    identifier: str, claims: Sequence[Claim], roots: Mapping[str, str], by_id: Mapping[str, Mention], ontology: Ontology
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The clusters that own or make the thing, and the places it is in, from the claims about it."""
    owners: dict[str, None] = {}
    places: dict[str, None] = {}
    events = [c.subject for c in claims if c.object == identifier and by_id[c.subject].kind is MentionKind.EVENT]
    for claim in claims:
        if claim.object == identifier and claim.subject in roots:
            owners[roots[claim.subject]] = None
        elif claim.subject in events and isinstance(claim.object, str) and claim.object in roots:
            definition = ontology.properties[claim.predicate]
            if definition.agentive:
                owners[roots[claim.object]] = None
        elif claim.subject == identifier and isinstance(claim.object, str) and claim.object in roots:
            places[roots[claim.object]] = None
    return tuple(owners), tuple(places)


def _same_thing(one: Description, other: Description, ontology: Ontology) -> bool:
    first, second = one.mentions[0], other.mentions[0]
    if one.noun != other.noun or not _same_kind(first, second, ontology):
        return False
    if one.places and other.places and not set(one.places) & set(other.places):
        return False
    if one.owners and other.owners and not set(one.owners) & set(other.owners):
        return False
    return one.words <= other.words or other.words <= one.words


def _merged(first: Description, second: Description) -> Description:
    return Description(
        first.mentions + second.mentions,
        first.words | second.words,
        first.noun,
        tuple(dict.fromkeys(first.owners + second.owners)),
        tuple(dict.fromkeys(first.places + second.places)),
    )
