"""Names in sentences about many industries and countries: found whole, and of the right kind. The firms are invented."""

from __future__ import annotations

import pytest

SENTENCES = [
    ("a given name", "Maya Okonjo met Adria Bulk.", "Maya Okonjo/Person; Adria Bulk/Company"),
    ("a given name and a firm's ending", "Adria Bulk met Zain Robotics.", "Adria Bulk/Company; Zain Robotics/Company"),
    ("a title is left out", "They met Dr Siti Rahmah.", "Siti Rahmah/Person"),
    ("small words in a person's name", "Jan de Veen, chief financial officer, declined.", "Jan de Veen/Person"),
    ("a family name first", "Nguyễn Thị Hòa, governor of the bank, opened it.", "Nguyễn Thị Hòa/Person"),
    ("a minister and the portfolio", "Minister of Energy Pedro Albán spoke.", "Pedro Albán/Person"),
    ("a secretary of a department", "They met the Secretary of the Department of Ports and Shipping Vijay Solanki.",
     "Department of Ports and Shipping/GovernmentBody; Vijay Solanki/Person"),
    ("an executive is no company", "The site manager Rachel Odell spoke.", "Rachel Odell/Person"),
    ("an opening title", "Carmaker Veloce grew.", "Veloce/Company"),
    ("a hyphened title", "The start-up Kudipal grew.", "Kudipal/Startup"),
    ("small words in a firm's name", "Société Minière du Nord grew.", "Société Minière du Nord/Company"),
    ("a firm's first word", "They met Grupo Alimenticio Sierra Alta.", "Grupo Alimenticio Sierra Alta/Company"),
    ("a firm called after its city", "Beijing Huayin Photovoltaic grew.", "Beijing Huayin Photovoltaic/Company"),
    ("a corporation of a country", "The Industrial Development Corporation of Zambia grew.", "Industrial Development Corporation of Zambia/Company"),
    ("a body of two things", "The National Highways and Bridges Authority grew.", "National Highways and Bridges Authority/GovernmentBody"),
    ("an office for something", "The Office for the Protection of Rivers met.", "Office for the Protection of Rivers/GovernmentBody"),
    ("an institute for something", "They met the Institute for Palm Oil Research.", "Institute for Palm Oil Research/ResearchOrganization"),
    ("two bodies with a possessive", "They met the Ministry of Ports's Land Use Bureau.", "Ministry of Ports/GovernmentBody; Land Use Bureau/GovernmentBody"),
    ("a government of a place", "They met the government of Portugal.", "government of Portugal/GovernmentBody"),
    ("a regulator by its acronym", "The securities regulator, QVM, met.", "QVM/GovernmentBody"),
    ("a name and a person", "They met Drax Foods CEO Ana Ruiz.", "Drax Foods/Company; Ana Ruiz/Person"),
    ("names in a list", "The firms, Orbis, Tellmark and Junction Rail, grew.", "Orbis/Company; Tellmark/Company; Junction Rail/Company"),
    ("a place by what is in it", "They have a base in Gladmoor.", "Gladmoor/Place"),
    ("a firm by who holds it", "Polder Energy took a stake in Vestrum.", "Polder Energy/Company; Vestrum/Company"),
    ("a river", "It is built along the River Settle.", "River Settle/Place"),
    ("a street abroad", "The house is on the Rue Cambert.", "Rue Cambert/Place"),
    ("a bay", "It is built in Quarry Bay.", "Quarry Bay/Place"),
    ("a port", "They met at the Port of Varde.", "Port of Varde/Facility"),
    ("a product after its noun", "They showed a new humanoid, NX-9.", "NX-9/Product"),
    ("a product before its noun", "They showed the Veloce Spark, an electric hatchback.", "Veloce Spark/Product"),
    ("a product by its figures", "They ordered twelve QK220-300 jets.", "QK220-300/Product"),
    ("capitals inside a word", "They met TellNova and qBank.", "TellNova/Company; qBank/Company"),
    ("a model with a number", "They showed Quorin 5, a tablet for schools.", "Quorin 5/Product"),
    ("a model before its noun", "They launched the VZ7 SUV.", "VZ7/Product"),
    ("a fund after its noun", "It comes from their climate fund, Fondo Azul Verde.", "Fondo Azul Verde/Fund"),
    ("a thing with a name and a noun", "They will extend the Corvane Gateway pipeline.", "Corvane Gateway pipeline/Facility"),
    ("a fair by its first word", "They met at Expo Velaro Norte.", "Expo Velaro Norte/Event"),
    ("an officer before the name", "The bank's acting country manager, Salima Benko, spoke.", "Salima Benko/Person"),
    ("a councillor", "They met state executive councillor Noraya Zainal.", "Noraya Zainal/Person"),
    ("a park with a bearing", "They met at Solvik Science Park North.", "Solvik Science Park North/InnovationPark"),
    ("an asset manager by its letters", "It comes from Dutch asset manager AQG.", "AQG/Company"),
    ("an acronym of a kind", "They will build an ATMQ facility.", ""),
    ("a people is no name", "They met Sri Lankan traders.", ""),
    ("a heading is no part", "About Kestrel Motors", "Kestrel Motors/Company"),
    ("a slashed legal form", "Halvik Pumps A/S grew.", "Halvik Pumps A/S/Company"),
    ("a small legal form", "Brodelin d.o.o. grew.", "Brodelin d.o.o./Company"),
    ("a branch called after its country", "Halvik Pumps India grew.", "Halvik Pumps India/Company"),
    ("a lone word that acts", "Quentaro paid 5 million euros.", "Quentaro/Company"),
    ("a lone common word names nobody", "Decarbonisers paid.", ""),
    ("a lone word whom somebody leads", "They met the director of Quentaro.", "Quentaro/Company"),
    ("a lone word after what it is", "They met at the shipyard Brodelin.", "Brodelin/Company"),
    ("a past tense between two names", "Nordwelt hired Kestrel Motors.", "Nordwelt/Company; Kestrel Motors/Company"),
    ("a firm with a given name in it", "The president of Serra Alba Mining spoke.", "Serra Alba Mining/Company"),
    ("an acronym before what it stands for", "ODB, the Ostrava Development Bank, grew.", "ODB/Company; Ostrava Development Bank/Company"),
    ("the town of that name", "They met in the Kenyan town of Eldoret.", "Eldoret/City"),
    ("a robot with words before its noun", "They showed the BX9 welding robot.", "BX9/Product"),
    ("a question is no part", "Might Kestrel Motors grow?", "Kestrel Motors/Company"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [each[1:] for each in SENTENCES], ids=[each[0] for each in SENTENCES])
def test_a_name_is_whole_and_of_its_kind(text: str, expected: str, road) -> None:
    found = [f"{name}/{cls}" for name, cls in road.mentions(text)]
    assert found == [each for each in expected.split("; ") if each]


def test_a_headline_in_capitals_names_only_what_the_text_names(road) -> None:
    headline = "Orbis and Tellmark Deepen Collaboration to Localize Insulin Manufacturing"
    assert road.mentions(headline) == []


def test_a_short_form_that_a_bracket_defines_is_a_name(road) -> None:
    text = "They met the Ministry of Harbour Affairs (QHA). They like QHA."
    assert ("QHA", "GovernmentBody") in road.mentions(text)
