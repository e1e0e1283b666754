"""The stage's one function: a document to sentences with tokens and mentions."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.candidates import Candidate
from kg.annotate.chinese import ChineseAnnotator, chinese_annotator
from kg.annotate.english import annotate_sentence, find_in_block
from kg.annotate.names import BlockFinds, adds_names, find_names, names_seen, short_forms_defined, slots_of
from kg.annotate.nouns import NounIndex, noun_index
from kg.annotate.parser import EnglishParser, ParsedSentence, Slot, Word
from kg.annotate.same_time import settled
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Block, Document, Sentence

ENGLISH = "en"
# The model is faster on many texts at once than on one; what it says of a text does not depend on the others.
DOCUMENTS_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A block with what is found in it, and what the parser is to be shown."""

    block: Block
    finds: BlockFinds
    words: Sequence[Word]
    names: Sequence[Candidate]
    slots: Sequence[Slot]


@dataclass(frozen=True)
class Annotator:
    """What annotation needs, loaded once: the parser, the gazetteer and the lexicon's nouns by language."""

    parser: EnglishParser
    gazetteer: Gazetteer
    nouns: Mapping[str, NounIndex]
    chinese: ChineseAnnotator

    def annotate(self, documents: Iterable[Document]) -> Iterator[AnnotatedDocument]:
        """Each document with its sentences, in order."""
        waiting = iter(documents)
        while group := list(itertools.islice(waiting, DOCUMENTS_AT_ONCE)):
            prepared = self._prepared(group)
            analysed = iter(list(self.parser.analyse(each.slots for blocks in prepared for each in blocks)))
            for document, blocks in zip(group, prepared, strict=True):
                yield AnnotatedDocument(document, tuple(settled(self._sentences(document, blocks, analysed))))

    def _prepared(self, documents: Sequence[Document]) -> list[list[_Prepared]]:
        """The English blocks of each document, ready for the parser."""
        blocks = [[block for block in each.blocks if block.language == ENGLISH] for each in documents]
        texts = [each.quote(block.span) for each, inside in zip(documents, blocks, strict=True) for block in inside]
        recognised = self.parser.recognise(texts)
        return [
            self._prepare(document, inside, list(itertools.islice(recognised, len(inside))))
            for document, inside in zip(documents, blocks, strict=True)
        ]

    def _prepare(
        self, document: Document, blocks: Sequence[Block], recognised: Sequence[tuple[Word, ...]]
    ) -> list[_Prepared]:
        nouns = self.nouns[ENGLISH]
        texts = [document.quote(block.span) for block in blocks]
        found = [find_in_block(text, document, self.gazetteer, ENGLISH) for text in texts]
        seen: dict[tuple[str, ...], str] = {}
        alone = []
        for text, words, finds in zip(texts, recognised, found, strict=True):
            names = find_names(words, finds, text, nouns)
            alone.append(names)
            known = names_seen(words, names, nouns) | short_forms_defined(text, words, names, nouns)
            for name, cls in known.items():
                seen.setdefault(name, cls)
        prepared = []
        for block, text, words, finds, own in zip(blocks, texts, recognised, found, alone, strict=True):
            names = find_names(words, finds, text, nouns, seen) if adds_names(words, own, seen) else own
            prepared.append(_Prepared(block, finds, words, names, slots_of(words, names, finds, text, nouns)))
        return prepared

    def _sentences(
        self, document: Document, blocks: Sequence[_Prepared], analysed: Iterator[tuple[ParsedSentence, ...]]
    ) -> Iterator[Sentence]:
        index = 0
        for each in blocks:
            for parsed in next(analysed):
                yield annotate_sentence(
                    document, each.block, index, parsed, each.words, each.names, each.finds, self.nouns[ENGLISH]
                )
                index += 1
        yield from self.chinese.annotate(document, index)


def annotator(ontology: Ontology, parser: EnglishParser, gazetteer: Gazetteer) -> Annotator:
    """An annotator for an ontology."""
    languages = {language for cls in ontology.classes.values() for language in cls.head_nouns}
    nouns = {language: noun_index(ontology, language) for language in sorted(languages | {ENGLISH})}
    return Annotator(parser, gazetteer, nouns, chinese_annotator(ontology, gazetteer))
