"""`kg build`: documents in, a folder with the graph, its evidence, what was refused, and a page out; or a project built."""

from __future__ import annotations

import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.building import SOME_INPUTS_FAILED, Asked, build_graph, report_without_class
from kg.cli.corrections import CorrectionsFile, report_stale
from kg.cli.garbage import collecting, uncollected
from kg.cli.ontology import OntologyFiles
from kg.cli.progress import progress_bar
from kg.cli.pushing import (
    NoPush,
    PushAuth,
    PushEvidence,
    PushGraph,
    PushQuery,
    PushTo,
    PushUpdate,
    PushUser,
    pushing,
)
from kg.cli.remarks import name_failures
from kg.cli.remote import Scheme, SecretFile
from kg.cli.spark import build_with_spark
from kg.cli.summary import write_changes, write_summary
from kg.project.settings import SETTINGS_FILE, Project, find_project, is_project, load_project
from kg.store.remote import DEFAULT_GRAPH, Destination


class Engine(StrEnum):
    """What runs a build: processes of this machine, or Spark."""

    LOCAL = "local"
    SPARK = "spark"


class ExportFormat(StrEnum):
    """What can be written beside the files that are always written."""

    JSONLD = "jsonld"
    NT = "nt"
    NQ = "nq"
    TRIG = "trig"
    RDFXML = "rdfxml"
    GRAPHML = "graphml"
    CSV = "csv"


def build_command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files (.txt .md .html .pdf .docx .jsonl .parquet), folders, globs, or - for stdin; left out in a project.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="The folder to write; made if it is not there. A project has it in kg.toml.",
            show_default=False,
        ),
    ] = None,
    formats: Annotated[
        list[ExportFormat] | None,
        typer.Option("--format", help="Write this too, beside Turtle and the page; may be given several times."),
    ] = None,
    ontology: OntologyFiles = None,
    known: Annotated[
        list[Path] | None,
        typer.Option(
            "--known",
            metavar="FILE|DIR",
            help="A graph of yours (RDF, or a folder that kg wrote): what texts say of its things is linked to its IRIs; "
            "may be given several times.",
        ),
    ] = None,
    corrections: CorrectionsFile = None,
    title: Annotated[str | None, typer.Option("--title", help="The title of the page.")] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            metavar="N",
            help="Read with so many processes; the result is the same with any number. Default: all processors.",
            show_default=False,
        ),
    ] = None,
    spill: Annotated[
        bool | None,
        typer.Option(
            "--spill/--in-memory",
            help="Keep what is between the stages on disk, so that memory does not grow with the documents: the same files, "
            "without the page. Default: from 5,000 documents on, where no option needs the graph in memory.",
            show_default=False,
        ),
    ] = None,
    push: PushTo = None,
    no_push: NoPush = False,
    push_update: PushUpdate = "",
    push_query: PushQuery = "",
    push_graph: PushGraph = DEFAULT_GRAPH,
    push_evidence: PushEvidence = True,
    push_auth: PushAuth = Scheme.NONE,
    push_user: PushUser = "",
    secret_file: SecretFile = None,
    engine: Annotated[
        Engine,
        typer.Option("--engine", help="What runs it: processes of this machine, or Spark, which writes a dataset."),
    ] = Engine.LOCAL,
    master: Annotated[
        str | None,
        typer.Option(
            "--master",
            metavar="URL",
            help="With --engine spark: where Spark runs. Default: on this machine.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Build a graph from documents and write it to a folder.

    Writes graph.ttl (entities, edges, events), evidence.ttl (documents, passages, claims), rejected.jsonl (claims that
    were refused, and why) and graph.html (the page). Inputs that cannot be read are named on stderr; the rest is built,
    and the exit code is 3.

    With --push the graph is then put on a SPARQL server, as kg push does it; where the server does not take it, the files stay
    and the exit code is 5.

    In a project (kg init) it takes no INPUT and no --out: what kg.toml names is built, and only documents that are new or
    have changed are read. A project's folder may also be given as INPUT.

    With --engine spark it writes nquads, parquet and manifest.json instead: the same triples in many files.

    A build of many documents that is stopped goes on from there when the same command is given again; until then what it
    has read is in a hidden folder beside DIR.
    """
    told = None
    if push or push_update:
        told = Destination(push or "", push_update, push_query, push_graph, push_evidence, push_auth.value, push_user)
    root = _project_of(inputs or [], out)
    if root is not None:
        if engine is Engine.SPARK:
            raise typer.BadParameter(
                "a project is built on this machine; name the inputs and --out", param_hint="--engine"
            )
        if formats or ontology or known or corrections or title:
            raise typer.BadParameter(f"a project has its options in {root / SETTINGS_FILE}; write them there")
        project = load_project(root)
        with pushing(root, None if no_push else told or project.push, secret_file), uncollected():
            _build_project(project, jobs)
        return
    if not inputs:
        raise typer.BadParameter(
            "name what to build from, or make a project of this folder (kg init)", param_hint="INPUT"
        )
    if out is None:
        raise typer.BadParameter("name the folder to write, as in --out graph", param_hint="--out")
    if engine is Engine.SPARK:
        if formats or title or jobs or told or no_push or spill is not None:
            raise typer.BadParameter(
                "with Spark there is no --format, --title, --jobs, --spill or --push", param_hint="--engine"
            )
        build_with_spark(inputs, out, ontology or [], known or [], corrections, master)
        return
    needing = {"--format": formats, "--corrections": corrections, "--title": title}
    in_memory = [option for option, given in needing.items() if given]
    if spill and in_memory:
        raise typer.BadParameter(
            f"{' and '.join(in_memory)} can only be had with the graph in memory", param_hint="--spill"
        )
    if in_memory:
        spill = False
    asked = Asked(
        inputs, out, [str(each) for each in formats or ()], ontology or [], known or [], corrections, title, jobs, spill
    )
    with pushing(out, None if no_push else told, secret_file):
        build_graph(asked)


def _project_of(inputs: Sequence[str], out: Path | None) -> Path | None:
    """The project that is meant: the one around this folder, or the one folder given."""
    if out is not None or len(inputs) > 1:
        return None
    if not inputs:
        return find_project(Path.cwd())
    return Path(inputs[0]) if is_project(Path(inputs[0])) else None


def _build_project(project: Project, jobs: int | None) -> None:
    from kg.check import explain_violations
    from kg.engines.local import filling
    from kg.engines.processes import processors
    from kg.engines.tools import ToolFiles
    from kg.project.build import build_project
    from kg.project.frames import FRAMES_FILE

    started = time.monotonic()
    files = ToolFiles(project.settings.ontology, project.settings.known, project.private / FRAMES_FILE)
    with progress_bar() as progress:
        built = build_project(project, ahead=collecting(filling(files, jobs or processors())), progress=progress)
    name_failures(built.failures)
    out, conclusions = project.settings.out, built.conclusions
    write_changes(built.changes, out, conclusions is not None)
    if conclusions is not None and built.knowledge is not None:
        report_without_class(built.knowledge.known)
        report_stale(conclusions.stale)
        found = built.violations
        violations = explain_violations(found, conclusions.evidence_about({each.focus for each in found}))
        seconds = time.monotonic() - started
        documents, failures = len(conclusions.documents), len(built.failures)
        write_summary(conclusions, violations, documents=documents, failures=failures, out=out, seconds=seconds)
    if built.failures:
        raise typer.Exit(SOME_INPUTS_FAILED)
