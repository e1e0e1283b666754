"""What in a graph is worth a person's judgement, as questions whose answers are corrections."""

from kg.review.question import Answer, Question, Quotation
from kg.review.questions import questions_of

__all__ = ["Answer", "Question", "Quotation", "questions_of"]
