"""The page as a file: self-contained, locked down, the same bytes every time, made with pyvis."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.ontology import NAMESPACE, Ontology
from kg.publish.page import render_page
from kg.publish.page_captions import wrapped
from kg.publish.page_packed import embedded_json

HOSTILE = "<script>alert(1)</script>"


class Elements(html.parser.HTMLParser):
    """All elements of a page with their attributes, and the text of its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in ("script", "style") and data.strip():
            self.texts.append((self.found[-1][0], data))


@pytest.fixture(scope="module")
def page(page_sample: Any, page_ontology: Ontology) -> str:
    return render_page(frozenset(page_sample.graph), frozenset(page_sample.evidence), page_ontology, HOSTILE)


@pytest.fixture(scope="module")
def elements(page: str) -> Elements:
    return Elements(page)


@pytest.fixture(scope="module")
def content(elements: Elements) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(elements.texts[1][1])
    return read


def test_the_page_asks_for_nothing(elements: Elements) -> None:
    loading = [
        attributes.get(name)
        for _, attributes in elements.found
        for name in ("src", "href", "srcset", "action")
        if name in attributes
    ]
    assert loading == ["data:,"]
    style = "".join(text for tag, text in elements.texts if tag == "style")
    assert "url(" not in style
    assert "@import" not in style


def test_only_the_pages_own_scripts_and_style_are_admitted(elements: Elements) -> None:
    policy = next(
        attributes["content"]
        for tag, attributes in elements.found
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for _, text in elements.texts]
    assert [tag for tag, _ in elements.texts] == ["style", "script", "script", "script", "script"]
    # The first two scripts are the data and the evidence, which nothing runs.
    assert [digest in policy for digest in digests] == [True, False, False, True, True]
    assert "\r" not in "".join(text for _, text in elements.texts)


def test_no_element_carries_a_handler_or_a_style(elements: Elements) -> None:
    assert not [
        name for _, attributes in elements.found for name in attributes if name.startswith("on") or name == "style"
    ]


def test_a_name_that_looks_like_markup_is_only_a_name(page: str, elements: Elements, content: dict[str, Any]) -> None:
    assert HOSTILE not in page
    assert len([tag for tag, _ in elements.found if tag == "script"]) == 4
    assert HOSTILE in {node["label"] for node in content["nodes"]}
    assert content["title"] == HOSTILE


@pytest.mark.parametrize("text", ["</script>", "<!--", "&lt;", "a\u2028b", "a\u2029b", 'quote"quote', "公司"])
def test_embedded_json_reads_back_and_cannot_leave_its_element(text: str) -> None:
    written = embedded_json({"name": text})
    assert json.loads(written) == {"name": text}
    assert not set(written) & set("<>&\u2028\u2029")


def test_the_picture_is_pyvis_data_with_fixed_positions(content: dict[str, Any]) -> None:
    assert content["options"]["physics"] == {"enabled": False}
    assert content["options"]["layout"] == {"improvedLayout": False}
    assert content["options"]["interaction"]["hideEdgesOnDrag"] is True
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in content["nodes"])
    assert [edge["id"] for edge in content["edges"]] == list(range(len(content["edges"])))


def test_planned_edges_are_dashed_and_symmetric_ones_have_no_arrow(content: dict[str, Any]) -> None:
    def edge(source: str, name: str, target: str) -> dict[str, Any]:
        found: dict[str, Any] = next(
            each for each in content["edges"]
            if each["from"].endswith(source) and each["property"] == NAMESPACE + name and each["to"].endswith(target)
        )  # fmt: skip
        return found

    planned = edge("/nordwind", "establishes", "/nordwind-gdynia-cable-plant")
    assert (content["statuses"][planned["status"]]["dashed"], planned["arrows"]) == (True, "to")
    assert edge("/nordwind", "headquarteredIn", "/gdynia")["status"] == ""
    assert edge("/baltikraft", "cooperatesWith", "/nordwind")["arrows"] == ""


def test_the_same_triples_give_the_same_bytes(page_sample: Any, page: str) -> None:
    digests = {_digest_elsewhere(page_sample, seed) for seed in ("1", "77")}
    assert digests == {hashlib.sha256(page.encode()).hexdigest()}


def _digest_elsewhere(page_sample: Any, seed: str) -> str:
    """The digest of the page as a fresh interpreter with another hash seed makes it."""
    program = (
        "import hashlib, sys, pyoxigraph as ox\n"
        "from kg.ontology import load_ontology\nfrom kg.publish.page import render_page\n"
        "halves = [frozenset(q.triple for q in ox.parse(h, format=ox.RdfFormat.N_TRIPLES)) for h in sys.stdin.read().split('#####')]\n"
        f"page = render_page(*halves, load_ontology(), {HOSTILE!r})\n"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    halves = [b"".join(_line(triple) for triple in half) for half in (page_sample.graph, page_sample.evidence)]
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=b"#####".join(halves),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return done.stdout.decode().strip()


def _line(triple: ox.Triple) -> bytes:
    return f"{triple.subject} {triple.predicate} {triple.object} .\n".encode()


def test_an_empty_graph_has_a_page(page_ontology: Ontology) -> None:
    assert "<title>Nothing yet</title>" in render_page(frozenset(), frozenset(), page_ontology, "Nothing yet")


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Nordwind", "Nordwind"),
        ("Gdynia Institute of Electrochemistry", "Gdynia Institute of\nElectrochemistry"),
        ("One two three four five six seven eight nine ten eleven", "One two three four\nfive six seven eight…"),
        ("宁波海港高新技术产业开发区管理委员会", "宁波海港高新技术产业开\n发区管理委员会"),
        ("Amber-Vistula fund of the Gdynia-Karlskrona corridor", "Amber-Vistula fund of\nthe Gdynia-Karlskrona…"),
        ("Institute in Kaszuby-Pomerania Technical Park", "Institute in Kaszuby-\nPomerania Technical…"),
        ("Nordwind turbine blade assembly works in Karlskrona", "Nordwind turbine blade\nassembly works…"),
        ("Donaudampfschifffahrtsgesellschaftskapitän", "Donaudampfschifffahrts…"),
        ("", ""),
    ],
)
def test_captions_are_short_lines(caption: str, expected: str) -> None:
    assert wrapped(caption) == expected


# ---------------------------------------------------------------- the palette of the shipped ontology

# How protanopia and deuteranopia see linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
VISION = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
}
LIGHT, DARK = "#ffffff", "#12161c"


def linear(colour: str) -> tuple[float, ...]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def luminance(rgb: tuple[float, ...]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(linear(one)), luminance(linear(other))))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* of a linear RGB colour."""
    x = 0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]
    z = 0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]
    fx, fy, fz = (
        each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116
        for each in (x / 0.9505, luminance(rgb), z / 1.089)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: str, other: str, vision: str) -> float:
    seen = [
        lab(
            tuple(
                min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True))))
                for row in VISION[vision]
            )
        )
        for colour in (one, other)
    ]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


def coloured(ontology: Ontology) -> list[str]:
    return [cls for cls, definition in ontology.classes.items() if definition.colour]


def test_every_colour_stands_out_from_a_light_and_a_dark_page(page_ontology: Ontology) -> None:
    assert coloured(page_ontology)
    for cls in coloured(page_ontology):
        assert re.fullmatch("#[0-9a-f]{6}", page_ontology.colour(cls))
        assert min(contrast(page_ontology.colour(cls), page) for page in (LIGHT, DARK)) >= 3, cls


@pytest.mark.parametrize("vision", VISION)
def test_no_two_classes_look_the_same_to_anybody(vision: str, page_ontology: Ontology) -> None:
    for one, other in itertools.combinations(coloured(page_ontology), 2):
        if page_ontology.shape(one) == page_ontology.shape(other):
            assert difference(page_ontology.colour(one), page_ontology.colour(other), vision) > 12, (one, other)
