"""How fast kg loads, asks and writes RDF, beside pyoxigraph alone, rdflib and serd, on the same triples in one run.

    python benchmarks/rdf_speed.py [--triples 100000 1000000] [--repeats 3]

The triples are companies with labels, partners and places, made by a seed. Each figure is the median time on the clock; the
ratio is to pyoxigraph alone, or for writing in kg's canonical order to pyoxigraph's own serializer, which keeps no order.
`load` is from a Turtle file to a store that answers; `query` counts the pairs of partners with one headquarters; `write` is
from triples in memory to the text of a Turtle file. serdi parses and writes N-Triples and stores nothing. rdflib is left out
above --rdflib-most triples, where it takes minutes.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.ask.query import run_query
from kg.ontology import ENTITY_BASE, NAMESPACE, load_ontology
from kg.publish.turtle import write_turtle
from kg.store.embedded import load
from kg.store.prefixes import known_prefixes

QUESTION = """PREFIX kg: <https://w3id.org/kgbuilder/ontology#>
SELECT (COUNT(*) AS ?pairs) { ?a kg:cooperatesWith ?b ; kg:headquarteredIn ?place . ?b kg:headquarteredIn ?place }"""
TRIPLES_A_COMPANY = 5
PLACES = 500


def triples(count: int) -> Iterator[ox.Triple]:
    """About so many triples, always the same."""
    chance = random.Random(7)
    companies = max(count // TRIPLES_A_COMPANY, 1)

    def term(name: str) -> ox.NamedNode:
        return ox.NamedNode(NAMESPACE + name)

    def company(number: int) -> ox.NamedNode:
        return ox.NamedNode(f"{ENTITY_BASE}org/company-{number}")

    for number in range(companies):
        one = company(number)
        yield ox.Triple(one, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), term("Company"))
        label = ox.Literal(f"Company {number}", language="en")
        yield ox.Triple(one, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), label)
        yield ox.Triple(
            one, term("headquarteredIn"), ox.NamedNode(f"{ENTITY_BASE}place/place-{chance.randrange(PLACES)}")
        )
        for _ in range(TRIPLES_A_COMPANY - 3):
            yield ox.Triple(one, term("cooperatesWith"), company(chance.randrange(companies)))


def seconds(work: Callable[[], object], repeats: int) -> float:
    """The median time on the clock."""
    found = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def oxigraph_load(file: Path) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    return store


def oxigraph_query(store: ox.Store) -> list[object]:
    solutions = store.query(QUESTION)
    assert isinstance(solutions, ox.QuerySolutions)
    return list(solutions)


def measure(count: int, repeats: int, with_rdflib: bool) -> dict[str, dict[str, float]]:
    """Seconds by job and tool."""
    made = sorted(set(triples(count)), key=str)
    prefixes = known_prefixes(load_ontology())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.ttl"
        file.write_text(write_turtle(made), encoding="utf-8")
        ours, bare = load(file), oxigraph_load(file)
        found = {
            "load": {
                "kg": seconds(lambda: load(file), repeats),
                "pyoxigraph": seconds(lambda: oxigraph_load(file), repeats),
            },
            "query": {
                "kg": seconds(lambda: run_query(ours, QUESTION, prefixes), repeats),
                "pyoxigraph": seconds(lambda: oxigraph_query(bare), repeats),
            },
            "write": {
                "kg": seconds(lambda: write_turtle(made), repeats),
                "pyoxigraph": seconds(lambda: ox.serialize(made, format=ox.RdfFormat.TURTLE), repeats),
            },
        }
        if shutil.which("serdi"):
            command = ["serdi", "-i", "turtle", "-o", "ntriples", str(file)]
            parsed = seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), repeats)
            found["load"]["serdi"] = parsed
        if with_rdflib:
            graph = rdflib.Graph().parse(file, format="turtle")
            found["load"]["rdflib"] = seconds(lambda: rdflib.Graph().parse(file, format="turtle"), 1)
            found["query"]["rdflib"] = seconds(lambda: list(graph.query(QUESTION)), 1)
            found["write"]["rdflib"] = seconds(lambda: graph.serialize(format="turtle"), 1)
    return found


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="Measure kg's RDF work beside other tools.")
    parser.add_argument("--triples", type=int, nargs="+", default=[100_000, 1_000_000], help="how many")
    parser.add_argument("--repeats", type=int, default=3, help="how often each is done (default 3)")
    parser.add_argument("--rdflib-most", type=int, default=100_000, help="leave rdflib out above this (default 100000)")
    options = parser.parse_args()
    print("| triples | job | tool | seconds | of pyoxigraph |\n|---|---|---|---|---|")
    for count in options.triples:
        for job, tools in measure(count, options.repeats, count <= options.rdflib_most).items():
            for tool, took in tools.items():
                print(f"| {count:,} | {job} | {tool} | {took:.2f} | {took / tools['pyoxigraph']:.2f} |")


if __name__ == "__main__":
    main()
