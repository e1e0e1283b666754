"""The page in a real browser: it asks for nothing, shows who says what, and can be searched, filtered and walked by keyboard."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from kg.ontology import NAMESPACE

HOSTILE = "<script>alert(1)</script>"
WINDOW = {"width": 1280, "height": 800}


def visit(tab: Any, address: str) -> None:
    tab.goto(address)
    tab.wait_for_selector("html[data-ready=true]", timeout=10_000)


def search(tab: Any, text: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type(text)


def node_address(page_sample: Any, name: str) -> str:
    return "#node=" + quote(page_sample.iris[name].value, safe="")


def painted(tab: Any) -> int:
    """How many pixels of the picture are not background."""
    count: int = tab.evaluate(
        """() => { const canvas = document.querySelector("#canvas canvas");
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        let count = 0; for (let at = 3; at < pixels.length; at += 4) if (pixels[at] > 60) count++; return count; }"""
    )
    return count


def test_the_page_opens_with_a_picture_and_a_summary(tab: Any) -> None:
    assert tab.title() == "Who invests where"
    assert tab.locator("#panel").inner_text().startswith("Who invests where")
    assert painted(tab) > 5000


def test_a_name_that_looks_like_markup_is_shown_as_text(tab: Any) -> None:
    search(tab, "<script>")
    assert HOSTILE in tab.locator(".search-result").first.inner_text()
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == HOSTILE


def test_search_finds_a_node_by_its_chinese_name(tab: Any) -> None:
    search(tab, "北风")
    assert tab.locator(".search-result").count() == 1
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == "Nordwind"
    assert "北风" in tab.locator("#panel .names").inner_text()


def test_search_is_walked_with_the_arrow_keys_and_left_with_escape(tab: Any) -> None:
    search(tab, "v")
    tab.keyboard.press("ArrowDown")
    assert tab.locator("#search").get_attribute("aria-activedescendant") == "result-1"
    assert tab.locator("#result-1").get_attribute("aria-selected") == "true"
    tab.keyboard.press("Escape")
    assert tab.locator("#search-results").is_hidden()


def test_accents_and_case_do_not_matter_in_search(tab: Any) -> None:
    search(tab, "TOMAS")
    assert "Tomás Arriaga" in tab.locator(".search-result").first.inner_text()


def test_clicking_a_node_shows_its_sentences_with_the_words_marked(tab: Any) -> None:
    tab.locator("#panel .node-link", has_text="Miravel Biotech").click()
    assert tab.locator("#panel h2").inner_text() == "Miravel Biotech"
    marked = tab.locator("#panel .quote:visible mark").all_inner_texts()
    assert "Miravel Biotech headquartered in Vilamar" in marked
    link = tab.locator("#panel .quote a").first
    assert link.get_attribute("href").startswith("https://news.example/")
    assert "noopener" in link.get_attribute("rel")


def test_clicking_in_the_picture_selects_and_escape_clears(tab: Any) -> None:
    for step in range(0, WINDOW["width"] - 400, 24):
        for height in range(80, 600, 24):
            tab.mouse.move(step, height)
            if tab.locator("#canvas").evaluate("canvas => canvas.style.cursor") == "pointer":
                tab.mouse.click(step, height)
                tab.wait_for_selector("#close")
                tab.keyboard.press("Escape")
                assert tab.locator("#close").count() == 0
                return
    pytest.fail("nothing in the picture could be pointed at")


def test_an_edge_shows_the_sentence_that_states_it(tab: Any, address: str, page_sample: Any) -> None:
    ends = (
        page_sample.iris["Nordwind"].value,
        NAMESPACE + "establishes",
        page_sample.iris["Nordwind Gdynia cable plant"].value,
    )
    visit(tab, address + "#edge=" + "&".join(quote(each, safe="") for each in ends))
    assert "establishes" in tab.locator("#panel .triple").inner_text()
    assert tab.locator("#panel mark:visible").all_inner_texts() == ["Nordwind establishes Nordwind Gdynia cable plant"]
    facts = tab.locator("#panel .claim-facts").first.inner_text()
    assert "planned" in facts
    assert "90 %" in facts


def test_an_investment_shows_its_sum_and_date(tab: Any, address: str, page_sample: Any) -> None:
    name = next(name for name in page_sample.iris if name.startswith("Nordwind: 350000000"))
    visit(tab, address + node_address(page_sample, name))
    shown = tab.locator("#panel .values").inner_text()
    assert "about EUR 350,000,000" in shown
    assert "2024-03" in shown


def test_what_a_text_denies_is_set_apart(tab: Any, address: str, page_sample: Any) -> None:
    visit(tab, address + node_address(page_sample, "Kestrel Motors"))
    panel = tab.locator("#panel")
    assert "negated" in panel.inner_text()
    assert "no plan to buy into Tidewater Cells" in panel.locator("mark").all_inner_texts()


def test_a_legend_entry_hides_and_shows_its_class(tab: Any) -> None:
    before = painted(tab)
    chip = tab.locator(f'.chip[data-class="{NAMESPACE}Company"]')
    chip.click()
    tab.wait_for_timeout(150)
    assert chip.get_attribute("aria-pressed") == "false"
    assert painted(tab) < before * 0.9
    chip.focus()
    tab.keyboard.press("Enter")
    assert chip.get_attribute("aria-pressed") == "true"


def test_back_returns_to_what_was_open_before(tab: Any) -> None:
    search(tab, "Nordwind")
    tab.keyboard.press("Enter")
    tab.locator("#panel .node-link", has_text="Baltikraft").first.click()
    assert tab.locator("#panel h2").inner_text() == "Baltikraft"
    tab.get_by_text("← Back").click()
    tab.wait_for_function("document.querySelector('#panel h2').textContent === 'Nordwind'")


def test_dark_and_light_can_be_switched(tab: Any) -> None:
    light = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.locator("#theme").click()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_a_phone_shows_the_panel_below_the_picture(tab: Any) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    picture, panel = tab.locator(".picture").bounding_box(), tab.locator("#panel").bounding_box()
    assert panel["y"] >= picture["y"] + picture["height"]
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
