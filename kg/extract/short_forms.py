"""Names that a text shortens once it has given them in full: "Kestrel" after "Kestrel Motors", "Aysén" after "Salmones Aysén"."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.nouns import SHORTENED_FROM_FRONT, NounIndex
from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Mention, MentionKind, Sentence, Token

SHORTEST, LONG = 3, 5
PARTS_OF_NAMES = frozenset({"compound", "nmod", "npadvmod"})


def with_short_forms(annotated: AnnotatedDocument, ontology: Ontology, nouns: NounIndex) -> AnnotatedDocument:
    """The document with a mention wherever one word of a name stands for the whole and nothing else is read there."""
    known = _short_forms(annotated, ontology, nouns)
    if not known:
        return annotated
    sentences = tuple(_mentioning(sentence, known) for sentence in annotated.sentences)
    return replace(annotated, sentences=sentences)


def _short_forms(annotated: AnnotatedDocument, ontology: Ontology, nouns: NounIndex) -> dict[str, Mention]:
    """The words that stand for names of two words or more; a word of the names of different things stands for none."""
    found: dict[str, Mention] = {}
    shared: set[str] = set()
    for sentence in annotated.sentences:
        for mention in sentence.mentions:
            words = mention.name.split()
            shortened = mention.cls in ontology.classes and ontology.short_form(mention.cls) == SHORTENED_FROM_FRONT
            if mention.kind is not MentionKind.NAME or len(words) < 2 or not shortened or len(words[0]) < SHORTEST:
                continue
            for word in _telling(words, nouns):
                other = found.setdefault(word, mention)
                if not (other.name.startswith(mention.name) or mention.name.startswith(other.name)):
                    shared.add(word)
    return {word: mention for word, mention in found.items() if word not in shared}


def _telling(words: list[str], nouns: NounIndex) -> list[str]:
    """The first word, and the last where it is no word that ends names of its kind."""
    last = words[-1].lower().rstrip(".")
    ends_names = last in nouns.by_last_word or last in nouns.suffixes or len(last) < LONG or not last.isalpha()
    return words[:1] if ends_names else [words[0], words[-1]]


def _mentioning(sentence: Sentence, known: dict[str, Mention]) -> Sentence:
    made = [
        _short(token, sentence, known[token.text]) for token in sentence.tokens if _stands_alone(token, sentence, known)
    ]
    if not made:
        return sentence
    return replace(
        sentence, mentions=tuple(sorted([*sentence.mentions, *made], key=lambda m: (m.span.start, m.span.end)))
    )


def _stands_alone(token: Token, sentence: Sentence, known: dict[str, Mention]) -> bool:
    """Whether a token is a short form: a proper noun of its own, and no part of another name."""
    if token.text not in known or token.pos != "PROPN" or known[token.text].language != sentence.language:
        return False
    if token.dependency in PARTS_OF_NAMES and sentence.tokens[token.head].pos == "PROPN":
        return False
    return not any(mention.span.overlaps(token.span) for mention in sentence.mentions)


def _short(token: Token, sentence: Sentence, full: Mention) -> Mention:
    return Mention(
        id=f"{full.document}#{token.span.start},{token.span.end}",
        document=full.document,
        sentence=sentence.index,
        span=token.span,
        head=token.index,
        kind=MentionKind.NAME,
        cls=full.cls,
        name=token.text,
        language=full.language,
        certain=full.certain,
    )
