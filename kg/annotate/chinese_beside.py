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
        begin = _after_adjectives(text, each.end, nouns)
        match = nouns.context.foreign.match(text, begin) if each.cls in nouns.pure_places else None
        if match is None or walls.before(match.start("name"), over_soft=False) > begin:
            continue
        start, end = match.span("name")
        if nouns.titles.match(text, start):
            continue
        if walls.before(end, over_soft=False) <= start and not nouns.is_generic(text[start:end], wide=True):
            yield Find(start, end, TYPED, MentionKind.NAME, nouns.company)


def partner_names(text: str, known: Sequence[Find], walls: Walls, nouns: ChineseNouns) -> Iterator[Find]:
    """A company's name between its country and what two do together: 与日本某某签署."""
    for each in known:
        if each.cls not in nouns.pure_places or not nouns.context.partner_before.search(text, 0, each.start):
            continue
        match = nouns.context.partner_name.match(text, each.end)
        if match is None or walls.before(match.end("name"), over_soft=True) > each.end:
            continue
        name = match["name"]
        ends = {name[at:] for at in range(len(name))}
        if not ends & (nouns.heads | nouns.list("notCompany") | nouns.list("jointReference")) and not nouns.is_generic(
            name, wide=True
        ):
            yield Find(*match.span("name"), TYPED, MentionKind.NAME, nouns.company)


def _after_adjectives(text: str, position: int, nouns: ChineseNouns) -> int:
    """Where the trade begins after words that only praise: 本土, 知名."""
    words = nouns.list("praise")
    while word := next((each for each in sorted(words) if text.startswith(each, position)), ""):
        position += len(word)
    return position
