"""The read stage: files, folders, globs and stdin to documents with their running text marked out."""

from __future__ import annotations

from kg.read.blocks import split_blocks
from kg.read.documents import make_document, read

__all__ = ["make_document", "read", "split_blocks"]
