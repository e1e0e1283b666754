"""What all tests share: the same generated examples on every run, no deadline on a busy machine, and the English road loaded once."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from kg.records import AnnotatedDocument, Block, Claim, Document, Mention, MentionKind, Polarity, Span, Value

if TYPE_CHECKING:
    # What is slow to import is imported where it is used: most tests need none of it.
    from kg.annotate.annotate import Annotator
    from kg.annotate.parser import EnglishParser
    from kg.extract.extract import Extraction, Extractor
    from kg.gazetteer import Gazetteer
    from kg.graph import KnowledgeGraph
    from kg.ontology import Ontology
    from kg.pipeline import Tools

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50, database=None)
settings.load_profile("repeatable")

PUBLISHED = "2024-06-15"


@dataclass(frozen=True)
class Road:
    """The stages up to claims, and what they say in words that a test can list.

    A fact reads `subject > property > object`; the subject of an occurrence's facts is its class, as in
    `Investment > investor > Nordwind`.
    """

    ontology: Ontology
    gazetteer: Gazetteer
    parser: EnglishParser
    annotator: Annotator
    extractor: Extractor
    known: dict[str, Extraction] = field(default_factory=dict)

    def document(self, *texts: str, name: str = "news") -> Document:
        """A document with one English block for each text."""
        blocks, whole = [], ""
        for text in texts:
            blocks.append(Block(Span(len(whole), len(whole) + len(text)), "en"))
            whole += text + "\n"
        return Document(f"{name}-0123abcd", whole, name, published=PUBLISHED, blocks=tuple(blocks))

    def annotate(self, *texts: str) -> AnnotatedDocument:
        """The texts as blocks of one annotated document."""
        return next(iter(self.annotator.annotate([self.document(*texts)])))

    def extract(self, text: str) -> Extraction:
        """What one text says."""
        if text not in self.known:
            self.known[text] = self.extractor.extract(self.annotate(text))
        return self.known[text]

    def extract_each(self, texts: list[str]) -> list[Extraction]:
        """What each text says for itself: parsed together, extracted apart."""
        whole = self.annotate(*texts)
        found = []
        for block in whole.document.blocks:
            inside = [sentence for sentence in whole.sentences if block.span.covers(sentence.span)]
            own = tuple(replace(sentence, index=index) for index, sentence in enumerate(inside))
            found.append(self.extractor.extract(replace(whole, sentences=own)))
        return found

    def mentions(self, text: str, kind: MentionKind = MentionKind.NAME) -> list[tuple[str, str]]:
        """The mentions of a kind with the local name of their class, in text order."""
        found = [m for sentence in self.annotate(text).sentences for m in sentence.mentions if m.kind is kind]
        return [(m.name, self.ontology.name(m.cls)) for m in found]

    def facts(self, said: str | Extraction, polarity: Polarity = Polarity.AFFIRMED) -> set[str]:
        """The facts that a text states, by default those it affirms."""
        extraction = self.extract(said) if isinstance(said, str) else said
        return {self.fact(claim, extraction) for claim in extraction.claims if claim.polarity is polarity}

    def fact(self, claim: Claim, extraction: Extraction) -> str:
        """A claim in words."""
        by_id = {mention.id: mention for mention in extraction.mentions}
        subject, target = by_id[claim.subject], claim.object
        if isinstance(target, Value):
            last = target.lexical
        else:
            last = self._name(by_id[target]) if target in by_id else self.ontology.name(target)
        return f"{self._name(subject)} > {self.ontology.name(claim.predicate)} > {last}"

    def _name(self, mention: Mention) -> str:
        return self.ontology.name(mention.cls) if mention.kind is MentionKind.EVENT else mention.name

    def build(self, *texts: str, mine: Path | None = None, base: str | None = None) -> KnowledgeGraph:
        """The graph of the texts, each a document of its own, with the terms of a user's own file where one is given."""
        from kg.ontology import ENTITY_BASE, load_ontology
        from kg.pipeline import build_from_documents, load_tools

        documents = [self.document(text, name=f"news{number}") for number, text in enumerate(texts)]
        tools = self.tools
        if mine is not None:
            tools = load_tools(ontology=load_ontology([mine]), gazetteer=self.gazetteer, parser=self.parser)
        return build_from_documents(documents, tools=tools, base=base or ENTITY_BASE)

    @property
    def tools(self) -> Tools:
        """All that a build needs."""
        from kg.pipeline import Tools

        return Tools(self.ontology, self.gazetteer, self.annotator, self.extractor)


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[str]:
    """The address of a real SPARQL server that holds its data in memory, from the package `oxigraph`."""
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    with subprocess.Popen(
        [program, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for_port(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Comes back when a server that was just started takes connections."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server does not listen at port {port}")


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    from kg.ontology import load_ontology

    return load_ontology()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    from kg.gazetteer import load_gazetteer

    return load_gazetteer()


@pytest.fixture(scope="session")
def parser() -> EnglishParser:
    from kg.annotate.parser import load_parser

    return load_parser()


@pytest.fixture(scope="session")
def annotator(ontology: Ontology, parser: EnglishParser, gazetteer: Gazetteer) -> Annotator:
    from kg.annotate.annotate import annotator as make_annotator

    return make_annotator(ontology, parser, gazetteer)


@pytest.fixture(scope="session")
def extractor(ontology: Ontology, parser: EnglishParser) -> Extractor:
    from kg.extract.extract import extractor as make_extractor
    from kg.extract.frames import compile_frames

    return make_extractor(ontology, compile_frames(ontology, parser))


@pytest.fixture(scope="session")
def road(
    ontology: Ontology, gazetteer: Gazetteer, parser: EnglishParser, annotator: Annotator, extractor: Extractor
) -> Road:
    return Road(ontology, gazetteer, parser, annotator, extractor)
