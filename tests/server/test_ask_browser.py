"""The page to ask questions, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture
def page(address: str) -> Iterator[tuple[Page, list[str]]]:
    """The page, opened, and all addresses that it has asked for."""
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        opened = browser.new_page()
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("pageerror", lambda error: pytest.fail(f"the page fails: {error}"))
        opened.goto(f"{address}/")
        opened.wait_for_selector(".yasqe")
        yield opened, asked
        browser.close()


def test_a_question_fills_the_editor_and_gives_rows_and_nothing_leaves_the_machine(
    page: tuple[Page, list[str]], address: str
) -> None:
    opened, asked = page
    opened.select_option("#question", "investments")
    opened.wait_for_selector(".yasr table tbody tr")
    assert "kg:Investment" in opened.locator(".CodeMirror").inner_text()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_a_parameter_is_asked_for_and_a_name_will_do(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    opened.select_option("#question", "agreements-of")
    opened.fill("#parameters input", "AstraZeneca")
    opened.click("#examples button")
    opened.wait_for_selector(".yasr table tbody tr")
    assert "org/astrazeneca" in opened.locator(".CodeMirror").inner_text()
    opened.fill("#parameters input", "Astrazenecka")
    opened.click("#examples button")
    opened.locator("#about", has_text="did you mean").wait_for()


def test_things_have_their_names_and_values_no_types(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    opened.select_option("#question", "investments")
    opened.locator(".yasr a.iri", has_text="AstraZeneca").first.wait_for()
    opened.locator(".yasr td", has_text=re.compile(r"^\d+$")).first.wait_for()
    assert "XMLSchema" not in opened.locator(".yasr table").inner_text()
    assert opened.locator(".yasr a.iri", has_text="AstraZeneca").first.get_attribute("title", timeout=1000)


def test_what_may_be_left_open_is_and_what_may_not_shows_an_example(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    opened.select_option("#question", "timeline")
    opened.wait_for_selector(".yasr table tbody tr")
    assert opened.locator("#parameters input").first.get_attribute("placeholder") == "any"
    opened.fill("#parameters input >> nth=0", "2999")
    opened.click("#examples button")
    opened.locator(".yasr", has_text="0 results").wait_for()
    opened.select_option("#question", "neighbours")
    assert str(opened.locator("#parameters input").get_attribute("placeholder")).startswith("such as ")


def test_terms_of_the_ontology_complete_what_is_typed(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    opened.click(".CodeMirror")
    opened.keyboard.press("Control+A")
    opened.keyboard.type("ASK { ?a kg:inves")
    opened.keyboard.press("Control+Space")
    opened.locator(".CodeMirror-hint", has_text="kg:investsIn").wait_for()


def test_bars_are_as_long_as_their_numbers(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    opened.select_option("#question", "investments")
    opened.wait_for_selector(".yasr table tbody tr")
    opened.locator(".yasr_btn:has-text('Chart')").first.click()
    opened.wait_for_selector(".kg-bars .bar")
    widths = [bar.bounding_box()["width"] for bar in opened.locator(".kg-bars .bar").all()]  # type: ignore[index]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > widths[-1] > 20


@pytest.mark.parametrize(("view", "drawn"), [("Chart", ".kg-bars .bar"), ("Graph", ".kg-graph circle")])
def test_a_result_can_be_seen_as_chart_and_graph(page: tuple[Page, list[str]], view: str, drawn: str) -> None:
    opened, _ = page
    opened.select_option("#question", "investments")
    opened.wait_for_selector(".yasr table tbody tr")
    opened.locator(f".yasr_btn:has-text('{view}')").first.click()
    opened.wait_for_selector(drawn)
    assert opened.locator(drawn).count() > 1


def test_a_row_leads_to_its_evidence(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    opened.select_option("#question", "investments")
    opened.wait_for_selector(".yasr a.iri")
    with opened.context.expect_page() as popup:
        opened.locator(".yasr a.iri").nth(1).click()
    popup.value.wait_for_selector("blockquote mark")
