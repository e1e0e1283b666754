"""The page to ask questions, in a real browser."""

from __future__ import annotations

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
