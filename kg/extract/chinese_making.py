"""What a Chinese text says is made in a place by the place's own name: 改性塑料生产基地."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.chinese_clauses import CONCRETE, Clauses
from kg.extract.chinese_events import Proof
from kg.extract.chinese_frames import ChinesePatterns
from kg.extract.chinese_phrases import Phrases
from kg.ontology import Ontology, PropertyDefinition
from kg.records import Claim

NAMED_BY = 0.75


def products_by_name(
    clauses: Clauses, phrases: Phrases, patterns: ChinesePatterns, ontology: Ontology, proof: Proof
) -> Iterator[Claim]:
    """The products that plants are named by, where the lexicon has a verb of making and the nouns of such places."""
    made = _making(clauses, patterns, ontology)
    places = sorted(clauses.nouns.list("makingPlace"), key=lambda place: (-len(place), place))
    for span, mention in zip(clauses.spans, clauses.mentions, strict=True):
        ending = next((place for place in places if clauses.text[: span[1]].endswith(place)), "")
        if not made or not ending or mention.kind not in CONCRETE or not ontology.accepts(made.domain, mention.cls):
            continue
        inside = [e for s, e in clauses.spans if span[0] <= s and e <= span[1] - len(ending)]
        start, end = max([span[0], *inside]), span[1] - len(ending)
        if end - start < (3 if inside else 2) or clauses.nouns.is_generic(clauses.text[start:end]):
            continue
        product = phrases.phrase(start, end, made.range, whole=True)
        if product is not None:
            yield Claim(
                mention.id, made.iri, product.id, proof([span]), confidence=NAMED_BY, extractor="rule: named by product"
            )


def _making(clauses: Clauses, patterns: ChinesePatterns, ontology: Ontology) -> PropertyDefinition | None:
    """The property that the lexicon's verb of making states."""
    verbs = sorted(clauses.nouns.list("makingVerb"))
    owners = {pattern.frame.owner for verb in verbs for pattern in patterns.by_word.get(verb, ())}
    return next((ontology.properties[owner] for owner in sorted(owners & ontology.properties.keys())), None)
