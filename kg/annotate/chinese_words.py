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
    r"[\d.]+(?:万|亿|余|多)*(?:平方米|平方公里|公里|亩|吨|GWh|GW|MW|MWh|kW|兆瓦时?|吉瓦时?|千瓦|辆|套|台|片|"
    r"件|支|升|人|年|月|日|%|％|倍|纳米|英寸)"
)
SMALL_WORD = (
    r"(?<![参给赋授付])与(?!会)|(?<![共总中缓饱])和(?![记平谐睦])|(?<![存正现所])在(?![线职])|(?<![自理])由(?!于)|"
    r"(?<![针面绝应])对(?![外接])|(?<![方面意走])向(?!日葵)"
    r"|将(?!军)|(?<![成作认行称名因])为(?![期])|的|(?<![普以])及(?!时|格)|了|(?<![只但还就])是|(?<![位设关基由属对处归坐善])于|"
    r"(?<!自)从(?!业)|把|被|(?<!转)让|跟|其(?!中)"
    r"|该|此|至|(?<![得达])到|(?<![数证根依占])据(?!悉)|(?<![名简职])称|(?<![可所予加])以(?!色列|及)|(?<!基)因(?!此)|"
    r"并(?!购)|而|(?<![原规准法])则|也"
    r"|又|已|(?<![虚模])拟|获(?!得)|(?<!成)就(?!业)|某|(?<![共合协])同(?![济仁方行创和兴])|(?<![平高中初])等|"
    r"各|由于|位于|设于|关于|基于|对于|坐落于|成为|作为|称为|名为|以及|或"
)
_LINKS = (
    "近日|日前|今日|昨日|今天|昨天|当日|目前|此次|本次|此前|随后|同时|其中|此外|另外|据悉|未来|今年|去年|明年|"
    "上午|下午|之后|以来|期间|会上|旗下|通过|根据|按照|随着|围绕|包括|以及|作为|成为|称为|名为"
    "|领军企业|龙头企业|龙头|巨头|独角兽|知名|领先|全球|主要|共同|联合|携手|分别|正式|成功|首次|再次|再度|"
    "继续|持续|不断|记者|来自|当地|全资|控股子公司|全资子公司|子公司|运营商|供应商|制造商|服务商|开发商|厂商|"
    "品牌商|参观|走访|拜访|会见|会谈"
    "|迎来|举行|吸引|引入|带来|推进|促进|加快|实现|提供|或将|预计|力争|有望|可能|能够|可以|需要|必须|应当|"
    "既是|不仅|而且|但是|然而|因此|所以|如果|虽然"
)
_BEFORE_NAME = re.compile(rf"{MEASURE}|{QUANTITY}|{_LINKS}|{SMALL_WORD}")
EXPLAINED = re.compile(
    rf"{MEASURE}|{QUANTITY}|{_LINKS}|{SMALL_WORD}|[将拟还再又更首]|一期|二期|三期|连续|大力|重点|积极|全力|深度|进一步"
)
PUNCTUATION = re.compile(r"[^\w（）·&\-－®．.]|_")
# What may follow a name that ends in a word of ordinary use: nothing that makes a longer word of it.
AFTER_NAME = re.compile(
    rf"$|[^\w]|{SMALL_WORD}|{_LINKS}|宣布|表示|完成|获|签|投资|收购|计划|创始|董事|总|首席|CEO|成立|创立|发布|"
    rf"推出|领投|跟投|入股|参与|参加|负责|专注|聚焦|落户|入驻|旗下|总部|亮相|股价|股份|集团|公司|方面|官宣|披露|"
    rf"透露|指出|称|说|打造|建设|新|已|承建|注资|增资|提供|出席|位于"
)
_ACTS = (
    "宣布|表示|称|完成|获|签|投资|收购|计划|创始|董事长|总裁|总经理|首席|CEO|创立|成立于|发布|推出|领投|跟投|"
    "参投|入股|参与|参加|负责|专注|聚焦|落户|入驻|旗下|总部位于|总部设|亮相|股价|方面|官宣|披露|透露|拟|达成|"
    "携手|联合|近日|日前|今日|昨日|将|已|在|与|于|是一家|注资|增资|管理|承建|位于|公告|股份|（"
)
ACTOR_AFTER = re.compile(_ACTS)
ACTOR_BEFORE = re.compile(r"(?:由|与|携手|联合|收购|入股|旗下|旗下的|向|牵手|联手|领投方|股东)$")
APPOSED = re.compile(r"[“「『][^”」』]{1,20}[”」』](?!项目|工程|计划|模式)")
QUOTED_NAME = re.compile(
    r"(?:公司|企业|平台|品牌|服务商|提供商|供应商|开发商|制造商|生产商|厂商|机构|团队|初创|独角兽)[“「『](?P<apposed>[^“”「」『』，。]{2,16})[”」』](?!项目|"
    r"工程|计划)"
    r"|[“「『](?P<acting>[^“”「」『』，。]{2,12})[”」』](?=宣布|完成|获得|获|近日|日前|今日|昨日|今天|正式|已完成|创始|（)"
    r"|(?:公司|企业|服务商|提供商|供应商|开发商|制造商|生产商|厂商|独角兽)"
    r"(?P<bare>[\u4e00-\u9fff]{2,5}?|[A-Z][A-Za-z0-9]+(?: [A-Z][A-Za-z]+)*)(?=宣布|"
    r"完成|获得|获近|获数|近日|日前|（|已完成)"
)
TITLE_END = re.compile(
    r"$|[^\w·]|表示|称|说|指出|介绍|透露|认为|强调|与|和|在|出席|参加|会见|率|对|向|告诉|代表|宣布|致辞|坦言|"
    r"也|及|共同|等|今|昨|日前|近日|的|将|为|曾|担任|于"
)


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


def boundaries(text: str) -> list[Span]:
    """The stretches that no name can hold: small words, measures, marks."""
    return [Span(*match.span()) for pattern in (_BEFORE_NAME, PUNCTUATION) for match in pattern.finditer(text)]
