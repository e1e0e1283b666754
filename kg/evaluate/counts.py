"""Right, wrong and missed, counted; and what follows from that."""

from __future__ import annotations

from dataclasses import dataclass

ENTITIES, TYPED = "entities", "typed entities"
EDGES = {"strict": "edges strict", "relaxed": "edges relaxed", "pair": "edges pair"}
METRICS = (ENTITIES, TYPED, *EDGES.values(), "investments", "agreements")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, how many false alarms, and how many were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """How much of what was found is right; 0 where nothing was found."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """How much of what is there was found; 0 where nothing is there."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
