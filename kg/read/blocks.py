"""Running text of a document: its paragraphs without boilerplate, each stretch in one language."""

from __future__ import annotations

from kg.read.boilerplate import article_paragraphs
from kg.read.language import han_words, latin_words, sentence_spans, split_by_script
from kg.read.paragraphs import paragraph_spans, trimmed
from kg.records import Block, Span

# A longer stretch is cut at a sentence end, so that no parser meets a whole book at once.
LONGEST_BLOCK = 20_000


def split_blocks(text: str, start: int = 0) -> tuple[Block, ...]:
    """The blocks of a text from `start` on: in text order, apart from each other, none empty, whitespace trimmed.

    A block is a paragraph, or its stretch in one script where it changes script between sentences.
    """
    blocks: list[Block] = []
    for paragraph in article_paragraphs(text, paragraph_spans(text, start)):
        for run, language in split_by_script(text, paragraph):
            pieces = (trimmed(text, piece) for piece in _bounded(text, run))
            blocks += [Block(piece, language) for piece in pieces if piece]
    return tuple(blocks)


def main_language(text: str, blocks: tuple[Block, ...]) -> str:
    """The language most of the running text is in: `zh` or `en`."""
    words = {"en": 0.0, "zh": 0.0}
    for block in blocks:
        stretch = text[block.span.start : block.span.end]
        words[block.language] += han_words(stretch) if block.language == "zh" else latin_words(stretch)
    return "zh" if words["zh"] > words["en"] else "en"


def _bounded(text: str, span: Span) -> list[Span]:
    """A span in pieces of bounded length, cut after sentences, else at a space, else anywhere."""
    if len(span) <= LONGEST_BLOCK:
        return [span]
    pieces: list[Span] = []
    start = end = span.start
    for sentence in sentence_spans(text, span):
        if sentence.end - start > LONGEST_BLOCK and end > start:
            pieces.append(Span(start, end))
            start = end
        while sentence.end - start > LONGEST_BLOCK:
            space = text.rfind(" ", start + 1, start + LONGEST_BLOCK)
            cut = space if space > 0 else start + LONGEST_BLOCK
            pieces.append(Span(start, cut))
            start = cut
        end = sentence.end
    return [*pieces, Span(start, span.end)]
