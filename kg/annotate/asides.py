"""What a parser stumbles over and a sentence can do without: datelines and brackets, left out before parsing.

Offsets survive: a `Cut` maps every character of the shortened text back to where it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.records import Span

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_PLACE = r"[A-Z][\w.'’-]*(?:(?:[ ,/]{1,2}| and )[A-Z][\w.'’-]*){0,5}"
_DATE = rf"(?:,? ?(?:{_MONTHS} \d{{1,2}}|\d{{1,2}} {_MONTHS})(?:,? \d{{4}})?)"
_AGENCY = r"(?: ?[(\[][^()\[\]\n]{2,40}[)\]])"
# "BERLIN (Reuters) -", "New Delhi [India], June 28 :", "NANJING, April 29 (Xinhua) --": a place with an agency or a
# date, or a place all in capitals, and then a dash or colon.
DATELINE = re.compile(
    rf"\s*(?:{_PLACE}{_AGENCY}{_DATE}?|{_PLACE}{_DATE}{_AGENCY}?|[A-Z][A-Z.,' /-]{{2,40}}{_DATE}?{_AGENCY}?)"
    r"(?: ?(?:--|—|–) ?| - | ?: )(?=\S)"
)
# Any short run up to a long dash that begins with a word in capitals: "CLARKSVILLE, Tenn. —", "HÀ NỘI —".
CAPITAL_DATELINE = re.compile(r"\s*(\w+)[^\n.;!?]{0,80}?(?:\.[^\n;!?]{0,40}?)? ?(?:--|—| - ) ?(?=\S)")
BRACKET = re.compile(r"\s?[(\[（][^()\[\]（）\n]{1,120}[)\]）]?(?<=[)\]）])")
# How much of a thing is owned stands in the parser's way and changes nothing of who owns it.
SHARE = re.compile(
    r"(?:\b\d[\d.]*\s?(?:%|percent|per cent)[ -]?|\bmajority[ -]|\bwholly[ -]|\bpartly[ -]|\bjointly[ -])(?=owned|held|controlled)"
)
# A bracket inside a name, as in "Nova (Berlin) Research Centre", is part of the name.
_INSIDE_NAME = re.compile(r"\s?\([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?\) [A-Z]")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text with stretches left out, and for each of its characters the offset it had."""

    text: str
    offsets: tuple[int, ...]

    def original(self, span: Span) -> Span:
        """Where a span of the shortened text stands in the whole one."""
        if span.start == span.end:
            start = (
                self.offsets[span.start]
                if span.start < len(self.offsets)
                else (self.offsets[-1] + 1 if self.offsets else 0)
            )
            return Span(start, start)
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)


def dateline_end(text: str) -> int:
    """Where the text begins after its dateline; 0 where there is none."""
    match = DATELINE.match(text)
    if match is not None:
        return match.end()
    capitals = CAPITAL_DATELINE.match(text)
    if capitals is not None and capitals[1].isupper() and len(capitals[1]) > 1:
        return capitals.end()
    return 0


def cut_asides(text: str) -> Cut:
    """The text without its dateline and its brackets."""
    kept: list[tuple[int, int]] = []
    cuts = sorted([*BRACKET.finditer(text), *SHARE.finditer(text)], key=lambda match: match.start())
    position = dateline_end(text)
    for match in cuts:
        if match.start() < position or _INSIDE_NAME.match(text, match.start()):
            continue
        kept.append((position, match.start()))
        position = match.end()
    kept.append((position, len(text)))
    offsets = [offset for start, end in kept for offset in range(start, end)]
    return Cut("".join(text[start:end] for start, end in kept), tuple(offsets))
