"""Files that would bring down the process that reads them are refused; those that only look like it are not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.store.embedded import load, load_triples

MANY = 100_000
TRIPLE = b"<urn:a> <urn:b> <urn:c> .\n"
RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
NESTED = b"<rdf:Description><e:p>" * MANY + b"</e:p></rdf:Description>" * MANY


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("terms.ttl", b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * MANY + b"1" + b" )>>" * MANY + b" .", "100 deep"),
        (
            "terms.nt",
            b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * MANY + b"<urn:c>" + b" )>>" * MANY + b" .",
            "100 deep",
        ),
        ("elements.rdf", RDF + NESTED + b"</rdf:RDF>", "5000 deep"),
        ("bomb.nt.gz", gzip.compress(b"\n" * 200_000_000, 9), "unpacks to over"),
        ("cut.nt.gz", gzip.compress(TRIPLE * 1000)[:-9], "not a whole gzip file"),
        ("literal.ttl", b'<urn:a> <urn:b> "' + b"x" * 20_000_000 + b'" .', "too long for Turtle"),
    ],
)
def test_what_no_process_survives_is_refused(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    for read in (load, load_triples):
        with pytest.raises(GraphError, match=said):
            read(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("term.ttl", b"<urn:a> <urn:b> <<( <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> )>> .", 1),
        ("text.ttl", b'<urn:a> <urn:b> "' + b"<<( )>> " * MANY + b'" .', 1),
        ("comment.rdf", RDF + b"<!--" + b"<br>" * MANY + b"--><rdf:Description e:p='1'/></rdf:RDF>", 1),
        ("flat.rdf", RDF + b"<rdf:Description e:p='1'></rdf:Description>" * 20_000 + b"</rdf:RDF>", 20_000),
        ("members.nt.gz", gzip.compress(TRIPLE) + gzip.compress(TRIPLE.replace(b"urn:a", b"urn:z")) + b"\0\0", 2),
        ("small.nt.gz", gzip.compress(TRIPLE * MANY, 9), 1),
    ],
)
def test_what_only_looks_like_it_is_read(name: str, content: bytes, size: int, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert len(load(tmp_path / name)) == size
