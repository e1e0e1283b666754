"""`kg evaluate`: a build against gold annotations, with every miss and false alarm in its sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.evaluation import write_evaluation
from kg.cli.identity import evaluate_identities
from kg.cli.ontology import OntologyFiles
from kg.cli.progress import progress_bar
from kg.ontology import Ontology, load_ontology
from kg.store.embedded import EVIDENCE_FILE, GRAPH_FILE, load_triples

if TYPE_CHECKING:
    from kg.evaluate import Evaluation, Gold, Scheme


def evaluate_command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of gold files NAME.json, or one of them.")],
    articles: Annotated[
        Path | None,
        typer.Option("--articles", metavar="DIR", help="Build NAME.* of this folder for each gold file, each alone."),
    ] = None,
    graph: Annotated[
        Path | None,
        typer.Option(
            "--graph", metavar="DIR|FILE", help="Score this folder that kg build wrote, or RDF file, instead."
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Score by this one of the gold files only.")
    ] = None,
    identity: Annotated[
        bool,
        typer.Option(
            "--identity", help="Score which names are one thing: build all articles together, GOLD names identities."
        ),
    ] = False,
    ontology: OntologyFiles = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    shown: Annotated[
        int, typer.Option("--misses", metavar="N", min=0, help="List at most so many misses and false alarms a kind.")
    ] = 10,
    floors: Annotated[
        list[str] | None,
        typer.Option(
            "--floor",
            metavar="METRIC=F1",
            help='End with 1 where a metric is under this, as in "edges strict=0.62"; may be given several times.',
        ),
    ] = None,
) -> None:
    """Score a build by gold annotations.

    Prints precision, recall and F1 over all articles and for each, then what was missed and what is a false alarm, each
    with its sentence. The gold format is told in docs/evaluate.md. Metrics: entities, typed entities, edges strict,
    edges relaxed, edges pair, investments, agreements, and quotes (the share that is exactly what the text says).
    With --identity: pairwise precision, pairwise recall, b-cubed precision, b-cubed recall, the two recalls "of names
    found", and names found.
    """
    wanted = _floors(floors or ())
    loaded = load_ontology(ontology or ())
    if identity:
        if articles is None or graph is not None or name is not None:
            raise typer.BadParameter("needs --articles DIR, and neither --graph nor --name", param_hint="--identity")
        evaluate_identities(gold, articles, loaded, as_json=as_json, shown=shown, floors=wanted)
        return
    # Here, because it loads the language model's libraries, which the other commands can do without.
    from kg.evaluate import as_json as plain
    from kg.evaluate import check_floors, read_gold, read_scheme

    scheme = read_scheme(loaded)
    golds = read_gold(gold / f"{name}.json" if name and gold.is_dir() else gold, scheme)
    if graph is not None:
        if len(golds) != 1:
            raise typer.BadParameter("say by which of the gold files, as in --name NAME", param_hint="--name")
        evaluation = _of_graph(golds[0], graph, articles, loaded, scheme)
    elif articles is not None:
        evaluation = _of_articles(golds, articles, loaded, scheme)
    else:
        raise typer.BadParameter("say what to score: --articles DIR, or --graph DIR|FILE", param_hint="--articles")
    if as_json:
        sys.stdout.write(json.dumps(plain(evaluation), ensure_ascii=False, indent=1) + "\n")
    else:
        write_evaluation(evaluation, shown)
    # Before the error, or the two could mix in a log.
    sys.stdout.flush()
    check_floors(evaluation, wanted)


def _of_articles(golds: Sequence[Gold], articles: Path, ontology: Ontology, scheme: Scheme) -> Evaluation:
    from kg.evaluate import evaluate_articles

    with progress_bar() as progress:
        return evaluate_articles(golds, articles, ontology, scheme, progress=progress)


def _of_graph(gold: Gold, path: Path, articles: Path | None, ontology: Ontology, scheme: Scheme) -> Evaluation:
    from kg.evaluate import Evaluation, evaluate_graph, read_article

    # The evidence that kg wrote beside a graph.ttl tells the sentences of false alarms.
    beside = path.name == GRAPH_FILE and (path.parent / EVIDENCE_FILE).is_file()
    triples = load_triples(path.parent if beside else path)
    text = read_article(articles, gold.name).text if articles else ""
    return Evaluation((evaluate_graph(gold, triples.graph, triples.evidence, ontology, scheme, text=text),))


def _floors(stated: Sequence[str]) -> dict[str, float]:
    floors: dict[str, float] = {}
    for each in stated:
        metric, _, floor = each.rpartition("=")
        try:
            floors[metric.strip()] = float(floor)
        except ValueError:
            message = f"{each!r} is not METRIC=F1, as in 'edges strict=0.62'"
            raise typer.BadParameter(message, param_hint="--floor") from None
    return floors
