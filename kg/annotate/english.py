"""English sentences with their mentions: names, sums, dates, descriptions and references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from kg.annotate.asides import BRACKET
from kg.annotate.candidates import GUESSED, TYPED, Candidate
from kg.annotate.dates import find_dates
from kg.annotate.descriptions import phrases
from kg.annotate.money import find_money
from kg.annotate.names import BlockFinds
from kg.annotate.nouns import NounIndex
from kg.annotate.parser import ParsedSentence, Word
from kg.annotate.people import is_introduced
from kg.annotate.usage import by_use, class_beside, named_things, small_heads
from kg.gazetteer import Gazetteer
from kg.records import Block, DateSpan, Document, Mention, MentionKind, MoneySpan, Sentence, Span, Token


def find_in_block(
    text: str, document: Document, gazetteer: Gazetteer, language: str, dictionary: AbstractSet[str] = frozenset()
) -> BlockFinds:
    """The gazetteer's names, the sums and the dates of a block."""
    money = find_money(text, language)
    dates = [
        each
        for each in find_dates(text, language, document.published)
        if not any(m.span.overlaps(each.span) for m in money)
    ]
    return BlockFinds(gazetteer.find(text, language), money, dates, gazetteer, dictionary)


def annotate_sentence(
    document: Document,
    block: Block,
    index: int,
    parsed: ParsedSentence,
    words: Sequence[Word],
    names: Sequence[Candidate],
    finds: BlockFinds,
    nouns: NounIndex,
) -> Sentence:
    """One parsed sentence of a block as a sentence of the document."""
    tokens = parsed.tokens
    named = _names_in(parsed, words, names, nouns, document.text)
    taken = [False] * len(tokens)
    for candidate in named:
        taken[candidate.start : candidate.end] = [True] * candidate.size
    make = _Maker(document, block, index, tokens, nouns)
    mentions = [make.name(candidate) for candidate in named]
    mentions += [make.money(each) for each in finds.money if parsed.span.covers(each.span)]
    mentions += [make.date(each) for each in finds.dates if parsed.span.covers(each.span)]
    valued = [m.span for m in mentions if m.kind in (MentionKind.MONEY, MentionKind.DATE)]
    for phrase in phrases(tokens, nouns, taken):
        made = make.phrase(phrase.start, phrase.end, phrase.head, phrase.kind, phrase.cls)
        if not any(span.overlaps(made.span) for span in valued):
            mentions.append(made)
    shifted = tuple(replace(t, span=_shift(t.span, block.span.start)) for t in tokens)
    ordered = tuple(sorted(mentions, key=lambda m: (m.span, m.kind)))
    return Sentence(index, _shift(parsed.span, block.span.start), block.language, shifted, ordered)


def _names_in(
    parsed: ParsedSentence, words: Sequence[Word], names: Sequence[Candidate], nouns: NounIndex, text: str
) -> list[Candidate]:
    """The sentence's names as runs of its tokens, typed by what they stand with, and longer ones with a small head."""
    tokens = parsed.tokens
    found = [
        replace(names[number], start=position, end=position + 1)
        for position, number in enumerate(parsed.names)
        if number >= 0 and not _is_mere_acronym(names[number], position, tokens)
    ]
    typed = []
    for each in found:
        typed.append(_typed_by_sentence(each, tokens, nouns))
    longer = [
        *small_heads(tokens, parsed.names, names, nouns),
        *named_things(tokens, parsed.names, names, nouns, text),
    ]
    outside = [each for each in typed if not any(o.start <= each.start < o.end for o in longer)]
    shown = [*outside, *longer]
    plain = [
        each
        for each in _plain_in(parsed, words, names, nouns)
        if not any(o.start < each.end and each.start < o.end for o in shown)
    ]
    return sorted([*shown, *plain], key=lambda each: each.start)


def _is_mere_acronym(name: Candidate, position: int, tokens: Sequence[Token]) -> bool:
    """Whether guessed capitals only say what kind of thing something is: "an ATMP facility"."""
    kind = position > 0 and tokens[position - 1].text.lower() in ("a", "an") and tokens[position].text.isupper()
    return kind and name.rank == GUESSED and tokens[position].dependency in ("compound", "nmod", "amod")


def _typed_by_sentence(name: Candidate, tokens: Sequence[Token], nouns: NounIndex) -> Candidate:
    """A name with the class that its sentence gives it."""
    guessed = name.rank == GUESSED
    if guessed and name.cls in nouns.persons and is_introduced(name, tokens, nouns):
        return replace(name, certain=True)
    beside = class_beside(name, tokens, nouns) if guessed or name.cls in nouns.described else ""
    if beside:
        return replace(name, cls=beside, rank=TYPED, certain=True)
    if not guessed:
        return name
    cls = by_use(name, len(tokens[name.start].text.split()), tokens, nouns)
    # A given name makes a person likely; firms are named after people too.
    return replace(name, cls=cls, certain=name.certain and name.cls not in nouns.persons)


def _plain_in(
    parsed: ParsedSentence, words: Sequence[Word], names: Sequence[Candidate], nouns: NounIndex
) -> Iterator[Candidate]:
    """The names of open vocabulary, which the parser is shown as they are."""
    starts = {token.span.start: token.index for token in parsed.tokens}
    ends = {token.span.end: token.index + 1 for token in parsed.tokens}
    for each in names:
        start, end = starts.get(words[each.start].span.start), ends.get(words[each.end - 1].span.end)
        if each.cls not in nouns.open_vocabulary or start is None or end is None:
            continue
        run = [*(token.text for token in parsed.tokens[start : end - 1]), parsed.tokens[end - 1].lemma]
        # A data centre is a field of technology only where it is no building that the text speaks of.
        if nouns.class_of_noun(run)[0] not in nouns.described:
            yield replace(each, start=start, end=end)


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Mentions of one sentence, with offsets into the document."""

    document: Document
    block: Block
    sentence: int
    tokens: Sequence[Token]
    nouns: NounIndex

    def name(self, candidate: Candidate) -> Mention:
        span = self._span(candidate.start, candidate.end)
        head = self._head(candidate.start, candidate.end)
        mention = self._mention(span, head, MentionKind.NAME, candidate.cls, certain=candidate.certain)
        above = self.tokens[self.tokens[head].head]
        modifies = self.tokens[head].dependency in ("compound", "nmod", "amod") and above.pos == "NOUN"
        thing = modifies and self.nouns.class_of_noun([above.lemma])[0] in self.nouns.described
        return replace(mention, weak=candidate.rank == GUESSED and (thing or above.lemma == "family"))

    def phrase(self, start: int, end: int, head: int, kind: MentionKind, cls: str) -> Mention:
        mention = self._mention(self._span(start, end), head, kind, cls)
        return replace(mention, name=" ".join(BRACKET.sub(" ", mention.name).split()))

    def money(self, found: MoneySpan) -> Mention:
        return replace(self._value(found.span, MentionKind.MONEY), money=found.money)

    def date(self, found: DateSpan) -> Mention:
        return replace(self._value(found.span, MentionKind.DATE), date=found.date)

    def _value(self, span: Span, kind: MentionKind) -> Mention:
        covered = [token.index for token in self.tokens if span.overlaps(token.span)]
        head = self._head(covered[0], covered[-1] + 1) if covered else 0
        return self._mention(_shift(span, self.block.span.start), head, kind, "")

    def _mention(self, span: Span, head: int, kind: MentionKind, cls: str, *, certain: bool = True) -> Mention:
        name = " ".join(self.document.quote(span).split())
        identifier = f"{self.document.id}#{span.start},{span.end}"
        return Mention(
            identifier, self.document.id, self.sentence, span, head, kind, cls, name, self.block.language, certain
        )

    def _span(self, start: int, end: int) -> Span:
        return _shift(Span(self.tokens[start].span.start, self.tokens[end - 1].span.end), self.block.span.start)

    def _head(self, start: int, end: int) -> int:
        """The token by which the run hangs on the rest of the sentence: of several, the last."""
        outside = [t.index for t in self.tokens[start:end] if not start <= t.head < end or t.head == t.index]
        return outside[-1] if outside else end - 1
