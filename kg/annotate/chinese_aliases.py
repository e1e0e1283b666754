"""The other names of a thing within a text: what stands in brackets after its name, and what is left of a company's name
without its legal form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.annotate.chinese_context import any_of
from kg.annotate.chinese_finds import LEARNT, Find
from kg.annotate.chinese_nouns import ChineseNouns
from kg.records import MentionKind

_CAPITAL = re.compile(r"[A-Z][\w .&'’\-®]*$")


def bracketed(text: str, names: Iterable[Find], nouns: ChineseNouns) -> Iterator[Find]:
    """The names that brackets introduce, each of the class of the name before."""
    for each in names:
        match = nouns.context.alias.match(text, each.end)
        if match is None or each.cls in nouns.open_vocabulary:
            continue
        stated = "称" in text[each.end : match.start("name")] or "名" in text[each.end : match.start("name")]
        latin = _CAPITAL.match(match["name"]) and each.cls not in nouns.pure_places
        if stated or latin:
            yield Find(match.start("name"), match.end("name"), LEARNT, MentionKind.NAME, each.cls)


def short_names(name: str, nouns: ChineseNouns, places: Iterable[str]) -> set[str]:
    """What a text may call a company by once it has named it in full."""
    found: set[str] = set()
    rest = name.replace("（", "(").split("(")[0]
    unit = re.compile(f"^(?:{any_of(nouns.place_units) or '(?!)'})")
    pending = [rest]
    while pending:
        here = pending.pop()
        shorter = [
            here[: -len(end)] for end, cls in nouns.classes.items() if cls == nouns.company and here.endswith(end)
        ]
        shorter += [
            unit.sub("", here.removeprefix(place), count=1)
            for place in places
            if here.startswith(place) and here != place
        ]
        for each in shorter:
            if (
                len(each) >= 2
                and each not in found
                and not nouns.is_generic(each)
                and each not in nouns.list("everydayWord")
                and each not in places
                and each not in nouns.classes
            ):
                found.add(each)
                pending.append(each)
    return found
