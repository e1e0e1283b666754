"""What is kept of a resolution: nobody can tell whether it was, and what is damaged or of other tools is not used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.extract.extract import Extraction
from kg.pipeline import extract_documents
from kg.project.resolution import KeptResolution, kept_resolution
from kg.resolve.resolve import Resolution, resolve

TEXTS = [
    "Nordwind Energy works with Kestrel Motors.",
    "Nordwind works with Kestrel Motors. Nordwind Energi works with Polder Pharma.",
    "The Solvik Port Authority (SPA) works with Kestrel Motors.",
    "SPA works with Nordwind.",
]
Resolve = Callable[..., Resolution]


@pytest.fixture(scope="module")
def extractions(road) -> list[Extraction]:
    documents = [road.document(text, name=f"news{number}") for number, text in enumerate(TEXTS)]
    return list(extract_documents(documents, road.tools))


@pytest.fixture
def resolved(road, tmp_path: Path) -> Resolve:
    def run(extractions: list[Extraction], tools: str = "these") -> Resolution:
        return kept(tmp_path, tools).resolve(extractions, road.tools.knowledge)

    return run


def kept(folder: Path, tools: str = "these") -> KeptResolution:
    return kept_resolution(folder, tools, {})


def test_what_is_kept_makes_no_difference(resolved: Resolve, extractions: list[Extraction], road) -> None:
    for some in (extractions, extractions[1:], extractions[:3], extractions):
        assert resolved(some) == resolve(some, road.ontology, road.gazetteer)


def test_it_is_kept_and_found_again(resolved: Resolve, extractions: list[Extraction], tmp_path: Path) -> None:
    resolved(extractions)
    assert kept(tmp_path).identity.get()
    assert all(kept(tmp_path).things.get(each.annotated.document) is not None for each in extractions)
    assert not kept(tmp_path, "others").identity.get()
    assert all(kept(tmp_path, "others").things.get(each.annotated.document) is None for each in extractions)


def test_what_is_damaged_is_found_out_again(
    resolved: Resolve, extractions: list[Extraction], road, tmp_path: Path
) -> None:
    resolved(extractions)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-9])
    assert not kept(tmp_path).identity.get()
    assert resolved(extractions) == resolve(extractions, road.ontology, road.gazetteer)
    assert kept(tmp_path).identity.get()


def test_what_other_documents_left_is_removed(resolved: Resolve, extractions: list[Extraction], tmp_path: Path) -> None:
    resolved(extractions)
    kept(tmp_path).keep_only([extractions[0].annotated.document])
    files = [path for path in (tmp_path / "things").rglob("*") if path.is_file()]
    assert files == [kept(tmp_path).things.path(extractions[0].annotated.document)]
