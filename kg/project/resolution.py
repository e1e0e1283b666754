"""The resolution of a project's documents, going on from what earlier builds found out; the same as from scratch.

What a document speaks of by name, and which things of a cluster are one, is kept under digests of all that it depends on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract.extract import Extraction
from kg.ontology import ENTITY_BASE
from kg.pipeline import Knowledge
from kg.project.cache import IdentityCache, ThingsCache
from kg.records import Document
from kg.resolve.resolve import Resolution, matcher_of, resolve_things
from kg.resolve.things import DocumentThings, with_digests
from kg.resolve.within import ThingReader, thing_reader
from kg.store.files import remove_unfinished

_THINGS_FOLDER, _IDENTITY_FILE = "things", "identity"


@dataclass(frozen=True, slots=True)
class KeptResolution:
    """What is kept in a project's private folder, by a digest of all that resolves."""

    things: ThingsCache
    identity: IdentityCache

    def resolve(
        self, extractions: Sequence[Extraction], knowledge: Knowledge, *, base: str = ENTITY_BASE
    ) -> Resolution:
        """The resolution of all documents; what is found out is kept. Raises `OutputError`."""
        reader = thing_reader(knowledge.ontology, knowledge.gazetteer)
        read = [(extraction, self._things(extraction, reader)) for extraction in extractions]
        known = self.identity.get()
        resolution, settled = resolve_things(read, matcher_of(reader), known=known, base=base)
        if settled.keys() != known.keys():
            self.identity.put(settled)
        return resolution

    def keep_only(self, documents: Sequence[Document]) -> None:
        """Removes what is kept of other documents, and what killed builds left of writing."""
        self.things.keep_only(documents)
        remove_unfinished(self.identity.file)

    def _things(self, extraction: Extraction, reader: ThingReader) -> DocumentThings:
        document = extraction.annotated.document
        kept = self.things.get(document)
        if kept is not None:
            return kept
        found = with_digests(reader.things_of(extraction))
        self.things.put(document, found)
        return found


def kept_resolution(private: Path, tools: str, digests: Mapping[str, str] | None = None) -> KeptResolution:
    """What is kept in a private folder by tools of a digest; `digests` are those of documents by id, where known."""
    return KeptResolution(
        ThingsCache(private / _THINGS_FOLDER, tools, digests or {}), IdentityCache(private / _IDENTITY_FILE, tools)
    )
