"""Names of one document put together: by bracket, by what the text says, and by short form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Claim, Mention
from kg.resolve.blocking import candidate_pairs
from kg.resolve.components import Components
from kg.resolve.keys import fold, is_acronym_of, is_short_form, name_key
from kg.resolve.known import KNOWN, NAME
from kg.resolve.short_forms import ShortForms, in_two_scripts

BRACKETED = re.compile(r"['’s]{0,2}\s?[(（][“\"']?([^()（）]{1,40}?)[”\"']?[)）]")
LETTERS = re.compile(r"[A-ZÀ-Ý]{3,7}")


def join_definitions(
    clusters: Components, keys: Mapping[str, str], annotated: AnnotatedDocument, suffixes: frozenset[str]
) -> None:
    """Joins a name with the acronym or short form that stands in brackets after it."""
    by_name = {m.name: keys[m.id] for sentence in annotated.sentences for m in sentence.mentions if m.id in keys}
    classes = {m.name: m.cls for sentence in annotated.sentences for m in sentence.mentions if m.id in keys}
    for sentence in annotated.sentences:
        for mention in sentence.mentions:
            match = BRACKETED.match(annotated.document.text, mention.span.end)
            if mention.id not in keys or match is None:
                continue
            short = match[1].strip()
            # An acronym of the name in another language has other letters: it must be met again as a name of its kind.
            foreign = LETTERS.fullmatch(short) is not None and classes.get(short) == mention.cls
            if (
                is_acronym_of(short, mention.name)
                or is_short_form(fold(short), fold(mention.name), "first")
                or in_two_scripts(short, mention.name)
                or foreign
            ):
                reason = f"“{mention.name} ({short})” defines the short form"
                clusters.join(keys[mention.id], by_name.get(short, f"{NAME}{name_key(short, suffixes)}"), reason)


def join_identities(clusters: Components, keys: Mapping[str, str], claims: Sequence[Claim], ontology: Ontology) -> None:
    """Joins what a text says is one thing: "Nova Holding, known as Nova"."""
    for claim in claims:
        if ontology.properties[claim.predicate].identifies and isinstance(claim.object, str):
            one, other = keys.get(claim.subject), keys.get(claim.object)
            if one and other:
                clusters.join(one, other, f"the text says so: “{claim.evidence.quote}”")


def join_short_forms(
    clusters: Components, keys: Mapping[str, str], mentions: Sequence[Mention], short_forms: ShortForms
) -> None:
    """Joins a name with the one longer name in the same document that it can be short for."""
    unique = {keys[m.id]: m for m in reversed(mentions) if m.id in keys}
    spelled = {key: sorted({fold(mention.name), key.removeprefix(NAME)}) for key, mention in unique.items()}
    longer: dict[str, list[str]] = defaultdict(list)
    for pair in candidate_pairs(spelled):
        for key, other in (pair, pair[::-1]):
            if not key.startswith(KNOWN) and _may_be_short_for(unique[key], unique[other], short_forms):
                longer[key].append(other)
    for key, others in sorted(longer.items()):
        apart = sorted(other for other in others if clusters.find(other) != clusters.find(key))
        if len({clusters.find(other) for other in apart}) == 1:
            short, long = unique[key].name, unique[apart[0]].name
            clusters.join(key, apart[0], f"“{short}” is short for “{long}”, the only such name in the document")


def _may_be_short_for(short: Mention, long: Mention, short_forms: ShortForms) -> bool:
    alike = not short.certain or _same_kind(short, long, short_forms.ontology)
    allowed = short_forms.is_short_for(short.name, long.name, long.cls)
    return alike and (allowed or short_forms.is_first_name(short.name, long.name, long.cls))


def _same_kind(first: Mention, second: Mention, ontology: Ontology) -> bool:
    return ontology.is_a(first.cls, second.cls) or ontology.is_a(second.cls, first.cls)
