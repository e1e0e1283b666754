"""Web pages."""

from __future__ import annotations

import sys

import pytest

from kg.errors import MissingExtraError, ReadError
from kg.read.html import decode_page, read_html

BODY = (
    "<p>Harbour Steel said on Friday it had bought 30% of Tinnevik Wind for <b>€120 million</b>, its first\nstep into "
    "offshore power.</p><p>The deal, signed in Oslo, gives the steelmaker two seats on the board of the wind company.</p>"
)


def page(head: str = "", body: str = BODY, lang: str = ' lang="en-GB"') -> bytes:
    return f"<!DOCTYPE html><html{lang}><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def test_the_article_is_read_without_the_page_around_it() -> None:
    body = (
        '<nav><ul><li><a href="/m">Markets</a></li><li><a href="/t">Tech</a></li></ul></nav><main><article>'
        f'<h1>A stake</h1>{BODY}<ul><li>30% of the shares</li></ul><ul><li><a href="/a">Ten stocks</a></li></ul>'
        "</article></main><footer><p>© 2024 The Ledger. <a href='/p'>Privacy</a></p></footer><script>var x = 1</script>"
    )
    text = read_html(page(body=body)).text
    assert "€120 million, its first step into offshore power." in text
    assert "30% of the shares" in text
    for furniture in ("Markets", "Ten stocks", "Ledger", "var x", "<"):
        assert furniture not in text


def test_nested_lists_of_links_are_dropped_whole() -> None:
    menu = "<ul><li><a href=/a>Alpha page</a><ul><li><a href=/b>Beta page</a><ol><li><a>Gamma</a></li></ol></li></ul></li></ul>"
    assert "page" not in read_html(page(body=menu + BODY)).text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-05-03T08:00:00+02:00">', "2024-05-03"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05"}</script>', "2024-05"),
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"2024-05-03"}]}</script>', "2024-05-03"),
        ('<script type="application/ld+json">{broken</script><meta name="pubdate" content="3 May 2024">', "2024-05-03"),
        ('<meta name="date" content="soon"><meta name="pubdate" content="2024">', "2024"),
        ('<meta name="date" content="soon">', "soon"),
        ("", None),
    ],
)
def test_the_date_is_the_first_that_the_page_states_readably(head: str, published: str | None) -> None:
    assert read_html(page(head)).metadata.published == published


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<title>Stake | Ledger</title><meta property="og:title" content="Tom &amp;amp; Co">', BODY, "Tom & Co"),
        ("<title>Stake | Ledger</title>", f"<h1>A stake</h1>{BODY}", "A stake"),
        ("<title>Stake</title>", BODY, "Stake"),
        ("", BODY, None),
    ],
)
def test_the_title(head: str, body: str, title: str | None) -> None:
    assert read_html(page(head, body)).metadata.title == title


def test_language_and_address() -> None:
    head = (
        '<link rel="canonical" href="https://ledger.example/a"><meta property="og:url" content="https://other.example">'
    )
    metadata = read_html(page(head)).metadata
    assert (metadata.language, metadata.source) == ("en", "https://ledger.example/a")
    assert read_html(page(lang=' lang="{{lang}}"')).metadata.language is None


def test_declared_encodings_are_believed_where_they_fit() -> None:
    source = '<meta charset="gb2312"><p>青屿生物与临江新区签署协议。</p>'
    assert "青屿生物" in decode_page(source.encode("gb18030"))
    assert "café" in decode_page(
        '<meta charset="shift_jis"><p>café'.encode("cp1252").replace(b"shift_jis", b"nonsense")
    )


@pytest.mark.parametrize("body", ["", "<script>app()</script>", "<div></div>"])
def test_a_page_without_text_is_refused(body: str) -> None:
    with pytest.raises(ReadError, match="without text"):
        read_html(page(body=body))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resiliparse.parse.html", None)
    with pytest.raises(MissingExtraError, match=r"kgbuilder\[documents\]"):
        read_html(page())
