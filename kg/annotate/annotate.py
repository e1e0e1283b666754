"""The stage's one function: a document to sentences with tokens and mentions."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.annotate.candidates import GUESSED, Candidate
from kg.annotate.chinese import ChineseAnnotator, chinese_annotator
from kg.annotate.english import annotate_sentence, find_in_block
from kg.annotate.names import BlockFinds, adds_names, find_names, names_seen, short_forms_defined
from kg.annotate.nouns import NounIndex, noun_index
from kg.annotate.parser import EnglishParser, ParsedSentence, Slot, Word
from kg.annotate.same_time import settled
from kg.annotate.slots import slots_of
from kg.annotate.unparsed import sentence_spans, unparsed_sentence
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Block, Document, Sentence, Span

ENGLISH = "en"
# The model is faster on many texts at once than on one; what it says of a text does not depend on the others.
DOCUMENTS_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Found:
    """A block with what is found in it before it is parsed; `is_read` where it is to be parsed at all."""

    block: Block
    text: str
    is_read: bool
    words: Sequence[Word]
    finds: BlockFinds
    names: Sequence[Candidate] = ()


def all_blocks(blocks: Sequence[Sequence[str]]) -> list[bool]:
    """For each block of a document that it is to be read."""
    return [True] * len(blocks)


# Of the blocks of a document, each as its words: which are worth reading.
Promising = Callable[[Sequence[Sequence[str]]], Sequence[bool]]


@dataclass(frozen=True)
class Annotator:
    """What annotation needs, loaded once: the parser, the gazetteer and the lexicon's nouns by language.

    `promising` says which blocks to read with the models. Of the others, names are found that the gazetteer knows or that
    say themselves what they are, and their sentences have no tokens.
    """

    parser: EnglishParser
    gazetteer: Gazetteer
    nouns: Mapping[str, NounIndex]
    chinese: ChineseAnnotator
    promising: Promising = all_blocks

    @cached_property
    def dictionary(self) -> frozenset[str]:
        """The common words of English."""
        return self.parser.dictionary()

    def annotate(self, documents: Iterable[Document]) -> Iterator[AnnotatedDocument]:
        """Each document with its sentences, in order."""
        waiting = iter(documents)
        while group := list(itertools.islice(waiting, DOCUMENTS_AT_ONCE)):
            found = self._found(group)
            analysed = iter(
                list(self.parser.analyse(self._slots(each) for blocks in found for each in blocks if each.is_read))
            )
            for document, blocks in zip(group, found, strict=True):
                yield AnnotatedDocument(document, tuple(settled(self._sentences(document, blocks, analysed))))

    def _slots(self, found: Found) -> list[Slot]:
        return slots_of(found.words, found.names, found.finds, found.text, self.nouns[ENGLISH])

    def _found(self, documents: Sequence[Document]) -> list[list[Found]]:
        """The English blocks of each document, with their names."""
        drafts = [self._drafts(document) for document in documents]
        recognised = self.parser.recognise([each.text for drafted in drafts for each in drafted if each.is_read])
        return [
            self._named(document, [replace(each, words=next(recognised)) if each.is_read else each for each in drafted])
            for document, drafted in zip(documents, drafts, strict=True)
        ]

    def _drafts(self, document: Document) -> list[Found]:
        """The English blocks of a document with their words, before any name is found."""
        blocks = [block for block in document.blocks if block.language == ENGLISH]
        texts = [document.quote(block.span) for block in blocks]
        words = list(self.parser.words(texts))
        # References reach across the languages of a document.
        several = len(blocks) < len(document.blocks)
        shown = [[word.text for word in each] for each in words]
        chosen = all_blocks(shown) if several else self.promising(shown)
        nothing = BlockFinds((), (), (), self.gazetteer)
        return [Found(*each, nothing) for each in zip(blocks, texts, chosen, words, strict=True)]

    def _named(self, document: Document, drafts: Sequence[Found]) -> list[Found]:
        nouns = self.nouns[ENGLISH]
        seen: dict[tuple[str, ...], str] = {}
        alone = []
        for each in drafts:
            finds = (
                find_in_block(each.text, document, self.gazetteer, ENGLISH, self.dictionary)
                if each.is_read
                else BlockFinds(self.gazetteer.find(each.text, ENGLISH), (), (), self.gazetteer)
            )
            names = find_names(each.words, finds, each.text, nouns)
            # Without the recogniser a guess is worth nothing.
            names = names if each.is_read else [name for name in names if name.rank < GUESSED]
            alone.append(replace(each, finds=finds, names=names))
            known = names_seen(each.words, names, nouns) | short_forms_defined(each.text, each.words, names, nouns)
            for name, cls in known.items():
                seen.setdefault(name, cls)
        return [
            replace(each, names=find_names(each.words, each.finds, each.text, nouns, seen))
            if each.is_read and adds_names(each.words, each.names, seen)
            else each
            for each in alone
        ]

    def _sentences(
        self, document: Document, blocks: Sequence[Found], analysed: Iterator[tuple[ParsedSentence, ...]]
    ) -> Iterator[Sentence]:
        index = 0
        for each in blocks:
            for sentence in next(analysed) if each.is_read else sentence_spans(each.words):
                yield self._sentence(document, each, index, sentence)
                index += 1
        yield from self.chinese.annotate(document, index)

    def _sentence(self, document: Document, found: Found, index: int, sentence: ParsedSentence | Span) -> Sentence:
        if isinstance(sentence, Span):
            return unparsed_sentence(document, found.block, index, sentence, found.words, found.names, found.finds)
        nouns = self.nouns[ENGLISH]
        return annotate_sentence(document, found.block, index, sentence, found.words, found.names, found.finds, nouns)


def annotator(
    ontology: Ontology,
    parser: EnglishParser,
    gazetteer: Gazetteer,
    promising: Promising = all_blocks,
) -> Annotator:
    """An annotator for an ontology, which parses the blocks that are `promising`."""
    languages = {language for cls in ontology.classes.values() for language in cls.head_nouns}
    nouns = {language: noun_index(ontology, language) for language in sorted(languages | {ENGLISH})}
    return Annotator(parser, gazetteer, nouns, chinese_annotator(ontology, gazetteer), promising)
