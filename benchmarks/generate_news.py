"""Invented news for benchmarks: the same seed gives the same articles, on every machine.

python benchmarks/generate_news.py --count 200 --out /tmp/news
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import other_news

STEMS = (
    "Nordwind Halvorsen Kestrel Lumora Ostara Brightwater Calder Tavira Meridian Quillon Saltmarsh Verano Orsted "
    "Pellwood Fennick Arvanto Zephyra Holmgren Marlowe Teralis Ilmari Corvane Sundara Weststrand Belacqua Rosmarin"
).split()
TRADES = (
    "Batteries Therapeutics Logistics Robotics Energy Motors Semiconductors Foods Biologics Shipping Systems Materials"
).split()
FORMS = ("Inc", "Ltd", "AG", "plc", "Corp", "Holdings", "Group", "")
PLACES = (
    "Hamburg, Rotterdam, Lyon, Turin, Gdansk, Porto, Osaka, Busan, Hanoi, Penang, Pune, Nairobi, Casablanca, Monterrey, "
    "Medellin, Perth, Tampere, Suzhou, Ningbo, Chengdu, Qingdao, Ohio, Bavaria, Saxony, Zhejiang, Germany, Vietnam, Morocco"
).split(", ")
PEOPLE = (
    "Anna Lindqvist, Tomas Pereira, Mei Tanaka, Rahul Deshpande, Clara Hoffmann, Piotr Zielinski, Amina Haddad, "
    "Jonas Bakker, Lucia Ferrari, David Okonkwo, Ingrid Solberg, Chen Yulin"
).split(", ")
THINGS = (
    "battery cells, heat pumps, cancer vaccines, power chips, electric buses, wind turbine blades, insulin pens, "
    "recycled plastics, industrial robots, solar glass, sodium-ion batteries, cold-chain containers"
).split(", ")
MONTHS = "January February March April May June July August September October November December".split()
CURRENCIES = ("${} million", "US${} million", "€{} million", "£{} million", "RMB {} million", "{} million yuan")
STEMS_ZH = "北辰 华岭 瑞泽 金穗 海岳 明川 同舟 凌霄 安澜 嘉禾".split()
TRADES_ZH = "科技 生物 新能源 医药 智能装备 半导体 物流".split()
PLACES_ZH = "苏州 宁波 成都 青岛 杭州 无锡 武汉 合肥".split()
THINGS_ZH = "动力电池 创新药 工业机器人 光伏玻璃 储能系统 功率芯片".split()

FACTS = (
    "{company} will invest {sum} in a new {thing} plant in {place}, the company said on {day}.",
    "The {place} Development Agency signed a framework agreement with {company} and {other} on the supply of {thing}.",
    "{company}, which is headquartered in {place}, has acquired a majority stake in {other} for {sum}.",
    "A joint venture was established by {company} and {other} in {place} in {month} {year}.",
    "{company} opened a research centre in {place} last year, following an investment of {sum}.",
    "{other}, a subsidiary of {company}, produces {thing} at its factory near {place}.",
    "The {stem} Growth Fund, managed by {company}, led a {sum} round in {other}.",
    "Under the agreement, the two sides will cooperate in research, training and the export of {thing}.",
    "The company plans to hire {number} people and to start production in {month} {year}.",
    "The Ministry of Economy of {place} said it would support the project with grants of up to {sum}.",
    "{company} did not invest in {other}, contrary to earlier reports, and has no plans to enter {place}.",
    "Last {month}, {company} and its partners {other} and {third} launched an innovation park in {place}.",
    "{company} said that it had agreed with {other} to build a logistics hub, which is to open in {year}.",
    "The zone's management committee granted {company} {sum} for the expansion of its {thing} line.",
)
TALK = (
    '"Demand for {thing} has grown faster than anybody expected," said {person}, chief executive of {company}.',
    "Analysts had expected a slower start, given how hard it is to find trained staff in the region.",
    "Prices of raw materials have fallen by {percent} per cent since the start of the year, and few expect them to recover soon.",
    '"We looked at eleven sites before we chose {place}," {person} told reporters, "and this was the only one with a port."',
    "Shares rose {percent} per cent in early trading before giving up most of their gains in the afternoon.",
    "Residents have asked for a second road, since the old one floods every winter and is closed for weeks.",
    "{person}, who joined the board in {year}, called the decision a question of patience rather than of money.",
    "Competition in {thing} is fierce, with more than {number} suppliers fighting over thin margins.",
    "It is not clear how soon the permits can be granted, or whether an environmental review will be needed.",
    "Trade between the two regions reached a record last year, according to figures released on {day}.",
)
FACTS_ZH = (
    "{company}近日宣布投资{number}亿元在{place}建设{thing}生产基地。",
    "{company}与{other}在{place}签署战略合作协议,双方将在{thing}领域开展合作。",
    "{year}年{month}月,{company}完成{number}亿元融资,由{other}领投。",
    "{company}总部位于{place},主要从事{thing}的研发和生产。",
    "{place}市政府表示,将为该项目提供土地和人才方面的支持。",
    "该项目预计于{year}年投产,年产值将超过{number}亿元。",
)


@dataclass(frozen=True, slots=True)
class Article:
    """An invented article; `published` is an ISO 8601 date."""

    name: str
    title: str
    text: str
    published: str


def generate(count: int, seed: int = 1, *, one_in: int = 1) -> Iterator[Article]:
    """As many articles of four to eight paragraphs; in every fifth about the field one paragraph is Chinese.

    One in `one_in` is about companies and what they do, the others are about sport, weather, culture and the like.
    """
    for number in range(count):
        # One generator an article: more articles do not change the first ones.
        random = Random(seed * 1_000_003 + number)
        yield _other_article(number, random) if number % one_in else _article(number // one_in, random, number)


def write(articles: Iterator[Article], directory: Path) -> int:
    """Writes the articles with their sidecar files and gives their number."""
    directory.mkdir(parents=True, exist_ok=True)
    written = 0
    for article in articles:
        (directory / f"{article.name}.txt").write_text(article.text, encoding="utf-8", newline="\n")
        meta = json.dumps({"title": article.title, "published": article.published})
        (directory / f"{article.name}.meta.json").write_text(meta + "\n", encoding="utf-8", newline="\n")
        written += 1
    return written


def _article(number: int, random: Random, position: int) -> Article:
    # An article keeps to a few companies and one place, as news does.
    companies = [_company(random) for _ in range(4)]
    place = random.choice(PLACES)
    published = f"{random.randint(2021, 2024)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    paragraphs = [_paragraph(random, companies, place) for _ in range(random.randint(4, 8))]
    if number % 5 == 0:
        paragraphs.insert(len(paragraphs) // 2, chinese_paragraph(random))
    title = f"{companies[0]} looks to {place}"
    return Article(f"article-{position:04}", title, "\n\n".join([title, *paragraphs]) + "\n", published)


def _other_article(number: int, random: Random) -> Article:
    # Each keeps to one subject, and a place and its rival, as news does.
    sentences = random.choice(other_news.FIELDS)
    town, rival = random.sample(PLACES, 2)
    published = f"{random.randint(2021, 2024)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    paragraphs = [
        " ".join(
            sentence.format(
                town=town,
                rival=rival,
                country=random.choice(other_news.COUNTRIES),
                person=random.choice(PEOPLE),
                day=random.choice(("Monday", "Wednesday", "Saturday", "Sunday")),
                month=random.choice(MONTHS),
                year=random.randint(1996, 2023),
                number=random.randint(2, 60),
                percent=random.randint(4, 40),
            )
            for sentence in random.sample(sentences, random.randint(2, 3))
        )
        for _ in range(random.randint(4, 8))
    ]
    title = f"News from {town}"
    return Article(f"article-{number:04}", title, "\n\n".join([title, *paragraphs]) + "\n", published)


def _company(random: Random) -> str:
    return " ".join((random.choice(STEMS), random.choice(TRADES), random.choice(FORMS))).strip()


def _paragraph(random: Random, companies: list[str], place: str) -> str:
    kinds: list[Callable[[], str]] = [lambda: random.choice(FACTS), lambda: random.choice(TALK)]
    return " ".join(_filled(random.choice(kinds)(), random, companies, place) for _ in range(random.randint(2, 3)))


def _filled(sentence: str, random: Random, companies: list[str], place: str) -> str:
    company, other, third = random.sample(companies, 3)
    return sentence.format(
        company=company,
        other=other,
        third=third,
        stem=random.choice(STEMS),
        place=place if random.random() < 0.5 else random.choice(PLACES),
        person=random.choice(PEOPLE),
        thing=random.choice(THINGS),
        sum=random.choice(CURRENCIES).format(random.choice((15, 40, 85, 120, 250, 1.5, 600))),
        day=random.choice(("Monday", "Tuesday", "Thursday", f"{random.choice(MONTHS)} {random.randint(1, 28)}")),
        month=random.choice(MONTHS),
        year=random.randint(2019, 2026),
        number=random.choice((60, 200, 450, 1200)),
        percent=random.randint(2, 30),
    )


def chinese_paragraph(random: Random) -> str:
    """Three sentences about two Chinese companies."""
    company, other = (random.choice(STEMS_ZH) + random.choice(TRADES_ZH) for _ in range(2))
    sentences = random.sample(FACTS_ZH, 3)
    return "".join(
        sentence.format(
            company=company,
            other=other,
            place=random.choice(PLACES_ZH),
            thing=random.choice(THINGS_ZH),
            number=random.randint(2, 60),
            year=random.randint(2021, 2026),
            month=random.randint(1, 12),
        )
        for sentence in sentences
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write invented news for benchmarks.")
    parser.add_argument("--count", type=int, default=200, help="how many articles (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other articles (default 1)")
    parser.add_argument(
        "--one-in", type=int, default=1, help="one article in so many is about the field (default: all)"
    )
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    options = parser.parse_args()
    print(
        f"{write(generate(options.count, options.seed, one_in=options.one_in), options.out)} articles in {options.out}"
    )


if __name__ == "__main__":
    main()
