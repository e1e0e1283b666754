"""Corrections of every kind, as they change a build of four small texts (see conftest)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import CorrectionError

ONE = "merge: [Alder Energy, Alder Energy Group, ADE]"
HEADQUARTERS = "{subject: Alder Energy, predicate: headquarteredIn, object: Hamburg}"
PLANT = (
    "source: {text: Heron Solar opens Heron Plant in Hamburg., title: Annual report, url: 'https://example.org/report'}"
)


@pytest.mark.parametrize(
    ("entries", "there", "gone"),
    [
        pytest.param(
            [ONE],
            {"Alder Energy | headquarteredIn | Berlin", "Alder Energy | signedAgreementWith | Teal Bank", "Teal Bank | supports | Alder Energy", "Alder Energy – Teal Bank | party | Alder Energy"},
            {"ADE | signedAgreementWith | Teal Bank", "ADE – Teal Bank | party | ADE"},
            id="merge",
        ),
        pytest.param(["merge: [ADE, Alder Energy]"], {"ADE | investsIn | Heron Solar"}, {"Alder Energy | investsIn | Heron Solar"}, id="merge: the first stays"),
        pytest.param(
            ["split: Teal Bank\n  documents: [group.txt]\n  into: Teal Bank (Berlin)"],
            {"Teal Bank (Berlin) | supports | Alder Energy Group", "Teal Bank | produces | tractors"},
            {"Teal Bank | supports | Alder Energy Group"},
            id="split by document",
        ),
        pytest.param(["split: ADE\n  names: [ade]\n  into: Heron Solar"], {"Heron Solar | signedAgreementWith | Teal Bank"}, {"ADE | signedAgreementWith | Teal Bank"}, id="split into a thing that is there"),
        pytest.param(["rename: ADE\n  to: Ade Holding"], {"Ade Holding | signedAgreementWith | Teal Bank", "Ade Holding – Teal Bank | party | Teal Bank"}, {"ADE – Teal Bank | party | Teal Bank"}, id="rename"),
        pytest.param(["retype: Teal Bank\n  to: Fund"], {"Teal Bank | supports | Alder Energy Group"}, set(), id="retype"),
        pytest.param(["reject: tractors"], set(), {"Teal Bank | produces | tractors"}, id="reject a thing"),
        pytest.param(["reject: " + HEADQUARTERS], {"Alder Energy | investsIn | Heron Solar"}, {"Alder Energy | headquarteredIn | Hamburg", "Alder Energy | operatesIn | Hamburg"}, id="reject a claim, and what follows from it"),
        pytest.param(["reject: {subject: Alder Energy, predicate: headquarteredIn}"], set(), {"Alder Energy | headquarteredIn | Hamburg"}, id="reject whatever it says"),
        pytest.param(['reject: {predicate: produces}\n  quote: "produces tractors"'], set(), {"Teal Bank | produces | tractors"}, id="reject by words"),
        pytest.param(["reject: {subject: Alder Energy, predicate: investsIn, object: Heron Solar}"], set(), {"Alder Energy | investsIn | Heron Solar", "Alder Energy – Heron Solar, 350 million EUR, 2024-05 | amount | 350000000.0"}, id="reject an edge that follows: the occurrence goes"),
        pytest.param(["reject: {subject: Teal Bank, predicate: signedAgreementWith, object: ADE}"], set(), {"ADE | signedAgreementWith | Teal Bank", "Teal Bank | signedAgreementWith | ADE"}, id="reject a mutual edge from its other end"),
        pytest.param(
            ["reject: {subject: 'Alder Energy – Heron Solar, 350 million EUR, 2024-05', predicate: amount, object: 350000000}"],
            {"Alder Energy – Heron Solar, 2024-05 | investor | Alder Energy"},
            {"Alder Energy – Heron Solar, 350 million EUR, 2024-05 | amount | 350000000.0"},
            id="reject a value",
        ),
        pytest.param(["accept: {predicate: target, object: Marram Motors}\n  quote: may invest"], {"Heron Solar – Marram Motors | target | Marram Motors"}, set(), id="accept makes it affirmed"),
        pytest.param(
            ["add: {subject: Heron Solar, predicate: establishes, object: {name: Heron Plant, class: Facility}}\n  " + PLANT],
            {"Heron Solar | establishes | Heron Plant"},
            set(),
            id="add from outside, about a new thing",
        ),
        pytest.param(["add: {subject: Alder Energy, predicate: cooperatesWith, object: Heron Solar}\n  quote: in Heron Solar\n  document: energy.txt"], {"Alder Energy | cooperatesWith | Heron Solar", "Heron Solar | cooperatesWith | Alder Energy"}, set(), id="add with words of a text"),
        pytest.param(
            ["add: {class: Investment, investor: [ADE, Teal Bank], target: Heron Solar, amount: 2000000, currency: EUR, date: 2025-03, status: planned}\n  source: {text: 'ADE and Teal Bank plan to put two million euros into Heron Solar.'}"],
            {"ADE | investsIn | Heron Solar", "ADE – Teal Bank – Heron Solar, 2 million EUR, 2025-03 | date | 2025-03", "ADE – Teal Bank – Heron Solar, 2 million EUR, 2025-03 | status | planned"},
            set(),
            id="add an occurrence",
        ),
    ],
)  # fmt: skip
def test_what_a_correction_changes(entries: list[str], there: set[str], gone: set[str], corrected) -> None:
    build = corrected(*entries)
    assert there - build.facts == set()
    assert gone & build.facts == set()


def test_a_merged_thing_has_one_iri_all_names_and_says_why(corrected) -> None:
    build = corrected(ONE + "\n  reason: the annual report")
    assert build.iri("Alder Energy") == "org/alder-energy"
    assert build.names("Alder Energy") == {"ADE", "Alder Energy Group"}
    why = [row[0].value for row in build.graph.query("SELECT ?why { org:alder-energy kg:mergedBecause ?why }").rows]
    assert why == ["merged by Ada (2026-03-01): the annual report"]


def test_a_renamed_thing_keeps_its_iri_and_its_old_name(corrected) -> None:
    build = corrected("rename: ADE\n  to: 阿德控股")
    assert build.iri("阿德控股") == "org/ade"
    assert build.names("阿德控股") == {"ADE"}


def test_a_retyped_thing_keeps_its_iri_and_the_gate_holds_it_to_its_class(corrected) -> None:
    build = corrected("retype: Teal Bank\n  to: kg:Person")
    assert build.iri("Teal Bank") == "org/teal-bank"
    assert build.classes("Teal Bank") == {"Person"}
    assert "Teal Bank | produces | tractors" in build.rejected


def test_what_the_gate_refuses_for_a_class_passes_under_another(corrected) -> None:
    add = "add: {subject: Hamburg, predicate: produces, object: tractors}\n  source: {text: Hamburg makes tractors.}"
    assert len(corrected(add).stale) == 1
    build = corrected(add, "retype: Hamburg\n  to: Company")
    assert build.stale == []
    assert "Hamburg | produces | tractors" in build.facts


def test_a_thing_is_pinned_to_any_iri(corrected) -> None:
    build = corrected("pin: org:ade\n  iri: https://example.org/crm/17")
    assert build.iri("ADE") == "https://example.org/crm/17"
    assert "ADE | signedAgreementWith | Teal Bank" in build.facts


def test_an_accepted_claim_is_certain_and_says_who_made_it_so(corrected) -> None:
    (claim,) = corrected("accept: " + HEADQUARTERS).claims("Alder Energy | headquarteredIn | Hamburg")
    assert claim["confidence"] == "1.0"
    assert claim["polarity"] == "affirmed"
    assert claim["extractor"].endswith("; accepted by Ada")


def test_accepting_an_edge_that_follows_makes_what_it_follows_from_certain(corrected) -> None:
    build = corrected("accept: {subject: Alder Energy, predicate: investsIn, object: Heron Solar}")
    claims = build.claims("Alder Energy | investsIn | Heron Solar")
    assert {claim["confidence"] for claim in claims} == {"1.0"}
    assert build.stale == []


def test_one_accepted_value_outdoes_the_others(corrected) -> None:
    occurrence = "Alder Energy – Heron Solar, 350 million EUR, 2024-05"
    build = corrected(
        f"add: {{subject: '{occurrence}', predicate: amount, object: 400000000}}\n  source: {{text: It was 400 million.}}"
    )
    label = "Alder Energy – Heron Solar, 400 million EUR, 2024-05"
    assert f"{label} | amount | 400000000.0" in build.facts
    assert build.rejected[f"{label} | amount | 350000000"] == "Ada chose another value, “400000000”"


def test_an_added_fact_is_a_claim_of_the_curator_on_the_words_of_its_source(corrected) -> None:
    build = corrected(f"add: {{subject: Heron Solar, predicate: locatedIn, object: Hamburg}}\n  {PLANT}")
    (claim,) = build.claims("Heron Solar | locatedIn | Hamburg")
    assert (claim["extractor"], claim["confidence"]) == ("curator: Ada", "1.0")
    explained = build.graph.explain("Heron Solar", "locatedIn").claims[0].citations[0]
    assert explained.quote == "Heron Solar opens Heron Plant in Hamburg."
    assert (explained.title, explained.source) == ("Annual report", "https://example.org/report")


def test_an_added_fact_cites_words_of_a_document_where_they_stand(corrected) -> None:
    build = corrected(
        "add: {subject: Heron Solar, predicate: cooperatesWith, object: Alder Energy}\n  quote: in Heron Solar in May"
    )
    cited = build.graph.explain("Heron Solar", "cooperatesWith").claims[0].citations[0]
    assert cited.quote == "in Heron Solar in May"
    assert cited.sentence == "Alder Energy invested 350 million euros in Heron Solar in May 2024."


def test_what_is_rejected_stands_among_the_rejected_with_author_and_reason(corrected) -> None:
    build = corrected("reject: tractors\n  reason: no product")
    told = "rejected by Ada (2026-03-01): no product"
    assert build.rejected == {"Teal Bank | produces | tractors": told, "tractors | type | Product": told}
    assert "tractors" not in build.labels.values()


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        (["rename: Nobody\n  to: Somebody"], "nothing is called “Nobody” in this build"),
        (["retype: {name: Teal Bank, class: Place}\n  to: Fund"], "nothing of the class Place is called “Teal Bank” in this build"),
        (["merge: [ADE, Nobody]"], "nothing is called “Nobody” in this build"),
        (["merge: [ADE, Nobody, Alder Energy]"], "nothing is called “Nobody” in this build; the others were merged"),
        (["distinct: [ADE, Nobody]"], "nothing is called “Nobody” in this build"),
        (["distinct: [org:ade, ADE]"], "“org:ade” and “ADE” are one thing in this build; split it"),
        (["split: ADE\n  documents: [gone.txt]\n  into: Other"], "“ADE” has no mentions in gone.txt"),
        (["pin: ADE\n  iri: https://w3id.org/kgbuilder/id/org/teal-bank"], "<https://w3id.org/kgbuilder/id/org/teal-bank> is the IRI of “Teal Bank” here; merge the two if they are one"),
        (["accept: {subject: ADE, predicate: produces, object: tractors}"], "nothing in this build says ADE | produces | tractors"),
        (["reject: {subject: ADE, predicate: produces}\n  document: gone.txt"], "nothing in this build says ADE | produces | … in gone.txt"),
        (["reject: Nobody"], "nothing is called “Nobody” in this build"),
        (["add: {subject: Nobody, predicate: produces, object: tractors}\n  source: {text: It does.}"], "nothing is called “Nobody” in this build; give a class to make it"),
        (["add: {subject: ADE, predicate: produces, object: tractors}\n  quote: ADE makes tractors\n  document: bank.txt"], "“ADE makes tractors” does not stand in bank.txt"),
        (["add: {subject: Hamburg, predicate: produces, object: tractors}\n  source: {text: It does.}"], "the claim is refused: the subject of produces must be a producer (its domain), and Hamburg is a city"),
    ],
)  # fmt: skip
def test_a_correction_without_effect_is_told(entries: list[str], reason: str, corrected) -> None:
    assert corrected(*entries).stale == [reason]


def test_a_stale_correction_says_where_it_stands_and_of_whom_it_is(corrected) -> None:
    (stale,) = corrected("rename: Nobody\n  to: Somebody").graph.stale
    assert str(stale) == "corrections.yaml:1: rename by Ada has no effect: nothing is called “Nobody” in this build"


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        (["rename: ADE\n  to: One", "rename: org:ade\n  to: Two"], "corrections.yaml:5: contradicts corrections.yaml:1: two labels for “ADE”; take one of them out"),
        (["retype: ADE\n  to: Fund", "retype: ADE\n  to: Startup"], "two classes for “ADE”"),
        (["merge: [ADE, Teal Bank]", "retype: ADE\n  to: Fund", "retype: Teal Bank\n  to: Startup"], "two classes for “ADE”"),
        (["pin: ADE\n  iri: ex:1", "pin: ADE\n  iri: ex:2"], "two IRIs for “ADE”"),
        (["pin: ADE\n  iri: ex:1", "pin: Teal Bank\n  iri: ex:1"], "<ex:1> for two things; merge these if they are one"),
        (["merge: [ADE, Alder Energy]", "distinct: [ADE, Alder Energy]"], "one merges “ADE” and “Alder Energy”, one keeps them apart"),
        (["merge: [ADE, Alder Energy]", "merge: [Alder Energy, Teal Bank]", "distinct: [Teal Bank, ADE]"], "one keeps them apart"),
        (["merge: [Alder Energy, Alder Energy Group]", "split: Alder Energy\n  names: [Alder Energy Group]\n  into: Other"], "one merges and one splits “Alder Energy”"),
        (["split: Teal Bank\n  documents: [bank.txt]\n  into: Teal", "merge: [Teal Bank, Teal]"], "one merges and one splits “Teal Bank”"),
        (["split: Teal Bank\n  documents: [bank.txt]\n  into: One", "split: Teal Bank\n  names: [Teal Bank]\n  into: Two"], "both take “Teal Bank” out of one thing"),
        (["accept: " + HEADQUARTERS, "reject: " + HEADQUARTERS], "one wants and one rejects Alder Energy | headquarteredIn | Hamburg"),
        (["accept: " + HEADQUARTERS, "reject: Hamburg"], "one rejects a thing, one wants Alder Energy | headquarteredIn | Hamburg"),
        (["reject: ADE", "merge: [ADE, Alder Energy]"], "one rejects a thing that the other corrects"),
        (["accept: {subject: Alder Energy, predicate: headquarteredIn}", "reject: {subject: Alder Energy, predicate: operatesIn, object: Hamburg}"], "one wants a claim that an edge follows from which the other rejects"),
        (["add: {subject: ADE, predicate: produces, object: tractors}\n  quote: Teal Bank"], "quote: “Teal Bank” stands in 4 places"),
    ],
)  # fmt: skip
def test_corrections_that_contradict_each_other_are_an_error(entries: list[str], why: str, corrected) -> None:
    with pytest.raises(CorrectionError) as caught:
        corrected(*entries)
    assert why in str(caught.value)
    with pytest.raises(CorrectionError):
        corrected(*reversed(entries))


MANY = (
    ONE,
    "rename: ADE\n  to: Alder SE",
    "retype: Alder SE\n  to: Startup",
    "pin: Alder SE\n  iri: https://example.org/alder",
    "split: Teal Bank\n  documents: [group.txt]\n  into: Teal Bank of Berlin",
    "merge: [Heron Solar, Marram Motors]",
    "accept: {subject: https://example.org/alder, predicate: headquarteredIn, object: Hamburg}",
    "reject: {subject: Alder SE, predicate: headquarteredIn, object: Berlin}",
    "distinct: [Teal Bank, Teal Bank of Berlin]",
    "add: {subject: Teal Bank of Berlin, predicate: locatedIn, object: Berlin}\n  source: {text: Teal Bank of Berlin is in Berlin.}",
    "reject: tractors",
)


@settings(max_examples=8)
@given(order=st.permutations(MANY))
def test_the_order_of_corrections_changes_nothing(order: list[str], corrected) -> None:
    first, again = corrected(*MANY), corrected(*order)
    assert first.stale == again.stale == []
    assert {"Alder SE | headquarteredIn | Hamburg", "Teal Bank of Berlin | supports | Alder SE"} <= first.facts
    assert (again.turtle, again.rejected) == (first.turtle, first.rejected)


def test_a_chain_of_merges_is_one_thing_that_the_undoubted_first_names(corrected) -> None:
    for chain in (
        (("ADE", "Alder Energy"), ("Alder Energy", "Alder Energy Group")),
        (("Alder Energy", "Alder Energy Group"), ("ADE", "Alder Energy")),
    ):
        build = corrected(*(f"merge: [{one}, {other}]" for one, other in chain))
        assert build.names("ADE") == {"Alder Energy", "Alder Energy Group"}


def test_corrections_survive_later_documents(corrected) -> None:
    entries = (
        ONE,
        "rename: ADE\n  to: Alder SE",
        "reject: {subject: Alder Energy, predicate: headquarteredIn, object: Berlin}",
    )
    later = {
        "energy.txt": "Alder Energy invested 350 million euros in Heron Solar in May 2024. Alder Energy is headquartered in Hamburg.",
        "group.txt": "Alder Energy Group is based in Berlin. Teal Bank supports Alder Energy Group.",
        "bank.txt": "ADE signed an agreement with Teal Bank.",
        "a-later.txt": "Marram Motors cooperates with Alder Energy. Alder Energy Group is headquartered in Berlin, and ADE supports Heron Solar.",
    }
    build = corrected(*entries, texts=later)
    assert build.stale == []
    assert {
        "Alder SE | cooperatesWith | Marram Motors",
        "Alder SE | supports | Heron Solar",
        "Alder SE | headquarteredIn | Hamburg",
    } <= build.facts
    assert "Alder SE | headquarteredIn | Berlin" not in build.facts
    assert build.iri("Alder SE") == corrected(*entries).iri("Alder SE")


def test_no_corrections_change_nothing(corrected) -> None:
    assert corrected().turtle == corrected("distinct: [ADE, Alder Energy]").turtle


def test_edges_of_one_event_are_rejected_each_for_itself_and_together(corrected) -> None:
    texts = {"a.txt": "Alder Energy and Teal Bank invested 10 million euros in Heron Solar."}
    edges = [
        f"reject: {{subject: {who}, predicate: investsIn, object: Heron Solar}}"
        for who in ("Alder Energy", "Teal Bank")
    ]
    for rejected, kept in zip(edges, ("Teal Bank", "Alder Energy"), strict=True):
        build = corrected(rejected, texts=texts)
        assert {fact for fact in build.facts if "investsIn" in fact} == {f"{kept} | investsIn | Heron Solar"}
        assert f"{kept} – Heron Solar, 10 million EUR | investor | {kept}" in build.facts
    both = corrected(*edges, texts=texts)
    assert both.facts == set()
    assert both.stale == []
    assert (both.turtle, set(both.rejected)) == (corrected(*edges[::-1], texts=texts).turtle, set(both.rejected))
