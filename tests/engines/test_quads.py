"""Quads made in parts are those of the whole."""

from __future__ import annotations

from itertools import chain

from kg.assemble import document_parts
from kg.engines.quads import document_quads, shared_quads
from kg.pipeline import conclude, extract_each
from kg.publish.formats import graphs_by_article
from kg.read import make_document
from kg.read.content import Content

TEXTS = (
    "Aldermoor Cables Ltd has signed an agreement with Brackwater Group in Oslo. Aldermoor Cables did not invest in Porto.",
    "Brackwater Group cooperates with Aldermoor Cables. Brackwater Group invested $5 million in Corvane Foods in May 2021.",
    "In May 2021 Brackwater Group invested $5 million in Corvane Foods. Aldermoor Cables and Corvane Foods cooperate.",
)


def test_parts_and_the_rest_are_the_dataset(road) -> None:
    documents = [make_document(f"news{number}.txt", Content(text)) for number, text in enumerate(TEXTS)]
    concluded = conclude(extract_each(documents, road.tools), road.tools.knowledge)
    whole = concluded.knowledge_graph()
    wanted = {
        (str(each.subject), str(each.predicate), str(each.object), article)
        for article, triples in graphs_by_article(whole.graph, whole.evidence).items()
        for each in triples
    }
    parts = document_parts(concluded.claims, concluded.derived, concluded.entities, concluded.documents)
    made = [*chain.from_iterable(map(document_quads, parts)), *shared_quads(concluded)]
    assert set(made) == wanted
    assert len(made) == len(wanted)
