"""What the gazetteer promises: names folded, namesakes in order, names found where they stand and nowhere else."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.gazetteer import COLUMNS, Gazetteer, fold, load_gazetteer, make_gazetteer
from kg.ontology import NAMESPACE


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def row(identifier: str, cls: str, name: str, **cells: str) -> tuple[str, ...]:
    filled = {"id": identifier, "class": cls, "name_en": name, **cells}
    return tuple(filled.get(column, "") for column in COLUMNS)


def found(gazetteer: Gazetteer, text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[span.start : span.end], entries[0].id) for span, entries in gazetteer.find(text, language)]


@pytest.mark.parametrize(
    ("name", "language", "identifier"),
    [
        ("China", "en", "CN"),
        ("china", "en", "CN"),
        ("PRC", "en", "CN"),
        ("UK", "en", "GB"),
        ("U.K.", "en", "GB"),
        ("US", "en", "US"),
        ("U.S.", "en", "US"),
        ("USA", "en", "US"),
        ("UAE", "en", "AE"),
        ("South Korea", "en", "KR"),
        ("Côte d’Ivoire", "en", "CI"),
        ("韩国", "zh", "KR"),
        ("韓國", "zh", "KR"),
        ("Jiangsu", "en", "CN-JS"),
        ("Jiangsu Province", "en", "CN-JS"),
        ("Shaanxi", "en", "CN-SN"),
        ("内蒙古", "zh", "CN-NM"),
        ("Bavaria", "en", "DE-BY"),
        ("Bayern", "en", "DE-BY"),
        ("Karnataka", "en", "IN-KA"),
        ("Ji'nan", "en", "CN-SD:jinan"),
        ("Ji’nan", "en", "CN-SD:jinan"),
        ("Jinan", "en", "CN-SD:jinan"),
        ("Göteborg", "en", "SE-O:gothenburg"),
        ("Goteborg", "en", "SE-O:gothenburg"),
        ("Gothenburg", "en", "SE-O:gothenburg"),
        ("慕尼黑", "zh", "DE-BY:munich"),
        ("東京", "zh", "JP-13:tokyo"),
        ("New York", "en", "US-NY:new-york-city"),
        ("Port au Prince", "en", "HT-OU:port-au-prince"),
        ("昆山市", "zh", "CN-JS:suzhou:kunshan"),
        ("GBA", "en", "regions:guangdong-hong-kong-macao-greater-bay-area"),
        ("粤港澳大湾区", "zh", "regions:guangdong-hong-kong-macao-greater-bay-area"),
        ("TSMC", "en", "companies:tsmc"),
        ("台積電", "zh", "companies:tsmc"),
        ("BASF SE", "en", "companies:basf"),
        ("BASF", "zh", "companies:basf"),
        ("PIF", "en", "companies:public-investment-fund"),
        ("World Health Organisation", "en", "organizations:world-health-organization"),
        ("清华大学", "zh", "organizations:tsinghua-university"),
        ("CIIE", "en", "events:china-international-import-expo"),
        ("糖尿病", "zh", "diseases:diabetes"),
        ("NEVs", "en", "technologies:new-energy-vehicles"),
    ],
)
def test_a_name_in_any_usual_spelling_finds_its_entry(
    gazetteer: Gazetteer, name: str, language: str, identifier: str
) -> None:
    assert gazetteer.lookup(name, language)[0].id == identifier


@pytest.mark.parametrize("word", ["us", "Us", "who", "Who", "it", "", "?", "no such name"])
def test_an_acronym_keeps_its_capitals_and_other_words_are_unknown(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.lookup(word) == ()


def test_namesakes_come_heaviest_first(gazetteer: Gazetteer) -> None:
    weights = [entry.weight for entry in gazetteer.lookup("Cambridge")]
    assert len(weights) > 1
    assert weights == sorted(weights, reverse=True)


def test_two_places_of_one_name_in_two_provinces_are_two(gazetteer: Gazetteer) -> None:
    assert {"CN-JS:taizhou", "CN-ZJ:taizhou"} <= {entry.id for entry in gazetteer.lookup("Taizhou")}
    assert [entry.id for entry in gazetteer.lookup("台州", "zh")] == ["CN-ZJ:taizhou"]


@pytest.mark.parametrize(
    ("name", "doubtful"),
    [("Reading", True), ("Nice", True), ("Mobile", True), ("Bath", True), ("Orange", True), ("Jordan", True),
     ("Georgia", True), ("Victoria", True), ("Apple", True), ("Munich", False), ("China", False), ("Siemens", False)],
)  # fmt: skip
def test_a_name_that_is_also_a_word_or_a_first_name_is_marked(gazetteer: Gazetteer, name: str, doubtful: bool) -> None:
    assert all(entry.is_doubtful(name) is doubtful for entry in gazetteer.lookup(name))


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Chinese", "CN"),
        ("German", "DE"),
        ("French", "FR"),
        ("Norwegian", "NO"),
        ("South Korean", "KR"),
        ("Emirati", "AE"),
        ("Dutch", "NL"),
        ("british", "GB"),
    ],
)
def test_a_nationality_names_its_country(gazetteer: Gazetteer, word: str, country: str) -> None:
    entry = gazetteer.nationality(word)
    assert entry is not None
    assert entry.id == country


def test_ancestors_lead_to_the_country(gazetteer: Gazetteer) -> None:
    kunshan = gazetteer.lookup("Kunshan")[0]
    assert [entry.id for entry in gazetteer.ancestors(kunshan)] == ["CN-JS:suzhou", "CN-JS", "CN"]


def test_an_unknown_nationality_and_id_are_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.nationality("Martian") is None
    assert gazetteer.get("nowhere") is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A plant in Ji'nan, Shandong Province.", "en", [("Ji'nan", "CN-SD:jinan"), ("Shandong Province", "CN-SD")]),
        ("Siemens' rival; Siemens's rival", "en", [("Siemens", "companies:siemens")] * 2),
        ("McDonald's opens", "en", [("McDonald's", "companies:mcdonalds")]),
        ("It told us and the US", "en", [("US", "US")]),
        ("a munich beer", "en", []),
        ("Therapies for type 2 diabetes", "en", [("type 2 diabetes", "diseases:type-2-diabetes")]),
        ("New\nYork City", "en", [("New\nYork City", "US-NY:new-york-city")]),
        ("New\n\nYork City", "en", [("York", "GB-ENG:york")]),
        ("Kunshannn and preMunich", "en", []),
        ("Apple Inc., of Cupertino", "en", [("Apple Inc.", "companies:apple"), ("Cupertino", "US-CA:cupertino")]),
        ("江苏省无锡市滨湖区", "zh", [("江苏省", "CN-JS"), ("无锡市", "CN-JS:wuxi"), ("滨湖区", "CN-JS:wuxi:binhu-district")]),
        ("上海南站", "zh", [("上海", "CN-SH")]),
        ("南京路很长", "zh", []),
        ("与BASF合作", "zh", [("BASF", "companies:basf")]),
        ("印度尼西亚", "zh", [("印度尼西亚", "ID")]),
    ],
)  # fmt: skip
def test_names_are_found_where_they_stand(
    gazetteer: Gazetteer, text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    result = found(gazetteer, text, language)
    assert [name.removesuffix(".") for name, _ in result] == [name.removesuffix(".") for name, _ in expected]
    assert [identifier for _, identifier in result] == [identifier for _, identifier in expected]


PIECES = st.sampled_from(
    [
        "New York",
        "US",
        "us",
        "Ji'nan",
        "无锡",
        "江苏省",
        "Apple",
        "'s",
        ".",
        ",",
        " ",
        "\n",
        "&",
        "AT&T",
        "糖尿病",
        "e",
        "É",
        "-",
    ]
)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25), language=st.sampled_from(["en", "zh"]))
def test_spans_are_in_order_apart_and_named_by_their_candidates(
    gazetteer: Gazetteer, pieces: list[str], language: str
) -> None:
    text = "".join(pieces)
    matches = gazetteer.find(text, language)
    spans = [span for span, _ in matches]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    for span, entries in matches:
        surface = text[span.start : span.end]
        assert entries
        assert all(fold(surface) in {fold(name) for name, _ in entry.names} for entry in entries)


def test_every_parent_is_known_and_every_id_is_used_once(gazetteer: Gazetteer) -> None:
    entries = list(gazetteer)
    identifiers = {entry.id for entry in entries}
    assert len(identifiers) == len(entries)
    assert [entry.id for entry in entries if entry.parent and entry.parent not in identifiers] == []


def test_the_shipped_lists_are_broad(gazetteer: Gazetteer) -> None:
    count: dict[str, int] = {}
    for entry in gazetteer:
        count[entry.cls.removeprefix(NAMESPACE)] = count.get(entry.cls.removeprefix(NAMESPACE), 0) + 1
    least = {
        "Country": 240,
        "Province": 1500,
        "City": 8000,
        "Company": 700,
        "Fund": 40,
        "ResearchOrganization": 100,
        "Event": 80,
    }
    assert {cls: count[cls] for cls, number in least.items() if count[cls] < number} == {}


def test_a_user_can_bring_rows_of_their_own_classes() -> None:
    own = make_gazetteer([row("a", "https://example.org/Airport", "Karlsbad Field", aliases_zh="卡城机场")])
    ((span, entries),) = own.find("Karlsbad Field")
    assert (len(span), entries[0].cls) == (14, "https://example.org/Airport")
    assert own.lookup("卡城机场", "zh") == entries


def test_a_file_with_a_wrong_column_count_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("\t".join(COLUMNS) + "\nx\tCity\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="line 2: 2 columns"):
        load_gazetteer([path])


def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv.gz"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(OntologyError, match=r"own\.tsv\.gz"):
        load_gazetteer([path])


@pytest.mark.parametrize(
    ("identifier", "linked"),
    [
        ("DK", ("http://www.wikidata.org/entity/Q35", "https://sws.geonames.org/2623032/")),
        ("NL", ("http://www.wikidata.org/entity/Q55", "https://sws.geonames.org/2750405/")),
        ("HK", ("http://www.wikidata.org/entity/Q8646", "https://sws.geonames.org/1819730/")),
        ("AE-FU", ()),
        ("AE-FU:dibba-al-fujairah", ("https://sws.geonames.org/292231/",)),
    ],
)
def test_a_place_says_what_it_is_in_public_datasets(
    gazetteer: Gazetteer, identifier: str, linked: tuple[str, ...]
) -> None:
    entry = gazetteer.get(identifier)
    assert entry is not None
    assert entry.same_as == linked


def test_every_country_has_a_wikidata_id_of_its_own(gazetteer: Gazetteer) -> None:
    ids = {entry.id: dict(entry.details).get("wikidata") for entry in gazetteer if entry.cls == NAMESPACE + "Country"}
    assert None not in ids.values()
    assert len(set(ids.values())) == len(ids)
