"""Chinese sentences with their mentions: names, sums, dates, descriptions and references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kg.annotate.chinese_actors import (
    acting_names,
    coded_names,
    first_partners,
    latin_names,
    listed_names,
    owned_names,
    products,
    quoted_things,
)
from kg.annotate.chinese_aliases import bracketed, short_names
from kg.annotate.chinese_beside import foreign_names, is_telling, longer_names, partner_names
from kg.annotate.chinese_context import any_of
from kg.annotate.chinese_finds import (
    KNOWN,
    LEARNT,
    TYPED,
    Find,
    select,
    with_country,
    with_edition,
    with_partner,
    with_phase,
)
from kg.annotate.chinese_mentions import MentionMaker
from kg.annotate.chinese_names import typed_finds
from kg.annotate.chinese_nouns import LANGUAGE, ChineseNouns, chinese_nouns
from kg.annotate.chinese_people import people
from kg.annotate.chinese_walls import Walls
from kg.annotate.chinese_words import normalised, sentence_spans
from kg.annotate.dates import find_dates
from kg.annotate.money import find_money
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.records import Block, DateSpan, Document, MentionKind, MoneySpan, Sentence, Span, Token

_TOKEN = re.compile(r"[A-Za-z0-9.]+|\S")
SHORTEST_KNOWN = 2
OPENING = ("“", "「")
_LETTERS = re.compile(r"(?<![A-Za-z0-9.])[A-Z]{2,4}$")
_PRONOUN = re.compile(r"其(?![中他余实次它间])|(?<!其)它们?(?!的确)")
_BYLINE = re.compile(r"(?:^|(?<=\n))[ \u3000]*[^，。：\n]{0,24}?[讯电](?=[，：\s\u3000）】〕])")
_TITLE = re.compile(r"《([^《》\n]{2,60})》")


@dataclass(frozen=True)
class ChineseAnnotator:
    """What Chinese annotation needs; classes are given by what the ontology says of them."""

    gazetteer: Gazetteer
    nouns: ChineseNouns

    def annotate(self, document: Document, first: int = 0) -> Iterator[Sentence]:
        """The sentences of the document's Chinese blocks, numbered from `first` on."""
        blocks = [_Block(self, document, block) for block in document.blocks if block.language == LANGUAGE]
        names: dict[str, str] = {}
        for block in blocks:
            names |= block.learnt()
        pattern = re.compile(any_of(names)) if names else None
        for block in blocks:
            for sentence in block.sentences(first, names, pattern):
                yield sentence
                first += 1


def chinese_annotator(ontology: Ontology, gazetteer: Gazetteer) -> ChineseAnnotator:
    """The annotator for an ontology."""
    return ChineseAnnotator(gazetteer, chinese_nouns(ontology))


class _Block:
    """One block: its normalised text, and what is found in it."""

    def __init__(self, annotator: ChineseAnnotator, document: Document, block: Block) -> None:
        self.annotator = annotator
        self.document = document
        self.block = block
        raw = document.quote(block.span)
        self.text = normalised(raw)
        self.money: Sequence[MoneySpan] = find_money(raw, LANGUAGE)
        dates = find_dates(raw, LANGUAGE, document.published)
        self.dates: list[DateSpan] = [each for each in dates if not any(m.span.overlaps(each.span) for m in self.money)]
        self.values = [*(each.span for each in self.money), *(each.span for each in self.dates)]
        self.known = self._known()
        pure = annotator.nouns.pure_places
        self.places = frozenset(self.text[each.start : each.end] for each in self.known if each.cls in pure)
        self.bylines = [Span(*match.span()) for match in _BYLINE.finditer(self.text)]
        self.found = self._found()

    def _known(self) -> list[Find]:
        found: list[Find] = []
        for span, entries in self.annotator.gazetteer.find(self.text, LANGUAGE):
            entry = entries[0]
            if span.end - span.start < SHORTEST_KNOWN or self._straddles(span):
                continue
            if not entry.is_doubtful(self.text[span.start : span.end]):
                open_vocabulary = entry.cls in self.annotator.nouns.open_vocabulary
                start = span.start
                if entry.cls in self.annotator.nouns.organizations and (letters := _LETTERS.search(self.text[:start])):
                    start = letters.start()
                found.append(Find(start, span.end, TYPED if open_vocabulary else KNOWN, MentionKind.NAME, entry.cls))
        return found

    def _straddles(self, span: Span) -> bool:
        """Whether a short name is the end of one verb and the start of the next: 合资兴建."""
        verbs = self.annotator.nouns.verbs
        first = verbs.search(self.text, span.start - 1, span.start + 1) if span.start else None
        last = verbs.match(self.text, span.end - 1)
        return span.end - span.start == SHORTEST_KNOWN and first is not None and last is not None

    def _found(self) -> list[Find]:
        nouns = self.annotator.nouns
        fields = frozenset(self.text[f.start : f.end] for f in self.known if f.cls in nouns.open_vocabulary)
        starts = sorted(
            {self.text[f.start : f.end] for f in self.known if f.cls in nouns.pure_places},
            key=lambda name: (-len(name), name),
        )
        nouns = replace(nouns, fields=fields, starts=tuple(starts))
        values = self.values
        walls = Walls(self.text, nouns, self.known, values)
        found = [*self.known, *typed_finds(self.text, nouns, walls, self.known)]
        introduced = nouns.context.quoted_name.finditer(self.text)
        found += [
            self._quoted(match) for match in introduced if not match["bare"] or not self._is_ordinary(match["bare"])
        ]
        found += longer_names(self.text, self.known, walls, nouns)
        found += foreign_names(self.text, self.known, walls, nouns)
        found += partner_names(self.text, self.known, walls, nouns)
        found += people(self.text, nouns)
        found += owned_names(self.text, walls, nouns)
        found += coded_names(self.text, walls, nouns)
        found += latin_names(self.text, nouns)
        found += products(self.text, nouns)
        found += quoted_things(self.text, nouns)
        found += acting_names(self.text, select(found), walls, values, nouns)
        found += first_partners(self.text, select(found), walls, nouns)
        found += listed_names(self.text, select(found), walls, nouns)
        titles = list(_TITLE.finditer(self.text))
        found = [each for each in found if not any(t.start() <= each.start and each.end <= t.end() for t in titles)]
        found += self._titles(titles)
        found = [self._whole(each) for each in found if not self._in_byline(each)]
        quoted = {each.end + 1: each for each in found if self.text[each.end : each.end + 1] in ("”", "」")}
        named = {each.start for each in found if each.kind is MentionKind.NAME and each.cls == nouns.company}
        found = [each for each in found if not self._only_describes(each, quoted, named) and not self._abroad(each)]
        chosen = select([each for each in found if not any(span.overlaps(each.span) for span in values)])
        names = [each for each in chosen if each.kind is MentionKind.NAME]
        return select([*chosen, *bracketed(self.text, names, nouns)])

    def _whole(self, find: Find) -> Find:
        """A find with the edition or number that belongs to its name."""
        if find.kind is not MentionKind.NAME:
            return find
        if find.cls == self.annotator.nouns.event and find.rank != KNOWN:
            return with_edition(self.text, find)
        organized = find.cls in self.annotator.nouns.organizations and find.rank != KNOWN
        if find.cls == self.annotator.nouns.company:
            find = with_country(self.text, self._without_country(find), self.places)
        return with_partner(self.text, with_phase(self.text, find)) if organized else find

    def _without_country(self, find: Find) -> Find:
        """A company's name without the country before it, where enough is left: 某国海澜集团, but not 某国电力."""
        nouns = self.annotator.nouns
        begins = [each.end for each in self.known if each.start == find.start and each.end < find.end]
        if find.rank == KNOWN or not begins or not self._is_abroad(find.start, begins[0]):
            return find
        return replace(find, start=begins[0]) if is_telling(self.text[begins[0] : find.end], nouns) else find

    def _is_abroad(self, start: int, end: int) -> bool:
        """Whether a known place is a country, and none that the names of firms go on about."""
        place = next((each for each in self.known if each.start == start and each.end == end), None)
        home = self.text[start:end] in self.annotator.nouns.list("reachWord")
        return place is not None and not home and self._is_topmost(place)

    def _in_byline(self, find: Find) -> bool:
        """Whether it is the paper or agency that reports: 某某报讯."""
        organizations = self.annotator.nouns.organizations
        return find.cls in organizations and any(span.covers(find.span) for span in self.bylines)

    def _abroad(self, find: Find) -> bool:
        """Whether a company's name is a known one with its country before it: 德国某某."""
        if find.rank == KNOWN or find.cls != self.annotator.nouns.company:
            return False
        begins = {each.end for each in self.known if each.start == find.start and self._is_topmost(each)}
        return any(each.start in begins and each.end >= find.end and each.cls == find.cls for each in self.known)

    def _is_topmost(self, find: Find) -> bool:
        """Whether a known place is in no other: a country."""
        entries = self.annotator.gazetteer.lookup(self.text[find.start : find.end], LANGUAGE)
        return find.cls in self.annotator.nouns.pure_places and any(not entry.parent for entry in entries)

    def _only_describes(self, find: Find, quoted: Mapping[int, Find], named: Set[int]) -> bool:
        """Whether a thing only says what the name beside it is: “某某”文旅综合体, 电源厂某某."""
        if find.cls not in self.annotator.nouns.described:
            return False
        name = quoted.get(find.start) if find.kind is MentionKind.DESCRIPTION else None
        after = find.end + (self.text[find.end : find.end + 1] in OPENING)
        return (name is not None and name.kind is MentionKind.NAME) or after in named

    def _nested(self, chosen: Sequence[Find]) -> list[Find]:
        """The known places that names and descriptions of things begin with: 成都生产基地 is in 成都."""
        nouns = self.annotator.nouns
        begins = {f.start: f for f in chosen if f.cls in nouns.described and f.cls not in nouns.organizations}
        owners = [f for f in self.known if f.cls in nouns.organizations and f.start in begins and f not in chosen]
        begins |= {owner.end: begins[owner.start] for owner in owners if owner.end < begins[owner.start].end}
        places = [f for f in self.known if f.cls in nouns.pure_places and f.start in begins and f not in chosen]
        return [*owners, *(f for f in places if f.end < begins[f.start].end)]

    def _standing(self) -> Iterator[Find]:
        """Words that stand for a company before what describes it: 这家总部位于某地的研发商."""
        words = any_of(self.annotator.nouns.list("standsFor"))
        for match in re.finditer(f"(?:{words or '(?!)'})(?=[^，。；]{{2,24}}的[^，。；]{{2,14}}，)", self.text):
            yield Find(*match.span(), TYPED, MentionKind.REFERENCE, self.annotator.nouns.company)

    def _quoted(self, match: re.Match[str]) -> Find:
        """A company that quotation marks, or a word such as 公司, put before us."""
        span = next(match.span(name) for name in ("apposed", "acting", "bare") if match[name])
        return Find(*span, TYPED, MentionKind.NAME, self._class_of(self.text[slice(*span)]))

    def _is_ordinary(self, name: str) -> bool:
        """Whether what follows a word such as 公司 is an adverb or everyday word: 公司近日完成."""
        nouns = self.annotator.nouns
        ordinary = nouns.list("linkWord") | nouns.list("beforeAct") | nouns.list("notCompany")
        return name in ordinary or nouns.is_generic(name, wide=True) or nouns.verbs.search(name) is not None

    def _class_of(self, name: str) -> str:
        """The class that a quoted name's own ending gives it; a company's where it has none."""
        nouns = self.annotator.nouns
        ends = (name[at:] for at in range(1, len(name)))
        return next((nouns.classes[end] for end in ends if len(end) > 1 and end in nouns.heads), nouns.company)

    def _titles(self, titles: Sequence[re.Match[str]]) -> Iterator[Find]:
        nouns = self.annotator.nouns
        for match in titles:
            size = next((n for n in range(6, 0, -1) if match[1][-n:] in nouns.classes), 0)
            cls = nouns.classes.get(match[1][-size:], "") if size else ""
            if cls and cls not in nouns.described and not any(noun in match[1] for noun in nouns.occurrence_nouns):
                yield Find(match.start(1), match.end(1), TYPED, MentionKind.NAME, cls)

    def learnt(self) -> Mapping[str, str]:
        """The names that this block teaches, with their classes: full ones, those in brackets, and what they shorten to."""
        gazetteer, nouns = self.annotator.gazetteer, self.annotator.nouns
        places = [self.text[each.start : each.end] for each in self.known if each.cls in nouns.pure_places]
        names: dict[str, str] = {}
        for each in self.found:
            name = self.text[each.start : each.end]
            if each.kind is not MentionKind.NAME or each.rank == KNOWN or each.cls in nouns.open_vocabulary:
                continue
            if each.rank == LEARNT or each.cls in (nouns.company, nouns.person):
                names[name] = each.cls
            if each.cls == nouns.company:
                short = short_names(name, nouns, places)
                names |= {one: each.cls for one in sorted(short) if not gazetteer.lookup(one, LANGUAGE)}
        return names

    def sentences(self, first: int, names: Mapping[str, str], pattern: re.Pattern[str] | None) -> Iterator[Sentence]:
        """The block's sentences, with the names that the whole document has taught."""
        matches = pattern.finditer(self.text) if pattern else ()
        again = [Find(*match.span(), LEARNT, MentionKind.NAME, names[match[0]]) for match in matches]
        pronouns = [Find(*match.span(), LEARNT, MentionKind.REFERENCE, "") for match in _PRONOUN.finditer(self.text)]
        joint = any_of(self.annotator.nouns.list("jointReference"))
        latter = any_of(self.annotator.nouns.list("latterReference")) or "(?!)"
        pronouns += [Find(*m.span(), LEARNT, MentionKind.REFERENCE, "") for m in re.finditer(latter, self.text)]
        sides = (
            [Find(*m.span(), TYPED, MentionKind.REFERENCE, "") for m in re.finditer(joint, self.text)] if joint else []
        )
        values = self.values
        extra = [
            each
            for each in (*again, *pronouns, *sides, *self._standing())
            if not any(span.overlaps(each.span) for span in values)
        ]
        finds = select([*self.found, *extra])
        finds = sorted([*finds, *self._nested(finds)])
        for number, span in enumerate(sentence_spans(self.text), start=first):
            yield self._sentence(number, span, [each for each in finds if span.covers(each.span)])

    def _sentence(self, number: int, span: Span, finds: Sequence[Find]) -> Sentence:
        offset = self.block.span.start
        tokens = tuple(
            Token(index, Span(m.start() + offset, m.end() + offset), m[0], m[0], "", "", "", index)
            for index, m in enumerate(_TOKEN.finditer(self.text, span.start, span.end))
        )
        make = MentionMaker(self.document, number, tokens, offset)
        mentions = [make(each.span, each.kind, each.cls, certain=each.rank != LEARNT) for each in finds]
        mentions += [make(m.span, MentionKind.MONEY, money=m) for m in self.money if span.covers(m.span)]
        mentions += [make(d.span, MentionKind.DATE, date=d) for d in self.dates if span.covers(d.span)]
        ordered = tuple(sorted(mentions, key=lambda m: (m.span, m.kind)))
        return Sentence(number, Span(span.start + offset, span.end + offset), LANGUAGE, tokens, ordered)
