"""Builds killed at random moments; benchmarks/kill_builds.py does more of the same."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "kill_builds.py"


@pytest.fixture
def kill_builds(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("kill_builds", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their types up there.
    monkeypatch.setitem(sys.modules, "kill_builds", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_nothing_is_lost_when_builds_are_killed(kill_builds: ModuleType) -> None:
    trial = kill_builds.run(processes=5, forks=30, seed=7)
    assert trial.lost == []
    assert sum(count for what, count in trial.counts.items() if "killed" in what) > 20
