"""Reports of one occurrence in several documents, put together where they agree in all that tells occurrences apart.

Agreement is strong: the same class; the same sum in the same currency, an acting party in common and none besides in one
of the two reports, and a target in common; or, where no sum is stated, the same two or more things in the same roles.
Dates must not contradict, and reports without a date must have been published near one another.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ontology import Ontology
from kg.records import Claim, Document, Mention, Polarity
from kg.resolve.components import Components
from kg.resolve.occurrences import Facts, contradict, read_facts

# How many days apart two reports may be published: where a sum tells occurrences apart, and where only the parties do.
REPORTS_OF_A_SUM, REPORTS_WITHOUT = 366, 7
LARGEST_BLOCK = 100


@dataclass(frozen=True, slots=True)
class Report:
    """What one document affirms of an occurrence, by its first mention there; things by what they are over all documents."""

    occurrence: str
    document: str
    published: str
    facts: Facts

    @property
    def order(self) -> tuple[str, str]:
        """Reports of earlier documents first; those without a date last."""
        return (self.published or "9999", self.occurrence)


@dataclass(frozen=True, slots=True)
class SameReports:
    """For the occurrences of documents the one that stands for it, where that is another, and for those why."""

    first: Mapping[str, str]
    reasons: Mapping[str, tuple[str, ...]]


def reports_of(
    document: Document,
    mentions: Mapping[str, Mention],
    claims: Sequence[Claim],
    same: Mapping[str, str],
    roots: Mapping[str, str],
    ontology: Ontology,
) -> list[Report]:
    """A document's reports; `same` says which of its mentions are of one occurrence, `roots` what things are."""
    affirmed = [c for c in claims if c.polarity is Polarity.AFFIRMED and c.subject in same]
    facts = _together(read_facts(mentions, affirmed, roots, ontology), same)
    return [Report(each, document.id, document.published or "", found) for each, found in facts.items()]


def block_of(report: Report, ontology: Ontology) -> tuple[str, ...]:
    """What reports of one occurrence have in common: the same sum, or without one the same things."""
    facts = report.facts
    sums = sorted(value for key, value in facts.values.items() if ontology.properties[key].value_kind != "status")
    return (facts.cls, *(sums or sorted(facts.everything())))


def merge_reports(reports: Iterable[Report], ontology: Ontology) -> SameReports:
    """Which reports are of one occurrence: the earliest stands for all. What many reports share tells none apart."""
    blocks: dict[tuple[str, ...], list[Report]] = defaultdict(list)
    for report in reports:
        blocks[block_of(report, ontology)].append(report)
    first: dict[str, str] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    for block in blocks.values():
        if 1 < len(block) <= LARGEST_BLOCK:
            found = merge_block(block, ontology)
            first |= found.first
            reasons |= found.reasons
    return SameReports(first, reasons)


def merge_block(block: Iterable[Report], ontology: Ontology) -> SameReports:
    """The same for the reports of one block."""
    by_id = {report.occurrence: report for report in block}
    components = Components(lambda one, other: by_id[one].document == by_id[other].document)
    for one, other in _with_things_in_common(by_id):
        why = _agreement(one.facts, other.facts, ontology)
        if why and _are_near(one, other):
            named = " and ".join(sorted({one.document, other.document}))
            components.join(one.occurrence, other.occurrence, f"reports in {named} agree in {why}")
    first: dict[str, str] = {}
    for root in components.reasons:
        inside = components.of(root)
        earliest = min((by_id[each] for each in inside), key=lambda each: each.order).occurrence
        first |= dict.fromkeys(inside, earliest)
    return SameReports(first, {first[root]: tuple(sorted(why)) for root, why in components.reasons.items()})


def _with_things_in_common(reports: Mapping[str, Report]) -> list[tuple[Report, Report]]:
    by_thing: dict[str, list[str]] = defaultdict(list)
    for identifier, report in sorted(reports.items()):
        for thing in report.facts.everything():
            by_thing[thing].append(identifier)
    pairs = {pair for found in by_thing.values() for pair in itertools.combinations(found, 2)}
    return [(reports[one], reports[other]) for one, other in sorted(pairs)]


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


def _agreement(one: Facts, other: Facts, ontology: Ontology) -> str:
    """In what two reports agree, in words; "" where it is not enough."""
    if one.cls != other.cls or one.values != other.values or contradict(one, other):
        return ""
    if not one.values:
        enough = one.things == other.things and len(one.everything()) > 1
        return ", ".join(ontology.label(role) for role in sorted(one.things)) if enough else ""
    roles = sorted(one.things.keys() & other.things.keys())
    if len(roles) < 2 or not all(_agree(one.things[role], other.things[role]) for role in roles):
        return ""
    if not any(ontology.properties[role].agentive for role in roles):
        return ""
    return ", ".join(("sum", *(ontology.label(role) for role in roles)))


def _agree(mine: set[str], theirs: set[str]) -> bool:
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)


def _are_near(one: Report, other: Report) -> bool:
    """Whether the dates stated agree to the month, or the documents were published near one another."""
    if min(len(one.facts.date), len(other.facts.date)) >= len("2023-05"):
        return True
    first, second = _day(one.published), _day(other.published)
    apart = abs((first - second).days) if first and second else None
    has_sum = bool(one.facts.values)
    if apart is None:
        return has_sum
    return apart <= (REPORTS_OF_A_SUM if has_sum else REPORTS_WITHOUT)


def _day(published: str) -> date | None:
    """A day for a date as precise as known: the middle of a month or year."""
    if not published:
        return None
    padded = {4: f"{published}-07-01", 7: f"{published}-15"}.get(len(published), published)
    return date.fromisoformat(padded[:10])
