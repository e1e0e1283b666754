"""Chinese frames met in a sentence: the words in their order, the roles between them, what may stand in the gaps."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from kg.annotate.chinese_nouns import LANGUAGE
from kg.extract.chinese_clauses import THINGS, Clauses
from kg.extract.chinese_discourse import Discourse
from kg.extract.chinese_frames import OF, ChinesePattern, ChinesePatterns, Piece
from kg.extract.chinese_gaps import VALUES, WIDE, Gaps, Placed, Progress
from kg.extract.chinese_left import Leftward
from kg.extract.chinese_phrases import Phrases
from kg.records import Mention, MentionKind

NEAR, DESCRIBED = 22, 14
DEALS_WITH = "与"
_ALLOWED = frozenset({"于", "为", "以", "和", "与", "及", "包括", "来自", "围绕"})
_NOMINAL = frozenset("的、，。；：）”")  # a verb before one of these stands as a noun, and has no object


@dataclass(frozen=True, slots=True)
class ChineseMatch:
    """A frame met: the fillers of each role, the stretches it rests on, and how far it reached for its subject."""

    pattern: ChinesePattern
    trigger: tuple[int, int]
    roles: tuple[tuple[str, tuple[Mention, ...]], ...]
    pieces: tuple[tuple[int, int], ...]
    reach: int


class Matcher:
    """The frames of one sentence."""

    def __init__(self, clauses: Clauses, discourse: Discourse, patterns: ChinesePatterns, phrases: Phrases) -> None:
        self.clauses = clauses
        self.discourse = discourse
        self.patterns = patterns
        self.phrases = phrases
        self.text = clauses.text
        self.gaps = Gaps(clauses, discourse)
        self.left = Leftward(self.gaps, phrases)

    def matches(self) -> Iterator[ChineseMatch]:
        """Every frame that the sentence meets, in text order; of words at one place the longest counts."""
        reached: list[tuple[int, str]] = []
        for found in self.patterns.search.finditer(self.text):
            word, start = found[1], found.start()
            if not self.clauses.counts(start, start + len(word)):
                continue
            covering = [longer for end, longer in reached if start + len(word) <= end]
            if any(not longer.endswith(word) for longer in covering):
                continue
            reached.append((start + len(word), word))
            taken: set[str] = set()
            for size in range(len(word), 0, -1):
                patterns = self.patterns.by_word.get(word[:size], ())
                if pact := self.clauses.nouns.pacts.match(
                    self.text, start + size
                ):  # 增资协议: the verb only says which
                    patterns = tuple(p for p in patterns if pact[0] in self._nouns(p))
                for pattern in patterns:
                    if pattern.frame.owner not in taken and (match := self._match(pattern, start, start + size)):
                        yield match
                taken |= {pattern.frame.owner for pattern in patterns}

    def _nouns(self, pattern: ChinesePattern) -> Container[str]:
        definition = self.discourse.ontology.classes.get(pattern.frame.owner)
        return definition.head_nouns.get(LANGUAGE, ()) if definition else ()

    def _match(self, pattern: ChinesePattern, start: int, end: int) -> ChineseMatch | None:
        state = Progress(pieces=[(start, end)], at={pattern.anchor: (start, end)})
        following = pattern.pieces[pattern.anchor + 1] if pattern.anchor + 1 < len(pattern.pieces) else None
        if (
            following is not None
            and following.node is not None
            and self.text[end : end + 1] in _NOMINAL
            and not following.comma
        ):
            return None
        if not self._right(pattern, end, state) or not self.left.fill(pattern, start, state):
            return None
        trigger = state.at[pattern.trigger]
        return ChineseMatch(pattern, trigger, tuple(sorted(state.roles.items())), tuple(state.pieces), state.reach)

    def _right(self, pattern: ChinesePattern, position: int, state: Progress) -> bool:
        for place in range(pattern.anchor + 1, len(pattern.pieces)):
            piece = pattern.pieces[place]
            if piece.node is None:
                found = self.gaps.word_after(
                    piece,
                    position,
                    1 if piece.comma or (pattern.pieces[place - 1].node and piece.words != (OF,)) else 0,
                )
                if found is None:
                    return False
                state.at[place] = found
                state.pieces.append(found)
                position = found[1]
                continue
            filled = self._fill_after(piece, position)
            if filled is None:
                return False
            members, span = filled
            if self._describes_subject(pattern, span, members):
                return False
            if pattern.tight and self.clauses.nouns.context.marker.search(self.text, position, span[0]):
                return False
            state.roles[piece.node.role] = members[:1] if pattern.tight or self._deals(position, members) else members
            state.pieces.append(span)
            position = span[1]
        return True

    def _deals(self, position: int, members: tuple[Mention, ...]) -> bool:
        """Whether one who is owned deals with the next, who is not: 子公司甲与乙签署."""
        owned = self.text.endswith(tuple(sorted(self.clauses.nouns.list("introducesOwned"))), 0, position)
        ends = [m.span.end - self.clauses.offset for m in members]
        return owned and len(ends) > 1 and self.text[ends[0] : ends[0] + 1] == DEALS_WITH

    def _describes_subject(self, pattern: ChinesePattern, span: tuple[int, int], members: tuple[Mention, ...]) -> bool:
        """Whether what was found only describes who comes after it: 位于青城的工厂 says where the plant is."""
        first = pattern.pieces[0].node
        if first is None or pattern.tight or self.text[span[1] : span[1] + 1] != "的":
            return False
        if not all(m.cls in self.clauses.modifying for m in members):
            return False
        after = [c for c in self.clauses.chains if span[1] < c.start <= span[1] + DESCRIBED]
        return any(
            self.gaps.open(span[1], c.start, 0) and self.discourse.resolved(c.members[:1], first.cls, self.clauses)
            for c in after
        )

    def _otherwise(self, position: int, start: int) -> bool:
        """Whether what stands after a verb is another verb's, or marked as no object: 批复同意在某地设立."""
        if self.text.find("的", position, start) >= 0:
            return False
        marks = (found[0] for found in self.clauses.nouns.context.marker.finditer(self.text, position, start))
        return self.clauses.verb_between(position, start) or any(mark not in _ALLOWED for mark in marks)

    def _fill_after(self, piece: Piece, position: int) -> Placed | None:
        node = piece.node
        assert node is not None
        if node.kind in VALUES:
            placed = self.gaps.value_after(VALUES[node.kind], position)
            return placed if placed and not self.clauses.verb_between(position, placed[1][0]) else None
        if node.kind and node.kind != "place":
            return None
        if self.phrases.is_open(node.cls):
            return self.phrases.listed(position, node.cls)
        limit, spent = (WIDE if piece.wide else NEAR), 0
        last = position
        for (start, end), mention in zip(self.clauses.spans, self.clauses.mentions, strict=True):
            if start < position:
                continue
            spent += max(0, start - last)
            if spent > limit or not self.gaps.open(position, start, 1 if piece.comma else 0):
                return None
            last = end
            chain = self.gaps.chain_at(start)
            if chain is None or mention.kind not in THINGS:
                continue
            if not piece.wide and self._otherwise(position, start):
                return None
            members = self.gaps.members(chain, start, node)
            if members and not self.gaps.passed_over(chain, node):
                return members, (start, max(end, chain.end if len(members) > 1 else end))
            if (
                not members
                and mention.kind in (MentionKind.NAME, MentionKind.REFERENCE)
                and mention.cls
                and not chain.marker
                and not chain.attributive
                and mention.cls not in self.clauses.modifying
            ):
                return None
        return None
