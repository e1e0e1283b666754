"""A Chinese sentence as clauses with mentions: which stand together, which a small word marks, which act."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.annotate.chinese_context import any_of
from kg.annotate.chinese_nouns import ChineseNouns
from kg.annotate.chinese_words import SMALL_WORD, normalised
from kg.extract.chinese_brackets import with_brackets
from kg.records import AnnotatedDocument, Mention, MentionKind, Sentence

CONCRETE = (MentionKind.NAME, MentionKind.DESCRIPTION)
THINGS = (*CONCRETE, MentionKind.REFERENCE)
AGENT_MARKERS = frozenset({"由", "被"})
LONGEST_MODIFIER, RELATIVE_GAP, LONGEST_TITLE = 10, 10, 14


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions that stand together, as in A、B和C, with the small word that marks them ("" for none)."""

    members: tuple[Mention, ...]
    start: int
    end: int
    marker: str
    attributive: bool
    owns: bool = False


@dataclass
class Clauses:
    """The reading aids of one sentence; positions count from the sentence's start."""

    annotated: AnnotatedDocument
    sentence: Sentence
    nouns: ChineseNouns
    verbs: re.Pattern[str]
    chains: list[Chain] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.modifying = self.nouns.pure_places | self.nouns.open_vocabulary
        self.offset = self.sentence.span.start
        self.text = normalised(self.annotated.document.quote(self.sentence.span))
        self.mentions = list(self.sentence.mentions)
        self.spans = [(m.span.start - self.offset, m.span.end - self.offset) for m in self.mentions]
        self.small = {match.start(): match.end() for match in re.finditer(SMALL_WORD, self.text)}
        self.breaks = self._breaks()
        self.chains = sorted(self._chains(), key=lambda chain: chain.start)

    def _breaks(self) -> list[int]:
        """Where clauses begin: after a comma, and after a verb of speaking."""
        speaking = any_of(self.nouns.list("speaking")) or r"(?!)"
        marks = re.finditer(r"[，；：。！？—〕】]|(?<=日)[电讯](?=[ \u3000（）】])", self.text)
        found = {0, *(m.end() for m in marks if m[0] != "—" or not self.inside(m.start(), m.end()))}
        found |= {m.end() for m in re.finditer(speaking, self.text) if not self.inside(m.start(), m.end())}
        return sorted(found)

    @cached_property
    def plain(self) -> list[tuple[int, int]]:
        """The stretches of words that hold a cue or verb without meaning it."""
        pattern = any_of(self.nouns.list("plainWord"))
        return [m.span(1) for m in re.finditer(f"(?=({pattern}))", self.text)] if pattern else []

    @cached_property
    def whole(self) -> list[tuple[int, int]]:
        """The stretches of words no part of which counts by itself."""
        pattern = any_of(self.nouns.list("wholeWord"))
        return [m.span() for m in re.finditer(pattern, self.text)] if pattern else []

    def inside(self, start: int, end: int) -> bool:
        """Whether a stretch lies in a name, sum or date."""
        return any(
            s < end and start < e
            for (s, e), m in zip(self.spans, self.mentions, strict=True)
            if m.kind is not MentionKind.REFERENCE
        )

    def describes(self, start: int, end: int) -> bool:
        """Whether a word at a stretch is the noun that a description ends in."""
        pairs = zip(self.spans, self.mentions, strict=True)
        return any(s <= start and e == end for (s, e), m in pairs if m.kind is MentionKind.DESCRIPTION)

    def counts(self, start: int, end: int) -> bool:
        """Whether a word at a stretch means itself: not inside a mention, nor the first part of another word."""
        if self.inside(start, end) or any(s <= start and end < e for s, e in self.plain):
            return False
        return not any(s <= start and end <= e and (s, e) != (start, end) for s, e in self.whole)

    def clause_of(self, position: int) -> int:
        """Where the clause of a position begins."""
        return self.breaks[bisect_right(self.breaks, position) - 1]

    def stretch_of(self, position: int) -> int:
        """Where the stretch between commas of a position begins."""
        return max((m.end() for m in re.finditer(r"[，；。！？]", self.text[:position])), default=0)

    def _chains(self) -> Iterator[Chain]:
        things = [
            (span, m)
            for place, (span, m) in enumerate(zip(self.spans, self.mentions, strict=True))
            if m.kind in THINGS and not self._modifies(place) and not self._nested(span)
        ]
        things = self._spoken_for(with_brackets(self.text, things))
        owners = [here for here in things if self._owns_next(here, things)]
        for here in owners:
            yield self._chain([here])
        group: list[tuple[tuple[int, int], Mention]] = []
        for here in (each for each in things if each not in owners):
            if group and not self._joined(group[-1], here):
                yield self._chain(group)
                group = []
            group.append(here)
        if group:
            yield self._chain(group)

    def _nested(self, span: tuple[int, int]) -> bool:
        """Whether a mention is part of a longer one's name."""
        return any(s <= span[0] and span[1] <= e and (s, e) != span for s, e in self.spans)

    def _owns_next(
        self, here: tuple[tuple[int, int], Mention], things: Sequence[tuple[tuple[int, int], Mention]]
    ) -> bool:
        """Whether a thing only says whose the next one is: 某某集团旗下某某公司."""
        end = here[0][1]
        word = next((w for w in self.nouns.list("introducesOwned") if self.text.startswith(w, end)), "")
        return bool(word) and any(0 <= s - end - len(word) <= LONGEST_MODIFIER for (s, _), _ in things)

    def _spoken_for(self, things: Sequence[tuple[tuple[int, int], Mention]]) -> list[tuple[tuple[int, int], Mention]]:
        """The things with a person who stands for an organization taken into it: 某某集团董事长王某."""
        kept: list[tuple[tuple[int, int], Mention]] = []
        for span, mention in things:
            before = kept[-1] if kept and mention.cls == self.nouns.person else None
            if before is not None and before[1].cls in self.nouns.organizations:
                title = self.text[before[0][1] : span[0]]
                if (
                    self.nouns.titles.search(title)
                    and len(title) <= LONGEST_TITLE
                    and not re.search("[，。；：、创]", title)
                ):
                    founds = self.text.startswith(tuple(sorted(self.nouns.list("foundingVerb"))), span[1])
                    kept[-1] = ((before[0][0], span[1]), mention if founds else before[1])
                    continue
            kept.append((span, mention))
        return kept

    def _modifies(self, place: int) -> bool:
        """Whether a mention only says more about the next one: the place in 安徽合肥, the field in 生物制药企业诺瓦."""
        mention = self.mentions[place]
        following = self.mentions[place + 1] if place + 1 < len(self.mentions) else None
        if following is not None and following.cls == mention.cls and self.spans[place][1] == self.spans[place + 1][0]:
            return (
                mention.kind is MentionKind.NAME and following.kind is MentionKind.NAME
            )  # 主权基金某某: says what it is
        if following is not None and following.cls in self.nouns.organizations:
            between = self.text[self.spans[place][1] : self.spans[place + 1][0]]
            if mention.kind is MentionKind.NAME and between in self.nouns.list("introducesBare"):
                return True  # 某某高新区企业某某: says where it is from
        if (
            mention.cls not in self.modifying
            or place + 1 == len(self.mentions)
            or self.mentions[place + 1].kind not in CONCRETE
        ):
            return False
        gap = self.text[self.spans[place][1] : self.spans[place + 1][0]]
        if (
            len(gap) > LONGEST_MODIFIER
            or re.search(r"[^\w“《]|[和与及]", gap)
            or self.verbs.search(gap)
            or self.nouns.context.marker.search(gap)
        ):
            return False
        return not any(
            self.spans[place][1] <= start < self.spans[place + 1][0] for start in self.small if self.text[start] != "的"
        )

    def _joined(self, one: tuple[tuple[int, int], Mention], other: tuple[tuple[int, int], Mention]) -> bool:
        gap = self.text[one[0][1] : other[0][0]]
        match = self.nouns.context.coordinated.match(gap.lstrip("”》®"))
        if match is None:
            return False
        more = match["more"].lstrip("“《")
        return not more or (
            len(more) >= 2 and not self.verbs.search(more) and not self.nouns.context.marker.search(more)
        )

    def _chain(self, group: Sequence[tuple[tuple[int, int], Mention]]) -> Chain:
        start, end = group[0][0][0], group[-1][0][1]
        standing = [e for place, (_, e) in enumerate(self.spans) if e <= start and not self._modifies(place)]
        before = max([*standing, self.clause_of(start)])
        found = list(self.nouns.context.marker.finditer(self.text, before, start))
        after = self.text[end : end + 1]
        glued = any(s == end and m.kind in THINGS for (s, _), m in zip(self.spans, self.mentions, strict=True))
        marker = found[-1][0] if found and start - found[-1].end() <= 20 else ""
        owner = any(self.text.startswith(word, end) for word in self.nouns.list("introducesOwned"))
        return Chain(tuple(m for _, m in group), start, end, marker, glued or after == "的" or owner, owner)

    def acting(self, position: int) -> Iterator[tuple[int, Chain]]:
        """The chains that may be the subject at a position, nearest clause first, with how many clauses they are away."""
        begins = [b for b in self.breaks if b <= position]
        stop = position
        yield from ((0, chain) for chain in reversed(self.chains) if self._is_pivot(chain, begins[-1], position))
        for away, begin in enumerate(reversed(begins)):
            for whole in self.chains:
                chain = self._up_to(whole, stop)
                if away and chain is not None and self.speaks(chain):
                    continue  # 董事长王某表示，将投资: not he but whom he speaks for will
                if chain is not None and begin <= chain.start and not chain.attributive:
                    marked = chain.marker and (away or chain.marker not in AGENT_MARKERS)
                    if not marked and not self._after_verb(begin, chain.start) and not self._in_relative(chain, stop):
                        yield away, chain
            stop = begin

    def _is_pivot(self, chain: Chain, begin: int, position: int) -> bool:
        """Whether a chain in the clause is who is helped or asked to act: 协助某某公司在某地设立."""
        helped = self.text.endswith(tuple(sorted(self.nouns.list("pivotVerb"))), begin, chain.start)
        return helped and begin <= chain.start and chain.end <= position and not chain.attributive

    def speaks(self, chain: Chain) -> bool:
        """Whether a chain is a person whose words follow."""
        person = all(member.cls == self.nouns.person for member in chain.members)
        return person and self.text.startswith(tuple(sorted(self.nouns.list("speaking"))), chain.end)

    def _up_to(self, chain: Chain, stop: int) -> Chain | None:
        """The part of a chain that ends before a place."""
        if chain.end <= stop:
            return chain
        members = tuple(m for m in chain.members if m.span.end - self.offset <= stop)
        return (
            replace(chain, members=members, end=members[-1].span.end - self.offset, attributive=False)
            if members
            else None
        )

    def unexplained(self, position: int) -> int:
        """How many characters before a place in its clause are neither mentions nor small words, cues and links."""
        begin = self.clause_of(position)
        blank = list(self.text[begin:position])
        known = [span for span in self.spans if span[0] >= begin]
        for pattern in (self.nouns.context.explained, self.nouns.verbs, self.verbs):
            known += [m.span() for m in pattern.finditer(self.text, begin, position)]
        for start, end in known:
            blank[start - begin : end - begin] = (
                " " * (min(end, position) - start) if start < position else blank[start - begin : end - begin]
            )
        return sum(1 for sign in blank if sign.isalnum())

    def verb_between(self, start: int, end: int) -> bool:
        """Whether a verb stands in a stretch."""
        return bool(self._counted(start, end))

    def behind_verb(self, position: int) -> bool:
        """Whether a verb stands before a place in its clause."""
        return bool(self._counted(self.clause_of(position), position))

    def _counted(self, begin: int, end: int) -> list[tuple[int, int]]:
        found = [m.span() for m in self.verbs.finditer(self.text, begin, end)]
        return [span for span in found if self.counts(*span) and not self._tells_size(*span)]

    def _tells_size(self, start: int, end: int) -> bool:
        """Whether a verb only says how large what follows is: 年产5万吨氧化铝项目."""
        return self.text[start:end] in self.nouns.list("capacityVerb") and self.text[end : end + 1].isdigit()

    def _after_verb(self, begin: int, end: int) -> bool:
        """Whether a verb stands between, other than one that only describes what follows: 参展的企业, 总部位于某地的企业."""
        verbs = [span for span in self._counted(begin, end) if self.text[span[1] : span[1] + 1] != "的"]
        if not verbs or self._heads_relative(end, verbs[-1][1]):
            first = verbs[0][0] if verbs else begin
            return bool(verbs) and any(begin <= c.start and c.end <= first and not c.marker for c in self.chains)
        return True

    def _heads_relative(self, position: int, after: int) -> bool:
        """Whether a clause that ends in 的 stands right before a place, no comma between: …的某某公司."""
        of = self.text.rfind("的", after, position)
        return of >= after and position - of <= RELATIVE_GAP and not re.search("[，：；]", self.text[after:position])

    def _in_relative(self, chain: Chain, stop: int) -> bool:
        """Whether a chain only acts in a clause that describes another thing: 甲和乙各持股一半的丙将…."""
        for head in self.chains:
            if not chain.end < head.start or head.end > stop or not set(head.members).isdisjoint(chain.members):
                continue
            of = self.text.rfind("的", chain.end, head.start)
            if of < 0 or head.start - of > RELATIVE_GAP or self._counted(of, head.start):
                continue
            verbs = self._counted(chain.end, of)
            between = self.text[verbs[0][1] : of] if len(verbs) == 1 else "，"
            if all(sign in "了过" or sign.isdigit() or sign in "%％.万亿元余约近超美欧日港" for sign in between):
                return "，" not in self.text[chain.end : head.start]
        return False
