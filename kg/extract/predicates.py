"""The arcs of a sentence, made from its dependency parse with its variations folded away.

Passive, coordination, relative clauses and apposition are undone here, and control in `kg.extract.control`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.arcs import (
    ATTRIBUTE,
    CLAUSAL,
    DEVERBAL,
    NAMED,
    NO_WORDS,
    NOMINAL,
    OBJECT,
    POSSESSOR,
    PURPOSE,
    RELATIVE_TAGS,
    SHARED_BY_CONJUNCTS,
    SUBJECT,
    VERBAL,
    Arcs,
    ArcWords,
    is_infinitive,
    is_passive,
)
from kg.extract.control import inherit_subjects
from kg.records import Token


def predicate_arcs(tokens: Sequence[Token], words: ArcWords = NO_WORDS) -> Arcs:
    """The arcs of a sentence."""
    arcs = Arcs(tuple(tokens), words)
    for token in tokens:
        if token.head != token.index:
            arcs.children[token.head].append(token.index)
    for token in tokens:
        _basic(arcs, token)
    _relative_clauses(arcs)
    _see_through(arcs)
    _share_with_conjuncts(arcs)
    _late_agents(arcs)
    _nested_places(arcs)
    _copulas(arcs)
    _listed(arcs)
    inherit_subjects(arcs)
    return arcs


def _basic(arcs: Arcs, token: Token) -> None:
    head, index, label = token.head, token.index, token.dependency
    if head == index:
        return
    if label in ("nsubj", "csubj"):
        arcs.add(head, SUBJECT, index)
    elif label in ("nsubjpass", "csubjpass", "dobj", "obj"):
        arcs.add(head, OBJECT, index)
    elif label == "dative" and token.pos in NOMINAL:
        arcs.add(head, "recipient", index)
    elif label in ("attr", "oprd"):
        arcs.add(head, ATTRIBUTE, index)
    elif label == "poss":
        arcs.add(head, POSSESSOR, index)
    elif label == "appos":
        arcs.add(index, NAMED, head)
        arcs.add(head, "appos", index)
    elif label in ("compound", "nmod", "npadvmod"):
        arcs.add(head, "compound", index)
    elif label in ("amod", "nummod", "quantmod", "advmod", "prt", "acomp"):
        arcs.add(head, "particle" if label == "prt" else "modifier", index)
    elif label in CLAUSAL and label != "pcomp":
        arcs.add(head, PURPOSE if is_infinitive(arcs.tokens, index) else label, index)
    elif label in ("pobj", "pcomp"):
        _prepositional(arcs, token)


def _prepositional(arcs: Arcs, token: Token) -> None:
    """An arc from what the preposition modifies to its object, named by the preposition nearest the object."""
    preposition = arcs.tokens[token.head]
    holder = arcs.tokens[preposition.head]
    while preposition.text != "of" and _is_measure(holder) and holder.head != holder.index:
        holder = arcs.tokens[holder.head]
    while (
        holder.dependency in ("prep", "agent") and holder.head != holder.index and holder.pos in ("ADP", "SCONJ", "ADV")
    ):
        holder = arcs.tokens[holder.head]
    if preposition.index == holder.index:
        return
    if preposition.dependency == "prt":
        # "Put in $5 million": the particle takes no object, the verb does.
        arcs.add(preposition.head, OBJECT, token.index)
        return
    word = preposition.text.lower()
    by_agent = word == "by" and holder.tag == "VBN" and token.dependency == "pobj" and token.pos in NOMINAL
    relation = SUBJECT if preposition.dependency == "agent" or by_agent else f"prep:{word}"
    arcs.add(holder.index, relation, token.index)
    if token.dependency == "pcomp":
        # "A deal with Nova covering insulin": the parser takes Nova for a subject, where the deal is with it.
        for child in arcs.children.get(token.index, ()):
            if arcs.tokens[child].dependency == "nsubj" and arcs.tokens[child].pos == "PROPN":
                arcs.add(holder.index, relation, child, 1)
    if preposition.dependency == "dative" and token.pos in NOMINAL:
        arcs.add(holder.index, "recipient", token.index, 1)


def _is_measure(token: Token) -> bool:
    """Whether a token is of a sum, number or date: what seems to hang on one, hangs on what it measures."""
    return token.pos in ("NUM", "SYM") or token.entity_label[2:] in (
        "MONEY",
        "DATE",
        "CARDINAL",
        "PERCENT",
        "QUANTITY",
        "TIME",
    )


def _relative_clauses(arcs: Arcs) -> None:
    """Puts the noun that a relative clause describes into the place that its pronoun, or a gap, leaves open."""
    for token in arcs.tokens:
        if token.dependency != "relcl":
            continue
        noun, verb = token.head, token.index
        found = False
        for below in list(arcs.subtree(verb)):
            if arcs.tokens[below].tag in RELATIVE_TAGS and arcs.tokens[below].head != noun:
                for arc in list(arcs.incoming.get(below, ())):
                    found |= arcs.add(arc.target, arc.relation, noun)
                if arcs.tokens[below].tag == "WRB":
                    found |= arcs.add(verb, "prep:in", noun)
        if not found and arcs.targets(verb, SUBJECT) and not arcs.targets(verb, OBJECT):
            arcs.add(verb, OBJECT, noun)
        elif not found and not arcs.targets(verb, SUBJECT):
            arcs.add(verb, SUBJECT, noun)


def _see_through(arcs: Arcs) -> None:
    for token in arcs.tokens:
        deverbal = token.pos == "NOUN" and token.lemma.endswith(DEVERBAL) and token.lemma not in arcs.words.opaque
        if (token.lemma not in arcs.words.transparent and not deverbal) or token.pos not in NOMINAL:
            continue
        for measured in arcs.targets(token.index, "prep:of"):
            for arc in list(arcs.incoming.get(token.index, ())):
                arcs.add(arc.target, arc.relation, measured.target, arc.tier)
            for arc in list(arcs.outgoing.get(token.index, ())):
                if arc.relation.startswith("prep:") and arc.relation != "prep:of":
                    arcs.add(measured.target, arc.relation, arc.target, arc.tier)


def _share_with_conjuncts(arcs: Arcs) -> None:
    for token in arcs.tokens:
        if token.dependency != "conj":
            continue
        first = token.head
        if token.pos in VERBAL and arcs.tokens[first].pos in VERBAL:
            _share_between_verbs(arcs, first, token.index)
        elif token.pos not in VERBAL:
            for arc in list(arcs.incoming.get(first, ())):
                if arc.relation == NAMED and arc.target < token.index:
                    # "A, a maker of pumps, and B": B is no maker.
                    continue
                if arc.relation in SHARED_BY_CONJUNCTS or arc.relation.startswith("prep:"):
                    arcs.add(arc.target, arc.relation, token.index, arc.tier)
            for arc in list(arcs.outgoing.get(first, ())):
                if arc.relation == NAMED:
                    arcs.add(token.index, NAMED, arc.target, 1)


def _share_between_verbs(arcs: Arcs, first: int, second: int) -> None:
    for arc in arcs.sources(first, PURPOSE):
        arcs.add(arc.target, PURPOSE, second, arc.tier)
    if not arcs.targets(second, SUBJECT) and not is_passive(arcs, second):
        subjects = arcs.targets(first, OBJECT if is_passive(arcs, first) else SUBJECT)
        for arc in subjects:
            arcs.add(second, SUBJECT, arc.target, arc.tier)
    elif is_passive(arcs, second) and not arcs.targets(second, OBJECT):
        for arc in arcs.targets(first, OBJECT if is_passive(arcs, first) else SUBJECT):
            arcs.add(second, OBJECT, arc.target, arc.tier)
    if not arcs.targets(first, OBJECT) and second - first <= 3 and not is_passive(arcs, first):
        for arc in list(arcs.outgoing.get(second, ())):
            if arc.relation == OBJECT or arc.relation.startswith("prep:"):
                arcs.add(first, arc.relation, arc.target, 1)


def _late_agents(arcs: Arcs) -> None:
    """ "It was granted approval by the agency": who stands with the object of a passive did it."""
    for token in arcs.tokens:
        if token.pos in VERBAL and is_passive(arcs, token.index) and not arcs.targets(token.index, SUBJECT):
            for child in arcs.children.get(token.index, ()):
                if arcs.tokens[child].dependency in ("dobj", "oprd", "attr"):
                    for agent in arcs.targets(child, "prep:by"):
                        arcs.add(token.index, SUBJECT, agent.target)


def _nested_places(arcs: Arcs) -> None:
    """ "A plant at Kiel in Germany": a name right before "in" is itself in the next one, wherever the parser hangs that."""
    for preposition in arcs.tokens[1:]:
        if preposition.text.lower() != "in" or preposition.dependency != "prep":
            continue
        before = arcs.tokens[preposition.index - 1]
        if before.pos == "PROPN" and before.dependency in ("pobj", "conj") and preposition.head != before.index:
            for child in arcs.children.get(preposition.index, ()):
                if arcs.tokens[child].pos == "PROPN" and arcs.tokens[child].dependency == "pobj":
                    arcs.add(before.index, "prep:in", child, 1)


def _copulas(arcs: Arcs) -> None:
    """X is a unit: the unit is X, as in the apposition "X, a unit"."""
    for token in arcs.tokens:
        for attribute in arcs.targets(token.index, ATTRIBUTE):
            for subject in arcs.targets(token.index, SUBJECT):
                arcs.add(attribute.target, NAMED, subject.target, subject.tier)
        if token.dependency == "prep" and token.text.lower() == "as":
            for child in arcs.children.get(token.index, ()):
                for subject in arcs.targets(token.head, SUBJECT):
                    arcs.add(child, NAMED, subject.target, 1)


def _listed(arcs: Arcs) -> None:
    """ "The tenants of the park include A and B", "the tenants are A and B": A and B stand for the noun."""
    for token in arcs.tokens:
        relation = OBJECT if token.lemma in arcs.words.listing else ATTRIBUTE
        for subject in arcs.targets(token.index, SUBJECT):
            if subject.tier == 0 and arcs.tokens[subject.target].tag == "NNS":
                for each in arcs.targets(token.index, relation):
                    if arcs.tokens[each.target].pos == "PROPN":
                        arcs.add(subject.target, "prep:including", each.target, each.tier)
                        arcs.add(subject.target, NAMED, each.target, each.tier)
