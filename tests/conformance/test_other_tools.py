"""Everything that a build writes is read by other people's tools without the loss of a triple."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.ontology import NAMESPACE, Ontology

HERE = Path(__file__).parent
EXPORTS = HERE.parents[1] / "exports"
FILES = (EXPORTS / "graph.ttl", EXPORTS / "evidence.ttl")
TOOLS = os.environ.get("KG_TEST_TOOLS", "")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

Reader = Callable[[Path, Path], str]


def run(*command: str | Path) -> str:
    return subprocess.run(list(map(str, command)), capture_output=True, check=True, text=True, encoding="utf-8").stdout


def needed(program: str, folder: str = "") -> Path:
    """Where an installed tool lies; skips the test where it does not."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    place = Path(TOOLS) / folder
    if folder and not (TOOLS and place.is_dir()):
        pytest.skip(f"KG_TEST_TOOLS names no folder with {folder}")
    return place


def by_rdflib(file: Path, folder: Path) -> str:
    return rdflib.Graph().parse(file, format="turtle").serialize(format="nt")


def by_raptor(file: Path, folder: Path) -> str:
    needed("rapper")
    return run("rapper", "-q", "-i", "turtle", "-o", "ntriples", file)


def by_serd(file: Path, folder: Path) -> str:
    needed("serdi")
    return run("serdi", "-i", "turtle", "-o", "ntriples", file)


def by_n3_js(file: Path, folder: Path) -> str:
    return run("node", HERE / "round_trip.js", needed("node", "node_modules/n3"), file)


READERS = [by_rdflib, by_raptor, by_serd, by_n3_js]


def triples(text: str | bytes, rdf_format: ox.RdfFormat = ox.RdfFormat.N_TRIPLES) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=rdf_format)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.removeprefix("by_"))
def test_no_triple_is_lost(reader: Reader, file: Path, tmp_path: Path) -> None:
    assert triples(reader(file, tmp_path)) == triples(file.read_bytes(), ox.RdfFormat.TURTLE)


def test_protege_keeps_what_each_claim_says(ontology: Ontology, tmp_path: Path) -> None:
    jars = needed("java", "owlapi")
    written = {triple for file in FILES for triple in triples(file.read_bytes(), ox.RdfFormat.TURTLE)}
    source, target = tmp_path / "in.ttl", tmp_path / "out.ttl"
    # OWLAPI takes a property for what it is declared to be, so the ontology comes along.
    source.write_text("".join(f"{triple} .\n" for triple in (*ontology.triples, *written)), encoding="utf-8")
    run("java", "-cp", f"{jars}/*", HERE / "RoundTrip.java", source, target)
    kept = triples(target.read_bytes(), ox.RdfFormat.TURTLE)
    said = {f"{space}{name}" for space in (NAMESPACE, RDF) for name in ("subject", "predicate", "object")}
    claims = {triple for triple in written if triple.predicate.value in said}
    assert claims
    assert claims - kept == set()
