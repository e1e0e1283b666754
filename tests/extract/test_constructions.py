"""Constructions of the news: who owns, pays, sells, orders, licenses and stands where, however a text puts it."""

from __future__ import annotations

import pytest

CASES = [
    # lists
    ("a list behind include", "The first companies to settle in the Vilamar Science Park include Kestrel Motors and Polder Energy.",
     "Kestrel Motors > locatedIn > Vilamar Science Park; Polder Energy > locatedIn > Vilamar Science Park"),
    ("who will exhibit", "Companies that will exhibit at the Porto Tech Fair include Kestrel Motors and Polder Energy.",
     "Kestrel Motors > participatesIn > Porto Tech Fair; Polder Energy > participatesIn > Porto Tech Fair"),
    ("investors include", "Investors in Douro Robotics include Kestrel Motors and Polder Energy.",
     "Kestrel Motors > investsIn > Douro Robotics; Polder Energy > investsIn > Douro Robotics"),
    ("among the exhibitors are", "Among the exhibitors at the Porto Tech Fair are Kestrel Motors and Polder Energy.",
     "Kestrel Motors > participatesIn > Porto Tech Fair; Polder Energy > participatesIn > Porto Tech Fair"),
    ("the founders were", "The founders of Douro Robotics were Kestrel Motors and Polder Energy.",
     "Kestrel Motors > establishes > Douro Robotics; Polder Energy > establishes > Douro Robotics"),
    # rounds, sales and shows
    ("half of a plant sold", "Kestrel Motors sold half of its Nantes wind farm to Bardolino Capital for $6.5 billion.", "Investment > investor > Bardolino Capital; Investment > amount > 6500000000"),
    ("a sponsor", "Kestrel Motors will be a sponsor of the Porto Tech Festival.", "Kestrel Motors > participatesIn > Porto Tech Festival"),
    ("a product nobody knows", "Kestrel Motors makes Ozempic at its plant in Nantes.", "Kestrel Motors > produces > Ozempic"),
    # ownership and control
    ("owned to a share", "Mallinson Foods is 70 per cent owned by Yildirim Holding.", "Mallinson Foods > subsidiaryOf > Yildirim Holding"),
    ("whose brands include", "Hasselt Group, whose brands include Trampolin Shoes, opened a store in Lyon.", "Trampolin Shoes > subsidiaryOf > Hasselt Group"),
    ("a company owned by", "Brix Biologics, a company wholly owned by Tamar Holdings, makes vaccines.", "Brix Biologics > subsidiaryOf > Tamar Holdings"),
    ("backed by two", "Kiboko Motors is backed by Pelion Capital and Nairobi-headquartered Acacia Ventures.",
     "Pelion Capital > investsIn > Kiboko Motors; Acacia Ventures > investsIn > Kiboko Motors; Acacia Ventures > headquarteredIn > Nairobi"),
    ("a share in percent", "Pelion Capital holds 30 per cent of Mallinson Foods.", "Pelion Capital > investsIn > Mallinson Foods"),
    ("the rest of it", "Mallinson Foods is owned by Yildirim Holding, and Pelion Capital holds the remaining 30%.",
     "Investment > investor > Pelion Capital; Investment > target > Mallinson Foods"),
    ("counts among its investors", "Boden Steel counts Pelion Capital among its investors.", "Pelion Capital > investsIn > Boden Steel"),
    # loans, grants and shares of a sum
    ("lends to", "The Andean Development Bank is lending $40 million to Mallinson Foods.",
     "Investment > investor > Andean Development Bank; Investment > amount > 40000000; Investment > target > Mallinson Foods"),
    ("awards a grant to build", "The Department of Energy awarded Calder Semiconductor a grant of $40 million to build a cable plant.",
     "Investment > investor > Department of Energy; Investment > target > Calder Semiconductor; Calder Semiconductor > establishes > cable plant"),
    ("puts in", "Nordwind Energy will build a cable plant. Polder Energy will put in $40 million.",
     "Investment > investor > Polder Energy; Investment > amount > 40000000; Investment > target > cable plant"),
    ("a sum ends a sentence", "Polder Energy put in €75m. Kestrel Motors makes tractors.", "Investment > amount > 75000000; Kestrel Motors > produces > tractors"),
    ("what came from", "Calder Semiconductor raised $40 million. The rest came from Polder Energy.", "Investment > investor > Polder Energy"),
    ("the sum of a round", "Calder Semiconductor closed a $36m Series B.", "Investment > amount > 36000000; Investment > target > Calder Semiconductor"),
    # purchase and sale
    ("sold to", "Nordwind Energy sold its stake in Calder Semiconductor to Polder Energy for $40 million.",
     "Investment > investor > Polder Energy; Investment > target > Calder Semiconductor; Investment > amount > 40000000"),
    ("a purchase for a sum", "Polder Energy's acquisition of Calder Semiconductor for $40 million surprised the market.",
     "Investment > investor > Polder Energy; Investment > amount > 40000000"),
    # orders, contracts, licences
    ("an order for things with", "Kestrel Airlines placed an order for 12 jets with Boeing at the Solvik Summit.",
     "Agreement > party > Kestrel Airlines; Agreement > counterparty > Boeing; Kestrel Airlines > participatesIn > Solvik Summit"),
    ("an order for things from", "Polder Energy received an order for 54 turbines from Nordwind Energy.", "Agreement > counterparty > Nordwind Energy"),
    ("with somebody covering", "Kestrel Motors entered into an agreement with Siemens covering trains.", "Agreement > party > Kestrel Motors; Agreement > counterparty > Siemens"),
    ("two companies in their own sentence", "Kestrel Motors and Polder Energy have agreed to form a joint venture, the two companies announced at the Solvik Summit.",
     "Kestrel Motors > participatesIn > Solvik Summit; Polder Energy > participatesIn > Solvik Summit"),
    ("a permit", "The Ministry of Ports granted Polder Energy a permit.", "Ministry of Ports > regulates > Polder Energy"),
    ("granted by", "Polder Energy was granted approval by the Ministry of Ports.", "Ministry of Ports > regulates > Polder Energy"),
    # places
    ("based", "Como-based Calder Semiconductor opened a store.", "Calder Semiconductor > headquarteredIn > Como"),
    ("from its base in", "Analysts praise Calder Semiconductor, which serves homes from its base in Leipzig.", "Calder Semiconductor > headquarteredIn > Leipzig"),
    ("a dateline", "Oslo, Norway — Kestrel Motors and Polder Energy signed an agreement.", "Agreement > party > Kestrel Motors; Agreement > party > Polder Energy"),
    ("where it sits", "Nordwind Energy opened a cable plant. The plant sits in Leipzig.", "cable plant > locatedIn > Leipzig"),
    # lists and the parser's slips
    ("a noun and an adjective before one head", "Calder Biologics focuses on epilepsy and rare diseases.",
     "Calder Biologics > focusesOn > epilepsy; Calder Biologics > focusesOn > rare diseases"),
    ("a relative clause after a list", "Money came from Kestrel Motors, Nordwind Energy and Polder Energy, which builds tractors.", "Polder Energy > produces > tractors"),
    ("a verb read as a noun", "Amber Coast Fund opened. The fund invests in robotics.", "Amber Coast Fund > focusesOn > robotics"),
    ("subjects after the verb", "Also exhibiting at the Solvik Summit were Nordwind Energy and Polder Energy.",
     "Nordwind Energy > participatesIn > Solvik Summit; Polder Energy > participatesIn > Solvik Summit"),
    # who is meant
    ("named later", "A Finnish maker of paper machines is to spend 85 million euros on a plant in Leipzig. Kestrel Machines expects to hire 200 people.",
     "Investment > investor > Kestrel Machines; Investment > amount > 85000000"),
    ("we, said somebody of", '"We will cooperate with Polder Energy," said Maria Lindqvist, chief executive of Kestrel Motors.', "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("the firm from there", "Australia's Nordwind Energy and Japan's Kestrel Motors met. The Japanese firm cooperates with Polder Energy.",
     "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("the three", "Kestrel Motors, Nordwind Energy and Polder Energy met. The three will create a joint venture.",
     "Kestrel Motors > establishes > joint venture; Nordwind Energy > establishes > joint venture; Polder Energy > establishes > joint venture"),
    ("the country and its province", "A plant of Kestrel Motors opened in Germany's Saxony.", "Saxony > locatedIn > Germany; Kestrel Motors > establishes > plant"),
    ("the town of a firm", "Kestrel Motors is controlled by the Leipzig private equity firm Pelion Capital.", "Pelion Capital > headquarteredIn > Leipzig"),
    ("what a maker makes", "Calder Oils, a Rotterdam-based avocado oil maker, opened a store.", "Calder Oils > produces > avocado oil"),
    ("organised by", "The Solvik Summit was organised by Kestrel Motors.", "Kestrel Motors > launched > Solvik Summit"),
    ("on the sidelines", "On the sidelines of the Solvik Summit, Kestrel Motors signed an agreement with Polder Energy.", "Kestrel Motors > participatesIn > Solvik Summit"),
    ("drawing delegates", "The Solvik Summit was held in Leipzig, drawing representatives of Kestrel Motors and Polder Energy.",
     "Kestrel Motors > participatesIn > Solvik Summit; Polder Energy > participatesIn > Solvik Summit"),
    ("in a deal worth", "Calder Glass has been bought by its rival Kestrel Packaging in a deal worth £310m.", "Investment > amount > 310000000; Investment > investor > Kestrel Packaging"),
    ("a loan of a sum", "The Andean Development Bank provided a loan of $6 million.", "Investment > investor > Andean Development Bank; Investment > amount > 6000000"),
    ("on a plot in", "Nordwind Energy opened a cable plant. The plant stands on a plot in the Ostrava High-tech Zone.", "cable plant > locatedIn > Ostrava High-tech Zone"),
    ("ties up", "Kestrel Motors has tied up with Polder Energy.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("an office in", "Kestrel Motors has offices in Porto and Turin.", "Kestrel Motors > operatesIn > Porto; Kestrel Motors > operatesIn > Turin"),
    ("agrees to supply somebody with", "Kestrel Motors has agreed to supply Polder Energy with cables.", "Agreement > party > Kestrel Motors; Agreement > counterparty > Polder Energy"),
    ("a name alone after its seat", "Kestrel Motors recently acquired Bengaluru-based Loomcraft for $9 million.", "Investment > target > Loomcraft; Loomcraft > headquarteredIn > Bengaluru"),
    ("an unknown seat", "Kestrel Knits, a Varnapur-based garment exporter, cooperates with Polder Energy.", "Kestrel Knits > headquarteredIn > Varnapur"),
    ("the noun that introduced it", "Bolivian lithium miner Kestrel Resources met Polder Energy. Polder Energy rose. The miner, a subsidiary of Pelion Capital, fell.",
     "Kestrel Resources > subsidiaryOf > Pelion Capital"),
    ("led by somebody who", "Maria Lindqvist, chief executive of Holmvik, who added that she was glad, said Holmvik would spend £60m on a furnace.", "Investment > investor > Holmvik"),
    ("a lettered round", "Calder Semiconductor has closed a $38m Series C led by Pelion Capital, with participation from Tamar Holdings.",
     "Investment > leadInvestor > Pelion Capital; Investment > investor > Tamar Holdings; Investment > amount > 38000000; Investment > target > Calder Semiconductor"),
    ("the closing of a round", "Calder Semiconductor announced the closing of an oversubscribed €71 million Series B financing.", "Investment > amount > 71000000; Investment > target > Calder Semiconductor"),
    ("a round led together, and joined", "The round was co-led by Pelion Capital and Tamar Holdings, joined by new investor Polder Energy.",
     "Investment > leadInvestor > Pelion Capital; Investment > leadInvestor > Tamar Holdings; Investment > investor > Polder Energy"),
    ("who also took part", "Calder Semiconductor closed a $38m round. Existing backers Pelion Capital and Tamar Holdings also took part.",
     "Investment > investor > Pelion Capital; Investment > investor > Tamar Holdings"),
    ("what the money is for", "Calder Semiconductor said the money will be used to expand in Uganda.", "Calder Semiconductor > operatesIn > Uganda"),
    ("investors in the vehicle", "Pelion Capital raised $90 million for its ports fund. Investors in the vehicle include Tamar Holdings.", "Tamar Holdings > investsIn > ports fund"),
    ("the acquired company", "Calder Foods was bought by Kestrel Motors. The acquired company makes tractors.", "Calder Foods > produces > tractors"),
    ("shares for a sum", "Calder Semiconductor was valued at $1 billion after Pelion Capital bought $15m of new shares.", "Investment > investor > Pelion Capital; Investment > target > Calder Semiconductor"),
    ("wares from a firm", "Milling machines from the Leipzig firm Kestrel Motors are now sold in 40 countries.", "Kestrel Motors > produces > Milling machines"),
    ("making moved", "Kestrel Motors is moving production of saw blades to Turin.", "Kestrel Motors > produces > saw blades"),
    ("sold to a consortium", "Nordwind Energy sold its towers to a consortium of Pelion Capital and Tamar Holdings for €803m.", "Investment > investor > Pelion Capital; Investment > amount > 803000000"),
    ("bought straight after the verb", "Kestrel Motors snaps up Calder Semiconductor.", "Investment > target > Calder Semiconductor"),
    ("two who plan, after an aside", "Sorrel Agro, controlled by businessman Jan de Veen, and the Turkish poultry producer Kestrel Foods plan to set up a joint venture in Turin.",
     "Sorrel Agro > cooperatesWith > Kestrel Foods; Sorrel Agro > establishes > joint venture; Kestrel Foods > establishes > joint venture"),
    ("a city and its state", "Kestrel Motors will build a plant in Austin, Texas, Governor Ana Ruiz announced.", "Austin > locatedIn > Texas"),
    ("the city before the trade", "They met the head of Milan drone maker Kestrel Motors.", "Kestrel Motors > headquarteredIn > Milan"),
    ("whose city it is", "Gothenburg's Kestrel Marine makes tractors.", "Kestrel Marine > headquarteredIn > Gothenburg; Kestrel Marine > produces > tractors"),
    ("whose app it is", "Kestrel Motors's app has users. It was licensed by the Central Bank of Zambia.", "Central Bank of Zambia > regulates > Kestrel Motors"),
    ("a plant off a coast", "Kestrel Motors opened a wind farm off Gdansk.", "wind farm > locatedIn > Gdansk"),
    ("a company developing something", "Calder Biologics, a company developing photonics, opened a store.", "Calder Biologics > focusesOn > photonics"),
    ("an order for so much of things from", "Kestrel Motors won an order for 44 MW of engines from Senegalese utility Polder Energy.", "Agreement > counterparty > Polder Energy"),
    ("is to supply somebody", "Kestrel Motors is to supply Polder Energy with six trucks.", "Agreement > party > Kestrel Motors; Agreement > counterparty > Polder Energy"),
    ("the unnamed before the named", "Kestrel Motors will put $75 million into hatcheries and a feed mill.", "Investment > target > feed mill"),
    ("the work costs", "Kestrel Motors is converting its plant. The work will cost 18 million dollars.", "Investment > amount > 18000000; Investment > investor > Kestrel Motors"),
    ("a go-ahead", "The Ministry of Ports gave the go-ahead for a cable plant.", "Ministry of Ports > regulates > cable plant"),
    ("the city of a start-up", "The Turin start-up Loomcraft makes tractors.", "Loomcraft > headquarteredIn > Turin; Loomcraft > produces > tractors"),
    ("what is run", "A hospital opened in Leipzig. Solvik University will run it.", "Solvik University > operates > hospital"),
    ("an interest sold", "Nordwind Energy sold its interest in Calder Semiconductor to Polder Energy for $40 million.",
     "Investment > investor > Polder Energy; Investment > target > Calder Semiconductor; Investment > amount > 40000000"),
    ("an expansion done", "Kestrel Motors has completed the $40 million expansion of Calder Semiconductor.", "Investment > investor > Kestrel Motors; Investment > amount > 40000000"),
    ("an unknown first in a list", "Calder Semiconductor secured $45 million from Quelmek, Polder Energy and Tamar Holdings.", "Investment > investor > Quelmek; Investment > investor > Polder Energy"),
    ("a shareholder named", "Pelion Capital led the round, with existing shareholder Tamar Holdings participating.", "Investment > investor > Tamar Holdings"),
    ("who also invested, after who led", "Calder Semiconductor raised $52m in a Series B round led by Pelion Capital, with participation from Tamar Holdings. Polder Energy also invested.",
     "Investment > investor > Polder Energy; Investment > target > Calder Semiconductor"),
    ("a short form", "Kestrel Motors rose. Kestrel cooperates with Polder Energy.", "Kestrel > cooperatesWith > Polder Energy"),
]  # fmt: skip

NOT_STATED = [
    ("the list goes on after an apposition", "Kestrel Motors, a maker of pumps, and Polder Energy met.", "Polder Energy > produces > pumps"),
    ("the venture is not who holds it", "Kestrel Motors will hold 50% of the venture, which will be based in Leipzig.", "Kestrel Motors > headquarteredIn > Leipzig"),
    ("who gives the means does not build", "The Ministry of Ports awarded Polder Energy a grant to build a cable plant.", "Ministry of Ports > establishes > cable plant"),
    ("a place before a dash does not sign", "Oslo, Norway — Kestrel Motors and Polder Energy signed an agreement.", "Agreement > party > Oslo"),
    ("who may sell", "Nordwind Energy may sell its stake in Calder Semiconductor to Polder Energy.", "Investment > investor > Polder Energy"),
    ("who did not lend", "The Andean Development Bank will not lend $40 million to Mallinson Foods.", "Investment > investor > Andean Development Bank"),
    ("whose owner is hired", "Finland's Kestrel Motors was hired to supply tractors.", "Finland > cooperatesWith > Kestrel Motors"),
    ("the owner of the plant owns no lender", "The $14 million plant, owned by Kestrel Motors, was financed by the Andean Development Bank.", "Andean Development Bank > subsidiaryOf > Kestrel Motors"),
    ("what came from others", "Bavaria attracted foreign investment of $2 billion.", "Investment > investor > Bavaria"),
    ("what is sold somewhere", "Kestrel Motors opened a cable plant. It sells them in Poland.", "cable plant > locatedIn > Poland"),
    ("no company is the consortium", "Kestrel Motors opened a plant. Polder Energy is a member of the consortium.", "Polder Energy > partOf > Kestrel Motors"),
    ("two places before a dash do not sign", "Oslo and Turin, 3 June 2025 – Kestrel Motors and Polder Energy announced a partnership.", "Agreement > party > Oslo"),
    ("the part of a fuller frame", "Solvik Science Park includes a plant focusing on rare diseases.", "plant > focusesOn > rare diseases"),
    ("who holds the venture is not in it", "A cable plant will be developed by Kestrel Motors and Polder Energy. Kestrel Motors holds 60% of the venture.", "Investment > target > Polder Energy"),
    ("the vehicle is no fund unless there is one", "Kestrel Motors makes a tractor. The vehicle is sold in Poland.", "vehicle > operatesIn > Poland"),
    ("whose money it is", "Kestrel Motors is to build a cable plant with Polder Energy money.", "Kestrel Motors > cooperatesWith > Polder Energy"),
    ("where nothing but the act is", "Leipzig opened a plant in Porto.", "plant > locatedIn > Leipzig"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(text, wanted, id=name) for name, text, wanted in CASES])
def test_a_construction_is_read(text: str, wanted: str, road) -> None:
    facts = road.facts(text)
    both = facts | {" > ".join(reversed(fact.split(" > "))) for fact in facts if " > cooperatesWith > " in fact}
    assert set(wanted.split("; ")) <= both


@pytest.mark.parametrize(
    ("text", "unwanted"), [pytest.param(text, unwanted, id=name) for name, text, unwanted in NOT_STATED]
)
def test_what_only_looks_like_it_is_not(text: str, unwanted: str, road) -> None:
    assert unwanted not in road.facts(text)
