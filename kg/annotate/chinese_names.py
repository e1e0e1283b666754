"""Where things are named or described in Chinese: a known name, or an ending that types what stands before it.

Chinese has no capitals and no spaces. The right end of a name is its typing ending; the left end is found by what no name
can hold: marks, small words, measures, the verbs of the lexicon; a known place or organization starts a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.annotate.chinese_nouns import ChineseNouns
from kg.annotate.chinese_words import PUNCTUATION
from kg.records import MentionKind, Span

KNOWN, TYPED, LEARNT = 0, 1, 2
LONGEST_NAME, LONGEST_STEM, LONGEST_WEAK_STEM, LONGEST_SINGLE_STEM = 26, 12, 5, 7
_ORDINAL = re.compile(r"(?:\d{4}年?)?(?:第[一二三四五六七八九十百\d]+届)?(?:\d{4}年?)?$")
_CLOSE_OR_OPEN = re.compile(r"[（）]")


@dataclass(frozen=True, slots=True, order=True)
class Find:
    """A stretch of a block that names, describes or refers to a thing of a class."""

    start: int
    end: int
    rank: int
    kind: MentionKind
    cls: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Walls:
    """The places of a text that a name cannot reach over from the right."""

    def __init__(self, text: str, nouns: ChineseNouns, known: Sequence[Find], values: Sequence[Span]) -> None:
        held = sorted(known)
        starts = [each.start for each in held]

        def free(span: Span) -> bool:
            position = bisect_right(starts, span.start) - 1
            return position < 0 or held[position].end <= span.start or not held[position].span.covers(span)

        verbs = [Span(*match.span()) for match in nouns.verbs.finditer(text)]
        site = nouns.list("siteVerb")
        marks = [span for span in nouns.context.boundaries(text) if not _joins_verbs(text, span, nouns)]
        spans = [*marks, *values, *(span for span in verbs if text[span.start : span.end] not in site)]
        self.ends = sorted({span.end for span in spans if free(span)})
        soft = [span for span in verbs if text[span.start : span.end] in site and free(span)]
        self.soft = sorted({span.end for span in soft})

    def before(self, position: int, *, over_soft: bool) -> int:
        """The nearest wall at or before a position; a verb right there may count as part of the name."""
        hard = self.ends[index] if (index := bisect_right(self.ends, position) - 1) >= 0 else 0
        limit = position - 1 if over_soft else position
        soft = self.soft[index] if (index := bisect_right(self.soft, limit) - 1) >= 0 else 0
        return max(hard, soft)


def _joins_verbs(text: str, span: Span, nouns: ChineseNouns) -> bool:
    """Whether a small word joins two verbs that are nouns here: 生产及供应."""
    if text[span.start : span.end] not in ("及", "和", "与"):
        return False
    words = nouns.list("nounVerb") | nouns.list("siteVerb")
    return text[span.start - 2 : span.start] in words and text[span.end : span.end + 2] in words


def typed_finds(text: str, nouns: ChineseNouns, walls: Walls, known: Sequence[Find]) -> Iterator[Find]:
    """What ends in a typing ending: names, descriptions and references."""
    for start, end in _endings(text, nouns):
        cls = nouns.classes[_ending_at(text, start, end, nouns)]
        described = cls in nouns.described
        begin, named_start = _left_end(text, start, end, walls, known, nouns)
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
        begin = _begin(text, limit, start, known)
        return begin, any(each.start == begin and each.rank == KNOWN for each in known)

    if text[start:end] in nouns.list("undertakingNoun"):
        return left(over_soft=True)
    begin, named = left(over_soft=False)
    if begin == start and nouns.classes[_ending_at(text, start, end, nouns)] == nouns.company:
        wider, known_there = left(over_soft=True)  # 中国某某建设集团: the verb is part of the name
        return (wider, True) if known_there else (begin, named)
    return begin, named


def _endings(text: str, nouns: ChineseNouns) -> Iterator[tuple[int, int]]:
    """Runs of endings that touch, as in a technology company's legal form."""
    run: tuple[int, int] | None = None
    closing = tuple(sorted(nouns.list("closingNoun")))
    inside = {at for verb in nouns.verbs.finditer(text) for at in range(verb.start() + 1, verb.end())}
    for match in nouns.pattern.finditer(text):
        if match.start() in inside:
            continue  # 签署: the end of a verb
        if run and run[1] == match.start() and _stands_apart(text[run[0] : run[1]], match[0], nouns):
            continue
        housed = (
            run is not None
            and nouns.classes[match[0]] == nouns.company
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


def _stands_apart(before: str, ending: str, nouns: ChineseNouns) -> bool:
    """Whether an ending right after another is none: a verb after a company's name, the companies of a zone."""
    if before not in nouns.heads:
        return False
    after_company = nouns.classes[before] == nouns.company and ending in nouns.list("siteVerb")
    return after_company or (nouns.classes[before] in nouns.places and ending in nouns.list("closingNoun"))


def _ending_at(text: str, start: int, end: int, nouns: ChineseNouns) -> str:
    """The longest ending that closes a run."""
    return next(text[at:end] for at in range(start, end) if text[at:end] in nouns.classes)


def _begin(text: str, limit: int, start: int, known: Sequence[Find]) -> int:
    """Where the name starts: at a known place or organization, else at the wall; brackets must close."""
    begin = next((each.start for each in known if limit <= each.start < start and each.rank == KNOWN), limit)
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
    ):
        begin = match.end()
    stem, ending = text[begin:start], text[start:end]
    closing = _ending_at(text, start, end, nouns)
    single = len(closing) == 1 and closing in nouns.heads and cls not in nouns.open_vocabulary
    weak = closing not in nouns.heads and not any(closing.endswith(head) for head in nouns.heads)
    if weak and (cls != nouns.company or not _acts(text, begin, end, closing, nouns)):
        return None
    appositive = not weak and nouns.context.apposed.match(text, end)  # 芯片公司“某某” describes the name that follows
    if appositive or len(stem) + len(ending) > LONGEST_NAME or (not named_start and not 2 <= len(stem) <= LONGEST_STEM):
        return None
    closes = closing in nouns.list("closingNoun")
    if closes and (stem in nouns.starts or nouns.context.measured.search(text, max(0, begin - 6), begin)):
        return None  # 一家日本企业 describes one
    rest = next((stem[len(known) :] for known in nouns.starts if stem.startswith(known) and len(known) < len(stem)), "")
    if rest and closes and rest not in nouns.list("siteVerb") and nouns.is_generic(rest):
        return None
    if (
        nouns.is_generic(stem)
        or (not named_start and nouns.is_generic(_without(stem, nouns)))
        or stem in nouns.classes
        or (
            (weak or single)
            and not (nouns.context.after_name.match(text, end) or nouns.context.actor_after.match(text, end))
        )
    ):
        return None
    if single and (
        not named_start or text[max(0, start - 1) : end] in nouns.list("nounVerb") or len(stem) > LONGEST_SINGLE_STEM
    ):
        return None
    if weak and (
        (len(stem) > LONGEST_WEAK_STEM and not stem.isascii())
        or (nouns.is_generic(closing) and named_start and len(stem) <= 3)
    ):
        return None
    return None if stem[-1] in "、（" else Find(begin, end, TYPED, MentionKind.NAME, cls)


def _without(stem: str, nouns: ChineseNouns) -> str:
    """A stem without the fields of technology in it."""
    for field in sorted(nouns.fields, key=len, reverse=True):
        if len(field) > 1:
            stem = stem.replace(field, "")
    return stem.removesuffix("学") or "新"


def _acts(text: str, begin: int, end: int, closing: str, nouns: ChineseNouns) -> bool:
    """Whether what ends in an ordinary word is a name by its place: it acts, or somebody acts with or on it."""
    if nouns.context.actor_after.match(text, end):
        return True
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


def with_edition(text: str, find: Find) -> Find:
    """An event with its year and number: 第三届…博览会."""
    match = _ORDINAL.search(text, max(0, find.start - 14), find.start)
    return Find(match.start(), find.end, find.rank, find.kind, find.cls) if match and match[0] else find


def select(finds: Sequence[Find]) -> list[Find]:
    """The winners, in text order and without overlap: longer before shorter, names first, then the better source."""
    chosen: list[Find] = []
    order = (MentionKind.NAME, MentionKind.DESCRIPTION, MentionKind.REFERENCE)
    taken: set[int] = set()
    for each in sorted(finds, key=lambda f: (f.start - f.end, order.index(f.kind), f.rank, f.start, f.cls)):
        if taken.isdisjoint(range(each.start, each.end)):
            taken.update(range(each.start, each.end))
            chosen.append(each)
    return sorted(chosen)


def is_wall(sign: str) -> bool:
    """Whether a character can be in no name."""
    return PUNCTUATION.match(sign) is not None
