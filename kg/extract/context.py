"""What only the context says of an occurrence: who acts, and what "the investment" of a bare sum went into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.arcs import NAMED, OBJECT, POSSESSOR, SUBJECT, Arcs
from kg.extract.coreference import Antecedents
from kg.extract.frames import PLACE_LABEL, label_of_class
from kg.extract.occurrences import Occurrence, Roles
from kg.extract.standing import is_subject
from kg.ontology import Ontology, PropertyDefinition
from kg.records import AnnotatedDocument, Claim, Mention, MentionKind, Sentence

REACH = 3
# How many characters back a share may look for its whole: two or three sentences.
SHARE_REACH = 500
# How far what only the context says lies from what is said outright.
CONTEXT_REACH = 3


def inherit_roles(
    occurrences: Sequence[Occurrence],
    claims: Sequence[Claim],
    mentions: Mapping[str, Mention],
    annotated: AnnotatedDocument,
    back: Antecedents,
    ontology: Ontology,
) -> list[Occurrence]:
    """Occurrences with what the context supplies: who acts, and what "the investment" of a bare sum went into."""
    done: list[Occurrence] = []
    for occurrence in occurrences:
        filled = dict(occurrence.roles)
        agent_role = _agent_role(occurrence.mention.cls, ontology)
        acting = {arc.target for arc in occurrence.arcs.targets(occurrence.trigger, SUBJECT)}
        here = occurrence.sentence.index
        taken = [mentions[filler] for fillers in filled.values() for filler in fillers]
        subject_is_taken = any(
            each.head in acting and each.sentence == here and (agent_role is None or _fits(each, agent_role, ontology))
            for each in taken
        )
        if agent_role is not None and not subject_is_taken and not _is_filled(agent_role, filled, ontology):
            agent = _agent(occurrence, agent_role, done, annotated.sentences, back, ontology)
            if agent is not None:
                filled[ontology.name(agent_role.iri)] = {agent: (CONTEXT_REACH, "context")}
        lone = _lone_other(occurrence, ontology)
        if lone is not None:
            names = [m for m in occurrence.sentence.mentions if _may_act(m, lone, ontology)]
            party = _beside(occurrence, names, lone, back, ontology)
            if party is not None and not any(party in fillers for fillers in filled.values()):
                filled[ontology.name(lone.iri)] = {party: (CONTEXT_REACH, "context")}
        patient_role = _patient_role(occurrence.mention.cls, ontology)
        if patient_role is not None and not filled.get(ontology.name(patient_role.iri)):
            patient = _patient(occurrence, patient_role, claims, mentions, ontology)
            patient = patient or _shared_patient(occurrence, patient_role, claims, mentions, done, ontology)
            patient = patient or _patient_before(occurrence, patient_role, done, ontology)
            if patient is not None:
                filled[ontology.name(patient_role.iri)] = {patient: (CONTEXT_REACH, "context")}
        done.append(replace(occurrence, roles=filled))
    return done


def _lone_other(occurrence: Occurrence, ontology: Ontology) -> PropertyDefinition | None:
    """The role that is open where a text names only with whom: "funded by a deal with Nova"."""
    filled = [(role, fillers) for role, fillers in occurrence.roles.items() if fillers]
    if len(filled) != 1 or len(filled[0][1]) != 1:
        return None
    roles = {ontology.name(each.iri): each for each in ontology.roles(occurrence.mention.cls)}
    broader = [each for each in roles.values() if each.iri in roles[filled[0][0]].parents and not each.agentive]
    return broader[0] if broader else None


def _fits(mention: Mention, role: PropertyDefinition, ontology: Ontology) -> bool:
    """Whether a mention could act: a plant that "costs $5 million" is not the one who pays."""
    return ontology.accepts(role.range, mention.cls)


def _is_filled(role: PropertyDefinition, roles: Roles, ontology: Ontology) -> bool:
    """Whether the role, or one under it, has a filler."""
    under = [each.iri for each in ontology.properties.values() if role.iri in each.parents]
    return any(roles.get(ontology.name(iri)) for iri in (role.iri, *under))


def _patient_role(cls: str, ontology: Ontology) -> PropertyDefinition | None:
    """The role of what an occurrence is done to: an object property, of its own, that leads to no other occurrence."""
    if _agent_role(cls, ontology) is None:
        return None
    for role in ontology.roles(cls):
        leads_on = role.range in ontology.classes and bool(ontology.classes[role.range].minimum_roles)
        if role.is_object and not (role.value_kind or role.agentive or role.parents or leads_on) and role.domain == cls:
            return role
    return None


def _patient(
    occurrence: Occurrence,
    role: PropertyDefinition,
    claims: Sequence[Claim],
    mentions: Mapping[str, Mention],
    ontology: Ontology,
) -> str | None:
    """For a definite noun, the last unnamed thing that a claim of the sentences just before speaks of as made."""
    definite = any(
        occurrence.arcs.tokens[child].text.lower() in ("the", "this", "that")
        for child in occurrence.arcs.children.get(occurrence.trigger, ())
    )
    if not definite:
        return _only_description(occurrence, role, ontology)
    here = occurrence.sentence.index
    for claim in reversed(claims):
        made = mentions.get(claim.object) if isinstance(claim.object, str) else None
        if made is None or made.kind is not MentionKind.DESCRIPTION or not ontology.accepts(role.range, made.cls):
            continue
        if 0 < here - mentions[claim.subject].sentence <= REACH or 0 < here - made.sentence <= REACH:
            return made.id
    return None


def _shared_patient(
    occurrence: Occurrence,
    role: PropertyDefinition,
    claims: Sequence[Claim],
    mentions: Mapping[str, Mention],
    before: Sequence[Occurrence],
    ontology: Ontology,
) -> str | None:
    """What "the rest" is the rest of: what the last sum went into, or what was last said to be owned or made."""
    if not _is_share(occurrence, ontology):
        return None
    name = ontology.name(role.iri)
    start = occurrence.sentence.span.start
    nearest = [o for o in before if o.mention.cls == occurrence.mention.cls and o.roles.get(name)]
    said = [(o.sentence.span.start, next(iter(o.roles[name]))) for o in nearest[-1:]]
    taken = {filler for fillers in occurrence.roles.values() for filler in fillers}
    for claim in claims:
        part = _owned_or_made(claim, mentions, role, ontology)
        if part is not None and part not in taken and claim.evidence.span.start < occurrence.mention.span.start:
            said.append((claim.evidence.sentence.start, part))
    near = [each for each in said if start - SHARE_REACH <= each[0] <= start]
    return max(near, key=lambda each: each[0])[1] if near else None


def _owned_or_made(
    claim: Claim, mentions: Mapping[str, Mention], role: PropertyDefinition, ontology: Ontology
) -> str | None:
    """What a claim says to belong to somebody, or to be made and have no name."""
    definition = ontology.properties[claim.predicate]
    subject, target = mentions[claim.subject], mentions.get(claim.object) if isinstance(claim.object, str) else None
    if target is None or definition.symmetric:
        return None
    if definition.domain == definition.range and not ontology.classes[definition.domain].union:
        return subject.id
    made = target.kind is MentionKind.DESCRIPTION and ontology.accepts(role.range, target.cls)
    return target.id if made else None


def _is_share(occurrence: Occurrence, ontology: Ontology) -> bool:
    """Whether a trigger or what hangs on it speaks of a part of a whole that it does not name."""
    arcs, trigger = occurrence.arcs, occurrence.trigger
    cues = frozenset(ontology.words.get("shareOfWhole", {}).get("en", ()))
    near = [trigger, *arcs.children.get(trigger, ())]
    near += [below for child in near[1:] for below in arcs.children.get(child, ()) if below != trigger]
    return any(arcs.tokens[index].lemma in cues for index in near)


def _only_description(occurrence: Occurrence, role: PropertyDefinition, ontology: Ontology) -> str | None:
    """The one unnamed thing in a sentence that speaks "of an investment" in passing."""
    if occurrence.arcs.tokens[occurrence.trigger].pos != "NOUN":
        return None
    unnamed = [
        m.id
        for m in occurrence.sentence.mentions
        if m.kind is MentionKind.DESCRIPTION and ontology.accepts(role.range, m.cls)
    ]
    return unnamed[0] if len(unnamed) == 1 else None


def _patient_before(
    occurrence: Occurrence, role: PropertyDefinition, before: Sequence[Occurrence], ontology: Ontology
) -> str | None:
    """What the last such occurrence went into, where this one only says more of it: "The round was led by ..."."""
    arcs = occurrence.arcs
    subjects = [arc.target for relation in (OBJECT, SUBJECT) for arc in arcs.targets(occurrence.trigger, relation)]
    definite = any(
        arcs.tokens[child].text.lower() in ("the", "this")
        for index in subjects
        for child in arcs.children.get(index, ())
    )
    cues = frozenset(ontology.words.get("addition", {}).get("en", ()))
    added = any(token.text.lower() in cues for token in arcs.tokens)
    sums = [m for m in occurrence.sentence.mentions if m.kind is MentionKind.MONEY]
    likewise = frozenset(ontology.words.get("likewise", {}).get("en", ()))
    added |= not sums and any(token.text.lower() in likewise for token in arcs.tokens)
    if not (definite or added) or not before or before[-1].mention.cls != occurrence.mention.cls:
        return None
    for last in reversed(before):
        near = occurrence.sentence.index - last.sentence.index <= 2
        if not near or last.mention.cls != occurrence.mention.cls:
            return None
        known = last.roles.get(ontology.name(role.iri))
        if known and last.sentence.index < occurrence.sentence.index:
            return next(iter(known))
    return None


def _agent_role(cls: str, ontology: Ontology) -> PropertyDefinition | None:
    return next((each for each in ontology.roles(cls) if each.agentive), None)


def _agent(
    occurrence: Occurrence,
    role: PropertyDefinition,
    before: Sequence[Occurrence],
    sentences: Sequence[Sentence],
    back: Antecedents,
    ontology: Ontology,
) -> str | None:
    trigger = occurrence.arcs.tokens[occurrence.trigger]
    if trigger.dependency == "dobj" and occurrence.arcs.tokens[trigger.head].lemma in occurrence.arcs.words.getting:
        # What somebody attracts is others' doing.
        return None
    names = [m for m in occurrence.sentence.mentions if _may_act(m, role, ontology)]
    beside = _beside(occurrence, names, role, back, ontology)
    if beside is not None:
        return beside
    subjects = [m.id for m in names if is_subject(m, occurrence.sentence)]
    if subjects:
        return subjects[0]
    for earlier in reversed(before):
        near = occurrence.sentence.index - earlier.sentence.index <= 2
        if (
            near
            and earlier.mention.cls == occurrence.mention.cls
            and (known := earlier.roles.get(ontology.name(role.iri)))
        ):
            return next(iter(known))
    return _last_subject(occurrence, role, sentences, ontology)


def _beside(
    occurrence: Occurrence,
    names: Sequence[Mention],
    role: PropertyDefinition,
    back: Antecedents,
    ontology: Ontology,
) -> str | None:
    """Who acts, or owns, in the clauses that the occurrence stands in, the nearest first."""
    arcs = occurrence.arcs
    at_head = _by_head(names, arcs) | _by_reference(occurrence.sentence, back, role, ontology)
    for verb in (occurrence.trigger, *arcs.governors(occurrence.trigger)):
        for relation in (SUBJECT, OBJECT, POSSESSOR):
            for arc in arcs.targets(verb, relation):
                if arc.target in at_head and relation != OBJECT:
                    return at_head[arc.target]
                for owner in arcs.targets(arc.target, POSSESSOR):
                    if owner.target in at_head:
                        return at_head[owner.target]
    return None


def _by_reference(
    sentence: Sentence, back: Antecedents, role: PropertyDefinition, ontology: Ontology
) -> dict[int, str]:
    """The ids of the names that "it" and "the company" mean, by the head of the reference."""
    found: dict[int, str] = {}
    for mention in sentence.mentions:
        for group in back.get(mention.id, ()):
            if len(group) == 1 and _may_act(group[0], role, ontology):
                found.setdefault(mention.head, group[0].id)
    return found


def _by_head(names: Sequence[Mention], arcs: Arcs) -> dict[int, str]:
    """The ids of names by their head token, and by that of a common noun that they stand in apposition to."""
    at_head = {m.head: m.id for m in names}
    for mention in names:
        for arc in arcs.targets(mention.head, NAMED) + arcs.sources(mention.head, "appos"):
            if arc.tier == 0 and arcs.tokens[arc.target].pos == "NOUN":
                at_head.setdefault(arc.target, mention.id)
    return at_head


def _may_act(mention: Mention, role: PropertyDefinition, ontology: Ontology) -> bool:
    """Whether a name can be taken from the context to act: not a person, who is named for speaking of it."""
    speaks = ontology.classes[mention.cls].minimum_words > 0 if mention.cls in ontology.classes else True
    return mention.kind is MentionKind.NAME and not speaks and ontology.accepts(role.range, mention.cls)


def _last_subject(
    occurrence: Occurrence, role: PropertyDefinition, sentences: Sequence[Sentence], ontology: Ontology
) -> str | None:
    """The named subject of the nearest of the sentences before that has one of the right class."""
    here = occurrence.sentence.index
    for sentence in reversed(sentences[max(0, here - REACH) : here]):
        for mention in sentence.mentions:
            acts = _may_act(mention, role, ontology) and is_subject(mention, sentence)
            if acts and PLACE_LABEL not in label_of_class(mention.cls, ontology):
                return mention.id
    return None
