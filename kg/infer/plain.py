"""A plain CONSTRUCT query taken apart: triples of IRIs and variables, comparisons, and triples that must be absent.

These are nearly all rules, and reading them so needs no rdflib, which takes longer to load than a small change to a project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.infer.rules import RDF_TYPE, TERM_OPERATORS, TEXT_OPERATORS, Comparison, InferenceRule, Pattern, rule_label
from kg.ontology import Rule

# A name ends where none of what may be in a longer one follows: dots may be inside, but not at the end.
_TOKEN = re.compile(
    r"(?P<skipped>\s+|\#[^\n]*)"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|\?[A-Za-z_]\w*"
    r"|(?:[A-Za-z][\w-]*)?:(?:\w[\w-]*+)?(?!\.*[\w:%\\-])"
    r"|[A-Za-z]+(?![\w:.-])"
    r"|!=|&&|[{}().;,=<>]",
    re.ASCII,
)


def plain_rule(rule: Rule) -> InferenceRule | None:
    """The inference rule that a valid query states; None where it is not plain."""
    try:
        query = _Query(list(_tokens(rule.construct)))
        query.read_prefixes()
        query.take("CONSTRUCT", "{")
        heads = query.triples()
        query.take("}")
        query.meets("WHERE")
        query.take("{")
        premises = query.triples()
        while not query.meets("}"):
            query.read_filter()
        query.take("")
    except ValueError:
        return None
    return InferenceRule(
        label=rule_label(rule),
        heads=tuple(sorted(heads, key=str)),
        premises=tuple(sorted(premises, key=str)),
        comparisons=tuple(query.comparisons),
        absent=tuple(query.absent),
        guarded=bool(query.absent),
    )


def _tokens(text: str) -> Iterator[str]:
    """The words and signs of a query; raises `ValueError` where there is anything else."""
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise ValueError(f"not plain: {text[at:]}")
        if token["skipped"] is None:
            yield token[0]
        at = token.end()
    yield ""


@dataclass(slots=True)
class _Query:
    """The words of a query on the way through it; every step raises `ValueError` where it meets something that is not plain."""

    tokens: list[str]
    at: int = 0
    prefixes: dict[str, str] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)
    absent: list[tuple[Pattern, ...]] = field(default_factory=list)

    def follows(self, word: str) -> bool:
        return self.tokens[self.at].upper() == word

    def meets(self, word: str) -> bool:
        found = self.follows(word)
        self.at += found
        return found

    def take(self, *words: str) -> None:
        for word in words:
            if not self.meets(word):
                raise ValueError(f"not plain: {self.tokens[self.at]} where {word} should be")

    def term(self) -> str:
        token = self.tokens[self.at]
        self.at += 1
        if token[:1] == "?" or (token[:1] == "<" and ":" in token):
            return token
        prefix, colon, name = token.partition(":")
        if not colon or prefix not in self.prefixes:
            raise ValueError(f"not plain: {token}")
        return f"<{self.prefixes[prefix]}{name}>"

    def read_prefixes(self) -> None:
        while self.meets("PREFIX"):
            name, iri = self.tokens[self.at : self.at + 2]
            if not name.endswith(":") or ":" not in iri or iri[0] != "<":
                raise ValueError(f"not plain: PREFIX {name} {iri}")
            self.prefixes[name[:-1]] = iri[1:-1]
            self.at += 2

    def triples(self) -> tuple[Pattern, ...]:
        """Triples up to what is none; at least one, and none whose predicate is a variable."""
        found: list[Pattern] = []
        while not self.follows("}") and not self.follows("FILTER"):
            subject = self.term()
            found += self._of(subject)
            while self.meets(";"):
                found += self._of(subject)
            if not self.meets("."):
                break
        if not found or any(each.predicate[0] == "?" for each in found):
            raise ValueError("not plain: its predicates are not all given")
        return tuple(found)

    def _of(self, subject: str) -> Iterator[Pattern]:
        predicate = RDF_TYPE if self.tokens[self.at] == "a" else ""
        if predicate:
            self.at += 1
        predicate = predicate or self.term()
        yield Pattern(subject, predicate, self.term())
        while self.meets(","):
            yield Pattern(subject, predicate, self.term())

    def read_filter(self) -> None:
        self.take("FILTER")
        if self.meets("NOT"):
            self.take("EXISTS", "{")
            self.absent.append(self.triples())
            self.take("}")
        else:
            self.take("(")
            self.comparisons.append(self._comparison())
            while self.meets("&&"):
                self.comparisons.append(self._comparison())
            self.take(")")
        self.meets(".")

    def _comparison(self) -> Comparison:
        texts = self.follows("STR")
        left = self._side(texts)
        operator = self.tokens[self.at]
        if operator not in (TEXT_OPERATORS if texts else TERM_OPERATORS):
            raise ValueError(f"not plain: {operator}")
        self.at += 1
        return Comparison(left, operator, self._side(texts), texts)

    def _side(self, texts: bool) -> str:
        if texts:
            self.take("STR", "(")
        found = self.term()
        if texts:
            self.take(")")
        return found
