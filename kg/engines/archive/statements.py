"""From checked claims to the statements of the graph, on the scratch database: conflicts first, then types, names and edges."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from pyoxigraph import Triple

from kg.assemble import KnownConflict, document_evidence, known_conflicts, with_known_names
from kg.assemble.conflicts import kept_of, second_value_reason
from kg.assemble.graph import entity_triples
from kg.engines.archive.passes import CLAIMS, PARTS
from kg.engines.archive.workplace import ENTITIES
from kg.graph import rejected_line
from kg.infer.facts import Fact
from kg.infer.terms import facts_of
from kg.ontology import Ontology
from kg.pipeline import Knowledge
from kg.records import Claim, Entity, RejectedClaim


def refuse_conflicts(database: sqlite3.Connection, ontology: Ontology) -> None:
    """Takes out of `claim` what gives a property of a thing a second value where it has one at most."""
    database.execute("CREATE INDEX single_claim ON claim (subject, predicate, object) WHERE single")
    several = database.execute(
        "SELECT subject, predicate FROM claim WHERE single GROUP BY subject, predicate HAVING min(object) <> max(object)"
    ).fetchall()
    for ends in several:
        kept = kept_of(claim for _, _, claim in _single(database, *ends))
        told = next(term for term, _, claim in _single(database, *ends) if claim == kept)
        reason = second_value_reason(kept, _ends(database, kept), ontology)
        gone = ((number, claim) for term, number, claim in _single(database, *ends) if term != told)
        # What is read is not changed meanwhile.
        database.execute("CREATE TEMP TABLE gone (number INTEGER)")
        database.executemany("INSERT INTO gone VALUES (?)", _refused(database, gone, reason))
        database.execute("DELETE FROM claim WHERE rowid IN (SELECT number FROM gone)")
        database.execute("DROP TABLE gone")


def _single(database: sqlite3.Connection, subject: str, predicate: str) -> Iterator[tuple[str, int, Claim]]:
    rows = database.execute(
        "SELECT object, rowid, claim FROM claim WHERE single AND subject = ? AND predicate = ?", (subject, predicate)
    )
    return ((term, number, CLAIMS.of_plain(packed)) for term, number, packed in rows)


def _refused(database: sqlite3.Connection, claims: Iterable[tuple[int, Claim]], reason: str) -> Iterator[tuple[int]]:
    for number, claim in claims:
        database.execute("INSERT INTO rejected VALUES (?)", (rejected_line(RejectedClaim(claim, reason)),))
        yield (number,)


def _ends(database: sqlite3.Connection, claim: Claim) -> Mapping[str, Entity]:
    """The entities at the ends of a claim."""
    ends = [end for end in (claim.subject, claim.object) if isinstance(end, str)]
    rows = (database.execute("SELECT iri, entity FROM entity WHERE iri = ?", (end,)).fetchone() for end in ends)
    return {row[0]: ENTITIES.unpack(row[1]) for row in rows if row}


def stated_facts(database: sqlite3.Connection, knowledge: Knowledge) -> Iterator[Fact]:
    """The statements that claims and their entities make, as `kg.assemble.graph_triples` has them; some come twice."""
    database.execute("CREATE TABLE asserted (subject TEXT PRIMARY KEY) WITHOUT ROWID")
    database.execute("INSERT INTO asserted SELECT DISTINCT subject FROM claim WHERE affirmed")
    # An occurrence of which nothing is affirmed did not occur.
    rows = database.execute(
        "SELECT entity FROM entity WHERE NOT occurrence OR iri IN (SELECT subject FROM asserted) ORDER BY iri"
    )
    for (packed,) in rows:
        entity = ENTITIES.unpack(packed)
        known = knowledge.known
        triples = entity_triples(entity)
        brought = known is not None and entity.iri in known.statements
        yield from facts_of(with_known_names(triples, known) if known and brought else triples)
    edges = database.execute("SELECT DISTINCT subject, predicate, object FROM claim WHERE affirmed")
    for subject, predicate, term in edges:
        yield f"<{subject}>", f"<{predicate}>", term


def stated_claims(database: sqlite3.Connection) -> Iterator[Claim]:
    """All claims that may enter."""
    # Not before it is drawn: no table can be dropped while a query is under way.
    for (packed,) in database.execute("SELECT claim FROM claim"):
        yield CLAIMS.of_plain(packed)


def evidence_about(database: sqlite3.Connection, things: Collection[str], base: str) -> frozenset[Triple]:
    """The part of the evidence that is claims with one of these things as subject or object, and their passages."""
    if not things:
        return frozenset()
    rows = database.execute("SELECT claim FROM claim")
    made = database.execute("SELECT claim FROM derived")
    claims = chain((CLAIMS.of_plain(each) for (each,) in rows), (CLAIMS.unpack(each) for (each,) in made))
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject in things or claim.object in things:
            found[claim.evidence.document].append(claim)
    triples: set[Triple] = set()
    for document, about in found.items():
        (packed,) = database.execute("SELECT part FROM part WHERE document = ?", (document,)).fetchone()
        triples |= document_evidence(replace(PARTS.unpack(packed), claims=tuple(about)), base)
    return frozenset(triples)


def conflicts_with_known(database: sqlite3.Connection, knowledge: Knowledge) -> tuple[KnownConflict, ...]:
    """Where claims give other values than a graph that the user brought; see `kg.assemble.known_conflicts`."""
    known, found = knowledge.known, set[KnownConflict]()
    for subject in sorted(known.statements) if known else ():
        rows = database.execute("SELECT claim FROM claim WHERE subject = ? AND affirmed", (subject,))
        for (packed,) in rows:
            claim = CLAIMS.of_plain(packed)
            assert known is not None
            found.update(known_conflicts([claim], _ends(database, claim), known, knowledge.ontology))
    return tuple(sorted(found))
