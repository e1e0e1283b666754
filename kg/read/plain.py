"""Plain text and Markdown, with the front matter that may stand at their top."""

from __future__ import annotations

import re

from kg.errors import ReadError
from kg.read.content import Content, Metadata
from kg.read.decode import checked, decode
from kg.read.metadata import LANGUAGE_KEYS, PUBLISHED_KEYS, SOURCE_KEYS, TITLE_KEYS, from_mapping

FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<body>.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FRONT_MATTER_LIMIT = 20_000
ENTRY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)")
KNOWN_KEYS = frozenset(TITLE_KEYS + SOURCE_KEYS + PUBLISHED_KEYS + LANGUAGE_KEYS)

# Markup taken out of Markdown, in this order; what is left is the text that people see. Lengths are bounded, so that
# a huge line takes linear time.
MARKUP = (
    (re.compile(r"^(```|~~~)[^\n]*\n(?:.*?\n)??\1[^\n]*$", re.MULTILINE | re.DOTALL), ""),
    (re.compile(r"<!--.{0,1000}?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,500}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\([^)\n]{0,500}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\[[^\]\n]{0,500}\]"), r"\1"),
    (re.compile(r"^\[[^\]\n]+\]:[ \t]*\S+[^\n]*$", re.MULTILINE), ""),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,2000}>"), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$|^[ \t]{0,3}=+[ \t]*$", re.MULTILINE), "\n"),
    (re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,400}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]+)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
    (re.compile(r"\n{3,}"), "\n\n"),
)


def read_plain(data: bytes) -> Content:
    """Plain text exactly as it stands; front matter is metadata, and stays in the text before the body."""
    text = decode(data)
    metadata, body_start = front_matter(text)
    checked(text[body_start:])
    return Content(text, metadata, body_start)


def read_markdown(data: bytes) -> Content:
    """Markdown as the text that people see, without front matter and markup."""
    text = decode(data)
    metadata, body_start = front_matter(text)
    return Content(checked(strip_markup(text[body_start:]).strip()), metadata)


def strip_markup(text: str) -> str:
    """Markdown without its marks: headings, emphasis and items as text, links by their words, no code or images."""
    for pattern, replacement in MARKUP:
        text = pattern.sub(replacement, text)
    return text


def front_matter(text: str) -> tuple[Metadata, int]:
    """The metadata between two `---` lines at the top, and where the body starts (0 where there is no such block).

    Entries are `key: value` lines; unknown keys and nested values are passed over. A block without one known key is a
    ruled-off passage of the text, not front matter. Raises ReadError for a known key without a plain value.
    """
    match = FRONT_MATTER.match(text[:FRONT_MATTER_LIMIT])
    if match is None:
        return Metadata(), 0
    lines = (match["body"] or "").splitlines()
    entries = [entry for entry in map(ENTRY.fullmatch, (line.rstrip() for line in lines)) if entry]
    values: dict[str, object] = {entry["key"].lower(): _scalar(entry["value"] or "") for entry in entries}
    if not KNOWN_KEYS.intersection(values):
        return Metadata(), 0
    try:
        return from_mapping(values), match.end()
    except ReadError as error:
        raise ReadError(f"its front matter is wrong: {error}") from error


def _scalar(value: str) -> str | None:
    """A YAML scalar: quotes and a trailing comment taken off, null as None."""
    value = value.strip()
    quoted = re.fullmatch(r"""(["'])(.*)\1(?:\s+#.*)?""", value)
    if quoted:
        return quoted[2].replace("''", "'") if quoted[1] == "'" else quoted[2].replace('\\"', '"')
    plain = re.sub(r"(?:^|\s+)#.*$", "", value)
    return None if plain.lower() in {"null", "~", "none", ""} else plain
