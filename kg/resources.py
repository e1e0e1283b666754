"""Where the files that travel with the package lie: in a checkout at the top level, in a wheel under kg/resources."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _directory(in_wheel: str, in_checkout: str) -> Path:
    installed = _PACKAGE / "resources" / in_wheel
    return installed if installed.is_dir() else _PACKAGE.parent / in_checkout


def ontology_directory() -> Path:
    """The folder of the shipped ontology, shapes and lexicon."""
    return _directory("ontology", "ontology")


def gazetteer_directory() -> Path:
    """The folder of the shipped gazetteer."""
    return _directory("gazetteer", "data/gazetteer")


def queries_directory() -> Path:
    """The folder of the named queries."""
    return ontology_directory() / "queries"
