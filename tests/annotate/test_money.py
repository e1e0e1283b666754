"""What find_money reads: one line of each table is one way in which a newspaper writes a sum."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.money import find_money

# text, words of the span, amount, currency, qualifier
ENGLISH = [
    ("Brellin will invest US$400 million in Torvik.", "US$400 million", "400000000", "USD", ""),
    ("Brellin raises $1bn", "$1bn", "1000000000", "USD", ""),
    ("Brellin raises $1b for fund", "$1b", "1000000000", "USD", ""),
    ("a $2.5-billion plant", "$2.5-billion", "2500000000", "USD", ""),
    ("a $2.5-billion-dollar plant", "$2.5-billion-dollar", "2500000000", "USD", ""),
    ("to spend USD 3.5 billion there", "USD 3.5 billion", "3500000000", "USD", ""),
    ("to spend USD3.5bn there", "USD3.5bn", "3500000000", "USD", ""),
    ("It cost U.S.$7 million.", "U.S.$7 million", "7000000", "USD", ""),
    ("It cost US $7 million.", "US $7 million", "7000000", "USD", ""),
    ("a €350 million loan", "€350 million", "350000000", "EUR", ""),
    ("a EUR350m loan", "EUR350m", "350000000", "EUR", ""),
    ("a loan of 350 million euros", "350 million euros", "350000000", "EUR", ""),
    ("a 350-million-euro loan", "350-million-euro", "350000000", "EUR", ""),
    ("a loan of 1,5 billion euros", "1,5 billion euros", "1500000000", "EUR", ""),
    ("a fee of €1.234,56", "€1.234,56", "1234.56", "EUR", ""),
    ("a fee of €1.234.567", "€1.234.567", "1234567", "EUR", ""),
    ("a fee of $1,234.50", "$1,234.50", "1234.5", "USD", ""),
    ("a fee of €100", "€100", "100", "EUR", ""),
    ("a fee of 100€", "100€", "100", "EUR", ""),
    ("a fee of 50,000 euros", "50,000 euros", "50000", "EUR", ""),
    ("worth 12 billion yuan", "12 billion yuan", "12000000000", "CNY", ""),
    ("worth RMB 1.5bn", "RMB 1.5bn", "1500000000", "CNY", ""),
    ("worth RMB1.5bn", "RMB1.5bn", "1500000000", "CNY", ""),
    ("worth CNY 30 million", "CNY 30 million", "30000000", "CNY", ""),
    ("worth 10 billion RMB", "10 billion RMB", "10000000000", "CNY", ""),
    ("worth 10 billion renminbi", "10 billion renminbi", "10000000000", "CNY", ""),
    ("an outlay of Rs 17,500 crore", "Rs 17,500 crore", "175000000000", "INR", ""),
    ("an outlay of Rs. 17,500 crore", "Rs. 17,500 crore", "175000000000", "INR", ""),
    ("an outlay of INR 17,500 crore", "INR 17,500 crore", "175000000000", "INR", ""),
    ("an outlay of ₹500 cr", "₹500 cr", "5000000000", "INR", ""),
    ("an outlay of 5 lakh crore rupees", "5 lakh crore rupees", "5000000000000", "INR", ""),
    ("an outlay of Rs 1,50,000", "Rs 1,50,000", "150000", "INR", ""),
    ("Karachi port gets Rs 40 billion", "Rs 40 billion", "40000000000", "PKR", ""),
    ("SAR 1.2bn for a mill", "SAR 1.2bn", "1200000000", "SAR", ""),
    ("3 billion Saudi riyals", "3 billion Saudi riyals", "3000000000", "SAR", ""),
    ("AED 900 million for a port", "AED 900 million", "900000000", "AED", ""),
    ("3 trillion won for chips", "3 trillion won", "3000000000000", "KRW", ""),
    ("500 billion yen for chips", "500 billion yen", "500000000000", "JPY", ""),
    ("¥500 billion for chips", "¥500 billion", "500000000000", "JPY", ""),
    ("a Shenzhen maker won ¥500 million", "¥500 million", "500000000", "CNY", ""),
    ("£12m for a lab", "£12m", "12000000", "GBP", ""),
    ("12 million pounds for a lab", "12 million pounds", "12000000", "GBP", ""),
    ("2 million pounds of public money", "2 million pounds", "2000000", "GBP", ""),
    ("A$5 million", "A$5 million", "5000000", "AUD", ""),
    ("C$6 million", "C$6 million", "6000000", "CAD", ""),
    ("$6 million Canadian.", "$6 million Canadian", "6000000", "CAD", ""),
    ("HK$7 million", "HK$7 million", "7000000", "HKD", ""),
    ("3 billion Hong Kong dollars", "3 billion Hong Kong dollars", "3000000000", "HKD", ""),
    ("NT$8 million", "NT$8 million", "8000000", "TWD", ""),
    ("8 million New Taiwan dollars", "8 million New Taiwan dollars", "8000000", "TWD", ""),
    ("S$9 million", "S$9 million", "9000000", "SGD", ""),
    ("50 million Singapore dollars", "50 million Singapore dollars", "50000000", "SGD", ""),
    ("R$10 million", "R$10 million", "10000000", "BRL", ""),
    ("R1.2bn for a mine", "R1.2bn", "1200000000", "ZAR", ""),
    ("SEK 11 million", "SEK 11 million", "11000000", "SEK", ""),
    ("NOK 11m, DKK later", "NOK 11m", "11000000", "NOK", ""),
    ("12 million kr", "12 million kr", "12000000", "SEK", ""),
    ("Danish makers get 12 million kr", "12 million kr", "12000000", "DKK", ""),
    ("40 million Norwegian kroner", "40 million Norwegian kroner", "40000000", "NOK", ""),
    ("CHF 13m", "CHF 13m", "13000000", "CHF", ""),
    ("RM2.4 billion in Penang", "RM2.4 billion", "2400000000", "MYR", ""),
    ("Rp 5 trillion in Batam", "Rp 5 trillion", "5000000000000", "IDR", ""),
    ("2 bln dollars", "2 bln dollars", "2000000000", "USD", ""),
    ("100 mln euros", "100 mln euros", "100000000", "EUR", ""),
    ("half a billion dollars", "half a billion dollars", "500000000", "USD", ""),
    ("a half-billion-dollar mill", "a half-billion-dollar", "500000000", "USD", ""),
    ("a billion euros", "a billion euros", "1000000000", "EUR", ""),
    ("one and a half billion euros", "one and a half billion euros", "1500000000", "EUR", ""),
    ("two-and-a-half billion dollars", "two-and-a-half billion dollars", "2500000000", "USD", ""),
    ("two hundred million dollars", "two hundred million dollars", "200000000", "USD", ""),
    ("two hundred and fifty million dollars", "two hundred and fifty million dollars", "250000000", "USD", ""),
    ("twenty-five million dollars", "twenty-five million dollars", "25000000", "USD", ""),
    ("two million five hundred thousand dollars", "two million five hundred thousand dollars", "2500000", "USD", ""),
    ("a quarter of a billion dollars", "a quarter of a billion dollars", "250000000", "USD", ""),
    ("it earns $2 billion a year", "$2 billion", "2000000000", "USD", ""),
    ("all figures are in Canadian dollars; it spent $5 million", "$5 million", "5000000", "CAD", ""),
    ("some $400 million", "$400 million", "400000000", "USD", "about"),
    ("about $400 million", "$400 million", "400000000", "USD", "about"),
    ("around €4m", "€4m", "4000000", "EUR", "about"),
    ("nearly €4m", "€4m", "4000000", "EUR", "nearly"),
    ("just under €4m", "€4m", "4000000", "EUR", "nearly"),
    ("for over $500 million", "$500 million", "500000000", "USD", "more than"),
    ("more than $500 million", "$500 million", "500000000", "USD", "more than"),
    ("more than an additional $500 million", "$500 million", "500000000", "USD", "more than"),
    ("a $400 million-plus deal", "$400 million", "400000000", "USD", "more than"),
    ("at least another $6 bn", "$6 bn", "6000000000", "USD", "at least"),
    ("no less than $6 bn", "$6 bn", "6000000000", "USD", "at least"),
    ("up to $5m", "$5m", "5000000", "USD", "up to"),
    ("up to about $5m", "$5m", "5000000", "USD", "up to"),
    ("as much as $5m", "$5m", "5000000", "USD", "up to"),
    ("no more than $5m", "$5m", "5000000", "USD", "up to"),
    ("less than $5m", "$5m", "5000000", "USD", "less than"),
    ("an estimated $7 bn", "$7 bn", "7000000000", "USD", "estimated"),
    ("an additional $5m", "$5m", "5000000", "USD", ""),
    ("some of the $5m", "$5m", "5000000", "USD", ""),
]  # fmt: skip
CHINESE = [
    ("投资4亿美元", "4亿美元", "400000000", "USD", ""),
    ("投资1.27亿元", "1.27亿元", "127000000", "CNY", ""),
    ("投资约1.27亿美元", "1.27亿美元", "127000000", "USD", "about"),
    ("投资3.5亿欧元", "3.5亿欧元", "350000000", "EUR", ""),
    ("补贴100万元", "100万元", "1000000", "CNY", ""),
    ("融资1000亿日元", "1000亿日元", "100000000000", "JPY", ""),
    ("融资12亿港元", "12亿港元", "1200000000", "HKD", ""),
    ("注册资本人民币10亿元", "人民币10亿元", "1000000000", "CNY", ""),
    ("注册资本5,000万美元", "5,000万美元", "50000000", "USD", ""),
    ("超过20亿元", "20亿元", "2000000000", "CNY", "more than"),
    ("逾20亿元", "20亿元", "2000000000", "CNY", "more than"),
    ("近20亿元", "20亿元", "2000000000", "CNY", "nearly"),
    ("总投资达20亿元", "20亿元", "2000000000", "CNY", ""),
    ("至少20亿元", "20亿元", "2000000000", "CNY", "at least"),
    ("不超过20亿元", "20亿元", "2000000000", "CNY", "up to"),
    ("20亿元左右", "20亿元", "2000000000", "CNY", "about"),
    ("10多亿元", "10多亿元", "1000000000", "CNY", "more than"),
    ("投资二十亿元", "二十亿元", "2000000000", "CNY", ""),
    ("投资一点五亿元", "一点五亿元", "150000000", "CNY", ""),
    ("投資50億美元", "50億美元", "5000000000", "USD", ""),
    ("投資3億歐元", "3億歐元", "300000000", "EUR", ""),
    ("港幣80萬", "港幣80萬", "800000", "HKD", ""),
    ("新台幣50億元", "新台幣50億元", "5000000000", "TWD", ""),
    ("融资US$4亿", "US$4亿", "400000000", "USD", ""),
    ("融资2万亿元", "2万亿元", "2000000000000", "CNY", ""),
    ("融资¥300 million", "¥300 million", "300000000", "CNY", ""),
]  # fmt: skip


def language_of(text: str) -> str:
    return "zh" if any("一" <= sign <= "鿿" for sign in text) else "en"


@pytest.mark.parametrize(("text", "words", "amount", "currency", "qualifier"), ENGLISH + CHINESE)
def test_a_sum_is_read_exactly(text: str, words: str, amount: str, currency: str, qualifier: str) -> None:
    found = find_money(text, language_of(text))
    assert [text[each.span.start : each.span.end] for each in found] == [words]
    money = found[0].money
    assert (str(money.amount), money.currency, money.qualifier) == (amount, currency, qualifier)
    assert money.upper is None and money.equivalents == ()


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "currency"),
    [
        ("$1-2 billion", "$1-2 billion", "1000000000", "2000000000", "USD"),
        ("$1bn–$2bn", "$1bn–$2bn", "1000000000", "2000000000", "USD"),
        ("$1 billion to $1.5 billion", "$1 billion to $1.5 billion", "1000000000", "1500000000", "USD"),
        ("between 100 and 200 million euros", "100 and 200 million euros", "100000000", "200000000", "EUR"),
        ("between $1 billion and $2 billion", "$1 billion and $2 billion", "1000000000", "2000000000", "USD"),
        ("ranging from $1 million to $2 million", "$1 million to $2 million", "1000000", "2000000", "USD"),
        ("2 to 3 billion dollars", "2 to 3 billion dollars", "2000000000", "3000000000", "USD"),
        ("two or three million euros", "two or three million euros", "2000000", "3000000", "EUR"),
        ("投资10-15亿元", "10-15亿元", "1000000000", "1500000000", "CNY"),
        ("投资1亿元至2亿元", "1亿元至2亿元", "100000000", "200000000", "CNY"),
        ("投资8000万至1.2亿美元", "8000万至1.2亿美元", "80000000", "120000000", "USD"),
    ],
)
def test_a_range_keeps_both_ends(text: str, words: str, low: str, high: str, currency: str) -> None:
    (found,) = find_money(text, language_of(text))
    assert text[found.span.start : found.span.end] == words
    assert (str(found.money.amount), str(found.money.upper), found.money.currency) == (low, high, currency)


@pytest.mark.parametrize(
    ("text", "words", "main", "other"),
    [
        ("100 million euros (110 million U.S. dollars) over", "100 million euros (110 million U.S. dollars)",
         ("100000000", "EUR", ""), ("110000000", "USD", "")),
        ("Rs 1,000 crore ($120 million)", "Rs 1,000 crore ($120 million)", ("10000000000", "INR", ""), ("120000000",
        "USD", "")),
        ("USD 3 billion (INR 24,900 crore)", "USD 3 billion (INR 24,900 crore)", ("3000000000", "USD", ""),
        ("249000000000", "INR", "")),
        ("nearly 8 billion yuan (about 1.1 billion U.S. dollars), up", "8 billion yuan (about 1.1 billion U.S. dollars)",
         ("8000000000", "CNY", "nearly"), ("1100000000", "USD", "about")),
        ("8 billion yuan, or about $1.1 billion, was", "8 billion yuan, or about $1.1 billion", ("8000000000", "CNY",
        ""), ("1100000000", "USD", "about")),
        ("€50m ($54m at current rates)", "€50m ($54m at current rates)", ("50000000", "EUR", ""), ("54000000", "USD",
        "")),
        ("约1.2亿美元（约合8.6亿元人民币）", "1.2亿美元（约合8.6亿元人民币）", ("120000000", "USD", "about"),
        ("860000000", "CNY", "about")),
    ],
)  # fmt: skip
def test_the_same_sum_in_a_second_currency_is_an_equivalent(
    text: str, words: str, main: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    (found,) = find_money(text, language_of(text))
    assert text[found.span.start : found.span.end] == words
    (equivalent,) = found.money.equivalents
    assert (str(found.money.amount), found.money.currency, found.money.qualifier) == main
    assert (str(equivalent.amount), equivalent.currency, equivalent.qualifier) == other


@pytest.mark.parametrize(
    "text",
    [
        "hundreds of millions of dollars", "several million euros", "a few hundred million dollars", "billions of yuan",
        "$50 per share", "$30 a barrel", "$100/ton", "$400 per ton", "$5 each", "a multi-billion-dollar plan",
        "lost 100 pounds", "2 million pounds of beef", "In 2010 won a prize", "12 real estate firms", "COVID-19 m",
        "A320 dollars",
        "5 million people", "20%", "数十亿元", "每股50元", "3000元/吨", "三元锂电池", "12元素", "2023年", "100亩",
    ],
)  # fmt: skip
def test_what_is_not_a_sum_is_left_out(text: str) -> None:
    assert find_money(text, language_of(text)) == ()


def test_a_change_from_one_sum_to_another_is_not_a_range() -> None:
    found = find_money("It rose from $1 billion to $1.5 billion.", "en")
    assert [str(each.money.amount) for each in found] == ["1000000000", "1500000000"]


def test_a_sum_in_brackets_that_is_something_else_is_its_own() -> None:
    found = find_money("€50m ($3m for the roof of it)", "en")
    assert [each.money.currency for each in found] == ["EUR", "USD"]


def test_sums_side_by_side_stay_apart() -> None:
    found = find_money("It put $700 million in: $450 million, then $250 million; 总额5亿元,其中人民币3亿元。", "en")
    assert [str(each.money.amount) for each in found] == [
        "700000000",
        "450000000",
        "250000000",
        "500000000",
        "300000000",
    ]


GRAMMAR_ALPHABET = st.lists(
    st.sampled_from(
        "$ € ¥ US$ HK$ 1 22 1,000 1.5 1.2.3 9 half a million billion bn m crore yuan won dollars ( ) （ ） - – to "
        "and or between from , . "
        "约 亿 万 元 美元 人民币 至 每股 个 二十 per share about up \n\n 的".split(" ")
    ),
    max_size=30,
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)]))


@given(st.one_of(st.text(), GRAMMAR_ALPHABET), st.sampled_from(["en", "zh"]))
def test_spans_lie_in_the_text_in_order_and_apart(text: str, language: str) -> None:
    reached = 0
    for found in find_money(text, language):
        assert reached <= found.span.start < found.span.end <= len(text)
        assert found.money.amount == found.money.amount.to_integral_value() or found.money.amount > 0
        assert "E" not in str(found.money.amount) and len(found.money.currency) == len("USD")
        reached = found.span.end


MILLIONS = st.decimals(min_value=Decimal("0.1"), max_value=Decimal("9999"), places=1)
STYLES = [
    ("US${} million", "USD"), ("${}m", "USD"), ("EUR {} million", "EUR"), ("€{}m", "EUR"), ("{} million yuan", "CNY"),
    ("RMB {} million", "CNY"), ("{} mln Swiss francs", "CHF"), ("HK${} million", "HKD"), ("{}百万美元", "USD"),
]  # fmt: skip


@given(MILLIONS, st.sampled_from(STYLES))
def test_an_amount_written_in_any_style_is_read_back(millions: Decimal, style: tuple[str, str]) -> None:
    pattern, currency = style
    text = f"Ostrelle put {pattern.format(millions)} in."
    (found,) = find_money(text, "en")
    assert (found.money.amount, found.money.currency) == (millions * 1000000, currency)


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "1.", "$", "$1-", "a ", "亿", "一", "1亿", "(", "half a ", "million ", "100万元（", "1至", "about "],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    started = time.process_time()
    find_money(piece * (60_000 // len(piece)), "en")
    assert time.process_time() - started < 5
