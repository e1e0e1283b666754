"""The progress bar: on a terminal only."""

from __future__ import annotations

import io

import pytest

from kg.cli.progress import progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_shown_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as progress:
        progress("reading", 1, 3)
        progress("writing", 0, None)
    assert capsys.readouterr() == ("", "")


def test_the_stage_and_how_far_it_is_are_shown_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as progress:
        progress("reading", 1, 3)
    assert "reading" in terminal.getvalue()
    assert "1/3" in terminal.getvalue()
    assert capsys.readouterr().out == ""
