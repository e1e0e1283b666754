"""What partitions of documents say as entities and claims about them, on the scratch database, and what follows from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from kg.engines.archive import passes, reports, resolution
from kg.engines.archive.derived import derive_stated
from kg.engines.archive.identity import identify_stored
from kg.engines.archive.inference import infer_stated
from kg.engines.archive.running import Passing
from kg.engines.archive.statements import refuse_conflicts, stated_claims, stated_facts
from kg.engines.partition import Partition
from kg.pipeline import Knowledge
from kg.resolve.resolve import matcher_of
from kg.resolve.things import DocumentThings
from kg.resolve.within import thing_reader


def state_all(passing: Passing, partitions: Sequence[Partition], knowledge: Knowledge) -> None:
    """Fills the tables `entity`, `claim`, `part`, `spoken` and `rejected`.

    They hold what `kg.resolve.resolve` and `kg.assemble.check_claims` give. Raises `OutputError`.
    """
    matcher = matcher_of(thing_reader(knowledge.ontology, knowledge.gazetteer))
    identify_stored(passing.database, _things(partitions), matcher)
    state_identified(passing, partitions, knowledge)


def state_identified(passing: Passing, partitions: Sequence[Partition], knowledge: Knowledge) -> None:
    """The same where it is known which things are one, as `identify_stored` puts it down. Raises `OutputError`."""
    database, ontology = passing.database, knowledge.ontology
    for tables in (passes.TABLES, reports.TABLES, resolution.TABLES):
        database.executescript(tables)
    resolution.name_roots(database, knowledge)
    passing.over_partitions(passes.describe_documents, partitions, "resolving")
    resolution.describe_roots(database, knowledge)
    reports.merge_stored(database, ontology)
    resolution.settle_statuses(database, ontology)
    passing.over_rows(passes.tell_occurrences, "text", "resolving")
    resolution.name_occurrences(database, ontology)
    resolution.name_entities(database, passing.work.base)
    passing.over_rows(passes.state_claims, "text", "resolving")
    database.execute("DROP TABLE text")
    refuse_conflicts(database, ontology)
    database.execute("CREATE INDEX claim_by_document ON claim (document)")
    database.execute("CREATE INDEX claim_by_subject ON claim (subject)")
    database.execute("CREATE INDEX part_by_document ON part (document)")
    database.commit()


def follow_up(database: sqlite3.Connection, knowledge: Knowledge) -> None:
    """Fills the tables `graph` and `derived`: the statements that claims make with all that follows, and the claims for that."""
    infer_stated(database, stated_facts(database, knowledge), knowledge.ontology)
    derive_stated(database, stated_claims(database), knowledge.ontology)
    database.commit()


def _things(partitions: Sequence[Partition]) -> Iterator[DocumentThings]:
    return (things for partition in partitions for things in partition.things())
