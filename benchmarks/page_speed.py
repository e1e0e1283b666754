"""How fast the page is beside plain pyvis: time to a first picture and frames a second, on the same made-up graphs in one run.

python benchmarks/page_speed.py --nodes 100 1000 5000 20000

Needs playwright and an installed Chromium. Plain pyvis is `Network.from_nx` with nothing set; it is given `--patience`
seconds for its first picture, and left out above `--pyvis-up-to` nodes. Frames are counted while the picture is dragged
and zoomed for three seconds each. There is no graphics card in it: WebGL, which kg uses above 2,000 nodes where it was built
(`make webgl`), is drawn by the processor too, which is the worst case for it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
from playwright.sync_api import Error, sync_playwright
from pyoxigraph import Literal, NamedNode, Triple

from kg.ontology import ENTITY_BASE, NAMESPACE, load_ontology
from kg.publish.page import render_page

EDGES_PER_NODE = 3
SECONDS = 3.0
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
# Tells when a canvas has something on it, by looking at it through a smaller one.
WATCH = """
window.firstPicture = 0; window.frames_ = 0;
const small = new OffscreenCanvas(96, 96).getContext("2d", { willReadFrequently: true });
(function look() {
  for (const canvas of document.querySelectorAll("canvas")) {
    if (!canvas.width) continue;
    small.clearRect(0, 0, 96, 96); small.drawImage(canvas, 0, 0, 96, 96);
    const pixels = small.getImageData(0, 0, 96, 96).data;
    let painted = 0;
    for (let at = 3; at < pixels.length; at += 4) if (pixels[at]) painted++;
    if (painted > 10) { window.firstPicture = performance.now(); return; }
  }
  setTimeout(look, 30);
})();
(function count() { window.frames_++; requestAnimationFrame(count); })();
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was seen of one page: seconds, and frames a second; None where there was no picture in time."""

    build: float
    first_picture: float | None
    dragging: float | None
    zooming: float | None


def main() -> None:
    """Measure every size and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[100, 1000, 5000, 20000])
    parser.add_argument("--patience", type=float, default=120.0, help="seconds to wait for a first picture (120)")
    parser.add_argument("--pyvis-up-to", type=int, default=5000, metavar="NODES", help="no pyvis above this (5000)")
    arguments = parser.parse_args()
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        sys.exit(f"no browser found: install one of {', '.join(BROWSERS)}")
    print("| nodes | edges | page | written in | first picture | frames/s dragging | frames/s zooming |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        for count in arguments.nodes:
            edges = made_up_edges(count)
            for name, write in (("kg", write_ours), ("pyvis", write_pyvis)):
                if name == "pyvis" and count > arguments.pyvis_up_to:
                    continue
                path = Path(folder) / f"{name}-{count}.html"
                began = time.perf_counter()
                write(count, edges, path)
                build = time.perf_counter() - began
                browser = running.chromium.launch(executable_path=executable, args=ARGUMENTS)
                told = measure(browser, path, build, arguments.patience)
                browser.close()
                print(row(count, len(edges), name, told, arguments.patience), flush=True)


def made_up_edges(count: int) -> list[tuple[int, int]]:
    """Edges in which a few nodes have many: each new node is tied to earlier ends of edges."""
    random = Random(7)
    ends = [0, 1]
    edges = {(0, 1)}
    for node in range(2, count):
        for _ in range(EDGES_PER_NODE):
            other = random.choice(ends) if random.random() < 0.6 else random.randrange(node)
            if other != node:
                edges.add((other, node))
                ends += [other, node]
    return sorted(edges)


def write_ours(count: int, edges: list[tuple[int, int]], path: Path) -> None:
    """The page as kg writes it, from triples."""
    ontology = load_ontology()
    classes = [cls for cls, definition in ontology.classes.items() if definition.colour][:8]
    nodes = [NamedNode(f"{ENTITY_BASE}thing/{number:05d}") for number in range(count)]
    graph = set()
    for number, node in enumerate(nodes):
        graph.add(Triple(node, RDF_TYPE, NamedNode(classes[number % len(classes)])))
        graph.add(Triple(node, LABEL, Literal(f"Made-up thing {number}", language="en")))
    for source, target in edges:
        graph.add(Triple(nodes[source], NamedNode(NAMESPACE + "supports"), nodes[target]))
    path.write_text(render_page(frozenset(graph), frozenset(), ontology, f"{count} nodes"), encoding="utf-8")


def write_pyvis(count: int, edges: list[tuple[int, int]], path: Path) -> None:
    """The same graph through pyvis as it comes."""
    from pyvis.network import Network

    graph = nx.DiGraph()
    graph.add_nodes_from((number, {"label": f"Made-up thing {number}"}) for number in range(count))
    graph.add_edges_from(edges)
    network = Network(height="800px", directed=True, cdn_resources="in_line")
    network.from_nx(graph)
    path.write_text(network.generate_html(), encoding="utf-8")


def measure(browser: Any, path: Path, build: float, patience: float) -> Measured:
    """Open a page, wait for its picture, then drag and zoom it."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.set_default_timeout(patience * 1000)
    tab.add_init_script(WATCH)
    tab.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    try:
        tab.goto(path.as_uri(), wait_until="commit")
        limit = time.perf_counter() + patience
        while not tab.evaluate("window.firstPicture"):
            if time.perf_counter() > limit:
                return Measured(build, None, None, None)
            time.sleep(0.05)
        first = tab.evaluate("window.firstPicture") / 1000
        dragging = frames(tab, lambda step: tab.mouse.move(300 + step % 200, 300 + (step * 7) % 150), held=True)
        zooming = frames(tab, lambda step: tab.mouse.wheel(0, -80 if step % 40 < 20 else 80), held=False)
    except Error:
        return Measured(build, None, None, None)
    return Measured(build, first, dragging, zooming)


def frames(tab: Any, move: Callable[[int], None], *, held: bool) -> float:
    """Frames a second while the mouse does something over the picture."""
    tab.mouse.move(300, 300)
    if held:
        tab.mouse.down()
    before, began, step = tab.evaluate("window.frames_"), time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        move(step)
        step += 1
    after, ended = tab.evaluate("window.frames_"), time.perf_counter()
    if held:
        tab.mouse.up()
    return float((after - before) / (ended - began))


def row(count: int, edges: int, name: str, told: Measured, patience: float) -> str:
    """One line of the table."""
    first = f"more than {patience:.0f} s" if told.first_picture is None else f"{told.first_picture:.1f} s"
    rates = ["–" if rate is None else f"{rate:.0f}" for rate in (told.dragging, told.zooming)]
    return f"| {count:,} | {edges:,} | {name} | {told.build:.1f} s | {first} | {' | '.join(rates)} |"


if __name__ == "__main__":
    main()
