"""Claims on the scratch database that conflict: refused as they are in memory, with the same reasons."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kg.assemble import check_claims
from kg.assemble.conflicts import allows_one
from kg.assemble.graph import object_term
from kg.engines.archive.passes import CLAIMS, TABLES
from kg.engines.archive.resolution import TABLES as RESOLUTION
from kg.engines.archive.statements import refuse_conflicts, stated_claims
from kg.engines.archive.workplace import ENTITIES
from kg.graph import rejected_line
from kg.ontology import NAMESPACE, Ontology
from kg.records import Claim, Document, Entity, Evidence, Polarity, Span, Value

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = "Aldermoor pays 5 or 7 million."
DOCUMENTS = {each: Document(each, TEXT, f"{each}.txt") for each in ("a", "b")}
DEALS = {each: Entity(f"https://example.org/{each}", f"{NAMESPACE}Investment", (each, "en")) for each in ("one", "two")}
BY_IRI = {each.iri: each for each in DEALS.values()}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start = draw(st.integers(0, 9))
    span = Span(start, start + 5)
    return Claim(
        subject=draw(st.sampled_from(sorted(BY_IRI))),
        predicate=f"{NAMESPACE}amount",
        # The same number in two forms is no second value.
        object=Value(draw(st.sampled_from(["5000000", "5000000.0", "7000000"])), f"{XSD}decimal"),
        evidence=Evidence(draw(st.sampled_from("ab")), span, TEXT[span.start : span.end], Span(0, len(TEXT))),
        polarity=draw(st.sampled_from([Polarity.AFFIRMED, Polarity.AFFIRMED, Polarity.NEGATED])),
        confidence=draw(st.sampled_from([0.5, 0.9])),
    )


@given(proposed=st.lists(claims(), max_size=8))
def test_all_but_the_best_of_several_values_are_refused(proposed: Sequence[Claim], ontology: Ontology) -> None:
    database = sqlite3.connect(":memory:")
    database.executescript(TABLES + RESOLUTION)
    for entity in DEALS.values():
        database.execute("INSERT INTO entity VALUES (?, ?, ?, 1)", (entity.label[0], entity.iri, ENTITIES.pack(entity)))
    for claim in proposed:
        said = claim.evidence.document, claim.subject, claim.predicate, str(object_term(claim))
        kinds = claim.polarity is Polarity.AFFIRMED, allows_one(claim, ontology)
        database.execute("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?)", (*said, *kinds, CLAIMS.plain(claim)))
    refuse_conflicts(database, ontology)
    accepted, refused = check_claims(proposed, BY_IRI, DOCUMENTS, ontology)
    assert list(stated_claims(database)) == list(accepted)
    lines = [line for (line,) in database.execute("SELECT line FROM rejected ORDER BY line")]
    assert lines == sorted(map(rejected_line, refused))
