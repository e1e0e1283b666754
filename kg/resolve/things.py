"""The named things of one document: their mentions, the names they go by there, and what stands around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.ontology import Ontology
from kg.records import Claim, Document, Mention
from kg.resolve.known import KNOWN
from kg.resolve.naming import vote

# How many sentences apart two names may stand and still be in one another's company.
NEAR = 3


@dataclass(frozen=True, slots=True)
class LocalThing:
    """What one document means by a name.

    `key` is that of its fullest name there, `name` the longest as written; `defined` are keys that the document says are
    other names of it, `shortened` those it uses for short. `related` are things (by id) that a claim ties it to, `near`
    those that stand close by, `ties` those that tell it from others of its name.
    """

    id: str
    key: str
    name: str
    document: Document
    cls: str
    certain: bool
    mentions: tuple[Mention, ...]
    defined: frozenset[str]
    shortened: frozenset[str]
    reasons: tuple[str, ...]
    related: frozenset[str]
    near: frozenset[str]
    ties: frozenset[str]

    @property
    def order(self) -> tuple[str, str, str]:
        """Earlier documents first; those without a date last."""
        return (self.document.published or "9999", self.document.id, self.key)


def local_id(document: str, key: str) -> str:
    """The id of a document's thing; the key comes first, so that ids sort by name."""
    return f"{key}\t{document}"


def class_of(mentions: Sequence[Mention], ontology: Ontology) -> tuple[str, bool]:
    """The class that mentions agree on, and whether one of them is certain of it."""
    cls = vote([(m.cls, m.certain) for m in mentions], ontology)
    return cls, any(m.certain and ontology.is_a(m.cls, cls) for m in mentions)


def longest_name(mentions: Sequence[Mention]) -> str:
    """The longest name of several mentions, its spaces made one."""
    return min({" ".join(m.name.split()) for m in mentions}, key=lambda name: (-len(name), name))


def fullest(keys: Sequence[str]) -> str:
    """Of several keys of one thing the gazetteer's, else the longest."""
    return min(keys, key=lambda key: (not key.startswith(KNOWN), -len(key.split()), -len(key), key))


def company(
    things: Mapping[str, Sequence[Mention]], claims: Sequence[Claim]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """For each thing of a document those that claims tie it to, and those that stand near it."""
    by_mention = {mention.id: identifier for identifier, mentions in things.items() for mention in mentions}
    tied: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for each in (claim.subject, claim.object):
            if isinstance(each, str) and each in by_mention:
                # What fills the roles of one occurrence is tied together, as are subject and object.
                tied[claim.subject].add(by_mention[each])
    related: dict[str, set[str]] = defaultdict(set)
    for group in tied.values():
        for each in group:
            related[each] |= group - {each}
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in _neighbours(things):
        near[one].add(other)
    return related, near


def _neighbours(things: Mapping[str, Sequence[Mention]]) -> Iterator[tuple[str, str]]:
    by_sentence: dict[int, set[str]] = defaultdict(set)
    for identifier, mentions in things.items():
        for mention in mentions:
            by_sentence[mention.sentence].add(identifier)
    for number, inside in by_sentence.items():
        around = set().union(*(by_sentence.get(number + step, ()) for step in range(-NEAR, NEAR + 1)))
        for one in inside:
            yield from ((one, other) for other in around if other != one)
