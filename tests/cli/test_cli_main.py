"""The command line as a process: where output goes, how it ends, and what it tells of itself."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from kg.cli import app
from kg.cli.examples import EXAMPLES

CHECKOUT = Path(__file__).resolve().parents[2]
ROOT = typer.main.get_command(app)
COMMANDS = sorted(getattr(ROOT, "commands", {}))
KG = (sys.executable, "-c", "from kg.cli import main; main()")


def kg(*arguments: str, directory: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*KG, *arguments], cwd=directory, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL
    )


def test_the_version_is_that_of_the_distribution(tmp_path: Path) -> None:
    assert kg("--version", directory=tmp_path).stdout == f"kg {version('kgbuilder')}\n"


def test_an_error_is_one_line_on_stderr_and_1(tmp_path: Path) -> None:
    done = kg("query", "nowhere.ttl", "ASK {}", directory=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"kg: error: nowhere\.ttl: .+\n", done.stderr)


@pytest.mark.parametrize("arguments", [("nonesuch",), ("build",), ("ontology", "--format", "xml"), ("--nonesuch",)])
def test_a_wrong_call_is_told_on_stderr_and_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = kg(*arguments, directory=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    with subprocess.Popen([*KG, "ontology"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_control_c_ends_it_quietly_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(extra: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.cli.ontology.load_ontology", interrupted)
    result = CliRunner().invoke(app, ["ontology"])
    assert (result.exit_code, result.output.strip()) == (130, "")


# ---------------------------------------------------------------- what a command tells of itself


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help_and_an_example(name: str) -> None:
    command = getattr(ROOT, "commands")[name]  # noqa: B009
    assert command.help
    assert [each.name for each in command.params if not getattr(each, "help", None)] == []
    shown = CliRunner().invoke(app, [name, "--help"]).stdout
    assert shown.rstrip().endswith(EXAMPLES[name][-1])
    assert all(example.startswith(f"kg {name} ") or example == f"kg {name}" for example in EXAMPLES[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_section_in_the_docs(name: str) -> None:
    assert f"\n## kg {name}\n" in (CHECKOUT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_the_docs_are_what_the_help_says_now() -> None:
    reference = runpy.run_path(str(CHECKOUT / "scripts" / "write_cli_docs.py"))["reference"]
    assert (CHECKOUT / "docs" / "cli.md").read_text(encoding="utf-8") == reference(), "run `make docs`"


@pytest.fixture(scope="module")
def checkout_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample and the gold articles, and the graph built of the sample, as after `make demo`."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(CHECKOUT / "data" / "articles", folder / "data" / "articles")
    shutil.copytree(CHECKOUT / "tests" / "gold", folder / "tests" / "gold")
    done = kg(*shlex.split(EXAMPLES[""][0])[1:], directory=folder)
    assert done.returncode == 0, done.stderr
    return folder


# A server runs until it is ended: tests/server starts it.
ENDING = [name for name in COMMANDS if name != "serve"]


@pytest.mark.parametrize("example", [example for name in ENDING for example in EXAMPLES[name]])
def test_every_example_runs(
    example: str, checkout_copy: Path, oxigraph_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout_copy)
    here = example.replace("http://localhost:7878", oxigraph_server)
    result = CliRunner().invoke(app, shlex.split(here)[1:], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()
