"""Frames, compiled: an example sentence is parsed like any other, and what ties its words to its roles is the pattern."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.parser import EnglishParser, ParsedSentence
from kg.errors import OntologyError
from kg.extract.arcs import NOMINAL, VERBAL, Arcs
from kg.extract.predicates import predicate_arcs
from kg.ontology import Frame, Ontology
from kg.records import Span, Token

ROLE = re.compile(r"\{(\w*)(?::(\w+))?\}")
ALTERNATIVES = re.compile(r"[^\s{},'()]+(?:/[^\s{},'()]+)+")
# The key of patterns whose frame has no word but its roles, as in "the {subject:Facility} in {object}".
NO_WORD = ""
PLACE_LABEL = "GPE"
SUBJECT_ROLE, OBJECT_ROLE = "subject", "object"

# Stand-ins for the roles: words that the parser is sure about. Several of a kind, so that no two roles share one.
NAMES = ("Microsoft", "Toyota", "Siemens", "Boeing")
PLACES = ("London", "England", "Europe")
THINGS = ("batteries", "tractors", "vaccines")
VALUES = {"money": "$5 million", "date": "2020", "place": "London"}


@dataclass(frozen=True, slots=True)
class Node:
    """A word of a pattern: a role to be filled by something of a class, or a lemma to be met (any of several)."""

    role: str = ""
    kind: str = ""
    cls: str = ""
    lemmas: frozenset[str] = frozenset()
    verbal: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """From a pattern node reached already to the next; `forward` says which way the arc runs."""

    source: int
    relation: str
    target: int
    forward: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled frame: nodes, the first being the trigger, and edges in the order to walk them."""

    frame: Frame
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles, sorted."""
        return tuple(sorted(node.role for node in self.nodes if node.role))


@dataclass(frozen=True)
class PatternIndex:
    """Patterns by the lemma of their trigger."""

    by_trigger: Mapping[str, tuple[Pattern, ...]]

    def __len__(self) -> int:
        return sum(len(patterns) for patterns in self.by_trigger.values())


@dataclass(frozen=True, slots=True)
class _Example:
    frame: Frame
    text: str
    roles: tuple[tuple[Node, Span], ...]


def compile_frames(ontology: Ontology, parser: EnglishParser) -> PatternIndex:
    """All English frames of the ontology as patterns; raises `OntologyError` for one that ties no trigger to its roles."""
    every = [frame for cls in ontology.classes.values() for frame in cls.frames]
    every += [frame for each in ontology.properties.values() for frame in each.frames]
    frames = [frame for frame in every if frame.language == "en"]
    examples = [example for frame in frames for example in _examples(frame, ontology)]
    index: dict[str, list[Pattern]] = defaultdict(list)
    seen: set[tuple[object, ...]] = set()
    for example, sentences in zip(examples, parser.parse(e.text for e in examples), strict=True):
        pattern = _compile(example, sentences, ontology)
        key = (example.frame.owner, pattern.nodes, pattern.edges)
        if key in seen:
            continue
        seen.add(key)
        for lemma in sorted(pattern.nodes[0].lemmas) or [NO_WORD]:
            index[lemma].append(pattern)
    return PatternIndex({lemma: tuple(patterns) for lemma, patterns in sorted(index.items())})


def _examples(frame: Frame, ontology: Ontology) -> Iterable[_Example]:
    """The frame's sentences: one for each way through its `this/that` alternatives, with stand-ins for its roles."""
    parts = ALTERNATIVES.split(frame.text)
    choices = [found.split("/") for found in ALTERNATIVES.findall(frame.text)]
    for choice in itertools.product(*choices):
        words = [part + word for part, word in itertools.zip_longest(parts, choice, fillvalue="")]
        yield _with_stand_ins(frame, "".join(words), ontology)


def _with_stand_ins(frame: Frame, text: str, ontology: Ontology) -> _Example:
    pools: dict[tuple[str, ...], Iterator[str]] = {pool: iter(pool) for pool in (NAMES, PLACES, THINGS)}
    made, position = "", 0
    roles: list[tuple[Node, Span]] = []
    for match in ROLE.finditer(text):
        made += text[position : match.start()]
        node = (
            role_node(frame, match[1], match[2] or "", ontology) if match[1] else noun_node(frame, match[2], ontology)
        )
        stand_in = _stand_in(node, ontology, pools)
        if stand_in.startswith("the ") and re.search(r"(?:\bthe|\ban?|'s|[A-Z]\w+|-based| million) $", made):
            stand_in = stand_in.removeprefix("the ")
        roles.append((node, Span(len(made), len(made) + len(stand_in))))
        made += stand_in
        position = match.end()
    made += text[position:]
    return _Example(frame, made if made.endswith(".") else made + ".", tuple(roles))


def noun_node(frame: Frame, named: str, ontology: Ontology) -> Node:
    """`{:Company}` in a frame: any of the head nouns of the class and of those under it."""
    classes = [cls for cls in ontology.classes if ontology.name(cls) == named]
    nouns = {
        noun.lower()
        for cls in classes
        for member in ontology.members(cls)
        for noun in ontology.classes[member].head_nouns.get(frame.language, ())
        if " " not in noun
    }
    if not nouns:
        raise OntologyError(f"frame {frame.text!r}: {{:{named}}} names no class with head nouns")
    return Node(lemmas=frozenset(nouns))


def _stand_in(node: Node, ontology: Ontology, pools: Mapping[tuple[str, ...], Iterator[str]]) -> str:
    if node.lemmas:
        return "company" if "company" in node.lemmas else min(node.lemmas)
    if node.kind in VALUES:
        return VALUES[node.kind]
    members = [ontology.classes[cls] for cls in ontology.members(node.cls)]
    if members and all(member.open_vocabulary for member in members):
        return next(pools[THINGS], THINGS[-1])
    if members and all(PLACE_LABEL in label_of_class(member.iri, ontology) for member in members):
        return next(pools[PLACES], PLACES[-1])
    definition = ontology.classes.get(node.cls)
    if definition is not None and definition.described and definition.head_nouns.get("en"):
        return f"the {next(iter(definition.head_nouns['en']))}"
    return next(pools[NAMES], NAMES[-1])


def label_of_class(cls: str, ontology: Ontology) -> frozenset[str]:
    """The recogniser labels of a class and of those above and below it."""
    related = {cls, *ontology.ancestors(cls), *ontology.members(cls)}
    return frozenset(label for each in related for label in ontology.classes[each].entity_labels)


def role_node(frame: Frame, role: str, narrowed: str, ontology: Ontology) -> Node:
    """A role of a frame with how it is filled: its value kind ("" for a mention) and the class or union expected.

    `{target:Fund}` narrows what the property itself expects. Raises `OntologyError` for a role or class that is none.
    """
    kind, expected = (
        _role_of_property(frame, role, ontology)
        if frame.owner in ontology.properties
        else _role_of_class(frame, role, ontology)
    )
    if narrowed and ontology.iri(narrowed) not in ontology.classes:
        named = [cls for cls in ontology.classes if ontology.name(cls) == narrowed]
        if not named:
            raise OntologyError(f"frame {frame.text!r}: {narrowed} is no class of the ontology")
        return Node(role=role, kind=kind, cls=named[0])
    return Node(role=role, kind=kind, cls=ontology.iri(narrowed) if narrowed else expected)


def _role_of_property(frame: Frame, role: str, ontology: Ontology) -> tuple[str, str]:
    owner = ontology.properties[frame.owner]
    if role == SUBJECT_ROLE:
        return "", owner.domain
    if role == OBJECT_ROLE:
        return owner.value_kind, owner.range
    raise OntologyError(f"frame {frame.text!r}: a property's roles are {{subject}} and {{object}}, not {{{role}}}")


def _role_of_class(frame: Frame, role: str, ontology: Ontology) -> tuple[str, str]:
    for definition in ontology.roles(frame.owner):
        if ontology.name(definition.iri) == role:
            return definition.value_kind, definition.range
    raise OntologyError(f"frame {frame.text!r}: {{{role}}} is no property of {ontology.name(frame.owner)}")


def _compile(example: _Example, sentences: Sequence[ParsedSentence], ontology: Ontology) -> Pattern:
    if len(sentences) != 1:
        raise OntologyError(f"frame {example.frame.text!r}: reads as {len(sentences)} sentences, should be one")
    tokens = sentences[0].tokens
    arcs = predicate_arcs(tokens)
    roles = {_head_of(span, tokens): node for node, span in example.roles}
    inside = {t.index for t in tokens for _, span in example.roles if span.covers(t.span)}
    words = [t.index for t in tokens if t.index not in inside and _is_content(t)]
    copulas = [t.index for t in tokens if t.lemma == "be" and t.dependency == "ROOT"]
    # "Is" counts as a word only where nothing else holds the frame together: "its seat is in {object}".
    for chosen in (words, [*words, *copulas]):
        nodes = dict(roles) | {index: _lexical(tokens[index], example.frame, ontology) for index in chosen}
        nouns = [index for index, node in roles.items() if node.lemmas]
        for trigger in _triggers([*words, *nouns], tokens, example.frame, ontology) or sorted(roles):
            edges = _spanning(arcs, trigger, nodes)
            if edges is not None:
                return _pattern(example.frame, trigger, nodes, edges)
    raise OntologyError(
        f"frame {example.frame.text!r}: its words and roles do not hang together when parsed as {example.text!r}"
    )


def _pattern(
    frame: Frame, trigger: int, nodes: Mapping[int, Node], edges: Sequence[tuple[int, str, int, bool]]
) -> Pattern:
    order = [trigger, *(target for _, _, target, _ in edges)]
    place = {index: position for position, index in enumerate(order)}
    return Pattern(
        frame,
        tuple(nodes[index] for index in order),
        tuple(Edge(place[a], relation, place[b], forward) for a, relation, b, forward in edges),
    )


def _head_of(span: Span, tokens: Sequence[Token]) -> int:
    covered = {token.index for token in tokens if span.covers(token.span)}
    return next(index for index in sorted(covered) if tokens[index].head not in covered or tokens[index].head == index)


def _is_content(token: Token) -> bool:
    return token.dependency == "prt" or (
        token.pos in ("VERB", "NOUN", "PROPN", "ADJ", "ADV")
        and token.dependency not in ("aux", "auxpass", "case", "prep", "agent")
    )


def _lexical(token: Token, frame: Frame, ontology: Ontology) -> Node:
    """A word of the frame; a head noun of the frame's class stands for all of that class's head nouns."""
    lemmas = {token.lemma}
    if frame.owner in ontology.classes and token.pos in ("NOUN", "PROPN"):
        nouns = {noun.lower() for noun in ontology.classes[frame.owner].head_nouns.get("en", ())}
        nouns |= {noun.split()[0] for noun in nouns if " of " in noun}
        if token.lemma in nouns:
            lemmas |= nouns
    return Node(lemmas=frozenset(lemmas), verbal=token.pos in VERBAL)


def _triggers(words: Sequence[int], tokens: Sequence[Token], frame: Frame, ontology: Ontology) -> list[int]:
    """The words that may be the trigger, best first: the class's own noun, then verbs, then the other words."""
    nouns: frozenset[str] = frozenset()
    if frame.owner in ontology.classes:
        nouns = frozenset(noun.lower() for noun in ontology.classes[frame.owner].head_nouns.get("en", ()))

    def preference(index: int) -> tuple[bool, bool, bool, int]:
        token = tokens[index]
        own = token.lemma in nouns and token.pos in NOMINAL
        return not own, token.pos not in VERBAL, token.pos not in NOMINAL, index

    return sorted(words, key=preference)


def _spanning(arcs: Arcs, root: int, nodes: Mapping[int, Node]) -> list[tuple[int, str, int, bool]] | None:
    """A tree of outright arcs from the root over all nodes, breadth first, or None where they do not hang together."""
    reached, edges, queue = {root}, [], [root]
    while queue:
        here = queue.pop(0)
        steps = [(a.target, a.relation, True) for a in arcs.outgoing.get(here, ()) if a.tier == 0]
        steps += [(a.target, a.relation, False) for a in arcs.incoming.get(here, ()) if a.tier == 0]
        for target, relation, forward in sorted(steps, key=lambda step: (not step[2], step[0], step[1])):
            if target in nodes and target not in reached:
                reached.add(target)
                edges.append((here, relation, target, forward))
                queue.append(target)
    return edges if len(reached) == len(nodes) else None
