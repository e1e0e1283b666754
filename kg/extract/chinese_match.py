"""Chinese frames met in a sentence: the words in their order, the roles between them, what may stand in the gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.chinese_clauses import AGENT_MARKERS, THINGS, Chain, Clauses
from kg.extract.chinese_discourse import Discourse
from kg.extract.chinese_frames import LINKS, MARKERS, ChinesePattern, ChinesePatterns, Piece
from kg.extract.chinese_phrases import Phrases
from kg.extract.frames import Node
from kg.records import Mention, MentionKind

VALUES = {"money": MentionKind.MONEY, "date": MentionKind.DATE}
NEAR, WIDE, BESIDE_VALUE, BESIDE, MARKED, SHORT_RESIDUE, FAR = 22, 34, 8, 3, 22, 6, 80
_NOMINAL = frozenset("的、，。；：）”")  # a verb before one of these stands as a noun, and has no object
OBJECTS = frozenset({"object", "target"})
_STOP = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class ChineseMatch:
    """A frame met: the fillers of each role, the stretches it rests on, and how far it reached for its subject."""

    pattern: ChinesePattern
    trigger: tuple[int, int]
    roles: tuple[tuple[str, tuple[Mention, ...]], ...]
    pieces: tuple[tuple[int, int], ...]
    reach: int


# What fills a role, and where it stands (None for what an earlier sentence names).
Found = tuple[tuple[Mention, ...], tuple[int, int] | None]


@dataclass
class _State:
    roles: dict[str, tuple[Mention, ...]]
    pieces: list[tuple[int, int]]
    at: dict[int, tuple[int, int]]
    reach: int = 0


class Matcher:
    """The frames of one sentence."""

    def __init__(self, clauses: Clauses, discourse: Discourse, patterns: ChinesePatterns, phrases: Phrases) -> None:
        self.clauses = clauses
        self.discourse = discourse
        self.patterns = patterns
        self.phrases = phrases
        self.text = clauses.text

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
                for pattern in patterns:
                    if pattern.frame.owner not in taken and (match := self._match(pattern, start, start + size)):
                        yield match
                taken |= {pattern.frame.owner for pattern in patterns}

    def _match(self, pattern: ChinesePattern, start: int, end: int) -> ChineseMatch | None:
        state = _State({}, [(start, end)], {pattern.anchor: (start, end)})
        following = pattern.pieces[pattern.anchor + 1] if pattern.anchor + 1 < len(pattern.pieces) else None
        if (
            following is not None
            and following.node is not None
            and self.text[end : end + 1] in _NOMINAL
            and not following.comma
        ):
            return None
        if not self._right(pattern, end, state) or not self._left(pattern, start, state):
            return None
        trigger = state.at[pattern.trigger]
        return ChineseMatch(pattern, trigger, tuple(sorted(state.roles.items())), tuple(state.pieces), state.reach)

    def _right(self, pattern: ChinesePattern, position: int, state: _State) -> bool:
        for place in range(pattern.anchor + 1, len(pattern.pieces)):
            piece = pattern.pieces[place]
            if piece.node is None:
                found = self._word_after(piece, position, 1 if piece.comma or pattern.pieces[place - 1].node else 0)
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
            state.roles[piece.node.role] = members[:1] if pattern.tight else members
            state.pieces.append(span)
            position = span[1]
        return True

    def _describes_subject(self, pattern: ChinesePattern, span: tuple[int, int], members: tuple[Mention, ...]) -> bool:
        """Whether what was found only describes who comes after it: 位于青城的工厂 says where the plant is."""
        first = pattern.pieces[0].node
        if first is None or pattern.tight or self.text[span[1] : span[1] + 1] != "的":
            return False
        if not all(m.cls in self.clauses.modifying for m in members):
            return False
        after = [c for c in self.clauses.chains if span[1] < c.start <= span[1] + 14]
        return any(
            self._open(span[1], c.start, 0) and self.discourse.resolved(c.members[:1], first.cls, self.clauses)
            for c in after
        )

    def _word_after(self, piece: Piece, position: int, commas: int) -> tuple[int, int] | None:
        best: tuple[int, int] | None = None
        window = self.text[position : position + WIDE + max(map(len, piece.words))]
        for word in piece.words:
            at = window.find(word)
            while at >= 0:
                span = (position + at, position + at + len(word))
                if self.clauses.counts(*span) and self._open(position, span[0], commas):
                    if best is None or span[0] < best[0] or (span[0] == best[0] and span[1] > best[1]):
                        best = span
                    break
                at = window.find(word, at + 1)
        return best

    def _open(self, start: int, end: int, commas: int) -> bool:
        gap = self.text[start:end]
        return not _STOP.search(gap) and gap.count("，") + gap.count("：") <= commas

    def _fill_after(self, piece: Piece, position: int) -> tuple[tuple[Mention, ...], tuple[int, int]] | None:
        node = piece.node
        assert node is not None
        if node.kind in VALUES:
            return self._value_after(VALUES[node.kind], position)
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
            if spent > limit or not self._open(position, start, 1 if piece.comma else 0):
                return None
            last = end
            chain = self._chain_at(start)
            if chain is None or mention.kind not in THINGS:
                continue
            members = self._members(chain, start, node)
            if members and not self._passed_over(chain, node):
                return members, (start, max(end, chain.end if len(members) > 1 else end))
            if (
                not members
                and mention.kind is MentionKind.NAME
                and not chain.marker
                and not chain.attributive
                and mention.cls not in self.clauses.modifying
            ):
                return None
        return None

    def _value_after(self, kind: MentionKind, position: int) -> tuple[tuple[Mention, ...], tuple[int, int]] | None:
        for span, mention in zip(self.clauses.spans, self.clauses.mentions, strict=True):
            if span[0] >= position and mention.kind is kind:
                near = span[0] - position <= BESIDE_VALUE and self._open(position, span[0], 0)
                return ((mention,), span) if near else None
        return None

    def _chain_at(self, start: int) -> Chain | None:
        for chain in self.clauses.chains:
            if any(m.span.start - self.clauses.offset == start for m in chain.members):
                return chain
        return None

    def _members(self, chain: Chain, start: int, node: Node) -> tuple[Mention, ...]:
        """What of a chain fits, from a place on; the first must."""
        here = [m for m in chain.members if m.span.start - self.clauses.offset >= start]
        if not here or not self.discourse.resolved(here[:1], node.cls, self.clauses):
            return ()
        return self.discourse.resolved(here, node.cls, self.clauses)

    def _passed_over(self, chain: Chain, node: Node) -> bool:
        """Whether the chain only qualifies a thing right after it that fits as well: 合肥的电池工厂."""
        if not chain.attributive:
            return False
        after = [c for c in self.clauses.chains if chain.end <= c.start <= chain.end + 14]
        return any(
            self._open(chain.end, c.start, 0) and self.discourse.resolved(c.members[:1], node.cls, self.clauses)
            for c in after
        )

    def _left(self, pattern: ChinesePattern, position: int, state: _State) -> bool:
        for place in range(pattern.anchor - 1, -1, -1):
            piece = pattern.pieces[place]
            if piece.node is None:
                if place not in state.at:
                    found = self._word_before(piece, position)
                    if found is None:
                        return False
                    state.at[place] = found
                    state.pieces.append(found)
                position = state.at[place][0]
                continue
            before = pattern.pieces[place - 1] if place else None
            filled: Found | None
            if before is not None and before.node is None and piece.wide and not piece.comma:
                filled = self._beside(piece.node, position, BESIDE_VALUE, whole=True)
            elif before is not None and before.node is None and not piece.comma:
                filled = self._marked(piece.node, before, position, state, place)
            elif place == 0 and pattern.tight:
                filled = self._beside(piece.node, position, BESIDE)
            else:
                filled = self._subject(piece.node, position, state)
            if filled is None or not filled[0]:
                return False
            state.roles[piece.node.role] = filled[0]
            if filled[1] is not None:
                state.pieces.append(filled[1])
                position = filled[1][0]
        return True

    def _word_before(self, piece: Piece, position: int) -> tuple[int, int] | None:
        low = max(0, position - FAR)
        spots = [(self.text.rfind(word, low, position), word) for word in piece.words]
        found = [(at, at + len(word)) for at, word in spots if at >= 0 and self.clauses.counts(at, at + len(word))]
        return max(found, default=None)

    def _marked(
        self, node: Node, marker: Piece, position: int, state: _State, place: int
    ) -> tuple[tuple[Mention, ...], tuple[int, int]] | None:
        """The nearest thing before a place that the marker's word introduces."""
        if node.kind in VALUES:
            return self._marked_value(VALUES[node.kind], marker, position, state, place)
        for chain in reversed(self.clauses.chains):
            if chain.end > position or not self._open(chain.end, position, 1 if set(marker.words) & set(LINKS) else 0):
                continue
            if position - chain.end > WIDE + NEAR:
                return None
            if self.text[chain.end : chain.end + 1] == "的" and (
                "在" in marker.words or self._passed_over(chain, node)
            ):
                continue
            for member in chain.members:
                start = member.span.start - self.clauses.offset
                word = self._marker_before(marker, start)
                members = self._members(chain, start, node) if word else ()
                if word and members:
                    state.at[place - 1] = word
                    state.pieces.append(word)
                    return members, (start, chain.end)
        return None

    def _marked_value(
        self, kind: MentionKind, marker: Piece, position: int, state: _State, place: int
    ) -> tuple[tuple[Mention, ...], tuple[int, int]] | None:
        for span, mention in zip(self.clauses.spans, self.clauses.mentions, strict=True):
            if mention.kind is kind and 0 <= position - span[1] <= WIDE and self._open(span[1], position, 0):
                word = self._marker_before(marker, span[0])
                if word is not None:
                    state.at[place - 1] = word
                    return (mention,), span
        return None

    def _marker_before(self, marker: Piece, start: int) -> tuple[int, int] | None:
        """A marker right before a thing, modifiers allowed between them."""
        spans = self.clauses.spans
        passed = {m.id for chain in self.clauses.chains if chain.attributive for m in chain.members}
        standing = [m.cls not in self.clauses.modifying and m.id not in passed for m in self.clauses.mentions]
        low = max(
            [0, start - MARKED, *(e for (_, e), stands in zip(spans, standing, strict=True) if e <= start and stands)]
        )
        best: tuple[int, int] | None = None
        for word in marker.words:
            at = self.text.rfind(word, low, start)
            if at < 0 or not self._open(at, start, 0) or (word != "、" and "、" in self.text[at:start]):
                continue
            if len(word) == 1 and word in MARKERS and word not in "、上获" and at not in self.clauses.small:
                continue
            if self.clauses.verbs.search(self.text, at + len(word), start) and word in LINKS:
                continue
            best = max(best or (at, at + len(word)), (at, at + len(word)))
        return best

    def _beside(
        self, node: Node, position: int, reach: int, *, whole: bool = False
    ) -> tuple[tuple[Mention, ...], tuple[int, int]] | None:
        for chain in reversed(self.clauses.chains):
            if chain.end <= position and position - chain.end <= reach and self._open(chain.end, position, 1):
                last = chain.members if whole else chain.members[-1:]
                return self.discourse.resolved(last, node.cls, self.clauses), (chain.start, chain.end)
        return None

    def _subject(
        self, node: Node, position: int, state: _State
    ) -> tuple[tuple[Mention, ...], tuple[int, int] | None] | None:
        """Who acts at a place: in its clause, in an earlier one, or in an earlier sentence."""
        if node.kind in VALUES:
            return None
        used = {m.id for members in state.roles.values() for m in members}
        open_role = self.phrases.is_open(node.cls)
        for away, chain in self.clauses.acting(position):
            members = self.discourse.resolved(chain.members, node.cls, self.clauses)
            if away and self.clauses.unexplained(position) > SHORT_RESIDUE:
                break
            if members and not used & {m.id for m in members} and not open_role:
                state.reach += min(away, 1)
                return (self.discourse.doers(members) if away else members), (chain.start, chain.end)
        for chain in self.clauses.chains:  # 由A投资建设的: the agent may stand behind its marker only
            if (
                chain.marker in AGENT_MARKERS
                and chain.end <= position
                and self.clauses.clause_of(chain.start) == self.clauses.clause_of(position)
            ):
                members = self.discourse.resolved(chain.members, node.cls, self.clauses)
                if members and not used & {m.id for m in members}:
                    return members, (chain.start, chain.end)
        if node.role in OBJECTS:
            return self._before(node, position)
        if self.clauses.unexplained(position) > SHORT_RESIDUE // 2:
            return None
        members = self.discourse.doers(self.discourse.actors(self.clauses.sentence.index, node))
        if members and not used & {m.id for m in members}:
            state.reach += 2
            return members, None
        return None

    def _before(self, node: Node, position: int) -> Found | None:
        """The nearest thing before a place that fits: what is spoken of, though it does not act."""
        for chain in reversed(self.clauses.chains):
            if chain.end <= position and self._open(chain.end, position, 2):
                members = self.discourse.resolved(chain.members[-1:], node.cls, self.clauses)
                if members:
                    return members, (chain.start, chain.end)
        members = self.discourse.actors(self.clauses.sentence.index, node)
        return (members, None) if members else None
