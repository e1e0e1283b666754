"""What a Chinese text has spoken of so far: what references mean, and who acts where a sentence names nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.annotate.chinese_nouns import ChineseNouns
from kg.annotate.chinese_script import simplified
from kg.extract.chinese_clauses import CONCRETE, Clauses
from kg.extract.chinese_frames import LINKS
from kg.extract.frames import Node
from kg.ontology import Ontology
from kg.records import Mention, MentionKind

REACH, NEAR = 3, 6


@dataclass
class Discourse:
    """The memory of one document, sentence by sentence."""

    ontology: Ontology
    nouns: ChineseNouns
    recent: list[Mention] = field(default_factory=list)
    subjects: list[tuple[int, tuple[Mention, ...]]] = field(default_factory=list)
    pairs: list[tuple[int, tuple[Mention, ...]]] = field(default_factory=list)
    dates: list[tuple[int, Mention]] = field(default_factory=list)

    @cached_property
    def agents(self) -> tuple[str, ...]:
        """The classes of those who act: what the agentive roles take."""
        return tuple(sorted({each.range for each in self.ontology.properties.values() if each.agentive and each.range}))

    def _acting(self, members: Sequence[Mention], clauses: Clauses) -> tuple[Mention, ...]:
        found = (self.resolved(members, expected, clauses) for expected in self.agents)
        return next((each for each in found if each), ())

    def fits(self, expected: str, mention: Mention) -> bool:
        """Whether a mention may stand where a class is expected."""
        return bool(mention.cls) and self.ontology.accepts(expected, mention.cls)

    def referents(self, mention: Mention, expected: str, clauses: Clauses | None = None) -> tuple[Mention, ...]:
        """What a reference means, as far as it fits what is expected there."""
        joint = simplified(mention.name) in self.nouns.list("jointReference")
        if joint:
            pairs = (pair for _, pair in reversed(self.pairs) if all(self.fits(expected, m) for m in pair))
            return next(pairs, ()) or self._two_sides(mention, expected)
        earlier = (
            [m for m in clauses.mentions if m.kind in CONCRETE and m.span.end <= mention.span.start] if clauses else []
        )
        if simplified(mention.name) in self.nouns.list("latterReference"):
            others = [m for m in (*self.recent, *earlier) if m.kind is MentionKind.NAME and self.fits(expected, m)]
            actors = [m for m in others if m.cls in self.nouns.organizations]
            return tuple((actors or others)[-1:])
        if not mention.cls:
            acting = self._before(mention, clauses) if clauses else []
            acting += [members for number, members in reversed(self.subjects) if mention.sentence - number <= 1]
            return next(
                (m for m in acting if all(self.fits(expected, each) and each.kind in CONCRETE for each in m)), ()
            )
        wanted = [m for m in (*self.recent, *earlier) if self._is(m, mention.cls) and self.fits(expected, m)]
        if not wanted:
            return ()
        if simplified(mention.name) in self.nouns.heads and mention.cls == self.nouns.company:
            return (self._spoken_of(mention, wanted, clauses),)
        here = [m for m in wanted if m in earlier] if mention.cls in self.nouns.described else []
        if here:
            return (here[-1],)
        alike = [m for m in wanted if m.name[-2:] == mention.name[-2:]] if mention.cls in self.nouns.described else []
        lately = [(n, members) for n, members in self.subjects[-8:] if any(m in wanted for m in members)]
        first = next((members for n, members in lately if n == lately[-1][0]), ())
        subjects = {m.name for m in first}
        acting_names = [m for m in wanted if m.name in subjects] if mention.cls not in self.nouns.described else []
        spoken_of = [m for m in alike if m.name in subjects]
        return ((spoken_of or alike or acting_names or wanted)[-1],)

    def _before(self, mention: Mention, clauses: Clauses) -> list[tuple[Mention, ...]]:
        """Who acts before a pronoun; behind a verb it means somebody else than who acts in its own clause."""
        position = mention.span.start - clauses.offset
        behind = clauses.behind_verb(position)
        return [c.members for away, c in clauses.acting(position) if away or not behind]

    def _spoken_of(self, mention: Mention, wanted: Sequence[Mention], clauses: Clauses | None) -> Mention:
        """What a bare 公司 means: the first of its kind in the paragraph, else what the text has mostly spoken of."""
        start = clauses.annotated.document.text.rfind("\n", 0, mention.span.start) if clauses else 0
        here = [m for m in wanted if m.span.start > start and m.kind is MentionKind.NAME]
        telling = simplified(mention.name) not in self.nouns.list("closingNoun")
        alike = [m for m in here if telling and m.name.endswith(mention.name)]
        if here:
            return (alike or here)[0]
        names = Counter(m.name for _, members in self.subjects for m in members)
        return max(wanted, key=lambda m: (names[m.name], m.kind is MentionKind.NAME, m.span.start))

    def _two_sides(self, mention: Mention, expected: str) -> tuple[Mention, ...]:
        """Who acted last and the organization spoken of beside it, where no two were named together."""
        acting = next((members for number, members in reversed(self.subjects) if mention.sentence - number <= 1), ())
        others = [m for m in self.recent[-NEAR:] if m.kind is MentionKind.NAME and m.cls in self.nouns.organizations]
        other = next((m for m in reversed(others) if m.name not in {each.name for each in acting}), None)
        sides = (*acting, other) if acting and other is not None else ()
        return sides if all(self.fits(expected, each) for each in sides) else ()

    def _is(self, mention: Mention, cls: str) -> bool:
        return self.ontology.is_a(mention.cls, cls) or (
            self.ontology.is_a(cls, mention.cls) and mention.kind is MentionKind.NAME
        )

    def actors(self, sentence: int, node: Node) -> tuple[Mention, ...]:
        """Who acted last, in one of the sentences just before."""
        for number, members in reversed(self.subjects):
            if sentence - number > REACH:
                return ()
            if all(self.fits(node.cls, each) for each in members):
                return members
        return ()

    def doers(self, members: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Of those named together, who goes on acting: a company rather than the place or government it deals with."""
        firms = tuple(m for m in members if m.cls not in self.nouns.places | self.nouns.authorities)
        return firms or members

    def resolved(self, members: Sequence[Mention], expected: str, clauses: Clauses) -> tuple[Mention, ...]:
        """Members that fit, references replaced by what they mean."""
        found: dict[str, Mention] = {}
        for each in members:
            if each.kind is MentionKind.REFERENCE:
                found |= {m.id: m for m in self.referents(each, expected, clauses)}
            elif each.kind in CONCRETE and self.fits(expected, each):
                found[each.id] = each
        return tuple(found.values())

    def remember(self, clauses: Clauses) -> None:
        """Takes a sentence in."""
        number = clauses.sentence.index
        for begin in clauses.breaks:
            stop = next((b for b in clauses.breaks if b > begin), len(clauses.text))
            acting = [c for away, c in clauses.acting(stop) if away == 0 or c.start >= begin]
            first = [c for c in acting if not clauses.speaks(c)][:1]
            for chain in first:
                if chain.start >= begin and (members := self._acting(chain.members, clauses)):
                    self.subjects.append((number, members))
        for chain in clauses.chains:
            members = self._acting(chain.members, clauses)
            if len(members) > 1:
                self.pairs.append((number, members))
            elif (members and chain.marker in LINKS) or chain.marker in self.nouns.list("jointVerb"):
                self._pair(number, chain.start, members, clauses)
        self.recent += [m for m in clauses.mentions if m.kind in CONCRETE]
        self.dates += [(number, m) for m in clauses.mentions if m.kind is MentionKind.DATE and m.date is not None]

    def _pair(self, number: int, position: int, members: tuple[Mention, ...], clauses: Clauses) -> None:
        for _, chain in clauses.acting(position):
            first = self._acting(chain.members, clauses)
            if first and not {m.name for m in first} & {m.name for m in members}:
                self.pairs.append((number, (*first, *members)))
                return
