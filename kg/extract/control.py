"""Who does what no subject says: control, participles, and the owners of what is done.

A clause without a subject of its own gets candidates, likeliest first, each on a tier; the matcher takes the first that
fits.
"""

from __future__ import annotations

from kg.extract.arcs import OBJECT, POSSESSOR, SUBJECT, VERBAL, Arcs, is_infinitive, is_passive
from kg.records import Token


def inherit_subjects(arcs: Arcs) -> None:
    """Adds the subjects, objects and possessors that a sentence leaves to be understood."""
    for index in _by_depth(arcs):
        _inherited_subjects(arcs, index)
    _light_possessors(arcs)
    _owners_as_agents(arcs)


def _by_depth(arcs: Arcs) -> list[int]:
    depth = {token.index: sum(1 for _ in arcs.governors(token.index)) for token in arcs.tokens}
    return sorted(depth, key=lambda index: (depth[index], index))


def _inherited_subjects(arcs: Arcs, index: int) -> None:
    """Gives a subjectless clause the candidates that control it, likeliest first; the matcher takes the first that fits."""
    token = arcs.tokens[index]
    if token.pos not in VERBAL:
        return
    if is_passive(arcs, index):
        if not arcs.targets(index, OBJECT):
            # A participle after a noun is about that noun: "the plant, owned by Nova, was financed by Halvorsen".
            above = [token.head] if token.dependency == "acl" else _controllers(arcs, token)
            _add_tiers(arcs, index, OBJECT, above)
    elif not arcs.targets(index, SUBJECT):
        _add_tiers(arcs, index, SUBJECT, _controllers(arcs, token))


def _controllers(arcs: Arcs, token: Token) -> list[int]:
    if token.dependency in ("xcomp", "ccomp", "advcl", "conj", "dep"):
        above = arcs.tokens[token.head]
        if above.pos == "ADJ" and above.dependency == "acomp":
            # "Is proud to partner": the adjective's subject is that of its copula.
            return _participants(arcs, above.head, object_first=False)
        verb = above.lemma
        caused = verb in arcs.words.object_control and is_infinitive(arcs.tokens, token.index)
        object_first = caused or (token.dependency == "xcomp" and verb not in arcs.words.subject_control)
        return [*_participants(arcs, token.head, object_first=object_first), *_teller(arcs, above)]
    if token.dependency == "acl":
        return [token.head, *_around_noun(arcs, token.head)]
    if token.dependency == "pcomp":
        holder = arcs.tokens[token.head].head
        if arcs.tokens[holder].pos in VERBAL:
            return _participants(arcs, holder, object_first=False)
        return [*_around_noun(arcs, holder), holder]
    return []


def _teller(arcs: Arcs, verb: Token) -> list[int]:
    """Who says what a passive with nobody acting is for: "Nova said the money will be used to expand"."""
    if verb.dependency != "ccomp" or not is_passive(arcs, verb.index) or arcs.targets(verb.index, SUBJECT):
        return []
    return [arc.target for arc in arcs.targets(verb.head, SUBJECT)]


def _participants(arcs: Arcs, verb: int, *, object_first: bool) -> list[int]:
    # Who is given the means, "awarded Nova a grant to build", does what they are for.
    given = [arc.target for arc in arcs.targets(verb, "recipient")]
    subjects = [arc.target for arc in arcs.targets(verb, SUBJECT)]
    objects = [arc.target for arc in arcs.targets(verb, OBJECT)]
    around = [arc.target for thing in (*objects, *subjects) for arc in arcs.targets(thing, POSSESSOR)]
    agents = [
        arc.target
        for thing in objects
        for arc in arcs.outgoing.get(thing, ())
        if arc.relation in ("prep:between", "prep:by")
    ]
    agents += [arc.target for arc in arcs.outgoing.get(verb, ()) if arc.relation == "prep:between"]
    rest = [*objects, *subjects, *around, *agents] if object_first else [*subjects, *objects, *around, *agents]
    return [*given, *(each for each in rest if each not in given)]


def _around_noun(arcs: Arcs, noun: int) -> list[int]:
    """Who stands behind a noun: its possessor, then whoever acts on it."""
    found = [arc.target for arc in arcs.targets(noun, POSSESSOR)]
    found += [arc.target for arc in arcs.outgoing.get(noun, ()) if arc.relation in ("prep:between", "prep:by")]
    for governor in arcs.governors(noun):
        if arcs.tokens[governor].pos in VERBAL:
            found += _participants(arcs, governor, object_first=False)
            break
    return [each for each in found if each != noun]


def _add_tiers(arcs: Arcs, index: int, relation: str, candidates: list[int]) -> None:
    """Conjuncts share a tier: all or none of "A and B" are meant."""
    tier = 0
    previous: int | None = None
    for candidate in candidates:
        conjoined = previous is not None and arcs.tokens[candidate].dependency == "conj"
        tier += 0 if conjoined else 1
        arcs.add(index, relation, candidate, tier)
        previous = candidate


def _light_possessors(arcs: Arcs) -> None:
    """The subject of "announced an investment" stands to the investment as "its investment" would say."""
    for token in arcs.tokens:
        if (
            token.pos != "NOUN"
            or token.dependency in ("nsubj", "nsubjpass", "appos")
            or arcs.targets(token.index, POSSESSOR)
        ):
            continue
        if arcs.tokens[token.head].lemma in arcs.words.getting and token.dependency == "dobj":
            continue
        for tier, candidate in enumerate(_around_noun(arcs, token.index), start=2):
            arcs.add(token.index, POSSESSOR, candidate, tier)


def _owners_as_agents(arcs: Arcs) -> None:
    """Who has what was built, and no builder is named, is taken for the builder: "Nova's plant was opened"."""
    for token in arcs.tokens:
        if token.pos in VERBAL and is_passive(arcs, token.index) and not arcs.targets(token.index, SUBJECT):
            for thing in arcs.targets(token.index, OBJECT):
                if arcs.tokens[thing.target].pos == "PROPN":
                    continue
                for owner in arcs.targets(thing.target, POSSESSOR):
                    arcs.add(token.index, SUBJECT, owner.target, owner.tier + 3)
