"""The Chinese endings that type a name, and the lexicon's word lists, ready for searching."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.ontology import Ontology

LANGUAGE = "zh"
_ROLE = re.compile(r"\{[^}]*\}|…|，")
_CONTINUES = r"(?!家|业(?!务|绩)|界|化|性|型|级|群(?!岛)|人(?!民|寿)|法(?!国)|经理|份额|师|门|域|场|长|民)"


@dataclass(frozen=True)
class ChineseNouns:
    """Endings by text with their class; `heads` refer by themselves too; `verbs` are what frames are anchored in."""

    classes: Mapping[str, str]
    heads: frozenset[str]
    pattern: re.Pattern[str]
    titles: re.Pattern[str]
    verbs: re.Pattern[str]
    described: frozenset[str]
    open_vocabulary: frozenset[str]
    company: str = ""
    places: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def list(self, name: str) -> frozenset[str]:
        """A word list of the lexicon; empty where there is none."""
        return self.words.get(name, frozenset())

    def is_generic(self, text: str, *, wide: bool = False) -> bool:
        """Whether a text is made of generic words only; `wide` counts fields and endings among them."""
        generic = self.list("genericNoun") | (self.fields | self.classes.keys() if wide else frozenset())
        reached = {0}
        for end in range(1, len(text) + 1):
            if any(start in reached and text[start:end] in generic for start in range(max(0, end - 8), end)):
                reached.add(end)
        return len(text) in reached


def chinese_nouns(ontology: Ontology, person: str, company: str) -> ChineseNouns:
    """The endings of an ontology; the head nouns of the class `person` are titles, which stand before a name."""
    classes: dict[str, str] = {}
    heads: set[str] = set()
    for cls, definition in ontology.classes.items():
        if (
            cls == person
            or any(role.domain == cls for role in ontology.properties.values() if role.agentive)
            or definition.minimum_roles
        ):
            continue
        for noun in definition.name_suffixes.get(LANGUAGE, ()):
            classes.setdefault(noun, cls)
        for noun in definition.head_nouns.get(LANGUAGE, ()):
            classes[noun] = cls
            heads.add(noun)
    titles = ontology.classes[person].head_nouns.get(LANGUAGE, ()) if person else ()
    words = {name: frozenset(by.get(LANGUAGE, ())) for name, by in ontology.words.items()}
    return ChineseNouns(
        classes=classes,
        heads=frozenset(heads),
        pattern=re.compile(
            f"(?:{any_of(noun for noun, cls in classes.items() if noun in heads or cls == company)}){_CONTINUES}"
        ),
        titles=re.compile(any_of(titles) or r"(?!)"),
        verbs=re.compile(any_of(_verbs(ontology, words) - classes.keys()) or r"(?!)"),
        described=frozenset(cls for cls, each in ontology.classes.items() if each.described),
        open_vocabulary=frozenset(cls for cls, each in ontology.classes.items() if each.open_vocabulary),
        company=company,
        organizations=frozenset(cls for cls in ontology.classes if ontology.is_a(cls, ontology.iri("Organization"))),
        places=frozenset(cls for cls in ontology.classes if ontology.is_a(cls, ontology.iri("Place"))),
        words=words,
    )


def pure_places(ontology: Ontology) -> frozenset[str]:
    """The classes of places that do not act as organizations too."""
    place, organization = ontology.iri("Place"), ontology.iri("Organization")
    return frozenset(
        cls
        for cls, each in ontology.classes.items()
        if not each.union and ontology.is_a(cls, place) and not ontology.is_a(cls, organization)
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _verbs(ontology: Ontology, words: Mapping[str, frozenset[str]]) -> set[str]:
    """The words of the frames and the cues: where one stands, no name goes on."""
    found: set[str] = set()
    for frames in (owner.frames for owners in (ontology.classes, ontology.properties) for owner in owners.values()):
        for frame in frames:
            if frame.language == LANGUAGE:
                spoken = frame.text if frame.text.endswith("}") else frame.text.rpartition("…")[0] or frame.text
                found |= {word for piece in _ROLE.split(spoken) for word in piece.split("/")}
    cues = [status.cues for status in ontology.statuses.values()] + list(ontology.polarity_cues.values())
    found |= {word for each in cues for word in each.get(LANGUAGE, ())}
    found |= words.get("speaking", frozenset()) | words.get("jointReference", frozenset())
    own = {noun for cls in ontology.classes.values() for noun in cls.head_nouns.get(LANGUAGE, ()) if cls.minimum_roles}
    return {word for word in found | own if len(word) > 1} - words.get("nounVerb", frozenset()) | (
        words.get("siteVerb", frozenset())
    )
