"""The gazetteer's entries, and how they are looked up by name and found in text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.gazetteer.names import HAN_RUN, Word, fold, han_key, name_key, unbroken, words
from kg.ontology import NAMESPACE
from kg.records import Span

# Where the ids that the files give lead, by their key in `details`.
_LINKED = {"wikidata": "http://www.wikidata.org/entity/{}", "geonames": "https://sws.geonames.org/{}/"}
_WRITTEN_SMALL = frozenset(("DiseaseArea", "Technology"))


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A known thing: its class IRI, its names as (text, language), where it lies and its weight among namesakes.

    `doubtful` are names that are also ordinary words or first names: use them only with other support. `nationalities`
    are the adjectives and nouns for a country's people. `details` are further (key, value) pairs of the file.
    """

    id: str
    cls: str
    name: str
    name_language: str
    names: tuple[tuple[str, str], ...]
    parent: str = ""
    latitude: float | None = None
    longitude: float | None = None
    weight: int = 0
    doubtful: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()

    @property
    def iri(self) -> str:
        """The IRI that the thing has already, in a graph that the user brought; "" where it has none."""
        return self.id[1:-1] if self.id.startswith("<") else ""

    @property
    def same_as(self) -> tuple[str, ...]:
        """The IRIs of the thing in Wikidata and in GeoNames, where the file has its ids there."""
        ids = dict(self.details)
        # A first-level region has a code there ("AE.04"), which is no part of its IRI.
        return tuple(
            iri.format(ids[key]) for key, iri in _LINKED.items() if ids.get(key, "").removeprefix("Q").isdigit()
        )

    def is_doubtful(self, name: str) -> bool:
        """Whether the name, as this entry's, could as well be an ordinary word or a first name."""
        return any(fold(name) == fold(other) for other in self.doubtful)


Candidates = tuple[GazetteerEntry, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Entries by name. Build one with `load_gazetteer`; the fields are its indexes, from a folded name to rows."""

    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    latin: Mapping[str, tuple[int, ...]] = field(repr=False)
    han: Mapping[str, tuple[int, ...]] = field(repr=False)
    latin_reach: Mapping[str, int] = field(repr=False)
    han_reach: Mapping[str, int] = field(repr=False)
    row_by_id: Mapping[str, int] = field(repr=False)
    nationality_rows: Mapping[str, int] = field(repr=False)
    given_names: frozenset[str] = field(default=frozenset(), repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[GazetteerEntry]:
        return (entry_of(row) for row in self.rows)

    def get(self, identifier: str) -> GazetteerEntry | None:
        """The entry with this id."""
        row = self.row_by_id.get(identifier)
        return None if row is None else entry_of(self.rows[row])

    def lookup(self, name: str, language: str = "en") -> Candidates:
        """The entries that go by exactly this name, heaviest first; in Chinese, Latin letters count too."""
        rows = self.han.get(han_key(name), ()) if language == "zh" else ()
        return self._candidates(rows or self.latin.get(name_key(name), ()) or self.latin.get(fold(name), ()))

    def is_given_name(self, word: str) -> bool:
        """Whether people's names begin with this word."""
        return fold(word) in self.given_names

    def nationality(self, word: str) -> GazetteerEntry | None:
        """The country whose people or things a word such as `German` names."""
        row = self.nationality_rows.get(fold(word))
        return None if row is None else entry_of(self.rows[row])

    def ancestors(self, entry: GazetteerEntry) -> Candidates:
        """What the entry is contained in, nearest first."""
        found: list[GazetteerEntry] = []
        parent = self.get(entry.parent)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.get(parent.parent)
        return tuple(found)

    def find(self, text: str, language: str = "en") -> tuple[tuple[Span, Candidates], ...]:
        """The names that stand in a text, leftmost and longest first, without overlaps, with their candidates.

        Names in Latin letters are found at word boundaries and must begin with a capital, but for diseases and
        technologies in English text; a doubtful name only as spelled. Chinese names are found in both languages.
        """
        found = [*self._find_latin(text, language), *self._find_han(text)]
        return tuple(sorted(found, key=lambda match: match[0]))

    def _find_latin(self, text: str, language: str) -> Iterator[tuple[Span, Candidates]]:
        spoken = words(text)
        position = 0
        while position < len(spoken):
            length, match = self._longest_latin(text, spoken, position, language)
            if match is not None:
                yield match
            position += length

    def _longest_latin(
        self, text: str, spoken: Sequence[Word], position: int, language: str
    ) -> tuple[int, tuple[Span, Candidates] | None]:
        """The longest name that begins at a word, and how many words to go on by."""
        first = spoken[position]
        reach = max(self.latin_reach.get(key, 0) for key in (first.key.casefold(), first.bare_key.casefold()))
        if not reach:
            return 1, None
        for length in range(unbroken(text, spoken, position, reach), 0, -1):
            *before, last = spoken[position : position + length]
            for end, key in ((last.end, last.key), (last.bare_end, last.bare_key)):
                surface = text[first.start : end]
                rows = self._latin_rows((*(word.key for word in before), key))
                entries = tuple(entry for entry in self._candidates(rows) if _is_written_so(entry, surface, language))
                if entries:
                    return length, (Span(first.start, end), entries)
        return 1, None

    def _latin_rows(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        exact = self.latin.get(keys[0], ()) if len(keys) == 1 and keys[0].isupper() else ()
        return exact or self.latin.get(" ".join(keys).casefold(), ())

    def _find_han(self, text: str) -> Iterator[tuple[Span, Candidates]]:
        for run in HAN_RUN.finditer(text):
            start, stop = run.span()
            while start < stop:
                end, rows = self._longest_han(text, start, stop)
                if rows:
                    yield Span(start, end), self._candidates(rows)
                start = end

    def _longest_han(self, text: str, start: int, stop: int) -> tuple[int, tuple[int, ...]]:
        for end in range(min(stop, start + self.han_reach.get(text[start], 0)), start, -1):
            rows = self.han.get(text[start:end])
            if rows is not None:
                return end, rows
        return start + 1, ()

    def _candidates(self, rows: Sequence[int]) -> Candidates:
        return tuple(sorted((entry_of(self.rows[row]) for row in rows), key=lambda entry: (-entry.weight, entry.id)))


def _is_written_so(entry: GazetteerEntry, surface: str, language: str) -> bool:
    """Whether a text would write the entry's name with these capitals."""
    if entry.is_doubtful(surface):
        return any(name == surface for name in entry.doubtful)
    if language == "en" and entry.cls.removeprefix(NAMESPACE) in _WRITTEN_SMALL:
        return True
    key = fold(surface)
    return any(_has_capitals(surface, name) for name, _ in entry.names if fold(name) == key)


def _has_capitals(surface: str, name: str) -> bool:
    """Whether the first and the last word of a surface begin with capitals where those of the name do."""
    pairs = ((surface, name), (surface.rsplit(maxsplit=1)[-1], name.rsplit(maxsplit=1)[-1]))
    return surface == name or (
        any(character.isupper() or character.isdigit() for character in surface)
        and all(written[0].isupper() or not spelled[0].isupper() for written, spelled in pairs)
    )


def iri_id(iri: str) -> str:
    """The id of the entry for a thing that has an IRI already."""
    return f"<{iri}>"


def latin_names(row: tuple[str, ...]) -> list[str]:
    """The names of a row in Latin letters."""
    return [name for name in (row[2], *row[3].split("|")) if name]


def han_names(row: tuple[str, ...]) -> list[str]:
    """The Chinese names of a row."""
    return [name for name in (row[4], *row[5].split("|")) if name]


def extra_of(text: str) -> dict[str, str]:
    """The pairs of the last column."""
    return {key: value for key, _, value in (pair.partition("=") for pair in text.split(";")) if key}


# A text's names are looked up many times.
@lru_cache(maxsize=1 << 14)
def entry_of(row: tuple[str, ...]) -> GazetteerEntry:
    """The entry that a row states."""
    extra = extra_of(row[10])
    names = tuple((name, "en") for name in latin_names(row)) + tuple((name, "zh") for name in han_names(row))
    return GazetteerEntry(
        id=row[0],
        cls=row[1] if ":" in row[1] else NAMESPACE + row[1],
        name=row[2] or row[4],
        name_language="en" if row[2] else "zh",
        names=names,
        parent=row[6],
        latitude=float(row[7]) if row[7] else None,
        longitude=float(row[8]) if row[8] else None,
        weight=int(row[9] or 0),
        doubtful=tuple(extra.pop("ambiguous", "").split("|")) if "ambiguous" in extra else (),
        nationalities=tuple(extra.pop("nationality", "").split("|")) if "nationality" in extra else (),
        details=tuple(sorted(extra.items())),
    )
