"""What the server offers to programs, as an OpenAPI description made from the named queries."""

from __future__ import annotations

from collections.abc import Mapping

from kg.ask.named import ANY, REQUIRED, NamedQuery, Parameter

FORMS = ("json", "csv", "tsv")
_JSON_TYPES = {"integer": "integer", "decimal": "number"}


def openapi(queries: Mapping[str, NamedQuery], version: str, *, writable: bool) -> dict[str, object]:
    """The description, version 3.1. Source: the OpenAPI Specification."""
    paths: dict[str, object] = {
        "/health": {
            "get": _operation("Whether the server and its store answer", {"200": "They do", "503": "They do not"})
        },
        "/sparql": {
            "get": _operation("SPARQL 1.1 Protocol: a query", _SPARQL_ANSWERS, [_text("query", required=True)]),
            "post": _operation("SPARQL 1.1 Protocol: a query", _SPARQL_ANSWERS),
        },
        "/store": {"get": _operation("Graph Store Protocol: a graph", {"200": "Its triples"}, [_text("graph")])},
        "/entity": {
            "get": _operation(
                "What is known of an entity: HTML, Turtle or JSON-LD, by the Accept header",
                {"200": "It is told", "404": "Nothing goes by that name"},
                [_text("name", required=True)],
            )
        },
        "/graph": {"get": _operation("The explorer: a page with a picture of the graph", {"200": "The page"})},
        "/api/graph/find": {
            "get": _operation("Things by a part of their names", {"200": "A list"}, [_text("text", required=True)])
        },
        **{f"/api/graph/{part}": {"post": _part(summary, fields)} for part, (summary, fields) in _PARTS.items()},
        "/api/queries": {"get": _operation("The named queries with their parameters", {"200": "A list"})},
    }
    if writable:
        paths["/update"] = {
            "post": _operation("SPARQL 1.1 Protocol: an update; needs the token", {"204": "Done", "401": "No token"})
        }
    for name, query in queries.items():
        paths[f"/api/queries/{name}"] = {"get": _named(query)}
        paths[f"/api/queries/{name}/sparql"] = {"get": _filled_in(query)}
    return {"openapi": "3.1.0", "info": {"title": "kg", "version": version}, "paths": paths}


_PARTS = {
    "around": ("A thing with its neighbours, and what all that is said of it rests on", ("id",)),
    "way": ("The things on a shortest way between two", ("from", "to")),
    "events": ("The events with the most participants, and who they are", ()),
}
_SPARQL_ANSWERS = {
    "200": "The result, in the form that the Accept header asks for",
    "400": "The query is wrong, asks the network, or gives too much",
    "503": "Too many queries at once",
    "504": "The query took too long",
}


def _named(query: NamedQuery) -> dict[str, object]:
    form: dict[str, object] = {
        "name": "format",
        "in": "query",
        "schema": {"type": "string", "enum": list(FORMS), "default": FORMS[0]},
    }
    answers = {"200": "The rows", "400": "A parameter is wrong"}
    made = _operation(query.title, answers, [*map(_parameter, query.parameters), form])
    return made | {"description": query.description, "operationId": query.name}


def _filled_in(query: NamedQuery) -> dict[str, object]:
    answers = {"200": "The SPARQL", "400": "A parameter is wrong"}
    made = _operation(f"{query.title}, as SPARQL", answers, list(map(_parameter, query.parameters)))
    return made | {"operationId": f"{query.name}-sparql"}


def _parameter(parameter: Parameter) -> dict[str, object]:
    schema: dict[str, object] = {"type": _JSON_TYPES.get(parameter.type, "string")}
    if parameter.default not in (REQUIRED, ANY):
        schema["default"] = parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.default == REQUIRED,
        "description": f"{parameter.description} ({parameter.type})",
        "schema": schema,
    }


def _part(summary: str, fields: tuple[str, ...]) -> dict[str, object]:
    iri = {"type": "string", "format": "iri"}
    properties: dict[str, object] = {**dict.fromkeys(fields, iri), "known": {"type": "array", "items": iri}}
    schema = {"type": "object", "properties": properties, "required": [*fields, "known"]}
    answers = {"200": "Nodes, edges and evidence", "400": "Not in this form", "404": "No such thing"}
    return _operation(summary, answers) | {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}
    }


def _text(name: str, *, required: bool = False) -> dict[str, object]:
    return {"name": name, "in": "query", "required": required, "schema": {"type": "string"}}


def _operation(
    summary: str, answers: Mapping[str, str], parameters: list[dict[str, object]] | None = None
) -> dict[str, object]:
    responses = {status: {"description": text} for status, text in answers.items()}
    return {"summary": summary, "parameters": parameters or [], "responses": responses}
