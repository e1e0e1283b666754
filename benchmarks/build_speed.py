"""How fast kg builds, as a multiple of the bare spaCy pipeline on the same texts.

    python benchmarks/build_speed.py [--articles DIR | --count 200 [--one-in 5]] [--repeats 5]

A is the road from files to a written graph and page; B is spaCy's pipeline, all of its pipes, over the same running text.
They take turns (A B A B ...), each pair gives a ratio, and the median is told. Processor time counts, since other work on the
machine does not change it; time on the clock stands beside it. What a run pays once (loading the model, the ontology and the
gazetteer, compiling the frames) is told apart: it does not grow with the number of documents.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from inspect import isgeneratorfunction
from pathlib import Path
from typing import Any
from unittest.mock import patch

import generate_news

from kg.annotate.parser import EnglishParser, load_parser
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.ontology import Ontology, load_ontology
from kg.pipeline import build
from kg.read import read
from kg.records import Document

TARGET = 1.3
MIXED_TARGET = 1.0
COMPILE = "compile frames"
# What is timed: the stage, and the module or class with the function that does its work.
STAGES = (
    ("read", "kg.pipeline", "read"),
    ("recognise", "kg.annotate.parser.EnglishParser", "recognise"),
    ("find sums, dates, known names", "kg.annotate.annotate", "find_in_block"),
    ("find names", "kg.annotate.annotate", "find_names"),
    ("find names", "kg.annotate.annotate", "slots_of"),
    ("analyse", "kg.annotate.parser.EnglishParser", "analyse"),
    ("mentions", "kg.annotate.annotate", "annotate_sentence"),
    ("Chinese", "kg.annotate.chinese.ChineseAnnotator", "annotate"),
    ("extract", "kg.extract.extract.Extractor", "extract"),
    (COMPILE, "kg.extract.extract", "compile_frames"),
    (COMPILE, "kg.pipeline", "screen"),
    ("resolve", "kg.pipeline", "resolve"),
    ("assemble", "kg.pipeline", "check_claims"),
    ("assemble", "kg.pipeline", "graph_triples"),
    ("assemble", "kg.pipeline", "evidence_triples"),
    ("infer", "kg.pipeline", "infer"),
    ("infer", "kg.pipeline", "derive_claims"),
    ("publish turtle", "kg.graph", "write_turtle"),
    ("publish page", "kg.publish.page", "render_page"),
    ("screen", "kg.annotate.annotate.Annotator", "_drafts"),
)


@dataclass(frozen=True, slots=True)
class Seconds:
    """Time of the processor and on the clock."""

    processor: float
    clock: float


@dataclass
class Stopwatch:
    """Processor seconds by stage, each without the stages called from it, but for those that are booked `whole`."""

    whole: frozenset[str] = frozenset()
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _running: list[str] = field(default_factory=list)
    _since: float = 0.0

    def switch(self) -> None:
        """Books the time since the last switch on the stage that was running."""
        now = time.process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Books what runs inside on a stage."""
        self.switch()
        inside = bool(self._running) and self._running[-1] in self.whole
        self._running.append(self._running[-1] if inside else name)
        try:
            yield
        finally:
            self.switch()
            self._running.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time booked; of a generator, the time that each of its steps takes."""

        def steps(made: Iterator[Any]) -> Iterator[Any]:
            while True:
                with self.stage(name):
                    try:
                        each = next(made)
                    except StopIteration:
                        return
                yield each

        @wraps(function)
        def called(*arguments: Any, **options: Any) -> Any:
            if isgeneratorfunction(function):
                return steps(function(*arguments, **options))
            with self.stage(name):
                return function(*arguments, **options)

        return called


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is loaded once."""

    ontology: Ontology
    gazetteer: Gazetteer
    parser: EnglishParser


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Times the stages of everything that is built inside."""
    with ExitStack() as stack:
        for stage, place, name in STAGES:
            owner = _found(place)
            if hasattr(owner, name):
                stack.enter_context(patch.object(owner, name, watch.timed(stage, getattr(owner, name))))
        yield


def _found(place: str) -> Any:
    """A module, or a class in one."""
    module, _, name = place.rpartition(".")
    return getattr(importlib.import_module(module), name) if name[0].isupper() else importlib.import_module(place)


@contextmanager
def clocked(into: list[Seconds]) -> Iterator[None]:
    """Adds the time of what runs inside."""
    processor, clock = time.process_time(), time.perf_counter()
    yield
    into.append(Seconds(time.process_time() - processor, time.perf_counter() - clock))


def load(times: dict[str, Seconds]) -> Loaded:
    """The model, ontology and gazetteer, with the time each takes."""
    made: list[Any] = []
    for name, function in (("ontology", load_ontology), ("gazetteer", load_gazetteer), ("model", load_parser)):
        taken: list[Seconds] = []
        with clocked(taken):
            made.append(function())
        times[name] = taken[0]
    return Loaded(*made)


def run_kg(articles: Path, loaded: Loaded) -> None:
    """From the files to a written graph, its evidence and its page."""
    with tempfile.TemporaryDirectory() as out:
        made = build([articles], ontology=loaded.ontology, gazetteer=loaded.gazetteer, parser=loaded.parser)
        made.save(out, formats=("html",))


def run_spacy(texts: list[str], pipeline: Any) -> None:
    """spaCy alone."""
    for _ in pipeline.pipe(texts):
        pass


def measure(articles: Path, repeats: int, target: float = TARGET) -> None:
    """Runs the pairs and prints what they took."""
    once: dict[str, Seconds] = {}
    loaded = load(once)
    # As the command does, and for spaCy's good too.
    gc.freeze()
    documents = [each for each in read([articles]) if isinstance(each, Document)]
    blocks = [(document.quote(block.span), block.language) for document in documents for block in document.blocks]
    texts = [text for text, _ in blocks]
    words = sum(len(loaded.parser.pipeline.tokenizer(text)) for text in texts)
    run_kg(articles, loaded)
    run_spacy(texts[:50], loaded.parser.pipeline)
    watch = Stopwatch(frozenset({COMPILE}))
    built: list[Seconds] = []
    bare: list[Seconds] = []
    for _ in range(repeats):
        with clocked(built), watched(watch):
            run_kg(articles, loaded)
        with clocked(bare):
            run_spacy(texts, loaded.parser.pipeline)
    compiling = watch.seconds.pop(COMPILE) / repeats
    print(f"{len(documents)} documents, {len(texts)} paragraphs, {words} words; {repeats} pairs of runs\n")
    report_speed(built, bare, compiling, len(documents), words, target)
    report_stages(watch, built, bare, compiling)
    parts = ", ".join(f"{name} {taken.processor:.2f} s" for name, taken in once.items())
    print(f"\nonce a run, not in the ratio: {parts}, {COMPILE} {compiling:.2f} s")


def report_speed(
    built: list[Seconds], bare: list[Seconds], compiling: float, documents: int, words: int, target: float
) -> None:
    """Prints seconds, documents and words per second, and the ratio."""
    # Compiling runs on one core, so its processor time is its time on the clock, or a little less on a busy machine.
    road = [Seconds(each.processor - compiling, each.clock - compiling) for each in built]
    print(f"{'processor time':24}{'seconds':>10}{'documents/s':>14}{'words/s':>10}")
    for name, taken in (("kg build", road), ("spaCy alone", bare)):
        seconds = statistics.median(each.processor for each in taken)
        print(f"{name:24}{seconds:10.2f}{documents / seconds:14.1f}{words / seconds:10.0f}")
    ratios = [kg.processor / spacy.processor for kg, spacy in zip(road, bare, strict=True)]
    clock = [kg.clock / spacy.clock for kg, spacy in zip(road, bare, strict=True)]
    median = statistics.median(ratios)
    print(
        f"\nratio {median:.2f} (from {min(ratios):.2f} to {max(ratios):.2f}); on the clock {statistics.median(clock):.2f}"
    )
    print(f"target at most {target}: {'met' if median <= target else 'missed'}\n")


def report_stages(watch: Stopwatch, built: list[Seconds], bare: list[Seconds], compiling: float) -> None:
    """Prints the share of each stage, and its time as a part of spaCy's."""
    runs = len(built)
    total = sum(each.processor for each in built) / runs - compiling
    alone = sum(each.processor for each in bare) / runs
    seconds = {stage: watch.seconds[stage] / runs for stage, *_ in STAGES if stage in watch.seconds}
    seconds["other"] = total - sum(seconds.values())
    print(f"{'stage':32}{'seconds':>10}{'share':>8}{'of spaCy':>10}")
    for stage, taken in seconds.items():
        print(f"{stage:32}{taken:10.2f}{taken / total:8.0%}{taken / alone:10.2f}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure kg build against the bare spaCy pipeline.")
    parser.add_argument("--articles", type=Path, help="a folder of articles (default: the sample and generated news)")
    parser.add_argument("--count", type=int, default=200, help="how many articles to generate (default 200)")
    parser.add_argument(
        "--one-in", type=int, default=1, help="one generated article in so many is about the field (default: all)"
    )
    parser.add_argument("--repeats", type=int, default=5, help="how many pairs of runs (default 5)")
    options = parser.parse_args()
    if options.articles:
        measure(options.articles, options.repeats)
        return
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder)
        generate_news.write(generate_news.generate(options.count, one_in=options.one_in), news)
        for sample in sorted((Path(__file__).parents[1] / "data" / "articles").iterdir()):
            (news / sample.name).write_bytes(sample.read_bytes())
        measure(news, options.repeats, MIXED_TARGET if options.one_in > 1 else TARGET)


if __name__ == "__main__":
    main()
