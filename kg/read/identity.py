"""Names and ids of documents: readable, and the same on every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata

SLUG_LENGTH = 60
# Latin letters that Unicode does not decompose into a base letter and a mark.
LATIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
CJK = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003134f"


def portable_name(name: str) -> str:
    """A file name as every machine writes it: forward slashes, composed letters, no undecodable bytes."""
    decoded = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", decoded.replace("\\", "/"))


def slug(name: str) -> str:
    """A name as an IRI segment: CJK letters stay, Latin letters lose case and accents, the rest becomes hyphens."""
    composed = unicodedata.normalize("NFKC", name).lower().translate(LATIN)
    # Only the marks of European letters: those of kana make another letter.
    folded = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", composed))
    recomposed = unicodedata.normalize("NFC", folded)
    return re.sub(rf"[^a-z0-9{CJK}]+", "-", recomposed)[:SLUG_LENGTH].strip("-")


def document_id(name: str, text: str) -> str:
    """The id of a document: the slug of its name without suffix, and a digest of name and text."""
    stem = re.sub(r"(?<=[^/])\.[A-Za-z]{2,5}(?=$|:)", "", name)
    digest = hashlib.sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug(stem) or 'document'}-{digest}"
