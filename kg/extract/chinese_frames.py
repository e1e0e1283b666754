"""Chinese frames, compiled: an example becomes the row of its words and roles, to be met in that order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.annotate.chinese_context import any_of
from kg.annotate.chinese_nouns import LANGUAGE
from kg.errors import OntologyError
from kg.extract.frames import OBJECT_ROLE, ROLE, Node, role_node
from kg.ontology import Frame, Ontology

_PIECE = re.compile(r"(?P<role>\{[^{}]*\})|(?P<gap>[…，]+)|(?P<words>[^{}…，]+)")
LINKS = ("与", "和", "同", "跟", "及", "以及", "、")
PLACED = ("在", "于")
OF = "的"
# Words that only mark a role; a frame is looked for by another of its words.
MARKERS = frozenset(
    {*LINKS, "在", "于", "由", "对", "向", "为", "以", "的", "从", "被", "获", "上", "期间", "现场", "是", "其中"}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A role to fill (`node`), or words of which one must stand there; `wide` and `comma` say what may stand before it."""

    node: Node | None = None
    words: tuple[str, ...] = ()
    wide: bool = False
    comma: bool = False


@dataclass(frozen=True, slots=True)
class ChinesePattern:
    """A compiled frame: its pieces, the index of the words it is looked for by, and of the words that name what it states;
    `tight` ones begin right beside their words, and those that describe have no subject."""

    frame: Frame
    pieces: tuple[Piece, ...]
    anchor: int
    trigger: int
    tight: bool
    describes: bool
    undergoers: frozenset[str]


@dataclass(frozen=True)
class ChinesePatterns:
    """Patterns by each word they are looked for by; searches for all those words, and for those that have a subject."""

    by_word: Mapping[str, tuple[ChinesePattern, ...]]
    search: re.Pattern[str]
    verbs: re.Pattern[str]

    def __len__(self) -> int:
        return len({pattern for patterns in self.by_word.values() for pattern in patterns})


def compile_chinese(ontology: Ontology) -> ChinesePatterns:
    """All Chinese frames of the ontology; raises `OntologyError` for one that has no words or no roles."""
    index: dict[str, list[ChinesePattern]] = defaultdict(list)
    for frames in (owner.frames for owners in (ontology.classes, ontology.properties) for owner in owners.values()):
        for frame in frames:
            if frame.language == LANGUAGE:
                pattern = _compile(frame, ontology)
                for word in pattern.pieces[pattern.anchor].words:
                    index[word].append(pattern)
    by_word = {word: tuple(patterns) for word, patterns in sorted(index.items())}
    acts = {
        word
        for word, patterns in by_word.items()
        if len(word) > 1 and not all(pattern.describes for pattern in patterns)
    }
    return ChinesePatterns(
        by_word, re.compile(f"(?=({any_of(by_word) or '(?!)'}))"), re.compile(any_of(acts) or "(?!)")
    )


def _compile(frame: Frame, ontology: Ontology) -> ChinesePattern:
    nouns = ontology.classes[frame.owner].head_nouns.get(LANGUAGE, ()) if frame.owner in ontology.classes else ()
    pieces: list[Piece] = []
    wide = comma = False
    for match in _PIECE.finditer(frame.text):
        if match["gap"]:
            wide, comma = True, comma or "，" in match["gap"]
            continue
        heads = nouns if pieces and pieces[-1].words else ()
        piece = _piece(match, frame, heads, ontology, wide, comma)
        pieces.append(piece)
        if (
            piece.words
            and len(piece.words) > 1
            and piece.words[-1].endswith(OF)
            and piece.words[-1][:-1] not in piece.words
        ):
            words = (*piece.words[:-1], piece.words[-1].removesuffix(OF))  # 投资/建设的: both words, then 的
            pieces[-1:] = [Piece(words=words, wide=wide, comma=comma), Piece(words=(OF,))]
        wide = comma = False
    worded = [place for place, piece in enumerate(pieces) if piece.words]
    if not worded or len(worded) == len(pieces):
        raise OntologyError(f"frame {frame.text!r}: needs both words and roles in braces")
    anchor = next((place for place in worded if not set(pieces[place].words) <= MARKERS), worded[0])
    if len(pieces) > 1 and pieces[-1].words and pieces[-2].node is not None and pieces[-2].wide:
        anchor = len(pieces) - 1  # …由某某领投: looked for by what the nearest role does
    named = [place for place in reversed(worded) if set(pieces[place].words) & set(nouns)]
    trigger = anchor if anchor in named or not named else named[0]
    first = pieces[0].node
    describes = (
        first is not None
        and frame.owner in ontology.properties
        and first.role == OBJECT_ROLE
        and "由" not in pieces[1].words
    )
    beside = describes and not pieces[1].comma  # 甲…，子公司乙: who acts is meant, though it does not stand beside
    tight = beside or pieces[anchor].words == (OF,)
    undergoers = _undergoers(frame, ontology)
    return ChinesePattern(frame, tuple(pieces), anchor, trigger, tight, tight or describes, undergoers)


def _undergoers(frame: Frame, ontology: Ontology) -> frozenset[str]:
    """The roles whose fillers do not act: a property's object, and in what has an actor every other role."""
    if frame.owner in ontology.properties:
        return frozenset({OBJECT_ROLE})
    roles = ontology.roles(frame.owner)
    actors = {role.iri for role in roles if role.agentive}
    others = [role for role in roles if actors and role.iri not in actors and not actors & set(role.parents)]
    return frozenset(ontology.name(role.iri) for role in others)


def _piece(
    match: re.Match[str], frame: Frame, nouns: tuple[str, ...], ontology: Ontology, wide: bool, comma: bool
) -> Piece:
    if match["role"]:
        role = ROLE.fullmatch(match["role"])
        if role is None:
            raise OntologyError(f"frame {frame.text!r}: {match['role']} is no role; write {{role}} or {{role:Class}}")
        return Piece(node=role_node(frame, role[1], role[2] or "", ontology), wide=wide, comma=comma)
    words = tuple(word for word in match["words"].split("/") if word)
    if set(words) & set(LINKS):
        words = LINKS
    elif words == PLACED[:1]:
        words = PLACED
    elif wide and set(words) & set(nouns) and len(words) == 1:
        words = tuple(sorted(nouns, key=lambda noun: (-len(noun), noun)))  # a head noun stands for all of its class
    return Piece(words=words, wide=wide, comma=comma)
