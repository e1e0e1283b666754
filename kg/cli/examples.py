"""The examples that end every command's help; a test runs each of them, in this order, in a copy of the checkout."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "": ("kg build data/articles --out exports",),
    "init": (
        "kg init",
        "kg init news-of-our-region",
    ),
    "build": (
        "kg build data/articles --out exports",
        "kg build data/articles --out exports --format jsonld --format csv",
    ),
    "import": ("kg import exports/graph.ttl --mapping schema --mapping foaf --out imported",),
    "query": (
        "kg query --list",
        'kg query exports "SELECT ?name WHERE { ?fund a kg:Fund ; rdfs:label ?name }"',
        "kg query exports/graph.ttl investments --format csv",
        "kg query exports investments-by-place --since 2023",
    ),
    "explain": (
        "kg explain exports AstraZeneca",
        "kg explain exports AstraZeneca cooperatesWith",
    ),
    "diff": (
        "kg diff exports exports",
        "kg diff exports exports/graph.ttl --format patch",
    ),
    "review": (
        "kg review exports --list",
        "kg review exports --below 0.85 --corrections data/corrections.yaml --list",
    ),
    "evaluate": (
        "kg evaluate tests/gold/gold --articles tests/gold/articles --name en-03-india-solar --floor quotes=1",
    ),
    "load": ("kg load exports/graph.ttl exports/evidence.ttl --out loaded",),
    "push": (
        "kg push exports http://localhost:7878/store",
        "kg push exports --update http://localhost:7878/update --query http://localhost:7878/query",
    ),
    "serve": ("kg serve exports --port 8080",),
    "validate": (
        "kg validate exports",
        "kg validate exports/graph.ttl --format ttl",
    ),
    "ontology": ("kg ontology",),
}


def epilog(command: str) -> str:
    """The end of a command's help (`""` for that of `kg` itself)."""
    # \b keeps the lines below it as they are.
    return "\b\n" + "\n".join(
        ["Examples:" if len(EXAMPLES[command]) > 1 else "Example:", *(f"  {e}" for e in EXAMPLES[command])]
    )
