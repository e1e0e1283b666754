"""What stands to the left of a Chinese frame's words: things that a small word marks, and who acts or is spoken of."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.chinese_clauses import AGENT_MARKERS, CONCRETE
from kg.extract.chinese_frames import LINKS, MARKERS, OF, ChinesePattern, Piece
from kg.extract.chinese_gaps import BESIDE_VALUE, VALUES, WIDE, Found, Gaps, Placed, Progress
from kg.extract.chinese_phrases import Phrases
from kg.extract.frames import Node
from kg.records import MentionKind

NEAR, BESIDE, MARKED, SHORT_RESIDUE, FAR = 22, 3, 22, 6, 80


@dataclass(frozen=True, slots=True)
class Leftward:
    """Fills the pieces of a frame before its anchor, from the nearest to the first."""

    gaps: Gaps
    phrases: Phrases

    def fill(self, pattern: ChinesePattern, position: int, state: Progress) -> bool:
        """Whether all pieces before the anchor are met; they are added to the state."""
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
            filled = self._role(pattern, place, piece.node, position, state)
            if filled is None or not filled[0]:
                return False
            state.roles[piece.node.role] = filled[0]
            if filled[1] is not None:
                state.pieces.append(filled[1])
                position = filled[1][0]
        return True

    def _role(self, pattern: ChinesePattern, place: int, node: Node, position: int, state: Progress) -> Found | None:
        piece = pattern.pieces[place]
        before = pattern.pieces[place - 1] if place else None
        if before is not None and before.node is None and not piece.comma:
            if piece.wide:
                return self._beside(node, position, BESIDE_VALUE, whole=True)
            return self._marked(node, before, position, state, place)
        following = pattern.pieces[place + 1]
        if following.words == (OF,):
            return self._beside(node, position, 1, whole=True) or self._right_before(node, position)
        if place == 0 and pattern.tight:
            return self._beside(node, position, BESIDE)
        if following.comma and not following.node and self._owner_beside(position):
            return None
        if following.node is not None and self._owned_by_another(node, position):
            return None
        undergoes = node.role in pattern.undergoers or following.wide
        return self._subject(node, position, state, undergoes=undergoes)

    def _right_before(self, node: Node, position: int) -> Placed | None:
        """A thing that ends at a place, though it only says more about the next one: 高雄的某某公司."""
        clauses = self.gaps.clauses
        for span, mention in zip(clauses.spans, clauses.mentions, strict=True):
            if span[1] == position and (members := self.gaps.discourse.resolved([mention], node.cls, clauses)):
                return members, span
        return None

    def _joint(self, position: int) -> bool:
        """Whether the verb at a place is done by all who were named: 共同成立, 共建."""
        words = self.gaps.clauses.nouns.list("jointAct")
        return any(self.gaps.text.startswith(w, position) or self.gaps.text.endswith(w, 0, position) for w in words)

    def _owner_beside(self, position: int) -> bool:
        """Whether a thing ends right before a place, so that nobody else is meant there."""
        return any(chain.end <= position <= chain.end + 1 for chain in self.gaps.clauses.chains)

    def _owned_by_another(self, node: Node, position: int) -> bool:
        """Whether who is meant stands right before a thing as its owner: 其中某某的二厂."""
        beside = [chain for chain in self.gaps.clauses.chains if chain.attributive and chain.end + 1 == position]
        return any(self.gaps.discourse.resolved(c.members, node.cls, self.gaps.clauses) for c in beside)

    def _word_before(self, piece: Piece, position: int) -> tuple[int, int] | None:
        low = max(0, position - FAR)
        spots = [(self.gaps.text.rfind(word, low, position), word) for word in piece.words]
        found = [(at, at + len(word)) for at, word in spots if at >= 0 and self.gaps.clauses.counts(at, at + len(word))]
        return max(found, default=None)

    def _marked(self, node: Node, marker: Piece, position: int, state: Progress, place: int) -> Placed | None:
        """The nearest thing before a place that the marker's word introduces."""
        if node.kind in VALUES:
            return self._marked_value(VALUES[node.kind], marker, position, state, place)
        for chain in reversed(self.gaps.clauses.chains):
            if chain.end > position or not self.gaps.open(
                chain.end, position, 1 if set(marker.words) & set(LINKS) else 0
            ):
                continue
            if position - chain.end > WIDE + NEAR:
                return None
            if chain.attributive and all(m.cls in self.gaps.clauses.nouns.pure_places for m in chain.members):
                continue  # 与某地的某某公司: the company is meant
            if chain.owns:
                continue  # 与某某集团旗下某某公司: the company is meant
            if self.gaps.text[chain.end : chain.end + 1] == "的" and (
                "在" in marker.words or self.gaps.passed_over(chain, node)
            ):
                continue
            for member in chain.members:
                start = member.span.start - self.gaps.clauses.offset
                word = self._marker_before(marker, chain.start if member is chain.members[0] else start)
                members = self.gaps.members(chain, start, node) if word else ()
                if word and members:
                    state.at[place - 1] = word
                    state.pieces.append(word)
                    return members, (start, chain.end)
        return None

    def _marked_value(
        self, kind: MentionKind, marker: Piece, position: int, state: Progress, place: int
    ) -> Placed | None:
        for span, mention in zip(self.gaps.clauses.spans, self.gaps.clauses.mentions, strict=True):
            if mention.kind is kind and 0 <= position - span[1] <= WIDE and self.gaps.open(span[1], position, 0):
                word = self._marker_before(marker, span[0])
                if word is not None:
                    state.at[place - 1] = word
                    return (mention,), span
        return None

    def _marker_before(self, marker: Piece, start: int) -> tuple[int, int] | None:
        """A marker right before a thing, modifiers allowed between them."""
        spans = self.gaps.clauses.spans
        passed = {m.id for chain in self.gaps.clauses.chains if chain.attributive for m in chain.members}
        touched = {begin for begin, _ in spans}  # 某园区某片区: the larger place only leads to the smaller
        standing = [m.cls not in self.gaps.clauses.modifying and m.id not in passed for m in self.gaps.clauses.mentions]
        ends = [
            end
            for (_, end), stands in zip(spans, standing, strict=True)
            if end <= start and stands and end not in touched
        ]
        low = max([0, start - MARKED, *ends])
        best: tuple[int, int] | None = None
        for word in marker.words:
            at = self.gaps.text.rfind(word, low, start)
            if at < 0 or not self.gaps.open(at, start, 0) or (word != "、" and "、" in self.gaps.text[at:start]):
                continue
            if len(word) == 1 and word in MARKERS and word not in "、上获" and at not in self.gaps.clauses.small:
                continue
            if self.gaps.clauses.verbs.search(self.gaps.text, at + len(word), start) and word in LINKS:
                continue
            best = max(best or (at, at + len(word)), (at, at + len(word)))
        return best

    def _beside(self, node: Node, position: int, reach: int, *, whole: bool = False) -> Placed | None:
        for chain in reversed(self.gaps.clauses.chains):
            if chain.end <= position and position - chain.end <= reach and self.gaps.open(chain.end, position, 1):
                last = chain.members if whole else chain.members[-1:]
                return self.gaps.discourse.resolved(last, node.cls, self.gaps.clauses), (chain.start, chain.end)
        return None

    def _subject(self, node: Node, position: int, state: Progress, *, undergoes: bool) -> Found | None:
        """Who acts at a place: in its clause, in an earlier one, or in an earlier sentence."""
        if node.kind in VALUES:
            return None
        used = {m.id for members in state.roles.values() for m in members}
        open_role = self.phrases.is_open(node.cls)
        for away, chain in self.gaps.clauses.acting(position):
            members = self.gaps.discourse.resolved(chain.members, node.cls, self.gaps.clauses)
            if away and self.gaps.clauses.unexplained(position) > SHORT_RESIDUE:
                break
            if members and not used & {m.id for m in members} and not open_role:
                state.reach += min(away, 1)
                together = self._joint(position)
                kept = members if together or not away else self.gaps.discourse.doers(members)
                return kept, (chain.start, chain.end)
        for chain in self.gaps.clauses.chains:  # 由A投资建设的: the agent may stand behind its marker only
            if (
                chain.marker in AGENT_MARKERS
                and chain.end <= position
                and self.gaps.clauses.clause_of(chain.start) == self.gaps.clauses.clause_of(position)
            ):
                members = self.gaps.discourse.resolved(chain.members, node.cls, self.gaps.clauses)
                if members and not used & {m.id for m in members}:
                    return members, (chain.start, chain.end)
        if undergoes:
            return self._before(node, position)
        if self.gaps.clauses.unexplained(position) > SHORT_RESIDUE // 2:
            return None
        if any(chain.members[0].kind in CONCRETE for _, chain in self.gaps.clauses.acting(position) if chain.members):
            return None  # another is spoken of here
        members = self.gaps.discourse.doers(self.gaps.discourse.actors(self.gaps.clauses.sentence.index, node))
        if members and not used & {m.id for m in members}:
            state.reach += 2
            return members, None
        return None

    def _before(self, node: Node, position: int) -> Found | None:
        """The nearest thing before a place that fits: what is spoken of, though it does not act."""
        for chain in reversed(self.gaps.clauses.chains):
            if chain.end <= position and self.gaps.open(chain.end, position, 2):
                members = self.gaps.discourse.resolved(chain.members[-1:], node.cls, self.gaps.clauses)
                if members:
                    return members, (chain.start, chain.end)
        members = self.gaps.discourse.actors(self.gaps.clauses.sentence.index, node)
        return (members, None) if members else None
