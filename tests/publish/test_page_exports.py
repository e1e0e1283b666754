"""What the page saves: the picture as PNG and SVG, what is seen as Turtle and CSV, each read by a real parser."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from typing import Any

import pyoxigraph as ox
import pytest

HOSTILE = "<script>alert(1)</script>"
SVG = "{http://www.w3.org/2000/svg}"


def saved(tab: Any, name: str) -> bytes:
    tab.locator("#export").click()
    with tab.expect_download() as download:
        tab.locator(".menu-item", has_text=name).first.click()
    content: bytes = download.value.path().read_bytes()
    return content


def choose(tab: Any, name: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type(name)
    tab.keyboard.press("Enter")


def test_the_picture_is_saved_as_an_image_twice_as_fine_as_the_screen(tab: Any) -> None:
    image = saved(tab, "PNG")
    assert image.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(image[at : at + 4], "big") for at in (16, 20))
    box = tab.locator("#canvas").bounding_box()
    assert (width, height) == (round(box["width"]) * 2, round(box["height"]) * 2)


def test_the_picture_is_saved_as_lines_and_text(tab: Any) -> None:
    picture = ET.fromstring(saved(tab, "SVG"))
    assert {each.text for each in picture.iter(f"{SVG}text")} >= {"Nordwind", "Gdynia"}
    assert HOSTILE in {each.text for each in picture.iter(f"{SVG}title")}
    assert not list(picture.iter(f"{SVG}script"))


def test_each_pair_of_nodes_has_one_line_and_bundles_tell_their_number(tab: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(saved(tab, "CSV").decode())))
    pairs: dict[frozenset[str], int] = {}
    for row in rows:
        pair = frozenset((row["from_iri"], row["to_iri"]))
        pairs[pair] = pairs.get(pair, 0) + 1
    picture = ET.fromstring(saved(tab, "SVG"))
    assert len(list(picture.iter(f"{SVG}polyline"))) == len(pairs) < len(rows)
    numbers = [each.text for each in picture.iter(f"{SVG}text") if (each.text or "").isdecimal()]
    assert numbers
    assert set(numbers) <= {str(count) for count in pairs.values() if count > 1}
    choose(tab, "Nordwind Gdynia cable plant")
    spread = ET.fromstring(saved(tab, "SVG"))
    assert len(list(spread.iter(f"{SVG}polyline"))) > len(pairs)


def test_no_caption_lies_on_another_at_the_default_zoom(tab: Any, browser: Any) -> None:
    picture = saved(tab, "SVG").decode()
    other = browser.new_page(viewport={"width": 1280, "height": 800})
    other.set_content(picture)
    boxes = other.evaluate(
        """() => [...document.querySelectorAll("text")].map((each) => { const { x, y, width, height } = each.getBBox();
        return [x + 1, y + height * 0.2, x + width - 1, y + height * 0.8, each.textContent]; })"""
    )
    other.close()
    assert len(boxes) > 40
    over = [
        (one[4], two[4])
        for index, one in enumerate(boxes)
        for two in boxes[index + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
    ]
    assert over == []


def test_from_afar_no_node_shrinks_to_a_dot(tab: Any) -> None:
    def smallest() -> float:
        return min(float(each.get("r", "0")) for each in ET.fromstring(saved(tab, "SVG")).iter(f"{SVG}circle"))

    near = smallest()
    for _ in range(3):
        tab.locator("#zoom-out").click()
    # The sizes follow when the zoom has come to rest, which the address tells.
    while "at=" not in tab.url:
        tab.wait_for_timeout(50)
    assert near > smallest() > 2.5


def test_all_that_is_seen_is_saved_as_turtle_of_the_same_triples(tab: Any, page_sample: Any) -> None:
    written = {quad.triple for quad in ox.parse(saved(tab, "Turtle"), format=ox.RdfFormat.TURTLE)}
    assert written
    assert written <= set(page_sample.graph)
    names = {triple.object.value for triple in written if triple.predicate.value.endswith("label")}
    assert names >= {"Nordwind", HOSTILE}


def test_a_focus_is_saved_alone(tab: Any, page_sample: Any) -> None:
    choose(tab, "Ingrid Solheim")
    tab.keyboard.press("f")
    written = {quad.triple for quad in ox.parse(saved(tab, "Turtle"), format=ox.RdfFormat.TURTLE)}
    assert {triple.subject for triple in written} == {page_sample.iris["Ingrid Solheim"], page_sample.iris["Nordwind"]}
    rows = list(csv.DictReader(io.StringIO(saved(tab, "CSV").decode())))
    assert [(row["from"], row["relation"], row["to"], row["confidence"]) for row in rows] == [
        ("Ingrid Solheim", "affiliated with", "Nordwind", "0.9")
    ]
    assert "Ingrid Solheim affiliated with Nordwind" in rows[0]["sentences"]


@pytest.mark.parametrize(
    ("mode", "columns"), [("timeline", ("date", "sum", "currency")), ("table", ("Date", "Sum", "Currency"))]
)
def test_other_views_are_saved_as_their_rows(tab: Any, mode: str, columns: tuple[str, ...]) -> None:
    tab.locator(f"#tab-{mode}").click()
    rows = list(csv.reader(io.StringIO(saved(tab, "CSV").decode())))
    at = [rows[0].index(each) for each in columns]
    assert ["2025-01", "2150000000.0", "DKK"] in [
        [row[each] for each in at] for row in rows if len(row) == len(rows[0])
    ]
    tab.locator("#export").click()
    assert tab.locator(".menu-item", has_text="PNG").is_disabled()
