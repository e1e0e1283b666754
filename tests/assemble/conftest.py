"""One small invented story, as the stages before assembly hand it over."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from kg.ontology import ENTITY_BASE, NAMESPACE, Ontology, load_ontology
from kg.records import Block, Claim, Document, Entity, Evidence, Mention, MentionKind, Span, Value

TEXT = (
    "Velmar AG will put €12.5 million into a Lodz glass works. Velmar has never worked with Orlin. 维尔玛在罗兹投资。"
)

Propose = Callable[..., Claim]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture
def document() -> Document:
    english, chinese = TEXT.index("维尔玛"), len(TEXT)
    return Document(
        id="velmar-0a1b2c3d",
        text=TEXT,
        name="velmar.txt",
        title="Velmar builds",
        source="https://news.example/velmar",
        published="2024-05",
        language="en",
        blocks=(Block(Span(0, english), "en"), Block(Span(english, chinese), "zh")),
    )


@pytest.fixture
def documents(document: Document) -> Mapping[str, Document]:
    return {document.id: document}


def entity(
    path: str, cls: str, label: str, *alternatives: tuple[str, str], mentions: tuple[Mention, ...] = ()
) -> Entity:
    return Entity(ENTITY_BASE + path, NAMESPACE + cls, (label, "en"), alternatives, mentions)


@pytest.fixture
def entities(document: Document) -> Mapping[str, Entity]:
    named = Mention("m1", document.id, 0, Span(0, 9), 1, MentionKind.NAME, NAMESPACE + "Company", "Velmar AG", "en")
    trigger = Mention("m2", document.id, 0, Span(15, 18), 3, MentionKind.EVENT, NAMESPACE + "Investment", "put", "en")
    known = (
        entity("org/velmar", "Company", "Velmar", ("Velmar AG", "en"), ("维尔玛", "zh"), mentions=(named,)),
        entity("org/orlin", "Company", "Orlin"),
        entity("facility/lodz-glass-works", "Facility", "Lodz glass works"),
        entity("place/lodz", "City", "Lodz"),
        entity("person/ida-quist", "Person", "Ida Quist"),
        entity("investment/velmar-1", "Investment", "Velmar: 12.5 million EUR", mentions=(trigger,)),
        entity("thing/odd", "Nonesuch", "Odd"),
    )
    return {each.iri: each for each in known}


@pytest.fixture
def propose(document: Document) -> Propose:
    """Makes a claim: paths and local names are completed, and the quote is taken from the text unless one is given."""

    def make(
        subject: str, predicate: str, target: str | Value, span: tuple[int, int] = (0, 56), **changes: object
    ) -> Claim:
        where = Span(*span)
        quote = str(changes.pop("quote", document.quote(where)))
        sentence = Span(*changes.pop("sentence", (0, 57)))  # type: ignore[misc]
        evidence = Evidence(str(changes.pop("document", document.id)), where, quote, sentence)
        full = target if isinstance(target, Value) or ":" in target else ENTITY_BASE + target
        return Claim(ENTITY_BASE + subject, NAMESPACE + predicate, full, evidence, **changes)  # type: ignore[arg-type]

    return make
