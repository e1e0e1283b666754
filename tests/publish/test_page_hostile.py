"""A graph in which every text is an attack or nonsense: the page shows it as text, in all its views and files."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.ontology import Ontology
from kg.publish.page import render_page

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "</script><b>",
    "=cmd|' /C calc'!A0",
    "${alert(3)} `x` \x01\x07",
    "javascript:alert(4)",
)
GRAPH = """
@prefix kg: <https://w3id.org/kgbuilder/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix : <https://x.example/id/'-alert(5)-'/> .
"""


def hostile() -> str:
    def text(number: int) -> str:
        return str(ox.Literal(ATTACKS[number % len(ATTACKS)]))

    lines = [GRAPH]
    for number in range(6):
        lines.append(
            f":n{number} a kg:Company ; rdfs:label {text(number)}@en , {text(number + 1)}@zh ; skos:altLabel {text(number + 2)} ."
        )
        lines.append(
            f":n{number} <https://x.example/'onclick=alert(6)//p> :n{(number + 1) % 6} ; kg:investsIn :n{(number + 2) % 6} ."
        )
        lines.append(
            f":i{number} a kg:Investment ; rdfs:label {text(number)}@en ; kg:investor :n{number} ; kg:target :n{(number + 3) % 6} ;"
            f" kg:amount {text(number)} ; kg:currency {text(number + 1)} ; kg:date {text(number + 2)} ; kg:purpose {text(number + 3)}@en ; a <https://x.example/c'alert(7)> ."
        )
    return "\n".join(lines)


def evidence() -> str:
    return (
        GRAPH
        + """
<https://x.example/d> a kg:Document ; dcterms:title "<script>alert(8)</script>" ; dcterms:issued "2024-99-99" ; dcterms:source "javascript:alert(9)" .
<https://x.example/d#char=0,40> a kg:Passage ; kg:inDocument <https://x.example/d> ; kg:quote "<img src=x onerror=alert(10)> in a sentence" .
:c a kg:Claim ; kg:subject :n0 ; kg:predicate kg:investsIn ; kg:object :n2 ; kg:confidence "very" ; kg:extractor "<b>" ; kg:status "soon" ;
  prov:wasDerivedFrom <https://x.example/d#char=0,40> .
"""
    )


def test_nothing_in_a_graph_can_become_markup_or_code(browser: Any, page_ontology: Ontology, tmp_path: Path) -> None:
    graph, claims = (
        frozenset(quad.triple for quad in ox.parse(each, format=ox.RdfFormat.TURTLE))
        for each in (hostile(), evidence())
    )
    path = tmp_path / "hostile.html"
    path.write_text(render_page(graph, claims, page_ontology, ATTACKS[0]), encoding="utf-8", newline="\n")
    tab = browser.new_page(accept_downloads=True, locale="en-US")
    troubles: list[str] = []
    tab.on("console", lambda message: message.type == "error" and troubles.append(message.text))
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
    tab.on(
        "request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or troubles.append(request.url)
    )
    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-ready=true]")
    tab.locator("#filter").click()
    for _ in ("en", "zh"):
        for mode in ("graph", "timeline", "table"):
            tab.locator(f"#tab-{mode}").click()
            tab.evaluate("document.activeElement.blur()")
            for _ in range(7):
                tab.keyboard.press("n")
            rows = list(csv.reader(io.StringIO(saved(tab, "CSV").decode())))
            assert len(rows) > 6
            assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]
        tab.locator("#tab-graph").click()
        assert list(ET.fromstring(saved(tab, "SVG")).iter("{http://www.w3.org/2000/svg}text"))
        assert {quad.triple for quad in ox.parse(saved(tab, "Turtle"), format=ox.RdfFormat.TURTLE)} <= graph
        tab.locator("#language").click()
    made = tab.evaluate(
        "document.querySelectorAll('script').length + document.querySelectorAll('img, iframe, b, object, embed, a[href^=javascript]').length"
    )
    tab.close()
    assert made == 4
    assert troubles == []


def saved(tab: Any, name: str) -> bytes:
    tab.locator("#export").click()
    with tab.expect_download() as download:
        tab.locator(".menu-item", has_text=name).first.click()
    content: bytes = download.value.path().read_bytes()
    return content
