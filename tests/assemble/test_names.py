"""IRIs of documents, passages and claims."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from kg.assemble.names import claim_iri, document_iri, passage_iri
from kg.records import Evidence, Polarity, Span


@pytest.mark.parametrize(
    ("document", "tail"),
    [
        ("velmar-0a1b2c3d", "velmar-0a1b2c3d"),
        ("a b#c?d%e", "a%20b%23c%3Fd%25e"),
        ("维尔玛-1", "维尔玛-1"),
        ("łódź-1", "łódź-1"),
        ("x\u200by\x00", "x%E2%80%8By%00"),
    ],
)
def test_a_document_is_named_readably(document: str, tail: str) -> None:
    assert document_iri(document).value == f"https://w3id.org/kgbuilder/id/document/{tail}"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_document_id_makes_an_iri_that_every_parser_takes(document: str) -> None:
    iri = document_iri(document)
    line = f"<{iri.value}> <urn:p> <urn:o> ."
    assert [quad.subject for quad in pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.TURTLE)] == [iri]
    assert URIRef(iri.value).n3()


def test_a_passage_is_a_range_of_characters() -> None:
    assert passage_iri("d", Span(15, 87), "https://kg.example/").value == "https://kg.example/document/d#char=15,87"


def test_a_claim_is_named_by_what_it_says_and_where(propose: Any) -> None:
    claim = propose("org/velmar", "supports", "org/orlin")
    assert claim_iri(claim) == claim_iri(replace(claim, confidence=0.1, extractor="other"))
    digest = claim_iri(claim).value.rsplit("/", 1)[-1]
    assert len(digest) == 16 and int(digest, 16) >= 0


def test_claims_that_say_different_things_have_different_names(propose: Any) -> None:
    claim = propose("org/velmar", "supports", "org/orlin")
    moved = Evidence(claim.evidence.document, Span(0, 9), "Velmar AG", claim.evidence.sentence)
    others = [
        replace(claim, subject=claim.object, object=claim.subject),
        replace(claim, predicate=claim.predicate + "More"),
        replace(claim, polarity=Polarity.NEGATED),
        replace(claim, status="urn:status"),
        replace(claim, evidence=moved),
    ]
    assert len({claim_iri(each) for each in (claim, *others)}) == 6
