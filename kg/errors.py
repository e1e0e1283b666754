"""Every error kg raises on purpose.

KgError                 anything a user can mend; the command line prints it in one line
├── OntologyError       an ontology, shape or lexicon file is wrong
├── ReadError           an input cannot be read as a document
├── GraphError          a file or folder is not a graph that kg can load
├── CorrectionError     a file of corrections is wrong, or two corrections contradict each other
├── QueryError          a query, or a parameter of one, is wrong
├── RemoteError         a server refuses what is sent to it, or does not answer
├── ServerError         the server cannot be started, or has ended by itself
├── OutputError         a result cannot be written where it was asked for
├── ProjectError         a project's settings are wrong, or it is busy, or it has not been built
├── EvaluationError     gold annotations are wrong, or a build scores below a floor that was set for it
└── MissingExtraError   an optional part of the product is not installed
"""

from __future__ import annotations


class KgError(Exception):
    """Anything that went wrong for a reason a user can mend."""


class OntologyError(KgError):
    """An ontology, shape or lexicon file is wrong."""


class ReadError(KgError):
    """An input cannot be read as a document."""


class GraphError(KgError):
    """A file or folder is not a graph that kg can load."""


class CorrectionError(KgError):
    """A file of corrections is wrong, or two corrections contradict each other."""


class QueryError(KgError):
    """A query, or a parameter of one, is wrong."""


class RemoteError(KgError):
    """A server refuses what is sent to it, or does not answer."""


class ServerError(KgError):
    """The server cannot be started, or has ended by itself."""


class OutputError(KgError):
    """A result cannot be written where it was asked for."""


class ProjectError(KgError):
    """A project's settings are wrong, or it is busy, or it has not been built."""


class EvaluationError(KgError):
    """Gold annotations are wrong, or a build scores below a floor that was set for it."""


class MissingExtraError(KgError):
    """An optional part of the product is not installed."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(f"{purpose} needs an optional part: pip install 'kgbuilder[{extra}]'")
