"""The contract between the engines: the same documents give the same triples, whatever runs the stages and whatever dies."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pyoxigraph as ox
import pytest

from kg.engines import local
from kg.engines.digest import triples_digest
from kg.engines.local import extracted, graph_of_extracted
from kg.engines.packing import pack_things
from kg.engines.session import spark_session
from kg.engines.tools import ToolFiles
from kg.graph import KnowledgeGraph
from kg.pipeline import extract_each
from kg.project.codec import Codec
from kg.publish.formats import graphs_by_article
from kg.read import read
from kg.records import Document
from kg.resolve.identity import Identity
from kg.resolve.identity import identify as identify_in_memory
from kg.resolve.resolve import matcher_of
from kg.resolve.whole import whole_of
from kg.resolve.within import thing_reader

pytest.importorskip("pyspark")

from kg.engines.spark import build_dataset
from kg.engines.spark_extraction import extracted as extracted_by_spark
from kg.engines.spark_identity import identified

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")]

ROOT = Path(__file__).resolve().parents[2]
FILES = ToolFiles()
# What starts a virtual machine sooner, at the price of what runs long; for tests alone.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = {
    "spark.driver.extraJavaOptions": QUICK,
    "spark.executor.extraJavaOptions": QUICK,
    "spark.executorEnv.PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "4",
}
NAMES = ("Aldermoor", "Brackwater", "Corvane", "Dunhollow", "Eskerley", "Fennimore", "Garrowby")
SENTENCE = (
    "{one} Cables invested ${number} million in {other} Foods in {year}, and signed an agreement with the city of Oslo."
)
PART = 1_500


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A file of lines in several parts, one of them broken, with a document twice; and two single files."""
    folder = tmp_path_factory.mktemp("inputs")
    lines = [
        {
            "id": f"news-{number}",
            "text": SENTENCE.format(
                one=NAMES[number % 7], other=NAMES[number % 5], number=number, year=2020 + number % 5
            ),
        }
        for number in range(36)
    ]
    rows = [json.dumps(line) for line in (*lines, lines[3])]
    (folder / "all.jsonl").write_text("\n".join([*rows[:20], "{broken", *rows[20:]]), encoding="utf-8")
    (folder / "one.txt").write_text("Aldermoor Cables is headquartered in Bergen.", encoding="utf-8")
    (folder / "two.html").write_text(
        "<html><body><p>Corvane Foods opened a plant in Porto.</p></body></html>", encoding="utf-8"
    )
    return [folder]


def built_here(inputs: list[Path], work: Path, jobs: int) -> KnowledgeGraph:
    with extracted(inputs, FILES, work=work, jobs=jobs) as said:
        return graph_of_extracted(said, FILES.knowledge())


@pytest.fixture(scope="module")
def expected(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return built_here(inputs, tmp_path_factory.mktemp("one") / "work", 1)


@pytest.fixture(scope="module")
def scala(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a cluster on this machine asks of a Spark that was installed by pip."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_SCALA_VERSION", "2.13")
        patch.setenv("SPARK_WORKER_DIR", str(tmp_path_factory.mktemp("spark")))
        yield


def digest_of(graph: KnowledgeGraph) -> str:
    return triples_digest(graph.graph | graph.evidence)


def test_two_processes_give_the_triples_of_one(
    inputs, expected, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "FEW", 4)
    monkeypatch.setattr("kg.engines.partition.DOCUMENTS_AT_ONCE", 8)
    assert digest_of(built_here(inputs, tmp_path / "work", 2)) == digest_of(expected)


def test_spark_gives_the_triples_of_one_machine(inputs, expected, tmp_path: Path) -> None:
    with spark_session("local[2,4]", SETTINGS) as session:
        built = build_dataset(session, inputs, FILES, tmp_path / "out", part_size=PART)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["digest"] == built.manifest.digest == digest_of(expected)
    assert manifest["triples"] == len(expected.graph | expected.evidence)
    assert manifest["documents"] == 38
    assert (
        [failure["name"] for failure in manifest["failures"]]
        == [each.name for each in expected.failures]
        == ["all.jsonl:21"]
    )
    assert quads_in(tmp_path / "out", manifest["files"]) == {
        str(ox.Quad(*each, graph_name(article)))
        for article, triples in graphs_by_article(expected.graph, expected.evidence).items()
        for each in triples
    }
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "manifest.json",
        "nquads",
        "parquet",
        "rejected.jsonl",
    }
    assert built.rejected == len(expected.rejected)


def test_texts_that_name_nothing_are_a_dataset_of_documents(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("It rained again and again.", encoding="utf-8")
    with spark_session("local[2,4]", SETTINGS) as session:
        built = build_dataset(session, [tmp_path], FILES, tmp_path / "out", part_size=PART)
    expected = built_here([tmp_path / "one.txt", tmp_path / "two.txt"], tmp_path / "work", 1)
    assert built.manifest.documents == 2
    assert built.manifest.digest == digest_of(expected)


def quads_in(out: Path, files: list[str]) -> set[str]:
    """What stands in the files of quads, read by a parser."""
    data = b"".join(gzip.decompress((out / name).read_bytes()) for name in files if name.endswith(".nq.gz"))
    assert all((out / name).is_file() for name in files)
    return {str(quad) for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS)}


def graph_name(article: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(article) if article else ox.DefaultGraph()


# Builds with few, small tasks, so that some are done when others are not: inputs, output and a size of parts.
BUILD = f"""
import sys
from pathlib import Path

from kg.engines.session import spark_session
from kg.engines.spark import build_dataset
from kg.engines.tools import ToolFiles

with spark_session("local[2,4]", {SETTINGS!r}) as session:
    build_dataset(session, [Path(sys.argv[1])], ToolFiles(), Path(sys.argv[2]), part_size=int(sys.argv[3]))
"""


def test_a_stopped_build_is_gone_on_with(inputs, expected, tmp_path: Path) -> None:
    out, part_size = tmp_path / "out", "150"
    process = subprocess.Popen([sys.executable, "-c", BUILD, str(inputs[0]), str(out), part_size])
    until(lambda: any(out.glob("extractions/*/_SUCCESS")) or process.poll() is not None)
    for each in (*psutil.Process(process.pid).children(recursive=True), process):
        each.kill()
    process.wait()
    whole = [path.parent for path in out.glob("extractions/*/_SUCCESS")]
    assert 0 < len(whole) < 3
    assert not (out / "manifest.json").exists()
    before = {path: path.stat().st_mtime_ns for path in whole[0].iterdir()}
    with spark_session("local[2,4]", SETTINGS) as session:
        said = extracted_by_spark(session, inputs, FILES, out / "extractions", part_size=int(part_size))
        assert said.documents.count() == 38
        assert {path: path.stat().st_mtime_ns for path in whole[0].iterdir()} == before
        assert len(list(out.glob("extractions/*/_SUCCESS"))) == 3
        built = build_dataset(session, inputs, FILES, out, part_size=int(part_size))
    assert built.manifest.digest == digest_of(expected)
    assert not (out / "extractions").exists()


def test_what_an_earlier_run_read_counts_only_where_it_still_holds(inputs, tmp_path: Path) -> None:
    folder, article = tmp_path / "extractions", tmp_path / "articles" / "one.txt"
    article.parent.mkdir()
    article.write_text("Aldermoor Cables is headquartered in Bergen.", encoding="utf-8")
    with spark_session("local[2,4]", SETTINGS) as session:
        for text in (
            "Aldermoor Cables is headquartered in Bergen.",
            "Corvane Foods is headquartered in Porto, it said.",
        ):
            article.write_text(text, encoding="utf-8")
            said = extracted_by_spark(session, [article.parent], FILES, folder)
            ((extraction, _),) = said.read()
            assert extraction.annotated.document.text.strip() == text
            assert len(list(folder.iterdir())) == 1


def until(true: Callable[[], bool], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


# What every Python of a build runs first: seconds for minutes, and texts on which extraction does not end (inside of C code, or
# where Python comes to run) or ends its process.
DEADLY = """
import os
import re
import time

from kg.engines import limits
from kg.extract.extract import Extractor

limits.SECONDS = 8.0
genuine = Extractor.extract


def extract(self, annotated):
    text = annotated.document.text
    if "ENDLESS" in text:
        re.match("(a+)+$", "a" * 60 + "b")
    if "DEADLY" in text:
        os._exit(9)
    while "SLOW" in text:
        time.sleep(0.01)
    return genuine(self, annotated)


Extractor.extract = extract
"""


def test_documents_that_kill_or_do_not_end_are_named_and_the_rest_is_built(
    inputs, expected, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "first"), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    monkeypatch.setenv("PYTHONPATH", path)
    wrong = {kind: tmp_path / "wrong" / f"{kind.lower()}.txt" for kind in ("ENDLESS", "DEADLY", "SLOW")}
    (tmp_path / "wrong").mkdir()
    for kind, article in wrong.items():
        article.write_text(f"A {kind} text of Aldermoor Cables.", encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-c", BUILD.replace("[Path(sys.argv[1])]", "sys.argv[1].split()")]
    subprocess.run([*command, f"{inputs[0]} {tmp_path / 'wrong'}", str(out), str(PART)], check=True)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["digest"] == digest_of(expected)
    failures = {failure["name"]: failure["reason"] for failure in manifest["failures"]}
    assert failures.keys() == {"all.jsonl:21", "endless.txt", "deadly.txt", "slow.txt"}
    assert "was not done after" in failures["endless.txt"]
    assert "ends the process" in failures["deadly.txt"]
    assert "was not done after 8 seconds" in failures["slow.txt"]


@pytest.mark.usefixtures("scala")
def test_a_killed_executor_costs_nothing_but_time(inputs, expected, tmp_path: Path) -> None:
    killed: list[int] = []
    out = tmp_path / "out"
    with spark_session("local-cluster[2,1,1024]", SETTINGS) as session:
        assassin = threading.Thread(target=kill_an_executor, args=(out, killed), daemon=True)
        assassin.start()
        built = build_dataset(session, inputs, FILES, out, part_size=PART)
    assassin.join(10)
    assert len(killed) == 1
    assert built.manifest.digest == digest_of(expected)


def kill_an_executor(out: Path, killed: list[int]) -> None:
    """Kills one of the executors as soon as one has begun to write what documents say."""
    end = time.monotonic() + 300
    while time.monotonic() < end:
        if any((out / "extractions").rglob("part-*")):
            executors = [
                each
                for each in psutil.Process().children(recursive=True)
                if "CoarseGrainedExecutorBackend" in " ".join(cmdline(each))
            ]
            executors[0].kill()
            killed.append(executors[0].pid)
            return
        time.sleep(0.05)


def cmdline(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_the_entry_point_for_a_cluster_tells_what_the_command_tells(
    inputs, expected, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.engines.submit import main

    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--master local[2,4] --conf spark.ui.enabled=false pyspark-shell")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    assert main([*map(str, inputs), "--out", str(tmp_path / "out")]) == 3
    told = capsys.readouterr()
    assert told.out == f"38 documents, {len(expected.graph | expected.evidence)} triples in {tmp_path / 'out'}\n"
    assert told.err.splitlines()[-1].startswith("all.jsonl:21: ")


def test_identity_by_shuffles_is_identity_in_memory(road, tmp_path: Path) -> None:
    """Short forms, acronyms, namesakes, spellings: the corpus of tests/identity."""
    tools = road.tools
    reader = thing_reader(tools.ontology, tools.gazetteer)
    documents = [each for each in read([ROOT / "tests" / "identity" / "articles"]) if isinstance(each, Document)]
    found = [reader.things_of(extraction) for extraction in extract_each(documents, tools)]
    expected = identify_in_memory((thing for each in found for thing in each.things), matcher_of(reader))
    with spark_session("local[2,4]", SETTINGS) as session:
        rows = [(bytearray(pack_things(each)),) for each in found]
        with identified(session.createDataFrame(rows, "things binary").repartition(3), FILES) as table:
            made = table.collect()
    wholes = {row.root: Codec(Identity).unpack(bytes(row.identity)) for row in made if row.identity is not None}
    assert len(wholes) > 20
    assert wholes == {each.root: replace(each, things=(whole_of(each.things),)) for each in expected.all}
    assert sorted((row.document, row.key, row.root) for row in made if row.identity is None) == sorted(
        (thing.document, thing.key, each.root) for each in expected.all for thing in each.things
    )
