"""The explorer on live data: a page that opens on the most important nodes and asks for the rest, and the answers to it."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import replace

from kg.ask.nodes import folded
from kg.errors import QueryError
from kg.publish.page import CORE
from kg.publish.page_data import PageData
from kg.publish.page_live import evidence_about, live_page, live_part
from kg.publish.page_packed import Json
from kg.server.excerpt import Excerpts
from kg.server.graph_index import GraphIndex, read_index
from kg.server.library import Library

FOUND = 12
# So many neighbours and events are handed out at once, the most important ones.
NEIGHBOURS = 300
EVENTS = 500
# How many things a search for a way looks at.
WAY_REACH = 50_000


class Explorer:
    """Answers what the page asks, from the store as it is; only names and numbers of neighbours are kept, until a write."""

    def __init__(self, library: Library, title: str) -> None:
        self._library = library
        self._title = title
        self._lock = threading.Lock()
        self._index: GraphIndex | None = None
        self._page = ""

    def forget(self) -> None:
        """Has everything read anew: somebody has written."""
        with self._lock:
            self._index, self._page = None, ""

    def page(self) -> str:
        """The page, with the most important nodes in it."""
        index = self._known()
        with self._lock:
            if not self._page or index is not self._index:
                self._page = self._made(index)
            return self._page

    def find(self, text: str) -> list[Json]:
        """The things whose names fit a text best: it is the name, begins it, begins a word of it, or is somewhere in it."""
        wanted, index = folded(text), self._known()
        best: dict[str, tuple[int, str]] = {}
        for plain, name, iri in index.names:
            at = plain.find(wanted)
            if at >= 0 and iri in index.neighbours:
                fit = (0 if plain == wanted else 1) if at == 0 else 3 if plain[at - 1].isalnum() else 2
                best[iri] = min(best.get(iri, (fit, name)), (fit, name))
        first = sorted(best, key=lambda iri: (best[iri][0], -index.neighbours[iri], iri))[:FOUND]
        nodes = {node.iri: node for node in self._excerpts(index).read(first, (), ()).nodes}
        return [{"id": iri, "name": best[iri][1], "shown": nodes[iri].label, "cls": nodes[iri].cls} for iri in first]

    def around(self, iri: str, known: Collection[str]) -> Json:
        """A thing with its neighbours and what all that is said of it rests on. Raises `QueryError` where there is none."""
        index = self._known()
        _check(index, iri)
        excerpts = self._excerpts(index)
        near = sorted(excerpts.around(iri), key=lambda other: (-index.neighbours[other], other))[:NEIGHBOURS]
        about = excerpts.read([iri, *near], (), [iri])
        return self._part([iri, *near], known, index) | {"about": evidence_about(iri, about)}

    def way(self, start: str, end: str, known: Collection[str]) -> Json:
        """The things on a shortest way between two, both included; none where no way is found.

        Raises `QueryError` where one of them is not there.
        """
        index = self._known()
        _check(index, start, end)
        excerpts = self._excerpts(index)
        before = {start: ""}
        waiting = [start]
        for iri in waiting:
            if end in before or len(before) > WAY_REACH:
                break
            fresh = sorted(excerpts.neighbours(iri) - before.keys())
            before |= dict.fromkeys(fresh, iri)
            waiting += fresh
        path: list[str] = []
        at = end if end in before else ""
        while at:
            path.append(at)
            at = before[at]
        return self._part(path, known, index)

    def events(self, known: Collection[str]) -> Json:
        """The events with the most participants, and who they are."""
        index = self._known()
        excerpts = self._excerpts(index)
        first = sorted(index.events, key=lambda iri: (-index.neighbours[iri], iri))[:EVENTS]
        others = {other for iri in first for other in excerpts.neighbours(iri)} - set(first)
        return self._part([*first, *sorted(others)], known, index, resting=first)

    def _known(self) -> GraphIndex:
        with self._lock:
            if self._index is None:
                self._index = read_index(self._library.store, self._library.ontology)
            return self._index

    def _excerpts(self, index: GraphIndex) -> Excerpts:
        return Excerpts(self._library.store, self._library.ontology, index.neighbours)

    def _made(self, index: GraphIndex) -> str:
        core = sorted(index.neighbours, key=lambda iri: (-index.neighbours[iri], iri))[:CORE]
        data = _ranked(self._excerpts(index).read(core, (), core), index)
        return live_page(data, index.neighbours, index.totals(), self._library.ontology, self._title)

    def _part(
        self, wanted: Collection[str], known: Collection[str], index: GraphIndex, resting: Collection[str] | None = None
    ) -> Json:
        data = self._excerpts(index).read(wanted, known, wanted if resting is None else resting)
        data = _ranked(data, index)
        return live_part(data, index.neighbours, wanted, self._library.ontology)


def _check(index: GraphIndex, *iris: str) -> None:
    for iri in iris:
        if iri not in index.neighbours:
            raise QueryError(f"there is nothing called {iri} in the graph")


def _ranked(data: PageData, index: GraphIndex) -> PageData:
    """The data with nodes as important as they are in the whole graph, not in the excerpt."""
    nodes = tuple(replace(node, degree=index.neighbours.get(node.iri, 0)) for node in data.nodes)
    return replace(data, nodes=nodes)
