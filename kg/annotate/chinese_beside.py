"""Chinese names of companies that what stands beside them gives away: a known short name, a country with a trade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.annotate.chinese_context import any_of
from kg.annotate.chinese_finds import TYPED, Find
from kg.annotate.chinese_nouns import ChineseNouns
from kg.annotate.chinese_walls import Walls
from kg.records import MentionKind

LONGEST_CORE, SHORTEST = 3, 2


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
        start, end = match.span("name")
        start = after_kind(text, start, end, nouns)
        name = text[start:end]
        ends = {name[at:] for at in range(len(name))}
        if not ends & (nouns.heads | nouns.list("notCompany") | nouns.list("jointReference")) and not nouns.is_generic(
            name, wide=True
        ):
            yield Find(start, end, TYPED, MentionKind.NAME, nouns.company)


def is_telling(name: str, nouns: ChineseNouns) -> bool:
    """Whether a company's name says enough without its country: 海澜集团 does, 电力 does not."""
    ending = next((name[at:] for at in range(1, len(name)) if name[at:] in nouns.classes), "")
    stem = name.removesuffix(ending)
    plain = nouns.is_generic(stem, wide=True) or stem in nouns.list("everydayWord")
    return bool(ending) and len(stem) >= SHORTEST and not plain


def after_kind(text: str, begin: int, end: int, nouns: ChineseNouns) -> int:
    """Where a company's name begins after the noun that says of what kind it is: 人工智能企业某某."""
    kinds = any_of(nouns.list("kindNoun") | nouns.list("introducesForeign") | nouns.list("closingNoun")) or "(?!)"
    for match in re.finditer(kinds, text[begin:end]):
        after = begin + match.end()
        if end - after >= SHORTEST and match.start() and not nouns.verbs.search(text, begin, after):
            return after
    return begin


def _after_adjectives(text: str, position: int, nouns: ChineseNouns) -> int:
    """Where the trade begins after words that only praise: 本土, 知名."""
    words = nouns.list("praise")
    while word := next((each for each in sorted(words) if text.startswith(each, position)), ""):
        position += len(word)
    return position
