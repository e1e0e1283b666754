"""What a Chinese name cannot reach over from the right: marks, small words, measures, sums, dates, and most verbs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from kg.annotate.chinese_context import any_of
from kg.annotate.chinese_finds import Find
from kg.annotate.chinese_nouns import ChineseNouns
from kg.records import Span


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
        owners = {each.end for each in known if each.cls in nouns.organizations}
        joined = [Span(*match.span()) for match in nouns.context.joined_name.finditer(text)]
        marks = [span for span in nouns.context.boundaries(text) if not _is_inside(text, span, owners, nouns)]
        marks = [span for span in marks if not any(each.covers(span) for each in joined)]
        spans = [*marks, *values, *(span for span in verbs if text[span.start : span.end] not in site)]
        self.ends = sorted({span.end for span in spans if free(span)})
        soft = [span for span in verbs if text[span.start : span.end] in site and free(span)]
        edges = {0, *self.ends}
        plain = re.finditer(any_of(site & nouns.classes.keys()) or "(?!)", text)  # 将投资某某公司
        soft += [Span(*match.span()) for match in plain if match.start() in edges]
        self.soft = sorted({span.end for span in soft})

    def before(self, position: int, *, over_soft: bool) -> int:
        """The nearest wall at or before a position; a verb right there may count as part of the name."""
        hard = self.ends[index] if (index := bisect_right(self.ends, position) - 1) >= 0 else 0
        limit = position - 1 if over_soft else position
        soft = self.soft[index] if (index := bisect_right(self.soft, limit) - 1) >= 0 else 0
        return max(hard, soft)


def _is_inside(text: str, span: Span, owners: Collection[int], nouns: ChineseNouns) -> bool:
    """Whether a small word, measure or adjective is part of a name: 生产及供应, 二期项目, after its owner 某某全球研发中心."""
    word = text[span.start : span.end]
    if word in ("及", "和", "与"):
        verbs = nouns.list("nounVerb") | nouns.list("siteVerb")
        return text[span.start - 2 : span.start] in verbs and text[span.end : span.end + 2] in verbs
    if word in nouns.list("joinedHead"):
        return nouns.pattern.match(text, span.end) is not None
    if word.endswith("期"):
        return any(text.startswith(noun, span.end) for noun in nouns.list("undertakingNoun"))
    return span.start in owners and word in nouns.list("reachWord")
