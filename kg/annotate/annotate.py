"""The stage's one function: a document to sentences with tokens and mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.annotate.chinese import ChineseAnnotator, chinese_annotator
from kg.annotate.english import annotate_sentence, find_in_block
from kg.annotate.names import find_names, names_seen, slots_of
from kg.annotate.nouns import NounIndex, noun_index
from kg.annotate.parser import EnglishParser
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Document, Sentence

ENGLISH = "en"


@dataclass(frozen=True)
class Annotator:
    """What annotation needs, loaded once: the parser, the gazetteer and the lexicon's nouns by language."""

    parser: EnglishParser
    gazetteer: Gazetteer
    nouns: Mapping[str, NounIndex]
    chinese: ChineseAnnotator

    def annotate(self, documents: Iterable[Document]) -> Iterator[AnnotatedDocument]:
        """Each document with its sentences, in order."""
        for document in documents:
            yield AnnotatedDocument(document, tuple(self._sentences(document)))

    def _sentences(self, document: Document) -> Iterator[Sentence]:
        blocks = [block for block in document.blocks if block.language == ENGLISH]
        texts = [document.quote(block.span) for block in blocks]
        nouns = self.nouns[ENGLISH]
        found = [find_in_block(text, document, self.gazetteer, ENGLISH) for text in texts]
        recognised = list(self.parser.recognise(texts))
        seen: dict[tuple[str, ...], str] = {}
        for text, words, finds in zip(texts, recognised, found, strict=True):
            for name, cls in names_seen(words, find_names(words, finds, text, nouns), nouns).items():
                seen.setdefault(name, cls)
        prepared = []
        for text, words, finds in zip(texts, recognised, found, strict=True):
            names = find_names(words, finds, text, nouns, seen)
            prepared.append((finds, words, names, slots_of(words, names, finds, text, nouns)))
        index = 0
        analysed = self.parser.analyse(slots for *_, slots in prepared)
        for block, (finds, words, names, _), sentences in zip(blocks, prepared, analysed, strict=True):
            for each in sentences:
                yield annotate_sentence(document, block, index, each, words, names, finds, nouns)
                index += 1
        yield from self.chinese.annotate(document, index)


def annotator(ontology: Ontology, parser: EnglishParser, gazetteer: Gazetteer) -> Annotator:
    """An annotator for an ontology."""
    languages = {language for cls in ontology.classes.values() for language in cls.head_nouns}
    nouns = {language: noun_index(ontology, language) for language in sorted(languages | {ENGLISH})}
    return Annotator(parser, gazetteer, nouns, chinese_annotator(ontology, gazetteer))
