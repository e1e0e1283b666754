"""The sums of money in an English text: with their qualifiers and equivalents, without prices by the unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.annotate.currencies import DOLLAR, settle, stated_dollar
from kg.annotate.lexemes import Kind, Lexeme, at, over_hyphen, sign_at, word_at
from kg.annotate.numbers import plain
from kg.annotate.qualifiers import qualifier_around
from kg.annotate.sums import Sum, read_sum
from kg.records import Money, MoneySpan, Span

_UNITS = frozenset(
    "share barrel ton tonne unit piece kilo kilogram kg gram ounce pound litre liter gallon bushel kilometre "
    "kilometer km mile hour head night person pop bottle dose vehicle car phone watt kwh mwh ticket square sq acre "
    "hectare seat apiece each".split()
)
_TIMES = frozenset("year annum annual month week quarter day decade annually".split())
_LEADING = frozenset(
    "about around approximately approx roughly some circa nearly almost over more than or equivalent to worth i e "
    "ie the then now at least an estimated of just under close equal equals".split()
)
_TAILS = frozenset("us at as by under based using today equivalent approx then each now".split())
_LARGE = 1_000_000
_LONGEST_LEAD, _LONGEST_TAIL, _MOST_EQUIVALENTS = 6, 8, 3


def find_english_money(text: str, lexemes: Sequence[Lexeme], *, preferred: str = "") -> list[MoneySpan]:
    """The sums that the English grammar finds, in order; `preferred` settles shared currency names in doubt."""
    dollar = stated_dollar(text)

    def money(sum_: Sum) -> Money:
        start, end = at(lexemes, sum_.first).start, at(lexemes, sum_.end - 1).end
        code = dollar if sum_.currency == DOLLAR else settle(sum_.currency, text, start, end, preferred)
        qualifier = qualifier_around(lexemes, sum_.first, sum_.end)
        return Money(plain(sum_.low), code, qualifier, plain(sum_.high) if sum_.high is not None else None)

    found: list[MoneySpan] = []
    index = 0
    while index < len(lexemes):
        sum_ = read_sum(lexemes, index)
        if not sum_:
            index += 1
            continue
        index = sum_.end
        if _by_the_unit(lexemes, sum_):
            continue
        main, (equivalents, index) = money(sum_), _equivalents(lexemes, sum_, money)
        whole = Money(main.amount, main.currency, main.qualifier, main.upper, equivalents)
        found.append(MoneySpan(Span(at(lexemes, sum_.first).start, at(lexemes, index - 1).end), whole))
    return found


def _by_the_unit(lexemes: Sequence[Lexeme], sum_: Sum) -> bool:
    """Whether what follows makes the sum a price by the unit: "per share", "a barrel", "/ton"."""
    index = sum_.end
    if sign_at(lexemes, index) == "/":
        return at(lexemes, index + 1).kind is Kind.WORD and word_at(lexemes, index + 1) not in _TIMES | {"yr"}
    place = over_hyphen(lexemes, index)
    word, following = word_at(lexemes, place), word_at(lexemes, over_hyphen(lexemes, place + 1))
    if word == "per":
        return following not in _TIMES
    if word in {"apiece", "each"}:
        return sum_.low < _LARGE  # "the partners put in $30 million each" is no price
    return word in {"a", "an"} and following in _UNITS


def _equivalents(lexemes: Sequence[Lexeme], main: Sum, money: Callable[[Sum], Money]) -> tuple[tuple[Money, ...], int]:
    """The same sum in other currencies, in brackets or after "or", and the index after them."""
    opening = sign_at(lexemes, main.end)
    if opening in {"(", "（", "["}:
        return _in_brackets(lexemes, main, money)
    place = main.end + (opening in {",", "/", "–", "—"})
    alternative = word_at(lexemes, place) == "or"
    if not (alternative or opening in {"/", "–", "—"}):
        return (), main.end
    other = _next_sum(lexemes, place + alternative)
    spoken = other and (alternative or opening == "/" or money(other).qualifier)
    if not other or not spoken or money(other).currency == money(main).currency or _by_the_unit(lexemes, other):
        return (), main.end
    return (money(other),), other.end


def _in_brackets(lexemes: Sequence[Lexeme], main: Sum, money: Callable[[Sum], Money]) -> tuple[tuple[Money, ...], int]:
    equivalents: list[Money] = []
    codes, place = {money(main).currency}, main.end + 1
    for _ in range(_MOST_EQUIVALENTS):
        other = _next_sum(lexemes, place)
        if not other:
            break
        value = money(other)
        if value.currency not in codes:
            equivalents.append(value)
            codes.add(value.currency)
        elif value.amount != plain(main.low):
            return (), main.end
        place = other.end
        close = _closing(lexemes, place)
        if close:
            return tuple(equivalents), close
        if sign_at(lexemes, place) not in {",", ";", "/", "="} and word_at(lexemes, place) not in {"or", "and"}:
            break
        place += 1
    return (), main.end


def _next_sum(lexemes: Sequence[Lexeme], index: int) -> Sum | None:
    """The sum at an index or after a few words that lead to it ("or about", "equivalent to")."""
    for place in range(index, index + _LONGEST_LEAD):
        sum_ = read_sum(lexemes, place)
        if sum_:
            return sum_
        if word_at(lexemes, place) not in _LEADING and sign_at(lexemes, place) not in {".", "~", "≈", "=", ","}:
            return None
    return None


def _closing(lexemes: Sequence[Lexeme], index: int) -> int:
    """The index after the closing bracket that follows at once or after "at current rates"; 0 where none does."""
    tail = _LONGEST_TAIL if word_at(lexemes, index) in _TAILS else 1
    for place in range(index, index + tail):
        if sign_at(lexemes, place) in {")", "）", "]"}:
            return place + 1
        if at(lexemes, place).kind in {Kind.NUMBER, Kind.GAP}:
            return 0
    return 0
