"""After a change only the documents that it touches are gone through again, and the derived claims are those of all anew."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.assemble import graph_triples
from kg.infer import basis_of, derive_claims, documents_touched, infer, pack_basis, unpack_basis
from kg.ontology import NAMESPACE, Ontology
from kg.records import Claim, Evidence, Polarity, Span

ROLES = (
    "investor leadInvestor target place party counterparty locatedIn partOf subsidiaryOf cooperatesWith status".split()
)
DOCUMENTS = ["d1", "d2", "d3", "d4"]


def claim(subject: str, role: str, target: str, document: str, start: int, confidence: float, status: str) -> Claim:
    evidence = Evidence(document, Span(start, start + 5), "words", Span(0, 200))
    full = NAMESPACE + "planned" if role == "status" else f"urn:test:{target}"
    return Claim(
        f"urn:test:{subject}",
        NAMESPACE + role,
        full,
        evidence,
        polarity=Polarity.NEGATED if start == 20 else Polarity.AFFIRMED,
        status=status and NAMESPACE + status,
        confidence=confidence,
    )


def claims_of(document: str) -> st.SearchStrategy[tuple[Claim, ...]]:
    one = st.builds(
        claim,
        subject=st.sampled_from("abcde"),
        role=st.sampled_from(ROLES),
        target=st.sampled_from("abcde"),
        document=st.just(document),
        start=st.sampled_from([0, 10, 20]),
        confidence=st.sampled_from([0.4, 0.9]),
        status=st.sampled_from(["", "", "signed", "completed"]),
    )
    return st.lists(one, max_size=5).map(tuple)


corpora = st.tuples(*map(claims_of, DOCUMENTS))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=corpora, data=st.data())
def test_the_derived_claims_of_documents_not_touched_are_what_they_were(
    before: tuple[tuple[Claim, ...], ...], data: st.DataObject, ontology: Ontology
) -> None:
    changed = data.draw(st.sampled_from(range(len(DOCUMENTS))))
    after = (*before[:changed], data.draw(claims_of(DOCUMENTS[changed])), *before[changed + 1 :])
    old, new = (tuple(claim for claims in corpus for claim in claims) for corpus in (before, after))
    first = infer(graph_triples(old, {}), ontology)
    second = infer(graph_triples(new, {}), ontology, previous=first.closure)
    one, other = basis_of(first.closure, old), basis_of(second.closure, new)
    touched = documents_touched(one, other, new, [DOCUMENTS[changed]] if Counter(old) != Counter(new) else [])
    kept = [claim for claim in derive_claims(first, old, ontology) if claim.evidence.document not in touched]
    redone = derive_claims(second, new, ontology, documents=touched)
    anew = derive_claims(second, new, ontology)
    assert Counter(kept) + Counter(redone) == Counter(anew)
    assert [claim for claim in anew if claim.evidence.document in touched] == list(redone)
    kept_text = pack_basis(one, ontology)
    assert unpack_basis(kept_text, ontology) == one
    assert unpack_basis(pack_basis(other, ontology, since=(kept_text, one)), ontology) == other
