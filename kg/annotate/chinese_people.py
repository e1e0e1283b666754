"""Persons in Chinese text: a name after a title, and foreign names written with a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.annotate.chinese_finds import TYPED, Find
from kg.annotate.chinese_nouns import ChineseNouns
from kg.records import MentionKind

_FOREIGN = re.compile(r"[一-鿿]{1,7}(?:[·•・][一-鿿A-Z.]{1,8})+")
_LATIN = re.compile(r"[A-Z][a-z]+(?:[ ·][A-Z][a-z.]*){1,3}")


def people(text: str, nouns: ChineseNouns) -> Iterator[Find]:
    """The persons that titles introduce, and those whose name has a dot in it."""
    for match in nouns.titles.finditer(text):
        position = match.end() + (1 if text[match.end() : match.end() + 1] in (" ", "：") else 0)
        found = _foreign(text, position, nouns) or _chinese(text, position, nouns)
        if found:
            yield Find(*found, TYPED, MentionKind.NAME, nouns.person)

    for match in nouns.context.honoured.finditer(text):
        yield Find(*match.span(), TYPED, MentionKind.NAME, nouns.person)


def _foreign(text: str, position: int, nouns: ChineseNouns) -> tuple[int, int] | None:
    match = _FOREIGN.match(text, position) or _LATIN.match(text, position)
    if match is None:
        return None
    end = match.end()
    last = max(text.rfind("·", position, end), text.rfind("•", position, end), text.rfind("・", position, end))
    for stop in range(last + 2, end + 1):  # the shortest end after which the text goes on as after a name
        if last > 0 and nouns.context.after_person.match(text, stop):
            return position, stop
    return position, end


def _chinese(text: str, position: int, nouns: ChineseNouns) -> tuple[int, int] | None:
    match = nouns.context.person.match(text, position)
    if match is None or nouns.context.not_person.match(text, position):
        return None
    short = match.end() - 1
    if short - position >= 2 and nouns.context.said.match(text, short):
        return position, short  # 高某说, not 高某说 as a name
    for end in (match.end(), short):
        if end - position >= 2 and nouns.context.after_person.match(text, end):
            return position, end
    return None
