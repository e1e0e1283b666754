"""What may stand in the gaps of a Chinese frame, and which mentions of a chain fit a role there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.chinese_clauses import Chain, Clauses
from kg.extract.chinese_discourse import Discourse
from kg.extract.chinese_frames import Piece
from kg.extract.frames import Node
from kg.records import Mention, MentionKind

VALUES = {"money": MentionKind.MONEY, "date": MentionKind.DATE}
WIDE, BESIDE_VALUE, QUALIFIED = 34, 8, 14
_STOP = re.compile(r"[。；！？]")

# What fills a role, and where it stands (None for what an earlier sentence names).
Found = tuple[tuple[Mention, ...], tuple[int, int] | None]
Placed = tuple[tuple[Mention, ...], tuple[int, int]]


@dataclass(slots=True)
class Progress:
    """How far a frame has been met: its roles, the stretches it rests on, its words by place, its reach for a subject."""

    roles: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    at: dict[int, tuple[int, int]] = field(default_factory=dict)
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Gaps:
    """The sentence as the matcher goes over it, in either direction."""

    clauses: Clauses
    discourse: Discourse

    @property
    def text(self) -> str:
        return self.clauses.text

    def word_after(self, piece: Piece, position: int, commas: int) -> tuple[int, int] | None:
        """The nearest of the words after a place; of two at one place the longer."""
        best: tuple[int, int] | None = None
        window = self.text[position : position + WIDE + max(map(len, piece.words))]
        for word in piece.words:
            at = window.find(word)
            while at >= 0:
                span = (position + at, position + at + len(word))
                stands = self.clauses.counts(*span) or self.clauses.describes(*span)
                if stands and self.open(position, span[0], commas):
                    if best is None or span[0] < best[0] or (span[0] == best[0] and span[1] > best[1]):
                        best = span
                    break
                at = window.find(word, at + 1)
        return best

    def open(self, start: int, end: int, commas: int) -> bool:
        """Whether nothing closes a sentence in a gap, nor more commas than allowed."""
        gap = self.text[start:end]
        return not _STOP.search(gap) and gap.count("，") + gap.count("：") <= commas

    def value_after(self, kind: MentionKind, position: int) -> Placed | None:
        """The sum or date right after a place."""
        for span, mention in zip(self.clauses.spans, self.clauses.mentions, strict=True):
            if span[0] >= position and mention.kind is kind:
                near = span[0] - position <= BESIDE_VALUE and self.open(position, span[0], 0)
                return ((mention,), span) if near else None
        return None

    def chain_at(self, start: int) -> Chain | None:
        """The chain one of whose members starts at a place."""
        for chain in self.clauses.chains:
            if any(m.span.start - self.clauses.offset == start for m in chain.members):
                return chain
        return None

    def members(self, chain: Chain, start: int, node: Node) -> tuple[Mention, ...]:
        """What of a chain fits, from a place on; the first must."""
        here = [m for m in chain.members if m.span.start - self.clauses.offset >= start]
        if not here or not self.discourse.resolved(here[:1], node.cls, self.clauses):
            return ()
        return self.discourse.resolved(here, node.cls, self.clauses)

    def passed_over(self, chain: Chain, node: Node) -> bool:
        """Whether the chain only qualifies a thing right after it that fits as well: 合肥的电池工厂."""
        if not chain.attributive:
            return False
        after = [c for c in self.clauses.chains if chain.end <= c.start <= chain.end + QUALIFIED]
        return any(
            self.open(chain.end, c.start, 0) and self.discourse.resolved(c.members[:1], node.cls, self.clauses)
            for c in after
        )
