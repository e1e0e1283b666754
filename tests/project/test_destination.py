"""Where a project is pushed to, as kg.toml says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ProjectError
from kg.project.settings import Project, load_project
from kg.store.remote import Destination

SOURCES = 'sources = ["news"]\n'
DIGEST = """
[push]
update = "http://localhost/update"
query = "http://localhost/query"
graph = "urn:g"
evidence = false
auth = "digest"
user = "ada"
"""


def project(root: Path, text: str) -> Project:
    (root / "kg.toml").write_text(SOURCES + text, encoding="utf-8")
    return load_project(root)


@pytest.mark.parametrize(
    ("text", "destination"),
    [
        ("", None),
        ('push = "https://example.org/store"', Destination("https://example.org/store")),
        (
            DIGEST,
            Destination("", "http://localhost/update", "http://localhost/query", "urn:g", False, "digest", "ada"),
        ),
    ],
)
def test_it_is_an_address_or_a_table(tmp_path: Path, text: str, destination: Destination | None) -> None:
    assert project(tmp_path, text).push == destination


def test_what_is_built_does_not_depend_on_it(tmp_path: Path) -> None:
    assert project(tmp_path, "").settings == project(tmp_path, 'push = "https://example.org/store"').settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("push = 3", r"push: it should be an address \("),
        ("[push]", "push: it has no address"),
        ('push = "example.org/store"', "push: store should be an address .*, and is 'example.org/store'"),
        ('push = "https://ada:secret@example.org/"', "push: store holds a name or password"),
        ('push.stroe = "https://example.org/"', "push: it has no stroe; did you mean store?"),
        ('push.password = "x"', "push: it has no password; a secret never stands in this file"),
        ('push = { store = "https://example.org/", auth = "magic" }', "push: auth should be one of none, basic"),
        ('push = { store = "https://example.org/", evidence = "no" }', "push: evidence should be true or false"),
    ],
)
def test_what_is_wrong_is_told_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProjectError, match=said):
        project(tmp_path, text)
