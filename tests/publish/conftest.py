"""A made-up graph with evidence for the tests of the page: about sixty entities in four circles, and what they agree and invest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.ontology import ENTITY_BASE, NAMESPACE, Ontology, load_ontology
from kg.publish.page import render_page

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALTERNATIVE = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
DERIVED_FROM = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"

ENTITIES = """
Company: Nordwind; Halvorsen Kabel; Baltikraft; Ostsee Speicher; Lumenor Solar; Ferrovia Grid; Tidewater Cells; Kestrel Motors; Polder Chemie;
  Miravel Biotech; Quinta Pharma; Aveiro Genomics; Solenne Diagnostics; Tejo Instruments; Brightharbour Software; Orbisense; Calder Optics; Juniper Loop Robotics;
  <script>alert(1)</script>; Zhongtai Materials; Lanhai Shipping; Qingyun Semiconductor
Startup: Voltgarden; Heliotrope Bio; Pebble Twin; Marrow & Finch
GovernmentBody: Ministry of Energy of Norland; Porto City Council; Agency for Trade of Zealmark; Health Authority of Alentara
Fund: Amber Coast Fund; Douro Growth Fund; Cobalt Seed Fund
ResearchOrganization: Gdynia Institute of Electrochemistry; University of Vilamar; Zealmark Technical University
Country: Norland; Alentara; Zealmark; China
Province: Kashubia; Zhejiang
City: Gdynia; Porto Novo; Vilamar; Ravnsborg; Ningbo
Zone: Ningbo Harbour Hi-tech Zone; Kashubia Energy Zone
Facility: Nordwind Gdynia cable plant; Ravnsborg chip line; Vilamar cell laboratory
InnovationPark: Vilamar BioCampus
Event: Baltic Storage Forum; Vilamar Health Week
Product: sodium cell pack; HelioScan
Technology: grid storage; photonics
DiseaseArea: rare diseases; diabetes
Policy: Norland Storage Plan
Person: Ingrid Solheim; Tomás Arriaga
"""
EDGES = """
Nordwind | headquarteredIn | Gdynia; Nordwind | establishes | Nordwind Gdynia cable plant | planned; Nordwind Gdynia cable plant | locatedIn | Kashubia Energy Zone
Halvorsen Kabel | subsidiaryOf | Nordwind; Baltikraft | cooperatesWith | Nordwind; Ostsee Speicher | cooperatesWith | Baltikraft
Ostsee Speicher | focusesOn | grid storage; Lumenor Solar | operatesIn | Norland; Ferrovia Grid | operatesIn | Norland; Tidewater Cells | produces | sodium cell pack
Voltgarden | focusesOn | grid storage; Amber Coast Fund | supports | Voltgarden; Nordwind | participatesIn | Baltic Storage Forum
Baltikraft | participatesIn | Baltic Storage Forum; Tidewater Cells | participatesIn | Baltic Storage Forum; Ministry of Energy of Norland | launched | Norland Storage Plan
Ministry of Energy of Norland | regulates | Ferrovia Grid; Ministry of Energy of Norland | supports | Kashubia Energy Zone; Kashubia Energy Zone | locatedIn | Kashubia
Kashubia | partOf | Norland; Gdynia | locatedIn | Kashubia; Gdynia Institute of Electrochemistry | locatedIn | Gdynia; Gdynia Institute of Electrochemistry | cooperatesWith | Tidewater Cells
Gdynia Institute of Electrochemistry | focusesOn | grid storage; Ingrid Solheim | affiliatedWith | Nordwind; Kestrel Motors | cooperatesWith | Tidewater Cells
Polder Chemie | cooperatesWith | Tidewater Cells; Polder Chemie | headquarteredIn | Ravnsborg; Kestrel Motors | headquarteredIn | Ravnsborg; Ravnsborg | locatedIn | Zealmark
Miravel Biotech | headquarteredIn | Vilamar; Miravel Biotech | focusesOn | rare diseases; Quinta Pharma | focusesOn | diabetes; Quinta Pharma | headquarteredIn | Porto Novo
Aveiro Genomics | locatedIn | Vilamar BioCampus; Solenne Diagnostics | locatedIn | Vilamar BioCampus; Heliotrope Bio | locatedIn | Vilamar BioCampus; Solenne Diagnostics | produces | HelioScan
Vilamar BioCampus | locatedIn | Vilamar; Vilamar | locatedIn | Alentara; Porto Novo | locatedIn | Alentara; University of Vilamar | locatedIn | Vilamar
University of Vilamar | cooperatesWith | Aveiro Genomics; University of Vilamar | cooperatesWith | Miravel Biotech; Miravel Biotech | launched | Vilamar BioCampus
Porto City Council | supports | Vilamar BioCampus; Health Authority of Alentara | regulates | HelioScan; Health Authority of Alentara | supports | rare diseases
Miravel Biotech | participatesIn | Vilamar Health Week; Quinta Pharma | participatesIn | Vilamar Health Week; Solenne Diagnostics | participatesIn | Vilamar Health Week
Tejo Instruments | cooperatesWith | Solenne Diagnostics; Heliotrope Bio | focusesOn | rare diseases; Douro Growth Fund | supports | Heliotrope Bio
Miravel Biotech | establishes | Vilamar cell laboratory; Vilamar cell laboratory | locatedIn | Vilamar; Tomás Arriaga | affiliatedWith | Miravel Biotech; Quinta Pharma | managesFund | Douro Growth Fund
Brightharbour Software | headquarteredIn | Ravnsborg; Orbisense | focusesOn | photonics; Calder Optics | focusesOn | photonics; Calder Optics | cooperatesWith | Orbisense
Juniper Loop Robotics | cooperatesWith | Brightharbour Software; Pebble Twin | focusesOn | photonics; Cobalt Seed Fund | supports | Pebble Twin; Marrow & Finch | cooperatesWith | Brightharbour Software
Zealmark Technical University | cooperatesWith | Calder Optics; Zealmark Technical University | locatedIn | Ravnsborg; Calder Optics | establishes | Ravnsborg chip line | planned
Ravnsborg chip line | locatedIn | Ravnsborg; Agency for Trade of Zealmark | supports | Calder Optics; Agency for Trade of Zealmark | supports | Orbisense; <script>alert(1)</script> | cooperatesWith | Orbisense
Brightharbour Software | managesFund | Cobalt Seed Fund; Zhongtai Materials | headquarteredIn | Ningbo; Lanhai Shipping | headquarteredIn | Ningbo; Ningbo Harbour Hi-tech Zone | locatedIn | Ningbo
Ningbo | locatedIn | Zhejiang; Zhejiang | partOf | China; Qingyun Semiconductor | locatedIn | Ningbo Harbour Hi-tech Zone; Qingyun Semiconductor | cooperatesWith | Zhongtai Materials
Lanhai Shipping | cooperatesWith | Zhongtai Materials; Qingyun Semiconductor | focusesOn | photonics; Zhejiang | supports | Ningbo Harbour Hi-tech Zone
Calder Optics | launched | Ravnsborg chip line; Nordwind | cooperatesWith | Zhongtai Materials
"""
INVESTMENTS = """
Nordwind > Nordwind Gdynia cable plant: 350000000 EUR 2024-03 planned; Amber Coast Fund > Voltgarden: 18500000 EUR 2023-11 completed
Miravel Biotech > Vilamar cell laboratory: 120000000 EUR 2024 publiclyAnnounced; Douro Growth Fund > Heliotrope Bio: 9000000 EUR 2024-05-14 completed
Calder Optics > Ravnsborg chip line: 2150000000 DKK 2025-01 planned; Cobalt Seed Fund > Pebble Twin: 750000 USD 2023 completed
Zhongtai Materials > Kashubia Energy Zone: 80000000 USD 2024-09 publiclyAnnounced; Quinta Pharma > Solenne Diagnostics: 40000000 EUR 2022 completed
"""
AGREEMENTS = """
Nordwind & Ministry of Energy of Norland: 2024-02-11 signed; Miravel Biotech & Porto City Council: 2023-10 signed; Calder Optics & Qingyun Semiconductor: 2024-09 planned
Ningbo Harbour Hi-tech Zone & Lanhai Shipping: 2024 signed; Kestrel Motors & Brightharbour Software: 2025 signed
"""
ALIASES = (("Nordwind", "Nordwind AG", "en"), ("Nordwind", "北风", "zh"), ("Ningbo", "宁波", "zh"), ("Miravel Biotech", "Miravel", "en"),
           ("Qingyun Semiconductor", "青云半导体", "zh"))  # fmt: skip


@dataclass
class Sample:
    """The two sets of triples of a graph in the making."""

    ontology: Ontology
    graph: set[Triple] = field(default_factory=set)
    evidence: set[Triple] = field(default_factory=set)
    iris: dict[str, NamedNode] = field(default_factory=dict)
    count: int = 0

    def entity(self, cls: str, name: str) -> NamedNode:
        """Add an entity of a class."""
        segment = self.ontology.segment(NAMESPACE + cls)
        slug = "-".join("".join(each if each.isalnum() else " " for each in name.lower()).split())
        iri = self.iris.setdefault(name, NamedNode(f"{ENTITY_BASE}{segment}/{slug}"))
        for each in (NAMESPACE + cls, *self.ontology.ancestors(NAMESPACE + cls)):
            self.graph.add(Triple(iri, RDF_TYPE, NamedNode(each)))
        self.graph.add(Triple(iri, LABEL, Literal(name, language="en")))
        return iri

    def fact(
        self, subject: NamedNode, name: str, target: NamedNode | Literal, words: str, sentence: str = "", **claim: str
    ) -> None:
        """Add an edge or literal with a claim on a sentence in which some words state it."""
        predicate = kg(name)
        if claim.get("polarity", "affirmed") == "affirmed":
            self.graph.add(Triple(subject, predicate, target))
            if self.ontology.properties[predicate.value].symmetric and isinstance(target, NamedNode):
                self.graph.add(Triple(target, predicate, subject))
        self.count += 1
        node = NamedNode(f"{ENTITY_BASE}claim/{self.count:016x}")
        stated = {
            "confidence": "0.9",
            "polarity": "affirmed",
            "extractor": f"frame: {{subject}} {name} {{object}}",
            **claim,
        }
        status = stated.pop("status", "")
        self.evidence |= {Triple(node, kg(key), Literal(value)) for key, value in stated.items()}
        if status:
            self.evidence.add(Triple(node, kg("status"), kg(status)))
        role = "object" if isinstance(target, NamedNode) else "value"
        self.evidence |= {Triple(node, RDF_TYPE, kg("Claim")), Triple(node, kg("subject"), subject),
                          Triple(node, kg("predicate"), predicate), Triple(node, kg(role), target),
                          Triple(node, DERIVED_FROM, self.passage(words, sentence or f"It was said on Monday that {words}, after long talks."))}  # fmt: skip

    def passage(self, words: str, sentence: str) -> NamedNode:
        """A passage of some words in a sentence of one of six documents."""
        number = self.count % 6
        document = NamedNode(f"{ENTITY_BASE}document/report-{number}")
        start = self.count * 1000
        whole = NamedNode(f"{document.value}#char={start},{start + len(sentence)}")
        at = start + sentence.index(words)
        part = NamedNode(f"{document.value}#char={at},{at + len(words)}")
        for each, quote in ((whole, sentence), (part, words)):
            self.evidence |= {
                Triple(each, RDF_TYPE, kg("Passage")),
                Triple(each, kg("inDocument"), document),
                Triple(each, kg("quote"), Literal(quote, language="en")),
            }
        self.evidence |= {Triple(part, kg("inSentence"), whole), Triple(document, RDF_TYPE, kg("Document")),
                          Triple(document, NamedNode(DCTERMS + "title"), Literal(f"Weekly report {number + 1}", language="en")),
                          Triple(document, NamedNode(DCTERMS + "issued"), Literal(f"2024-0{number + 1}-11", datatype=NamedNode(XSD + "date"))),
                          Triple(document, NamedNode(DCTERMS + "source"), Literal(f"https://news.example/report-{number + 1}"))}  # fmt: skip
        return part

    def investment(self, line: str) -> None:
        """Add an investment written as `investor > target: amount currency date status`."""
        ends, rest = line.rsplit(": ", 1)
        investor, target = ends.split(" > ")
        amount, currency, date, status = rest.split()
        node = self.entity("Investment", f"{investor}: {amount} {currency}, {target}, {date}")
        words = f"{investor} will put {currency} {int(amount):,} into {target}"
        self.fact(node, "investor", self.iris[investor], words)
        self.fact(node, "target", self.iris[target], words)
        self.fact(node, "amount", Literal(f"{amount}.0", datatype=NamedNode(XSD + "decimal")), words)
        self.graph |= {Triple(node, kg("currency"), Literal(currency)), Triple(node, kg("status"), kg(status)),
                       Triple(node, kg("amountQualifier"), Literal("about")), Triple(node, kg("date"), dated(date)),
                       Triple(node, kg("purpose"), Literal("to build and equip the works", language="en"))}  # fmt: skip
        self.fact(
            self.iris[investor],
            "investsIn",
            self.iris[target],
            words,
            status=status,
            extractor="axiom: investor of, target",
        )

    def agreement(self, line: str) -> None:
        """Add an agreement written as `party & party: date status`."""
        ends, rest = line.rsplit(": ", 1)
        first, second = ends.split(" & ")
        date, status = rest.split()
        node = self.entity("Agreement", f"{first} and {second}, {date}")
        words = f"{first} and {second} signed a memorandum"
        self.fact(node, "party", self.iris[first], words)
        self.fact(node, "party", self.iris[second], words)
        self.graph |= {Triple(node, kg("status"), kg(status)), Triple(node, kg("date"), dated(date))}
        self.fact(
            self.iris[first],
            "signedAgreementWith",
            self.iris[second],
            words,
            status=status,
            extractor="rule: parties signed it",
        )


def kg(name: str) -> NamedNode:
    """A term of the ontology."""
    return NamedNode(NAMESPACE + name)


def dated(date: str) -> Literal:
    """A date as precise as it is."""
    return Literal(date, datatype=NamedNode(XSD + {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)]))


def lines(block: str) -> list[str]:
    """The parts of a block that are set apart by semicolons or line ends."""
    return [
        each.strip()
        for line in block.strip().replace(";\n", "; ").split("\n")
        for each in line.split("; ")
        if each.strip()
    ]


def sample(ontology: Ontology) -> Sample:
    """The whole made-up graph."""
    made = Sample(ontology)
    cls = ""
    for each in lines(ENTITIES):
        before, found, after = each.partition(": ")
        cls, name = (before, after) if found else (cls, each)
        made.entity(cls, name)
    for name, alias, language in ALIASES:
        made.graph.add(Triple(made.iris[name], ALTERNATIVE, Literal(alias, language=language)))
    for each in lines(EDGES):
        subject, name, target, *status = each.split(" | ")
        words = f"{subject} {ontology.label(NAMESPACE + name)} {target}"
        made.fact(made.iris[subject], name, made.iris[target], words, **({"status": status[0]} if status else {}))
        if name == "locatedIn":
            made.graph.add(Triple(made.iris[subject], kg("within"), made.iris[target]))
    for each in lines(INVESTMENTS):
        made.investment(each)
    for each in lines(AGREEMENTS):
        made.agreement(each)
    made.fact(made.iris["Kestrel Motors"], "investsIn", made.iris["Tidewater Cells"], "no plan to buy into Tidewater Cells",
              "Kestrel Motors has no plan to buy into Tidewater Cells, it said.", polarity="negated")  # fmt: skip
    return made


@pytest.fixture(scope="session")
def page_ontology() -> Ontology:
    """The shipped ontology."""
    return load_ontology()


@pytest.fixture(scope="session")
def page_sample(page_ontology: Ontology) -> Sample:
    """The made-up graph, built once."""
    return sample(page_ontology)


# ---------------------------------------------------------------- a real browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WINDOW = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def address(page_sample: Sample, page_ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page of the made-up graph lies on disk."""
    path = tmp_path_factory.mktemp("page") / "graph.html"
    page = render_page(
        frozenset(page_sample.graph), frozenset(page_sample.evidence), page_ontology, "Who invests where"
    )
    path.write_text(page, encoding="utf-8", newline="\n")
    return path.as_uri()


# By module, not by session: two of Playwright's loops cannot run at once, and other tests start their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless browser, the first that is installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip(f"no browser found: none of {', '.join(BROWSERS)} is installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    """The page, freshly opened; afterwards nothing but the file itself may have been asked for, and nothing gone wrong."""
    context = browser.new_context(viewport=WINDOW, reduced_motion="reduce", color_scheme="light", accept_downloads=True)
    opened = context.new_page()
    requests: list[str] = []
    troubles: list[str] = []

    def only_the_file(route: Any) -> None:
        requests.append(route.request.url)
        if route.request.url.split("#")[0] == address:
            route.continue_()
        else:
            route.abort()

    opened.route("**/*", only_the_file)
    opened.on("console", lambda message: message.type == "error" and troubles.append(message.text))
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    opened.goto(address)
    opened.wait_for_selector("html[data-ready=true]", timeout=10_000)
    yield opened
    context.close()
    assert {each.split("#")[0] for each in requests} == {address}
    assert troubles == []
