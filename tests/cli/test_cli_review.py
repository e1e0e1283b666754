"""`kg review`: questions answered through a pipe, and what stands in the file then; `kg build` under corrections."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.correct.load import read_corrections
from kg.correct.records import kind_of
from kg.errors import CorrectionError
from kg.ontology import Ontology

TEXTS = (
    "Alder Energy is headquartered in Hamburg. Teal Bank supports Alder Energy Group.",
    "Alder Energy is based in Munich.",
)
MINE = "# what I know\n- rename: Teal Bank   # since May\n  to: Teal\n  author: Bo\n  date: 2026-01-01\n"


@pytest.fixture(scope="module")
def built(road, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    road.build(*TEXTS).save(folder, formats=())
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "corrections.yaml"
    path.write_text(MINE, encoding="utf-8")
    return path


def review(built: Path, file: Path, answers: str, *more: str) -> Result:
    arguments = ["review", str(built), "--corrections", str(file), "--author", "Ada", *more]
    return CliRunner().invoke(app, arguments, input=answers, catch_exceptions=False)


def kinds(file: Path, ontology: Ontology) -> list[str]:
    return [kind_of(each) for each in read_corrections(file, ontology)]


@pytest.mark.parametrize(
    ("answers", "written"),
    [
        ("y\n1\n", ["merge", "accept", "reject"]),
        ("yes\n2\n", ["merge", "accept", "reject"]),
        ("m\nskip\n", ["merge"]),
        ("n\nb\n", ["distinct", "accept", "accept"]),
        ("\nn\n", ["reject", "reject"]),
        ("s\nq\n", []),
        ("quit\n", []),
        ("y\nundo\nn\ns\n", ["distinct"]),
        ("y\n1\nu\n", ["merge", "accept", "reject"]),
        ("y\nu\nu\ns\ns\n", []),
        ("x\ny\nq\n", ["merge"]),
        ("y\n", ["merge"]),
    ],
)
def test_answers_become_entries_after_those_of_others(
    answers: str, written: list[str], built: Path, file: Path, ontology: Ontology
) -> None:
    result = review(built, file, answers)
    assert result.exit_code == 0
    assert kinds(file, ontology) == ["rename", *written]
    assert file.read_text(encoding="utf-8").startswith(MINE)
    assert f"written to {file}" in " ".join(result.stdout.split("\n"))


def test_a_question_has_its_sentences_and_its_answers(built: Path, file: Path) -> None:
    output = review(built, file, "q\n").stdout
    assert "1/2 possible duplicate: Are “Alder Energy” and “Alder Energy Group” one company?" in output
    assert "  “Teal Bank supports Alder Energy Group.” (news0" in output
    assert "| n no, they are two | s skip | w say why | u undo | q quit]" in output


def test_a_decision_has_its_author_its_time_and_its_reason(built: Path, file: Path, ontology: Ontology) -> None:
    review(built, file, "w\nthe annual report: page 3\ny\nq\n")
    decision = read_corrections(file, ontology)[-1].decision
    assert (decision.author, decision.reason) == ("Ada", "the annual report: page 3")
    assert decision.date.endswith("Z")


def test_what_is_decided_is_not_asked_again(built: Path, file: Path) -> None:
    review(built, file, "y\n1\n")
    assert review(built, file, "").stdout == "nothing to decide\n"


def test_undo_goes_back_to_the_question(built: Path, file: Path) -> None:
    shown = [line for line in review(built, file, "y\nu\nq\n").stdout.splitlines() if line[:2] in ("1/", "2/")]
    assert [line[:3] for line in shown] == ["1/2", "2/2", "1/2"]


def test_a_file_is_made_where_there_is_none(built: Path, tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "data" / "corrections.yaml"
    review(built, path, "y\nq\n")
    assert kinds(path, ontology) == ["merge"]


def test_without_answers_nothing_is_written_and_the_way_to_give_them_is_told(built: Path, file: Path) -> None:
    with pytest.raises(CorrectionError, match="run it in a terminal, or pipe the answers in"):
        review(built, file, "")
    assert file.read_text(encoding="utf-8") == MINE


def test_the_questions_can_be_listed(built: Path, file: Path) -> None:
    output = review(built, file, "", "--list").stdout
    assert [line[:4] for line in output.splitlines() if not line.startswith(" ")] == ["1/2 ", "2/2 "]


def test_a_build_applies_a_file_and_names_what_had_no_effect(tmp_path: Path, file: Path) -> None:
    article = tmp_path / "news.txt"
    article.write_text(TEXTS[0], encoding="utf-8")
    with file.open("a", encoding="utf-8") as entries:
        entries.write("- reject: Nobody\n  author: Ada\n  date: 2026-03-01\n")
    arguments = ["build", str(article), "--out", str(tmp_path / "out"), "--corrections", str(file)]
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert result.stderr == f"{file}:6: reject by Ada has no effect: nothing is called “Nobody” in this build\n"
    assert '"Teal"@en' in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


def test_a_build_takes_the_file_of_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "corrections.yaml").write_text("- nonsense\n", encoding="utf-8")
    (tmp_path / "news.txt").write_text(TEXTS[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorrectionError, match=r"data/corrections\.yaml:1: an entry is made of keys and values"):
        CliRunner().invoke(app, ["build", "news.txt", "--out", "out"], catch_exceptions=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_in_a_terminal_one_key_answers(built: Path, file: Path) -> None:
    import pty

    program = [sys.executable, "-c", "import kg.cli; kg.cli.main()", "review", str(built), "--corrections", str(file)]
    ours, theirs = pty.openpty()
    with subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True) as running:
        os.close(theirs)
        output = b""
        # A key is lost that comes before the program waits for it, so it is pressed until the program ends.
        while running.poll() is None:
            if select.select([ours], [], [], 0.2)[0]:
                output += _read(ours)
            elif output.rstrip().endswith(b"]"):
                os.write(ours, b"q")
        while more := _read(ours):
            output += more
    os.close(ours)
    assert running.returncode == 0
    assert f"0 decisions written to {file}" in " ".join(output.decode().split())


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        # What Linux says at the end of a pseudo-terminal.
        return b""
