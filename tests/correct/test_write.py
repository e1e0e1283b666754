"""Corrections written to a file are the ones that are read from it, and nothing else in the file changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.correct.file import HEADER, CorrectionFile
from kg.correct.load import parse_corrections, read_corrections
from kg.correct.records import (
    Accept,
    Add,
    AddOccurrence,
    ClaimReference,
    Correction,
    Decision,
    Distinct,
    Merge,
    OutsideSource,
    Pin,
    QuotedSource,
    Reject,
    Rename,
    Retype,
    Split,
    ThingReference,
)
from kg.correct.write import entry_text
from kg.errors import CorrectionError
from kg.ontology import NAMESPACE, Ontology, load_ontology

ONTOLOGY = load_ontology()
CLASSES = st.sampled_from([iri for iri, each in ONTOLOGY.classes.items() if not each.union])
PROPERTIES = st.sampled_from([iri for iri, each in ONTOLOGY.properties.items() if each.is_object])
# Any text that says something; the blanks at its ends are not kept.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)
DECISIONS = st.builds(Decision, TEXTS, st.just("2026-03-01T09:30:00Z"), st.one_of(st.just(""), TEXTS))
THINGS = st.builds(ThingReference, TEXTS, st.one_of(st.just(""), CLASSES))
PLAIN = THINGS.map(lambda thing: replace(thing, name="x" + thing.name.replace("://", "")))
SEVERAL = st.lists(THINGS, min_size=2, max_size=4, unique=True).map(tuple)
SOME = st.lists(TEXTS, min_size=1, max_size=3).map(tuple)
CLAIMS = st.builds(ClaimReference, PROPERTIES, THINGS, st.one_of(st.none(), THINGS), st.one_of(st.just(""), TEXTS))
SOURCES = st.one_of(
    st.builds(QuotedSource, TEXTS, TEXTS, st.integers(-1, 10**6)),
    st.builds(OutsideSource, TEXTS, st.just(""), TEXTS, TEXTS),
)
ROLES = st.lists(
    st.tuples(st.sampled_from([NAMESPACE + "investor", NAMESPACE + "target"]), THINGS), min_size=1, max_size=3
).map(lambda roles: tuple(sorted(roles, key=lambda role: role[0])))
CORRECTIONS = st.one_of(
    st.builds(Merge, SEVERAL, DECISIONS),
    st.builds(Distinct, SEVERAL, DECISIONS),
    st.builds(Split, THINGS, PLAIN, SOME, st.one_of(st.just(()), SOME), DECISIONS),
    st.builds(Rename, THINGS, TEXTS, st.sampled_from(["en", "zh", "no"]), DECISIONS),
    st.builds(Retype, THINGS, CLASSES, DECISIONS),
    st.builds(Pin, THINGS, st.just("https://example.org/id#17"), DECISIONS),
    st.builds(Accept, CLAIMS, DECISIONS),
    st.builds(Reject, st.one_of(CLAIMS, THINGS), DECISIONS),
    st.builds(Add, THINGS, PROPERTIES, THINGS, SOURCES, DECISIONS, st.sampled_from(["", *ONTOLOGY.statuses])),
    st.builds(AddOccurrence, st.just(NAMESPACE + "Investment"), ROLES, SOURCES, DECISIONS),
)


def without_place(correction: Correction) -> Correction:
    return replace(correction, decision=replace(correction.decision, file="", line=0))


@given(st.lists(CORRECTIONS, min_size=1, max_size=3))
def test_what_is_written_is_what_is_read(corrections: list[Correction]) -> None:
    text = "".join(entry_text(each, ONTOLOGY) for each in corrections)
    assert [without_place(each) for each in parse_corrections(text, ONTOLOGY)] == corrections


def test_an_entry_looks_as_a_person_would_write_it() -> None:
    reject = Reject(
        ClaimReference(NAMESPACE + "headquarteredIn", ThingReference("Alder Energy"), ThingReference("Berlin"), "is based in Berlin: so it says", "group.txt"),
        Decision("Ada Quist", "2026-03-01", "it moved"),
    )  # fmt: skip
    assert entry_text(reject, ONTOLOGY) == (
        "- reject: {subject: Alder Energy, predicate: headquarteredIn, object: Berlin}\n"
        '  quote: "is based in Berlin: so it says"\n'
        "  document: group.txt\n"
        "  author: Ada Quist\n"
        "  date: 2026-03-01\n"
        "  reason: it moved\n"
    )


MERGE = Merge((ThingReference("A"), ThingReference("B")), Decision("Ada", "2026-03-01"))
PIN = Pin(ThingReference("A"), "ex:1", Decision("Ada", "2026-03-02"))
OTHERS = "# mine\r\n-   rename:   A   # a note\n    to: B\n    author: Bo\n    date: 2026-01-01"


def test_entries_are_appended_and_the_lines_of_others_stay(tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "c.yaml"
    path.write_bytes(OTHERS.encode())
    file = CorrectionFile(path, ontology)
    file.append([MERGE])
    assert path.read_bytes().decode().startswith(OTHERS + "\n- merge: [A, B]\n")
    assert [type(each).__name__ for each in read_corrections(path, ontology)] == ["Rename", "Merge"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_made_with_a_heading_where_there_is_none(tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "data" / "c.yaml"
    CorrectionFile(path, ontology).append([MERGE])
    assert path.read_text(encoding="utf-8").startswith(HEADER + "- merge: [A, B]\n")


def test_what_was_added_is_taken_back_and_only_that(tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "c.yaml"
    file = CorrectionFile(path, ontology)
    first = file.append([MERGE])
    second = file.append([PIN])
    with path.open("a", encoding="utf-8") as other:
        other.write("# written meanwhile\n")
    assert file.take_back(second)
    assert path.read_text(encoding="utf-8") == HEADER + first + "# written meanwhile\n"
    assert not file.take_back(second)


@pytest.mark.parametrize("content", ["[]", "- merge: [A, B", "a: b"])
def test_a_file_that_cannot_be_added_to_is_left_alone(content: str, tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorrectionError, match="nothing was written"):
        CorrectionFile(path, ontology).append([MERGE])
    assert path.read_text(encoding="utf-8") == content


def test_a_link_stays_a_link_and_a_private_file_private(tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("", encoding="utf-8")
    path.chmod(0o600)
    (tmp_path / "link.yaml").symlink_to(path)
    CorrectionFile(tmp_path / "link.yaml", ontology).append([MERGE])
    assert (tmp_path / "link.yaml").is_symlink()
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(read_corrections(path, ontology)) == 1
