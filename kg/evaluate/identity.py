"""The evaluation of identity: do names of one thing lead to one node, and those of two things to two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import EvaluationError
from kg.evaluate.counts import Counts
from kg.evaluate.identity_gold import IdentityGold
from kg.evaluate.run import Progress, read_article
from kg.ontology import Ontology
from kg.pipeline import Tools, build_from_documents, load_tools
from kg.records import Document, Span
from kg.store.evidence import CitedPassage, read_evidence

# How much of a gold name and of the passage that is taken for it must be shared, so that a parent's name that was read
# inside its subsidiary's counts against the node it went to.
OVERLAP = 0.4


@dataclass(frozen=True, slots=True, order=True)
class NamedMention:
    """A name as one article uses it: what it stands for, and the node it led to ("" where it led to none)."""

    document: str
    name: str
    identity: str
    node: str


@dataclass(frozen=True, slots=True)
class WrongMerge:
    """A node that holds names of several things."""

    node: str
    mentions: tuple[NamedMention, ...]


@dataclass(frozen=True, slots=True)
class MissedMerge:
    """A thing whose names led to several nodes, or to none."""

    identity: str
    mentions: tuple[NamedMention, ...]


@dataclass(frozen=True, slots=True)
class IdentityEvaluation:
    """All names of all articles with the nodes they led to, and the scores that follow.

    A name that led to no node is alone: it lowers recall, and precision leaves it out.
    """

    mentions: tuple[NamedMention, ...]

    @property
    def found(self) -> int:
        """How many names led to a node."""
        return sum(bool(each.node) for each in self.mentions)

    @property
    def only_found(self) -> IdentityEvaluation:
        """The same over the names that led to a node: how good the resolution is of what it was given."""
        return IdentityEvaluation(tuple(each for each in self.mentions if each.node))

    @property
    def pairwise(self) -> Counts:
        """Pairs of names: rightly together, wrongly together, wrongly apart."""
        together = _pairs(Counter((each.node, each.identity) for each in self.mentions if each.node))
        merged = _pairs(Counter(each.node for each in self.mentions if each.node))
        meant = _pairs(Counter(each.identity for each in self.mentions))
        return Counts(together, merged - together, meant - together)

    @property
    def b_cubed(self) -> tuple[float, float]:
        """B-cubed precision and recall: of each name's company in its node, and of the company it should have, the right share."""
        both = Counter((each.node, each.identity) for each in self.mentions if each.node)
        nodes = Counter(each.node for each in self.mentions if each.node)
        identities = Counter(each.identity for each in self.mentions)
        precision = sum(count * count / nodes[node] for (node, _), count in both.items())
        recall = sum(count * count / identities[identity] for (_, identity), count in both.items())
        recall += sum(1 / identities[each.identity] for each in self.mentions if not each.node)
        return (_share(precision, self.found), _share(recall, len(self.mentions)))

    @property
    def scores(self) -> dict[str, float]:
        """Every score by the name that a floor is asked for with."""
        found = self.only_found
        return {
            "pairwise precision": self.pairwise.precision,
            "pairwise recall": self.pairwise.recall,
            "pairwise recall of names found": found.pairwise.recall,
            "b-cubed precision": self.b_cubed[0],
            "b-cubed recall": self.b_cubed[1],
            "b-cubed recall of names found": found.b_cubed[1],
            "names found": _share(self.found, len(self.mentions)),
        }

    @property
    def wrong_merges(self) -> tuple[WrongMerge, ...]:
        """The nodes that hold names of several things, by node."""
        by_node = _grouped((each.node, each) for each in self.mentions if each.node)
        return tuple(
            WrongMerge(node, found) for node, found in by_node.items() if len({each.identity for each in found}) > 1
        )

    @property
    def missed_merges(self) -> tuple[MissedMerge, ...]:
        """The things whose names led to several nodes or to none, by identity."""
        by_identity = _grouped((each.identity, each) for each in self.mentions)
        return tuple(
            MissedMerge(identity, found)
            for identity, found in by_identity.items()
            if len({each.node for each in found}) > 1 or (len(found) > 1 and not found[0].node)
        )


def evaluate_identity(
    golds: Sequence[IdentityGold],
    articles: Path,
    ontology: Ontology,
    *,
    tools: Tools | None = None,
    progress: Progress | None = None,
) -> IdentityEvaluation:
    """Builds the articles of all golds together and looks where each name led; what is left out is loaded as shipped.

    Raises `EvaluationError` where an article is missing, ambiguous or unreadable, or does not hold a name of its gold.
    """
    documents = {gold.name: read_article(articles, gold.name) for gold in golds}
    tools = tools or load_tools(ontology=ontology)
    graph = build_from_documents(documents.values(), tools=tools, progress=progress)
    passages: dict[str, list[tuple[str, CitedPassage]]] = defaultdict(list)
    for node, cited in read_evidence(graph.evidence).mentions.items():
        for passage in cited:
            passages[passage.document.iri.rpartition("/")[2]].append((node, passage))
    return IdentityEvaluation(
        tuple(sorted(each for gold in golds for each in _mentions(gold, documents[gold.name], passages, str(articles))))
    )


def _mentions(
    gold: IdentityGold, document: Document, passages: Mapping[str, Sequence[tuple[str, CitedPassage]]], source: str
) -> list[NamedMention]:
    """Each name of an article once, with the node that most of its places led to."""
    nodes: dict[tuple[str, str], Counter[str]] = {mention: Counter() for mention in gold.mentions}
    for name, identity, span in gold.spans(document.text):
        nodes[name, identity][_node_at(span, passages.get(document.id, ()))] += 1
    absent = sorted(name for (name, _), found in nodes.items() if not found)
    if absent:
        raise EvaluationError(f"{source}: the article {gold.name} does not say {absent[0]!r}, which its gold names")
    return [
        NamedMention(gold.name, name, identity, min(found, key=lambda node: (node == "", -found[node], node)))
        for (name, identity), found in nodes.items()
    ]


def _node_at(span: Span, passages: Iterable[tuple[str, CitedPassage]]) -> str:
    """The node whose passage shares most with a span; "" where none shares enough."""
    best, node = OVERLAP, ""
    for each, passage in passages:
        shared = min(span.end, passage.end) - max(span.start, passage.start)
        overlap = shared / (len(span) + passage.end - passage.start - shared) if shared > 0 else 0.0
        if overlap > best:
            best, node = overlap, each
    return node


def _pairs(counts: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _grouped(mentions: Iterable[tuple[str, NamedMention]]) -> dict[str, tuple[NamedMention, ...]]:
    found: dict[str, list[NamedMention]] = defaultdict(list)
    for key, each in mentions:
        found[key].append(each)
    return {key: tuple(found[key]) for key in sorted(found)}


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
