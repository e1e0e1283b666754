"""Identity of things made up: whatever the order, the batches and what is known of an earlier build, the result is one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ontology import NAMESPACE
from kg.resolve.identity import identify
from kg.resolve.known import KNOWN, NAME
from kg.resolve.resolve import matcher_of
from kg.resolve.settling import Matcher
from kg.resolve.things import LocalThing
from kg.resolve.within import thing_reader

COMPANY, PERSON = f"{NAMESPACE}Company", f"{NAMESPACE}Person"
# Names that are short for others, alike, or of several; each document has some of them.
NAMES = {
    "Nordwind": COMPANY, "Nordwind Energy": COMPANY, "Nordwind Foods": COMPANY, "Nordwind Energi": COMPANY,
    "Kestrel Motors": COMPANY, "Kestrel": COMPANY, "Polder Pharma": COMPANY, "Polder Pharmaceuticals": COMPANY,
    "Katrin Lindqvist": PERSON, "Lindqvist": PERSON, "Farid Solheim": PERSON,
}  # fmt: skip
PLACES = ("norway", "oslo")
KEYS = [*(NAME + name.lower() for name in NAMES), *(KNOWN + place for place in PLACES)]
BY_KEY = {NAME + name.lower(): name for name in NAMES} | {KNOWN + place: place.title() for place in PLACES}


@st.composite
def things_of_document(draw: st.DrawFn, document: str) -> list[LocalThing]:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=6, unique=True))
    people = [key for key in keys if NAMES.get(BY_KEY[key]) == PERSON]
    companies = [key for key in keys if NAMES.get(BY_KEY[key]) == COMPANY]
    made = []
    for key in keys:
        others = [other for other in keys if other != key]
        tied = draw(st.lists(st.sampled_from(companies), max_size=1)) if key in people and companies else []
        cls = NAMES.get(BY_KEY[key], f"{NAMESPACE}Place")
        certain = draw(st.booleans())
        name = BY_KEY[key] + draw(st.sampled_from(["", " AG"]))
        made.append(
            LocalThing(
                key, document, "", name, cls, certain, {name: 1}, {cls: 3 if certain else 1}, (cls,) if certain else (),
                defined=tuple(draw(st.lists(st.sampled_from([f"{NAME}ne", f"{NAME}nordwind"]), max_size=1)) if key == f"{NAME}nordwind energy" else ()),
                near=tuple(sorted(others)),
                related=tuple(sorted(draw(st.sets(st.sampled_from(others), max_size=2)))) if others else (),
                ties=tuple(tied),
            )
        )  # fmt: skip
    return made


@st.composite
def corpora(draw: st.DrawFn, most: int = 8) -> dict[str, list[LocalThing]]:
    names = draw(st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=most, unique=True))
    return {name: draw(things_of_document(name)) for name in names}


@pytest.fixture(scope="module")
def matcher(ontology, gazetteer) -> Matcher:
    return matcher_of(thing_reader(ontology, gazetteer))


def everything(corpus: dict[str, list[LocalThing]]) -> list[LocalThing]:
    return [thing for things in corpus.values() for thing in things]


@given(data=st.data(), corpus=corpora())
def test_the_order_of_things_makes_no_difference(data, corpus, matcher: Matcher) -> None:
    things = everything(corpus)
    assert identify(data.draw(st.permutations(things)), matcher) == identify(things, matcher)


@given(corpus=corpora())
def test_every_thing_is_in_one_identity_that_its_first_thing_stands_for(corpus, matcher: Matcher) -> None:
    found = identify(everything(corpus), matcher).all
    assert sorted(thing.id for each in found for thing in each.things) == sorted(t.id for t in everything(corpus))
    assert all(each.root == min(thing.id for thing in each.things) for each in found)


@given(data=st.data(), corpus=corpora(most=10))
@settings(max_examples=60)
def test_what_earlier_builds_found_out_changes_nothing(data, corpus, matcher: Matcher) -> None:
    # Documents come and go: those that stay are in other company.
    states = data.draw(st.lists(st.sets(st.sampled_from(sorted(corpus)), min_size=1), min_size=2, max_size=3))
    known = {}
    for state in states:
        things = [thing for name in state for thing in corpus[name]]
        found, afresh = identify(things, matcher, known), identify(things, matcher, {})
        assert found == afresh
        known = {**known, **found.settled}


def test_a_cluster_is_settled_anew_where_its_surroundings_mean_something_else(matcher: Matcher) -> None:
    def thing(document: str, name: str, *near: str, defined: str = "") -> LocalThing:
        keys = tuple(f"{NAME}{each.lower()}" for each in near)
        return LocalThing(
            f"{NAME}{name.lower()}", document, "", name, COMPANY, True, {name: 1}, {COMPANY: 3}, (COMPANY,),
            defined=(f"{NAME}{defined}",) if defined else (), near=keys,
        )  # fmt: skip

    short = [thing("a", "Nordwind", "Halvorsen"), thing("a", "Halvorsen", "Nordwind")]
    long = [thing("b", "Nordwind Energy", "Kestrel Motors"), thing("b", "Kestrel Motors", "Nordwind Energy")]
    apart = identify([*short, *long], matcher, {})
    assert len(apart.all) == 4
    defining = thing("c", "Kestrel Motors", defined="halvorsen")
    together = identify([*short, *long, defining], matcher, apart.settled)
    assert {frozenset(each.name for each in one.things) for one in together.all} == {
        frozenset({"Nordwind", "Nordwind Energy"}), frozenset({"Halvorsen", "Kestrel Motors"}),
    }  # fmt: skip
    assert identify([*short, *long], matcher, together.settled | apart.settled) == apart


def test_a_known_thing_that_a_text_calls_otherwise_counts_as_what_it_is(matcher: Matcher) -> None:
    entry = matcher.gazetteer.lookup("Oslo")[0]
    oslo, other = f"{KNOWN}{entry.id}", f"{NAME}tiger city"

    def thing(document: str, key: str, name: str, cls: str, related: str = "", **more) -> LocalThing:
        company = (related,) if related else ()
        return LocalThing(key, document, "", name, cls, True, {name: 1}, {cls: 3}, (cls,), related=company, **more)

    found = identify(
        [
            thing("a", oslo, "Oslo", entry.cls, defined=(other,)),
            thing("b", other, "Tiger City", entry.cls, f"{NAME}nordwind"),
            thing("b", f"{NAME}nordwind", "Nordwind", COMPANY, other),
            thing("c", oslo, "Oslo", entry.cls, f"{NAME}nordwind energy"),
            thing("c", f"{NAME}nordwind energy", "Nordwind Energy", COMPANY, oslo),
        ],
        matcher,
    )
    assert {frozenset(each.name for each in one.things) for one in found.all} == {
        frozenset({"Oslo", "Tiger City"}), frozenset({"Nordwind", "Nordwind Energy"}),
    }  # fmt: skip


class Refusing(Matcher):
    """Settles nothing."""

    def identify_cluster(self, cluster, things, meanings):
        raise AssertionError(f"{cluster} is known already")


@given(corpus=corpora())
def test_what_is_known_is_not_settled_again(corpus, matcher: Matcher) -> None:
    found = identify(everything(corpus), matcher, {})
    refusing = Refusing(matcher.ontology, matcher.gazetteer, matcher.short_forms)
    assert identify(everything(corpus), refusing, found.settled) == found


def test_a_document_that_shares_no_names_leaves_what_is_known_as_it_is(matcher: Matcher) -> None:
    def thing(name: str, document: str) -> LocalThing:
        return LocalThing(f"{NAME}{name.lower()}", document, "", name, COMPANY, True, {name: 1}, {COMPANY: 3})

    some = [thing("Nordwind Energy", "a"), thing("Nordwind", "b"), thing("Nordwind", "c")]
    others = [thing("Kestrel Motors", "d"), thing("Kestrel", "e")]
    before, after = (identify(each, matcher, {}).settled for each in (some, [*some, *others]))
    assert before
    assert before.items() <= after.items()
