"""The closed classes of Chinese: where sentences end, and the small words that part names from what stands around them."""

from __future__ import annotations

import re

from kg.annotate.chinese_script import simplified
from kg.records import Span

# Half-width marks as full-width ones, so that a rule need only know one of each.
_MARKS = str.maketrans({"(": "（", ")": "）", ":": "：", ";": "；", "!": "！", "?": "？", "｡": "。", "﹐": "，"})
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_OPENING, _CLOSING = "“「『《（", "”」』》）"
_SENTENCE_END = "。！？；\n"
_LONGEST_QUOTE = 120

NUMERAL = r"[\d一二两三四五六七八九十百千多数几]"
MEASURE = (
    rf"(?:第{NUMERAL}+|{NUMERAL}+(?:余|多)?)(?:个|座|条|项|批|支|只|款|台|期|家|名|位|处|所|场|笔|份|大|届|轮|"
    rf"次|间|艘|架)"
)
QUANTITY = (
    r"[\d.]+(?:万|亿|余|多)*(?:平方米|平方公里|公里|亩|吨|GWh|GW|MW|MWh|kW|兆瓦时?|吉瓦时?|千瓦|辆|套|台|片|条|只|块|瓶|盒|头|羽|立方米|艘|桶|米|公斤|"
    r"件|支|升|人|年|月|日|%|％|倍|纳米|英寸)"
)
SMALL_WORD = (
    r"(?<![参给赋授付])与(?!会)|(?<![共总中缓饱])和(?![记平谐睦])|(?<![存正现所])在(?![线职])|(?<![自理])由(?!于)|"
    r"(?<![针面绝应])对(?![外接])|(?<![方面意走])向(?!日葵)"
    r"|将(?!军)|(?<![成作认称名因])(?<!(?<![分支银])行)为(?![期])|的|(?<![普以])及(?!时|格)|了|(?<![只但还就])是|(?<![位设关基由属对处归坐善])于|"
    r"(?<!自)从(?!业)|把|被|(?<!转)让|跟|其(?!中)"
    r"|该|此|至|(?<![得达])到|(?<![数证根依占])据(?!悉)|(?<![名简职])称|(?<![可所予加])以(?!色列|及)|(?<!基)因(?!此)|"
    r"并(?!购)|而|(?<![原规准法])则|也"
    r"|又|已|(?<![虚模])拟|获(?!得)|(?<!成)就(?!业)|某|(?<![共合协])同(?![济仁方行创和兴])|(?<![平高中初])等|"
    r"各|由于|位于|设于|关于|基于|对于|坐落于|成为|作为|称为|名为|以及|或"
)
PUNCTUATION = re.compile(r"[^\w（）·&\-－®．.]|_")


def normalised(text: str) -> str:
    """The text in simplified characters with full-width marks; of the same length."""
    return _COMMA.sub("，", simplified(text).translate(_MARKS))


def sentence_spans(text: str) -> list[Span]:
    """The sentences of a normalised text; what stands in quotation marks or brackets is not cut."""
    spans: list[Span] = []
    start, opened, depth = 0, 0, 0
    for index, sign in enumerate(text):
        if sign in _OPENING:
            opened, depth = (index if not depth else opened), depth + 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        if sign == "\n" or index - opened > _LONGEST_QUOTE:
            depth = 0
        if (sign in _SENTENCE_END and not depth) or (
            sign in "”」』" and not depth and index and text[index - 1] in "。！？"
        ):
            spans.append(Span(start, index + 1))
            start = index + 1
    spans.append(Span(start, len(text)))
    return [trimmed for span in spans if (trimmed := _trimmed(text, span))]


def _trimmed(text: str, span: Span) -> Span | None:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return Span(start, end) if any(sign.isalnum() for sign in text[start:end]) else None
