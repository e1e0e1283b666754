"""Web pages: the main text and what the page says about itself, with Resiliparse."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtraError, ReadError
from kg.read.content import Content, Metadata
from kg.read.dates import normalise_date
from kg.read.decode import BYTE_ORDER_MARKS, checked, decode, decode_unmarked
from kg.read.metadata import normalise_language

if TYPE_CHECKING:
    from resiliparse.parse.html import ElementNode, HTMLTree

DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# Browsers read these declarations as the larger set that pages really use.
LARGER_SETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252", "us-ascii": "cp1252"}
TITLE_META = ("og:title", "twitter:title", "dc.title")
PUBLISHED_META = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "date",
)
SOURCE_META = ("og:url",)
# An <article> shorter than this is a teaser card, not the article of the page.
ARTICLE_LENGTH = 200
LINK_SHARE = 0.6


def read_html(data: bytes) -> Content:
    """The main text of a web page, and its title, canonical address, date and language.

    Raises MissingExtraError without Resiliparse, and ReadError for a page without text.
    """
    try:
        from resiliparse.parse.html import HTMLTree
    except ImportError as error:
        raise MissingExtraError("reading HTML", "documents") from error
    tree = HTMLTree.parse(decode_page(data))
    metadata = _metadata(tree)
    text = _main_text(tree)
    if not text.strip():
        raise ReadError("it is a web page without text; save the page after it has loaded, or give its text as .txt")
    return Content(checked(text), metadata)


def decode_page(data: bytes) -> str:
    """The source of a page, in the encoding it is marked with, declares or seems to have."""
    if any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) or b"\0" in data:
        return decode(data)
    try:
        return checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        declared = DECLARED.search(data[:4096])
    text = _decoded_as(declared[1].decode("ascii").lower(), data) if declared else None
    # A page that declares wrongly is common: then the bytes decide.
    return checked(text or decode_unmarked(data))


def _decoded_as(encoding: str, data: bytes) -> str | None:
    try:
        return data.decode(LARGER_SETS.get(encoding, encoding))
    except (UnicodeDecodeError, LookupError):
        return None


def _main_text(tree: HTMLTree) -> str:
    """The text of the one article where the page marks it, else its main text, else all of it."""
    _drop_link_lists(tree)
    articles = [node.html for node in _select(tree, "article")]
    if len(articles) == 1:
        text = _plain_text(articles[0], main_content=True)
        if len(text) >= ARTICLE_LENGTH:
            return text
    return _plain_text(str(tree), main_content=True) or _plain_text(str(tree), main_content=False)


def _drop_link_lists(tree: HTMLTree) -> None:
    """Take out the lists that are mostly links: menus and other stories."""
    for node in _select(tree, "ul, ol"):
        linked = sum(len(link.text or "") for link in node.query_selector_all("a"))
        if linked > LINK_SHARE * len((node.text or "").strip()):
            node.remove()  # detached, not destroyed: the lists inside it are still to be looked at


def _plain_text(source: str, *, main_content: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    # As main content Resiliparse keeps no unordered list; those of links are gone by now, the others hold facts.
    text = extract_plain_text(
        re.sub(r"<(/?)ul\b", r"<\1ol", source) if main_content else source,
        preserve_formatting=True,
        main_content=main_content,
        list_bullets=False,
        alt_texts=False,
        comments=False,
        post_meta=False,
    )
    return re.sub(r"^[ \t]+|[ \t]+$", "", text, flags=re.MULTILINE).strip()


def _metadata(tree: HTMLTree) -> Metadata:
    meta = dict(_meta_elements(tree))
    linked = list(_linked_data(tree))
    dates = [meta[key] for key in PUBLISHED_META if key in meta]
    dates += [value for item in linked for value in [item.get("datePublished")] if isinstance(value, str)]
    dates += _attributes(tree, "article time[datetime], time[pubdate]", "datetime")
    titles = [meta[key] for key in TITLE_META if key in meta]
    titles += [value for item in linked for value in [item.get("headline")] if isinstance(value, str)]
    titles += _headings(tree)
    sources = _attributes(tree, "link[rel~=canonical]", "href")
    sources += [meta[key] for key in SOURCE_META if key in meta]
    return Metadata(
        title=next((html.unescape(title).strip() for title in titles if title.strip()), None),
        source=next((source for source in sources if re.match(r"https?://", source)), None),
        published=_first_date(dates),
        language=_language([*_attributes(tree, "html[lang]", "lang"), meta.get("og:locale", "")]),
    )


def _meta_elements(tree: HTMLTree) -> Iterator[tuple[str, str]]:
    """Name and content of every meta element; of two with one name the first counts."""
    seen: set[str] = set()
    for node in _select(tree, "meta[content]"):
        name = node.getattr("property") or node.getattr("name") or node.getattr("itemprop") or ""
        value = (node.getattr("content") or "").strip()
        if name and value and name.lower() not in seen:
            seen.add(name.lower())
            yield name.lower(), value


def _linked_data(tree: HTMLTree) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD; a block that does not parse is passed over, as browsers do."""
    for node in _select(tree, 'script[type="application/ld+json"]'):
        try:
            value = json.loads(node.text or "")
        except (ValueError, RecursionError):
            continue
        items = value if isinstance(value, list) else [value]
        graphs = [item["@graph"] for item in items if isinstance(item, dict) and isinstance(item.get("@graph"), list)]
        yield from (item for item in [*items, *(part for graph in graphs for part in graph)] if isinstance(item, dict))


def _headings(tree: HTMLTree) -> list[str]:
    headings = [node.text or "" for node in _select(tree, "h1")]
    # Several h1 are sections or a site name; the title element is then the safer choice.
    return [*(headings if len(headings) == 1 else []), tree.title or "", *headings[:1]]


def _attributes(tree: HTMLTree, selector: str, attribute: str) -> list[str]:
    values = (node.getattr(attribute) for node in _select(tree, selector))
    return [value.strip() for value in values if value and value.strip()]


def _select(tree: HTMLTree, selector: str) -> list[ElementNode]:
    return [] if tree.document is None else list(tree.document.query_selector_all(selector))


def _first_date(dates: list[str]) -> str | None:
    """The first candidate that is a date, else the first as stated, so that it is reported and not dropped."""
    for stated in dates:
        try:
            return normalise_date(stated)
        except ReadError:
            continue
    return dates[0] if dates else None


def _language(stated: list[str]) -> str | None:
    for value in stated:
        try:
            return normalise_language(value)
        except ReadError:
            continue
    return None
