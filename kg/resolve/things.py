"""The named things of one document: the names they go by there, what they are taken for, and what stands around them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from kg.ontology import Ontology
from kg.records import Claim, Mention
from kg.resolve.known import KNOWN
from kg.resolve.naming import class_votes, elected

_DIGEST_SIZE = 12
# How many sentences apart two names may stand and still be in one another's company.
NEAR = 3


@dataclass(frozen=True, slots=True)
class LocalThing:
    """What one document means by a name, without the document: small enough to be sorted and sent about.

    `key` is that of its fullest name there, `name` the longest as written; `defined` are keys that the document says are
    other names of it, `shortened` those it uses for short. Other things of the document go by their keys: `related` are
    those that a claim ties it to, `near` those that stand close by, `ties` those that tell it from others of its name
    (or keys of known countries). `written` counts its names, `votes` its classes, of which `sure` are those that a mention
    is certain of; `overruled` are votes for what claims make of guesses. `digest`, where it is known, stands for all of it.
    """

    key: str
    document: str
    published: str
    name: str
    cls: str
    certain: bool
    written: Mapping[str, int]
    votes: Mapping[str, int]
    sure: tuple[str, ...] = ()
    overruled: Mapping[str, int] = field(default_factory=dict)
    # Whether a mention is more than a modifier, is not all capitals, is certain and capitalised.
    stands_alone: bool = True
    mixed_case: bool = True
    proper: bool = True
    defined: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    digest: str = ""

    @property
    def id(self) -> str:
        """The key comes first, so that ids sort by name."""
        return f"{self.key}\t{self.document}"

    @property
    def order(self) -> tuple[str, str, str]:
        """Earlier documents first; those without a date last."""
        return (self.published or "9999", self.document, self.key)


@dataclass(frozen=True, slots=True)
class DocumentThings:
    """The named things of one document, in the order of their keys, and the key of the thing that each mention is of.

    `branches` are the mentions whose name and span have grown by a place in brackets.
    """

    document: str
    things: tuple[LocalThing, ...]
    keys: Mapping[str, str]
    branches: tuple[Mention, ...] = ()


_DIGESTED = tuple(each.name for each in fields(LocalThing) if each.name != "digest")


def digest_of(thing: LocalThing) -> str:
    """A digest of all that is said of a thing."""
    if thing.digest:
        return thing.digest
    text = repr([getattr(thing, name) for name in _DIGESTED])
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_SIZE).hexdigest()


def with_digests(found: DocumentThings) -> DocumentThings:
    """The things of a document with their digests, which need not be made again then."""
    return replace(found, things=tuple(replace(thing, digest=digest_of(thing)) for thing in found.things))


def class_of(mentions: Sequence[Mention], ontology: Ontology) -> tuple[str, bool]:
    """The class that mentions agree on, and whether one of them is certain of it."""
    first = mentions[0]
    if len(mentions) == 1:
        return first.cls, first.certain
    cls = elected(class_votes((m.cls, m.certain) for m in mentions), ontology)
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
    by_mention = {mention.id: key for key, mentions in things.items() for mention in mentions}
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
    return related, _near(things)


def _near(things: Mapping[str, Sequence[Mention]]) -> dict[str, set[str]]:
    by_sentence: dict[int, set[str]] = defaultdict(set)
    for key, mentions in things.items():
        for mention in mentions:
            by_sentence[mention.sentence].add(key)
    near: dict[str, set[str]] = defaultdict(set)
    for number, inside in by_sentence.items():
        around = set().union(*(by_sentence.get(number + step, ()) for step in range(-NEAR, NEAR + 1)))
        for one in inside:
            near[one] |= around
    for one, others in near.items():
        others.discard(one)
    return near
