"""Named queries on the command line: their parameters as options, their list, and the help of each."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer
from typer.core import TyperCommand

from kg.ask.named import ANY, REQUIRED, NamedQuery, Parameter, load_queries
from kg.cli.tables import write_table

_HELP = ("--help", "-h")


class NamedQueryCommand(TyperCommand):
    """A command that takes `--since 2023` for `--param since=2023` where its arguments name a query with that parameter."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Arguments with the named query's own options written as the command's `--param`."""
        own = {name: not getattr(option, "is_flag", False) for option in self.params for name in option.opts}
        given = list(_pairs(args, own))
        queries = load_queries()
        query = next((queries[name] for name, _ in given if name in queries), None)
        if query is None:
            return super().parse_args(ctx, args)
        if any(name in _HELP for name, _ in given):
            _write_help(query)
            raise typer.Exit
        return super().parse_args(ctx, [each for name, value in given for each in _rewritten(name, value, query, own)])


def _pairs(args: Sequence[str], own: Mapping[str, bool]) -> Iterator[tuple[str, str | None]]:
    """Each argument or flag with None, each option with its value."""
    rest = iter(args)
    for each in rest:
        if each == "--":
            # Everything behind it is an argument.
            yield each, None
            yield from ((argument, None) for argument in rest)
            return
        name, equals, value = each.partition("=")
        if not each.startswith("--") or name in own or name in _HELP:
            yield each, (next(rest, None) if own.get(each) else None)
        else:
            yield name, value if equals else next(rest, None)


def _rewritten(name: str, value: str | None, query: NamedQuery, own: Mapping[str, bool]) -> Iterator[str]:
    if not name.startswith("--") or name == "--" or name.partition("=")[0] in own:
        yield name
        if value is not None:
            yield value
        return
    parameter = name.removeprefix("--").replace("-", "_")
    options = ", ".join(map(_option, query.parameters)) or "none"
    if parameter not in {each.name for each in query.parameters}:
        raise typer.BadParameter(f"{query.name} has no such option; its own options: {options}", param_hint=name)
    if value is None:
        raise typer.BadParameter("a value is missing", param_hint=name)
    yield from ("--param", f"{parameter}={value}")


def write_list(queries: Mapping[str, NamedQuery]) -> None:
    """Prints the names, options and purposes of queries."""
    rows = [
        (each.name, ", ".join(map(_with_default, each.parameters)), f"{each.title}. {each.description}".strip())
        for each in queries.values()
    ]
    write_table(("name", "options", "what it answers"), rows)


def usage(query: NamedQuery) -> str:
    """How a query is asked: its name and options."""
    parts = [
        f"{_option(each)} {each.type.upper()}" if each.default == REQUIRED else f"[{_option(each)} {each.type.upper()}]"
        for each in query.parameters
    ]
    return " ".join(["kg query [DIR|FILE]", query.name, *parts])


def example(query: NamedQuery) -> str:
    """The command that asks a query of the sample graph."""
    options = [part for name, value in query.example for part in (f"--{name.replace('_', '-')}", shlex.quote(value))]
    return " ".join(["kg query exports", query.name, *options])


def _write_help(query: NamedQuery) -> None:
    sys.stdout.write(f"{query.title}. {query.description}\n\n{usage(query)}\n")
    if query.parameters:
        sys.stdout.write("\n")
        rows = [(_option(each), each.type, default(each), each.description) for each in query.parameters]
        write_table(("option", "type", "default", "what it says"), rows)
    sys.stdout.write(f"\nExample:\n  {example(query)}\n")


def default(parameter: Parameter) -> str:
    """A parameter's default in words."""
    return {REQUIRED: "has to be given", ANY: "any"}.get(parameter.default, parameter.default)


def _with_default(parameter: Parameter) -> str:
    ending = "" if parameter.default == REQUIRED else f" ({default(parameter)})"
    return f"{_option(parameter)} {parameter.type.upper()}{ending}"


def _option(parameter: Parameter) -> str:
    return f"--{parameter.name.replace('_', '-')}"
