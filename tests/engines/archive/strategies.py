"""Triples, and what evidence is made of, at random: few names, so that they meet, and every kind of odd text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import pyoxigraph as ox
from hypothesis import strategies as st

from kg.ontology import ENTITY_BASE, NAMESPACE
from kg.records import Block, Claim, Document, Entity, Evidence, Mention, MentionKind, Polarity, Span, Value

ORG = "http://www.w3.org/ns/org#"
XSD = "http://www.w3.org/2001/XMLSchema#"
# The last prefix gives way to a segment of that name, where there is one.
PREFIXES = {"kg": NAMESPACE, "org": ORG}

THINGS = st.sampled_from(
    [
        *(ENTITY_BASE + path for path in ("org/a", "org/a#b", "org/a/b", "org/北风", "place/b.", "new/c", "ab/c")),
        *(f"{ORG}e", "urn:f", "urn:f/g", "http://other.example/%20s"),
    ]
)
PREDICATES = st.sampled_from(
    [
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#altLabel",
        *(f"{NAMESPACE}{name}" for name in ("cooperatesWith", "amount", "p%20s")),
        f"{ORG}memberOf",
    ]
)
TEXTS = st.one_of(
    st.sampled_from(
        ["", "a", "a#", 'say "hi" \\ now', "two\nlines\r\t\x01\x7f\x85\u2028\ufeff", "50 % of -- it . ", "😀 港线"]
    ),
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=8),
)
_NUMBERS = st.sampled_from(["350000000.0", "42", "-007", "5.", "true", "two", "+1.5", "2024-03"])
_DATATYPES = st.sampled_from(
    [f"{XSD}decimal", f"{XSD}integer", f"{XSD}boolean", f"{XSD}gYearMonth", f"{ENTITY_BASE}own/t", f"{ORG}t"]
)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "zh", "de-ch"])),
    st.builds(lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(kind)), _NUMBERS, _DATATYPES),
)
TRIPLES = st.builds(
    ox.Triple,
    THINGS.map(ox.NamedNode),
    PREDICATES.map(ox.NamedNode),
    st.one_of(THINGS.map(ox.NamedNode), LITERALS),
)


def fill_graph(database: sqlite3.Connection, triples: Iterable[ox.Triple]) -> None:
    """Table `graph` with these triples and no others."""
    rows = [(str(each.subject), str(each.predicate), str(each.object)) for each in triples]
    database.execute("DROP TABLE IF EXISTS graph")
    database.execute(
        "CREATE TABLE graph(subject TEXT, predicate TEXT, object TEXT, PRIMARY KEY (subject, predicate, object)) WITHOUT ROWID"
    )
    database.executemany("INSERT INTO graph VALUES (?, ?, ?)", rows)
    database.commit()


# ---------------------------------------------------------------- evidence


@st.composite
def documents(draw: st.DrawFn, identifier: str) -> Document:
    """A document with this id."""
    text = draw(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=30))
    cut = draw(st.integers(0, len(text)))
    blocks = (Block(Span(0, cut), "en"), Block(Span(cut, len(text)), draw(st.sampled_from(["zh", "de", ""]))))
    return Document(
        id=identifier,
        text=text,
        name=draw(TEXTS),
        title=draw(st.none() | TEXTS),
        source=draw(st.none() | TEXTS),
        published=draw(st.sampled_from([None, "2024", "2024-05", "2024-05-31", "2024-99", "soon"])),
        language=draw(st.sampled_from(["en", ""])),
        blocks=draw(st.sampled_from([(), blocks])),
    )


@st.composite
def claims(draw: st.DrawFn, document: Document) -> Claim:
    """A claim of a document; some say the same as others."""
    size = len(document.text)
    # One end of three that a span may have: claims then often stand at one place.
    start = draw(st.sampled_from([0, size // 2]))
    span = Span(start, draw(st.sampled_from([start, size])))
    sentence = draw(st.sampled_from([span, Span(0, size)]))
    value = st.builds(Value, st.sampled_from(["12.50", "7"]), st.sampled_from([f"{XSD}decimal", f"{XSD}integer"]))
    return Claim(
        draw(THINGS),
        draw(PREDICATES),
        draw(st.one_of(THINGS, value, st.builds(Value, TEXTS, st.just(""), st.sampled_from(["", "en"])))),
        Evidence(document.id, span, document.quote(span), sentence),
        draw(st.sampled_from(Polarity)),
        draw(st.sampled_from(["", f"{NAMESPACE}planned"])),
        draw(st.sampled_from([1.0, 0.904, 0.5])),
        draw(st.sampled_from(["", "frame: x", "rule: y"])),
    )


@st.composite
def entities(draw: st.DrawFn, iri: str, sources: list[Document]) -> Entity:
    """An entity that some of the documents speak of."""
    mentions = [
        Mention(
            "m",
            each.id,
            0,
            Span(0, draw(st.integers(0, len(each.text)))),
            0,
            draw(st.sampled_from(MentionKind)),
            "",
            "",
            "en",
        )
        for each in draw(st.lists(st.sampled_from(sources), max_size=4))
    ]
    return Entity(
        iri, f"{NAMESPACE}Company", ("A", "en"), (), tuple(mentions), tuple(draw(st.lists(TEXTS, max_size=2)))
    )
