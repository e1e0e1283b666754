"""A dependency parse as predicate-argument arcs, the same for the many ways of saying one thing.

Passive, coordination, relative clauses, control and apposition are folded away, so that a frame compiled from a plain
example meets its many disguises. Labels follow ClearNLP's (spaCy's English model); the idea is that of Enhanced
Universal Dependencies (Schuster and Manning, 2016).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.records import Token

SUBJECT, OBJECT, ATTRIBUTE, POSSESSOR, NAMED, PURPOSE = "subject", "object", "attribute", "possessor", "is", "to"
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM"})
VERBAL = frozenset({"VERB", "AUX"})
SHARED_BY_CONJUNCTS = (SUBJECT, OBJECT, ATTRIBUTE, POSSESSOR, NAMED, "recipient")
DEVERBAL = ("ment", "tion", "sion")
CLAUSAL = frozenset({"xcomp", "advcl", "acl", "relcl", "ccomp", "pcomp"})


@dataclass(frozen=True, slots=True, order=True)
class Arc:
    """A relation from a token to another; `tier` 0 is said outright, higher tiers are inherited and tried in order."""

    relation: str
    target: int
    tier: int = 0


@dataclass(frozen=True, slots=True)
class ArcWords:
    """What the lexicon knows of single words that arcs depend on.

    `transparent` nouns let through what they measure: a number of agreements is agreements. So do nouns made of verbs,
    the enlargement of a plant, but for the `opaque` ones, which name things themselves. Of verbs with an object and
    an infinitive, `object_control` has the object do what the infinitive says, and `subject_control` the subject.
    """

    transparent: frozenset[str] = frozenset()
    opaque: frozenset[str] = frozenset()
    object_control: frozenset[str] = frozenset()
    subject_control: frozenset[str] = frozenset()


NO_WORDS = ArcWords()


@dataclass(frozen=True)
class Arcs:
    """The arcs of one sentence in both directions, with the plain tree beside them."""

    tokens: tuple[Token, ...]
    words: ArcWords
    outgoing: dict[int, list[Arc]] = field(default_factory=lambda: defaultdict(list))
    incoming: dict[int, list[Arc]] = field(default_factory=lambda: defaultdict(list))
    children: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, source: int, relation: str, target: int, tier: int = 0) -> bool:
        """Adds an arc unless the pair is already so related; says whether it did."""
        if source == target or any(a.relation == relation and a.target == target for a in self.outgoing[source]):
            return False
        self.outgoing[source].append(Arc(relation, target, tier))
        self.incoming[target].append(Arc(relation, source, tier))
        return True

    def targets(self, source: int, relation: str) -> list[Arc]:
        """The arcs of a relation out of a token, outright ones first, then in text order."""
        found = [arc for arc in self.outgoing.get(source, ()) if arc.relation == relation]
        return sorted(found, key=lambda arc: (arc.tier, arc.target))

    def sources(self, target: int, relation: str) -> list[Arc]:
        """The arcs of a relation into a token; each arc's `target` is the token it comes from."""
        found = [arc for arc in self.incoming.get(target, ()) if arc.relation == relation]
        return sorted(found, key=lambda arc: (arc.tier, arc.target))

    def subtree(self, root: int) -> Iterator[int]:
        """The tokens under a token in the plain tree, itself included."""
        stack = [root]
        while stack:
            index = stack.pop()
            yield index
            stack.extend(self.children.get(index, ()))

    def governors(self, index: int) -> Iterator[int]:
        """The tokens above a token in the plain tree, nearest first."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            yield head
            seen.add(head)
            index = head


def predicate_arcs(tokens: Sequence[Token], words: ArcWords = NO_WORDS) -> Arcs:
    """The arcs of a sentence."""
    arcs = Arcs(_lists(tokens), words)
    tokens = arcs.tokens
    for token in tokens:
        if token.head != token.index:
            arcs.children[token.head].append(token.index)
    for token in tokens:
        _basic(arcs, token)
    _relative_clauses(arcs)
    _see_through(arcs)
    _share_with_conjuncts(arcs)
    _copulas(arcs)
    for index in _by_depth(arcs):
        _inherited_subjects(arcs, index)
    _light_possessors(arcs)
    _owners_as_agents(arcs)
    return arcs


def _lists(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with lists mended: a name in apposition to a name, with more names after it, is the list's next item."""
    heads = {token.head for token in tokens if token.dependency in ("conj", "appos") and token.pos == "PROPN"}
    return tuple(
        replace(token, dependency="conj")
        if token.dependency in ("appos", "npadvmod")
        and token.pos == "PROPN"
        and tokens[token.head].pos == "PROPN"
        and token.index in heads
        else token
        for token in tokens
    )


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


def is_infinitive(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb stands with "to"."""
    return any(token.tag == "TO" and token.head == index for token in tokens[max(0, index - 4) : index])


def _prepositional(arcs: Arcs, token: Token) -> None:
    """An arc from what the preposition modifies to its object, named by the preposition nearest the object."""
    preposition = arcs.tokens[token.head]
    holder = arcs.tokens[preposition.head]
    while _is_measure(holder) and holder.head != holder.index:
        holder = arcs.tokens[holder.head]
    while (
        holder.dependency in ("prep", "agent") and holder.head != holder.index and holder.pos in ("ADP", "SCONJ", "ADV")
    ):
        holder = arcs.tokens[holder.head]
    if preposition.index == holder.index:
        return
    word = preposition.text.lower()
    by_agent = word == "by" and holder.tag == "VBN" and token.dependency == "pobj" and token.pos in NOMINAL
    relation = SUBJECT if preposition.dependency == "agent" or by_agent else f"prep:{word}"
    arcs.add(holder.index, relation, token.index)


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
                if arc.relation in SHARED_BY_CONJUNCTS or arc.relation.startswith("prep:"):
                    arcs.add(arc.target, arc.relation, token.index, arc.tier)
            for arc in list(arcs.outgoing.get(first, ())):
                if arc.relation == NAMED:
                    arcs.add(token.index, NAMED, arc.target, 1)


def _share_between_verbs(arcs: Arcs, first: int, second: int) -> None:
    for arc in arcs.sources(first, PURPOSE):
        arcs.add(arc.target, PURPOSE, second, arc.tier)
    if not arcs.targets(second, SUBJECT) and not _is_passive(arcs, second):
        subjects = arcs.targets(first, OBJECT if _is_passive(arcs, first) else SUBJECT)
        for arc in subjects:
            arcs.add(second, SUBJECT, arc.target, arc.tier)
    elif _is_passive(arcs, second) and not arcs.targets(second, OBJECT):
        for arc in arcs.targets(first, OBJECT if _is_passive(arcs, first) else SUBJECT):
            arcs.add(second, OBJECT, arc.target, arc.tier)
    if not arcs.targets(first, OBJECT) and second - first <= 3 and not _is_passive(arcs, first):
        for arc in arcs.targets(second, OBJECT):
            arcs.add(first, OBJECT, arc.target, 1)


def _is_passive(arcs: Arcs, verb: int) -> bool:
    below = [arcs.tokens[child].dependency for child in arcs.children.get(verb, ())]
    if "auxpass" in below or "nsubjpass" in below:
        return True
    token = arcs.tokens[verb]
    return (
        token.tag == "VBN"
        and "aux" not in below
        and token.dependency in ("acl", "advcl", "conj")
        and "dobj" not in below
    )


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


def _by_depth(arcs: Arcs) -> list[int]:
    depth = {token.index: sum(1 for _ in arcs.governors(token.index)) for token in arcs.tokens}
    return sorted(depth, key=lambda index: (depth[index], index))


def _inherited_subjects(arcs: Arcs, index: int) -> None:
    """Gives a subjectless clause the candidates that control it, likeliest first; the matcher takes the first that fits."""
    token = arcs.tokens[index]
    if token.pos not in VERBAL:
        return
    if _is_passive(arcs, index):
        if not arcs.targets(index, OBJECT):
            _add_tiers(arcs, index, OBJECT, _controllers(arcs, token))
    elif not arcs.targets(index, SUBJECT):
        _add_tiers(arcs, index, SUBJECT, _controllers(arcs, token))


def _controllers(arcs: Arcs, token: Token) -> list[int]:
    if token.dependency in ("xcomp", "ccomp", "advcl", "conj", "dep"):
        verb = arcs.tokens[token.head].lemma
        caused = verb in arcs.words.object_control and is_infinitive(arcs.tokens, token.index)
        object_first = caused or (token.dependency == "xcomp" and verb not in arcs.words.subject_control)
        return _participants(arcs, token.head, object_first=object_first)
    if token.dependency == "acl":
        return [token.head, *_around_noun(arcs, token.head)]
    if token.dependency == "pcomp":
        holder = arcs.tokens[token.head].head
        if arcs.tokens[holder].pos in VERBAL:
            return _participants(arcs, holder, object_first=False)
        return [*_around_noun(arcs, holder), holder]
    return []


def _participants(arcs: Arcs, verb: int, *, object_first: bool) -> list[int]:
    subjects = [arc.target for arc in arcs.targets(verb, SUBJECT)]
    objects = [arc.target for arc in arcs.targets(verb, OBJECT)]
    around = [arc.target for thing in objects for arc in arcs.targets(thing, POSSESSOR)]
    agents = [
        arc.target
        for thing in objects
        for arc in arcs.outgoing.get(thing, ())
        if arc.relation in ("prep:between", "prep:by")
    ]
    agents += [arc.target for arc in arcs.outgoing.get(verb, ()) if arc.relation == "prep:between"]
    return [*objects, *subjects, *around, *agents] if object_first else [*subjects, *objects, *around, *agents]


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
        if token.pos != "NOUN" or token.dependency in ("nsubj", "nsubjpass") or arcs.targets(token.index, POSSESSOR):
            continue
        for tier, candidate in enumerate(_around_noun(arcs, token.index), start=2):
            arcs.add(token.index, POSSESSOR, candidate, tier)


def _owners_as_agents(arcs: Arcs) -> None:
    """Who has what was built, and no builder is named, is taken for the builder: "Nova's plant was opened"."""
    for token in arcs.tokens:
        if token.pos in VERBAL and _is_passive(arcs, token.index) and not arcs.targets(token.index, SUBJECT):
            for thing in arcs.targets(token.index, OBJECT):
                for owner in arcs.targets(thing.target, POSSESSOR):
                    arcs.add(token.index, SUBJECT, owner.target, owner.tier + 3)
