"""What the small parser is known to get wrong, put right token by token."""

from __future__ import annotations

import pytest

CASES = [
    ("Kestrel Motors makes printed cotton and wool yarn.", "Kestrel Motors > produces > printed cotton"),
    ("Kestrel Motors makes coated paper.", "Kestrel Motors > produces > coated paper"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[case[1] for case in CASES])
def test_a_participle_before_an_object_is_part_of_it(text: str, wanted: str, road) -> None:
    assert wanted in road.facts(text)
