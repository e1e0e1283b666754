"""Disjoint sets that grow by joining, with the reasons why, and pairs that must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field


def _never(first: str, second: str) -> bool:
    return False


@dataclass
class Components:
    """Disjoint sets of keys, with the reasons why they were joined; the smallest key stands for a set.

    Two sets are not joined where `apart` holds between a member of one and a member of the other.
    """

    apart: Callable[[str, str], bool] = _never
    parents: dict[str, str] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    reasons: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def find(self, key: str) -> str:
        """The key that stands for a set."""
        root = key
        while self.parents.get(root, root) != root:
            root = self.parents[root]
        while self.parents.get(key, key) != root:
            self.parents[key], key = root, self.parents[key]
        return root

    def of(self, key: str) -> set[str]:
        """All keys of a set."""
        return set(self._of(self.find(key)))

    def _of(self, root: str) -> set[str]:
        return self.members.get(root, {root})

    def join(self, first: str, second: str, reason: str) -> bool:
        """Puts two sets together for a reason; False where they must stay apart."""
        one, other = sorted((self.find(first), self.find(second)))
        if one == other:
            self.reasons[one].add(reason)
            return True
        mine, theirs = self._of(one), self._of(other)
        if self.apart is not _never and any(self.apart(each, another) for each in mine for another in theirs):
            return False
        self.parents.setdefault(one, one)
        self.parents[other] = one
        few, many = sorted((mine, theirs), key=len)
        many |= few
        self.members.pop(other, None)
        self.members[one] = many
        self.reasons[one] |= {reason} | self.reasons.pop(other, set())
        return True
