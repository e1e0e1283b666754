"""Chinese names without a typing ending that what is said of them gives away: who puts up money, whose stake is bought."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.annotate.chinese_context import LATIN
from kg.annotate.chinese_finds import TYPED, Find
from kg.annotate.chinese_nouns import ChineseNouns
from kg.annotate.chinese_walls import Walls
from kg.records import MentionKind, Span

SHORTEST, LONGEST, LONGEST_LATIN, LONGEST_LISTED = 2, 6, 40, 12
PARTNERED = frozenset("与和")
_LATIN = re.compile(LATIN)
_LISTED = frozenset("、和与及")
_OPENS = re.compile(r"(?:^|[，。；：！？\s　】〕）”]|[由与和及、获]|其中)$")
_PLAIN = re.compile(r"[一-鿿A-Za-z0-9]+$")
_STOCK = re.compile(
    r"(?=（(?:(?:股票代码|股票代号|股份代号|证券代码|代码|代号)[：:]?)?(?:[036]\d{5}|[48]\d{5}|\d{4,5}\.HK|[0-9]{4}(?:-TW|\.TWO?)|0\d{4})"
    r"(?:\.(?:SH|SZ|BJ|HK))?[）、，；])"
)
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,6}-\d{2,5}[A-Za-z]?(?![A-Za-z0-9%％-])")


def acting_names(
    text: str, found: Collection[Find], walls: Walls, values: Sequence[Span], nouns: ChineseNouns
) -> Iterator[Find]:
    """Companies before what only companies do (某某出资6亿元), and those listed with them."""
    held = {each.end: each for each in sorted(found)}
    dates = {span.end: span.start for span in values}
    for match in nouns.context.strong_act.finditer(text):
        end = _before(text, match.start(), dates, nouns)
        while end > 0:
            known = held.get(end)
            begin = known.start if known else max(walls.before(end, over_soft=False), 0)
            if known is None:
                if not _plausible(text, begin, end, nouns):
                    break
                yield Find(begin, end, TYPED, MentionKind.NAME, nouns.company)
            begin = _without_introduction(text, begin, nouns)
            end = begin - 1 if text[begin - 1 : begin] in _LISTED else 0


def _without_introduction(text: str, begin: int, nouns: ChineseNouns) -> int:
    """Where the word begins that introduces a name, where one does: 老股东某某."""
    introducing = sorted(nouns.list("introducesOwned"), key=lambda word: (-len(word), word))
    return next((begin - len(word) for word in introducing if text.endswith(word, 0, begin)), begin)


def listed_names(text: str, found: Collection[Find], walls: Walls, nouns: ChineseNouns) -> Iterator[Find]:
    """Companies right after another: with an everyday ending (某某创投和某某资本), or before what two do (与某某签署)."""
    ends = {each.end for each in found if each.cls in nouns.organizations and each.kind is MentionKind.NAME}
    held = {each.start for each in found}
    for match in nouns.context.listed.finditer(text):
        start, end = match.span("name")
        name = match["name"]
        walled = walls.before(end, over_soft=False) > start
        if (
            name.startswith(tuple(sorted(nouns.list("nationTrade"))))
            or walled
            or match.start() not in ends
            or start in held
            or _ordinary(name, nouns)
        ):
            continue
        tails = [name[at:] for at in range(1, len(name))]
        ending = next((tail for tail in tails if len(tail) > 1 and tail in nouns.classes), "")
        typed = nouns.classes.get(ending) == nouns.company and not nouns.is_generic(name[: -len(ending)], wide=True)
        if len(name) > SHORTEST + 1 and typed and ending != name[1:]:
            ends.add(end)
            yield Find(start, end, TYPED, MentionKind.NAME, nouns.company)
        elif (nouns.context.partner_act.match(text, end) or nouns.context.among_firms.match(text, end)) and not set(
            tails
        ) & (nouns.heads | nouns.list("notCompany")):
            yield Find(start, end, TYPED, MentionKind.NAME, nouns.company)


def first_partners(text: str, found: Collection[Find], walls: Walls, nouns: ChineseNouns) -> Iterator[Find]:
    """Companies that begin a clause and do something together with an organization: 某某与清华大学联合成立."""
    for each in sorted(found):
        joins = text[each.start - 1 : each.start] in PARTNERED
        if each.cls not in nouns.organizations or each.kind is not MentionKind.NAME or not joins:
            continue
        end = each.start - 1
        begin = max(walls.before(end, over_soft=False), 0)
        held = any(begin < other.end and other.start < end for other in found)
        if held or text.endswith(tuple(sorted(nouns.list("adverb"))), begin, end):
            continue  # 某某集团未与: the name is already there, or a word parts it from 与
        together = nouns.context.partner_act.match(text, each.end) or nouns.context.joint_act.match(text, each.end)
        if together and begin < end and _plausible(text, begin, end, nouns):
            yield Find(begin, end, TYPED, MentionKind.NAME, nouns.company)


def _before(text: str, position: int, dates: Mapping[int, int], nouns: ChineseNouns) -> int:
    """Where the name before a verb ends: adverbs and dates may stand between."""
    while True:
        adverbs = nouns.context.before_act.search(text, max(0, position - 12), position)
        earlier = adverbs.start() if adverbs else dates.get(position, position)
        if earlier == position:
            return position
        position = earlier


def _plausible(text: str, begin: int, end: int, nouns: ChineseNouns) -> bool:
    name = text[begin:end]
    return (
        SHORTEST <= len(name) <= LONGEST
        and _PLAIN.match(name) is not None
        and not name.isascii()
        and not any(name[at:] in nouns.heads or name[at:] in nouns.list("notCompany") for at in range(len(name)))
        and _OPENS.search(text[max(0, begin - 2) : begin]) is not None
        and not _ordinary(name, nouns)
    )


def _ordinary(name: str, nouns: ChineseNouns) -> bool:
    """Whether a stretch is made of everyday words, refers to somebody, or is a title."""
    return (
        nouns.is_generic(name, wide=True)
        or name in nouns.heads
        or name in nouns.list("notCompany")
        or name in nouns.starts
        or name in nouns.list("jointReference")
        or nouns.titles.search(name) is not None
        or nouns.context.referring.match(name) is not None
    )


def owned_names(text: str, walls: Walls, nouns: ChineseNouns) -> Iterator[Find]:
    """Companies introduced as owned (旗下某某), as sold in part (收购某某60%股权), or by where they are from (日商某某)."""
    for pattern in (nouns.context.owned, nouns.context.staked, nouns.context.national):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            clear = text[start:end].isascii() or walls.before(end, over_soft=False) <= start
            if clear and not _ordinary(text[start:end], nouns):
                yield Find(start, end, TYPED, MentionKind.NAME, nouns.company)


def coded_names(text: str, walls: Walls, nouns: ChineseNouns) -> Iterator[Find]:
    """Companies by the code of their stock in brackets: 某某新能（601234）, 某某（2345.HK）."""
    for match in _STOCK.finditer(text):
        begin = max(walls.before(match.start(), over_soft=True), match.start() - LONGEST_LISTED)
        name = text[begin : match.start()]
        if len(name) >= SHORTEST and _PLAIN.match(name) and not _ordinary(name, nouns):
            yield Find(begin, match.start(), TYPED, MentionKind.NAME, nouns.company)


def latin_names(text: str, nouns: ChineseNouns) -> Iterator[Find]:
    """Companies in Latin letters that a word before introduces, or that act."""
    for match in _LATIN.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        word = any(sign.islower() for sign in match[0]) and len(match[0]) > 3
        acts = nouns.context.actor_before.search(before) or nouns.context.actor_after.match(text, match.end())
        introduced = nouns.context.introduces.search(before) is not None and len(match[0]) > SHORTEST
        known_word = nouns.titles.match(match[0]) or match[0] in nouns.list("notCompany") or match[0] in nouns.fields
        if len(match[0]) <= LONGEST_LATIN and not known_word and (introduced or (word and acts)):
            yield Find(*match.span(), TYPED, MentionKind.NAME, nouns.company)


def products(text: str, nouns: ChineseNouns) -> Iterator[Find]:
    """Products by their code, and quoted ones beside a word for what they are: 首款车型“某某”."""
    words = sorted(nouns.list("introducesProduct") & nouns.classes.keys())
    if not words:
        return
    cls = nouns.classes[words[0]]
    for match in _CODE.finditer(text):
        yield Find(*match.span(), TYPED, MentionKind.NAME, cls)
    for match in nouns.context.quoted_product.finditer(text):
        span = match.span("after" if match["after"] else "before")
        yield Find(*span, TYPED, MentionKind.NAME, cls)


def quoted_things(text: str, nouns: ChineseNouns) -> Iterator[Find]:
    """Quoted names that end in what they are (“某某计划”), or have it after them (“某某”沉浸式文旅综合体)."""
    for match in nouns.context.quoted_thing.finditer(text):
        name = match["name"]
        if nouns.context.before_name.search(name):
            continue  # words that somebody said
        own = next((name[at:] for at in range(2, len(name) - 1) if name[at:] in nouns.classes), "")
        if own and nouns.classes[own] not in nouns.described | nouns.open_vocabulary | nouns.pure_places:
            if nouns.classes[own] != nouns.company or own in nouns.heads:
                yield Find(*match.span("name"), TYPED, MentionKind.NAME, nouns.classes[own])
            continue
        after = text[match.end("name") + 1 : match.end()]
        for size in range(len(after), 1, -1):
            noun = next((after[at:size] for at in range(size - 1) if after[at:size] in nouns.heads), "")
            if noun and nouns.classes[noun] in nouns.described and noun not in nouns.list("undertakingNoun"):
                yield Find(*match.span("name"), TYPED, MentionKind.NAME, nouns.classes[noun])
                break
