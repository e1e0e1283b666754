"""How fast a graph is validated: as a whole, after a small change, and by pySHACL alone.

    PYTHONPATH=. python benchmarks/validate_speed.py exports/graph.ttl [--copies 180] [--repeats 3] [--reference]

The graph is a Turtle file, so many times over with other IRIs. Each figure is the median of the processor time. The change is a
label that goes, which is one violation; the changed graph is a store. --reference has pySHACL judge the whole, which takes
minutes above 100,000 triples.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.check import check_changes, check_graph
from kg.ontology import ENTITY_BASE, load_ontology

LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def copies(path: Path, count: int) -> list[ox.Triple]:
    """The triples of a file so many times, each time of other entities."""
    lines = ox.serialize(
        (quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)), format=ox.RdfFormat.N_TRIPLES
    )
    entity = re.compile(re.escape(f"<{ENTITY_BASE}").encode())
    found: list[ox.Triple] = []
    for number in range(count):
        other = entity.sub(f"<{ENTITY_BASE}{number}/".encode(), lines or b"")
        found.extend(quad.triple for quad in ox.parse(other, format=ox.RdfFormat.N_TRIPLES))
    return found


def seconds(work: Callable[[], object], repeats: int) -> float:
    """The median processor time of some work."""
    found = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return statistics.median(found)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="Measure validation.")
    parser.add_argument("graph", type=Path, help="a Turtle file without violations, such as exports/graph.ttl")
    parser.add_argument("--copies", type=int, default=180, help="how many times over (default 180)")
    parser.add_argument("--repeats", type=int, default=3, help="how often each is done (default 3)")
    parser.add_argument("--reference", action="store_true", help="have pySHACL judge the whole, too")
    options = parser.parse_args()
    ontology, triples = load_ontology(), copies(options.graph, options.copies)
    gone = next(each for each in triples if each.predicate == LABEL)
    kept = [each for each in triples if each != gone]
    store = ox.Store()
    store.bulk_extend(ox.Quad(each.subject, each.predicate, each.object) for each in kept)
    print(f"{len(triples):,} triples\n\n| what | seconds |\n|---|---|")
    for what, work in (
        ("the whole, without a violation", lambda: check_graph(triples, ontology)),
        ("the whole, with one violation", lambda: check_graph(kept, ontology)),
        ("what changed, with one violation", lambda: check_changes(store, [gone], (), ontology)),
    ):
        work()
        print(f"| {what} | {seconds(work, options.repeats):.2f} |")
    if options.reference:
        print(f"| the whole, by pySHACL alone | {reference(triples):.2f} |")


def reference(triples: list[ox.Triple]) -> float:
    """What pySHACL takes for the whole, once."""
    from kg.check.judge import judge
    from kg.check.shapes import shapes_of, union_memberships

    ontology = load_ontology()
    joined = (*triples, *ontology.triples, *union_memberships(ontology))
    return seconds(lambda: list(judge(joined, shapes_of(ontology).triples)), 1)


if __name__ == "__main__":
    main()
