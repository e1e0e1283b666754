"""Pages of large graphs: drawn by sigma.js with WebGL, packed, and from some size on opened on their most important part."""

from __future__ import annotations

import base64
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.ontology import NAMESPACE, Ontology
from kg.publish import page as page_module
from kg.publish.page import render_page
from kg.publish.page_packed import columns
from kg.publish.page_scripts import ASSETS, has_webgl

needs_webgl = pytest.mark.skipif(not has_webgl(), reason="webgl.js is not built: make webgl")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Without a graphics card WebGL is drawn by the processor, which Chromium has to be told is wanted.
ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
]
WINDOW = {"width": 1000, "height": 640}
CORE = 20
KEYSTONE = "Nordwind"


def rendered(page_sample: Any, ontology: Ontology, **limits: int) -> str:
    """The page of the made-up graph as if it were large."""
    with pytest.MonkeyPatch.context() as patched:
        for name, value in limits.items():
            patched.setattr(page_module, name, value)
        return render_page(frozenset(page_sample.graph), frozenset(page_sample.evidence), ontology, "Large", webgl=True)


@pytest.fixture(scope="module")
def addresses(page_sample: Any, page_ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("large")
    kinds = {"whole": {"CANVAS_LIMIT": 10}, "excerpt": {"CANVAS_LIMIT": 10, "WHOLE_LIMIT": 10, "CORE": CORE}}
    found = {}
    for kind, limits in kinds.items():
        path = folder / f"{kind}.html"
        path.write_text(rendered(page_sample, page_ontology, **limits), encoding="utf-8", newline="\n")
        found[kind] = path.as_uri()
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip(f"no browser found: none of {', '.join(BROWSERS)} is installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any, addresses: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of the kind that the test's mark asks for; it may ask for nothing but itself, and nothing may go wrong."""
    mark = request.node.get_closest_marker("parametrize")
    address = addresses["whole" if mark is None else request.getfixturevalue("kind")]
    context = browser.new_context(viewport=WINDOW, reduced_motion="reduce", color_scheme="light", accept_downloads=True)
    opened = context.new_page()
    requests: list[str] = []
    troubles: list[str] = []
    opened.on("request", lambda asked: requests.append(asked.url.split("#")[0]))
    opened.on("console", lambda message: message.type == "error" and troubles.append(message.text))
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.goto(address)
    opened.wait_for_selector("html[data-ready=true]", timeout=30_000)
    yield opened
    context.close()
    assert {each for each in requests if not each.startswith(("data:", "blob:"))} == {address}
    assert troubles == []


def until(tab: Any, condition: str) -> None:
    for _ in range(150):
        if tab.evaluate(condition):
            return
        tab.wait_for_timeout(50)
    pytest.fail(f"never true: {condition}")


def coloured(tab: Any) -> int:
    """How many pixels of the picture, as it is on the screen, are of some colour."""
    tab.wait_for_timeout(300)
    seen = base64.b64encode(tab.locator("#canvas").screenshot()).decode()
    count: int = tab.evaluate(
        """async (seen) => { const image = new Image(); image.src = `data:image/png;base64,${seen}`; await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d"); canvas.drawImage(image, 0, 0);
        const pixels = canvas.getImageData(0, 0, image.width, image.height).data; let count = 0;
        for (let at = 0; at < pixels.length; at += 4)
          if (Math.max(...pixels.slice(at, at + 3)) - Math.min(...pixels.slice(at, at + 3)) > 60) count++;
        return count; }""",
        seen,
    )
    return count


def choose(tab: Any, name: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type(name)
    tab.keyboard.press("Enter")
    until(tab, f"(document.querySelector('#panel h2') || {{}}).textContent === {name!r}")


def shown(tab: Any) -> int:
    found = re.match(r"([\d,]+) of", tab.locator("#shown").inner_text())
    assert found
    return int(found[1].replace(",", ""))


whole = pytest.mark.parametrize("kind", ["whole"])
excerpt = pytest.mark.parametrize("kind", ["excerpt"])

# ---------------------------------------------------------------- the whole graph with WebGL


@needs_webgl
@whole
def test_nodes_are_drawn_in_the_colours_of_their_classes(tab: Any, kind: str) -> None:
    until(tab, "!!document.querySelector('#canvas canvas.over')")
    before = coloured(tab)
    assert before > 1500
    tab.locator(f'.chip[data-class="{NAMESPACE}Company"]').click()
    assert coloured(tab) < before * 0.9
    tab.locator("#undo").click()
    until(tab, "document.getElementById('shown').hidden")
    assert coloured(tab) > before * 0.95


@needs_webgl
@whole
def test_search_opens_a_node_with_its_sentences_from_the_packed_evidence(tab: Any, kind: str) -> None:
    choose(tab, "Miravel Biotech")
    until(tab, "document.querySelectorAll('#panel .quote').length > 0")
    for button in tab.locator("#panel .proof").all()[:3]:
        button.click()
    assert "Miravel Biotech headquartered in Vilamar" in tab.locator("#panel mark").all_inner_texts()


@needs_webgl
@whole
def test_nodes_and_lines_can_be_pointed_at_and_pressed(tab: Any, kind: str) -> None:
    kinds = set()
    for down in range(90, 480, 17):
        for across in range(40, 560, 17):
            tab.mouse.move(across, down)
            if tab.locator("#canvas").evaluate("canvas => canvas.style.cursor") == "pointer":
                tab.mouse.click(across, down)
                tab.wait_for_selector("#close")
                kinds.add("edge" if tab.locator("#panel .triple").count() else "node")
                tab.keyboard.press("Escape")
                if kinds == {"edge", "node"}:
                    return
                # Two presses in quick succession are a double click.
                tab.wait_for_timeout(400)
    pytest.fail(f"only found {kinds}")


@needs_webgl
@whole
def test_keys_move_and_zoom_and_the_address_keeps_it(tab: Any, kind: str) -> None:
    tab.locator("#picture").focus()
    for key in ("+", "+", "ArrowRight", "ArrowDown"):
        tab.keyboard.press(key)
    until(tab, "location.hash.includes('at=')")
    first = tab.evaluate("location.hash")
    tab.reload()
    tab.wait_for_selector("html[data-ready=true]")
    tab.locator("#picture").focus()
    tab.keyboard.press("n")
    assert tab.locator("#panel h2").count() == 1
    assert first.split("=")[0] == "#at"


@needs_webgl
@whole
def test_the_picture_is_saved_as_lines_and_text(tab: Any, kind: str) -> None:
    choose(tab, KEYSTONE)
    for form in ("SVG", "PNG"):
        tab.locator("#export").click()
        with tab.expect_download() as saved:
            tab.locator(".menu-item", has_text=form).first.click()
        content = Path(saved.value.path()).read_bytes()
        if form == "SVG":
            drawing = ET.fromstring(content.decode())
            assert len(list(drawing.iter("{http://www.w3.org/2000/svg}polyline"))) > 30
            assert KEYSTONE in [text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
        else:
            assert content.startswith(b"\x89PNG")


@needs_webgl
@whole
def test_focus_path_hide_timeline_and_language_work_as_on_a_canvas(tab: Any, kind: str) -> None:
    choose(tab, KEYSTONE)
    tab.locator("#focus").click()
    assert shown(tab) < 30
    tab.locator("#show-all").click()
    tab.locator("#path").click()
    tab.keyboard.type("Voltgarden")
    tab.keyboard.press("Enter")
    until(tab, "document.querySelectorAll('.path-node').length > 2")
    tab.locator("#tab-timeline").click()
    assert tab.locator(".event").count() > 8
    tab.locator("#tab-table").click()
    assert tab.locator("table.table").count() > 1
    tab.locator("#language").click()
    assert tab.evaluate("document.documentElement.lang") == "zh"


# ---------------------------------------------------------------- the most important part


@needs_webgl
@excerpt
def test_a_very_large_graph_opens_on_its_most_important_nodes(tab: Any, kind: str) -> None:
    assert shown(tab) == CORE
    assert "one search away" in tab.locator("#shown").inner_text()
    figures = tab.locator(".figure strong").all_inner_texts()
    assert int(figures[0]) + int(figures[1]) > 3 * CORE


@needs_webgl
@excerpt
def test_the_rest_is_one_search_away_with_its_neighbours(tab: Any, kind: str) -> None:
    choose(tab, "Juniper Loop Robotics")
    assert shown(tab) > CORE
    assert "opened=" in tab.evaluate("location.hash")
    address = tab.evaluate("location.href")
    tab.keyboard.press("u")
    until(tab, "!location.hash")
    assert shown(tab) == CORE
    tab.goto("about:blank")
    tab.goto(address)
    tab.wait_for_selector("html[data-ready=true]")
    assert tab.locator("#panel h2").inner_text() == "Juniper Loop Robotics"


@needs_webgl
@excerpt
def test_neighbours_come_and_go_with_expand_and_collapse(tab: Any, kind: str) -> None:
    choose(tab, "Orbisense")
    before = shown(tab)
    tab.locator("#panel .node-link", has_text="Calder Optics").first.click()
    tab.locator("#expand").click()
    assert shown(tab) > before
    tab.locator("#collapse").click()
    assert shown(tab) <= before + 1


@needs_webgl
@excerpt
def test_a_path_leads_through_nodes_that_were_not_shown(tab: Any, kind: str) -> None:
    choose(tab, "Ingrid Solheim")
    tab.locator("#path").click()
    tab.keyboard.type("Pebble Twin")
    tab.keyboard.press("Enter")
    until(tab, "document.querySelectorAll('.path-node').length > 2")


@needs_webgl
@excerpt
def test_everything_is_drawn_when_asked_for_and_all_events_are_told_anyway(tab: Any, kind: str) -> None:
    tab.locator("#tab-timeline").click()
    assert tab.locator(".event").count() > 8
    tab.locator("#tab-graph").click()
    tab.locator("#draw-all").click()
    until(tab, "location.hash.includes('whole=1')")
    assert shown(tab) > 3 * CORE
    assert coloured(tab) > 1500
    tab.locator("#draw-core").click()
    assert shown(tab) == CORE


# ---------------------------------------------------------------- the file


@needs_webgl
def test_a_packed_page_is_the_same_every_time_and_shows_no_text_of_the_graph(
    page_sample: Any, page_ontology: Ontology
) -> None:
    first, second = (rendered(page_sample, page_ontology, CANVAS_LIMIT=10) for _ in range(2))
    assert first == second
    assert "Miravel" not in first


def test_without_webgl_the_page_has_the_most_connected_nodes_and_says_so(
    page_sample: Any, page_ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "CANVAS_LIMIT", 10)
    page = render_page(
        frozenset(page_sample.graph), frozenset(page_sample.evidence), page_ontology, "Large", webgl=False
    )
    assert '"omitted":0' not in page
    assert "vis-network" in page


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], {"count": 0, "columns": {}}),
        ([{"a": 1}], {"count": 1, "columns": {"a": {"values": [1]}}}),
        ([{"a": "x"}] * 3, {"count": 3, "columns": {"a": {"values": ["x"], "at": [0, 0, 0]}}}),
        (
            [{"a": [each % 2], "b": each} for each in range(4)],
            {"count": 4, "columns": {"a": {"values": [[0], [1]], "at": [0, 1, 0, 1]}, "b": {"values": [0, 1, 2, 3]}}},
        ),
    ],
)
def test_rows_become_columns(rows: list[dict[str, object]], expected: dict[str, object]) -> None:
    assert columns(rows) == expected


# ---------------------------------------------------------------- where it comes from


def test_what_is_fetched_to_draw_is_pinned_by_digest_and_names_no_registry() -> None:
    lock = json.loads((Path(__file__).parents[2] / "scripts" / "webgl" / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert {"node_modules/sigma", "node_modules/graphology", "node_modules/esbuild"} <= packages.keys()
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not [name for name, package in packages.items() if "resolved" in package]


@needs_webgl
def test_the_licences_of_what_draws_stand_in_front() -> None:
    head = (ASSETS / "webgl.js").read_text(encoding="utf-8").partition("*/")[0]
    for package in ("sigma", "graphology", "graphology-utils", "events"):
        assert f"\n{package} " in head
    assert head.count("Permission is hereby granted") == 4
