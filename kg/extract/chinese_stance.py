"""How a Chinese text stands to what it says: affirmed, denied or only considered, and how far along."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.chinese_nouns import LANGUAGE
from kg.extract.chinese_clauses import Clauses
from kg.ontology import Ontology
from kg.records import Polarity

_AFTER = 3


def chinese_stance(clauses: Clauses, start: int, end: int, ontology: Ontology) -> tuple[Polarity, str]:
    """Polarity and status of what is stated at a stretch, by the cues between the start of its clause and its end."""
    begin = clauses.stretch_of(start)
    stop = min(len(clauses.text), end + _AFTER)

    def stands(words: Sequence[str], limit: int = stop) -> bool:
        return any(_stands(clauses, word, begin, limit) for word in words)

    polarity = Polarity.AFFIRMED
    for each in (Polarity.NEGATED, Polarity.HYPOTHETICAL):
        if stands(ontology.polarity_cues.get(each.value, {}).get(LANGUAGE, ()), end):
            polarity = each
            break
    cued = [status for status in ontology.statuses.values() if stands(status.cues.get(LANGUAGE, ()))]
    return polarity, min(cued, key=lambda status: (status.rank, status.iri)).iri if cued else ""


def _stands(clauses: Clauses, word: str, begin: int, end: int) -> bool:
    at = clauses.text.find(word, begin, end)
    while at >= 0:
        if clauses.counts(at, at + len(word)):
            return True
        at = clauses.text.find(word, at + 1, end)
    return False
