"""Which of several readings of one Chinese verb counts: the one that says more keeps out the one that says less."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.chinese_clauses import CONCRETE, Clauses
from kg.extract.chinese_frames import ChinesePattern
from kg.extract.chinese_match import ChineseMatch
from kg.extract.frames import OBJECT_ROLE, SUBJECT_ROLE
from kg.ontology import Ontology
from kg.records import Mention


def outdone(
    match: ChineseMatch,
    subject: Mention,
    target: Mention,
    matches: Sequence[ChineseMatch],
    clauses: Clauses,
    ontology: Ontology,
) -> bool:
    """Whether another match at the same verb states the same of a narrower kind, or has a thing where this has its place."""
    rivals = [other for other in matches if other is not match and _overlap(other.trigger, match.trigger)]
    return any(_narrower(other, match, subject, target, ontology) for other in rivals) or (
        target.cls in clauses.nouns.pure_places
        and any(_acts_on_thing(other, match, subject, clauses) for other in rivals)
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _narrower(other: ChineseMatch, match: ChineseMatch, subject: Mention, target: Mention, ontology: Ontology) -> bool:
    """Whether another property states the same of a narrower kind of object: a fund is launched, not founded."""
    roles = dict(other.roles)
    if subject not in roles.get(SUBJECT_ROLE, ()) or target not in roles.get(OBJECT_ROLE, ()):
        return False
    one, wide = _object_class(other.pattern), _object_class(match.pattern)
    return other.pattern.frame.owner != match.pattern.frame.owner and one != wide and ontology.is_a(one, wide)


def _object_class(pattern: ChinesePattern) -> str:
    return next((p.node.cls for p in pattern.pieces if p.node and p.node.role == OBJECT_ROLE), "")


def _acts_on_thing(other: ChineseMatch, match: ChineseMatch, subject: Mention, clauses: Clauses) -> bool:
    """Whether whoever acts does the same to something that is no place: 在某地增资扩建工厂."""
    undergoers = other.pattern.undergoers
    acts = any(subject in members for role, members in other.roles if role not in undergoers)
    things = [m for role, members in other.roles if role in undergoers for m in members if m.kind in CONCRETE]
    return acts and any(m.cls not in clauses.nouns.places for m in things)
