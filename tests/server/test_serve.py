"""`kg serve` over HTTP: pages, entities, named queries, the SPARQL protocols, and what it refuses."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.project.build import build_project
from kg.project.settings import init_project
from tests.server.conftest import CHECKOUT, PROGRAM, serving

INVESTMENTS = "PREFIX kg: <https://w3id.org/kgbuilder/ontology#> SELECT ?a ?b { ?a kg:investsIn ?b }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/graph", "text/html"),
        ("/entity?name=Synapsor", "text/html"),
        ("/id/org/synapsor", "text/html"),
        ("/assets/ask.js", "text/javascript"),
        ("/assets/yasgui.min.js", "text/javascript"),
        ("/assets/yasgui.min.css", "text/css"),
        ("/api/queries", "application/json"),
        ("/api/terms", "application/json"),
        ("/openapi.json", "application/json"),
        ("/health", "application/json"),
    ],
)
def test_every_address_answers(address: str, path: str, kind: str) -> None:
    answer = httpx.get(address + path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("way", ["get", "form", "body"])
def test_a_query_comes_in_three_ways(address: str, way: str) -> None:
    accept = {"Accept": "text/csv"}
    if way == "get":
        answer = httpx.get(f"{address}/sparql", params={"query": INVESTMENTS}, headers=accept)
    elif way == "form":
        answer = httpx.post(f"{address}/sparql", data={"query": INVESTMENTS}, headers=accept)
    else:
        kind = {"Content-Type": "application/sparql-query"}
        answer = httpx.post(f"{address}/query", content=INVESTMENTS.encode(), headers=accept | kind)
    rows = answer.text.splitlines()
    assert rows[0] == "a,b"
    assert any("synapsor" in row for row in rows)


@pytest.mark.parametrize(
    ("accept", "kind", "rdf_format"),
    [
        ("text/turtle", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("text/html;q=0.5, application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_an_entity_comes_in_the_form_that_was_asked_for(
    address: str, accept: str, kind: str, rdf_format: ox.RdfFormat
) -> None:
    answer = httpx.get(f"{address}/entity", params={"name": "Synapsor"}, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(kind)
    subjects = {str(quad.subject) for quad in ox.parse(answer.content, format=rdf_format)}
    assert "<https://w3id.org/kgbuilder/id/org/synapsor>" in subjects


def test_an_entitys_page_has_its_sentences_and_links(address: str) -> None:
    text = httpx.get(f"{address}/entity", params={"name": "Synapsor"}).text
    assert "<mark>" in text
    assert 'href="/entity?name=https%3A//w3id.org/kgbuilder/id/disease/diabetes"' in text
    assert "/claim/" not in text


@pytest.mark.parametrize(("form", "start"), [("json", "{"), ("csv", "investment,"), ("tsv", "?investment\t")])
def test_a_named_query_is_an_address(address: str, form: str, start: str) -> None:
    asked = [
        httpx.get(f"{address}/api/queries/investments", params={"format": form, "minimum": minimum})
        for minimum in ("0", "300000000")
    ]
    assert [answer.status_code for answer in asked] == [200, 200]
    assert all(answer.text.startswith(start) for answer in asked)
    assert len(asked[1].text) < len(asked[0].text)


def test_a_named_query_can_be_had_as_sparql(address: str) -> None:
    sparql = httpx.get(f"{address}/api/queries/who-invests-in/sparql", params={"place": "Wuxi"})
    assert sparql.headers["content-type"].startswith("application/sparql-query")
    answer = httpx.get(f"{address}/sparql", params={"query": sparql.text}, headers={"Accept": "text/csv"})
    assert len(answer.text.splitlines()) > 1
    missing = httpx.get(f"{address}/api/queries/who-invests-in/sparql")
    assert (missing.status_code, "needs place" in missing.text) == (400, True)


def test_the_description_names_every_query_and_parameter(address: str) -> None:
    described = httpx.get(f"{address}/openapi.json").json()
    for query in httpx.get(f"{address}/api/queries").json():
        operation = described["paths"][f"/api/queries/{query['name']}"]["get"]
        assert {each["name"] for each in operation["parameters"]} == {
            "format",
            *(p["name"] for p in query["parameters"]),
        }
    assert described["openapi"].startswith("3.")


@pytest.mark.parametrize(
    ("method", "path", "parts", "status", "words"),
    [
        ("GET", "/sparql", {}, 400, "a query is needed"),
        ("GET", "/sparql", {"params": {"query": "SELECT"}}, 400, ""),
        (
            "GET",
            "/sparql",
            {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}},
            400,
            "SERVICE",
        ),
        ("GET", "/sparql", {"params": {"query": HUGE}}, 400, "larger than"),
        ("GET", "/sparql", {"params": {"query": SLOW}}, 504, "longer than 2 s"),
        ("POST", "/sparql", {"content": b"x" * 1_100_000}, 413, "larger"),
        ("POST", "/update", {"data": {"update": "CLEAR ALL"}}, 403, "read-only"),
        ("PUT", "/store", {"content": b""}, 403, "read-only"),
        ("GET", "/entity", {}, 400, "say which"),
        ("GET", "/entity", {"params": {"name": "Synapsr"}}, 404, "did you mean 'Synapsor'"),
        ("GET", "/id/org/nobody", {}, 404, "nothing in the graph"),
        ("GET", "/api/queries/nothing", {}, 404, "no query is called"),
        ("GET", "/api/queries/investments", {"params": {"minimum": "much"}}, 400, "is not of type decimal"),
        ("GET", "/api/queries/investments", {"params": {"format": "xls"}}, 400, "not a form"),
        ("GET", "/assets/..%2fapp.py", {}, 404, ""),
        ("GET", "/nowhere", {}, 404, ""),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    address: str, method: str, path: str, parts: dict[str, object], status: int, words: str
) -> None:
    answer = httpx.request(method, address + path, timeout=30, **parts)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert words in answer.text


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/sparql", "/query", "/entity", "/store", "/api/queries/investments", "/id/x", "/update"]),
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    field=st.sampled_from(["query", "name", "graph", "minimum", "update"]),
    value=st.one_of(
        st.text(max_size=40), st.sampled_from(["SELECT * {", "ASK {}", "\0", "%00", "<>", "DESCRIBE <a>", "a" * 5000])
    ),
    kind=st.sampled_from(
        ["", "application/sparql-query", "application/x-www-form-urlencoded", "text/turtle", "a/b; c=\u00e9"]
    ),
    body=st.binary(max_size=60),
)
def test_no_request_breaks_it(
    address: str, path: str, method: str, field: str, value: str, kind: str, body: bytes
) -> None:
    headers = {"Content-Type": kind.encode("latin-1")} if kind else {}
    try:
        answer = httpx.request(method, address + path, params={field: value}, content=body, headers=headers, timeout=30)
    except UnicodeEncodeError:
        # A lone surrogate cannot be sent at all.
        return
    assert answer.status_code in (200, 204, 400, 401, 403, 404, 405, 406, 413, 415, 504), answer.text
    assert "Traceback" not in answer.text


def test_those_with_the_token_may_write(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cret\n", encoding="utf-8")
    (tmp_path / "graph.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    update = {"update": "INSERT DATA { <urn:x> a <https://w3id.org/kgbuilder/ontology#Company> }"}
    with serving(tmp_path, "--writable", "--token-file", tmp_path / "token") as (address, _):
        assert httpx.post(f"{address}/update", data=update).status_code == 401
        bearer = {"Authorization": "Bearer s3cret"}
        assert httpx.post(f"{address}/update", data=update, headers=bearer).status_code == 204
        refused = httpx.post(f"{address}/update", data={"update": "LOAD <http://127.0.0.1:9/>"}, headers=bearer)
        assert (refused.status_code, "LOAD" in refused.text) == (400, True)
        put = httpx.put(
            f"{address}/store", params={"graph": "urn:g"}, content=b"<urn:s> <urn:p> <urn:o> .",
            headers=bearer | {"Content-Type": "text/turtle"},
        )  # fmt: skip
        assert put.status_code in (201, 204)
        assert httpx.get(f"{address}/entity", params={"name": "urn:x"}).status_code == 200
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == "<urn:a> <urn:b> <urn:c> ."


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_and_leaves_nothing_running(number: signal.Signals) -> None:
    with serving(CHECKOUT / "exports") as (own, process):
        assert httpx.get(f"{own}/health").status_code == 200
        # A query that is at work does not keep it.
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{own}/sparql", params={"query": SLOW}, timeout=0.5)
        children = _children(process.pid)
        process.send_signal(number)
        process.wait(15)
    assert children
    assert not [child for child in children if _lives(child)]


def test_an_engine_that_dies_is_replaced() -> None:
    with serving(CHECKOUT / "exports") as (own, process):
        for _ in range(2):
            for child in _children(process.pid):
                os.kill(child, signal.SIGKILL)
            assert httpx.get(f"{own}/health", timeout=20).status_code == 200


def test_a_store_that_is_gone_ends_the_server_with_a_reason(tmp_path: Path) -> None:
    with serving(CHECKOUT / "exports", environment={"TMPDIR": str(tmp_path)}) as (own, process):
        for each in tmp_path.iterdir():
            shutil.rmtree(each)
        for child in _children(process.pid):
            os.kill(child, signal.SIGKILL)
        assert httpx.get(f"{own}/health", timeout=30).status_code == 503
        assert process.wait(15) == 1
        assert process.stderr is not None
        assert "cannot be started again" in process.stderr.read()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("missing",), 1, "no such file"),
        (("exports", "--writable"), 2, "--token-file"),
    ],
)
def test_a_call_that_cannot_work_says_why(arguments: tuple[str, ...], code: int, words: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "serve", *arguments, "--port", "0"], capture_output=True, text=True, cwd=CHECKOUT, check=False
    )
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_named(address: str) -> None:
    port = address.rsplit(":", 1)[1]
    command = [*PROGRAM, "serve", "exports", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=False)
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr


def test_a_project_is_served_from_its_last_build(tmp_path: Path, road) -> None:
    project = init_project(tmp_path)
    text = "Kestrel Motors invested $40 million in Calder Semiconductor."
    (tmp_path / "articles" / "a.txt").write_text(text, encoding="utf-8")
    build_project(project, tools=road.tools)
    with serving(tmp_path) as (address, _):
        answer = httpx.get(f"{address}/sparql", params={"query": INVESTMENTS}, headers={"Accept": "text/csv"})
        assert "kestrel-motors" in answer.text
        assert httpx.get(f"{address}/graph").status_code == 200


def _children(parent: int) -> list[int]:
    """The children of all threads of a process."""
    tasks = Path(f"/proc/{parent}/task")
    if not tasks.exists():
        pytest.skip("this system does not tell the children of a process")
    return [int(each) for task in tasks.iterdir() for each in (task / "children").read_text().split()]


def _lives(process: int) -> bool:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        status = Path(f"/proc/{process}/status")
        if not status.exists() or "State:\tZ" in status.read_text():
            return False
        time.sleep(0.05)
    return True
