"""Tables on stdout: whole in a pipe, harmless in a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.tables import printable, write_table


def table(capsys: pytest.CaptureFixture[str], *rows: tuple[str, ...]) -> list[str]:
    write_table(("name", "count"), rows, right=frozenset({1}))
    return capsys.readouterr().out.splitlines()


def test_columns_are_aligned_and_lines_have_no_spaces_at_their_end(capsys: pytest.CaptureFixture[str]) -> None:
    lines = table(capsys, ("Aldermoor Cables", "12"), ("北风", "3"))
    assert lines[0] == "name               count"
    assert lines[2:] == ["Aldermoor Cables      12", "北风                   3"]


def test_a_long_cell_is_neither_cut_nor_wrapped_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert "x" * 500 in table(capsys, ("x" * 500, "1"))[2]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\tand  more", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("\x9b31mred", "31mred"),
        ("[bold]not markup[/bold] :smile:", "[bold]not markup[/bold] :smile:"),
        ("Gdańsk 北风 <script>", "Gdańsk 北风 <script>"),
    ],
)
def test_a_cell_shows_text_and_nothing_else(text: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown in table(capsys, (text, "1"))[2]


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in printable(text))
