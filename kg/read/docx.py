"""Word files: paragraphs and table rows in the order of the body, with python-docx."""

from __future__ import annotations

import io
import zipfile

from kg.errors import MissingExtraError, ReadError
from kg.read.content import Content, Metadata
from kg.read.decode import checked


def read_docx(data: bytes) -> Content:
    """The text of a Word file, one paragraph a stretch, and the title in its properties.

    Raises MissingExtraError without python-docx, and ReadError for a broken or empty file.
    """
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
        from docx.table import Table
    except ImportError as error:
        raise MissingExtraError("reading DOCX", "documents") from error
    try:
        file = docx.Document(io.BytesIO(data))
    # ValueError: another kind of Office file; SyntaxError: its XML does not parse (lxml's error is one).
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        raise ReadError(f"it is not a Word file that can be read ({error}); save it anew as .docx") from error
    parts: list[str] = []
    for item in file.iter_inner_content():
        if isinstance(item, Table):
            parts += ["\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in item.rows]
        else:
            parts.append(item.text.strip())
    text = "\n\n".join(part for part in parts if part)
    return Content(checked(text), Metadata(title=file.core_properties.title.strip() or None))
