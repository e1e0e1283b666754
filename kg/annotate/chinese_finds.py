"""A stretch of Chinese text found to name, describe or refer to a thing, and which of several overlapping ones count."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kg.records import MentionKind, Span

KNOWN, TYPED, LEARNT = 0, 1, 2
_ORDINAL = re.compile(r"(?:\d{4}年?)?(?:第[一二三四五六七八九十百\d]+届)?(?:\d{4}年?)?$")
_BEFORE_EVENT = re.compile(
    r"(?:[“「『][^“”「」『』]{1,14}[”」』](?:全球|国际|世界|中国)?|(?:中国|中)[—–-]{1,2})(?:全球|国际|世界)?$"
)
_PARTNER = re.compile(r"中国?[—–-]{1,2}$")
_BRANCH = re.compile(r"（([一-鿿]{2,6})）")
_PHASE = re.compile(r"[一二三四五六七八九]期(?=[、，。和与及（共])")


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


def with_edition(text: str, find: Find) -> Find:
    """An event with what belongs to its name before it: 第三届…博览会, “投资…”全球…大会, 中国—东盟…论坛."""
    start = find.start
    for pattern in (_BEFORE_EVENT, _ORDINAL):
        match = pattern.search(text, max(0, start - 24), start)
        start = match.start() if match else start
    return replace(find, start=start)


def with_partner(text: str, find: Find) -> Find:
    """A zone or body of two countries with the first of them: 中国—某国产业园区."""
    match = _PARTNER.search(text, max(0, find.start - 4), find.start)
    return replace(find, start=match.start()) if match else find


def with_country(text: str, find: Find, places: Collection[str]) -> Find:
    """A company with the country of its branch in brackets: 某某集团（中国）."""
    match = _BRANCH.match(text, find.end)
    return replace(find, end=match.end()) if match and match[1] in places else find


def with_phase(text: str, find: Find) -> Find:
    """A fund or company with its number: 某某基金三期."""
    match = _PHASE.match(text, find.end)
    return replace(find, end=match.end()) if match else find
