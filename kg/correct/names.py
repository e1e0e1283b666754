"""What corrections call things: names and IRIs to the entities of a build, those that corrections give included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.correct.records import Correction, Merge, Pin, Rename, Retype, ThingReference
from kg.ontology import Ontology
from kg.records import Entity
from kg.resolve.keys import fold

_SHOWN = 4


class Names:
    """Entities by IRI, label, other names and folded names; what is one thing by a merge is one answer."""

    def __init__(self, entities: Iterable[Entity], ontology: Ontology, base: str) -> None:
        self.entities: dict[str, Entity] = {entity.iri: entity for entity in entities}
        self.ontology = ontology
        self._base = base
        # What is found by the earlier of these is not looked for in the later.
        self._tiers: tuple[dict[str, set[str]], ...] = tuple(defaultdict(set) for _ in range(4))
        self._classes: dict[str, set[str]] = defaultdict(set)
        self._parents: dict[str, str] = {}
        for entity in self.entities.values():
            self.call(entity.iri, entity.label[0])
            self.place(entity.iri, entity.iri)
            self._classes[entity.iri].add(entity.cls)
            for name, _ in entity.alternatives:
                self._tiers[2][name].add(entity.iri)
                self._tiers[3][fold(name)].add(entity.iri)

    def call(self, iri: str, label: str) -> bool:
        """Lets a thing be called by a label; whether that is new."""
        new = iri not in self._tiers[1][label]
        self._tiers[1][label].add(iri)
        self._tiers[3][fold(label)].add(iri)
        return new

    def place(self, iri: str, other: str) -> bool:
        """Lets a thing be called by an IRI; whether that is new."""
        new = iri not in self._tiers[0][other]
        self._tiers[0][other].add(iri)
        if other.startswith(self._base):
            # As Turtle and `kg explain` write it: org:nordwind.
            self._tiers[0][other[len(self._base) :].replace("/", ":", 1)].add(iri)
        return new

    def type(self, iri: str, cls: str) -> bool:
        """Lets a thing be told apart by another class; whether that is new."""
        new = cls not in self._classes[iri]
        self._classes[iri].add(cls)
        return new

    def join(self, iris: Iterable[str]) -> bool:
        """Makes things one; whether that is new."""
        roots = sorted({self.root(iri) for iri in iris})
        for root in roots[1:]:
            self._parents[root] = roots[0]
        return len(roots) > 1

    def root(self, iri: str) -> str:
        """The one that stands for all that have become one with a thing."""
        while iri in self._parents:
            iri = self._parents[iri]
        return iri

    def group(self, root: str) -> list[str]:
        """All entities that have become one with a root."""
        return [iri for iri in self.entities if self.root(iri) == root] if self._parents else [root]

    def find(self, reference: ThingReference) -> tuple[str, ...]:
        """The entities that a reference names, sorted; each by its own IRI, whatever was merged."""
        keys = (reference.name, reference.name, reference.name, fold(reference.name))
        for tier, key in zip(self._tiers, keys, strict=True):
            found = sorted(iri for iri in tier.get(key, ()) if self._is_a(iri, reference.cls))
            if found:
                return tuple(found)
        return ()

    def one(self, reference: ThingReference) -> str:
        """The root of the one thing that a reference names, "" where it names none or several."""
        roots = {self.root(iri) for iri in self.find(reference)}
        return roots.pop() if len(roots) == 1 else ""

    def why_not(self, reference: ThingReference) -> str:
        """Why a reference does not name one thing."""
        found = sorted({self.root(iri) for iri in self.find(reference)})
        kind = f" of the class {self.ontology.name(reference.cls)}" if reference.cls else ""
        if not found:
            return f"nothing{kind} is called “{reference.name}” in this build"
        shown = ", ".join(f"<{iri}> ({self.ontology.name(self.entities[iri].cls)})" for iri in found[:_SHOWN])
        more = ", …" if len(found) > _SHOWN else ""
        return f"{len(found)} things are called “{reference.name}”: {shown}{more}; give a class or an iri"

    def _is_a(self, iri: str, cls: str) -> bool:
        return not cls or any(self.ontology.is_a(each, cls) for each in self._classes[iri])


def learn_names(names: Names, corrections: Sequence[Correction]) -> None:
    """Lets things go by what corrections make of them, so that corrections may speak of what others lead to.

    In rounds, each of which looks at what the last one left: the order of the corrections changes nothing.
    """
    teaching = [each for each in corrections if isinstance(each, (Merge, Rename, Retype, Pin))]
    changed = True
    while changed:
        found = {id(each): _named(each, names) for each in teaching}
        changed = False
        for each in teaching:
            changed |= _teach(names, each, found[id(each)])


def _named(correction: Correction, names: Names) -> list[str]:
    if isinstance(correction, Merge):
        return [root for reference in correction.things if (root := names.one(reference))]
    if isinstance(correction, (Rename, Retype, Pin)):
        root = names.one(correction.thing)
        return [root] if root else []
    return []


def _teach(names: Names, correction: Correction, roots: Sequence[str]) -> bool:
    if not roots:
        return False
    if isinstance(correction, Merge):
        return names.join(roots)
    if isinstance(correction, Rename):
        return names.call(roots[0], correction.label)
    if isinstance(correction, Retype):
        return names.type(roots[0], correction.cls)
    return isinstance(correction, Pin) and names.place(roots[0], correction.iri)
