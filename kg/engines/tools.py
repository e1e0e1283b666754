"""The files that a build's tools are made from: small enough to be sent to a worker, which loads them once."""

from __future__ import annotations

import functools
import gc
from dataclasses import dataclass
from pathlib import Path

from kg.annotate.parser import load_parser
from kg.errors import ProjectError
from kg.extract.frames import compile_frames
from kg.ontology import load_ontology
from kg.pipeline import Knowledge, Tools, load_knowledge, tools_for
from kg.project.fingerprint import tools_digest
from kg.project.frames import keep_frames, kept_frames
from kg.resolve.within import ThingReader, thing_reader
from kg.store.embedded import load_triples


@dataclass(frozen=True, slots=True)
class ToolFiles:
    """The user's ontology files, laid over the shipped ones in this order, and the graphs whose things are known.

    `frames` is a file where compiled frames are kept, if they are to be.
    """

    ontology: tuple[Path, ...] = ()
    known: tuple[Path, ...] = ()
    frames: Path | None = None

    def digest(self) -> str:
        """A digest of these files and of all else that reads a document. Raises `ProjectError`."""
        return tools_digest(self.ontology, self.known)

    def knowledge(self) -> Knowledge:
        """What the stages after extraction need. Raises `OntologyError`, `GraphError`."""
        known = [triple for path in self.known for triple in load_triples(path).graph]
        return load_knowledge(ontology=load_ontology(self.ontology), known=known)


@functools.lru_cache(maxsize=1)
def loaded_tools(files: ToolFiles, digest: str) -> Tools:
    """The tools of files that had this digest, loaded once in a process. Raises `ProjectError` where they have another."""
    knowledge, parser = files.knowledge(), load_parser()
    kept = kept_frames(files.frames, digest) if files.frames else None
    patterns = kept or compile_frames(knowledge.ontology, parser)
    tools = tools_for(knowledge, parser, patterns)
    if files.digest() != digest:
        # What was loaded may be one or the other; nothing may be kept under the wrong name.
        raise ProjectError("the ontology, a known graph or kg itself changed meanwhile; run `kg build` again")
    if files.frames and not kept:
        keep_frames(files.frames, digest, patterns)
    # Model and gazetteer stay to the end: the garbage collector need not walk through them again and again.
    gc.freeze()
    return tools


@functools.lru_cache(maxsize=1)
def loaded_reader(files: ToolFiles, digest: str) -> ThingReader:
    """What tells which things a document names, by the same tools; made once in a process."""
    tools = loaded_tools(files, digest)
    return thing_reader(tools.ontology, tools.gazetteer)


def forget_tools() -> None:
    """Lets go of what was loaded, where this process has read documents and goes on to other things: of the model above all."""
    loaded_tools.cache_clear()
    loaded_reader.cache_clear()
    gc.unfreeze()
    gc.collect()
