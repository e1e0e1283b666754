"""What spaCy's attribute ruler says of tokens, remembered: parts of speech, forms and irregular lemmas by tag and word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class AttributeRules:
    """An attribute ruler, with its answers for tokens that it cannot tell apart.

    A rule for one token asks for its tag, its place in the tree and its word, and for few words at that. So there are few
    different tokens, and what was said of one holds for its likes. Texts that a rule for several tokens meets, and
    those with blank tokens, go to the ruler itself.
    """

    ruler: Any
    longer: Any
    words: frozenset[str]
    expressions: tuple[re.Pattern[str], ...]
    named: dict[int, int] = field(default_factory=dict)
    known: dict[tuple[int, int, int], tuple[int, int, int]] = field(default_factory=dict)

    def __call__(self, doc: Any) -> Any:
        """The document, annotated as the ruler would."""
        if self.longer(doc, allow_missing=True) or any(token.is_space for token in doc):
            return self.ruler(doc)
        keys = [(self._named(token), token.tag, token.dep) for token in doc]
        if not all(key in self.known for key in keys):
            self.ruler(doc)
            self.known.update(
                (key, (token.pos, token.morph.key, token.lemma)) for key, token in zip(keys, doc, strict=True)
            )
            return doc
        for key, token in zip(keys, doc, strict=True):
            token.pos, morph, lemma = self.known[key]
            token.set_morph(morph)
            if lemma:
                token.lemma = lemma
        return doc

    def _named(self, token: Any) -> int:
        """A token's word where a rule may ask for it, else 0."""
        word: int = token.lower
        if word not in self.named:
            text = token.lower_
            asked = text in self.words or any(expression.search(text) for expression in self.expressions)
            self.named[word] = word if asked else 0
        return self.named[word]


def attribute_rules(ruler: Any) -> AttributeRules:
    """The rules of an attribute ruler."""
    from spacy.matcher import Matcher

    longer = Matcher(ruler.vocab)
    words: set[str] = set()
    expressions: set[str] = set()
    for number, rule in enumerate(ruler.patterns):
        several = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
        if several:
            longer.add(str(number), several)
        for asked in _asked(rule["patterns"]):
            if isinstance(asked, str):
                words.add(asked)
            else:
                words.update(asked.get("IN", ()), asked.get("NOT_IN", ()))
                expressions.update([asked["REGEX"]] if "REGEX" in asked else ())
    return AttributeRules(ruler, longer, frozenset(words), tuple(map(re.compile, sorted(expressions))))


def _asked(patterns: list[list[dict[str, Any]]]) -> Iterator[Any]:
    """What the patterns ask of the words of tokens."""
    for pattern in patterns:
        for token in pattern:
            yield from (token[name] for name in ("LOWER", "ORTH", "TEXT", "NORM") if name in token)
