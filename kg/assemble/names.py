"""The IRIs of documents, passages and claims: each derives from content, so later documents do not change it."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.assemble.literals import datatype_of
from kg.ontology import ENTITY_BASE
from kg.records import Claim, Span, Value

_DIGEST_LENGTH = 16
# What may have to be escaped in an IRI (RFC 3987).
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9/\-._~]")
_FIRST_NON_ASCII = 0xA0
_PRIVATE_USE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))


def document_iri(document: str, base: str = ENTITY_BASE) -> NamedNode:
    """The IRI of the document with this id; letters of any script stay readable."""
    return NamedNode(f"{base}document/{_escaped(document)}")


def passage_iri(document: str, span: Span, base: str = ENTITY_BASE) -> NamedNode:
    """The IRI of a range of characters of a document, after RFC 5147: `…/document/ID#char=15,87`."""
    return NamedNode(passage_within(document_iri(document, base).value, span))


def passage_within(document_iri: str, span: Span) -> str:
    """The same within the document that has this IRI."""
    return f"{document_iri}#char={span.start},{span.end}"


def claim_iri(claim: Claim, base: str = ENTITY_BASE) -> NamedNode:
    """The IRI of a claim: a digest of what it says and where it says it.

    Polarity and status are part of what it says: one sentence may plan a thing and deny that it is done.
    """
    value = claim.object
    spoken = (value.lexical, datatype_of(value), value.language) if isinstance(value, Value) else (value,)
    span = claim.evidence.span
    place = (claim.evidence.document, str(span.start), str(span.end))
    parts = (*place, claim.subject, claim.predicate, *spoken, claim.polarity.value, claim.status)
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return NamedNode(f"{base}claim/{digest[:_DIGEST_LENGTH]}")


def _escaped(text: str) -> str:
    return _NOT_PLAIN.sub(lambda found: found[0] if _is_letter(found[0]) else quote(found[0], safe=""), text)


def _is_letter(character: str) -> bool:
    """Whether RFC 3987 lets a character beyond ASCII stand in an IRI as it is."""
    code = ord(character)
    private = any(first <= code <= last for first, last in _PRIVATE_USE)
    return code >= _FIRST_NON_ASCII and not private and character.isprintable()
