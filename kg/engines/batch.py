"""Documents of a project as one task: what they say goes straight to the project's extractions, each document by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.annotate.annotate import DOCUMENTS_AT_ONCE
from kg.engines.extraction import SlowDocument, extract_surely
from kg.engines.tools import ToolFiles, loaded_tools
from kg.project.cache import ExtractionCache
from kg.records import Document, ReadFailure


@dataclass(frozen=True, slots=True)
class Batch:
    """Some documents, the tools that are to read them, and where what they say is kept."""

    documents: tuple[Document, ...]
    cache: ExtractionCache
    tools: ToolFiles

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self.documents)

    @property
    def characters(self) -> int:
        """How long their texts are together."""
        return sum(len(document.text) for document in self.documents)

    def split(self) -> list[Batch]:
        """A batch for each document."""
        return [replace(self, documents=(document,)) for document in self.documents]


def batches(documents: Sequence[Document], cache: ExtractionCache, tools: ToolFiles) -> list[Batch]:
    """The documents as tasks, in their order."""
    starts = range(0, len(documents), DOCUMENTS_AT_ONCE)
    return [Batch(tuple(documents[start : start + DOCUMENTS_AT_ONCE]), cache, tools) for start in starts]


def read_batch(batch: Batch) -> list[ReadFailure]:
    """Keeps what the documents say, each as soon as it is known, and gives those that the stages cannot cope with."""
    failures = []
    for each in extract_surely(batch.documents, loaded_tools(batch.tools, batch.cache.tools)):
        if isinstance(each, ReadFailure):
            failures.append(each)
        elif not isinstance(each, SlowDocument):
            batch.cache.put(each)
    return failures
