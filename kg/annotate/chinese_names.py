"""Where things are named or described in Chinese: a known name, or an ending that types what stands before it.

Chinese has no capitals and no spaces. The right end of a name is its typing ending; the left end is found by what no name
can hold: marks, small words, measures, the verbs of the lexicon; a known place or organization starts a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.annotate.chinese_beside import after_kind
from kg.annotate.chinese_finds import KNOWN, TYPED, Find
from kg.annotate.chinese_nouns import ChineseNouns
from kg.annotate.chinese_walls import Walls
from kg.records import MentionKind

SHORTEST_PLACE, SHORTEST_NEW = 3, 2
LONGEST_NAME, LONGEST_STEM, LONGEST_WEAK_STEM, LONGEST_SINGLE_STEM = 26, 12, 5, 7
_CLOSE_OR_OPEN = re.compile(r"[（）]")


def typed_finds(text: str, nouns: ChineseNouns, walls: Walls, known: Sequence[Find]) -> Iterator[Find]:
    """What ends in a typing ending: names, descriptions and references."""
    for start, end in _endings(text, nouns):
        cls = nouns.classes[_ending_at(text, start, end, nouns)]
        if end - start == 1 and text[:end].endswith(nouns.not_places):
            continue
        described = cls in nouns.described
        begin, named_start = _left_end(text, start, end, walls, known, nouns)
        if nouns.context.referring.fullmatch(text, begin, start):
            begin = start
        if cls in nouns.pure_places and named_start:
            begin = _after_larger(begin, end, known, nouns)
        distinct = described and cls in nouns.organizations and not nouns.is_generic(text[begin:start], wide=True)
        if text[begin:start] and (named_start or not described or distinct):
            inside = max((each.end for each in known if each.start == begin and each.rank == KNOWN), default=begin)
            found = _name(
                text,
                begin,
                max(start, min(inside, end - len(_ending_at(text, start, end, nouns)))),
                end,
                cls,
                nouns,
                named_start,
            )
            if found:
                yield found
                continue
        if described or cls == nouns.company or (nouns.classes.get(text[start:end]) and text[start:end] in nouns.heads):
            yield from _unnamed(text, begin, start, end, cls, nouns)


def _left_end(
    text: str, start: int, end: int, walls: Walls, known: Sequence[Find], nouns: ChineseNouns
) -> tuple[int, bool]:
    """Where the name before an ending begins, and whether a known name begins it."""

    def left(*, over_soft: bool) -> tuple[int, bool]:
        limit = max(walls.before(start, over_soft=over_soft), end - LONGEST_NAME)
        begin = _begin(text, limit, start, end, known)
        return begin, any(each.start == begin and each.rank == KNOWN for each in known)

    if text[start:end] in nouns.list("undertakingNoun"):
        return left(over_soft=True)
    begin, named = left(over_soft=False)
    if begin == start and nouns.classes[_ending_at(text, start, end, nouns)] == nouns.company:
        wider, known_there = left(over_soft=True)  # 中国某某建设集团: the verb is part of the name
        return (wider, True) if known_there else (begin, named)
    return begin, named


def _after_larger(begin: int, end: int, known: Sequence[Find], nouns: ChineseNouns) -> int:
    """Where a place's own name begins after those of the places it is in: 泰国罗勇府."""
    places = {f.start: f.end for f in known if f.rank == KNOWN and f.cls in nouns.pure_places}
    while end - places.get(begin, end) >= SHORTEST_PLACE:
        begin = places[begin]
    return begin


def _endings(text: str, nouns: ChineseNouns) -> Iterator[tuple[int, int]]:
    """Runs of endings that touch, as in a technology company's legal form."""
    run: tuple[int, int] | None = None
    closing = tuple(sorted(nouns.list("closingNoun")))
    inside = {at for verb in nouns.verbs.finditer(text) for at in range(verb.start() + 1, verb.end())}
    for match in nouns.pattern.finditer(text):
        if match.start() in inside or _begins_verb(text, match, nouns):
            continue  # 签署: the end of a verb
        if run and run[1] == match.start() and _stands_apart(text[run[0] : run[1]], match[0], nouns):
            continue
        housed = (
            run is not None
            and (
                nouns.classes[match[0]] == nouns.company
                or (run[1] - run[0] == 1 and nouns.classes[match[0]] in nouns.authorities)
            )
            and nouns.classes[_ending_at(text, *run, nouns)] in nouns.places
        )
        if run and run[1] == match.start() and not housed and not text[run[0] : run[1]].endswith(closing):
            run = (run[0], match.end())
            continue
        if run:
            yield run
        run = match.span()
    if run:
        yield run


def _begins_verb(text: str, ending: re.Match[str], nouns: ChineseNouns) -> bool:
    """Whether an ending is the first part of a verb and no name goes on after that: 由某某投资建设."""
    verb = nouns.verbs.match(text, ending.start()) if ending[0] in nouns.list("siteVerb") else None
    return verb is not None and verb.end() > ending.end() and nouns.pattern.match(text, verb.end()) is None


def _stands_apart(before: str, ending: str, nouns: ChineseNouns) -> bool:
    """Whether an ending right after another is none: a verb after a company's name, the companies of a zone."""
    if before not in nouns.heads:
        return False
    after_company = nouns.classes[before] == nouns.company and ending in nouns.list("siteVerb")
    return after_company or (nouns.classes[before] in nouns.places and ending in nouns.list("closingNoun"))


def _ending_at(text: str, start: int, end: int, nouns: ChineseNouns) -> str:
    """The longest ending that closes a run."""
    return next(text[at:end] for at in range(start, end) if text[at:end] in nouns.classes)


def _begin(text: str, limit: int, start: int, end: int, known: Sequence[Find]) -> int:
    """Where the name starts: at a known place or organization, else at the wall; brackets must close."""
    held = limit
    if text[start - 1 : start] == "）":  # 锐联精密（苏州）有限公司: the place in brackets does not begin the name
        held = max(limit, text.rfind("（", limit, start) + 1)
    if text[limit - 1 : limit] in ("“", "「") and text[end : end + 1] in ("”", "」"):
        return limit
    heads = [each for each in known if limit <= each.start < start and each.rank == KNOWN]
    begin = next((each.start for each in heads if each.end <= start or each.end >= end), limit)  # not 北大 in 西北大学
    if begin >= held > limit:
        begin = limit
    depth = 0
    for match in reversed(list(_CLOSE_OR_OPEN.finditer(text, begin, start))):
        depth += 1 if match[0] == "）" else -1
        if depth < 0:
            return match.end()
    return begin if depth == 0 else start


def _name(text: str, begin: int, start: int, end: int, cls: str, nouns: ChineseNouns, named_start: bool) -> Find | None:
    """The find where what stands before the ending makes a name of it."""
    while (
        begin < start
        and (match := nouns.context.empty_start.match(text, begin))
        and not named_start
        and match.end() <= start
        and not (cls in nouns.pure_places | nouns.authorities and match[0] == "新" and start - begin == SHORTEST_NEW)
    ):
        begin = match.end()
    begin = _after_kind(text, begin, start, cls, nouns)
    stem, closing = text[begin:start], _ending_at(text, start, end, nouns)
    single = len(closing) == 1 and closing in nouns.heads and cls not in nouns.open_vocabulary
    weak = closing not in nouns.heads and not any(closing.endswith(head) for head in nouns.heads)
    office = (
        cls in nouns.authorities
        and stem.startswith(tuple(sorted(nouns.place_heads)))
        and closing not in nouns.list("referringOffice")
    )
    acts = not weak or (cls == nouns.company and _acts(text, begin, end, closing, nouns))
    fits = end - begin <= LONGEST_NAME and (named_start or (1 if office else 2) <= len(stem) <= LONGEST_STEM)
    appositive = not weak and nouns.context.apposed.match(text, end)  # 芯片公司“某某” describes the name that follows
    if not acts or not fits or appositive or _only_kind(text, begin, start, end, closing, nouns):
        return None
    plain = nouns.is_generic(stem) or (not named_start and nouns.is_generic(_without(stem, nouns)))
    if plain or (stem in nouns.classes and not office) or stem[-1] in "、（":
        return None
    if (weak or single) and not _ends_here(text, end, nouns, single):
        return None
    if single and not _stands_alone(text, start, end, stem, named_start or office, nouns):
        return None
    short = weak and nouns.is_generic(closing) and named_start and len(stem) <= 3
    if short or (weak and len(stem) > LONGEST_WEAK_STEM and not stem.isascii()):
        return None
    return Find(begin, end, TYPED, MentionKind.NAME, cls)


def _after_kind(text: str, begin: int, start: int, cls: str, nouns: ChineseNouns) -> int:
    """Where an organization's name begins after what says of what kind or country it is: 人工智能企业某某集团."""
    after = after_kind(text, begin, start, nouns) if cls in nouns.organizations else begin
    told = nouns.is_generic(text[begin:after], wide=True) or text.startswith(nouns.starts, begin)
    return after if told else begin


def _only_kind(text: str, begin: int, start: int, end: int, closing: str, nouns: ChineseNouns) -> bool:
    """Whether what ends in 公司 or 企业 says of what kind a company is and does not name it: 一家日本企业, 德国化工企业某某."""
    stem, whole = text[begin:start], text[begin : end - len(closing)]
    kind = closing in nouns.list("kindNoun")
    if kind and nouns.is_generic(closing) and not _ends_here(text, end, nouns, single=False):
        return True
    if not closing.endswith(tuple(sorted(nouns.list("closingNoun")))):
        return False
    if (
        any(whole.startswith(place) for place in nouns.starts)
        and not _ends_here(text, end, nouns, single=False)
        and _company_follows(text, end, nouns)
    ):
        return True
    if closing not in nouns.list("closingNoun"):
        return False
    counted = nouns.context.measured.search(text, max(0, begin - 6), begin)
    introduces = not _ends_here(text, end, nouns, single=False)
    if (stem in nouns.starts and stem == whole) or (counted and (counted[0] != "的" or kind)):
        return True
    places = [place for place in nouns.starts if whole.startswith(place) and len(place) < len(whole)]
    rest = whole[len(places[0]) :] if places else ""
    return (
        bool(rest)
        and rest not in nouns.list("siteVerb")
        and nouns.is_generic(rest, wide=introduces or nouns.is_generic(closing))
    )


def _company_follows(text: str, end: int, nouns: ChineseNouns) -> bool:
    """Whether another company's name stands right after a place: 某国新创公司某某科技."""
    following = nouns.pattern.search(text, end + SHORTEST_NEW, end + LONGEST_SINGLE_STEM)
    typed = following is not None and nouns.classes[following[0]] == nouns.company
    return typed and following is not None and nouns.verbs.search(text, end, following.start()) is None


def _ends_here(text: str, end: int, nouns: ChineseNouns, single: bool) -> bool:
    """Whether the text goes on after a place as after a name."""
    context = nouns.context
    patterns = [context.after_name, context.actor_after, nouns.titles, *([nouns.verbs] if single else [])]
    return any(pattern.match(text, end) for pattern in patterns)


def _stands_alone(text: str, start: int, end: int, stem: str, placed: bool, nouns: ChineseNouns) -> bool:
    """Whether a one-sign ending is one, and not the last sign of another word."""
    inside = text[max(0, start - 1) : end] in nouns.list("nounVerb")
    return placed and not inside and len(stem) <= LONGEST_SINGLE_STEM


def _without(stem: str, nouns: ChineseNouns) -> str:
    """A stem without the fields of technology in it."""
    for field in sorted(nouns.fields, key=len, reverse=True):
        if len(field) > 1:
            stem = stem.replace(field, "")
    return stem.removesuffix("学") or "新"


def _acts(text: str, begin: int, end: int, closing: str, nouns: ChineseNouns) -> bool:
    """Whether what ends in an ordinary word is a name by its place: it acts, or somebody acts with or on it."""
    if nouns.context.actor_after.match(text, end) or text.startswith(tuple(sorted(nouns.list("stakeNoun"))), end):
        return True
    if text.endswith(tuple(sorted(nouns.list("kindNoun") | nouns.list("closingNoun"))), 0, begin) and begin:
        return True  # 电池企业某某科技
    return (
        closing not in nouns.list("siteVerb")
        and nouns.context.actor_before.search(text, max(0, begin - 4), begin) is not None
    )


def _unnamed(text: str, begin: int, start: int, end: int, cls: str, nouns: ChineseNouns) -> Iterator[Find]:
    """A description of a thing, or a word that refers back to one."""
    before = text[max(0, begin - 8) : begin]
    while begin < start and (match := nouns.context.empty_start.match(text, begin)) and match.end() <= start:
        before, begin = text[max(0, match.end() - 8) : match.end()], match.end()
    start = max(begin, end - len(_ending_at(text, start, end, nouns)))
    stem, ending = text[begin:start], text[start:end]
    if nouns.context.referring.search(before) and not stem:
        reach = nouns.context.referring.search(before)
        yield Find(begin - (len(reach[0]) if reach else 0), end, TYPED, MentionKind.REFERENCE, cls)
    elif cls not in nouns.described:
        if (
            not stem
            and ending in nouns.heads
            and (nouns.context.clause_start.search(before) or nouns.context.after_name.match(text, end))
            and not nouns.context.measured.search(before)
        ):
            yield Find(begin, end, TYPED, MentionKind.REFERENCE, cls)
    elif stem and not nouns.is_generic(stem) and (len(stem) > 1 or stem.isascii()):
        yield Find(begin, end, TYPED, MentionKind.DESCRIPTION, cls)
    elif not stem and nouns.context.clause_start.search(before):
        yield Find(begin, end, TYPED, MentionKind.REFERENCE, cls)
    elif len(stem) > 1 or (not stem and (len(ending) > 2 or _introduced(before, ending, nouns))):
        yield Find(begin, end, TYPED, MentionKind.DESCRIPTION, cls)


def _introduced(before: str, ending: str, nouns: ChineseNouns) -> bool:
    """Whether a bare noun is counted, called new or made: 新建工厂."""
    made = nouns.verbs.fullmatch(before[-2:]) is not None and ending not in nouns.list("undertakingNoun")
    return made or nouns.context.measured.search(before) is not None
