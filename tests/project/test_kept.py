"""Extractions as they are kept: they come back whole, with every mention written once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.extract import Extraction
from kg.pipeline import extract_documents
from kg.project.kept import kept, restored

TEXT = "Kestrel Motors (KM) invested $40 million in Calder Semiconductor in May 2021. The company opened a plant in Leipzig."


@pytest.fixture(scope="module")
def extraction(road) -> Extraction:
    return next(extract_documents([road.document(TEXT)], road.tools))


def test_an_extraction_comes_back_as_it_was(extraction: Extraction) -> None:
    assert extraction.claims
    assert restored(extraction.annotated.document, kept(extraction)) == extraction


def test_a_mention_that_document_and_sentence_both_have_is_kept_once(extraction: Extraction) -> None:
    assert any(sentence.mentions for sentence in kept(extraction).sentences)
    assert kept(extraction).besides == ()


def test_a_mention_that_a_sentence_has_otherwise_stays_so(extraction: Extraction) -> None:
    changed = tuple(replace(mention, weak=not mention.weak) for mention in extraction.mentions)
    other = replace(extraction, mentions=changed[1:])
    assert len(kept(other).besides) == sum(len(each.mentions) for each in extraction.annotated.sentences)
    assert restored(extraction.annotated.document, kept(other)) == other
