"""The pipeline on one machine: the same with any number of processes, and what was done is not done again."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.engines import local
from kg.engines.extraction import ReadDocument
from kg.engines.local import extracted, filling, working_folder
from kg.engines.partition import partitions, read_partition
from kg.engines.tools import ToolFiles
from kg.errors import ProjectError
from kg.extract.extract import Extraction
from kg.pipeline import Tools
from kg.project.build import ReadAhead, build_project
from kg.project.lock import build_lock
from kg.project.settings import Project, init_project, load_project
from kg.records import Document, ReadFailure
from kg.resolve.within import ThingReader, thing_reader

TEXTS = {
    "one.txt": "Aldermoor Cables has signed an agreement with Brackwater Group in Oslo.",
    "two.txt": "Brackwater Group invested $5 million in Corvane Foods.",
    "three.txt": "The weather was fine.",
}
FILES = ToolFiles()


@pytest.fixture
def tools(road) -> Tools:
    return road.tools


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tools: Tools) -> None:
    """The tools that are loaded already, and partitions from the second document on."""
    monkeypatch.setattr("kg.engines.partition.loaded_tools", lambda files, digest: tools)
    monkeypatch.setattr("kg.engines.local.loaded_tools", lambda files, digest: tools)
    monkeypatch.setattr("kg.engines.batch.loaded_tools", lambda files, digest: tools)
    reader = thing_reader(tools.ontology, tools.gazetteer)
    for module in ("partition", "local"):
        monkeypatch.setattr(f"kg.engines.{module}.loaded_reader", lambda files, digest: reader)
    monkeypatch.setattr("kg.engines.partition.DOCUMENTS_AT_ONCE", 2)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def said(articles: Path, work: Path, jobs: int = 1) -> dict[str, ReadDocument]:
    with extracted([articles], FILES, work=work, jobs=jobs) as found:
        assert found.failures == ()
        return {each.extraction.annotated.document.name: bare(each) for each in found.documents}


def bare(read: ReadDocument) -> ReadDocument:
    """Without sentences, which go where a document goes through a file."""
    annotated = replace(read.extraction.annotated, sentences=())
    return replace(read, extraction=replace(read.extraction, annotated=annotated))


@pytest.mark.usefixtures("here")
class TestInPartitions:
    def test_partitions_say_what_documents_say(self, articles: Path, tmp_path: Path, monkeypatch) -> None:
        few = said(articles, tmp_path / "work")
        monkeypatch.setattr(local, "FEW", 1)
        assert said(articles, tmp_path / "work") == few
        assert set(few) == set(TEXTS)
        assert any(each.extraction.claims for each in few.values())

    def test_nothing_is_left_at_the_end(self, articles: Path, tmp_path: Path, monkeypatch) -> None:
        monkeypatch.setattr(local, "FEW", 1)
        said(articles, tmp_path / "work")
        assert not (tmp_path / "work").exists()

    def test_what_was_read_before_an_error_is_not_read_again(self, articles: Path, tmp_path: Path, monkeypatch) -> None:
        monkeypatch.setattr(local, "FEW", 1)

        def stopped() -> dict[str, ReadDocument]:
            with extracted([articles], FILES, work=tmp_path / "work", jobs=1):
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            stopped()

        def unwanted(documents: Iterator[Document], tools: Tools, reader: ThingReader) -> Iterator[Extraction]:
            raise AssertionError(f"read again: {[document.name for document in documents]}")

        monkeypatch.setattr("kg.engines.partition.read_surely", unwanted)
        assert set(said(articles, tmp_path / "work")) == set(TEXTS)

    def test_a_second_run_at_the_same_time_is_refused(self, articles: Path, tmp_path: Path, monkeypatch) -> None:
        monkeypatch.setattr(local, "FEW", 1)
        with build_lock(tmp_path / "work" / "lock", "it"), pytest.raises(ProjectError, match="is being built"):
            said(articles, tmp_path / "work")

    def test_a_document_that_the_stages_cannot_cope_with_costs_only_itself(
        self, articles: Path, tmp_path: Path, monkeypatch, tools: Tools
    ) -> None:
        genuine = tools.extractor.__class__.extract

        def extract(self, annotated):
            if annotated.document.name == "two.txt":
                raise RecursionError("too deep")
            return genuine(self, annotated)

        monkeypatch.setattr(tools.extractor.__class__, "extract", extract)
        for few in (64, 1):
            monkeypatch.setattr(local, "FEW", few)
            with extracted([articles], FILES, work=tmp_path / f"work{few}", jobs=1) as found:
                assert {each.extraction.annotated.document.name for each in found.documents} == {"one.txt", "three.txt"}
                ((name, reason),) = [(each.name, each.reason) for each in found.failures]
            assert name == "two.txt"
            assert "RecursionError: too deep" in reason

    @pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no alarms on Windows")
    @pytest.mark.parametrize("stage", ["extract", "things_of"])
    def test_a_document_on_which_a_stage_does_not_end_costs_only_itself(
        self, articles: Path, tmp_path: Path, monkeypatch, tools: Tools, stage: str
    ) -> None:
        owner = tools.extractor.__class__ if stage == "extract" else ThingReader
        genuine = getattr(owner, stage)

        def endless(self, given):
            name = (given.annotated if isinstance(given, Extraction) else given).document.name
            while name == "two.txt":
                time.sleep(0.01)
            return genuine(self, given)

        monkeypatch.setattr(owner, stage, endless)
        monkeypatch.setattr("kg.engines.limits.SECONDS", 1.0)
        for few in (64, 1):
            monkeypatch.setattr(local, "FEW", few)
            with extracted([articles], FILES, work=tmp_path / f"work{few}", jobs=1) as found:
                assert {each.extraction.annotated.document.name for each in found.documents} == {"one.txt", "three.txt"}
                ((name, reason),) = [(each.name, each.reason) for each in found.failures]
            assert name == "two.txt"
            assert "was not done after 1 seconds" in reason

    def test_a_partition_is_another_where_a_document_or_the_tools_are(self, articles: Path, tmp_path: Path) -> None:
        document = Document("a-1", "text", "a")
        keys = {
            partition.key
            for documents, digest in (
                ([document], "tools"),
                ([document], "other tools"),
                ([Document("a-1", "other text", "a")], "tools"),
                ([document, document], "tools"),
            )
            for partition in partitions(documents, tmp_path, FILES, digest)
        }
        assert len(keys) == 4

    def test_a_partition_that_was_cut_short_is_read_again(self, tmp_path: Path) -> None:
        (partition,) = partitions([Document("a-1", "text", "a")], tmp_path, FILES, "tools")
        read_partition(partition)
        (path,) = (tmp_path / "extractions").glob("*/*")
        path.write_bytes(path.read_bytes()[:-1])
        (again,) = partitions([Document("a-1", "text", "a")], tmp_path, FILES, "tools")
        assert not again.is_done()
        assert [each.extraction.annotated.document.id for each in read_partition(again).read()] == ["a-1"]


@pytest.mark.usefixtures("here")
class TestFillingAProject:
    def test_a_project_keeps_what_its_documents_say(self, project: Project, tools: Tools) -> None:
        built = build_project(project, ahead=filling(FILES, 1))
        assert built.graph is not None
        assert (built.changes.new, built.changes.extracted) == (3, 3)
        shutil.rmtree(project.private)
        again = build_project(project, tools=tools)
        assert again.graph is not None
        assert (again.graph.graph, again.graph.evidence) == (built.graph.graph, built.graph.evidence)
        assert build_project(project, ahead=filling(FILES, 1)).changes.extracted == 0

    def test_a_document_that_cannot_be_read_is_tried_at_each_build(self, project: Project) -> None:
        def unable(documents, cache, progress) -> ReadAhead:
            unread = [document for document in documents if document.name == "two.txt"]
            filling(FILES, 1)([document for document in documents if document not in unread], cache, progress)
            return ReadAhead([ReadFailure(document.name, "it ends the process") for document in unread])

        for extracted_now in (3, 1):
            built = build_project(project, ahead=unable)
            assert [failure.name for failure in built.failures] == ["two.txt"]
            assert built.changes.extracted == extracted_now
            assert built.graph is not None


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = init_project(tmp_path / "project").root
    (root / "kg.toml").write_text('sources = ["articles"]\nformats = []\n', encoding="utf-8")
    for name, text in TEXTS.items():
        (root / "articles" / name).write_text(text, encoding="utf-8")
    for path in (root / "articles").iterdir():
        if path.name not in TEXTS:
            path.unlink()
    return load_project(root)


def test_the_working_folder_is_hidden_beside_the_one_that_is_written(tmp_path: Path) -> None:
    assert working_folder(tmp_path / "graph") == tmp_path / ".graph.unfinished"


@pytest.mark.slow
def test_two_processes_say_what_one_says(tmp_path: Path, articles: Path) -> None:
    for number in range(70):
        text = f"Aldermoor Cables invested ${number} million in Corvane Foods in Oslo."
        (articles / f"more{number}.txt").write_text(text, encoding="utf-8")
    assert said(articles, tmp_path / "one", jobs=1) == said(articles, tmp_path / "two", jobs=2)
