"""The stage's one function: an annotated document to claims about its mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.annotate.nouns import NounIndex, noun_index
from kg.extract.arcs import POSSESSOR, Arcs, ArcWords
from kg.extract.chinese import ChineseExtractor, chinese_extractor
from kg.extract.context import inherit_roles
from kg.extract.coreference import Antecedents, antecedents
from kg.extract.definitions import defined_names
from kg.extract.fillers import Fillers
from kg.extract.frames import OBJECT_ROLE, PLACE_LABEL, SUBJECT_ROLE, PatternIndex, label_of_class
from kg.extract.making import making, named_by_product
from kg.extract.match import Match, matches
from kg.extract.occurrences import Occurrence, adjunct_claims, evidence_over, value_claims
from kg.extract.predicates import predicate_arcs
from kg.extract.short_forms import with_short_forms
from kg.extract.stance import stance
from kg.extract.standing import is_main_subject
from kg.ontology import Ontology, PropertyDefinition
from kg.records import AnnotatedDocument, Claim, Mention, MentionKind, Sentence

OUTRIGHT, INHERITED = 0.9, 0.7
# An opening, by the index of its sentence, may say "a maker of pumps" and name it one or two sentences later.
OPENING, OPENING_REACH = 1, 2


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a document says: its mentions, those of occurrences and phrases included, and claims about them by mention id."""

    annotated: AnnotatedDocument
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    antecedents: Antecedents = field(default_factory=dict)


@dataclass(frozen=True)
class Extractor:
    """An ontology with its frames compiled."""

    ontology: Ontology
    patterns: PatternIndex
    nouns: NounIndex
    words: ArcWords
    chinese: ChineseExtractor

    def extract(self, annotated: AnnotatedDocument) -> Extraction:
        """The claims of a document, in text order."""
        annotated = with_short_forms(annotated, self.ontology, self.nouns)
        back = antecedents(annotated, self.ontology, self.nouns)
        mentions = {m.id: m for sentence in annotated.sentences for m in sentence.mentions}
        made = making(self.patterns, self.nouns, self.ontology)
        claims: list[Claim] = []
        occurrences: list[Occurrence] = []
        for sentence in annotated.sentences:
            if sentence.language != "en" or not sentence.tokens or not sentence.mentions or not self._has_cue(sentence):
                continue
            reading = _Reading(self, annotated, sentence, back, mentions)
            claims += reading.property_claims()
            claims += reading.product_claims(made) if made else ()
            occurrences += reading.occurrences()
            mentions |= reading.fillers.made
        occurrences = inherit_roles(occurrences, claims, mentions, annotated, back, self.ontology)
        for occurrence in occurrences:
            mentions[occurrence.mention.id] = occurrence.mention
            claims += value_claims(occurrence, mentions, annotated.document, self.ontology)
            claims += adjunct_claims(occurrence, mentions, annotated.document, self.ontology)
        chinese = self.chinese.read(annotated)
        mentions |= chinese.mentions
        mentions |= {m.id: m for m in defined_names(annotated) if m.id not in mentions}
        return Extraction(annotated, tuple(mentions.values()), tuple(_unique([*claims, *chinese.claims])), back)

    def _has_cue(self, sentence: Sentence) -> bool:
        return "" in self.patterns.by_trigger or any(
            token.lemma in self.patterns.by_trigger for token in sentence.tokens
        )


def extractor(ontology: Ontology, patterns: PatternIndex) -> Extractor:
    """An extractor for an ontology and its English frames; raises `OntologyError` for a Chinese one that is none."""
    nouns = noun_index(ontology, "en")
    words = ArcWords(
        transparent=nouns.words.get("transparentNoun", frozenset()),
        opaque=frozenset(nouns.by_last_word),
        object_control=nouns.words.get("objectControl", frozenset()),
        subject_control=nouns.words.get("subjectControl", frozenset()),
        getting=nouns.words.get("getting", frozenset()),
        listing=nouns.words.get("listing", frozenset()),
    )
    return Extractor(ontology, patterns, nouns, words, chinese_extractor(ontology))


class _Reading:
    """One sentence with its matches."""

    def __init__(
        self,
        extractor: Extractor,
        annotated: AnnotatedDocument,
        sentence: Sentence,
        back: Antecedents,
        mentions: dict[str, Mention],
    ) -> None:
        ontology = extractor.ontology
        generic = frozenset(ontology.words.get("genericNoun", {}).get("en", ()))
        self.ontology = ontology
        self.annotated = annotated
        self.sentence = sentence
        self.mentions = mentions
        self.arcs: Arcs = predicate_arcs(sentence.tokens, extractor.words)
        coming = _coming(annotated, sentence) if sentence.index <= OPENING else ()
        text = annotated.document.text
        self.fillers = Fillers(sentence, self.arcs, back, ontology, text, extractor.nouns, generic, coming)
        self.matches: Sequence[Match] = list(matches(self.arcs, extractor.patterns, self.fillers.accept))

    def property_claims(self) -> Iterator[Claim]:
        """The claims of frames that hang on properties: every subject with every object."""
        known = self.mentions | self.fillers.made
        for match in self.matches:
            owner = match.pattern.frame.owner
            if owner not in self.ontology.properties or self._is_borrowed_place(match) or self._is_part(match):
                continue
            roles = dict(match.roles)
            polarity, status = stance(self.arcs, match.trigger, self.ontology)
            for subject in roles.get(SUBJECT_ROLE, ()):
                for target in roles.get(OBJECT_ROLE, ()):
                    if subject != target and known[subject].name != known[target].name:
                        evidence = evidence_over(
                            self.annotated.document, self.sentence, match.tokens, (known[subject], known[target])
                        )
                        confidence = OUTRIGHT if match.reach == 0 else INHERITED
                        extractor = f"frame: {match.pattern.frame.text}"
                        yield Claim(subject, owner, target, evidence, polarity, status, confidence, extractor)

    def product_claims(self, made: PropertyDefinition) -> Iterator[Claim]:
        """What plants and makers are named by."""
        for who, product, index in named_by_product(self.fillers, made):
            what = self.fillers.made[product]
            polarity, status = stance(self.arcs, index, self.ontology)
            evidence = evidence_over(self.annotated.document, self.sentence, frozenset({index}), (who, what))
            yield Claim(who.id, made.iri, product, evidence, polarity, status, INHERITED, "rule: named by product")

    def _is_borrowed_place(self, match: Match) -> bool:
        """Whether whose something is, and where, is only inferred: "Porto had a plant built" is not "Porto's plant"."""
        owned = any(edge.relation == POSSESSOR for edge in match.pattern.edges)
        places = (node.cls for node in match.pattern.nodes if node.role and node.cls)
        return match.reach > 1 and owned and any(PLACE_LABEL in label_of_class(cls, self.ontology) for cls in places)

    def _is_part(self, match: Match) -> bool:
        """Whether a fuller frame of the same property has all of a match's words: "A has a lab focusing on B" is of A."""
        return any(
            other.pattern.frame.owner == match.pattern.frame.owner and match.tokens < other.tokens
            for other in self.matches
        )

    def occurrences(self) -> list[Occurrence]:
        """The occurrences of the sentence: the matches of one class at one trigger, put together."""
        grouped: dict[tuple[str, int], list[Match]] = defaultdict(list)
        for match in self.matches:
            if match.pattern.frame.owner in self.ontology.classes:
                grouped[match.pattern.frame.owner, match.trigger].append(match)
        return [
            self._occurrence(cls, trigger, found)
            for (cls, trigger), found in sorted(grouped.items(), key=lambda g: g[0][1])
        ]

    def role_iri(self, cls: str, role: str) -> str:
        """The property that a role's name stands for."""
        return next(each.iri for each in self.ontology.roles(cls) if self.ontology.name(each.iri) == role)

    def _swaps(self, cls: str, match: Match, roles: Mapping[str, Mapping[str, object]]) -> bool:
        """Whether a frame casts somebody in another role than a fuller frame did: "A raises money for B", "A raises money"."""
        for role, fillers in match.roles:
            for other, known in roles.items():
                if other != role and not self._are_akin(cls, role, other) and not known.keys().isdisjoint(fillers):
                    return True
        return False

    def _are_akin(self, cls: str, one: str, other: str) -> bool:
        """Whether of two roles one is a kind of the other."""
        first, second = self.role_iri(cls, one), self.role_iri(cls, other)
        properties = self.ontology.properties
        return first in properties[second].parents or second in properties[first].parents

    def _occurrence(self, cls: str, trigger: int, found: Sequence[Match]) -> Occurrence:
        token = self.sentence.tokens[trigger]
        document = self.annotated.document
        mention = Mention(
            id=f"{document.id}#{token.span.start},{token.span.end}!{self.ontology.name(cls)}",
            document=document.id,
            sentence=self.sentence.index,
            span=token.span,
            head=trigger,
            kind=MentionKind.EVENT,
            cls=cls,
            name=token.text,
            language=self.sentence.language,
        )
        roles: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
        tokens: set[int] = set()
        for match in sorted(found, key=lambda m: (m.reach, -len(m.roles), m.pattern.frame.text)):
            if self._swaps(cls, match, roles):
                continue
            tokens |= match.tokens
            for role, fillers in match.roles:
                # What a frame says outright keeps out what another only inherits.
                if any(reach < match.reach for reach, _ in roles[role].values()):
                    continue
                for filler in fillers:
                    roles[role].setdefault(filler, (match.reach, match.pattern.frame.text))
        for role in list(roles):
            # "Between A and B" fills both roles of its frame with both: they are then parties alike.
            broader = [
                self.ontology.name(parent) for parent in self.ontology.properties[self.role_iri(cls, role)].parents
            ]
            if any(roles[role].keys() == roles[other].keys() for other in broader if other in roles):
                del roles[role]
        polarity, status = stance(self.arcs, trigger, self.ontology)
        return Occurrence(
            mention=mention,
            sentence=self.sentence,
            arcs=self.arcs,
            roles={role: dict(fillers) for role, fillers in sorted(roles.items())},
            tokens=frozenset(tokens),
            polarity=polarity,
            status=status,
        )


def _coming(annotated: AnnotatedDocument, sentence: Sentence) -> tuple[Mention, ...]:
    """The names that the next sentences are about, for an opening that holds them back."""
    following = annotated.sentences[sentence.index + 1 : sentence.index + 1 + OPENING_REACH]
    return tuple(
        m for each in following for m in each.mentions if m.kind is MentionKind.NAME and is_main_subject(m, each)
    )


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    """One claim for each statement at each place: the surest."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.subject, claim.predicate, claim.object, claim.evidence.sentence, claim.polarity)
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    return list(best.values())
