"""What a format reader gives back: the text of one document and what the file says about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is stated about a document; None where nothing is said. Dates and languages stand here as stated."""

    title: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """This metadata, completed from another where it says nothing."""
        return Metadata(
            title=self.title or other.title,
            source=self.source or other.source,
            published=self.published or other.published,
            language=self.language or other.language,
        )


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a document; its article starts at `body_start` (front matter stands before it)."""

    text: str
    metadata: Metadata = Metadata()
    body_start: int = 0
