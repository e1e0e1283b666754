"""A violation is shown with the claims and quotes it comes from."""

from __future__ import annotations

from typing import Any

import pytest

from kg.check import Violation, explain_violations

KG = "https://w3id.org/kgbuilder/ontology#"

EVIDENCE = """
:c1 a kg:Claim , rdf:Statement ; kg:subject :velmar ; kg:predicate kg:investsIn ; rdf:object :fair ; kg:object :fair ;
    prov:wasDerivedFrom :p1 .
:c2 a kg:Claim , rdf:Statement ; kg:subject :velmar ; kg:predicate kg:investsIn ; rdf:object :plant ; kg:object :plant ;
    prov:wasDerivedFrom :p2 .
:c3 a kg:Claim , rdf:Statement ; kg:subject :orlin ; kg:predicate kg:supports ; rdf:object :velmar ; kg:object :velmar ;
    prov:wasDerivedFrom :p2 .
:p1 a kg:Passage ; kg:inDocument :d ; kg:inSentence :s ; kg:quote "Velmar funds the fair"@en .
:s a kg:Passage ; kg:inDocument :d ; kg:quote "Velmar funds the fair, it said."@en .
:p2 a kg:Passage ; kg:inDocument :d ; kg:quote "Velmar"@en .
"""


@pytest.mark.parametrize(
    ("focus", "path", "value", "claims"),
    [
        ("velmar", "investsIn", "fair", ["c1"]),
        ("velmar", "investsIn", "velmar", ["c1", "c2"]),
        ("velmar", "label", "", ["c1", "c2", "c3"]),
        ("fair", "label", "", ["c1"]),
        ("nobody", "label", "", []),
    ],
    ids=["the edge", "the property", "the thing", "the thing as object", "nothing"],
)
def test_the_nearest_claims_are_shown(focus: str, path: str, value: str, claims: list[str], read: Any) -> None:
    violation = Violation(f"urn:test:{focus}", KG + path, value and f"urn:test:{value}", "wrong")
    (explained,) = explain_violations([violation], read(EVIDENCE))
    assert explained.violation == violation
    assert [each.claim.removeprefix("urn:test:") for each in explained.testimonies] == claims


def test_a_claim_is_shown_with_its_words_and_their_sentence(read: Any) -> None:
    violation = Violation("urn:test:velmar", KG + "investsIn", "urn:test:fair", "wrong")
    ((testimony,),) = [each.testimonies for each in explain_violations([violation], read(EVIDENCE))]
    assert testimony.quote == "Velmar funds the fair"
    assert testimony.sentence == "Velmar funds the fair, it said."
    assert testimony.document == "urn:test:d"
