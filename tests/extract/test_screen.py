"""What is worth reading, told from words alone."""

from __future__ import annotations

import pytest

from kg.annotate.parser import EnglishParser
from kg.extract.frames import compile_frames
from kg.extract.screen import Screen, screen
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology

OTHER = "The rain will not stop before Sunday and roads are wet .".split()


@pytest.fixture(scope="module")
def promising(ontology: Ontology, parser: EnglishParser, gazetteer: Gazetteer) -> Screen:
    return screen(ontology, parser, compile_frames(ontology, parser), gazetteer)


@pytest.mark.parametrize(
    "text",
    [
        "Orlenta acquired Brightmoor last week .",
        "They have signed an agreement with Orlenta .",
        "Turin , where Orlenta is headquartered , was calm .",
        "A $ 5 million plant is no small thing for Orlenta .",
    ],
)
def test_a_block_with_the_words_of_a_frame_and_fillers_is_read(promising: Screen, text: str) -> None:
    assert promising([OTHER, OTHER, OTHER, text.split()])[-1]


@pytest.mark.parametrize(
    "text",
    [
        "Winds are likely to ease .",
        "The players acquired a taste for tea .",
        "Agreement is rare in such matters .",
        "Anna Ruiz scored twice in Turin .",
    ],
)
def test_a_block_that_lacks_words_or_fillers_is_not(promising: Screen, text: str) -> None:
    assert promising([OTHER, OTHER, OTHER, text.split()]) == [False] * 4


def test_a_document_that_is_half_about_such_things_is_read_whole(promising: Screen) -> None:
    deal = "Orlenta acquired Brightmoor .".split()
    assert promising([OTHER, deal, OTHER, deal]) == [True] * 4


def test_a_short_document_is_read_whole(promising: Screen) -> None:
    assert promising([OTHER, OTHER]) == [True, True]


def test_the_blocks_that_a_stating_one_may_refer_to_are_read_too(promising: Screen) -> None:
    deal = "The company acquired Brightmoor .".split()
    assert promising([OTHER, OTHER, OTHER, OTHER, deal]) == [True, False, False, True, True]
