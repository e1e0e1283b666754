"""`kg review`: what a person should decide about a graph, one question after the other, written to a file."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.corrections import CORRECTIONS_FILE
from kg.cli.ontology import OntologyFiles
from kg.cli.tables import printable
from kg.correct.file import CorrectionFile
from kg.correct.load import read_corrections
from kg.correct.records import Decision
from kg.errors import CorrectionError
from kg.ontology import load_ontology
from kg.project.settings import CORRECTIONS_FILE as PROJECT_CORRECTIONS
from kg.project.settings import find_project, is_project, load_project

if TYPE_CHECKING:
    from kg.review import Question

_SKIP, _UNDO, _WHY, _QUIT = "s", "u", "w", "q"
_OTHERS = {_SKIP: "skip", _WHY: "say why", _UNDO: "undo", _QUIT: "quit"}


def review_command(
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="A folder that kg build wrote; left out, that of the project, or exports.",
            show_default=False,
        ),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            "--corrections",
            metavar="FILE",
            help="The file to add decisions to, made if it is not there; left out, that of the project, or "
            f"{CORRECTIONS_FILE}.",
            show_default=False,
        ),
    ] = None,
    below: Annotated[
        float, typer.Option("--below", metavar="CONFIDENCE", min=0, max=1, help="Ask about claims less sure than this.")
    ] = 0.6,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="Who decides.", show_default="the name you log in by")
    ] = None,
    list_only: Annotated[bool, typer.Option("--list", help="Print the questions and stop.")] = False,
    ontology: OntologyFiles = None,
) -> None:
    """Decide what a build was not sure of.

    Asks about things that may be one, values that exclude each other, claims of low confidence, and claims that were
    refused, each with its sentences. One key answers; answers can also be piped in, one a line. Each decision is added
    to the file at once, with who decided and when; what is written there already is left as it is and not asked again.
    The next kg build applies it.
    """
    from kg.graph import load
    from kg.review import questions_of

    source, corrections, files = _places(source, corrections, ontology or ())
    loaded = load_ontology(files)
    decided = read_corrections(corrections, loaded) if corrections.exists() else ()
    graph = load(source, ontology=loaded)
    questions = questions_of(graph.graph, graph.evidence, graph.rejected, loaded, corrections=decided, below=below)
    if list_only or not questions:
        for number, question in enumerate(questions):
            _show(question, number, len(questions))
        sys.stdout.write("" if questions else "nothing to decide\n")
        return
    session = _Session(CorrectionFile(corrections, loaded), author or getpass.getuser())
    session.ask_all(questions)
    count = len(session.written)
    sys.stdout.write(f"{count} {'decision' if count == 1 else 'decisions'} written to {corrections}")
    sys.stdout.write("; kg build applies them\n" if count else "\n")


def _places(
    source: Path | None, corrections: Path | None, ontology: Sequence[Path]
) -> tuple[Path, Path, Sequence[Path]]:
    """The graph, the corrections and the ontology files that are meant, those of the project around where none is named."""
    root = find_project(source or Path.cwd()) if source is None or is_project(source) else None
    if root is None:
        return source or Path("exports"), corrections or CORRECTIONS_FILE, ontology
    settings = load_project(root).settings
    file = corrections or settings.corrections or root / PROJECT_CORRECTIONS
    return settings.out, file, ontology or settings.ontology


@dataclass
class _Session:
    """What was decided so far, and the reason to give next."""

    file: CorrectionFile
    author: str
    written: list[tuple[int, str]] = field(default_factory=list)
    reason: str = ""
    heard: bool = False

    def ask_all(self, questions: Sequence[Question]) -> None:
        """Asks until all are answered or skipped, or the answers end."""
        number = 0
        while number < len(questions):
            _show(questions[number], number, len(questions))
            number = self._answer(questions[number], number, len(questions))

    def _answer(self, question: Question, number: int, end: int) -> int:
        """The number of the question to ask next."""
        answers = {answer.key: answer for answer in question.answers}
        for key in self._keys():
            if key == _QUIT:
                return end
            if key == _SKIP:
                return number + 1
            if key == _UNDO:
                return self._undo(number)
            if key == _WHY:
                self.reason = _line()
            elif key in answers:
                now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                decision = Decision(self.author, now, self.reason)
                self.written.append((number, self.file.append(answers[key].decided(decision))))
                self.reason = ""
                return number + 1
            else:
                sys.stdout.write(f"press one of {' '.join((*answers, *_OTHERS))}\n")
        return end

    def _undo(self, number: int) -> int:
        if not self.written:
            sys.stdout.write("nothing was decided yet\n")
            return number
        before, added = self.written[-1]
        if not self.file.take_back(added):
            sys.stdout.write(f"{self.file.path} was changed meanwhile: the last decision is not there any more\n")
            return number
        self.written.pop()
        return before

    def _keys(self) -> Iterator[str]:
        """Keys as they are pressed in a terminal; without one the first letter of each line, until the lines end."""
        while True:
            if sys.stdin.isatty():
                key = typer.getchar()
                sys.stdout.write(f"{printable(key)}\n")
                sys.stdout.flush()
                yield _QUIT if key in ("\x03", "\x04") else key[:1].lower()
                continue
            line = sys.stdin.readline()
            if not line and not self.heard:
                raise CorrectionError(
                    "kg review asks questions: run it in a terminal, or pipe the answers in, as in "
                    "`printf 'y\\nskip\\nn\\n' | kg review`"
                )
            if not line:
                return
            self.heard = True
            yield line.strip()[:1].lower() or _SKIP


def _line() -> str:
    if sys.stdin.isatty():
        sys.stdout.write("why? ")
        sys.stdout.flush()
    return sys.stdin.readline().strip()


def _show(question: Question, number: int, total: int) -> None:
    """Writes a question with its sentences and its answers."""
    lines = [f"{number + 1}/{total} {question.kind}: {printable(question.text)}"]
    lines += [f"  “{printable(each.sentence)}” ({printable(each.source)})" for each in question.quotations]
    choices = [f"{answer.key} {printable(answer.meaning)}" for answer in question.answers]
    choices += [f"{key} {meaning}" for key, meaning in _OTHERS.items()]
    sys.stdout.write("\n".join([*lines, f"  [{' | '.join(choices)}]", ""]))
    sys.stdout.flush()
