"""The attribute ruler's answers, remembered."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from kg.annotate.attributes import attribute_rules
from kg.annotate.parser import EnglishParser

ARTICLES = Path(__file__).parents[1] / "gold" / "articles"
SPOKEN = [
    "There's nobody who ain't gonna go, is there?",
    "I've got it, you've got me, and let's not say they'd have had it.",
    "Do y'all know what they did, or have you had to have it done? C'm on!",
]


def test_remembered_answers_are_those_of_the_ruler(parser: EnglishParser) -> None:
    pipeline = parser.pipeline
    ruler = pipeline.get_pipe("attribute_ruler")
    rules = attribute_rules(ruler)
    articles = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("en-*.txt"))]
    texts = [*SPOKEN, *(" ".join(line.split()) for article in articles for line in article.split("\n\n"))]
    with pipeline.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        # Twice: the second time all is remembered.
        docs = list(pipeline.pipe(texts * 2)), list(pipeline.pipe(texts * 2))
    for theirs, ours in zip(*docs, strict=True):
        for annotated in (ruler(theirs), rules(ours)):
            pipeline.get_pipe("lemmatizer")(annotated)
        said = [[(t.pos_, t.tag_, str(t.morph), t.lemma_) for t in doc] for doc in (theirs, ours)]
        assert all(first == second for first, second in pairwise(said))
