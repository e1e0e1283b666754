"""English sentences: every mention stands where it says, hangs on its head, and is of the class its use shows."""

from __future__ import annotations

import pytest

from kg.records import MentionKind

TYPES = [
    ("apposition", "Quinta, a drugmaker, grew.", ("Quinta", "Company")),
    ("said of it", "Quinta is a drugmaker.", ("Quinta", "Company")),
    ("a person of one word is more likely a company", "Solheim invested in Leipzig.", ("Solheim", "Company")),
    ("a person of two words", "Ingrid Solheim grew.", ("Ingrid Solheim", "Person")),
    ("the zone, with a small noun", "The new Ostrava high-tech zone opened.", ("Ostrava high-tech zone", "Zone")),
    ("the government of a people", "The Bavarian government met.", ("Bavarian government", "GovernmentBody")),
    ("a known country", "They met in Norway.", ("Norway", "Country")),
    ("a known city", "They met in Leipzig.", ("Leipzig", "City")),
    ("a fair", "They met at the Baltic Storage Forum.", ("Baltic Storage Forum", "Event")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [each[1:] for each in TYPES], ids=[each[0] for each in TYPES])
def test_a_name_is_of_the_class_that_its_words_and_its_use_show(text: str, expected: tuple[str, str], road) -> None:
    assert expected in road.mentions(text)


TEXT = (
    "LEIPZIG, May 4 (Agency) -- Kestrel Motors (the carmaker) invested about €3.5 billion in Calder Semiconductor in May 2021.\n"
    "Its plant in Leipzig, which builds “tractors”, opened last year; the company and the Amber Coast Fund own it."
)


def test_mentions_stand_in_the_document_where_they_say_in_text_order(road) -> None:
    annotated = road.annotate(TEXT)
    document = annotated.document
    assert len(annotated.sentences) == 2
    for number, sentence in enumerate(annotated.sentences):
        assert sentence.index == number
        spans = [mention.span for mention in sentence.mentions]
        assert spans == sorted(spans)
        for mention in sentence.mentions:
            assert sentence.span.covers(mention.span)
            assert mention.sentence == number
            assert mention.name == " ".join(document.quote(mention.span).split())
            assert mention.id.startswith(f"{document.id}#{mention.span.start},{mention.span.end}")


def test_mention_ids_are_unique(road) -> None:
    ids = [mention.id for sentence in road.annotate(TEXT).sentences for mention in sentence.mentions]
    assert len(ids) == len(set(ids))


def test_sums_and_dates_are_mentions_with_their_values(road) -> None:
    mentions = [mention for sentence in road.annotate(TEXT).sentences for mention in sentence.mentions]
    (money,) = [mention for mention in mentions if mention.kind is MentionKind.MONEY]
    dates = [mention.date.value for mention in mentions if mention.kind is MentionKind.DATE and mention.date]
    assert money.money is not None
    assert (int(money.money.amount), money.money.currency, money.money.qualifier) == (3_500_000_000, "EUR", "about")
    assert dates == ["2021-05", "2023"]


def test_the_parse_is_of_the_document_and_not_of_the_stand_ins(road) -> None:
    sentence = road.annotate("Kestrel Motors builds tractors.").sentences[0]
    assert [token.text for token in sentence.tokens] == ["Kestrel Motors", "builds", "tractors", "."]
    assert sentence.tokens[0].lemma == "kestrel motors"


def test_a_names_head_is_the_token_it_hangs_by(road) -> None:
    sentence = road.annotate("The plant is in the new Ostrava high-tech zone.").sentences[0]
    (zone,) = [mention for mention in sentence.mentions if mention.kind is MentionKind.NAME]
    assert sentence.tokens[zone.head].dependency == "pobj"


def test_each_block_is_read_for_itself(road) -> None:
    annotated = road.annotate("Kestrel Motors builds", "tractors in Leipzig.")
    first, second = annotated.document.blocks
    assert [s.span for s in annotated.sentences if first.span.covers(s.span)]
    assert all(first.span.covers(s.span) or second.span.covers(s.span) for s in annotated.sentences)


def test_documents_are_annotated_alike_alone_and_together(annotator, road) -> None:
    one, other = road.document(TEXT, name="one"), road.document("Norway grew.", name="other")
    together = list(annotator.annotate([one, other]))
    assert together == [*annotator.annotate([one]), *annotator.annotate([other])]
