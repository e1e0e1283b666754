"""What the files of a graph are made of, source by source, each under a digest of all that its piece depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from pyoxigraph import Triple

from kg.assemble import DocumentPart, document_evidence, document_parts, entity_evidence, spoken_of
from kg.assemble.names import document_iri
from kg.conclusions import Conclusions
from kg.project.fingerprint import document_digest
from kg.project.pieces import Sources
from kg.publish.terms import Statements, statements_of
from kg.records import Claim, Entity

_DIGEST_BYTES = 12
_FIELD, _PART = "\x1f", "\x1e"


def graph_sources(triples: Iterable[Triple]) -> Sources:
    """The subjects of a graph."""
    statements = statements_of(triples)
    runs = dict(statements.by_subject())
    predicates, objects = statements.predicates, statements.objects
    digests = {subject: _digest((*predicates[run], *objects[run])) for subject, run in runs.items()}
    return Sources(digests, lambda subject: statements.part(runs[subject]))


def evidence_sources(conclusions: Conclusions, digests: Mapping[str, str]) -> Sources | None:
    """The documents and entities of conclusions; `digests` are those of documents by id, as far as they are known.

    None where an entity has the IRI of a document, and where evidence was brought from elsewhere.
    """
    if conclusions.brought_evidence:
        return None
    base, entities = conclusions.base, conclusions.entities
    parts: dict[str, DocumentPart] = {}
    found: dict[str, str] = {}
    for part in document_parts(conclusions.claims, conclusions.derived, entities, conclusions.documents):
        name = document_iri(part.document.id, base).value
        parts[name] = part
        found[name] = _digest(_part_lines(part, digests.get(part.document.id) or document_digest(part.document)))
    if not parts.keys().isdisjoint(entities):
        return None
    for iri, entity in entities.items():
        if lines := _entity_lines(entity):
            found[iri] = _digest(lines)

    def statements(name: str) -> Statements:
        part = parts.get(name)
        return statements_of(
            document_evidence(part, base) if part else frozenset(entity_evidence(entities[name], base))
        )

    return Sources(found, statements)


def _part_lines(part: DocumentPart, document: str) -> list[str]:
    return [
        document,
        *sorted(map(_claim_line, part.claims)),
        _PART,
        *sorted(map(_claim_line, part.derived)),
        _PART,
        *sorted({f"{span.start},{span.end}" for span in part.mentions}),
    ]


def _claim_line(claim: Claim) -> str:
    """Everything of a claim but its quote, which its document has at its place."""
    value, evidence = claim.object, claim.evidence
    said = value if isinstance(value, str) else _FIELD.join((value.lexical, value.datatype, value.language))
    span, sentence = evidence.span, evidence.sentence
    place = f"{span.start},{span.end},{sentence.start},{sentence.end}"
    told = f"{claim.polarity}{_FIELD}{claim.status}{_FIELD}{claim.confidence}{_FIELD}{claim.extractor}"
    return f"{place}{_FIELD}{claim.subject}{_FIELD}{claim.predicate}{_FIELD}{said}{_FIELD}{told}"


def _entity_lines(entity: Entity) -> list[str]:
    passages = [f"{each.document}{_FIELD}{each.span.start},{each.span.end}" for each in spoken_of(entity)]
    return [*passages, _PART, *entity.merged_because] if passages or entity.merged_because else []


def _digest(lines: Iterable[str]) -> str:
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()
