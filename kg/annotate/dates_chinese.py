"""Dates in Chinese: 2023年11月6日, 今年3月, 上月, 昨日, 周二, 当日, in figures or Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from kg.annotate.numbers import parse_chinese
from kg.annotate.reckoning import Calendar, dated
from kg.records import DateSpan, PartialDate, Span

_YEARS = {"今年": 0, "本年度": 0, "本年": 0, "去年": -1, "明年": 1, "前年": -2, "后年": 2, "後年": 2}
_MONTHS = {"本月": 0, "这个月": 0, "上个月": -1, "上個月": -1, "上月": -1, "下个月": 1, "下個月": 1, "下月": 1}
_DAYS = {
    "今日": 0, "今天": 0, "昨日": -1, "昨天": -1, "前天": -2, "明日": 1, "明天": 1, "后天": 2, "後天": 2,
    "今晚": 0, "昨晚": -1, "今晨": 0, "今早": 0,
}  # fmt: skip
_BOUND = dict.fromkeys(
    "当日 當日 当天 當天 同日 同一天 当月 當月 同月 当年 當年 同年 次日 翌日 次月 次年 翌年".split(), 0
)
_WEEKS = {"本": 0, "这": 0, "這": 0, "上": -1, "下": 1}
_WEEKDAYS = {sign: day for day, signs in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for sign in signs}
_AHEAD = re.compile(r"(?:将|將|预计|預計|计划|計劃|拟|擬|有望|力争|力爭|定于|定於|截止|报名)[^，,。！？；;\n]{0,12}$")
_LOOK_BACK = 16


def _words(words: Mapping[str, int]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_CARDINAL = "一二三四五六七八九十"
_MONTH = rf"((?<!\d)\d{{1,2}}|(?<![{_CARDINAL}])[{_CARDINAL}]{{1,3}})[ ]?月(?:份|(?![球亮饼餅季薪租供嫂子息牙刊]))"
_DAY_NUMBER = rf"(?:\d{{1,2}}|[{_CARDINAL}]{{1,3}})"
_DAY = rf"({_DAY_NUMBER})(?:[ ]?(?:[日号號][ ]?)?[-–—~～至][ ]?{_DAY_NUMBER})?[ ]?[日号號](?!线|線|楼|樓)"
_DIGIT = "〇零○一二三四五六七八九"
_YEAR = rf"((?<!\d)(?<!\d[.,])\d{{4}}|(?<![{_DIGIT}十百千])[{_DIGIT}]{{4}})[ ]?年(?![代来來内內间間])(?:度)?"
# A day without its month stands at the head of a report: 5日,公司宣布; elsewhere it may be a duration.
_BARE_DAY = (
    r"(?<![\d月第近期过過续續為为每前后後.\-~至])(\d{1,2})日(?=[,，、]|上午|下午|晚|凌晨|早|电|電|讯|訊|"
    r"在|从|從|表示|宣布|发布|發布|获悉|与|與|起|举行|签)"
)

_TODAY = r"[今昨明][天日]?[（(](\d{1,2})[日号號]?[）)][天日]?"  # 今（6）日

_Reader = Callable[[re.Match[str], Calendar, bool], PartialDate | None]


def find_chinese_dates(text: str, calendar: Calendar) -> list[DateSpan]:
    """The dates that the Chinese grammar finds, in order; `date` is None where another event's date would settle it."""
    found = sorted(_all_found(text, calendar), key=lambda date: (date.span.start, -date.span.end))
    kept: list[DateSpan] = []
    for date_span in found:
        if not kept or kept[-1].span.end <= date_span.span.start:
            kept.append(date_span)
    return kept


def _all_found(text: str, calendar: Calendar) -> Iterator[DateSpan]:
    for pattern, read in _GRAMMAR:
        for match in pattern.finditer(text):
            ahead = _AHEAD.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]) is not None
            date = read(match, calendar, ahead)
            if date:
                yield DateSpan(Span(*match.span()), date)
    for match in _BOUND_DATE.finditer(text):
        yield DateSpan(Span(*match.span()), None)


def _number(figure: str | None) -> int | None:
    if figure is None:
        return None
    return int(figure) if figure.isdigit() else parse_chinese(figure)


def _full(match: re.Match[str], calendar: Calendar, ahead: bool) -> PartialDate | None:
    year = _number(match.group(1))
    return dated(year, _number(match.group(2)), _number(match.group(3))) if year else None


def _relative_year(match: re.Match[str], calendar: Calendar, ahead: bool) -> PartialDate | None:
    year = calendar.years_on(_YEARS[match.group(1)])
    return year and dated(int(year.value), _number(match.group(2)), _number(match.group(3)))


def _month_and_day(match: re.Match[str], calendar: Calendar, ahead: bool) -> PartialDate | None:
    month, day = _number(match.group(1)), _number(match.group(2))
    if not month:
        return None
    if day is None:
        return calendar.month_named(month, forward=ahead)
    return calendar.month_day(month, day, forward=ahead)


def _relative_month(match: re.Match[str], calendar: Calendar, ahead: bool) -> PartialDate | None:
    month, day = calendar.months_on(_MONTHS[match.group(1)]), _number(match.group(2))
    if month and day:
        return dated(int(month.value[:4]), int(month.value[5:]), day)
    return month


def _relative_day(match: re.Match[str], calendar: Calendar, ahead: bool) -> PartialDate | None:
    return calendar.days_on(_DAYS[match.group(1)])


def _weekday(match: re.Match[str], calendar: Calendar, ahead: bool) -> PartialDate | None:
    weekday = _WEEKDAYS[match.group(2)]
    if match.group(1):
        return calendar.day_of_week(weekday, _WEEKS[match.group(1)[0]])
    return calendar.weekday(weekday, forward=ahead)


def _day_alone(match: re.Match[str], calendar: Calendar, ahead: bool) -> PartialDate | None:
    return calendar.day_named(int(match.group(1)), forward=ahead)


_GRAMMAR: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(rf"{_YEAR}(?:[ ]?{_MONTH}(?:[ ]?{_DAY})?)?"), _full),
    (re.compile(rf"({_words(_YEARS)})(?<![投达達][产產][后後]年)(?:的?[ ]?{_MONTH}(?:[ ]?{_DAY})?)?"), _relative_year),
    (re.compile(rf"{_MONTH}(?:[ ]?{_DAY})?"), _month_and_day),
    (re.compile(rf"({_words(_MONTHS)})(?:({_DAY_NUMBER})[日号號])?"), _relative_month),
    (re.compile(rf"({_words(_DAYS)})(?!就|头条|頭條)"), _relative_day),
    (re.compile(r"([本这這上下][个個]?)?(?:周|星期|礼拜|禮拜|週)([一二三四五六日天])(?![期岁歲刊报報年])"), _weekday),
    (re.compile(_BARE_DAY), _day_alone),
    (re.compile(_TODAY), _day_alone),
)
_BOUND_DATE = re.compile(rf"(?:{_words(_BOUND)})(?:{_MONTH}(?:[ ]?{_DAY})?)?")
