"""`build_project`: the store of a project brought up to what its documents say now.

Reading a document is what takes long, and what it says depends on nothing but itself and the tools: that is kept. Everything
after it looks at all documents, so it is done anew each time, and the result is that of a build from scratch.

The order of the steps is what makes it safe to kill: extractions are kept one by one as they are made; a generation is
whole and on disk before the pointer is switched; files outside `.kg` come after it, and are written anew by every build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import ProjectError, ReadError
from kg.extract.extract import Extraction
from kg.graph import REJECTED_FILE, KnowledgeGraph
from kg.ontology import load_ontology
from kg.pipeline import Knowledge, Progress, Tools, extract_documents, graph_of, load_knowledge, read_all, tools_for
from kg.project.cache import ExtractionCache
from kg.project.fingerprint import document_digest, tools_digest
from kg.project.generations import Generations, Manifest
from kg.project.lock import build_lock
from kg.project.settings import Project
from kg.records import Document, ReadFailure
from kg.store.disk import STORE_FOLDER, write_store
from kg.store.embedded import EVIDENCE_FILE, GRAPH_FILE, load_triples
from kg.store.files import remove_unfinished, write_files

LOCK_FILE = "lock"
_CACHE_FOLDER = "extractions"
_FAILURES_TOLD = 3
_GENERATION_FILES = (GRAPH_FILE, EVIDENCE_FILE, REJECTED_FILE)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many documents are new, changed, gone and as they were since the last build, and how many were read again."""

    new: int
    changed: int
    removed: int
    unchanged: int
    extracted: int


@dataclass(frozen=True, slots=True)
class ProjectBuild:
    """A build that has ended: its graph, what had changed, and the knowledge it was made by."""

    graph: KnowledgeGraph
    changes: Changes
    knowledge: Knowledge


def build_project(project: Project, *, tools: Tools | None = None, progress: Progress | None = None) -> ProjectBuild:
    """Builds a project, reading only documents that are new or changed; what cannot be read is in the graph's `failures`.

    `tools` made before must be those of the project's ontology files and known graphs. Raises `ProjectError` where another
    build is at work, `ReadError` where there is no document (what was built then stays), and what `kg.build` raises.
    """
    with build_lock(project.private / LOCK_FILE, str(project.root)):
        generations = Generations(project.private)
        _prepare(project, generations)
        documents, failures = read_all(
            project.settings.sources, root=project.root, leave_out=project.settings.out, progress=progress
        )
        if not documents:
            raise ReadError(f"nothing could be read and nothing was written: {_told(failures)}")
        cache = ExtractionCache(project.private / _CACHE_FOLDER, _tools_digest(project))
        knowledge, extractions, extracted = _extractions(project, documents, cache, tools, progress)
        graph = graph_of(extractions, knowledge, failures=failures, progress=progress, base=project.settings.base)
        if project.settings.title:
            graph = replace(graph, title=project.settings.title)
        before = generations.manifest().documents
        now = _digests(documents)
        _write(project, generations, graph, now)
        cache.keep_only(documents)
        return ProjectBuild(graph, _changes(before, now, extracted), knowledge)


def _prepare(project: Project, generations: Generations) -> None:
    """Makes the private folder unseen by version control, and clears away what a killed build left."""
    ignore = project.private / ".gitignore"
    if not ignore.exists():
        write_files(project.private, {ignore.name: "*\n"})
    for path in (ignore, project.private / "current"):
        remove_unfinished(path)
    generations.sweep()


def _extractions(
    project: Project,
    documents: Sequence[Document],
    cache: ExtractionCache,
    tools: Tools | None,
    progress: Progress | None,
) -> tuple[Knowledge, list[Extraction], int]:
    """What the documents say, and of how many that was not known; the language model is loaded for these only."""
    knowledge = tools.knowledge if tools else _knowledge(project)
    kept = {document.id: cache.get(document) for document in documents}
    missing = [document for document in documents if kept[document.id] is None]
    found = [extraction for extraction in kept.values() if extraction is not None]
    if missing:
        if progress:
            progress("loading", 0, None)
        tools = tools or tools_for(knowledge)
        if _tools_digest(project) != cache.tools:
            # What was loaded may be one or the other; nothing may be kept under the wrong name.
            raise ProjectError(f"{project.root}: the ontology or kg itself changed meanwhile; run `kg build` again")
        for extraction in extract_documents(missing, tools, progress=progress):
            cache.put(extraction)
            found.append(extraction)
    return knowledge, found, len(missing)


def _knowledge(project: Project) -> Knowledge:
    return load_knowledge(
        ontology=load_ontology(project.settings.ontology),
        known=[triple for path in project.settings.known for triple in load_triples(path).graph],
    )


def _write(
    project: Project, generations: Generations, graph: KnowledgeGraph, documents: Mapping[str, tuple[str, ...]]
) -> None:
    contents = graph.contents(project.settings.formats)
    out = project.settings.out
    earlier = generations.manifest()
    gone = sorted({*earlier.exports, *earlier.obsolete} - contents.keys())
    folder = generations.begin()
    write_files(folder, {name: contents[name] for name in _GENERATION_FILES})
    write_store(folder / STORE_FOLDER, graph.graph, graph.evidence)
    obsolete = tuple(name for name in gone if (out / name).exists())
    generations.finish(folder, Manifest(documents, tuple(sorted(contents)), obsolete))
    for name in contents:
        remove_unfinished(out / name)
    write_files(out, contents)
    for name in obsolete:
        (out / name).unlink(missing_ok=True)
    generations.sweep()


def _tools_digest(project: Project) -> str:
    return tools_digest(project.settings.ontology, project.settings.known)


def _digests(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """The digests of the documents by name, those of one name in order."""
    found: dict[str, list[str]] = {}
    for document in documents:
        found.setdefault(document.name, []).append(document_digest(document))
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _changes(before: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]], extracted: int) -> Changes:
    """A document of the same name and another digest has changed; all the rest come or go."""
    new = changed = removed = unchanged = 0
    for name in before.keys() | now.keys():
        old, current = Counter(before.get(name, ())), Counter(now.get(name, ()))
        same = (old & current).total()
        gone, come = old.total() - same, current.total() - same
        unchanged += same
        changed += min(gone, come)
        removed += max(0, gone - come)
        new += max(0, come - gone)
    return Changes(new, changed, removed, unchanged, extracted)


def _told(failures: Sequence[ReadFailure]) -> str:
    told = [f"{failure.name}: {failure.reason}" for failure in failures]
    more = f"; and {len(told) - _FAILURES_TOLD} more" if len(told) > _FAILURES_TOLD else ""
    return "; ".join(told[:_FAILURES_TOLD]) + more or "the sources hold no document"
