"""Mentions of a Chinese sentence, made from the stretches found in a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.annotate.chinese_nouns import LANGUAGE
from kg.records import DateSpan, Document, Mention, MentionKind, MoneySpan, Span, Token


@dataclass(frozen=True, slots=True)
class MentionMaker:
    """Mentions of one sentence, with offsets into the document."""

    document: Document
    sentence: int
    tokens: Sequence[Token]
    offset: int

    def __call__(
        self,
        span: Span,
        kind: MentionKind,
        cls: str = "",
        *,
        certain: bool = True,
        money: MoneySpan | None = None,
        date: DateSpan | None = None,
    ) -> Mention:
        placed = Span(span.start + self.offset, span.end + self.offset)
        inside = [token.index for token in self.tokens if token.span.overlaps(placed)]
        return Mention(
            id=f"{self.document.id}#{placed.start},{placed.end}",
            document=self.document.id,
            sentence=self.sentence,
            span=placed,
            head=inside[-1] if inside else 0,
            kind=kind,
            cls=cls,
            name="".join(self.document.quote(placed).split("\n")),
            language=LANGUAGE,
            certain=certain,
            money=money.money if money else None,
            date=date.date if date else None,
        )
