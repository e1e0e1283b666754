"""What changed between two graphs, as triples, as a patch, and as a person would say it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.compare import Change, compare, render_report, report, write_patch
from kg.ontology import Ontology

PREFIXES = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix place: <https://w3id.org/kgbuilder/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
KESTREL = 'org:kestrel a kg:Company , kg:Organization ; rdfs:label "Kestrel"@en .'
OSLO = 'place:oslo a kg:City , kg:Place ; rdfs:label "Oslo"@en .'


def graph(*statements: str) -> frozenset[ox.Triple]:
    return frozenset(q.triple for q in ox.parse("\n".join((PREFIXES, *statements)), format=ox.RdfFormat.TURTLE))


NAMES = st.sampled_from("abcd")
NODES = st.one_of(NAMES.map(lambda name: ox.NamedNode(f"urn:{name}")), NAMES.map(ox.BlankNode))
LITERALS = st.one_of(
    st.text(max_size=4).filter(lambda text: "\0" not in text).map(ox.Literal), st.just(ox.Literal("x", language="zh"))
)
TRIPLES = st.builds(ox.Triple, NODES, NAMES.map(lambda name: ox.NamedNode(f"urn:p{name}")), st.one_of(NODES, LITERALS))
GRAPHS = st.frozensets(TRIPLES, max_size=8)


@given(GRAPHS)
def test_a_graph_does_not_differ_from_itself_under_other_names_of_its_blank_nodes(
    triples: frozenset[ox.Triple],
) -> None:
    def renamed(term: object) -> object:
        return ox.BlankNode(f"z{term.value}") if isinstance(term, ox.BlankNode) else term

    other = [ox.Triple(renamed(t.subject), t.predicate, renamed(t.object)) for t in triples]  # type: ignore[arg-type]
    assert not compare(triples, other)


@given(GRAPHS, GRAPHS)
def test_the_difference_turns_one_graph_into_the_other(
    before: frozenset[ox.Triple], after: frozenset[ox.Triple]
) -> None:
    named = [
        frozenset(t for t in g if not isinstance(t.subject, ox.BlankNode) and not isinstance(t.object, ox.BlankNode))
        for g in (before, after)
    ]
    difference = compare(*named)
    assert (named[0] - set(difference.removed)) | set(difference.added) == named[1]


@given(GRAPHS, GRAPHS)
def test_a_patch_says_each_triple_on_a_line_of_n_triples(
    before: frozenset[ox.Triple], after: frozenset[ox.Triple]
) -> None:
    difference = compare(before, after)
    first, *rows, last = write_patch(difference).split("\n")[:-1]
    assert (first, last) == ("TX .", "TC .")
    for sign, expected in (("D", difference.removed), ("A", difference.added)):
        lines = "\n".join(row[2:] for row in rows if row[0] == sign)
        # Blank nodes keep their names only where the parser is told so.
        read = {str(q.triple) for q in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=False)}
        assert read == set(map(str, expected))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        pytest.param(
            [KESTREL], [KESTREL, OSLO, "org:kestrel kg:operatesIn place:oslo ."],
            [Change("changed", "Kestrel", "org/kestrel", "company", added=("operates in Oslo",)),
             Change("come", "Oslo", "place/oslo", "city")],
            id="an edge and a thing more",
        ),
        pytest.param(
            [KESTREL, OSLO], [KESTREL], [Change("gone", "Oslo", "place/oslo", "city")], id="a thing gone",
        ),
        pytest.param(
            [KESTREL, "org:kestrel kg:status kg:planned ."], [KESTREL, "org:kestrel kg:status kg:signed ."],
            [Change("changed", "Kestrel", "org/kestrel", "company", replaced=(("status planned", "status signed"),))],
            id="one value for another",
        ),
        pytest.param(
            [KESTREL], [KESTREL.replace("org:kestrel", "org:kestrel-motors")],
            [Change("changed", "Kestrel", "org/kestrel-motors", "company", moved_from="https://w3id.org/kgbuilder/id/org/kestrel")],
            id="only another IRI",
        ),
        pytest.param(
            [KESTREL], ['org:kestrel a kg:Startup , kg:Company , kg:Organization ; rdfs:label "Kestrel"@en .'],
            [Change("changed", "Kestrel", "org/kestrel", "startup", added=("is a startup",))],
            id="a narrower class",
        ),
        pytest.param(
            [KESTREL], [KESTREL, 'org:rook a kg:Company ; rdfs:label "Rook"@en ; kg:cooperatesWith org:kestrel . org:kestrel kg:cooperatesWith org:rook .'],
            [Change("changed", "Kestrel", "org/kestrel", "company", added=("cooperates with Rook",)),
             Change("come", "Rook", "org/rook", "company")],
            id="a symmetric edge is told once",
        ),
        pytest.param(
            [KESTREL], [KESTREL, 'org:kestrel skos:altLabel "KST"@en .'],
            [Change("changed", "Kestrel", "org/kestrel", "company", added=("is also called KST",))],
            id="another name",
        ),
    ],
)  # fmt: skip
def test_a_report_says_what_became_of_each_thing(
    ontology: Ontology, before: list[str], after: list[str], changes: list[Change]
) -> None:
    told = report(graph(*before), graph(*after), ontology).changes
    assert [each.iri.removeprefix("https://w3id.org/kgbuilder/id/") for each in told] == [each.iri for each in changes]
    for found, expected in zip(told, changes, strict=True):
        for part in ("kind", "label", "cls", "added", "removed", "replaced", "moved_from"):
            assert getattr(found, part) == getattr(expected, part), part


def test_sources_that_came_and_went_are_named(ontology: Ontology) -> None:
    old = graph('<urn:d1> a kg:Document ; dcterms:title "Monday" .')
    new = graph('<urn:d2> a kg:Document ; kg:fileName "tuesday.txt" .')
    told = report((), (), ontology, evidence_before=old, evidence_after=new)
    assert (told.sources_removed, told.sources_added) == (("Monday",), ("tuesday.txt",))


def test_the_text_has_counts_first_and_says_so_where_nothing_differs(ontology: Ontology) -> None:
    assert render_report(report(graph(KESTREL), graph(KESTREL), ontology)) == "no difference\n"
    text = render_report(report(graph(KESTREL), graph(OSLO), ontology))
    assert text.splitlines() == [
        "1 more, 1 gone, 0 changed; 0 edges more, 0 gone", "", "more", "  Oslo (city)", "", "gone", "  Kestrel (company)",
    ]  # fmt: skip
