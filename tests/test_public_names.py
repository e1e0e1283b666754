"""The public names: what `import kg` promises, and how little it costs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg

PUBLIC = [
    "Document",
    "KgError",
    "KnowledgeGraph",
    "Ontology",
    "build",
    "build_from_documents",
    "load",
    "load_ontology",
    "load_tools",
]
CHECKOUT = Path(__file__).parents[1]


def test_the_public_names_are_these() -> None:
    assert kg.__all__ == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_there_documented_and_listed(name: str) -> None:
    assert (getattr(kg, name).__doc__ or "").strip()
    assert name in dir(kg)


def test_any_other_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'biuld'"):
        _ = kg.biuld


def test_the_version_is_that_of_the_project() -> None:
    declared = re.search(r'^version = "(.+)"$', (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert declared is not None
    assert kg.__version__ == declared[1]


HEAVY = ("spacy", "rdflib", "pyshacl", "pyvis", "networkx", "pyoxigraph")


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import kg", HEAVY),
        ("import kg; kg.load", ("spacy", "rdflib", "pyvis", "pyshacl", "networkx")),
        ("import kg.cli", ("spacy", "rdflib", "pyvis", "pyshacl", "networkx")),
        ("import kg; kg.load_ontology()", ("spacy", "rdflib", "pyvis")),
    ],
)
def test_what_is_not_used_is_not_imported(statement: str, unwanted: tuple[str, ...]) -> None:
    program = f"import sys; {statement}; print(*(name for name in {unwanted!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    assert done.stdout.split() == []
