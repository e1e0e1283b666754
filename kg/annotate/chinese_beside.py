"""Chinese names of companies that what stands beside them gives away: a known short name, a country with a trade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate.chinese_finds import TYPED, Find
from kg.annotate.chinese_nouns import ChineseNouns
from kg.annotate.chinese_walls import Walls
from kg.records import MentionKind

LONGEST_CORE = 3


def longer_names(text: str, known: Sequence[Find], walls: Walls, nouns: ChineseNouns) -> Iterator[Find]:
    """A known company's name with two more characters that make another's, where it acts: 诺瓦云航宣布."""
    for each in known:
        if each.cls == nouns.company and each.end - each.start <= LONGEST_CORE:
            match = nouns.context.core_extension.match(text, each.end)
            if match and walls.before(match.end(), over_soft=False) <= each.end:
                yield Find(each.start, match.end(), TYPED, MentionKind.NAME, nouns.company)


def foreign_names(text: str, known: Sequence[Find], walls: Walls, nouns: ChineseNouns) -> Iterator[Find]:
    """A company's name that its country and trade introduce, where it acts: 德国乳企某某发布."""
    for each in known:
        match = nouns.context.foreign.match(text, each.end) if each.cls in nouns.pure_places else None
        if match is None or walls.before(match.start("name"), over_soft=False) > each.end:
            continue
        start, end = match.span("name")
        if nouns.titles.match(text, start):
            continue
        if walls.before(end, over_soft=False) <= start and not nouns.is_generic(text[start:end], wide=True):
            yield Find(start, end, TYPED, MentionKind.NAME, nouns.company)
