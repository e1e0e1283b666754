"""An extraction as it is kept: all but the analysis of its words, and each mention once, whoever has it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.extract import Extraction
from kg.records import AnnotatedDocument, Claim, Document, Mention, Sentence, Span


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """A sentence; its mentions by their places among those that are kept."""

    index: int
    span: Span
    language: str
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeptExtraction:
    """An extraction without its document; `besides` are mentions that sentences alone have so, placed after `mentions`."""

    sentences: tuple[KeptSentence, ...]
    mentions: tuple[Mention, ...]
    besides: tuple[Mention, ...]
    claims: tuple[Claim, ...]


def kept(extraction: Extraction) -> KeptExtraction:
    """What is kept of an extraction, as `pipeline.extract_documents` gives it."""
    places = {mention.id: place for place, mention in enumerate(extraction.mentions)}
    besides: list[Mention] = []

    def place_of(mention: Mention) -> int:
        place = places.get(mention.id)
        if place is not None and extraction.mentions[place] == mention:
            return place
        besides.append(mention)
        return len(extraction.mentions) + len(besides) - 1

    sentences = tuple(
        KeptSentence(each.index, each.span, each.language, tuple(map(place_of, each.mentions)))
        for each in extraction.annotated.sentences
    )
    return KeptExtraction(sentences, extraction.mentions, tuple(besides), extraction.claims)


def restored(document: Document, kept: KeptExtraction) -> Extraction:
    """The extraction of a document of which this was kept."""
    mentions = (*kept.mentions, *kept.besides)
    sentences = tuple(
        Sentence(each.index, each.span, each.language, (), tuple(mentions[place] for place in each.mentions))
        for each in kept.sentences
    )
    return Extraction(AnnotatedDocument(document, sentences), kept.mentions, kept.claims)
