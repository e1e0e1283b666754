"""Builds with workers and builds as a whole, killed in the middle: the next one gives what an undisturbed one gives."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from kg.engines.local import working_folder

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals of another system")]

# What is started in the background of a shell ignores Ctrl-C, and so would all that it starts.
HEED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
KG = (sys.executable, "-c", f"{HEED}; from kg.cli import main; main()")
ROOT = Path(__file__).resolve().parents[2]
NUMBER = 140
SENTENCE = "{one} Cables invested ${number} million in {other} Foods, and signed an agreement with the city of Oslo on Monday. "
NAMES = ("Aldermoor", "Brackwater", "Corvane", "Dunhollow", "Eskerley")


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for number in range(NUMBER):
        one, other = NAMES[number % 5], NAMES[number % 3]
        (folder / f"{number}.txt").write_text(SENTENCE.format(one=one, other=other, number=number), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed") / "graph"
    subprocess.run(command(articles, out, 1), check=True, stdout=subprocess.DEVNULL)
    return written(out)


def command(articles: Path, out: Path, jobs: int) -> list[str]:
    return [*KG, "build", str(articles), "--out", str(out), "--jobs", str(jobs)]


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def partitions_done(out: Path) -> int:
    return sum(1 for path in working_folder(out).glob("extractions/*/*") if not path.name.startswith("."))


def started(articles: Path, out: Path) -> subprocess.Popen[bytes]:
    """A build with two workers that has one partition done."""
    process = subprocess.Popen(command(articles, out, 2), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    until(lambda: partitions_done(out) >= 1 or process.poll() is not None)
    return process


def until(true, seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


# What every Python of a build runs first: seconds for minutes, and a text on which extraction does not end, inside of C code.
ENDLESS = """
import re

from kg.engines import limits
from kg.extract.extract import Extractor

limits.SECONDS = 8.0
genuine = Extractor.extract


def extract(self, annotated):
    if "ENDLESS" in annotated.document.text:
        re.match("(a+)+$", "a" * 60 + "b")
    return genuine(self, annotated)


Extractor.extract = extract
"""


def workers(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes that have a language model: not the fork server, nor the tracker of resources."""
    below = psutil.Process(process.pid).children(recursive=True)
    return [each for each in below if each.parent() != psutil.Process(process.pid)]


def test_a_killed_worker_costs_nothing_but_its_partition(articles, undisturbed, tmp_path: Path) -> None:
    process = started(articles, tmp_path / "graph")
    workers(process)[0].kill()
    assert process.wait(300) == 0
    assert written(tmp_path / "graph") == undisturbed


def test_a_killed_build_is_gone_on_with(articles, undisturbed, tmp_path: Path) -> None:
    process = started(articles, tmp_path / "graph")
    left = workers(process)
    process.kill()
    process.wait()
    # Nobody stays behind to write what nobody reads.
    until(lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in left))
    done = partitions_done(tmp_path / "graph")
    assert 0 < done < NUMBER / 32
    subprocess.run(command(articles, tmp_path / "graph", 2), check=True, stdout=subprocess.DEVNULL)
    assert written(tmp_path / "graph") == undisturbed
    assert not working_folder(tmp_path / "graph").exists()


def test_ctrl_c_ends_a_build_without_a_word_from_its_workers(articles, undisturbed, tmp_path: Path) -> None:
    process = started(articles, tmp_path / "graph")
    left = workers(process)
    for each in (process, *left):
        # A terminal sends it to all of them.
        os.kill(each.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in told
    assert not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in left)
    assert partitions_done(tmp_path / "graph") >= 1


def test_a_document_that_does_not_end_is_named_and_the_rest_is_built(articles, undisturbed, tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "sitecustomize.py").write_text(ENDLESS, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "first"), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    shutil.copytree(articles, tmp_path / "articles")
    (tmp_path / "articles" / "70a.txt").write_text("An ENDLESS text of Aldermoor Cables.", encoding="utf-8")
    command = [*KG, "build", str(tmp_path / "articles"), "--out", str(tmp_path / "graph"), "--jobs", "2"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": path})
    assert done.returncode == 3
    assert "70a.txt" in done.stderr
    assert "was not done after" in done.stderr
    assert written(tmp_path / "graph") == undisturbed


class TestSpilled:
    """Builds that keep what is between the stages on disk, killed after all documents have been read."""

    @pytest.fixture
    def whole(self, undisturbed) -> dict[str, bytes]:
        return {name: content for name, content in undisturbed.items() if name != "graph.html"}

    def begun(self, articles: Path, out: Path, read: int) -> subprocess.Popen[bytes]:
        """A build of which the scratch database is there; it is stopped for a moment, so that it is not done meanwhile."""
        process = subprocess.Popen([*command(articles, out, 2), "--spill"], stdout=subprocess.DEVNULL)
        until(lambda: (working_folder(out) / "scratch").exists() or process.poll() is not None)
        assert process.poll() is None
        process.send_signal(signal.SIGSTOP)
        assert partitions_done(out) == read
        return process

    def test_a_killed_build_keeps_what_was_read_and_starts_the_rest_again(
        self, articles, whole, tmp_path: Path
    ) -> None:
        out = tmp_path / "graph"
        process = self.begun(articles, out, read=-(-NUMBER // 32))
        process.kill()
        process.wait()
        assert not out.exists()
        before = {path: path.stat().st_mtime_ns for path in working_folder(out).glob("extractions/*/*")}
        again = self.begun(articles, out, read=len(before))
        assert {path: path.stat().st_mtime_ns for path in before} == before
        again.send_signal(signal.SIGCONT)
        assert again.wait(300) == 0
        assert written(out) == whole
        assert not working_folder(out).exists()

    def test_a_killed_worker_costs_nothing(self, articles, whole, tmp_path: Path) -> None:
        process = self.begun(articles, tmp_path / "graph", read=-(-NUMBER // 32))
        process.send_signal(signal.SIGCONT)
        until(lambda: workers(process) or process.poll() is not None)
        for each in workers(process)[:1]:
            each.kill()
        assert process.wait(300) == 0
        assert written(tmp_path / "graph") == whole
