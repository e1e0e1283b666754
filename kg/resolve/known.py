"""Names looked up in the gazetteer, and the key that every name goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.annotate.nouns import SHORTENED_FROM_FRONT
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.records import Mention, MentionKind
from kg.resolve.chinese_names import chinese_key
from kg.resolve.jurisdiction import Jurisdiction
from kg.resolve.keys import HAN, fold, name_key, without_edition, without_legal_form

# Names of a document are mostly those of others: so many are kept with what the gazetteer has of them.
_KEPT = 1 << 14
KnownNames = Callable[[str], tuple[GazetteerEntry, ...]]
# How a key begins: with what the gazetteer knows, or with what a text calls it.
KNOWN, NAME = "known ", "name "
SHORTEST_JOINED = 7


def legal_forms(ontology: Ontology) -> frozenset[str]:
    """The legal forms of all classes, as they stand at the end of a folded name."""
    return frozenset(
        fold(word) for cls in ontology.classes.values() for words in cls.legal_forms.values() for word in words
    )


def head_first_nouns(ontology: Ontology) -> frozenset[str]:
    """The nouns of names that are said both ways round: Ministry of Trade, Trade Ministry.

    A university or bank is not among them: the University of Solvik need not be Solvik University.
    """
    return frozenset(
        noun.removesuffix(" of")
        for iri, cls in ontology.classes.items()
        if ontology.short_form(iri) != SHORTENED_FROM_FRONT
        for noun in cls.head_nouns.get("en", ())
        if noun.endswith(" of")
    )


@dataclass(frozen=True, slots=True)
class NameForms:
    """What the lexicon says of names as a whole: their legal forms, and nouns that stand before or behind the rest."""

    legal: frozenset[str]
    head_first: frozenset[str]


def name_forms(ontology: Ontology) -> NameForms:
    """The forms of an ontology's classes."""
    return NameForms(legal_forms(ontology), head_first_nouns(ontology))


def known_names(ontology: Ontology, gazetteer: Gazetteer, forms: NameForms) -> KnownNames:
    """A function that gives the gazetteer's entries of a name, and remembers them."""
    return lru_cache(maxsize=_KEPT)(lambda name: tuple(_named(name, ontology, gazetteer, forms.legal)))


def mention_keys(
    mentions: Iterable[Mention],
    ontology: Ontology,
    gazetteer: Gazetteer,
    countries: Mapping[str, Jurisdiction],
    forms: NameForms,
    known_names: KnownNames,
) -> tuple[dict[str, str], dict[str, GazetteerEntry]]:
    """The key of each named mention of a document, and the gazetteer's entry for the keys it knows.

    `countries` gives the mentions whose name a country belongs to, and the name without it.
    """
    named = [mention for mention in mentions if mention.kind is MentionKind.NAME]
    candidates = {
        mention.id: _entries(mention, ontology, gazetteer, countries.get(mention.id), known_names) for mention in named
    }
    around = {found[0].id for found in candidates.values() if len(found) == 1}
    keys: dict[str, str] = {}
    known: dict[str, GazetteerEntry] = {}
    for mention in named:
        entry = _nearest(candidates[mention.id], around, gazetteer)
        name = countries[mention.id].name if mention.id in countries else mention.name
        keys[mention.id] = f"{KNOWN}{entry.id}" if entry else f"{NAME}{name_key(name, forms.legal, forms.head_first)}"
        if entry:
            known[keys[mention.id]] = entry
    return keys, known


def _entries(
    mention: Mention,
    ontology: Ontology,
    gazetteer: Gazetteer,
    jurisdiction: Jurisdiction | None,
    known_names: KnownNames,
) -> list[GazetteerEntry]:
    """The entries of that name whose class and country do not contradict the mention's, weightiest first."""
    found = []
    for entry in known_names(mention.name):
        fits = ontology.is_a(entry.cls, mention.cls) or ontology.is_a(mention.cls, entry.cls)
        elsewhere = jurisdiction is not None and all(
            above.id != jurisdiction.country for above in gazetteer.ancestors(entry)
        )
        if not elsewhere and (fits or (not mention.certain and not entry.is_doubtful(mention.name))):
            found.append(entry)
    return found


def _named(name: str, ontology: Ontology, gazetteer: Gazetteer, forms: frozenset[str]) -> list[GazetteerEntry]:
    """The entries of a name; failing that, those of the name without its legal form or, in two words, written as one."""
    if HAN.search(name):
        tried = [(chinese_key(name), "zh"), (name_key(name, forms), "zh")]
    else:
        tried = [(name, "en"), (without_legal_form(without_edition(name), forms), "en")]
    found: list[GazetteerEntry] = []
    for key, language in tried:
        found = found or [entry for entry in gazetteer.lookup(key, language) if entry.cls in ontology.classes]
    if found or HAN.search(name) or not len(name) >= SHORTEST_JOINED or len(name.split()) != 2:
        return found
    joined = gazetteer.lookup(name.replace(" ", ""))
    return [entry for entry in joined if ontology.short_form(entry.cls) == SHORTENED_FROM_FRONT]


def _nearest(candidates: Sequence[GazetteerEntry], around: set[str], gazetteer: Gazetteer) -> GazetteerEntry | None:
    """Of namesakes the one most of whose surroundings, countries apart, the document speaks of; else the weightiest."""

    def spoken_of(entry: GazetteerEntry) -> int:
        return sum(above.id in around for above in gazetteer.ancestors(entry) if above.parent)

    return max(candidates, key=spoken_of, default=None)
