"""A file of corrections: what may stand in it, and what is said of what may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.correct.load import parse_corrections, read_corrections
from kg.correct.records import Merge, OutsideSource, Pin, QuotedSource, Rename, ThingReference
from kg.errors import CorrectionError
from kg.ontology import NAMESPACE, Ontology

WHO = "  author: Ada\n  date: 2026-03-01\n"


def test_values_are_taken_as_they_are_written(ontology: Ontology) -> None:
    (merge, rename) = parse_corrections(
        f"- merge: [NO, on, 1.0, 2024-05-01, {{name: Yes, class: Company}}]\n{WHO}"
        f'- rename: ~\n  to: null\n  language: no\n  reason: "3"\n{WHO}',
        ontology,
    )
    assert isinstance(merge, Merge)
    assert [each.name for each in merge.things] == ["NO", "on", "1.0", "2024-05-01", "Yes"]
    assert merge.things[-1].cls == NAMESPACE + "Company"
    assert isinstance(rename, Rename)
    assert (rename.thing.name, rename.label, rename.language, rename.decision.reason) == ("~", "null", "no", "3")
    assert (rename.decision.author, rename.decision.date, rename.decision.line) == ("Ada", "2026-03-01", 4)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "[]"])
def test_a_file_without_entries_has_no_corrections(text: str, ontology: Ontology) -> None:
    assert parse_corrections(text, ontology) == ()


def test_sources_are_of_two_kinds(ontology: Ontology) -> None:
    fact = "add: {subject: A, predicate: investsIn, object: B}"
    found = parse_corrections(
        f"- {fact}\n  quote: in B\n  document: a.txt\n  start: 12\n{WHO}- {fact}\n  source: {{text: A pays B., quote: pays}}\n{WHO}",
        ontology,
    )
    assert [each.source for each in found] == [QuotedSource("in B", "a.txt", 12), OutsideSource("A pays B.", "pays")]


@pytest.mark.parametrize("name", ["Company", "kg:Company", NAMESPACE + "Company", "company"])
def test_a_class_is_named_by_iri_prefix_local_name_or_label(name: str, ontology: Ontology) -> None:
    (found,) = parse_corrections(f"- pin: {{name: A, class: '{name}'}}\n  iri: ex:1\n{WHO}", ontology)
    assert isinstance(found, Pin)
    assert found.thing == ThingReference("A", NAMESPACE + "Company")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: b", "c.yaml:1: a file of corrections is a list, each entry begins with a hyphen"),
        ("just words", "c.yaml:1: a file of corrections is a list, each entry begins with a hyphen"),
        ("- merge: [A, B\n", "c.yaml:2: not valid YAML: "),
        ("- one\n", "c.yaml:1: an entry is made of keys and values, as in “rename: Nordwind”"),
        ("\n- {author: Ada}", "c.yaml:2: an entry has one of the keys accept, reject, merge, distinct, split, rename, retype, pin, add, and this one has none"),
        (f"- merge: [A, B]\n  pin: A\n{WHO}", "and this one has merge and pin"),
        (f"- merge: [A, B]\n  merge: [C, D]\n{WHO}", "c.yaml:2: the key merge stands twice in this entry"),
        (f"- merge: [A, B]\n  color: red\n{WHO}", "c.yaml:2: color: this key is not known here; allowed are merge, author, date, reason"),
        ("- merge: [A, B]\n  date: 2026-03-01", "c.yaml:1: the key author is missing"),
        ("- merge: [A, B]\n  author: Ada\n  date: yesterday", "c.yaml:3: date: yesterday is no date; write it as 2026-03-01 or 2026-03-01T09:30:00Z"),
        (f"- merge: [A, A]\n{WHO}", "c.yaml:1: merge: name at least two things"),
        (f"- merge: A\n{WHO}", "c.yaml:1: merge: write a list here"),
        (f"- merge: [A, [B]]\n{WHO}", "c.yaml:1: merge: write a mapping here"),
        (f"- merge: [A, {{class: Company}}]\n{WHO}", "c.yaml:1: give either a name or an iri"),
        (f"- split: A\n  into: B\n{WHO}", "c.yaml:1: say which mentions are of another thing, by documents: […], names: […] or both"),
        (f"- split: A\n  names: [a]\n  into: https://example.org/b\n{WHO}", "c.yaml:3: into: give the other thing a name here; to give it an IRI, pin it"),
        (f"- split: A\n  names: {{a: b}}\n  into: B\n{WHO}", "c.yaml:2: names: write a text or a list of texts here"),
        (f"- rename: A\n{WHO}", "c.yaml:1: the key to is missing"),
        (f"- rename: A\n  to: [B]\n{WHO}", "c.yaml:2: to: write some text here"),
        (f"- rename: A\n  to: ''\n{WHO}", "c.yaml:2: to: write some text here"),
        (f"- retype: A\n  to: Compny\n{WHO}", "c.yaml:2: to: Compny is no class of the ontology; did you mean Company"),
        (f"- retype: A\n  to: Qwxz\n{WHO}", "c.yaml:2: to: Qwxz is no class of the ontology; `kg ontology` lists all"),
        (f"- pin: A\n  iri: nordwind\n{WHO}", "c.yaml:2: iri: nordwind is no IRI"),
        (f"- accept: {{predicate: investsIn}}\n{WHO}", "c.yaml:1: name the subject of the claim, or give a quote from its sentence"),
        (f"- accept: {{subject: A, predicate: invests, object: B}}\n{WHO}", "c.yaml:1: predicate: invests is no property of the ontology; did you mean investsIn"),
        (f"- accept: {{subject: A, predicate: investsIn, objekt: B}}\n{WHO}", "c.yaml:1: objekt: this key is not known here; allowed are subject, predicate, object"),
        (f"- reject: A\n  quote: words\n{WHO}", "c.yaml:2: quote: goes with a claim; a thing is rejected as a whole"),
        (f"- add: {{subject: A, predicate: investsIn, object: B}}\n{WHO}", "c.yaml:1: a fact has a source: a quote in a document of the build, or source: {text: …, title: …, url: …}"),
        (f"- add: {{subject: A, predicate: amount, object: many}}\n  source: {{text: words}}\n{WHO}", "c.yaml:1: object: many is not a plain number, as in 350000000"),
        (f"- add: {{subject: A, predicate: investsIn, object: B}}\n  source: {{url: 'http://example.org'}}\n{WHO}", "c.yaml:2: the key text is missing"),
        (f"- add: {{subject: A, predicate: investsIn, object: B}}\n  source: {{text: words, quote: no}}\n{WHO}", "c.yaml:2: quote: these words must stand in the text once"),
        (f"- add: {{subject: A, predicate: investsIn, object: B}}\n  quote: words\n  start: first\n{WHO}", "c.yaml:3: start: write how many characters stand before the quote"),
        (f"- add: {{class: Company, investor: B}}\n  quote: words\n{WHO}", "c.yaml:1: class: only what has roles, such as an investment, is added by its class"),
        (f"- add: {{class: Investment, partner: B}}\n  quote: words\n{WHO}", "c.yaml:1: partner: this key is not known here; allowed are class, "),
        (f"- add: {{class: Investment, date: 2024-13}}\n  quote: words\n{WHO}", "c.yaml:1: date: 2024-13 is not a date, as in 2024-05-17 or 2024"),
        (f"- add: {{class: Investment}}\n  quote: words\n{WHO}", "c.yaml:1: say who and what, by "),
        ("- !!python/object/apply:os.system [ls]\n", "c.yaml:1: an entry is made of keys and values"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_key_and_what_is_allowed(text: str, told: str, ontology: Ontology) -> None:
    with pytest.raises(CorrectionError) as caught:
        parse_corrections(text, ontology, file="c.yaml")
    assert str(caught.value).startswith(told) or told in str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"), [(None, "the corrections cannot be read: No such file"), (b"\xff\xfe\x00", "is not UTF-8")]
)
def test_a_file_that_cannot_be_read_is_named(
    content: bytes | None, told: str, tmp_path: Path, ontology: Ontology
) -> None:
    path = tmp_path / "mine.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(
        CorrectionError, match=rf"mine\.yaml: the corrections cannot be read.*{told.rsplit(': ', maxsplit=1)[-1]}"
    ):
        read_corrections(path, ontology)
