"""Who or what fills a role at a token: a mention that suits, what a reference means, or a phrase that becomes a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotate.descriptions import phrase_start
from kg.annotate.nouns import SHORTENED_FROM_FRONT, NounIndex
from kg.extract.arcs import NAMED, POSSESSOR, Arcs
from kg.extract.coreference import Antecedents, Group
from kg.extract.frames import Node
from kg.extract.standing import SUBJECT_LABELS
from kg.ontology import Ontology
from kg.records import Mention, MentionKind, Sentence, Span

CONCRETE = (MentionKind.NAME, MentionKind.DESCRIPTION)
RENAMING = frozenset({"appos", "prep:including", "prep:as", "prep:like"})
MEASURES = ("nummod", "compound", "nmod", "amod")
SITED = ("prep:in", "prep:at", "prep:near", "prep:on")
VALUE_KINDS = {"money": MentionKind.MONEY, "date": MentionKind.DATE}


@dataclass
class Fillers:
    """The mentions of one sentence as candidates for roles; phrases made on the way are kept in `made`, answers in `known`."""

    sentence: Sentence
    arcs: Arcs
    antecedents: Antecedents
    ontology: Ontology
    document_text: str
    nouns: NounIndex
    generic: frozenset[str] = frozenset()
    coming: Sequence[Mention] = ()
    made: dict[str, Mention] = field(default_factory=dict)
    at_head: dict[int, list[Mention]] = field(default_factory=dict)
    known: dict[tuple[str, str, int], tuple[str, ...] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mention in self.sentence.mentions:
            self.at_head.setdefault(mention.head, []).append(mention)

    def accept(self, node: Node, index: int) -> tuple[str, ...] | None:
        """The ids of what fills a role of this kind and class at a token; empty where nothing there suits.

        None where the token is a noun of the right kind that names nothing: "companies", "a supplier".
        """
        asked = (node.kind, node.cls, index)
        # Many frames ask the same of a token.
        if asked not in self.known:
            self.known[asked] = self._accepted(node, index)
        return self.known[asked]

    def _accepted(self, node: Node, index: int) -> tuple[str, ...] | None:
        if node.kind in VALUE_KINDS:
            return self._values(VALUE_KINDS[node.kind], index)
        if node.kind and node.kind != "place":
            return ()
        here = self.at_head.get(index, [])
        for mention in here:
            if mention.kind in CONCRETE and self._takes(node, mention):
                return self._fuller(node, mention) or (mention.id,)
        for mention in here:
            if mention.kind is MentionKind.REFERENCE:
                return self._renamed(node, index) or self._of_place(node, index) or self._referents(mention, node)
        if not here:
            found = self._renamed(node, index) or self._inside(node, index) or self._phrase(node, index)
            found = found or self._of_place(node, index) or self._named_later(node, index)
            return None if not found and self._is_kind(node, index) else found
        return ()

    def _renamed(self, node: Node, index: int) -> tuple[str, ...]:
        """The names that a noun stands for: in apposition, "the chip giant, Nova", or as examples, "lenders such as Nova"."""
        found: list[str] = []
        for arc in self.arcs.outgoing.get(index, ()):
            # A noun in apposition is the name before it: "Nova, a maker based in Oslo".
            if arc.relation in RENAMING or (arc.relation == NAMED and arc.tier == 0 and self._is_aside(index)):
                for mention in self.at_head.get(arc.target, []):
                    if mention.kind is MentionKind.NAME and self._takes(node, mention):
                        found.append(mention.id)
        return tuple(found)

    def _named_later(self, node: Node, index: int) -> tuple[str, ...]:
        """Whom a text that opens with "A Finnish maker of pumps" names in the next sentences."""
        token = self.sentence.tokens[index]
        indefinite = any(
            self.sentence.tokens[child].text.lower() in ("a", "an") for child in self.arcs.children.get(index, ())
        )
        cls = self.nouns.class_of_noun([token.lemma])[0] if token.pos == "NOUN" else ""
        if not indefinite or not cls or token.dependency not in SUBJECT_LABELS:
            return ()
        for mention in self.coming:
            if self.ontology.is_a(mention.cls, cls) and self._takes(node, mention):
                return (mention.id,)
        return ()

    def _is_aside(self, index: int) -> bool:
        return self.sentence.tokens[index].dependency == "appos"

    def _of_place(self, node: Node, index: int) -> tuple[str, ...]:
        """The place whose government, or the like, is meant by a common noun: "the government of Leipzig"."""
        token = self.sentence.tokens[index]
        cls = self.nouns.class_of_noun([token.lemma])[0] if token.pos == "NOUN" else ""
        if not cls or not self.ontology.classes[cls].small_head or not self.ontology.accepts(node.cls, cls):
            return ()
        for arc in self.arcs.targets(index, "prep:of"):
            for mention in self.at_head.get(arc.target, []):
                if arc.tier == 0 and mention.cls in self.nouns.places and self.ontology.accepts(node.cls, mention.cls):
                    return (mention.id,)
        return ()

    def _is_kind(self, node: Node, index: int) -> bool:
        token = self.sentence.tokens[index]
        cls = self.nouns.class_of_noun([token.lemma])[0] if token.pos == "NOUN" else ""
        return bool(cls) and self.ontology.accepts(node.cls, cls)

    def _takes(self, node: Node, mention: Mention) -> bool:
        """Whether a mention suits a role; a common word suits only where the role is all for such words."""
        if not self.ontology.accepts(node.cls, mention.cls):
            return self._may_be(node, mention)
        if not self._is_open(mention.cls):
            return True
        return all(self._is_open(cls) for cls in self._members(node.cls) if cls in self.ontology.classes)

    def _may_be(self, node: Node, mention: Mention) -> bool:
        """Whether a guessed name may be what the role asks for instead of what it was guessed to be."""
        otherwise = self.ontology.classes[mention.cls].otherwise if mention.cls in self.ontology.classes else ""
        if mention.certain or not otherwise or not self.ontology.accepts(node.cls, otherwise):
            return False
        if self.ontology.short_form(mention.cls) != SHORTENED_FROM_FRONT:
            return True
        # A firm that acts is a firm; only what something is done at may be a fair or the like.
        if mention.sentence != self.sentence.index:
            return False
        token = self.sentence.tokens[mention.head]
        return token.dependency == "pobj" and self.sentence.tokens[token.head].text.lower() == "at"

    def _fuller(self, node: Node, mention: Mention) -> tuple[str, ...]:
        """The phrase that a common word only ends: "power chips", where the word known is "chips"."""
        tokens = self.sentence.tokens
        first = next(token for token in tokens if token.span.end > mention.span.start)
        before = tokens[first.index - 1] if first.index else None
        if before is None or before.pos != "NOUN" or before.dependency != "compound" or before.head != mention.head:
            return ()
        common = tokens[mention.head].pos == "NOUN"
        return self._phrase(node, mention.head) if common and self._is_open(mention.cls) else ()

    def _values(self, kind: MentionKind, index: int) -> tuple[str, ...]:
        places = [index]
        if self.sentence.tokens[index].pos in ("NOUN", "PROPN"):
            # "A $36m round" stands for its sum.
            places += [c for c in self.arcs.children.get(index, ()) if self.sentence.tokens[c].dependency in MEASURES]
        spans = [self.sentence.tokens[place].span for place in places]
        return tuple(
            m.id for m in self.sentence.mentions if m.kind is kind and any(m.span.overlaps(span) for span in spans)
        )

    def _is_placed(self, mention: Mention) -> bool:
        """Whether a reference says itself where its thing is, "the site in Nantes": it may well be another one."""
        places = {m.head for m in self.sentence.mentions if m.kind is MentionKind.NAME}
        return any(
            arc.tier == 0 and arc.target in places
            for relation in SITED
            for arc in self.arcs.targets(mention.head, relation)
        )

    def _referents(self, mention: Mention, node: Node) -> tuple[str, ...]:
        described = bool(mention.cls) and self.ontology.classes[mention.cls].described
        if described and self._is_placed(mention) and self.ontology.accepts(node.cls, mention.cls):
            return (mention.id,)
        for rank, group in enumerate(self.antecedents.get(mention.id, ())):
            # A place is what "its" means only where nothing likelier was at hand.
            far_place = rank > 0 and not mention.cls and all(each.cls in self.nouns.places for each in group)
            if self._suits(group, node) and not far_place:
                return tuple(each.id for each in group)
        if described and self.ontology.accepts(node.cls, mention.cls) and len(mention.name.split()) > 1:
            return (mention.id,)
        return ()

    def _suits(self, group: Group, node: Node) -> bool:
        return all(self._takes(node, each) for each in group)

    def _inside(self, node: Node, index: int) -> tuple[str, ...]:
        """A name that modifies a word which says nothing of its own: diabetes in "diabetes products"."""
        token = self.sentence.tokens[index]
        narrow = (
            bool(node.cls) and not self.ontology.classes[node.cls].union if node.cls in self.ontology.classes else False
        )
        # "With Nova money" is not with Nova.
        money = token.lemma in self.nouns.words.get("holding", ())
        if narrow and token.pos == "NOUN" and not money and not self._is_open(node.cls):
            for arc in self.arcs.targets(index, "compound"):
                for mention in self.at_head.get(arc.target, []):
                    if (
                        mention.kind is MentionKind.NAME
                        and mention.certain
                        and self.ontology.accepts(node.cls, mention.cls)
                    ):
                        return (mention.id,)
        if token.lemma not in self.generic:
            return ()
        for arc in self.arcs.targets(index, POSSESSOR):
            for mention in self.at_head.get(arc.target, []):
                if arc.tier == 0 and mention.kind in CONCRETE and self.ontology.accepts(node.cls, mention.cls):
                    return (mention.id,)
        for child in self.arcs.children.get(index, ()):
            for mention in self.at_head.get(child, []):
                if (
                    mention.kind in CONCRETE
                    and self._is_open(mention.cls)
                    and self.ontology.accepts(node.cls, mention.cls)
                ):
                    return (mention.id,)
        return ()

    def _is_open(self, cls: str) -> bool:
        return self.ontology.classes[cls].open_vocabulary

    def _phrase(self, node: Node, index: int) -> tuple[str, ...]:
        """A noun phrase that no name was seen in, where the role takes a class of open vocabulary."""
        token = self.sentence.tokens[index]
        open_classes = self._members(node.cls)
        if (
            not all(self._is_open(cls) for cls in open_classes if cls in self.ontology.classes)
            or not node.cls
            or token.pos not in ("NOUN", "PROPN")
            or token.lemma in self.generic
            or token.lemma in self.arcs.words.transparent
            or token.dependency == "compound"
        ):
            return ()
        start = phrase_start(self.sentence.tokens, index)
        joints = [at for at in range(start, index) if self.sentence.tokens[at].dependency == "cc"]
        ends = [at for at in joints if at > start and self.sentence.tokens[at - 1].pos in ("NOUN", "PROPN")]
        pieces = list(zip([start, *(at + 1 for at in ends)], [*ends, index + 1], strict=True))
        found = [self._made(begin, end, open_classes[0]) for begin, end in pieces if begin < end]
        return tuple(made for made in found if made)

    def named_phrase(self, start: int, end: int, cls: str) -> str:
        """The id of the words from start to end as a common noun phrase of a class; "" where a name stands among them."""
        return self._made(start, end, self._members(cls)[0])

    def _made(self, start: int, end: int, cls: str) -> str:
        """The id of a mention made of the tokens from start to end; "" where a name stands among them."""
        tokens = self.sentence.tokens
        while start < end - 1 and tokens[start].dependency in ("cc", "punct"):
            start += 1
        if start >= end or not self.sentence.mentions:
            return ""
        span = Span(tokens[start].span.start, tokens[end - 1].span.end)
        named = [m for m in self.sentence.mentions if m.kind in CONCRETE and not self._is_open(m.cls)]
        if any(m.span.overlaps(span) for m in named):
            return ""
        document = self.sentence.mentions[0].document
        made = Mention(
            id=f"{document}#{span.start},{span.end}",
            document=document,
            sentence=self.sentence.index,
            span=span,
            head=end - 1,
            kind=MentionKind.NAME,
            cls=cls,
            name=" ".join(self.document_text[span.start : span.end].split()),
            language=self.sentence.language,
            certain=False,
        )
        self.made[made.id] = made
        return made.id

    def _members(self, cls: str) -> tuple[str, ...]:
        definition = self.ontology.classes.get(cls)
        return definition.union if definition is not None and definition.union else (cls,)
