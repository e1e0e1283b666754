"""Asking the page: filters, focus, paths, folding, undo; the view in the address; timeline, tables and languages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from kg.ontology import NAMESPACE, Ontology


def visit(tab: Any, address: str) -> None:
    # From elsewhere: a change of the fragment alone would not open the page anew.
    tab.goto("about:blank")
    tab.goto(address)
    tab.wait_for_selector("html[data-ready=true]", timeout=10_000)


def until(tab: Any, condition: str) -> None:
    """Wait until a condition holds; Playwright's own waiting needs an eval that the page's policy forbids."""
    for _ in range(100):
        if tab.evaluate(condition):
            return
        tab.wait_for_timeout(50)
    pytest.fail(f"never true: {condition}")


def choose(tab: Any, name: str) -> None:
    """Find a node by its name and select it."""
    tab.keyboard.press("/")
    tab.keyboard.type(name)
    tab.keyboard.press("Enter")


def shown(tab: Any) -> tuple[int, int]:
    """How many nodes and links are seen, as the page tells it."""
    pill = tab.locator("#shown")
    if pill.is_hidden():
        figures = tab.locator(".figure strong").all_inner_texts()
        return int(figures[0]) + int(figures[1]), int(figures[2])
    found = re.match(r"(\d+) of \d+ nodes, (\d+) of \d+ links", pill.inner_text())
    assert found
    return int(found[1]), int(found[2])


def slide(tab: Any, control: str, value: int) -> None:
    tab.evaluate(
        "([id, value]) => { const control = document.getElementById(id); control.value = value;"
        " control.dispatchEvent(new Event('input')); control.dispatchEvent(new Event('change')); }",
        [control, value],
    )


def fragment(page_sample: Any, *names: str) -> str:
    return "&".join(quote(page_sample.iris[name].value, safe="") for name in names)


# ---------------------------------------------------------------- filters


@pytest.mark.parametrize("name", ["cooperatesWith", "locatedIn", "investor"])
def test_a_relation_that_is_not_ticked_is_not_seen(tab: Any, name: str, page_sample: Any) -> None:
    _, all_links = shown(tab)
    tab.locator("#filter").click()
    box = tab.locator(f'[data-list="relations"][data-value="{NAMESPACE}{name}"]')
    count = int(box.locator("xpath=..").locator(".chip-count").inner_text())
    box.click()
    assert shown(tab)[1] == all_links - count
    assert tab.locator("#filter-count").inner_text() == "1"
    box.click()
    assert tab.locator("#shown").is_hidden()


def test_only_what_is_planned(tab: Any) -> None:
    tab.locator("#filter").click()
    for box in tab.locator('[data-list="statuses"]').all():
        if not box.get_attribute("data-value").endswith("planned"):
            box.click()
    nodes, links = shown(tab)
    assert 0 < links < 15
    assert nodes <= links * 2
    tab.locator("#filters-reset").click()
    assert tab.locator("#shown").is_hidden()


def test_confidence_above_what_anything_has_leaves_nothing(tab: Any) -> None:
    tab.locator("#filter").click()
    slide(tab, "sure", 85)
    before = shown(tab)[1]
    assert before > 50
    assert tab.locator("#sure").get_attribute("aria-valuetext") == "at least 85 %"
    slide(tab, "sure", 95)
    assert shown(tab) == (0, 0)


def test_a_time_keeps_only_what_happened_in_it(tab: Any, address: str) -> None:
    visit(tab, f"{address}#from=2024-09&to=2024-09&mode=table")
    dates = tab.locator(".table[data-class] tbody td:first-child").all_inner_texts()
    # A date that is only a year may fall into the month.
    assert sorted(set(dates)) == ["2024", "2024-09"]


def test_a_sum_keeps_its_investments_and_who_takes_part(tab: Any) -> None:
    tab.locator("#filter").click()
    tab.locator("#currency").select_option("EUR")
    tab.locator("#least").fill("100000000")
    tab.locator("#least").press("Enter")
    # Two investments, each with an investor, a target, and the investment between the two.
    assert shown(tab)[0] == 6
    tab.locator("#tab-table").click()
    assert len(tab.locator(f'.table[data-class="{NAMESPACE}Investment"] tbody tr').all()) == 2


# ---------------------------------------------------------------- walking


def test_focus_shows_a_neighbourhood_that_grows_by_steps(tab: Any) -> None:
    choose(tab, "Ingrid Solheim")
    tab.locator("#focus").click()
    assert shown(tab) == (2, 1)
    tab.locator("#steps-more").click()
    second = shown(tab)
    assert second[0] > 6
    assert tab.locator("#steps").inner_text() == "2 steps"
    tab.locator("#focus").click()
    assert tab.locator("#shown").is_hidden()


def test_a_node_at_the_rim_of_a_focus_can_be_expanded(tab: Any) -> None:
    choose(tab, "Ingrid Solheim")
    tab.locator("#focus").click()
    tab.locator("#panel .node-link", has_text="Nordwind").click()
    tab.locator("#expand").click()
    assert shown(tab)[0] > 6
    tab.locator("#undo").click()
    until(tab, "document.querySelector('#shown').textContent.startsWith('2 of')")


def test_collapse_puts_away_what_hangs_on_a_node_and_expand_brings_it_back(tab: Any) -> None:
    nodes, _ = shown(tab)
    choose(tab, "photonics")
    tab.keyboard.press("Escape")
    choose(tab, "Nordwind")
    tab.locator("#collapse").click()
    # Ingrid Solheim and Halvorsen Kabel have no other ties.
    assert shown(tab)[0] <= nodes - 2
    tab.locator("#filter").click()
    assert "Nordwind (collapsed)" in tab.locator("#away").inner_text()
    tab.locator("#expand").click()
    assert tab.locator("#shown").is_hidden()


def test_the_shortest_path_between_two_nodes_is_told_step_by_step(tab: Any) -> None:
    choose(tab, "Ingrid Solheim")
    tab.locator("#path").click()
    tab.keyboard.type("Ningbo")
    tab.keyboard.press("Enter")
    assert tab.locator(".path-node").all_inner_texts() == ["Ingrid Solheim", "Nordwind", "Zhongtai Materials", "Ningbo"]
    tab.locator(".path .proof").first.click()
    assert "Ingrid Solheim affiliated with Nordwind" in tab.locator(".path mark:visible").all_inner_texts()


def test_where_no_path_leads_the_page_says_so(tab: Any, address: str, page_sample: Any) -> None:
    visit(
        tab,
        f"{address}#path={fragment(page_sample, 'Nordwind', 'Juniper Loop Robotics')}&relations={'&'.join(relations(tab))}",
    )
    assert tab.locator("#no-path").is_visible()


def relations(tab: Any) -> list[str]:
    values: list[str] = tab.locator('[data-list="relations"]').evaluate_all(
        "all => all.map((each) => encodeURIComponent(each.dataset.value))"
    )
    return values


def test_hidden_nodes_come_back_by_undo_and_go_by_redo(tab: Any) -> None:
    nodes, _ = shown(tab)
    choose(tab, "Vilamar BioCampus")
    tab.locator("#hide").click()
    assert shown(tab)[0] == nodes - 1
    tab.locator("#undo").click()
    until(tab, "document.querySelector('#shown').hidden")
    assert tab.locator("#panel h2").inner_text() == "Vilamar BioCampus"
    tab.locator("#redo").click()
    until(tab, "!document.querySelector('#shown').hidden")
    assert tab.locator("#redo").is_disabled()


def test_what_is_found_by_search_is_seen_whatever_the_filters_say(tab: Any) -> None:
    tab.locator(f'.chip[data-class="{NAMESPACE}Person"]').click()
    before = shown(tab)
    choose(tab, "Ingrid Solheim")
    assert shown(tab) == (before[0] + 1, before[1] + 1)


def test_edges_between_the_same_two_nodes_are_told_together(tab: Any, address: str, page_sample: Any) -> None:
    ends = (
        quote(page_sample.iris["Nordwind"].value, safe=""),
        quote(page_sample.iris["Nordwind Gdynia cable plant"].value, safe=""),
    )
    visit(tab, f"{address}#edge={ends[0]}&{quote(NAMESPACE + 'establishes', safe='')}&{ends[1]}")
    assert tab.locator("#panel .link").all_inner_texts()[0].startswith("invests in")
    tab.locator("#panel .link .link-line").first.click()
    assert "invests in" in tab.locator("#panel .triple").inner_text()


# ---------------------------------------------------------------- the address


VIEWS = (
    "",
    "node={Nordwind}",
    "focus={Nordwind}&steps=2&node={Baltikraft}",
    "path={Ingrid Solheim}&{Ningbo}",
    "hide={Nordwind}&{Ningbo}&folded={Miravel Biotech}",
    "sure=0.5&from=2023-06&to=2024-03&mode=timeline",
    "least=1000000&currency=EUR&mode=table&lang=zh",
    "classes={kg:Company}&{kg:City}&statuses=&{kg:planned}&relations={kg:locatedIn}",
    "at=120&-40&0.75",
)


@pytest.mark.parametrize("pattern", VIEWS)
def test_a_view_that_is_sent_opens_as_it_was(
    tab: Any, browser: Any, address: str, page_sample: Any, pattern: str
) -> None:
    def iri(found: re.Match[str]) -> str:
        name = found[1]
        return quote(NAMESPACE + name[3:] if name.startswith("kg:") else page_sample.iris[name].value, safe="")

    sent = re.sub(r"\{(.+?)\}", iri, pattern)
    visit(tab, f"{address}#{sent}")
    first = state(tab)
    # Something is done and undone: the address that the page writes must say the same as the one it was given.
    tab.locator("#tab-table").click()
    tab.locator("#tab-timeline").click()
    mode = re.search(r"mode=(\w+)", sent)
    tab.locator(f"#tab-{mode[1] if mode else 'graph'}").click()
    other = browser.new_page()
    visit(other, tab.url)
    assert state(other) == first
    other.close()


def state(tab: Any) -> dict[str, object]:
    result: dict[str, object] = tab.evaluate(
        """() => ({ shown: document.querySelector("#shown").textContent, panel: document.querySelector("#panel").innerText, language: document.documentElement.lang,
        mode: document.querySelector('[aria-selected="true"]').id, timeline: document.querySelector("#view-timeline:not([hidden])")?.innerText,
        table: document.querySelector("#view-table:not([hidden])")?.innerText, filters: document.querySelector("#filter-count").textContent,
        pressed: [...document.querySelectorAll(".chip")].map((each) => each.getAttribute("aria-pressed")).join() })"""
    )
    return result


JUNK = (
    "node=nobody",
    "edge=a&b",
    "%E0%A4%A",
    "mode=map&steps=-4&sure=much",
    "at=1&2&x",
    "from=soon&to=2024-13-99",
    "&&&==",
    "path=a&b&c",
    "__proto__=1&constructor=2",
    "lang=xx&classes=<b>",
)


def test_an_address_that_makes_no_sense_opens_the_page_all_the_same(tab: Any, address: str) -> None:
    for junk in JUNK:
        visit(tab, f"{address}#{junk}")
        assert tab.locator("#panel h2").inner_text() == "Who invests where"


def test_where_the_picture_was_moved_to_stands_in_the_address(tab: Any) -> None:
    tab.locator("#zoom-in").click()
    until(tab, "location.hash.includes('at=')")
    tab.locator("#fit").click()
    assert "at=" not in tab.url


# ---------------------------------------------------------------- timeline and tables


def test_the_timeline_is_in_order_and_a_column_keeps_its_time(tab: Any) -> None:
    tab.locator("#tab-timeline").click()
    dates = tab.locator(".event-date").all_inner_texts()
    assert dates == sorted(dates)
    assert len(dates) == 13
    tab.locator(".column[aria-label^='2022']").click()
    assert tab.locator(".event-date").all_inner_texts() == ["2022"]
    assert "EUR 40,000,000" in tab.locator(".event").inner_text()
    assert tab.locator(".role").first.text_content() == "investorQuinta Pharma"


def test_an_event_in_the_timeline_opens_with_its_sentences(tab: Any) -> None:
    tab.locator("#tab-timeline").click()
    tab.locator(".event .node-link", has_text="DKK 2,150,000,000").click()
    tab.locator("#panel .proof:visible").first.click()
    assert (
        "Calder Optics will put DKK 2,150,000,000 into Ravnsborg chip line"
        in tab.locator("#panel mark:visible").all_inner_texts()
    )


def test_sums_are_added_by_currency_and_status(tab: Any) -> None:
    tab.locator("#tab-table").click()
    rows = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in tab.locator(".sums-table tbody tr").all()
    }
    assert tab.locator(".sums-table thead th").all_inner_texts() == [
        "Currency",
        "Number",
        "planned",
        "announced",
        "completed",
        "Total",
    ]
    assert rows == {
        "DKK": ["1", "2,150,000,000", "", "", "2,150,000,000"],
        "EUR": ["5", "350,000,000", "120,000,000", "67,500,000", "537,500,000"],
        "USD": ["2", "", "80,000,000", "750,000", "80,750,000"],
    }


@pytest.mark.parametrize(
    ("column", "first", "last"), [("sum", "750,000", "2,150,000,000"), ("when", "2022", "2025-01")]
)
def test_a_table_is_sorted_by_the_column_that_is_pressed(tab: Any, column: str, first: str, last: str) -> None:
    tab.locator("#tab-table").click()
    button = tab.locator(f'[data-column="{NAMESPACE}Investment {column}"]')
    for wanted, direction in ((first, "ascending"), (last, "descending")):
        while button.locator("xpath=..").get_attribute("aria-sort") != direction:
            button.click()
        assert wanted in tab.locator(f'.table[data-class="{NAMESPACE}Investment"] tbody tr').first.inner_text()
    assert tab.evaluate("document.activeElement.dataset.column") == f"{NAMESPACE}Investment {column}"


# ---------------------------------------------------------------- for everyone


def test_the_page_speaks_chinese_with_the_labels_of_the_ontology(tab: Any, page_ontology: Ontology) -> None:
    tab.locator("#language").click()
    assert tab.evaluate("document.documentElement.lang") == "zh"
    assert tab.locator("#tab-table").inner_text() == "表格"
    chip = tab.locator(f'.chip[data-class="{NAMESPACE}Company"]').inner_text()
    assert page_ontology.label(NAMESPACE + "Company", "zh") in chip
    choose(tab, "Nordwind")
    assert tab.locator("#panel h2").inner_text() == "北风"
    assert "Nordwind" in tab.locator("#panel .names").first.inner_text()
    assert page_ontology.label(NAMESPACE + "headquarteredIn", "zh") in tab.locator("#panel").inner_text()
    tab.locator("#language").click()
    assert tab.locator("#panel h2").inner_text() == "Nordwind"


def test_a_browser_that_asks_for_chinese_gets_it(browser: Any, address: str) -> None:
    context = browser.new_context(locale="zh-CN")
    opened = context.new_page()
    visit(opened, address)
    assert opened.locator("#tab-graph").inner_text() == "图谱"
    context.close()


def test_every_control_has_a_name_and_can_be_reached_and_seen_by_keyboard(tab: Any) -> None:
    tab.locator("#filter").click()
    nameless = tab.evaluate(
        """() => [...document.querySelectorAll("button, input, select, [tabindex='0']")].filter((each) => each.checkVisibility())
        .filter((each) => !(each.getAttribute("aria-label") || each.getAttribute("aria-labelledby") || each.textContent.trim() || each.closest("label"))).map((each) => each.outerHTML)"""
    )
    assert nameless == []
    reached = set()
    tab.evaluate("document.activeElement.blur()")
    for _ in range(120):
        tab.keyboard.press("Tab")
        name, outline = tab.evaluate(
            "[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]"
        )
        reached.add(name)
        assert outline != "none" or name == ""
    assert {"tab-graph", "search", "filter", "export", "language", "theme", "sure", "picture", "fit"} <= reached


def test_the_picture_can_be_walked_by_keyboard(tab: Any) -> None:
    tab.locator("#picture").focus()
    tab.keyboard.press("n")
    first = tab.locator("#panel h2").inner_text()
    tab.keyboard.press("n")
    assert tab.locator("#panel h2").inner_text() != first
    tab.keyboard.press("p")
    assert tab.locator("#panel h2").inner_text() == first
    tab.keyboard.press("f")
    assert tab.locator("#shown").is_visible()
    tab.keyboard.press("u")
    until(tab, "document.querySelector('#shown').hidden")


def test_arrow_keys_move_the_picture(tab: Any) -> None:
    before = saved_picture(tab)
    tab.locator("#picture").focus()
    tab.keyboard.down("ArrowRight")
    tab.wait_for_timeout(200)
    tab.keyboard.up("ArrowRight")
    assert saved_picture(tab) != before


def saved_picture(tab: Any) -> str:
    pixels: str = tab.evaluate("document.querySelector('#canvas canvas').toDataURL()")
    return pixels


def test_the_tabs_are_walked_with_the_arrow_keys(tab: Any) -> None:
    tab.locator("#tab-graph").focus()
    tab.keyboard.press("ArrowRight")
    assert tab.locator("#view-timeline").is_visible()
    assert tab.evaluate("document.activeElement.id") == "tab-timeline"
    assert tab.locator("#tab-timeline").get_attribute("aria-selected") == "true"


@pytest.mark.parametrize("mode", ["graph", "timeline", "table"])
def test_nothing_sticks_out_of_a_phone(tab: Any, address: str, mode: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    visit(tab, f"{address}#mode={mode}")
    tab.locator("#filter").click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
