"""How fast kg loads, asks and writes RDF, beside pyoxigraph alone, rdflib and serd, on the same triples in one run.

    PYTHONPATH=. python benchmarks/rdf_speed.py [--triples 100000 1000000] [--repeats 3]

The triples are companies with labels, partners and places, made by a seed. Each figure is the median of the processor time, which
other work on the machine touches little; the tools take turns. The ratio is to pyoxigraph alone, or for writing in kg's
canonical order to pyoxigraph's own serializer, which keeps no order. `load` is from a Turtle file to a store that answers;
`query` counts the pairs of partners with one headquarters; `write` is from triples in memory to the text of a Turtle file.
serdi stores nothing: it reads Turtle and writes N-Triples for `load`, and the other way round for `write`. rdflib is measured
once, and left out above --rdflib-most triples.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
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


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a tool does: what for, and how often at most, if it takes long."""

    job: str
    tool: str
    work: Callable[[], object]
    most: int = 1_000


def seconds(work: Callable[[], object]) -> float:
    """The processor time of some work, with that of the programs it starts."""
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def oxigraph_load(file: Path) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    return store


def oxigraph_query(store: ox.Store) -> list[object]:
    solutions = store.query(QUESTION)
    assert isinstance(solutions, ox.QuerySolutions)
    return list(solutions)


def own_tasks(file: Path, made: Sequence[ox.Triple]) -> Iterator[Task]:
    """What kg and pyoxigraph alone do."""
    ours, bare = load(file), oxigraph_load(file)
    prefixes = known_prefixes(load_ontology())
    yield Task("load", "kg", lambda: load(file))
    yield Task("load", "pyoxigraph", lambda: oxigraph_load(file))
    yield Task("query", "kg", lambda: run_query(ours, QUESTION, prefixes))
    yield Task("query", "pyoxigraph", lambda: oxigraph_query(bare))
    yield Task("write", "kg", lambda: write_turtle(made))
    yield Task("write", "pyoxigraph", lambda: ox.serialize(made, format=ox.RdfFormat.TURTLE))


def serd_tasks(file: Path, lines: Path) -> Iterator[Task]:
    """What serdi does."""

    def run(source: Path, given: str, wanted: str) -> Callable[[], object]:
        command = ["serdi", "-i", given, "-o", wanted, str(source)]
        return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    yield Task("load", "serdi", run(file, "turtle", "ntriples"))
    yield Task("write", "serdi", run(lines, "ntriples", "turtle"))


def rdflib_tasks(file: Path) -> Iterator[Task]:
    """What rdflib does."""
    graph = rdflib.Graph().parse(file, format="turtle")
    yield Task("load", "rdflib", lambda: rdflib.Graph().parse(file, format="turtle"), most=1)
    yield Task("query", "rdflib", lambda: list(graph.query(QUESTION)), most=1)
    yield Task("write", "rdflib", lambda: graph.serialize(format="turtle"), most=1)


def measure(count: int, repeats: int, with_rdflib: bool) -> dict[tuple[str, str], float]:
    """Processor seconds by job and tool."""
    made = sorted(set(triples(count)), key=str)
    found: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        file, lines = Path(folder) / "graph.ttl", Path(folder) / "graph.nt"
        file.write_text(write_turtle(made), encoding="utf-8")
        ox.serialize(made, str(lines), format=ox.RdfFormat.N_TRIPLES)
        tasks = [
            *own_tasks(file, made),
            *(serd_tasks(file, lines) if shutil.which("serdi") else ()),
            *(rdflib_tasks(file) if with_rdflib else ()),
        ]
        for turn in range(repeats):
            for task in tasks:
                if turn < task.most:
                    found[task.job, task.tool].append(seconds(task.work))
    return {key: statistics.median(figures) for key, figures in found.items()}


def table(counts: Sequence[int], figures: Mapping[int, Mapping[tuple[str, str], float]]) -> Iterator[str]:
    """The lines of a Markdown table: a row for each job and tool, for each count its seconds and their ratio."""
    yield "| job | tool |" + "".join(f" {count:,} triples | of pyoxigraph |" for count in counts)
    yield "|---|---|" + "---|---|" * len(counts)
    for job, tool in sorted({key for each in figures.values() for key in each}):
        cells = []
        for count in counts:
            took, bare = figures[count].get((job, tool)), figures[count][job, "pyoxigraph"]
            cells.append(f" {took:.2f} s | {took / bare:.2f} |" if took is not None else " | |")
        yield f"| {job} | {tool} |" + "".join(cells)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="Measure kg's RDF work beside other tools.")
    parser.add_argument("--triples", type=int, nargs="+", default=[100_000, 1_000_000], help="how many")
    parser.add_argument("--repeats", type=int, default=3, help="how often each is done (default 3)")
    parser.add_argument(
        "--rdflib-most", type=int, default=1_000_000, help="leave rdflib out above this (default 1000000)"
    )
    options = parser.parse_args()
    tools = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib"))
    print(f"Python {platform.python_version()}, {tools}, {os.cpu_count()} processors\n")
    figures = {count: measure(count, options.repeats, count <= options.rdflib_most) for count in options.triples}
    print("\n".join(table(options.triples, figures)))


if __name__ == "__main__":
    main()
