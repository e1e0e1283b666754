"""`build_project`: the store of a project brought up to what its documents say now.

Reading a document is what takes long, and what it says depends on nothing but itself and the tools: that is kept. Everything
after it looks at all documents, so it is done anew each time, and the result is that of a build from scratch.

The order of the steps is what makes it safe to kill: extractions are kept one by one as they are made; a generation is
whole and on disk before the pointer is switched; files outside `.kg` come after it, and the next build looks whether they are
there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg.check import Violation
from kg.conclusions import Conclusions
from kg.correct.load import read_corrections
from kg.errors import ProjectError, ReadError
from kg.extract.extract import Extraction
from kg.graph import KnowledgeGraph
from kg.ontology import load_ontology
from kg.pipeline import (
    Knowledge,
    Progress,
    Tools,
    conclude,
    extract_documents,
    load_knowledge,
    tools_for,
)
from kg.project.cache import ExtractionCache
from kg.project.changes import Changes, changes_between, documents_by_name
from kg.project.checking import VIOLATIONS_FILE, find_violations, pack_violations
from kg.project.fingerprint import build_digest, resolving_digest, tools_digest, writing_digest
from kg.project.frames import FRAMES_FILE
from kg.project.generations import Generations, Manifest
from kg.project.imports import with_imports
from kg.project.lock import build_lock
from kg.project.output import Output, output_of
from kg.project.reading import DOCUMENTS_FILE, keep_files, known_files, read_sources
from kg.project.resolution import KeptResolution, kept_resolution
from kg.project.settings import Project
from kg.records import Document, ReadFailure
from kg.store.embedded import load_triples
from kg.store.files import remove_unfinished, write_files

LOCK_FILE = "lock"
_CACHE_FOLDER = "extractions"
_FAILURES_TOLD = 3


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """The documents that could not be read, and what the stages after reading need where that was loaded for it."""

    failures: Sequence[ReadFailure]
    knowledge: Knowledge | None = None


# Reads documents and keeps what they say, by whatever means.
Ahead = Callable[[Sequence[Document], ExtractionCache, Progress | None], ReadAhead]


@dataclass(frozen=True)
class ProjectBuild:
    """A build that has ended: what had changed, what could not be read, what came of it, and what is wrong with that.

    `conclusions` and `knowledge` are None where nothing at all had changed, and so nothing was built.
    """

    changes: Changes
    failures: tuple[ReadFailure, ...]
    conclusions: Conclusions | None = None
    knowledge: Knowledge | None = None
    violations: tuple[Violation, ...] = ()

    @cached_property
    def graph(self) -> KnowledgeGraph | None:
        """The graph with all its evidence in memory, which a build does not need; None where nothing was built."""
        return self.conclusions.knowledge_graph(self.failures) if self.conclusions else None


def build_project(
    project: Project, *, tools: Tools | None = None, ahead: Ahead | None = None, progress: Progress | None = None
) -> ProjectBuild:
    """Builds a project, reading only documents that are new or changed.

    `tools` made before must be those of the project's ontology files and known graphs; `ahead` reads documents in place of
    them (see `kg.engines.local.filling`). Raises `ProjectError` where another
    build is at work, `ReadError` where there is no document (what was built then stays), and what `kg.build` raises.
    """
    with build_lock(project.private / LOCK_FILE, str(project.root)):
        generations = Generations(project.private)
        before = generations.manifest()
        _prepare(project, generations, before)
        tools_now, known = _tools_digest(project), project.private / DOCUMENTS_FILE
        reading = read_sources(project.settings, project.root, known_files(known, tools_now), progress)
        documents, digests, failures = reading.documents, reading.digests, tuple(reading.failures)
        if not documents:
            raise ReadError(f"nothing could be read and nothing was written: {_told(failures)}")
        now = documents_by_name(documents, digests)
        inputs = _inputs(project, now)
        cache = ExtractionCache(project.private / _CACHE_FOLDER, tools_now, digests)
        resolved = kept_resolution(project.private, resolving_digest(tools_now), digests)
        if inputs == before.inputs and _is_written(project, before):
            cache.keep_only(documents)
            resolved.keep_only(documents)
            return ProjectBuild(changes_between(before.documents, now, 0), failures)
        kept = {document.id: cache.get(document) for document in documents}
        missing = [document for document in documents if kept[document.id] is None]
        extracted, loaded = len(missing), tools.knowledge if tools else None
        if ahead and missing:
            read = ahead(missing, replace(cache, digests={}), progress)
            failures, loaded = (*failures, *read.failures), loaded or read.knowledge
            kept |= {document.id: cache.get(document) for document in missing}
            documents = _readable(documents, kept, read.failures)
            missing = [document for document in documents if kept[document.id] is None]
            now = documents_by_name(documents, digests)
            inputs = _inputs(project, now)
        if progress:
            progress("loading", 0, None)
        knowledge = loaded or _loaded(project)
        tools = tools or (tools_for(knowledge) if missing else None)
        if _inputs(project, now) != inputs:
            # What was loaded may be one or the other; nothing may be kept under the wrong name.
            raise ProjectError(f"{project.root}: the ontology or kg itself changed meanwhile; run `kg build` again")
        extractions = [extraction for extraction in kept.values() if extraction is not None]
        if tools:
            extractions += _extracted(missing, tools, cache, progress)
        conclusions = _concluded(project, extractions, knowledge, resolved, progress)
        built = ProjectBuild(changes_between(before.documents, now, extracted), failures, conclusions, knowledge)
        built = _checked_and_written(project, generations, built, digests, tools_now, Manifest(inputs, now), progress)
        keep_files(known, tools_now, reading.files)
        cache.keep_only(documents)
        resolved.keep_only(documents)
        return built


def _readable(
    documents: Sequence[Document], kept: Mapping[str, Extraction | None], unread: Sequence[ReadFailure]
) -> list[Document]:
    """The documents but for those that could not be read. Raises `ReadError` where there is no other."""
    names = {failure.name for failure in unread}
    readable = [document for document in documents if kept[document.id] or document.name not in names]
    if not readable:
        raise ReadError(f"nothing could be read and nothing was written: {_told(unread)}")
    return readable


def _is_written(project: Project, manifest: Manifest) -> bool:
    """Whether the files in the project's folder are those that a build wrote, and those that were to go have gone."""
    out = project.settings.out
    return all(_digest_of(out / name) == digest for name, digest in manifest.exports.items()) and not any(
        (out / name).exists() for name in manifest.obsolete
    )


def _digest_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        # Not there, or not to be read: it is not what was written.
        return ""


def _prepare(project: Project, generations: Generations, before: Manifest) -> None:
    """Makes the private folder unseen by version control, and clears away what a killed build left."""
    ignore = project.private / ".gitignore"
    if not ignore.exists():
        write_files(project.private, {ignore.name: "*\n"})
    # The manifest is in place before any of its exports is begun.
    for path in (
        ignore,
        generations.pointer,
        *(project.private / name for name in (DOCUMENTS_FILE, FRAMES_FILE)),
        *(project.settings.out / name for name in before.exports),
    ):
        remove_unfinished(path)
    generations.sweep()


def _loaded(project: Project) -> Knowledge:
    """What the build needs; the language model it needs only where there is something to read."""
    return load_knowledge(
        ontology=load_ontology(project.settings.ontology),
        known=[triple for path in project.settings.known for triple in load_triples(path).graph],
    )


def _extracted(
    documents: Sequence[Document], tools: Tools, cache: ExtractionCache, progress: Progress | None
) -> Iterator[Extraction]:
    """What documents say, kept as soon as it is known."""
    for extraction in extract_documents(documents, tools, progress=progress):
        cache.put(extraction)
        yield extraction


def _concluded(
    project: Project,
    extractions: Sequence[Extraction],
    knowledge: Knowledge,
    resolved: KeptResolution,
    progress: Progress | None,
) -> Conclusions:
    if progress:
        progress("resolving", 0, None)
    decided = project.settings.corrections
    conclusions = conclude(
        extractions,
        knowledge,
        corrections=read_corrections(decided, knowledge.ontology) if decided else (),
        progress=progress,
        base=project.settings.base,
        resolution=resolved.resolve(extractions, knowledge, base=project.settings.base),
    )
    conclusions = with_imports(conclusions, project.settings)
    return replace(conclusions, title=project.settings.title) if project.settings.title else conclusions


def _checked_and_written(
    project: Project,
    generations: Generations,
    built: ProjectBuild,
    digests: Mapping[str, str],
    tools: str,
    manifest: Manifest,
    progress: Progress | None,
) -> ProjectBuild:
    """What was built, with its violations, after it has become the current generation."""
    conclusions = built.conclusions
    if conclusions is None:
        return built
    if progress:
        progress("checking", 0, None)
    last, made_by = generations.current(), writing_digest(project.settings, tools)
    output = output_of(conclusions, digests, last, made_by)
    violations = find_violations(conclusions.graph, output.graph.changes(), conclusions.ontology, last, made_by)
    if progress:
        progress("writing", 0, None)
    kept = {**output.pieces, VIOLATIONS_FILE: pack_violations(violations, made_by)}
    _write(project, generations, built, replace(output, pieces=kept), manifest)
    return replace(built, violations=violations)


def _write(project: Project, generations: Generations, built: ProjectBuild, output: Output, manifest: Manifest) -> None:
    """Makes what was built the current generation, and then its files; the manifest's part on files is filled in here."""
    settings = project.settings
    contents: dict[str, str | bytes] = dict(output.contents)
    # Turtle alone needs no evidence in memory.
    if set(settings.formats) - {"ttl"} and built.graph is not None:
        contents |= built.graph.exports(settings.formats)
    out, earlier = settings.out, generations.manifest()
    gone = sorted({*earlier.exports, *earlier.obsolete} - contents.keys())
    obsolete = tuple(name for name in gone if (out / name).exists())
    exports = {name: _content_digest(content) for name, content in contents.items()}
    folder = generations.begin()
    output.fill(folder, generations.current())
    generations.finish(folder, replace(manifest, exports=exports, obsolete=obsolete))
    write_files(out, contents)
    for name in obsolete:
        (out / name).unlink(missing_ok=True)
    generations.sweep()


def _content_digest(content: str | bytes) -> str:
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()


def _inputs(project: Project, documents: Mapping[str, tuple[str, ...]]) -> str:
    return build_digest(project.settings, (digest for digests in documents.values() for digest in digests))


def _tools_digest(project: Project) -> str:
    return tools_digest(project.settings.ontology, project.settings.known)


def _told(failures: Sequence[ReadFailure]) -> str:
    told = [f"{failure.name}: {failure.reason}" for failure in failures]
    more = f"; and {len(told) - _FAILURES_TOLD} more" if len(told) > _FAILURES_TOLD else ""
    return "; ".join(told[:_FAILURES_TOLD]) + more or "the sources hold no document"
