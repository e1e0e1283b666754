"""Reports of one occurrence in several documents, put together where they agree in all that tells occurrences apart.

Agreement is strong: the same class; the same sum in the same currency, an acting party in common and none besides in one
of the two reports, and a target in common; or, where no sum is stated, the same two or more things in the same roles.
Dates must not contradict, and reports without a date must have been published near one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from kg.ontology import Ontology
from kg.records import Claim, Document, Mention, Polarity
from kg.resolve.components import Components
from kg.resolve.occurrences import Facts, contradict, read_facts

# How many days apart two reports may be published: where a sum tells occurrences apart, and where only the parties do.
REPORTS_OF_A_SUM, REPORTS_WITHOUT = 366, 7
LARGEST_BLOCK = 100


def merge_reports(
    mentions: Mapping[str, Mention],
    claims: Sequence[Claim],
    same: Mapping[str, str],
    roots: Mapping[str, str],
    documents: Mapping[str, Document],
    ontology: Ontology,
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """For each occurrence mention the one it is the same as over all documents, and for those why.

    `same` says so within each document. The report of the earliest document stands for all.
    """
    affirmed = [c for c in claims if c.polarity is Polarity.AFFIRMED and c.subject in same]
    facts = _together(read_facts(mentions, affirmed, roots, ontology), same)
    components = Components(lambda one, other: mentions[one].document == mentions[other].document)
    for block in _blocks(facts, ontology).values():
        for position, one in enumerate(block):
            for other in block[position + 1 :]:
                why = _agreement(facts[one], facts[other], ontology)
                if why and _are_near(one, other, facts, mentions, documents):
                    components.join(one, other, f"reports in {_named(one, other, mentions)} agree in {why}")
    first = {
        each: min(
            components.of(each),
            key=lambda root: (documents[mentions[root].document].published or "9999", root),
        )
        for each in facts
    }
    reasons = {first[root]: why for root, why in components.reasons.items()}
    return {mention: first.get(root, root) for mention, root in same.items()}, reasons


def _together(facts: Mapping[str, Facts], same: Mapping[str, str]) -> dict[str, Facts]:
    """The facts of all mentions of an occurrence in one document."""
    found: dict[str, Facts] = {}
    for identifier, each in facts.items():
        into = found.setdefault(same[identifier], Facts(each.cls, each.sentence))
        for role, things in each.things.items():
            into.things[role] |= things
        into.values = {**each.values, **into.values}
        into.date = max(into.date, each.date, key=len)
    return found


def _blocks(facts: Mapping[str, Facts], ontology: Ontology) -> dict[tuple[str, ...], list[str]]:
    """Occurrences with the same sum, or without one the same things; what many share tells none apart."""
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for identifier, each in sorted(facts.items()):
        sums = tuple(
            sorted(value for key, value in each.values.items() if ontology.properties[key].value_kind != "status")
        )
        blocks[(each.cls, *(sums or sorted(each.everything())))].append(identifier)
    return {key: found for key, found in blocks.items() if 1 < len(found) <= LARGEST_BLOCK}


def _agreement(one: Facts, other: Facts, ontology: Ontology) -> str:
    """In what two reports agree, in words; "" where it is not enough."""
    if one.cls != other.cls or contradict(one, other):
        return ""
    if one.values and one.values == other.values:
        roles = sorted(one.things.keys() & other.things.keys())
        agreeing = [role for role in roles if _agree(one.things[role], other.things[role])]
        acting = [role for role in agreeing if ontology.properties[role].agentive]
        if not acting or len(agreeing) < 2 or agreeing != roles:
            return ""
        return ", ".join(("sum", *(ontology.label(role) for role in agreeing)))
    if one.values or other.values or one.things != other.things or len(one.everything()) < 2:
        return ""
    return ", ".join(ontology.label(role) for role in sorted(one.things))


def _agree(mine: set[str], theirs: set[str]) -> bool:
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)


def _are_near(
    one: str,
    other: str,
    facts: Mapping[str, Facts],
    mentions: Mapping[str, Mention],
    documents: Mapping[str, Document],
) -> bool:
    """Whether the dates stated agree to the month, or the documents were published near one another."""
    if min(len(facts[one].date), len(facts[other].date)) >= len("2023-05"):
        return True
    published = [_day(documents[mentions[each].document].published) for each in (one, other)]
    first, second = published
    apart = abs((first - second).days) if first and second else None
    has_sum = bool(facts[one].values)
    if apart is None:
        return has_sum
    return apart <= (REPORTS_OF_A_SUM if has_sum else REPORTS_WITHOUT)


def _day(published: str | None) -> date | None:
    """A day for a date as precise as known: the middle of a month or year."""
    if not published:
        return None
    padded = {4: f"{published}-07-01", 7: f"{published}-15"}.get(len(published), published)
    return date.fromisoformat(padded[:10])


def _named(one: str, other: str, mentions: Mapping[str, Mention]) -> str:
    return " and ".join(sorted({mentions[one].document, mentions[other].document}))
