"""The quads of an archive that do not rest on one document alone, from the scratch database: see `kg.engines.quads`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from kg.assemble import mention_row, merge_row
from kg.assemble.graph import object_term
from kg.assemble.names import document_iri
from kg.engines.archive.passes import CLAIMS
from kg.engines.quads import Quad
from kg.records import Span

# Statements as the table `graph` has them, with the documents that a claim of each rests on.
_SAID = """
CREATE TABLE said (subject TEXT, predicate TEXT, object TEXT, document TEXT,
    PRIMARY KEY (subject, predicate, object, document)) WITHOUT ROWID;
INSERT OR IGNORE INTO said SELECT '<' || subject || '>', '<' || predicate || '>', object, document FROM claim;
"""
_DOCUMENTS = "SELECT document FROM said WHERE subject = ? AND predicate = ? AND object = ?"


def shared_quads_stored(database: sqlite3.Connection, base: str) -> Iterator[Quad]:
    """The graph, and who is spoken of where and why names are one thing: what `shared_quads` gives, each once."""
    database.executescript(_SAID)
    database.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?, ?)", _derived(database))
    for subject, predicate, value in database.execute("SELECT subject, predicate, object FROM graph"):
        # A symmetric edge may be claimed the other way round only.
        said = database.execute(_DOCUMENTS, (subject, predicate, value)).fetchall()
        said = said or database.execute(_DOCUMENTS, (value, predicate, subject)).fetchall()
        for (document,) in said or [("",)]:
            yield subject, predicate, value, document_iri(document, base).value if document else ""
    for entity, reason in database.execute("SELECT DISTINCT entity, reason FROM merged"):
        yield (*merge_row(entity, reason), "")
    for entity, document, start, end in database.execute("SELECT DISTINCT entity, document, start, end FROM spoken"):
        yield (*mention_row(entity, document, Span(start, end), base), document_iri(document, base).value)


def _derived(database: sqlite3.Connection) -> Iterator[tuple[str, str, str, str]]:
    for (packed,) in database.execute("SELECT claim FROM derived"):
        claim = CLAIMS.unpack(packed)
        target = str(object_term(claim))
        yield f"<{claim.subject}>", f"<{claim.predicate}>", target, claim.evidence.document
