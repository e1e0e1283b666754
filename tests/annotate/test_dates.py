"""What find_dates reads, in a text published on Monday 6 November 2023 unless a test says otherwise."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.dates import find_dates

PUBLISHED = "2023-11-06"

# text, (words of the span, value or None)...
ENGLISH = [
    ("signed on 6 November 2023", ("6 November 2023", "2023-11-06")),
    ("signed on November 6, 2023, in Torvik", ("November 6, 2023", "2023-11-06")),
    ("signed on Nov. 6", ("Nov. 6", "2023-11-06")),
    ("signed on Nov 6", ("Nov 6", "2023-11-06")),
    ("signed on Sept. 6", ("Sept. 6", "2023-09-06")),
    ("signed on November 6th, 2022", ("November 6th, 2022", "2022-11-06")),
    ("signed on the 6th of November", ("6th of November", "2023-11-06")),
    ("signed on Dec. 12", ("Dec. 12", "2022-12-12")),
    ("the fair ran on 6-8 November 2022", ("6-8 November 2022", "2022-11-06")),
    ("the fair ran on October 6-8", ("October 6-8", "2023-10-06")),
    ("built in March", ("March", "2023-03")),
    ("built in December", ("December", "2022-12")),
    ("built in November", ("November", "2023-11")),
    ("built in March this year", ("March this year", "2023-03")),
    ("built in March last year", ("March last year", "2022-03")),
    ("built in March of last year", ("March of last year", "2022-03")),
    ("to open in March next year", ("March next year", "2024-03")),
    ("built this March", ("this March", "2023-03")),
    ("built last March", ("last March", "2023-03")),
    ("to open next March", ("next March", "2024-03")),
    ("built in March 2021", ("March 2021", "2021-03")),
    ("built in March, 2021", ("March, 2021", "2021-03")),
    ("built in early March 2021", ("early March 2021", "2021-03")),
    ("built in mid-March", ("mid-March", "2023-03")),
    ("In August, Ostrelle bought it.", ("August", "2023-08")),
    ("In August Ostrelle bought it.", ("August", "2023-08")),
    ("It will open in March.", ("March", "2024-03")),
    ("It is scheduled to open in March.", ("March", "2024-03")),
    ("It will open on Nov. 20.", ("Nov. 20", "2023-11-20")),
    ("It plans to finish by June.", ("June", "2024-06")),
    ("It runs until April.", ("April", "2024-04")),
    ("Ostrelle, which said in March it would build", ("March", "2023-03")),
    ("Sales will rise. The mill opened in March.", ("March", "2023-03")),
    ("in May", ("May", "2023-05")),
    ("a deal of May 2022", ("May 2022", "2022-05")),
    ("October's summit", ("October", "2023-10")),
    ("founded in 2021", ("2021", "2021")),
    ("by 2026", ("2026", "2026")),
    ("since 1998", ("1998", "1998")),
    ("in 2030 it will", ("2030", "2030")),
    ("the year 2030", ("2030", "2030")),
    ("Ostrelle (2019) was", ("2019", "2019")),
    ("2021, the firm says, was hard", ("2021", "2021")),
    ("from 2021 to 2025", ("2021", "2021"), ("2025", "2025")),
    ("between 2021 and 2025", ("2021", "2021"), ("2025", "2025")),
    ("during 2021-2025", ("2021", "2021"), ("2025", "2025")),
    ("in the first quarter of 2024", ("first quarter of 2024", "2024")),
    ("in the second half of 2024", ("second half of 2024", "2024")),
    ("in Q3 2023", ("Q3 2023", "2023")),
    ("in early 2024", ("early 2024", "2024")),
    ("in late 2023", ("late 2023", "2023")),
    ("by mid-2025", ("mid-2025", "2025")),
    ("by the end of 2025", ("end of 2025", "2025")),
    ("in the spring of 2025", ("spring of 2025", "2025")),
    ("in fiscal 2024", ("2024", "2024")),
    ("by the end of the year", ("end of the year", "2023")),
    ("by year-end", ("year-end", "2023")),
    ("last year", ("last year", "2022")),
    ("this year", ("this year", "2023")),
    ("earlier this year", ("earlier this year", "2023")),
    ("by the end of next year", ("end of next year", "2024")),
    ("last month", ("last month", "2023-10")),
    ("this month", ("this month", "2023-11")),
    ("next month", ("next month", "2023-12")),
    ("announced today", ("today", "2023-11-06")),
    ("announced yesterday", ("yesterday", "2023-11-05")),
    ("two years ago", ("two years ago", "2021")),
    ("on Tuesday", ("Tuesday", "2023-10-31")),
    ("on Monday", ("Monday", "2023-11-06")),
    ("it said Friday", ("Friday", "2023-11-03")),
    ("last Monday", ("last Monday", "2023-10-30")),
    ("next Tuesday", ("next Tuesday", "2023-11-07")),
    ("it will meet on Thursday", ("Thursday", "2023-11-09")),
    ("on Tuesday, June 6, the", ("Tuesday, June 6", "2023-06-06")),
    ("on Tuesday (June 6)", ("Tuesday (June 6)", "2023-06-06")),
    ("on Tuesday, June 4, the", ("Tuesday, June 4", "2024-06-04")),
    ("on Tuesday, June 4, 2023, the", ("Tuesday, June 4, 2023", "2023-06-04")),
    ("on Tuesday, 4 June 2019", ("Tuesday, 4 June 2019", "2019-06-04")),
    ("dated 2023-11-06", ("2023-11-06", "2023-11-06")),
    ("dated 2023/11/06", ("2023/11/06", "2023-11-06")),
    ("dated 13/11/2023", ("13/11/2023", "2023-11-13")),
    ("dated 11/13/2023", ("11/13/2023", "2023-11-13")),
    ("dated 06.11.2023", ("06.11.2023", "2023-11-06")),
    ("on the same day", ("same day", None)),
    ("on the first day of the Torvik Fair", ("first day", None)),
    ("the following year", ("following year", None)),
    ("on the first day of March", ("March", "2023-03")),
]
CHINESE = [
    ("于2023年11月6日签约", ("2023年11月6日", "2023-11-06")),
    ("11月5日签约", ("11月5日", "2023-11-05")),
    ("12月5日签约", ("12月5日", "2022-12-05")),
    ("将于12月5日签约", ("12月5日", "2023-12-05")),
    ("2023年11月5日至10日举行", ("2023年11月5日至10日", "2023-11-05")),
    ("2023年3月", ("2023年3月", "2023-03")),
    ("到2027年", ("2027年", "2027")),
    ("今年3月", ("今年3月", "2023-03")),
    ("今年三月", ("今年三月", "2023-03")),
    ("去年", ("去年", "2022")),
    ("去年8月", ("去年8月", "2022-08")),
    ("去年8月9日", ("去年8月9日", "2022-08-09")),
    ("明年", ("明年", "2024")),
    ("前年", ("前年", "2021")),
    ("本月", ("本月", "2023-11")),
    ("上月", ("上月", "2023-10")),
    ("上个月", ("上个月", "2023-10")),
    ("昨日", ("昨日", "2023-11-05")),
    ("昨天", ("昨天", "2023-11-05")),
    ("今日", ("今日", "2023-11-06")),
    ("周二", ("周二", "2023-10-31")),
    ("星期二", ("星期二", "2023-10-31")),
    ("上周五", ("上周五", "2023-11-03")),
    ("下周一", ("下周一", "2023-11-13")),
    ("二〇二三年", ("二〇二三年", "2023")),
    ("二〇二三年十一月六日", ("二〇二三年十一月六日", "2023-11-06")),
    ("3月", ("3月", "2023-03")),
    ("预计3月投产", ("3月", "2024-03")),
    ("5日，公司宣布", ("5日", "2023-11-05")),
    ("當日", ("當日", None)),
    ("同日签约", ("同日", None)),
]


def language_of(text: str) -> str:
    return "zh" if any("一" <= sign <= "鿿" for sign in text) else "en"


def dates_of(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    found = find_dates(text, language_of(text), published)
    return [(text[each.span.start : each.span.end], each.date.value if each.date else None) for each in found]


@pytest.mark.parametrize("case", ENGLISH + CHINESE, ids=lambda case: case[0])
def test_a_date_is_read_as_precisely_as_stated(case: tuple[str, *tuple[tuple[str, str | None], ...]]) -> None:
    text, *expected = case
    assert dates_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ostrelle may invest", "May invest more", "They march on", "the March on Torvik", "August Capital",
        "invested in August Capital",
        "Teresa May said", "Mar-a-Lago", "an august body", "2,000 jobs", "in 2000 vehicles", "by 2000 units", "of 2000 robots",
        "from 2000 to 2500 jobs", "the 1990s", "in the 1990s", "model 2021 of", "$2021", "2021%", "in 2021 dollars",
        "over six years", "for three years", "within five years", "for six consecutive years", "over the next year", "the past year",
        "06/11/2023", "31/02/2023", "February 30", "31 February 2023", "2023-13-01", "Black Friday", "every Tuesday", "today's market",
        "last week", "1990年代", "3个月", "五年内", "日前", "近日", "2023年2月31日", "30日内", "五周年",
    ],
)  # fmt: skip
def test_what_is_not_a_date_is_left_out(text: str) -> None:
    assert dates_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "last year",
        "Nov. 6",
        "in March",
        "on Tuesday",
        "today",
        "two years ago",
        "this March",
        "11月5日",
        "去年",
        "昨日",
        "周二",
    ],
)
def test_without_publication_date_relative_dates_give_nothing(text: str) -> None:
    assert dates_of(text, None) == []


def test_without_publication_date_full_dates_are_read() -> None:
    assert dates_of("on 6 November 2023 and in March 2021", None) == [
        ("6 November 2023", "2023-11-06"), ("March 2021", "2021-03"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2023", "last year", "2022"),
        ("2023-11", "last month", "2023-10"),
        ("2023-11", "Oct. 6", "2023-10-06"),
        ("2024-01-03", "last month", "2023-12"),
    ],
)
def test_a_rough_publication_date_serves_as_far_as_it_goes(published: str, text: str, value: str) -> None:
    assert [date for _, date in dates_of(text, published)] == [value]


@pytest.mark.parametrize("text", ["yesterday", "on Tuesday"])
def test_a_rough_publication_date_does_not_settle_a_day(text: str) -> None:
    assert dates_of(text, "2023-11") == []


GRAMMAR_ALPHABET = st.lists(
    st.sampled_from(
        "May March Nov . 6 31 th 2023 2000 , - – / in by of the this last next year month day first same Tuesday "
        "( ) today two ago "
        "end early to and 年 月 日 11 今年 去年 上周 二 当日 将 \n\n will s '".split(" ")
    ),
    max_size=30,
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)]))


@given(
    st.one_of(st.text(), GRAMMAR_ALPHABET),
    st.sampled_from(["en", "zh"]),
    st.sampled_from([None, "2023", "2023-11", PUBLISHED, "2024-02-29", "1900-01-01", "2100-12-31", "nonsense"]),
)
def test_spans_lie_in_the_text_in_order_and_apart(text: str, language: str, published: str | None) -> None:
    reached = 0
    for found in find_dates(text, language, published):
        assert reached <= found.span.start < found.span.end <= len(text)
        assert found.date is None or re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", found.date.value)
        reached = found.span.end


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_written_in_any_style_is_read_back(day: date) -> None:
    month = day.strftime("%B")
    chinese = f"于{day.year}年{day.month}月{day.day}日签约"
    for text in (
        f"on {day.day} {month} {day.year}",
        f"on {month} {day.day}, {day.year},",
        f"on {day.isoformat()}",
        chinese,
    ):
        assert [value for _, value in dates_of(text)] == [day.isoformat()]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1/",
        "2023-",
        "May ",
        "2023 ",
        "in 2000 to ",
        "will ",
        "Nov. ",
        "一",
        "11月",
        "今年",
        "early ",
        "first day of ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    started = time.process_time()
    find_dates(piece * (60_000 // len(piece)), "en", PUBLISHED)
    assert time.process_time() - started < 5
