"""How a text stands to what it says: affirmed, denied or only considered, and planned, announced, signed or completed."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.arcs import Arcs, is_infinitive
from kg.ontology import Ontology
from kg.records import Polarity, Token

# A clause of its own: what stands above it does not colour it.
CLOSED = frozenset({"relcl", "advcl", "conj", "parataxis", "appos", "nsubj", "poss", "ROOT"})
# Prepositions that tie a noun to its verb: enter into an agreement, talk about a deal, the signing of a pact.
TIGHT_PREPOSITIONS = frozenset({"against", "of", "into", "to", "on", "for", "about", "over"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg", "advmod", "mark", "prt", "det"})


def stance(arcs: Arcs, trigger: int, ontology: Ontology) -> tuple[Polarity, str]:
    """The polarity of what a trigger states, and its status IRI ("" where the text does not say)."""
    words = [token.lemma for token in _colouring(arcs, trigger)]
    words += [token.text.lower() for token in _colouring(arcs, trigger)]
    polarity = _polarity(words, ontology)
    if polarity is Polarity.AFFIRMED and arcs.tokens[-1].text == "?":
        polarity = Polarity.HYPOTHETICAL
    return polarity, _status(arcs, trigger, words, ontology)


def _colouring(arcs: Arcs, trigger: int) -> Iterator[Token]:
    """The trigger, the words above it up to the end of its clause, and their auxiliaries and negations."""
    chain = [trigger]
    token = arcs.tokens[trigger]
    said = next(
        (
            c
            for c in arcs.children.get(trigger, ())
            if arcs.tokens[c].dependency == "acl" and arcs.tokens[c].tag == "VBN"
        ),
        None,
    )
    if said is not None:
        # "An agreement signed with ..." says itself how far along it is, whatever is planned under it.
        chain.append(said)
    else:
        while not _is_closed(arcs, token):
            chain.append(token.head)
            token = arcs.tokens[token.head]
    if token.dependency == "conj" and token.index in chain:
        chain += [c for c in arcs.children.get(token.head, ()) if arcs.tokens[c].dependency == "aux"]
    for index in chain:
        yield arcs.tokens[index]
        for child in arcs.children.get(index, ()):
            if arcs.tokens[child].dependency in AUXILIARIES:
                yield arcs.tokens[child]
            elif arcs.tokens[child].dependency in ("nsubj", "nsubjpass"):
                # "No bank ...", "Neither bank ... nor ...": the denial stands with the subject.
                yield from (
                    arcs.tokens[below]
                    for below in arcs.children.get(child, ())
                    if arcs.tokens[below].dependency in ("det", "preconj", "cc")
                )


def _is_closed(arcs: Arcs, token: Token) -> bool:
    """Whether what stands above a token does not colour it: another clause, or one it is only an aside to."""
    if token.head == token.index:
        return True
    if token.dependency in ("pobj", "pcomp"):
        return (
            arcs.tokens[token.head].text.lower() not in TIGHT_PREPOSITIONS
            and arcs.tokens[token.head].dependency == "prep"
        )
    return token.dependency in CLOSED and not is_infinitive(arcs.tokens, token.index)


def _polarity(words: list[str], ontology: Ontology) -> Polarity:
    for polarity in (Polarity.NEGATED, Polarity.HYPOTHETICAL):
        cues = ontology.polarity_cues.get(polarity.value, {}).get("en", ())
        if any(word in cues for word in words):
            return polarity
    return Polarity.AFFIRMED


def _status(arcs: Arcs, trigger: int, words: list[str], ontology: Ontology) -> str:
    """The status lowest in rank that a cue gives; else what the tense of the clause gives."""
    cued = [s for s in ontology.statuses.values() if any(word in s.cues.get("en", ()) for word in words)]
    if cued:
        return min(cued, key=lambda status: (status.rank, status.iri)).iri
    tense = _tense(arcs, trigger)
    marked = [s for s in ontology.statuses.values() if tense in s.cues.get("", ())]
    return min(marked, key=lambda status: (status.rank, status.iri)).iri if marked else ""


def _tense(arcs: Arcs, trigger: int) -> str:
    """`past`, `present` or `infinitive`, as the lexicon's untagged cues name them."""
    for index in (trigger, *arcs.governors(trigger)):
        token = arcs.tokens[index]
        if token.pos not in ("VERB", "AUX") and not token.tag.startswith("VB"):
            continue
        if is_infinitive(arcs.tokens, index):
            return "infinitive"
        helpers = {
            arcs.tokens[c].tag for c in arcs.children.get(index, ()) if arcs.tokens[c].dependency in ("aux", "auxpass")
        }
        if token.tag == "VBD" or (token.tag == "VBN" and (not helpers or helpers & {"VBD", "VBZ", "VBP", "VBN"})):
            return "past"
        if token.tag in ("VBZ", "VBP"):
            return "present"
    return ""
