"""The Chinese endings that type a name, and the lexicon's word lists, ready for searching."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.annotate.chinese_context import ChineseContext, any_of, chinese_context
from kg.annotate.nouns import PERSON_LABEL, PLACE_LABEL, noun_index
from kg.ontology import Ontology

LANGUAGE = "zh"
_ROLE = re.compile(r"\{[^}]*\}|…|，")
# The recogniser's labels by which the ontology says which class is the ordinary actor and which the gathering.
COMPANY_LABEL, EVENT_LABEL = "ORG", "EVENT"


@dataclass(frozen=True)
class ChineseNouns:
    """Endings by text with their class; `heads` refer by themselves too; `verbs` are what frames are anchored in."""

    classes: Mapping[str, str]
    heads: frozenset[str]
    pattern: re.Pattern[str]
    titles: re.Pattern[str]
    verbs: re.Pattern[str]
    pacts: re.Pattern[str]
    context: ChineseContext
    described: frozenset[str]
    open_vocabulary: frozenset[str]
    occurrence_nouns: frozenset[str] = frozenset()
    company: str = ""
    person: str = ""
    event: str = ""
    places: frozenset[str] = frozenset()
    pure_places: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def list(self, name: str) -> frozenset[str]:
        """A word list of the lexicon; empty where there is none."""
        return self.words.get(name, frozenset())

    @property
    def place_units(self) -> frozenset[str]:
        """The one-sign endings of places: 省, 市."""
        return frozenset(noun for noun, cls in self.classes.items() if len(noun) == 1 and cls in self.pure_places)

    @property
    def place_heads(self) -> frozenset[str]:
        """The words that a place's name ends in and that stand for one: 省, 自治区."""
        return frozenset(noun for noun in self.heads if self.classes[noun] in self.pure_places)

    @cached_property
    def not_places(self) -> tuple[str, ...]:
        """Words that end like the name of a place or office and are none."""
        return tuple(sorted(self.list("notPlace")))

    def is_generic(self, text: str, *, wide: bool = False) -> bool:
        """Whether a text is made of generic words only; `wide` counts fields and endings among them."""
        generic = self.list("genericNoun") | (self.fields | self.classes.keys() if wide else frozenset())
        reached = {0}
        for end in range(1, len(text) + 1):
            if any(start in reached and text[start:end] in generic for start in range(max(0, end - 8), end)):
                reached.add(end)
        return len(text) in reached


def chinese_nouns(ontology: Ontology) -> ChineseNouns:
    """The endings of an ontology; the head nouns of its class of persons are titles, which stand before a name."""
    index = noun_index(ontology, LANGUAGE)
    person, company = index.labels.get(PERSON_LABEL, ""), index.labels.get(COMPANY_LABEL, "")
    classes, heads = _endings(ontology, person)
    places = _under_root(ontology, index.labels.get(PLACE_LABEL, ""))
    organizations = _under_root(ontology, company)
    words = {name: frozenset(by.get(LANGUAGE, ())) for name, by in ontology.words.items()}
    typing = any_of(noun for noun, cls in classes.items() if noun in heads or cls == company)
    continues = f"(?!(?!{_one_of(words, 'freshWord')})(?:{_one_of(words, 'continuation')}))"
    titles = ontology.classes[person].head_nouns.get(LANGUAGE, ()) if person else ()
    own = _occurrence_nouns(ontology)
    return ChineseNouns(
        classes=classes,
        heads=heads,
        pattern=re.compile(f"(?:{typing or '(?!)'}){continues}"),
        titles=re.compile(any_of(titles) or "(?!)"),
        verbs=re.compile(any_of(_verbs(ontology, words, own) - classes.keys()) or "(?!)"),
        pacts=re.compile(any_of(_pact_nouns(ontology)) or "(?!)"),
        context=chinese_context(words),
        described=index.described,
        open_vocabulary=index.open_vocabulary,
        occurrence_nouns=own,
        company=company,
        person=person,
        event=index.labels.get(EVENT_LABEL, ""),
        places=places,
        pure_places=places - organizations,
        organizations=organizations,
        authorities=frozenset(cls for cls in organizations if ontology.disjoint(cls, company)),
        words=words,
    )


def _endings(ontology: Ontology, person: str) -> tuple[dict[str, str], frozenset[str]]:
    """The endings with their classes, and those that are head nouns; what happens, and who, is typed otherwise."""
    classes: dict[str, str] = {}
    heads: set[str] = set()
    acted = {role.domain for role in ontology.properties.values() if role.agentive}
    for cls, definition in ontology.classes.items():
        if cls == person or cls in acted or definition.minimum_roles:
            continue
        for noun in definition.name_suffixes.get(LANGUAGE, ()):
            classes.setdefault(noun, cls)
        for noun in definition.head_nouns.get(LANGUAGE, ()):
            classes[noun] = cls
            heads.add(noun)
    return classes, frozenset(heads)


def _under_root(ontology: Ontology, cls: str) -> frozenset[str]:
    """The classes that fall under the topmost class above one, itself included; none for ""."""
    return frozenset(ontology.members((cls, *ontology.ancestors(cls))[-1])) if cls else frozenset()


def _one_of(words: Mapping[str, frozenset[str]], name: str) -> str:
    return any_of(words.get(name, ())) or "(?!)"


def _occurrence_nouns(ontology: Ontology) -> frozenset[str]:
    return frozenset(
        noun for cls in ontology.classes.values() if cls.minimum_roles for noun in cls.head_nouns.get(LANGUAGE, ())
    )


def _pact_nouns(ontology: Ontology) -> frozenset[str]:
    """The nouns of occurrences in which no sum has a role, such as agreements."""
    found: set[str] = set()
    for iri, cls in ontology.classes.items():
        if cls.minimum_roles and not any(role.value_kind == "money" for role in ontology.roles(iri)):
            found |= set(cls.head_nouns.get(LANGUAGE, ()))
    return frozenset(found)


def _verbs(ontology: Ontology, words: Mapping[str, frozenset[str]], own: frozenset[str]) -> set[str]:
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
    return {word for word in found | own if len(word) > 1} - words.get("nounVerb", frozenset()) | (
        words.get("siteVerb", frozenset())
    )
