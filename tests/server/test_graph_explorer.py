"""The explorer on live data: what it is handed, that it is what the store says, and the page in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

from kg.ontology import ENTITY_BASE, NAMESPACE, load_ontology
from kg.publish.page_data import page_data
from kg.server.explorer import Explorer
from kg.server.library import Library
from kg.store.embedded import load_triples, store_of
from tests.server.conftest import CHECKOUT, serving

HUBS, LEAVES = 20, 20
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FAR = f"{ENTITY_BASE}org/leaf-9-19"


def hub(number: int) -> str:
    return f"{ENTITY_BASE}org/hub-{number:02}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of 420 companies: hubs in a ring, each with leaves of its own, the last of which nobody would call important."""
    lines = [f"@prefix kg: <{NAMESPACE}> .", "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."]
    for one in range(HUBS):
        lines.append(f'<{hub(one)}> a kg:Company ; rdfs:label "Hub {one}"@en , "轮毂{one}"@zh .')
        lines.append(f"<{hub(one)}> kg:cooperatesWith <{hub((one + 1) % HUBS)}> .")
        for leaf in range(LEAVES):
            iri = f"{ENTITY_BASE}org/leaf-{one}-{leaf}"
            lines.append(f'<{iri}> a kg:Company ; rdfs:label "Leaf {one}.{leaf}"@en ; kg:subsidiaryOf <{hub(one)}> .')
    path = tmp_path_factory.mktemp("wheel") / "wheel.ttl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def wheel_address(wheel: Path) -> Iterator[str]:
    with serving(wheel) as (found, _):
        yield found


def ask(address: str, part: str, **body: object) -> httpx.Response:
    return httpx.post(f"{address}/api/graph/{part}", json={"known": [], **body}, timeout=60)


def edges_of(part: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(edge["from"], edge["property"], edge["to"]) for edge in part["edges"]}


# ---------------------------------------------------------------- parts of the graph


@pytest.mark.parametrize("text", ["leaf 9.19", "LEAF  9.19", " Leaf 9.19 "])
def test_a_name_is_found_however_it_is_written(wheel_address: str, text: str) -> None:
    found = httpx.get(f"{wheel_address}/api/graph/find", params={"text": text}).json()
    assert found[0] == {"id": FAR, "name": "Leaf 9.19", "shown": "Leaf 9.19", "cls": NAMESPACE + "Company"}


def test_the_more_important_of_names_that_fit_alike_come_first(wheel_address: str) -> None:
    found = httpx.get(f"{wheel_address}/api/graph/find", params={"text": "轮毂"}).json()
    assert len(found) == 12
    assert {each["cls"] for each in found} == {NAMESPACE + "Company"}
    assert found[0]["shown"].startswith("Hub ")


def test_around_a_node_are_its_neighbours_and_edges_to_what_is_known(wheel_address: str) -> None:
    part = ask(wheel_address, "around", id=FAR, known=[hub(8)]).json()
    assert {node["id"] for node in part["nodes"]} == {FAR, hub(9)}
    assert (FAR, NAMESPACE + "subsidiaryOf", hub(9)) in edges_of(part)
    assert (hub(8), NAMESPACE + "cooperatesWith", hub(9)) in edges_of(part)
    assert {node["id"]: node["neighbours"] for node in part["nodes"]} == {FAR: 1, hub(9): LEAVES + 2}


def test_a_way_leads_over_what_the_page_does_not_know(wheel_address: str) -> None:
    part = ask(wheel_address, "way", **{"from": FAR, "to": f"{ENTITY_BASE}org/leaf-12-0"}).json()
    assert [node["id"] for node in part["nodes"]] == sorted(
        [FAR, f"{ENTITY_BASE}org/leaf-12-0", *(hub(number) for number in (9, 10, 11, 12))]
    )


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("around", '{"id": "https://nobody.example/", "known": []}', 404),
        ("around", '{"id": "not an iri >", "known": []}', 404),
        ("way", '{"from": "a", "to": "b", "known": []}', 404),
        ("elsewhere", '{"known": []}', 404),
        ("around", '{"known": []}', 400),
        ("around", '{"id": 5, "known": []}', 400),
        ("around", '{"id": "a"}', 400),
        ("events", '{"known": [1]}', 400),
        ("events", "[]", 400),
        ("events", "{", 400),
        ("events", '{"known": ["' + "a" * 1_000_001 + '"]}', 413),
    ],
)
def test_a_request_that_is_not_in_its_form_is_refused(wheel_address: str, path: str, body: str, status: int) -> None:
    answer = httpx.post(f"{wheel_address}/api/graph/{path}", content=body)
    assert answer.status_code == status
    assert answer.text.count("\n") == 1


def test_to_find_nothing_in_particular_is_refused(wheel_address: str) -> None:
    assert httpx.get(f"{wheel_address}/api/graph/find").status_code == 400


# ---------------------------------------------------------------- the same as the page of the whole graph


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    """The explorer over the sample's graph, in this process."""
    folder = tmp_path_factory.mktemp("store")
    triples = load_triples(CHECKOUT / "exports")
    store = ox.Store(str(folder))
    store.extend(store_of(triples.graph, triples.evidence))
    store.flush()
    del store
    return Explorer(Library(folder, load_ontology()), "Sample")


def test_every_edge_is_handed_out_with_the_sentences_it_rests_on(explorer: Explorer) -> None:
    triples = load_triples(CHECKOUT / "exports")
    whole = page_data(triples.graph, triples.evidence, load_ontology())
    assert whole.nodes
    for node in whole.nodes:
        part: Any = explorer.around(node.iri, ())
        expected = {(e.source, e.predicate, e.target) for e in whole.edges if node.iri in (e.source, e.target)}
        assert {each for each in edges_of(part) if node.iri in (each[0], each[2])} == expected
        about = part["about"]
        for link, claims in about["links"]:
            quotes = {quote for claim in claims for quote in about["claims"][claim]["quotes"]}
            assert quotes, link
            assert all(len(about["quotes"][quote]["parts"]) > 1 for quote in quotes)


def test_all_events_are_handed_out_with_who_took_part(explorer: Explorer) -> None:
    part: Any = explorer.events(())
    events = {node["id"] for node in part["nodes"] if node["occurrence"]}
    assert len(events) > 5
    assert events <= {end for edge in part["edges"] for end in (edge["from"], edge["to"])}


def test_what_was_written_is_found(tmp_path: Path, wheel: Path) -> None:
    token = tmp_path / "token"
    token.write_text("secret", encoding="utf-8")
    update = f'INSERT DATA {{ <{ENTITY_BASE}org/new> a <{NAMESPACE}Company> ; <http://www.w3.org/2000/01/rdf-schema#label> "Newcomer" }}'
    with serving(wheel, "--writable", "--token-file", token) as (address, _):
        find = f"{address}/api/graph/find?text=newcomer"
        assert httpx.get(find).json() == []
        headers = {"Authorization": "Bearer secret", "Content-Type": "application/sparql-update"}
        assert httpx.post(f"{address}/update", content=update, headers=headers).is_success
        assert [each["name"] for each in httpx.get(find).json()] == ["Newcomer"]


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip(f"no browser found: none of {', '.join(BROWSERS)} is installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any, wheel_address: str) -> Iterator[Any]:
    """The explorer, freshly opened; afterwards nobody but its own server may have been asked, and nothing gone wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    requests: list[str] = []
    troubles: list[str] = []
    opened.on("request", lambda asked: requests.append(asked.url))
    opened.on("console", lambda message: message.type == "error" and troubles.append(message.text))
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    visit(opened, f"{wheel_address}/graph")
    yield opened
    context.close()
    assert [each for each in requests if not each.startswith((f"{wheel_address}/", "data:", "blob:"))] == []
    assert troubles == []


def visit(tab: Any, address: str) -> None:
    tab.goto("about:blank")
    tab.goto(address, timeout=60_000)
    tab.wait_for_selector("html[data-ready=true]", timeout=30_000)


def until(tab: Any, condition: str) -> None:
    for _ in range(200):
        if tab.evaluate(condition):
            return
        tab.wait_for_timeout(50)
    pytest.fail(f"never true: {condition}")


def heading(tab: Any, text: str) -> None:
    until(tab, f"(document.querySelector('#panel h2') || {{}}).textContent === {text!r}")


def choose(tab: Any, name: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type(name)
    tab.keyboard.press("Enter")
    heading(tab, name)


def seen(tab: Any) -> int:
    return int(tab.locator("#shown").inner_text().split(" of ")[0])


def test_the_explorer_opens_on_the_most_important_nodes(tab: Any) -> None:
    assert tab.locator("#shown").inner_text().startswith("300 of 420 nodes")
    assert tab.locator(".figure strong").first.inner_text() == "420"


def test_what_is_not_there_is_searched_in_the_store_and_comes_with_its_neighbours(tab: Any) -> None:
    choose(tab, "Leaf 9.19")
    until(tab, "document.querySelectorAll('#panel .node-link').length > 0")
    assert tab.locator("#panel .node-link").first.inner_text() == "Hub 9"
    assert seen(tab) == 301


def test_a_node_is_expanded_from_the_store(tab: Any) -> None:
    choose(tab, "Hub 9")
    before = seen(tab)
    tab.locator("#expand").click()
    until(tab, f"Number(document.getElementById('shown').textContent.split(' of ')[0]) > {before}")


def test_an_address_names_what_has_to_be_fetched(tab: Any, wheel_address: str) -> None:
    visit(tab, f"{wheel_address}/graph#node={quote(FAR, safe='')}")
    heading(tab, "Leaf 9.19")


def test_a_path_is_found_in_the_store(tab: Any) -> None:
    choose(tab, "Leaf 9.19")
    tab.locator("#path").click()
    tab.keyboard.type("Leaf 8.19")
    tab.keyboard.press("Enter")
    until(tab, "document.querySelectorAll('.path-node').length === 4")


def test_that_the_server_is_gone_is_told(browser: Any, wheel: Path) -> None:
    opened = browser.new_page()
    with serving(wheel) as (address, _):
        visit(opened, f"{address}/graph")
    opened.keyboard.press("/")
    opened.keyboard.type("Leaf")
    until(opened, "!document.getElementById('no-answer').hidden")
    opened.close()
