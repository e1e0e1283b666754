"""A build by way of the scratch database: its files are those of a build in memory, byte for byte."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from kg.check import check_graph
from kg.engines.archive.build import FILES, ArchiveBuild, build_archive
from kg.engines.archive.passes import Rows, Work
from kg.engines.archive.running import Passing
from kg.engines.archive.scratch import scratch_database
from kg.engines.local import extracted, graph_of_extracted
from kg.engines.tools import ToolFiles
from kg.errors import OntologyError, OutputError
from kg.graph import KnowledgeGraph
from kg.publish.summary import summary_of_graph

ROOT = Path(__file__).resolve().parents[3]
KNOWN = """
@prefix crm: <https://example.org/crm/> . @prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
crm:one a kg:Company ; rdfs:label "Aldermoor Cables"@en ; kg:headquarteredIn crm:bergen .
crm:bergen a kg:City ; rdfs:label "Bergen"@en .
"""
TEXTS = (
    "Aldermoor Cables is headquartered in Oslo.",
    "Brackwater Group invested $5 million in Aldermoor Cables in 2021. Aldermoor Cables plans a new cable plant in Oslo.",
    "Brackwater Group has invested $5 million in Aldermoor Cables. Brackwater is a unit of Corvane Foods Ltd.",
    "Corvane Foods did not sign an agreement with the city of Oslo.",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented articles, enough for several partitions, some of which report again what others report."""
    spec = importlib.util.spec_from_file_location("generate_corpus", ROOT / "benchmarks" / "generate_corpus.py")
    assert spec is not None and spec.loader is not None
    generator: ModuleType = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        patch.setitem(__import__("sys").modules, "generate_corpus", generator)
        spec.loader.exec_module(generator)
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    generator.write(100, path, None, short=True)
    return path


def both(
    inputs: Sequence[Path],
    folder: Path,
    *,
    jobs: int = 1,
    files: ToolFiles = ToolFiles(),  # noqa: B008 -- frozen
) -> tuple[ArchiveBuild, KnowledgeGraph]:
    """A build on disk, which must have written what one in memory holds."""
    knowledge, work, out = files.knowledge(), folder / "work", folder / "out"
    out.mkdir()
    (out / "graph.html").write_text("the page of an earlier build")
    with extracted(inputs, files, work=work, jobs=jobs, few=0) as said:
        assert said.failures == ()
        built = build_archive(
            said.partitions, files, knowledge, out, work=work, jobs=jobs, progress=lambda stage, done, total: None
        )
        graph = graph_of_extracted(said, knowledge)
    assert {path.name: path.read_text("utf-8") for path in out.iterdir()} == graph.contents(())
    assert {path.name for path in out.iterdir()} == set(FILES)
    assert tuple(each.violation for each in built.violations) == check_graph(graph.graph, graph.ontology)
    assert built.conflicts == graph.conflicts
    reasons = (each.reason for each in graph.rejected)
    assert built.summary == summary_of_graph(graph.graph, graph.ontology, reasons, built.violations, built.conflicts)
    assert not work.exists()
    return built, graph


@pytest.mark.parametrize("articles", ["data/articles", "tests/gold/articles", "tests/identity/articles"])
def test_the_files_are_those_of_a_build_in_memory(articles: str, tmp_path: Path) -> None:
    built, _ = both([ROOT / articles], tmp_path)
    assert built.documents == sum(1 for path in (ROOT / articles).iterdir() if path.suffix == ".txt")


@pytest.mark.parametrize("jobs", [1, 2])
def test_whatever_the_number_of_processes(jobs: int, corpus: Path, tmp_path: Path) -> None:
    built, graph = both([corpus], tmp_path, jobs=jobs)
    assert built.documents == 100
    assert any("reports in" in reason for reason in _reasons(graph)), "none of the articles reports again"


def _reasons(graph: KnowledgeGraph) -> list[str]:
    return [each.object.value for each in graph.evidence if each.predicate.value.endswith("#mergedBecause")]


def test_a_graph_that_was_brought_keeps_its_names_and_conflicts_are_told(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    known = tmp_path / "known.ttl"
    known.write_text(KNOWN, encoding="utf-8")
    built, graph = both([*tmp_path.glob("*.txt")], tmp_path, files=ToolFiles((), (known,)))
    assert [(each.known, each.stated) for each in built.conflicts] == [("Bergen", "Oslo")]
    assert "<https://example.org/crm/one>" in {str(each.subject) for each in graph.graph}


def test_a_rule_that_only_a_query_engine_can_run_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    rule = tmp_path / "rule.ttl"
    rule.write_text(
        "@prefix kg: <https://w3id.org/kgbuilder/ontology#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        'kg:mine a sh:SPARQLRule ; sh:construct "PREFIX kg: <https://w3id.org/kgbuilder/ontology#> CONSTRUCT '
        '{ ?one kg:cooperatesWith ?other } WHERE { ?one (kg:investsIn/kg:investsIn)+ ?other }" .',
        encoding="utf-8",
    )
    files = ToolFiles((rule,))
    with pytest.raises(OntologyError, match="--in-memory"):
        build_archive(
            [], files, files.knowledge(), tmp_path / "out", work=tmp_path, jobs=1, progress=lambda *told: None
        )
    assert not (tmp_path / "out").exists()


def _dying(work: Work) -> Rows:
    import os

    os._exit(9)


def test_a_process_that_dies_each_time_is_an_error_that_says_so(tmp_path: Path) -> None:
    with scratch_database(tmp_path / "scratch") as database:
        database.execute("CREATE TABLE text (text BLOB)")
        database.execute("INSERT INTO text VALUES ('')")
        work = Work(tmp_path / "scratch", ToolFiles(), "https://example.org/")
        passing = Passing(database, work, 2, lambda stage, done, total: None)
        with pytest.raises(OutputError, match="resolving: a process ended again and again"):
            passing.over_rows(_dying, "text", "resolving")
