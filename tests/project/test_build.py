"""Building a project again: what is read, what is written, and that nobody can tell it from a build from scratch."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import astuple, replace
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ProjectError, ReadError
from kg.pipeline import Tools
from kg.pipeline import build as build_from_scratch
from kg.project.build import LOCK_FILE, ProjectBuild, build_project
from kg.project.changes import Changes
from kg.project.generations import Generations, reading
from kg.project.lock import build_lock
from kg.project.settings import CORRECTIONS_FILE, Project, load_project
from kg.store.disk import open_store
from kg.store.embedded import load_triples, store_of
from tests.project.conftest import SETTINGS, quads, write_documents, written

KESTREL = "Kestrel Motors invested $40 million in Calder Semiconductor in May 2021."
KESTREL_LATER = "Kestrel Motors invested $45 million in Calder Semiconductor in May 2021."
CALDER = "Calder Semiconductor cooperates with Polder Energy. The company is based in Oslo."
VILAMAR = "Vilamar University signed an agreement with Polder Energy in Leipzig."
EMPTY = "Nothing of note happened."

Build = Callable[[], ProjectBuild]
Write = Callable[[dict[str, str]], None]


def changes(new: int = 0, changed: int = 0, removed: int = 0, unchanged: int = 0, extracted: int = 0) -> Changes:
    return Changes(new, changed, removed, unchanged, extracted)


def expected(project: Project, tools: Tools, folder: Path) -> dict[str, bytes]:
    """The files of a build from scratch, by the road that keeps nothing."""
    corrections = project.settings.corrections or ()
    graph = build_from_scratch([project.root / "articles"], tools=tools, corrections=corrections)
    graph.save(folder, formats=project.settings.formats)
    return written(folder)


# ---------------------------------------------------------------- the same as from scratch


DOCUMENTS = st.dictionaries(
    st.sampled_from(["a.txt", "b.txt", "c.txt"]),
    st.sampled_from([KESTREL, KESTREL_LATER, CALDER, VILAMAR, EMPTY]),
    min_size=1,
)


CORRECTIONS = st.sampled_from(
    [
        "",
        "- rename: Calder Semiconductor\n  to: Calder Chips\n  author: Ada\n  date: 2024-06-15\n",
        "- pin: Polder Energy\n  iri: https://w3id.org/kgbuilder/id/org/polder\n  author: Ada\n  date: 2024-06-15\n",
    ]
)


@settings(max_examples=15)
@given(
    states=st.lists(st.tuples(DOCUMENTS, CORRECTIONS), min_size=2, max_size=4),
    largest_change=st.sampled_from([0.2, 10]),
)
def test_whatever_came_before_a_build_gives_what_one_from_scratch_gives(
    states: list[tuple[dict[str, str], str]], largest_change: float, tools: Tools
) -> None:
    with tempfile.TemporaryDirectory() as name, mock.patch("kg.project.output.LARGEST_CHANGE", largest_change):
        root = Path(name, "project")
        (root / "articles").mkdir(parents=True)
        (root / "kg.toml").write_text(SETTINGS, encoding="utf-8")
        for number, (documents, corrections) in enumerate(states):
            (root / CORRECTIONS_FILE).write_text(corrections, encoding="utf-8")
            project = load_project(root)
            write_documents(project, documents)
            build_project(project, tools=tools)
            assert written(project.settings.out) == expected(project, tools, Path(name, str(number)))
            said = load_triples(project.settings.out)
            with reading(project) as generation:
                assert quads(open_store(generation)) == quads(store_of(said.graph, said.evidence))


def test_what_is_kept_is_what_was_extracted(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL, "b.txt": VILAMAR})
    first = build().graph
    shutil.rmtree(project.private / "generations")
    again = build()
    assert again.changes.extracted == 0
    assert (again.graph.graph, again.graph.evidence, again.graph.rejected) == (
        first.graph,
        first.evidence,
        first.rejected,
    )


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"a.txt": KESTREL}, {"a.txt": KESTREL}, changes(unchanged=1)),
        ({"a.txt": KESTREL}, {"a.txt": KESTREL, "b.txt": CALDER}, changes(unchanged=1, new=1, extracted=1)),
        ({"a.txt": KESTREL, "b.txt": CALDER}, {"a.txt": KESTREL}, changes(unchanged=1, removed=1)),
        (
            {"a.txt": KESTREL, "b.txt": CALDER},
            {"a.txt": KESTREL_LATER, "b.txt": CALDER},
            changes(unchanged=1, changed=1, extracted=1),
        ),
        # A document that is called otherwise has another id, and its mentions with it.
        ({"a.txt": KESTREL}, {"b.txt": KESTREL}, changes(new=1, removed=1, extracted=1)),
    ],
)
def test_only_what_is_new_or_has_changed_is_read(
    before: dict[str, str], after: dict[str, str], told: Changes, build: Build, write: Write
) -> None:
    write(before)
    assert build().changes == changes(new=len(before), extracted=len(before))
    write(after)
    assert build().changes == told


def test_where_nothing_has_changed_nothing_is_written(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL})
    build()
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*") if path.name != LOCK_FILE}
    assert build().graph is None
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*") if path.name != LOCK_FILE} == before


def test_a_written_file_that_was_changed_or_removed_is_written_again(
    project: Project, build: Build, write: Write
) -> None:
    write({"a.txt": KESTREL})
    build()
    before = written(project.settings.out)
    (project.settings.out / "graph.nt").write_text("changed", encoding="utf-8")
    (project.settings.out / "graph.ttl").unlink()
    assert build().changes == changes(unchanged=1)
    assert written(project.settings.out) == before


def test_metadata_beside_a_document_is_part_of_it(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL})
    build()
    (project.root / "articles" / "a.meta.json").write_text('{"published": "2021-06-01"}', encoding="utf-8")
    assert build().changes == changes(changed=1, extracted=1)


def test_another_ontology_means_reading_again(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL})
    build()
    mine = "<https://example.org/o#Harbour> a <http://www.w3.org/2002/07/owl#Class> ."
    (project.root / "ours.ttl").write_text(mine, encoding="utf-8")
    (project.root / "kg.toml").write_text(SETTINGS + 'ontology = ["ours.ttl"]\n', encoding="utf-8")
    assert build().changes == changes(unchanged=1, extracted=1)


def test_a_kept_extraction_that_is_damaged_is_made_anew(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL})
    build()
    (kept,) = (path for path in (project.private / "extractions").rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-3])
    write({"a.txt": KESTREL, "b.txt": CALDER})
    assert build().changes == changes(unchanged=1, new=1, extracted=2)


def test_facts_that_nothing_else_supports_go_with_their_document(build: Build, write: Write) -> None:
    both = "Polder Energy is based in Oslo."
    write({"a.txt": f"{KESTREL} {both}", "b.txt": both})
    build()
    write({"b.txt": both})
    names = {
        row[0].value for row in build().graph.query("SELECT ?name { ?x kg:mentionedIn ?p ; rdfs:label ?name }").rows
    }
    assert names == {"Polder Energy", "Oslo"}


# ---------------------------------------------------------------- what is written


def test_the_private_folder_holds_one_generation_and_one_extraction_a_document(
    project: Project, build: Build, write: Write
) -> None:
    for texts in ({"a.txt": KESTREL}, {"a.txt": KESTREL_LATER, "b.txt": CALDER}, {"b.txt": CALDER}):
        write(texts)
        build()
        assert len(list((project.private / "generations").iterdir())) == 1
        assert len([p for p in (project.private / "extractions").rglob("*") if p.is_file()]) == len(texts)
    assert (project.private / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_files_that_are_not_written_any_more_are_removed_and_those_of_others_stay(
    project: Project, build: Build, write: Write
) -> None:
    write({"a.txt": KESTREL})
    build()
    out = project.settings.out
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (project.root / "kg.toml").write_text(SETTINGS.replace('["nt", "csv"]', "[]"), encoding="utf-8")
    build()
    assert set(written(out)) == {"graph.ttl", "evidence.ttl", "rejected.jsonl", "notes.txt"}


def test_the_page_in_the_output_is_not_read_as_a_document(project: Project, tools: Tools) -> None:
    (project.root / "kg.toml").write_text('sources = ["."]\n', encoding="utf-8")
    (project.root / "a.txt").write_text(KESTREL, encoding="utf-8")
    project = load_project(project.root)
    assert build_project(project, tools=tools).changes.new == 1
    assert (project.settings.out / "graph.html").exists()
    assert build_project(project, tools=tools).changes == changes(unchanged=1)


def test_title_and_base_are_those_of_the_settings(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL})
    (project.root / "kg.toml").write_text(
        SETTINGS + 'title = "Ours"\nbase = "https://example.org/id/"\n', encoding="utf-8"
    )
    graph = build().graph
    assert graph.title == "Ours"
    assert "https://example.org/id/org/kestrel-motors" in (project.settings.out / "graph.nt").read_text()


# ---------------------------------------------------------------- what goes wrong


def test_what_cannot_be_read_is_told_and_the_rest_is_built(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL, "b.pdf": "no PDF"})
    built = build()
    assert [failure.name for failure in built.failures] == ["b.pdf"]
    assert built.changes == changes(new=1, extracted=1)


def test_where_nothing_can_be_read_the_last_build_stays(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL})
    build()
    before = written(project.settings.out)
    write({})
    with pytest.raises(ReadError, match="nothing could be read and nothing was written: articles: the folder holds no"):
        build()
    assert written(project.settings.out) == before


def test_two_builds_at_once_are_refused_naming_the_first(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL})
    with (
        build_lock(project.private / LOCK_FILE, "it"),
        pytest.raises(ProjectError, match=r"is being built by process \d+; wait"),
    ):
        build()
    assert build().changes.new == 1


def test_an_ontology_that_changes_while_it_is_loaded_is_told_and_nothing_is_kept(
    project: Project, build: Build, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"a.txt": KESTREL})
    digests = iter("one another".split())
    monkeypatch.setattr("kg.project.build.build_digest", lambda settings, documents: next(digests))
    with pytest.raises(ProjectError, match="changed meanwhile"):
        build()
    assert not (project.private / "extractions").exists()


@pytest.mark.parametrize("stage", ["build.conclude", "output.write_files", "output.write_store", "output.change_store"])
def test_a_build_that_breaks_off_leaves_the_last_one_and_the_next_heals_it(
    stage: str,
    project: Project,
    build: Build,
    write: Write,
    tools: Tools,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write({"a.txt": KESTREL})
    build()
    with reading(project) as generation:
        before = written(generation)
    write({"a.txt": KESTREL_LATER, "b.txt": CALDER})
    with monkeypatch.context() as broken:
        broken.setattr("kg.project.output.LARGEST_CHANGE", 10 if stage == "output.change_store" else 0)
        broken.setattr(f"kg.project.{stage}", _break)
        with pytest.raises(OSError, match="the disk is full"):
            build()
    with reading(project) as generation:
        assert written(generation) == before
    assert build().changes == changes(changed=1, new=1)
    assert written(project.settings.out) == expected(project, tools, tmp_path / "scratch")
    assert len(list((project.private / "generations").iterdir())) == 1


def _break(*arguments: object, **options: object) -> None:
    raise OSError("the disk is full")


def test_what_killed_builds_leave_is_cleared_away(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL})
    build()
    Generations(project.private).begin()
    write({"a.txt": KESTREL_LATER})
    for left in (project.private / ".current.abcdefgh.part", project.settings.out / ".graph.ttl.abcdefgh.part"):
        left.write_text("half", encoding="utf-8")
    build()
    assert [path.name for path in project.root.rglob("*.part")] == []
    assert len(list((project.private / "generations").iterdir())) == 1


def test_a_project_without_its_private_folder_is_built_as_new(project: Project, build: Build, write: Write) -> None:
    write({"a.txt": KESTREL})
    first = build()
    shutil.rmtree(project.private)
    assert astuple(build().changes) == astuple(replace(first.changes))


# ---------------------------------------------------------------- what people have decided


def test_a_correction_alone_makes_a_new_build_and_reads_nothing_again(
    project: Project, tools: Tools, write: Write
) -> None:
    write({"a.txt": KESTREL})
    before = build_project(project, tools=tools)
    assert before.graph is not None
    (project.root / CORRECTIONS_FILE).write_text(
        "- rename: Calder Semiconductor\n  to: Calder Chips\n  author: Ada\n  date: 2024-06-15\n", encoding="utf-8"
    )
    again = build_project(load_project(project.root), tools=tools)
    assert again.graph is not None
    assert again.changes == changes(unchanged=1)
    assert any(str(triple.object) == '"Calder Chips"@en' for triple in again.graph.graph)
