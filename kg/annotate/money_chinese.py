"""Sums of money in Chinese: figures or numerals, multipliers such as 万 and 亿, a currency before or after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from kg.annotate.currencies import settle
from kg.annotate.numbers import CHINESE_NUMERAL, CHINESE_SCALE, chinese_scale, parse_chinese, parse_figure, plain
from kg.annotate.qualifiers import chinese_qualifier
from kg.records import Money, MoneySpan, Span

_CURRENCIES: Mapping[str, str] = {
    "USD": "美元 美金", "EUR": "欧元 歐元", "GBP": "英镑 英鎊", "JPY": "日元 日圆 日圓", "HKD": "港元 港币 港幣 "
    "港圆 港圓",
    "CNY": "元人民币 元人民幣 人民币元 人民币 人民幣", "TWD": "新台币 新台幣 新臺幣 台币 台幣 元新台币 元新台幣",
    "KRW": "韩元 韓元 韩圆 韓圜 韩币", "RUB": "卢布 盧布", "INR": "印度卢比 印度盧比 卢比 盧比", "PKR": "巴基斯坦卢比",
    "CHF": "瑞士法郎 瑞郎", "CAD": "加元 加币 加拿大元 加幣", "AUD": "澳元 澳币 澳大利亚元 澳幣", "MOP": "澳门元 "
    "澳門元 澳门币",
    "SGD": "新加坡元 新元 新币 坡币 新加坡幣", "NZD": "新西兰元 纽元 紐元", "THB": "泰铢 泰銖", "MYR": "林吉特 "
    "令吉 马币 馬幣",
    "IDR": "印尼盾 印尼卢比", "VND": "越南盾 越盾", "PHP": "菲律宾比索", "MXN": "墨西哥比索", "ARS": "阿根廷比索",
    "CLP": "智利比索",
    "BRL": "雷亚尔 巴西雷亚尔", "SAR": "沙特里亚尔 里亚尔 沙特里亞爾", "QAR": "卡塔尔里亚尔", "AED": "迪拉姆 "
    "阿联酋迪拉姆",
    "ZAR": "兰特 南非兰特", "SEK": "瑞典克朗", "NOK": "挪威克朗", "DKK": "丹麦克朗 丹麥克朗", "CZK": "捷克克朗",
    "PLN": "兹罗提",
    "HUF": "福林", "TRY": "里拉 土耳其里拉", "KZT": "坚戈", "UZS": "苏姆", "EGP": "埃及镑", "KWD": "科威特第纳尔",
    "元": "元 圆 圓 块钱",
}  # fmt: skip
_NAMES = {name: code for code, names in _CURRENCIES.items() for name in names.split()}
_BEFORE: Mapping[str, str] = {
    "人民币": "CNY", "人民幣": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "¥", "￥": "¥", "US$": "USD", "USD": "USD",
    "美元": "USD", "$": "USD", "＄": "USD", "HK$": "HKD", "港币": "HKD", "港幣": "HKD", "NT$": "TWD", "新台币": "TWD",
    "新台幣": "TWD", "新臺幣": "TWD", "€": "EUR", "EUR": "EUR", "欧元": "EUR", "£": "GBP", "S$": "SGD", "A$": "AUD",
    "C$": "CAD", "日元": "JPY", "₩": "KRW", "₹": "INR",
}  # fmt: skip


def _any_of(names: Mapping[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


_FIGURE = r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+"
_NUMERAL = (
    rf"(?<![{CHINESE_NUMERAL}{CHINESE_SCALE}数數几幾上多余餘第])[{CHINESE_NUMERAL}]++(?:点[{CHINESE_NUMERAL}]++)?+"
)
# 元 begins many other words (三元锂电池 aside, which is caught by asking for a multiplier).
_SUM = re.compile(
    rf"""
    (?:(?P<before>{_any_of(_BEFORE)})[ ]?)?+
    (?P<low>{_FIGURE}|{_NUMERAL})(?P<odd1>[多余餘])?[ ]?(?P<scale1>[{CHINESE_SCALE}]*+)(?P<odd2>[多余餘])?
    (?:[ ]?(?P<name1>{_any_of(_NAMES)}))?+
    (?:[ ]?[-–—~～至到][ ]?(?P<high>(?<!\d)\d++(?:[.,]\d++)*+|[{CHINESE_NUMERAL}]++)[ ]?(?P<scale2>[{CHINESE_SCALE}]*+)
       (?:[ ]?(?P<name2>{_any_of(_NAMES)}))?+)?
    """,
    re.VERBOSE,
)
_NOT_MONEY = re.compile(r"[素件旦首宇月器老勋化组組年气氣]")  # 元素, 元件, 三元化 ...
_TAIWAN = re.compile(r"[台臺](?:灣|北|中|南|幣|積)|新竹|高雄|桃園|嘉義|竹科|南科|中科|經濟部長?|金管會")
_UNIT_BEFORE = re.compile(r"每[^，。,\s\d]{1,4}$")
_UNIT_AFTER = re.compile(r"[ ]?(?:/|／|每(?!年)|一(?=[股吨噸桶台辆輛斤张張个個]))")


def find_chinese_money(text: str) -> list[MoneySpan]:
    """The sums that the Chinese grammar finds, in order; a price by the unit (`每股50元`) is left out."""
    found: list[MoneySpan] = []
    position = 0
    while match := _SUM.search(text, position):
        sum_ = _read(match, text)
        position = max(match.end(), match.start() + 1)
        if sum_:
            position = sum_.span.end
            if not _UNIT_BEFORE.search(text, max(0, match.start() - 6), match.start()) and not _UNIT_AFTER.match(
                text, position
            ):
                found.append(sum_)
        elif match.group("high"):  # 2023-10亿元: the second figure may start a sum of its own
            position = match.start("high")
    return found


def _read(match: re.Match[str], text: str) -> MoneySpan | None:
    groups = match.groupdict()
    end = match.end()
    last = match.group("name2") if groups["high"] else match.group("name1")
    if groups["high"] and not _is_range(match):
        end, last = match.end("name1"), groups["name1"]
        groups |= {"high": None, "scale2": None, "name2": None}
    name = last or groups["name1"]
    currency = _NAMES[name] if name else _BEFORE.get(groups["before"] or "", "")
    if currency == "元":
        if _NOT_MONEY.match(text, end):
            return None
        currency = _BEFORE.get(groups["before"] or "") or currency
    if groups["high"] and not last and not groups["before"]:
        return None
    low = _value(groups["low"])
    scale1, scale2 = groups["scale1"] or "", groups["scale2"] or ""
    if not currency or low is None or end < 0 or not _weighty(groups["low"], scale1 + scale2, name, groups["before"]):
        return None
    span = Span(match.start(), end)
    high = _value(groups["high"]) if groups["high"] else None
    upper = None if high is None else plain(high * chinese_scale(scale2))
    amount = plain(low * chinese_scale(scale1 or (scale2 if upper is not None else "")))
    qualifier = chinese_qualifier(text, span.start, span.end)
    if groups["odd1"] or groups["odd2"]:
        qualifier = "more than"
    return MoneySpan(span, Money(amount, _code(currency, text, span), qualifier, upper))


def _is_range(match: re.Match[str]) -> bool:
    """Whether both figures make one range: the upper one is greater and there is a currency on it or before both."""
    low, high = _value(match.group("low")), _value(match.group("high"))
    if (
        low is None
        or high is None
        or not (match.group("name2") or (match.group("before") and not match.group("name1")))
    ):
        return False
    scale1, scale2 = match.group("scale1"), match.group("scale2")
    if match.group("name1") and match.group("name1") != match.group("name2"):
        return False
    return low * chinese_scale(scale1 or scale2) < high * chinese_scale(scale2)


def _value(figure: str) -> Decimal | None:
    if figure[0].isdigit():
        return parse_figure(figure)
    whole, _, fraction = figure.partition("点")
    value, digits = parse_chinese(whole), parse_chinese(fraction) if fraction else 0
    if value is None or digits is None:
        return None
    return Decimal(value) + Decimal(digits).scaleb(-len(fraction))


def _weighty(figure: str, scale: str, name: str | None, before: str | None) -> bool:
    """Whether it is surely money: in figures, with a multiplier, or with an unmistakable currency."""
    if not name and not scale:
        return False  # "US$ 5" is read by the English grammar
    if figure[0].isdigit() or scale or before:
        return True
    return any(sign in "十百千" for sign in figure) or _NAMES.get(name or "") != "元"


def _code(currency: str, text: str, span: Span) -> str:
    if currency == "¥":
        return settle("¥", text, span.start, span.end, "CNY")
    if currency != "元":
        return currency
    # 元 is the mainland's unless the script is traditional and another country is spoken of nearby.
    traditional = any(sign in "億萬圓" for sign in text[span.start : span.end])
    if not traditional:
        return "CNY"
    return settle("元", text, span.start, span.end, "TWD" if _TAIWAN.search(text) else "")
