"""The Chinese sentences of a document to claims: frames met in order, what references mean, events with their roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.annotate.chinese_nouns import LANGUAGE, ChineseNouns, chinese_nouns
from kg.extract.chinese_adjuncts import adjuncts, containments, identities, settings
from kg.extract.chinese_clauses import Clauses
from kg.extract.chinese_discourse import Discourse
from kg.extract.chinese_events import INHERITED, OUTRIGHT, Event, Filler, role_claims
from kg.extract.chinese_frames import ChinesePatterns, compile_chinese
from kg.extract.chinese_making import products_by_name
from kg.extract.chinese_match import ChineseMatch, Matcher
from kg.extract.chinese_phrases import Phrases
from kg.extract.chinese_rivals import outdone
from kg.extract.chinese_stance import chinese_stance
from kg.extract.frames import OBJECT_ROLE, SUBJECT_ROLE
from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Claim, Evidence, Mention, MentionKind, Span


@dataclass(frozen=True, slots=True)
class ChineseReading:
    """What the Chinese sentences of a document say: further mentions, and claims."""

    mentions: dict[str, Mention] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


@dataclass(frozen=True)
class ChineseExtractor:
    """An ontology with its Chinese frames compiled."""

    ontology: Ontology
    patterns: ChinesePatterns
    nouns: ChineseNouns

    def read(self, annotated: AnnotatedDocument) -> ChineseReading:
        """The claims of the Chinese sentences, in text order."""
        reading = ChineseReading()
        discourse = Discourse(self.ontology, self.nouns)
        for sentence in annotated.sentences:
            if sentence.language == LANGUAGE:
                clauses = Clauses(annotated, sentence, self.nouns, self.patterns.verbs)
                _Sentence(self, annotated, clauses, discourse).into(reading)
                discourse.remember(clauses)
        return reading


def chinese_extractor(ontology: Ontology) -> ChineseExtractor:
    """An extractor for an ontology; raises `OntologyError` for a frame that does not compile."""
    return ChineseExtractor(ontology, compile_chinese(ontology), chinese_nouns(ontology))


class _Sentence:
    """One sentence with its matches."""

    def __init__(
        self, extractor: ChineseExtractor, annotated: AnnotatedDocument, clauses: Clauses, discourse: Discourse
    ) -> None:
        self.ontology = extractor.ontology
        self.patterns = extractor.patterns
        self.annotated = annotated
        self.clauses = clauses
        self.discourse = discourse
        self.phrases = Phrases(clauses, extractor.ontology)
        self.matches = (
            list(Matcher(clauses, discourse, extractor.patterns, self.phrases).matches()) if clauses.mentions else []
        )

    def into(self, reading: ChineseReading) -> None:
        """Adds what the sentence says."""
        reading.claims.extend(self._properties())
        reading.claims.extend(identities(self.clauses, self.ontology, self.evidence))
        reading.claims.extend(containments(self.clauses, self.ontology, self.evidence))
        reading.claims.extend(settings(self.clauses, self.discourse, self.ontology, self.evidence))
        reading.claims.extend(products_by_name(self.clauses, self.phrases, self.patterns, self.ontology, self.evidence))
        reading.mentions.update(self.phrases.made)
        for event in self._events():
            reading.mentions[event.mention.id] = event.mention
            reading.claims.extend(role_claims(event, self.ontology, self.evidence))
            reading.claims.extend(adjuncts(event, self.clauses, self.discourse, self.ontology, self.evidence))

    def evidence(self, stretches: Sequence[tuple[int, int]]) -> Evidence:
        """The words from the first to the last of some stretches of the sentence."""
        offset = self.clauses.offset
        span = Span(min(s for s, _ in stretches) + offset, max(e for _, e in stretches) + offset)
        document = self.annotated.document
        return Evidence(document.id, span, document.quote(span), self.clauses.sentence.span)

    def _properties(self) -> Iterator[Claim]:
        for match in self.matches:
            owner = match.pattern.frame.owner
            if owner not in self.ontology.properties:
                continue
            roles = dict(match.roles)
            polarity, status = chinese_stance(self.clauses, *match.trigger, self.ontology)
            evidence = self.evidence(match.pieces)
            confidence = INHERITED if match.reach else OUTRIGHT
            extractor = f"frame: {match.pattern.frame.text}"
            for subject in roles.get(SUBJECT_ROLE, ()):
                for target in roles.get(OBJECT_ROLE, ()):
                    if subject.name != target.name and not outdone(
                        match, subject, target, self.matches, self.clauses, self.ontology
                    ):
                        yield Claim(subject.id, owner, target.id, evidence, polarity, status, confidence, extractor)

    def _events(self) -> Iterator[Event]:
        """The matches of one class whose trigger ends at one place, put together."""
        grouped: dict[tuple[int, str], list[ChineseMatch]] = defaultdict(list)
        for match in self.matches:
            if match.pattern.frame.owner in self.ontology.classes:
                grouped[match.trigger[1], match.pattern.frame.owner].append(match)
        for (_, cls), found in sorted(grouped.items()):
            yield self._event(cls, found)

    def _event(self, cls: str, found: Sequence[ChineseMatch]) -> Event:
        trigger = min(match.trigger for match in found)
        sentence, document = self.clauses.sentence, self.annotated.document
        span = Span(trigger[0] + self.clauses.offset, trigger[1] + self.clauses.offset)
        head = next((t.index for t in sentence.tokens if span.overlaps(t.span)), 0)
        identifier = f"{document.id}#{span.start},{span.end}!{self.ontology.name(cls)}"
        name = document.quote(span)
        mention = Mention(identifier, document.id, sentence.index, span, head, MentionKind.EVENT, cls, name, LANGUAGE)
        polarity, status = chinese_stance(self.clauses, *trigger, self.ontology)
        return Event(mention, trigger, self._roles(cls, found), polarity, status)

    def _roles(self, cls: str, found: Sequence[ChineseMatch]) -> dict[str, tuple[Filler, ...]]:
        """The fillers of each role; what is said outright keeps out what is inherited, a thing keeps out the place it is in."""
        roles: dict[str, dict[str, Filler]] = defaultdict(dict)
        for match in sorted(found, key=lambda m: (m.reach, m.pattern.frame.text)):
            for role, members in match.roles:
                if any(held.reach < match.reach for held in roles[role].values()):
                    continue
                for member in members:
                    roles[role].setdefault(
                        member.id, Filler(member, match.reach, match.pattern.frame.text, match.pieces)
                    )
        discourse, places = self.discourse, self.clauses.nouns.places
        for definition in self.ontology.roles(cls):
            name = self.ontology.name(definition.iri)
            held = list(roles.get(name, {}).values())
            things = [each for each in held if each.mention.cls not in places]
            if things and not definition.agentive and definition.range not in discourse.agents:
                roles[name] = {each.mention.id: each for each in things}
        return {role: tuple(held.values()) for role, held in sorted(roles.items())}
