"""Gold annotations: what a text states, as a person read it; the format is told in docs/evaluate.md."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kg.errors import EvaluationError
from kg.evaluate.gold_fields import Fields
from kg.evaluate.scheme import AGREEMENTS, INVESTMENTS, Scheme

TOP = frozenset({"doc", "note", "entities", "triples", INVESTMENTS, AGREEMENTS})
SHARED = frozenset({"optional", "evidence", "note"})
ENTITY = frozenset({"name", "type", "type_alt", "aliases", "descriptive", "subtype"}) | SHARED
EDGE = frozenset({"s", "p", "o", "s_alt", "p_alt", "o_alt"}) | SHARED
SUM = frozenset({"amount", "currency", "approx"})
OCCURRENCE = frozenset({"date", "date_norm", "status", "place"}) | SHARED
INVESTMENT = frozenset({"investor", "target", "amount", "currency", "also", "approx", "purpose", "kind"}) | OCCURRENCE
AGREEMENT = frozenset({"parties", "topic"}) | OCCURRENCE
_NO_ENTITY = "the name of no entity of this file"


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing of the text; `types` are further types accepted, `descriptive` says that its name is made up."""

    name: str
    type: str
    types: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    optional: bool = False
    descriptive: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class GoldEdge:
    """An edge of the text; `subjects` and `objects` are all names accepted, `predicates` further ones beside `predicate`."""

    subjects: tuple[str, ...]
    predicate: str
    objects: tuple[str, ...]
    predicates: tuple[str, ...] = ()
    optional: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class GoldSum:
    """A sum of money; None and "" where the text states none."""

    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class GoldInvestment:
    """An investment of the text; `sums` are the same sum in each currency stated."""

    investors: tuple[str, ...]
    target: str
    sums: tuple[GoldSum, ...]
    optional: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class GoldAgreement:
    """An agreement of the text."""

    parties: tuple[str, ...]
    topic: str = ""
    optional: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """All that one text states, named like its article."""

    name: str
    entities: tuple[GoldEntity, ...] = ()
    edges: tuple[GoldEdge, ...] = ()
    investments: tuple[GoldInvestment, ...] = ()
    agreements: tuple[GoldAgreement, ...] = ()

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words that the annotations rest on, each once."""
        stated: list[GoldEdge | GoldInvestment | GoldAgreement] = [*self.edges, *self.investments, *self.agreements]
        return tuple(dict.fromkeys(each.evidence for each in stated if each.evidence))


def read_gold(path: Path, scheme: Scheme) -> tuple[Gold, ...]:
    """The gold in a file or in all `NAME.json` of a folder, sorted by name. Raises `EvaluationError`."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise EvaluationError(f"{path}: the folder holds no gold file; put NAME.json there for each article NAME")
    return tuple(_read_file(file, scheme) for file in files)


def _read_file(path: Path, scheme: Scheme) -> Gold:
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError as error:
        raise EvaluationError(f"{path}: no such gold file or folder") from error
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise EvaluationError(f"{path}: not JSON in UTF-8: {error}") from error
    return parse_gold(values, path.stem, scheme, source=str(path))


def parse_gold(values: object, name: str, scheme: Scheme, *, source: str) -> Gold:
    """The gold in a decoded JSON value; `source` is where errors say that it stands. Raises `EvaluationError`."""
    top = Fields.of(source, values, TOP)
    if top.text("doc", default=name) != name:
        raise top.error("doc", f"is {top.text('doc')!r} where the file is called {name}; mend one of the two")
    entities = tuple(_entity(each) for each in top.records("entities", ENTITY))
    known = _names(entities, source)
    return Gold(
        name=name,
        entities=entities,
        edges=tuple(_edge(each, known, scheme) for each in top.records("triples", EDGE)),
        investments=tuple(_investment(each, known) for each in top.records(INVESTMENTS, INVESTMENT)),
        agreements=tuple(
            GoldAgreement(
                parties=each.one_of_each("parties", known, _NO_ENTITY),
                topic=each.text("topic", default=""),
                optional=each.flag("optional"),
                evidence=each.text("evidence", default=""),
            )
            for each in top.records(AGREEMENTS, AGREEMENT)
        ),
    )


def _names(entities: Iterable[GoldEntity], source: str) -> frozenset[str]:
    found: set[str] = set()
    for each in entities:
        if each.name in found:
            raise EvaluationError(f"{source}: two entities are called {each.name!r}; make them one, or rename one")
        found.add(each.name)
    return frozenset(found)


def _entity(fields: Fields) -> GoldEntity:
    return GoldEntity(
        name=fields.text("name"),
        # Any word will do: a type that the ontology does not know is one that no graph gets right.
        type=fields.text("type"),
        types=fields.texts("type_alt"),
        aliases=fields.texts("aliases"),
        optional=fields.flag("optional"),
        descriptive=fields.flag("descriptive"),
    )


def _edge(fields: Fields, known: frozenset[str], scheme: Scheme) -> GoldEdge:
    unscored = "no predicate that is scored"
    return GoldEdge(
        subjects=(fields.one_of("s", known, _NO_ENTITY), *fields.one_of_each("s_alt", known, _NO_ENTITY)),
        predicate=fields.one_of("p", scheme.predicates, unscored),
        objects=(fields.one_of("o", known, _NO_ENTITY), *fields.one_of_each("o_alt", known, _NO_ENTITY)),
        predicates=fields.one_of_each("p_alt", scheme.predicates, unscored),
        optional=fields.flag("optional"),
        evidence=fields.text("evidence", default=""),
    )


def _investment(fields: Fields, known: frozenset[str]) -> GoldInvestment:
    return GoldInvestment(
        investors=fields.one_of_each("investor", known, _NO_ENTITY),
        target=fields.text("target", default=""),
        sums=(_sum(fields), *(_sum(each) for each in fields.records("also", SUM))),
        optional=fields.flag("optional"),
        evidence=fields.text("evidence", default=""),
    )


def _sum(fields: Fields) -> GoldSum:
    return GoldSum(fields.number("amount"), fields.text("currency", default=""))
