"""The quads of an archive, in parts from its scratch database: those of a graph in memory."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from kg.assemble import DocumentPart
from kg.engines.archive.claims import follow_up, state_all
from kg.engines.archive.passes import Work, pack_parts
from kg.engines.archive.quads import shared_quads_stored
from kg.engines.archive.running import Passing
from kg.engines.archive.scratch import scratch_database
from kg.engines.local import extracted
from kg.engines.packing import pack_extraction, pack_things
from kg.engines.partition import done_partitions
from kg.engines.quads import document_quads
from kg.engines.tools import ToolFiles
from kg.ontology import ENTITY_BASE
from kg.pipeline import conclude
from kg.project.codec import Codec
from kg.publish.formats import graphs_by_article

TEXTS = (
    "Aldermoor Cables Ltd has signed an agreement with Brackwater Group in Oslo. Aldermoor Cables did not invest in Porto.",
    "Brackwater Group cooperates with Aldermoor Cables. Brackwater Group invested $5 million in Corvane Foods in May 2021.",
    "In May 2021 Brackwater Group invested $5 million in Corvane Foods. Aldermoor Cables and Corvane Foods cooperate.",
    "Brackwater is a unit of Corvane Foods.",
)


def silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody looks at."""


def test_parts_and_the_rest_are_the_dataset(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    files, scratch = ToolFiles(), tmp_path / "folder" / "scratch"
    knowledge = files.knowledge()
    with extracted([tmp_path], files, work=tmp_path / "work", jobs=1) as said:
        read = list(said.documents)
    packed = [(pack_extraction(each.extraction), pack_things(each.things)) for each in read]
    with scratch_database(scratch) as database:
        passing = Passing(database, Work(scratch, files, ENTITY_BASE), 1, silent)
        # As they come from elsewhere: in any order, without being read again.
        state_all(passing, list(done_partitions(reversed(packed), tmp_path / "folder", files, "")), knowledge)
        follow_up(database, knowledge)
        codec = Codec(DocumentPart)
        parts = [codec.unpack(each) for batch in passing.each(pack_parts, "part", "writing") for each in batch]
        made = [*chain.from_iterable(map(document_quads, parts)), *shared_quads_stored(database, ENTITY_BASE)]
    whole = conclude([each.extraction for each in read], knowledge).knowledge_graph()
    wanted = {
        (str(each.subject), str(each.predicate), str(each.object), article)
        for article, triples in graphs_by_article(whole.graph, whole.evidence).items()
        for each in triples
    }
    assert set(made) == wanted
    assert len(made) == len(wanted)
