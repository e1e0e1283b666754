"""Other names that brackets give to what was just named: "Ostrava Development Bank (ODB)", "Nova Motors (新星汽车)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.records import AnnotatedDocument, Mention, MentionKind, Span

BRACKETED = re.compile(
    r"\s?[(（][“\"']?(?P<letters>[A-Z]{2,7})[”\"']?[)）]|\s?[(（][“\"']?(?P<han>[一-鿿]{2,20})[”\"']?[)）]"
)
CHINESE = "zh"


def defined_names(annotated: AnnotatedDocument) -> Iterator[Mention]:
    """The names in brackets after English names: acronyms of their capitals, and Chinese ones.

    They stand in no sentence, since no parser sees brackets, and no role is filled by them.
    """
    for sentence in annotated.sentences:
        for mention in sentence.mentions:
            if mention.kind is not MentionKind.NAME or mention.language == CHINESE:
                continue
            match = BRACKETED.match(annotated.document.text, mention.span.end)
            if match is not None and (match["han"] or match["letters"] == _capitals(mention.name)):
                yield _defined(mention, Span(*match.span("han" if match["han"] else "letters")), annotated)


def _capitals(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _defined(full: Mention, span: Span, annotated: AnnotatedDocument) -> Mention:
    name = annotated.document.quote(span)
    return Mention(
        id=f"{full.document}#{span.start},{span.end}",
        document=full.document,
        sentence=full.sentence,
        span=span,
        head=full.head,
        kind=MentionKind.NAME,
        cls=full.cls,
        name=name,
        language=full.language if name.isascii() else CHINESE,
        certain=full.certain,
    )
