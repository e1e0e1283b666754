"""Identity across documents in Spark's words: the functions of `kg.resolve`, with shuffles for dictionaries.

Keys are shuffled by the blocks that their names stand in; those that may be one make pairs, and the connected components of the
pairs are clusters. Things are shuffled to their cluster and settled there, twice: what stands around a thing is looked up in its
document, by another shuffle, and counts in the second round by what it turned out to be in the first.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

from kg.engines.forest import forest
from kg.engines.grouped import Batches, Row, batches_of, each_group, each_row, rows_of
from kg.engines.packing import unpack_things
from kg.engines.schema import IDENTIFIED, IN_BLOCK, IN_CLUSTER, KEY_NAMES, MEMBER, PAIR, STANDS_FOR, THING
from kg.engines.tools import ToolFiles
from kg.project.codec import Codec
from kg.resolve.blocking import ACRONYM, ANY, WRITTEN_OUT, blocks_of, pairs_in_block
from kg.resolve.clusters import Cluster, KeyNames, key_names, may_be_one
from kg.resolve.evidence import Meaning, PlacedThing, meaning, placed
from kg.resolve.identity import Identity, identity_of, is_plain, meant_by, undivided
from kg.resolve.resolve import matcher_of
from kg.resolve.settling import Matcher
from kg.resolve.things import LocalThing
from kg.resolve.whole import whole_of
from kg.resolve.within import thing_reader


@dataclass(frozen=True, slots=True)
class _Around:
    """A thing with what its document's things stand for, by key, as far as it speaks of them, and what is known of these."""

    thing: LocalThing
    meant: Mapping[str, str]
    meanings: tuple[Meaning, ...]


_THING, _NAMES, _AROUND, _IDENTITY = Codec(LocalThing), Codec(KeyNames), Codec(_Around), Codec(Identity)


@functools.lru_cache(maxsize=1)
def loaded_matcher(tools: ToolFiles) -> Matcher:
    """What settles clusters, loaded once in a process."""
    knowledge = tools.knowledge()
    return matcher_of(thing_reader(knowledge.ontology, knowledge.gazetteer))


@contextmanager
def identified(documents: DataFrame, tools: ToolFiles) -> Iterator[DataFrame]:
    """Which things of documents are one, with the schema `IDENTIFIED`; `documents` has what each names in `things`.

    It holds for as long as the context lasts.
    """
    things = each_row(documents.select("things"), _things, THING).cache()
    pairs = _meeting_pairs(things, tools).cache()
    members = _members(pairs).cache()
    placed_pairs = _in_clusters(pairs, members)
    clustered = _with_cluster(things, members).cache()
    stands_for, made_one = functools.partial(_stands_for, tools), functools.partial(_identities, tools)
    first = each_group(_settling(clustered, placed_pairs, tools), "cluster", stands_for, STANDS_FOR)
    again = clustered.join(first, ["key", "document"]).withColumn("meaning", sql.col("root")).drop("root")
    last = each_group(_settling(again, placed_pairs, tools), "cluster", made_one, IDENTIFIED).cache()
    try:
        yield last
    finally:
        for table in (things, pairs, members, clustered, last):
            table.unpersist()


def _things(row: Row) -> Iterator[Row]:
    for thing in unpack_things(row["things"]).things:
        yield {
            "key": thing.key,
            "document": thing.document,
            "name": thing.name,
            "aliases": "\t".join((*thing.defined, "", *thing.shortened)),
            "thing": _THING.pack(thing),
            "meaning": thing.key,
        }


# ---------------------------------------------------------------- which keys may meet


def _meeting_pairs(things: DataFrame, tools: ToolFiles) -> DataFrame:
    """The pairs of keys whose names share a block and could be names of one thing."""

    def named(key: str, rows: list[Row]) -> Iterator[Row]:
        spelled = [_THING.unpack(row["thing"]) for row in rows]
        yield {"key": key, "names": _NAMES.pack(key_names(key, spelled, loaded_matcher(tools).gazetteer))}

    different = things.dropDuplicates(["key", "name", "aliases"]).select("key", "document", "thing")
    names = each_group(different, "key", named, KEY_NAMES, order=("document",)).cache()
    blocks = each_group(each_row(names, _blocks, IN_BLOCK), "block", _pairs, PAIR).distinct()
    one = names.select(sql.col("key").alias("one"), sql.col("names").alias("names_one"))
    other = names.select(sql.col("key").alias("other"), sql.col("names").alias("names_other"))
    return each_row(blocks.join(one, "one").join(other, "other"), _if_they_may, PAIR)


def _blocks(row: Row) -> Iterator[Row]:
    for block, side in sorted(blocks_of(_NAMES.unpack(row["names"]).blocked)):
        yield {"block": block, "side": side, "key": row["key"]}


def _pairs(block: str, rows: list[Row]) -> Iterator[Row]:
    short, long, others = ([row["key"] for row in rows if row["side"] == side] for side in (ACRONYM, WRITTEN_OUT, ANY))
    for one, other in pairs_in_block(short, long, others):
        yield {"one": one, "other": other}


def _if_they_may(row: Row) -> Iterator[Row]:
    if may_be_one(_NAMES.unpack(row["names_one"]), _NAMES.unpack(row["names_other"])):
        yield {"one": row["one"], "other": row["other"]}


def _members(pairs: DataFrame) -> DataFrame:
    """The cluster of each key that is in a pair: a forest for each partition, and the forest of these."""
    schema = from_arrow_schema(MEMBER)
    parts = pairs.mapInArrow(lambda batches: _forest(batches, "one", "other"), schema)
    return parts.coalesce(1).mapInArrow(lambda batches: _forest(batches, "key", "cluster"), schema)


def _forest(batches: Batches, one: str, other: str) -> Batches:
    made = forest((row[one], row[other]) for row in rows_of(batches))
    yield from batches_of(({"key": key, "cluster": root} for key, root in made.items()), MEMBER)


def _in_clusters(pairs: DataFrame, members: DataFrame) -> DataFrame:
    found = pairs.join(members.withColumnRenamed("key", "one"), "one")
    empty = {"document": sql.lit(""), "thing": sql.lit(None).cast("binary")}
    return found.withColumns(empty).select(*IN_CLUSTER.names)


def _with_cluster(things: DataFrame, members: DataFrame) -> DataFrame:
    found = things.select("key", "document", "name", "thing", "meaning").join(members, "key", "left")
    return found.withColumn("cluster", sql.coalesce("cluster", "key"))


# ---------------------------------------------------------------- a round


def _settling(things: DataFrame, pairs: DataFrame, tools: ToolFiles) -> DataFrame:
    """Things with what is known of those around them, and pairs, by cluster."""
    counted = things.groupBy("meaning").agg(
        sql.countDistinct("document").alias("documents"), sql.min("name").alias("spelled")
    )
    known = things.join(counted, "meaning")

    def around(document: str, rows: list[Row]) -> Iterator[Row]:
        matcher = loaded_matcher(tools)
        meanings = {row["key"]: _meaning(row, matcher) for row in rows}
        for row in rows:
            thing = _THING.unpack(row["thing"])
            near = {
                key: meanings[key] for key in (thing.key, *thing.near, *thing.related, *thing.ties) if key in meanings
            }
            meant = {key: each.id for key, each in near.items()}
            packed = _AROUND.pack(_Around(thing, meant, tuple(near.values())))
            yield {"cluster": row["cluster"], "one": row["key"], "other": "", "document": document, "thing": packed}

    return each_group(known, "document", around, IN_CLUSTER, order=("key",)).unionByName(pairs)


def _meaning(row: Row, matcher: Matcher) -> Meaning:
    return meaning(row["meaning"], row["spelled"], row["documents"], matcher.gazetteer, matcher.places)


def _settled(rows: Sequence[Row], matcher: Matcher) -> Iterator[Identity]:
    """What becomes of a cluster, given by its pairs and its things."""
    around = [_AROUND.unpack(row["thing"]) for row in rows if row["thing"] is not None]
    around.sort(key=lambda each: (each.thing.key, each.thing.document))
    pairs = tuple(sorted((row["one"], row["other"]) for row in rows if row["thing"] is None))
    cluster = Cluster(tuple(each.thing for each in around), pairs)
    settled = undivided(cluster) if is_plain(cluster) else matcher.identify_cluster(cluster, *_placed(around))
    for same in settled.sets:
        yield identity_of(cluster, same, matcher.gazetteer)


def _placed(around: Iterable[_Around]) -> tuple[list[PlacedThing], dict[str, Meaning]]:
    things: list[PlacedThing] = []
    meanings: dict[str, Meaning] = {}
    for each in around:
        things.append(placed(each.thing, each.meant))
        meanings.update((known.id, known) for known in each.meanings)
    return things, meanings


def _stands_for(tools: ToolFiles, cluster: str, rows: list[Row]) -> Iterator[Row]:
    for identity in _settled(rows, loaded_matcher(tools)):
        for thing in identity.things:
            yield {"key": thing.key, "document": thing.document, "root": meant_by(identity.things)}


def _identities(tools: ToolFiles, cluster: str, rows: list[Row]) -> Iterator[Row]:
    for identity in _settled(rows, loaded_matcher(tools)):
        for thing in identity.things:
            yield {"root": identity.root, "document": thing.document, "key": thing.key, "identity": None}
        folded = _IDENTITY.pack(replace(identity, things=(whole_of(identity.things),)))
        yield {"root": identity.root, "document": None, "key": None, "identity": folded}
