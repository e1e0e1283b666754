"""The wheel carries everything that kg needs, and works outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
EXECUTABLES = "Scripts" if sys.platform == "win32" else "bin"


def run(*command: str | Path, directory: Path) -> str:
    """What a command prints; it sees neither the checkout nor settings of the Python that runs the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=directory,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, directory=CHECKOUT)
    return next(folder.glob("*.whl"))


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An empty environment: nothing installed but Python."""
    folder = tmp_path / "environment"
    venv.create(folder, with_pip=False)
    return folder


def install(wheel: Path, environment: Path, *options: str) -> None:
    python = environment / EXECUTABLES / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *options, wheel, directory=environment)


def shipped_files() -> list[str]:
    """What of the top-level folders and of the package must be in the wheel, under the name it has there."""
    folders = (("ontology", "kg/resources/ontology"), ("data/gazetteer", "kg/resources/gazetteer"), ("kg", "kg"))
    return [
        f"{inside}/{path.relative_to(CHECKOUT / outside).as_posix()}"
        for outside, inside in folders
        for path in sorted((CHECKOUT / outside).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def test_the_wheel_has_every_file_of_package_ontology_and_gazetteer(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert [name for name in shipped_files() if name not in names] == []
    assert "kg/py.typed" in names
    assert any(name.startswith("kg/resources/ontology/queries/") for name in names)


def test_the_wheel_has_nothing_else(wheel: Path) -> None:
    assert {name.split("/")[0].split("-")[0] for name in zipfile.ZipFile(wheel).namelist()} == {"kg", "kgbuilder"}


def test_the_installed_wheel_finds_its_ontology_outside_the_checkout(
    wheel: Path, environment: Path, tmp_path: Path
) -> None:
    install(wheel, environment, "--no-deps", "--no-index")
    site = next(environment.glob("lib*/**/site-packages"))
    # The libraries of the environment that runs the tests, without its link to the checkout: a .pth file in a .pth folder is not read.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python = environment / EXECUTABLES / "python"
    where = run(python, "-c", "import kg.resources; print(kg.resources.ontology_directory())", directory=tmp_path)
    assert Path(where.strip()) == site / "kg" / "resources" / "ontology"
    assert "Company" in run(environment / EXECUTABLES / "kg", "ontology", directory=tmp_path)


@pytest.mark.slow
def test_the_wheel_brings_its_libraries_into_an_empty_environment(
    wheel: Path, environment: Path, tmp_path: Path
) -> None:
    install(wheel, environment)
    (tmp_path / "news.txt").write_text(
        "Aldermoor Cables will invest 350 million euros in a cable plant in Oslo.", encoding="utf-8"
    )
    kg = environment / EXECUTABLES / "kg"
    assert "Company" in run(kg, "ontology", directory=tmp_path)
    assert "graph.html" in run(kg, "build", "news.txt", "--out", "graph", directory=tmp_path)
    assert "Aldermoor" in (tmp_path / "graph" / "graph.ttl").read_text(encoding="utf-8")
