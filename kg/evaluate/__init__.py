"""The evaluation: a built graph against gold annotations, with every miss and false alarm in its sentence."""

from kg.evaluate.gold import Gold, read_gold
from kg.evaluate.identity import IdentityEvaluation, evaluate_identity
from kg.evaluate.identity_gold import read_identity_gold
from kg.evaluate.report import as_json, check_floors, hold_floors, identity_as_json
from kg.evaluate.run import Evaluation, evaluate_articles, evaluate_graph, read_article
from kg.evaluate.scheme import Scheme, read_scheme

__all__ = [
    "Evaluation",
    "Gold",
    "IdentityEvaluation",
    "Scheme",
    "as_json",
    "check_floors",
    "evaluate_articles",
    "evaluate_graph",
    "evaluate_identity",
    "hold_floors",
    "identity_as_json",
    "read_article",
    "read_gold",
    "read_identity_gold",
    "read_scheme",
]
