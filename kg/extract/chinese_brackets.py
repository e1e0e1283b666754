"""Names of Chinese sentences that stand in brackets after another name of the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Mention

Thing = tuple[tuple[int, int], Mention]


def with_brackets(text: str, things: Sequence[Thing]) -> list[Thing]:
    """The things, each with another name of it in brackets: 某某电力公司（TNB）."""
    kept: list[Thing] = []
    for span, mention in things:
        bracketed = text[span[0] - 1 : span[0]] == "（" and text[span[1] : span[1] + 1] == "）"
        if kept and bracketed and kept[-1][0][1] == span[0] - 1 and kept[-1][1].cls == mention.cls:
            kept[-1] = ((kept[-1][0][0], span[1] + 1), kept[-1][1])
        else:
            kept.append((span, mention))
    return kept
