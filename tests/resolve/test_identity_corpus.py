"""Identity on the corpus: floors, and the same graph whatever the order and batches of the documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluate import IdentityEvaluation, evaluate_identity, hold_floors, read_identity_gold
from kg.extract.extract import Extraction
from kg.pipeline import build_from_documents
from kg.read import read
from kg.records import Document
from kg.resolve.resolve import matcher_of, resolve, resolve_things
from kg.resolve.settling import Settled
from kg.resolve.within import thing_reader

FOLDER = Path(__file__).resolve().parents[1] / "identity"
PRECISION, RECALL = 0.97, 0.9
FLOORS = {
    "pairwise precision": PRECISION,
    "b-cubed precision": PRECISION,
    "b-cubed recall": RECALL,
    "pairwise recall of names found": RECALL,
    "b-cubed recall of names found": RECALL,
    # Every pair with a name that was not found counts as missed.
    "pairwise recall": RECALL,
    "names found": 0.96,
}


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [each for each in read([FOLDER / "articles"]) if isinstance(each, Document)]


@pytest.fixture(scope="module")
def extractions(documents: list[Document], road) -> list[Extraction]:
    return [road.extractor.extract(each) for each in road.annotator.annotate(documents)]


@pytest.fixture(scope="module")
def evaluation(road) -> IdentityEvaluation:
    return evaluate_identity(read_identity_gold(FOLDER / "gold"), FOLDER / "articles", road.ontology, tools=road.tools)


@pytest.mark.parametrize("score", FLOORS)
def test_no_score_falls_under_its_floor(score: str, evaluation: IdentityEvaluation) -> None:
    hold_floors(evaluation.scores, {score: FLOORS[score]})


def test_the_set_that_nothing_was_tuned_to_holds_as_well(road) -> None:
    check = FOLDER / "check"
    found = evaluate_identity(read_identity_gold(check / "gold"), check / "articles", road.ontology, tools=road.tools)
    floors = {"pairwise precision": PRECISION, "b-cubed precision": PRECISION, "b-cubed recall of names found": RECALL}
    hold_floors(found.scores, floors)


def test_the_corpus_is_as_large_as_asked_and_every_article_has_its_gold(documents: list[Document]) -> None:
    assert len(documents) >= 60
    assert {each.language for each in documents} == {"en", "zh"}
    assert {path.stem for path in (FOLDER / "articles").glob("*.txt")} == {
        path.stem for path in (FOLDER / "gold").glob("*.json")
    }


@given(data=st.data())
@settings(max_examples=12)
def test_the_order_of_documents_makes_no_difference(data, extractions: list[Extraction], road) -> None:
    shuffled = data.draw(st.permutations(extractions))
    assert resolve(shuffled, road.ontology, road.gazetteer) == resolve(extractions, road.ontology, road.gazetteer)


@given(data=st.data())
@settings(max_examples=12)
def test_what_is_known_of_other_documents_makes_no_difference(data, extractions: list[Extraction], road) -> None:
    reader = thing_reader(road.ontology, road.gazetteer)
    read = {each.annotated.document.id: (each, reader.things_of(each)) for each in extractions}
    known: dict[str, Settled] = {}
    # Most documents stay, as in a project that grows.
    gone = st.sets(st.sampled_from(sorted(read)), max_size=6)
    for left_out in data.draw(st.lists(gone, min_size=2, max_size=3)):
        some = [pair for name, pair in read.items() if name not in left_out]
        resolution, settled = resolve_things(some, matcher_of(reader), known=known)
        assert resolution == resolve_things(some, matcher_of(reader))[0]
        known |= settled


@given(data=st.data())
@settings(max_examples=3)
def test_a_build_of_shuffled_documents_gives_the_same_bytes(
    data, documents: list[Document], road, tmp_path_factory
) -> None:
    few = documents[::4]
    folders = [tmp_path_factory.mktemp("built") for _ in range(2)]
    for folder, order in zip(folders, (few, data.draw(st.permutations(few))), strict=True):
        build_from_documents(order, tools=road.tools).save(folder)
    one, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert other == one


@given(size=st.integers(1, 79))
@settings(max_examples=5)
def test_batches_make_no_difference(size: int, documents: list[Document], extractions: list[Extraction], road) -> None:
    batches = (documents[start : start + size] for start in range(0, len(documents), size))
    apart = [road.extractor.extract(each) for batch in batches for each in road.annotator.annotate(batch)]
    assert resolve(apart, road.ontology, road.gazetteer) == resolve(extractions, road.ontology, road.gazetteer)


def test_every_merger_of_names_says_why(extractions: list[Extraction], road) -> None:
    found = resolve(extractions, road.ontology, road.gazetteer)
    reasons = {reason for each in found.entities for reason in each.merged_because}
    for words in (
        "legal form and spelling",
        "gazetteer",
        "short for",
        "another name of",
        "spelled almost like",
    ):
        assert any(words in reason for reason in reasons), words
