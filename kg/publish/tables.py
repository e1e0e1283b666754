"""Tables for spreadsheets and network tools: CSV files and GraphML.

CSV: `entities.csv`, `edges.csv`, and a file for each class of occurrences, that is, each class with roles of which the
ontology says how they are filled (`kg:valueKind`): `investments.csv`, `agreements.csv`, and those of a user's classes.
UTF-8, a comma between cells, several values in one cell parted by " | ". A cell that a spreadsheet would run as a
formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return, and is no number) gets a `'` in front.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence

import networkx as nx
import pyoxigraph as ox

from kg.ontology import Ontology, PropertyDefinition
from kg.publish.network import (
    affirmed_claims,
    best_label,
    build_network,
    furthest_status,
    highest_confidence,
    most_specific_class,
)
from kg.store.evidence import (
    ALTERNATIVE_LABEL,
    LABEL,
    TYPE,
    Index,
    RecordedEvidence,
    Term,
    index_of,
    read_evidence,
    texts,
)

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BETWEEN = " | "

Row = Sequence[str]


def write_tables(graph: Iterable[ox.Triple], evidence: Iterable[ox.Triple], ontology: Ontology) -> dict[str, str]:
    """The CSV files of a graph: their content by file name, rows in IRI order."""
    triples = sorted(set(graph), key=str)
    index = index_of(triples)
    recorded = read_evidence(evidence)
    tables = {
        "edges.csv": _csv(_edges(triples, index, recorded, ontology)),
        "entities.csv": _csv(_entities(index, recorded, ontology)),
    }
    for cls in occurrence_classes(ontology):
        members = [iri for iri in index if most_specific_class(iri, index, ontology) == cls]
        if members or not _has_subclass(cls, ontology):
            tables[_file_name(cls, ontology, tables)] = _csv(_occurrences(cls, members, index, ontology))
    return dict(sorted(tables.items()))


def occurrence_classes(ontology: Ontology) -> tuple[str, ...]:
    """The classes whose members have roles that the ontology says how to fill, in IRI order."""
    return tuple(
        iri
        for iri, definition in ontology.classes.items()
        if not definition.union and any(role.value_kind for role in ontology.roles(iri))
    )


def write_graphml(graph: Iterable[ox.Triple], evidence: Iterable[ox.Triple], ontology: Ontology) -> str:
    """The network of a graph as GraphML, for Gephi, yEd or Cytoscape: lists joined, what XML cannot hold replaced."""
    network = build_network(graph, evidence, ontology)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, attributes in network.nodes(data=True):
        flat.add_node(iri, **_flat(attributes))
    for subject, target, key, attributes in network.edges(keys=True, data=True):
        flat.add_edge(subject, target, key=key, **_flat(attributes))
    return "\n".join(nx.generate_graphml(flat, named_key_ids=False)) + "\n"


def _flat(attributes: Mapping[str, object]) -> dict[str, object]:
    return {name: _flat_value(value) for name, value in attributes.items()}


def _flat_value(value: object) -> object:
    if isinstance(value, tuple):
        value = _BETWEEN.join(str(each) for each in value)
    elif isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


# ---------------------------------------------------------------- rows


def _entities(index: Index, recorded: RecordedEvidence, ontology: Ontology) -> Iterable[Row]:
    yield ("iri", "class", "label", "language", "aliases", "types", "mentions")
    for iri, stated in index.items():
        labels = [term for term in stated.get(LABEL, ()) if isinstance(term, ox.Literal)]
        label = min(labels, key=lambda each: (each.language != "en", each.value), default=None)
        cls = most_specific_class(iri, index, ontology)
        yield (
            iri,
            ontology.label(cls) if cls else "",
            label.value if label else ontology.name(iri),
            (label.language or "") if label else "",
            _BETWEEN.join(texts(index, iri, ALTERNATIVE_LABEL)),
            _BETWEEN.join(ontology.label(each) for each in texts(index, iri, TYPE)),
            str(len(recorded.mentions.get(iri, ()))),
        )


def _edges(triples: Sequence[ox.Triple], index: Index, recorded: RecordedEvidence, ontology: Ontology) -> Iterable[Row]:
    yield (
        "subject", "subject_label", "predicate", "predicate_label", "object", "object_label",
        "status", "confidence", "claims", "documents",
    )  # fmt: skip
    for triple in triples:
        if (
            not isinstance(triple.object, ox.NamedNode)
            or triple.predicate.value == TYPE
            or triple.object.value in ontology.statuses
        ):
            continue
        claims = affirmed_claims(recorded, triple, ontology)
        status = furthest_status(claims, ontology)
        documents = {passage.document.iri for claim in claims for passage in claim.passages}
        subject = str(getattr(triple.subject, "value", ""))
        yield (
            subject, best_label(subject, index, ontology),
            triple.predicate.value, ontology.label(triple.predicate.value),
            triple.object.value, best_label(triple.object.value, index, ontology),
            ontology.label(status) if status else "", f"{highest_confidence(claims):g}", str(len(claims)),
            _BETWEEN.join(sorted(documents)),
        )  # fmt: skip


def _occurrences(cls: str, members: Sequence[str], index: Index, ontology: Ontology) -> Iterable[Row]:
    roles = _columns(cls, members, index, ontology)
    header = ["iri", "label"]
    for role in roles:
        name = ontology.name(role.iri)
        header += [name, f"{name}_iri"] if role.is_object else [name]
    yield header
    for iri in members:
        row = [iri, best_label(iri, index, ontology)]
        for role in roles:
            terms = index[iri].get(role.iri, ())
            row.append(_BETWEEN.join(_words(term, index, ontology) for term in terms))
            if role.is_object:
                row.append(_BETWEEN.join(str(getattr(term, "value", "")) for term in terms))
        yield row


def _columns(cls: str, members: Sequence[str], index: Index, ontology: Ontology) -> list[PropertyDefinition]:
    """The roles of the class, and whatever else its members have that the ontology knows as a property."""
    declared = {role.iri for role in ontology.roles(cls)}
    used = {predicate for iri in members for predicate in index[iri]}
    return [each for iri, each in ontology.properties.items() if iri in declared | used]


def _words(term: Term, index: Index, ontology: Ontology) -> str:
    if isinstance(term, ox.NamedNode):
        return (
            ontology.label(term.value) if term.value in ontology.statuses else best_label(term.value, index, ontology)
        )
    return str(getattr(term, "value", term))


def _has_subclass(cls: str, ontology: Ontology) -> bool:
    return any(cls in definition.parents for definition in ontology.classes.values())


def _file_name(cls: str, ontology: Ontology, taken: Container[str]) -> str:
    """The plural of the class's label; its local name as well where another table has that name."""
    name = re.sub(r"\W+", "-", ontology.label(cls).lower()).strip("-")
    plural = f"{name[:-1]}ies" if re.search(r"[^aeiou]y$", name) else name if name.endswith("s") else f"{name}s"
    return f"{plural}.csv" if f"{plural}.csv" not in taken else f"{plural}-{ontology.name(cls)}.csv"


def _csv(rows: Iterable[Row]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows([_safe(cell) for cell in row] for row in rows)
    return written.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell
