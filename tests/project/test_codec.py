"""Records as bytes and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.extract import Extraction
from kg.project.codec import Codec
from kg.records import (
    AnnotatedDocument,
    Claim,
    DateSpan,
    Document,
    Entity,
    Mention,
    Money,
    MoneySpan,
    RejectedClaim,
    Sentence,
    Span,
    Value,
)
from kg.resolve.settling import Settled
from kg.resolve.things import DocumentThings

SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda ends: Span(min(ends), max(ends)))
SUMS = st.recursive(
    st.builds(Money, st.decimals(allow_nan=False), st.text(), st.text(), st.none() | st.decimals(allow_nan=False)),
    lambda inner: st.builds(Money, st.decimals(allow_nan=False), st.text(), equivalents=st.tuples(inner)),
    max_leaves=3,
)
# Every character that a text read from anywhere can hold, halves of surrogate pairs included.
TEXT = st.text(st.characters(exclude_categories=()))
for _kind, _strategy in ((Span, SPANS), (Money, SUMS), (str, TEXT), (float, st.floats(allow_nan=False))):
    st.register_type_strategy(_kind, _strategy)


@pytest.mark.parametrize(
    "kind",
    [
        Document,
        Entity,
        Mention,
        Sentence,
        Claim,
        Value,
        AnnotatedDocument,
        Extraction,
        RejectedClaim,
        MoneySpan,
        DateSpan,
        DocumentThings,
        Settled,
    ],
)
def test_a_record_comes_back_as_it_was_and_gives_the_same_bytes(kind: type) -> None:
    codec = Codec(kind)

    @given(st.from_type(kind))
    def there_and_back(record: object) -> None:
        packed = codec.pack(record)
        back = codec.unpack(packed)
        assert back == record
        assert codec.pack(back) == packed

    there_and_back()


def test_what_a_decimal_looks_like_is_kept() -> None:
    codec = Codec(Money)
    for text in ("2.50", "0E-7", "1E+9", "-0"):
        assert str(codec.unpack(codec.pack(Money(Decimal(text), "EUR"))).amount) == text


@dataclass(frozen=True)
class _WithDate:
    when: date


@dataclass(frozen=True)
class _Ambiguous:
    what: str | Decimal


@dataclass(frozen=True)
class _ByNumber:
    names: Mapping[int, str]


@pytest.mark.parametrize("kind", [_WithDate, _Ambiguous, _ByNumber])
def test_a_type_that_cannot_be_written_is_refused_when_the_codec_is_made(kind: type) -> None:
    with pytest.raises(TypeError, match="no way to"):
        Codec(kind)


@pytest.mark.parametrize(
    "data", [b"", b"nonsense", Codec(Value).pack(Value("1", "x")), Codec(Span).pack(Span(1, 2))[:-1]]
)
def test_other_bytes_are_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"not a packed record|Expecting"):
        Codec(Claim).unpack(data)
