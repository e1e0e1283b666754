"""An invented archive of any size, as JSON Lines, with what is true in it: the same seed gives the same articles everywhere.

    python benchmarks/generate_corpus.py --count 10000 --out /tmp/archive.jsonl --truth /tmp/truth.jsonl [--short]

As in an archive of real news, names never end: the most famous companies are in about every hundredth article and most in one,
so that the number of names grows as a power of the number of articles (Heaps' law). A company keeps its home, its trade, its legal
form and its owner, and is written now in full and now without the form; three articles in ten report again what an earlier one has
reported. Groups of companies are trees that do not grow with the archive.
Nothing is held in memory: every article is made from its number alone.

The truth has a line for each article: the event that it reports, which company each name in it is, and what is said outright.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generate_news import CURRENCIES, MONTHS, PEOPLE, PLACES, TALK, THINGS, TRADES, chinese_paragraph

# The distinct names among n drawn grow with n ** (1 / EXPONENT); 0.6 to 0.7 is what newspapers show for names.
EXPONENT = 1.55
# About so many companies are nearly as famous as the most famous one; one of two drawn is that one in a hundred.
FAMOUS = 110
AGAIN = 0.3
# A company has so many subsidiaries, and all of a group are so many companies, of whom the first owns the others.
SUBSIDIARIES = 7
GROUP = 50
REACH = 40
FORMS = ("Inc", "Ltd", "AG", "plc", "Corp", "Holdings", "Group")
ONSETS = "b br c d dr f g gr h k l m n p r s st t tr v w z".split()
VOWELS = "a e i o u ia eo au".split()
CODAS = ("", "n", "r", "l", "s", "m", "nd", "x")
SYLLABLES = len(ONSETS) * len(VOWELS)
STEMS = SYLLABLES * SYLLABLES * len(CODAS)
# Prime to the number of stems, so that neighbours in number are not alike in name.
STEP = 48_271


@dataclass(frozen=True, slots=True)
class Company:
    """A company of the invented world; the same number is the same company in every article."""

    number: int
    stem: str
    trade: str
    form: str
    home: str

    @property
    def full(self) -> str:
        """Its name with the legal form."""
        return f"{self.name} {self.form}"

    @property
    def name(self) -> str:
        """Its name as most texts have it."""
        return f"{self.stem} {self.trade}"


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened: who, whom it concerns, and what of it can be said; its sentences say the same in other words."""

    relation: str
    sentences: tuple[str, ...]


FACTS = (
    Fact(
        "investsIn",
        (
            "{first} will invest {sum} in {second}, the company said on {day}.",
            "{first} said on {day} that it had invested {sum} in {second}.",
            "{second} received {sum} from {first}, which announced the investment on {day}.",
        ),
    ),
    Fact(
        "signedAgreementWith",
        (
            "{first} signed an agreement with {second} on the supply of {thing} in {month} {year}.",
            "In {month} {year}, {first} and {second} signed an agreement on the supply of {thing}.",
        ),
    ),
    Fact(
        "subsidiaryOf",
        (
            "{second}, a subsidiary of {first}, makes {thing} at its plant in {place}.",
            "{second} is a subsidiary of {first} and has a plant for {thing} in {place}.",
        ),
    ),
    Fact(
        "cooperatesWith",
        (
            "{first} and {second} will cooperate in research on {thing}.",
            "{first} will cooperate with {second} in research on {thing}, the two companies said.",
        ),
    ),
)
HOMES = ("{first} is headquartered in {home}.", "{first}, which is based in {home}, employs {number} people.")


def company(number: int, seed: int) -> Company:
    """The company of a number."""
    turned = (number * STEP + seed) % STEMS
    rest, coda = divmod(turned, len(CODAS))
    first, second = divmod(rest, SYLLABLES)
    stem = _syllable(first) + _syllable(second) + CODAS[coda]
    # Beyond all stems names go on in one more syllable.
    beyond = number // STEMS
    stem += _syllable(beyond % SYLLABLES) if beyond else ""
    random = Random(f"{seed} company {number}")
    return Company(number, stem.capitalize(), random.choice(TRADES), random.choice(FORMS), random.choice(PLACES))


def _syllable(number: int) -> str:
    onset, vowel = divmod(number, len(VOWELS))
    return ONSETS[onset] + VOWELS[vowel]


def drawn(random: Random) -> int:
    """The number of a company: low ones often, and no end to high ones (the law of Zipf and Mandelbrot)."""
    return int(FAMOUS * ((1.0 - random.random()) ** (-1.0 / (EXPONENT - 1.0)) - 1.0))


def owner(number: int) -> int | None:
    """The number of the company that owns another one, if it is not the first of its group."""
    place = number % GROUP
    return number - place + (place - 1) // SUBSIDIARIES if place else None


def event_of(number: int, seed: int) -> int:
    """The event that an article reports, named by the first article that reports it."""
    while number:
        random = Random(f"{seed} event {number}")
        if random.random() >= AGAIN:
            break
        number -= min(number, random.randint(1, REACH))
    return number


def articles(
    count: int, seed: int = 1, *, short: bool = False
) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Each article as a row of JSON Lines, with what is true in it; `short` ones are one paragraph long."""
    for number in range(count):
        yield _article(number, seed, short)


def _article(number: int, seed: int, short: bool) -> tuple[dict[str, object], dict[str, object]]:
    event = event_of(number, seed)
    happened, telling = Random(f"{seed} happened {event}"), Random(f"{seed} telling {number}")
    fact = happened.choice(FACTS)
    one, two = _parties(happened, fact, seed)
    detail = _details(happened, one)
    writing = _Writing(telling)
    said = fact.sentences[telling.randrange(len(fact.sentences))]
    lines = [said.format(first=writing.full(one), second=writing.full(two), **detail)]
    lines.append(telling.choice(HOMES).format(first=writing.any(one), **detail))
    facts: list[list[object]] = [[one.number, fact.relation, two.number], [one.number, "headquarteredIn", one.home]]
    paragraphs = [" ".join(lines)]
    for _ in range(0 if short else telling.randint(3, 6)):
        other = company(drawn(telling), seed)
        talk = telling.choice(TALK).format(company=writing.any(other), **_details(telling, other))
        paragraphs.append(
            f"{talk} {telling.choice(HOMES).format(first=writing.any(other), **_details(telling, other))}"
        )
        facts.append([other.number, "headquarteredIn", other.home])
    if not short and number % 5 == 0:
        paragraphs.insert(1, chinese_paragraph(telling))
    name = f"article-{number:09}"
    text = "\n\n".join(paragraphs) + "\n"
    # Not all talk names the company that it was to be about.
    names = {written: company for written, company in writing.names.items() if written in text}
    row: dict[str, object] = {
        "id": name,
        "title": f"{one.name} looks to {detail['place']}",
        "published": f"{2015 + number % 10}-{telling.randint(1, 12):02}-{telling.randint(1, 28):02}",
        "text": text,
    }
    return row, {"document": name, "event": event, "names": names, "facts": facts}


def _parties(random: Random, fact: Fact, seed: int) -> tuple[Company, Company]:
    """Two companies; of a subsidiary its one owner, so that groups are trees."""
    first, second = drawn(random), drawn(random)
    if fact.relation == "subsidiaryOf":
        above = owner(second)
        first, second = (second, second + 1) if above is None else (above, second)
    elif first == second:
        second += 1
    return company(first, seed), company(second, seed)


class _Writing:
    """The names that an article uses, noted as they are written."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names: dict[str, int] = {}

    def full(self, each: Company) -> str:
        return self.noted(each, each.full if self.random.random() < 0.6 else each.name)

    def any(self, each: Company) -> str:
        return self.noted(each, self.random.choice((each.full, each.name, each.name)))

    def noted(self, each: Company, written: str) -> str:
        self.names[written] = each.number
        return written


def _details(random: Random, about: Company) -> dict[str, object]:
    return {
        "home": about.home,
        "place": random.choice(PLACES),
        "person": random.choice(PEOPLE),
        "thing": random.choice(THINGS),
        "sum": random.choice(CURRENCIES).format(random.randint(2, 900)),
        "day": f"{random.choice(MONTHS)} {random.randint(1, 28)}",
        "month": random.choice(MONTHS),
        "year": random.randint(2015, 2024),
        "number": random.randint(20, 9000),
        "percent": random.randint(2, 30),
    }


def write(count: int, out: Path, truth: Path | None, seed: int = 1, *, short: bool = False) -> None:
    """Writes articles, and what is true in them where that is wanted, a line at a time."""
    with ExitStack() as files:
        rows = files.enter_context(out.open("w", encoding="utf-8", newline="\n"))
        truths = files.enter_context(truth.open("w", encoding="utf-8", newline="\n")) if truth else None
        for row, true in articles(count, seed, short=short):
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
            if truths:
                truths.write(json.dumps(true, ensure_ascii=False) + "\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write an invented archive of news as JSON Lines.")
    parser.add_argument("--count", type=int, default=10_000, help="how many articles (default 10000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other articles (default 1)")
    parser.add_argument(
        "--short", action="store_true", help="articles of two sentences, where reading them is not what is measured"
    )
    parser.add_argument("--out", type=Path, required=True, help="the file to write (.jsonl)")
    parser.add_argument("--truth", type=Path, help="where to write what is true in each article (.jsonl)")
    options = parser.parse_args()
    write(options.count, options.out, options.truth, options.seed, short=options.short)
    print(f"{options.count} articles in {options.out}")


if __name__ == "__main__":
    main()
