"""PDF files: the text of their pages, lines joined into paragraphs, with pypdf."""

from __future__ import annotations

import io
import logging
import re
import zlib
from typing import TYPE_CHECKING

from kg.errors import MissingExtraError, ReadError
from kg.read.content import Content, Metadata
from kg.read.decode import checked
from kg.read.paragraphs import unwrap

if TYPE_CHECKING:
    from pypdf import PdfReader

# pypdf meets broken files with whatever the missing part leads to, besides its own errors.
BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, OSError, zlib.error)


def read_pdf(data: bytes) -> Content:
    """The text of a PDF and the title in its properties.

    Raises MissingExtraError without pypdf, and ReadError for a broken or locked file and for scans without text.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError as error:
        raise MissingExtraError("reading PDF", "documents") from error
    _keep_quiet(logging.getLogger("pypdf"))
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("it is locked with a password; save a copy without one")
        text, title = _text(reader), reader.metadata.title if reader.metadata else None
    except DependencyError as error:
        raise ReadError("it is encrypted; save a copy that is not") from error
    except (PyPdfError, *BROKEN) as error:
        raise ReadError(f"it is not a PDF that can be read ({error}); open it and save it anew") from error
    if not text.strip():
        raise ReadError("it is a PDF without text, likely a scan; run it through text recognition (OCR) first")
    return Content(checked(text), Metadata(title=title.strip() or None if isinstance(title, str) else None))


def _keep_quiet(logger: logging.Logger) -> None:
    """Stop Python's last resort from printing pypdf's warnings where nobody has set up logging."""
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _text(reader: PdfReader) -> str:
    pages = (re.sub(r"[ \t]+\n", "\n", page.extract_text()).strip() for page in reader.pages)
    return "\n\n".join(unwrap(page.replace("\0", "")) for page in pages if page)
