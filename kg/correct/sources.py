"""Where an added fact is stated: words found in a document of the build, or a source of elsewhere as a small document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.correct.records import Decision, OutsideSource, QuotedSource, Source
from kg.correct.splitting import is_document
from kg.errors import CorrectionError
from kg.read.identity import document_id
from kg.records import Block, Claim, Document, Evidence, Span
from kg.resolve.naming import language_of


class Sources:
    """The documents of a build, and those that corrections bring."""

    def __init__(self, documents: Mapping[str, Document], claims: Iterable[Claim]) -> None:
        self.documents = dict(documents)
        self._sentences: dict[str, set[Span]] = defaultdict(set)
        for claim in claims:
            self._sentences[claim.evidence.document].add(claim.evidence.sentence)

    def evidence(self, source: Source, decision: Decision) -> tuple[Evidence | None, str]:
        """The evidence that a source gives, or why it is not there.

        Raises `CorrectionError` for words that stand in several places and no offset that says which.
        """
        if isinstance(source, OutsideSource):
            return self._outside(source, decision), ""
        found = self._places(source)
        if not found:
            where = source.document or "the documents of this build"
            place = f" at {source.start}" if source.start >= 0 else ""
            return None, f"“{source.quote}” does not stand{place} in {where}"
        if len(found) > 1:
            shown = ", ".join(f"{document.name} at {span.start}" for document, span in found[:4])
            raise CorrectionError(
                f"{decision.place}: quote: “{source.quote}” stands in {len(found)} places ({shown}); say which by "
                "document: and start:"
            )
        document, span = found[0]
        return Evidence(document.id, span, document.quote(span), self._sentence(document, span)), ""

    def _places(self, source: QuotedSource) -> list[tuple[Document, Span]]:
        pattern = re.compile(r"\s+".join(map(re.escape, source.quote.split())))
        return [
            (document, Span(*match.span()))
            for _, document in sorted(self.documents.items())
            if not source.document or is_document(source.document, document)
            for match in pattern.finditer(document.text)
            if source.start in (-1, match.start())
        ]

    def _sentence(self, document: Document, span: Span) -> Span:
        """The sentence that the words stand in, where a claim has it; else the words alone."""
        covering = [each for each in self._sentences.get(document.id, ()) if each.covers(span)]
        return min(covering, key=lambda each: (len(each), each), default=span)

    def _outside(self, source: OutsideSource, decision: Decision) -> Evidence:
        text, language = source.text, language_of(source.text)
        name = source.title or source.url or f"a statement by {decision.author}"
        document = Document(
            id=document_id(name, text),
            text=text,
            name=name,
            title=source.title or None,
            source=source.url or None,
            published=source.published or None,
            language=language,
            blocks=(Block(Span(0, len(text)), language),),
        )
        self.documents.setdefault(document.id, document)
        start = text.index(source.quote) if source.quote else 0
        span = Span(start, start + len(source.quote or text))
        return Evidence(document.id, span, document.quote(span), Span(0, len(text)))
