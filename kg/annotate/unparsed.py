"""English sentences that were not parsed, with the names, sums and dates in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate.candidates import Candidate
from kg.annotate.names import BlockFinds
from kg.annotate.parser import Word
from kg.records import Block, DateSpan, Document, Mention, MentionKind, MoneySpan, Sentence, Span

SENTENCE_ENDS = frozenset((".", "!", "?"))


def sentence_spans(words: Sequence[Word]) -> Iterator[Span]:
    """Where the sentences of a block are, by its full stops."""
    start = 0
    for end, word in enumerate(words, start=1):
        if word.text in SENTENCE_ENDS or end == len(words):
            yield Span(words[start].span.start, word.span.end)
            start = end


def unparsed_sentence(
    document: Document,
    block: Block,
    index: int,
    span: Span,
    words: Sequence[Word],
    names: Sequence[Candidate],
    finds: BlockFinds,
) -> Sentence:
    """One sentence of a block as a sentence of the document, without tokens."""
    mentions = [
        _mention(document, block, index, Span(words[each.start].span.start, words[each.end - 1].span.end), each)
        for each in names
        if span.start <= words[each.start].span.start < span.end
    ]
    mentions += [_mention(document, block, index, each.span, each) for each in finds.values if span.covers(each.span)]
    ordered = tuple(sorted(mentions, key=lambda mention: (mention.span, mention.kind)))
    return Sentence(index, _shift(span, block.span.start), block.language, (), ordered)


def _mention(
    document: Document, block: Block, sentence: int, span: Span, found: Candidate | MoneySpan | DateSpan
) -> Mention:
    shifted = _shift(span, block.span.start)
    money = isinstance(found, MoneySpan)
    named = isinstance(found, Candidate)
    return Mention(
        id=f"{document.id}#{shifted.start},{shifted.end}",
        document=document.id,
        sentence=sentence,
        span=shifted,
        head=0,
        kind=MentionKind.NAME if named else MentionKind.MONEY if money else MentionKind.DATE,
        cls=found.cls if isinstance(found, Candidate) else "",
        name=" ".join(document.quote(shifted).split()),
        language=block.language,
        certain=not isinstance(found, Candidate) or found.certain,
        money=found.money if isinstance(found, MoneySpan) else None,
        date=found.date if isinstance(found, DateSpan) else None,
    )


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
