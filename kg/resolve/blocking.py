"""Which things are worth comparing: those that share a rare word, their letters, an acronym or a name that a text defines.

The work grows with the number of names: a block of more things than can be told apart by it is passed over.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.resolve.keys import HAN, initials

LARGEST_BLOCK = 40
SHORTEST_WORD = 4


@lru_cache(maxsize=1 << 15)
def block_keys(name: str) -> tuple[str, ...]:
    """The blocks that a folded name stands in, with all of which it may be one."""
    if HAN.search(name):
        return tuple(f"han {name[start : start + 2]}" for start in range(len(name) - 1))
    words = name.split()
    telling = (word for position, word in enumerate(words) if position == 0 or len(word) >= SHORTEST_WORD)
    return (f"letters {''.join(words)}", f"first {' '.join(words[:2])}", *(f"word {word}" for word in telling))


def candidate_pairs(names: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Pairs of ids to compare, in order, each once; `names` gives all folded names that each id goes by."""
    blocks: dict[str, list[str]] = defaultdict(list)
    acronyms: dict[str, set[str]] = defaultdict(set)
    written_out: dict[str, set[str]] = defaultdict(set)
    for identifier, spelled in sorted(names.items()):
        for key in {key for name in spelled for key in block_keys(name)}:
            blocks[key].append(identifier)
        for name in spelled:
            if " " not in name:
                acronyms[name].add(identifier)
            else:
                for letters in initials(name):
                    written_out[letters].add(identifier)
    pairs = {
        pair
        for members in blocks.values()
        if 1 < len(members) <= LARGEST_BLOCK
        for pair in itertools.combinations(members, 2)
    }
    for letters, short in acronyms.items():
        long = written_out.get(letters)
        if long and len(short) + len(long) <= LARGEST_BLOCK:
            pairs |= {(min(one, other), max(one, other)) for one in short for other in long if one != other}
    return sorted(pairs)
