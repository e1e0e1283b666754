"""Which things are worth comparing: those that share a rare word, their letters, an acronym or a name that a text defines.

The work grows with the number of names: a block of more things than can be told apart by it is passed over.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from kg.resolve.keys import HAN, initials

# A block, and as what something stands in it: names that share something are compared with one another, acronyms only with
# what they may be short for.
ANY, ACRONYM, WRITTEN_OUT = "any", "acronym", "written out"
Member = tuple[str, str]
Pair = tuple[str, str]
LARGEST_BLOCK = 40
SHORTEST_WORD = 4


@lru_cache(maxsize=1 << 12)
def block_keys(name: str) -> tuple[str, ...]:
    """The blocks that a folded name stands in, with all of which it may be one."""
    if HAN.search(name):
        return tuple(f"han {name[start : start + 2]}" for start in range(len(name) - 1))
    words = name.split()
    telling = (word for position, word in enumerate(words) if position == 0 or len(word) >= SHORTEST_WORD)
    return (f"letters {''.join(words)}", f"first {' '.join(words[:2])}", *(f"word {word}" for word in telling))


def blocks_of(names: Iterable[str]) -> set[Member]:
    """The blocks that something stands in by the folded names that it goes by, and as what."""
    found: set[Member] = set()
    for name in names:
        found.update((key, ANY) for key in block_keys(name))
        if " " not in name:
            found.add((f"letters of {name}", ACRONYM))
        else:
            found.update((f"letters of {letters}", WRITTEN_OUT) for letters in initials(name))
    return found


def pairs_in_block(acronyms: Sequence[str], written_out: Sequence[str], others: Sequence[str]) -> Iterator[Pair]:
    """The pairs to compare of those that stand in one block, by what they stand in it as, in order."""
    if len(others) > 1 and len(others) <= LARGEST_BLOCK:
        yield from itertools.combinations(sorted(others), 2)
    if acronyms and written_out and len(acronyms) + len(written_out) <= LARGEST_BLOCK:
        yield from ((min(one, other), max(one, other)) for one in acronyms for other in written_out if one != other)


def candidate_pairs(names: Mapping[str, Sequence[str]]) -> list[Pair]:
    """Pairs of ids to compare, in order, each once; `names` gives all folded names that each id goes by."""
    blocks: dict[str, dict[str, list[str]]] = {ANY: {}, ACRONYM: {}, WRITTEN_OUT: {}}
    for identifier, spelled in names.items():
        for block, part in blocks_of(spelled):
            blocks[part].setdefault(block, []).append(identifier)
    pairs: set[Pair] = set()
    for members in blocks[ANY].values():
        pairs.update(pairs_in_block((), (), members))
    for block, short in blocks[ACRONYM].items():
        pairs.update(pairs_in_block(short, blocks[WRITTEN_OUT].get(block, ()), ()))
    return sorted(pairs)
