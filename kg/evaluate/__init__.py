"""The evaluation: a built graph against gold annotations, with every miss and false alarm in its sentence."""

from kg.evaluate.gold import Gold, read_gold
from kg.evaluate.report import as_json, check_floors
from kg.evaluate.run import Evaluation, evaluate_articles, evaluate_graph, read_article
from kg.evaluate.scheme import Scheme, read_scheme

__all__ = [
    "Evaluation",
    "Gold",
    "Scheme",
    "as_json",
    "check_floors",
    "evaluate_articles",
    "evaluate_graph",
    "read_article",
    "read_gold",
    "read_scheme",
]
