"""References: whom "the company", "it", "the two sides" and "the plant" speak of."""

from __future__ import annotations

import pytest

CASES = [
    ("the company", "Kestrel Motors opened a plant in Leipzig. The company cooperates with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("the company, two sentences on", "Kestrel Motors opened a plant in Leipzig. Shares rose. The company cooperates with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("the firm", "Kestrel Motors opened a plant in Leipzig. The firm cooperates with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("it", "Kestrel Motors opened a plant in Leipzig. It cooperates with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("it, in the same sentence", "Kestrel Motors said it cooperates with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("its", "Kestrel Motors praised its cooperation with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("they", "Kestrel Motors and Calder Semiconductor met. They cooperate with Polder Energy.",
     "Kestrel Motors > cooperatesWith > Polder Energy; Calder Semiconductor > cooperatesWith > Polder Energy"),
    ("the two companies", "Kestrel Motors and Calder Semiconductor met. The two companies will cooperate with Polder Energy.",
     "Kestrel Motors > cooperatesWith > Polder Energy; Calder Semiconductor > cooperatesWith > Polder Energy"),
    ("the two sides", "Kestrel Motors signed an agreement with Calder Semiconductor. The two sides will cooperate with Polder Energy.",
     "Kestrel Motors > cooperatesWith > Polder Energy; Calder Semiconductor > cooperatesWith > Polder Energy"),
    ("the fund", "Kestrel Motors launched the Amber Coast Fund. The fund will invest in Calder Semiconductor.", "Investment > investor > Amber Coast Fund"),
    ("the ministry", "The Ministry of Ports met Kestrel Motors. The ministry will cooperate with Polder Energy.", "Ministry of Ports > cooperatesWith > Polder Energy"),
    ("the university", "Vilamar University met Kestrel Motors. The university will cooperate with Polder Energy.", "Vilamar University > cooperatesWith > Polder Energy"),
    ("the plant", "Kestrel Motors opened a battery plant in Leipzig. The plant produces tractors.", "battery plant > produces > tractors"),
    ("the one with the same noun", "Kestrel Motors opened a cable plant and a chip factory. The factory produces tractors.", "chip factory > produces > tractors"),
    ("the start-up", "Kestrel Motors is a start-up. The start-up cooperates with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("the three", "Kestrel Motors, Nassif Trading and Calder Semiconductor met. The three will cooperate with Polder Energy.",
     "Kestrel Motors > cooperatesWith > Polder Energy; Nassif Trading > cooperatesWith > Polder Energy; Calder Semiconductor > cooperatesWith > Polder Energy"),
    ("the pair", "Kestrel Motors and Calder Semiconductor met. The pair will cooperate with Polder Energy.",
     "Kestrel Motors > cooperatesWith > Polder Energy; Calder Semiconductor > cooperatesWith > Polder Energy"),
    ("they, after with", "Kestrel Motors signed a deal with Calder Semiconductor. They will cooperate with Polder Energy.",
     "Kestrel Motors > cooperatesWith > Polder Energy; Calder Semiconductor > cooperatesWith > Polder Energy"),
    ("the two sides, one a city", "Kestrel Motors signed a deal with the city of Leipzig. The two sides will cooperate with Polder Energy.",
     "Kestrel Motors > cooperatesWith > Polder Energy; Leipzig > cooperatesWith > Polder Energy"),
    ("the joint venture, named", "Kestrel Motors and Polder Energy set up Portica. The joint venture makes tractors.", "Portica > produces > tractors"),
    ("a plant that stands elsewhere", "Kestrel Motors will open a car plant in Leipzig. The Porto plant makes tractors.", "Porto plant > produces > tractors"),
    ("the park, a zone", "Kestrel Motors chose the Vilamar Industrial Park. The park supports Polder Energy.", "Vilamar Industrial Park > supports > Polder Energy"),
    ("the government of a country", "The government of Portugal met Kestrel Motors. The government will cooperate with Polder Energy.",
     "government of Portugal > cooperatesWith > Polder Energy"),
    ("a name after what it is", "The chip giant, Calder Semiconductor, cooperates with Polder Energy.", "Calder Semiconductor > cooperatesWith > Polder Energy"),
]  # fmt: skip

NOT_MEANT = [
    ("a ministry is no company", "The Ministry of Ports met in Leipzig. The company cooperates with Polder Energy.", "Ministry of Ports > cooperatesWith > Polder Energy"),
    ("too far back", "Shares fell. Kestrel Motors rose. " + "Shares fell. " * 6 + "The company cooperates with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("we are whoever speaks", "Kestrel Motors rose. We cooperate with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("a company unnamed", "Kestrel Motors rose. Another company cooperates with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("what was set up does not set up", "Kestrel Motors set up Portica. The joint venture cooperates with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("another plant", "Kestrel Motors opened a battery plant in Leipzig. The chip factory produces tractors.", "battery plant > produces > tractors"),
]  # fmt: skip


def rows(table: list[tuple[str, str, str]]):
    for name, text, wanted in table:
        yield pytest.param(text, wanted, id=name)


@pytest.mark.parametrize(("text", "wanted"), list(rows(CASES)))
def test_a_reference_means_what_was_named(text: str, wanted: str, road) -> None:
    assert set(wanted.split("; ")) <= both_ways(road.facts(text))


@pytest.mark.parametrize(("text", "unwanted"), list(rows(NOT_MEANT)))
def test_a_reference_does_not_mean_what_it_cannot(text: str, unwanted: str, road) -> None:
    assert not set(unwanted.split("; ")) & both_ways(road.facts(text))


def test_every_reference_is_answered_with_groups_from_the_text_before_it_or_none(road) -> None:
    text = " ".join(text for _, text, _ in CASES)
    extraction = road.extract(text)
    by_id = {mention.id: mention for mention in extraction.mentions}
    assert extraction.antecedents
    for reference, groups in extraction.antecedents.items():
        for group in groups:
            assert group
            assert all(by_id[each.id].span.end <= by_id[reference].span.start for each in group)


def both_ways(facts: set[str]) -> set[str]:
    """Facts of a symmetric property read from either end."""
    turned = {" > ".join(reversed(fact.split(" > "))) for fact in facts if " > cooperatesWith > " in fact}
    return facts | turned
