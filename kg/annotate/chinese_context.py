"""What may stand around a Chinese name, compiled from the word lists of the lexicon and the small words of the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.annotate.chinese_words import MEASURE, PUNCTUATION, QUANTITY, SMALL_WORD
from kg.records import Span

_HAN = "[一-鿿]"
LATIN = r"(?<![A-Za-zÀ-ÿ0-9])[A-Z][A-Za-zÀ-ÿ0-9.'’-]+(?: (?:& )?[A-Z][A-Za-zÀ-ÿ0-9.'’-]*)*"
_WHEN = r"(?:\d{1,4}[年月日])+(?:晚间?|上午|下午)?|[今昨](?:天|日)?（\d+）日"
_QUOTED = "[“「『][^“”「」『』，。]"
_AFTER_TITLE = "$|[^\\w·]|[与和在对向也及等的将为于]"
_NO_SUBJECT = (
    r"(?<![存正现所])在|(?<![位设关基由属对处归坐善])于|(?<![针面绝应])对(?![外接])|(?<![方面意走])向|(?<![自理])由(?!于)|被"
    r"|(?<!成)就(?!业)|(?<!自)从|(?<![成作认称名因])(?<!(?<![分支银])行)为|(?<![可所予加])以(?!色列|及)|(?<![参给赋])与|(?<![共总中缓])和"
    r"|(?<![共合协])同|跟|给|把|(?<![数证根依占])据"
)


@dataclass(frozen=True, slots=True)
class ChineseContext:
    """Searches for what stands before, between and after names."""

    before_name: re.Pattern[str]
    explained: re.Pattern[str]
    after_name: re.Pattern[str]
    actor_after: re.Pattern[str]
    actor_before: re.Pattern[str]
    apposed: re.Pattern[str]
    quoted_name: re.Pattern[str]
    core_extension: re.Pattern[str]
    foreign: re.Pattern[str]
    owned: re.Pattern[str]
    staked: re.Pattern[str]
    strong_act: re.Pattern[str]
    before_act: re.Pattern[str]
    listed: re.Pattern[str]
    among_firms: re.Pattern[str]
    partner_act: re.Pattern[str]
    partner_before: re.Pattern[str]
    joint_act: re.Pattern[str]
    partner_name: re.Pattern[str]
    national: re.Pattern[str]
    joined_name: re.Pattern[str]
    not_person: re.Pattern[str]
    said: re.Pattern[str]
    introduces: re.Pattern[str]
    quoted_product: re.Pattern[str]
    quoted_thing: re.Pattern[str]
    person: re.Pattern[str]
    after_person: re.Pattern[str]
    honoured: re.Pattern[str]
    empty_start: re.Pattern[str]
    referring: re.Pattern[str]
    measured: re.Pattern[str]
    clause_start: re.Pattern[str]
    alias: re.Pattern[str]
    marker: re.Pattern[str]
    coordinated: re.Pattern[str]
    purpose: re.Pattern[str]
    topic: re.Pattern[str]
    phrase_start: re.Pattern[str]

    def boundaries(self, text: str) -> list[Span]:
        """The stretches that no name can hold: small words, measures, marks."""
        return [Span(*match.span()) for pattern in (self.before_name, PUNCTUATION) for match in pattern.finditer(text)]


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def chinese_context(words: Mapping[str, Iterable[str]]) -> ChineseContext:
    """The context that word lists by name give; a list that is not there matches nothing."""

    def of(name: str) -> str:
        return any_of(words.get(name, ())) or "(?!)"

    part = f"{MEASURE}|{QUANTITY}|{of('linkWord')}|{SMALL_WORD}"
    other = f"(?!{of('notInQuotes')})"
    return ChineseContext(
        before_name=re.compile(part),
        explained=re.compile(f"{part}|将|{of('explainedWord')}"),
        after_name=re.compile(rf"$|[^\w]|{SMALL_WORD}|{of('linkWord')}|{of('afterName')}"),
        actor_after=re.compile(f"(?:{_WHEN})?(?:{of('actorAfter')}|的?{_HAN}{{0,6}}?(?:{of('introducesOwned')}))"),
        actor_before=re.compile(f"(?:(?<![方面意走投转])向|{of('actorBefore')})$"),
        apposed=re.compile(rf"[“「『][^”」』]{{1,20}}[”」』]{other}"),
        quoted_name=re.compile(
            rf"(?:{of('introducesQuoted')}){_QUOTED.replace('[^', '(?P<apposed>[^', 1)}{{2,16}})[”」』]{other}"
            rf"|{_QUOTED.replace('[^', '(?P<acting>[^', 1)}{{2,12}})[”」』](?={of('quotedAct')})"
            rf"|(?:{of('introducesBare')})(?P<bare>{_HAN}{{2,5}}?|[A-Z][A-Za-z0-9]+(?: [A-Z][A-Za-z]+)*)"
            rf"(?={of('bareAct')})"
        ),
        foreign=re.compile(
            f"{_HAN}{{0,6}}?(?>{of('introducesForeign')})(?!{of('continuation')})(?P<name>{_HAN}{{3,7}}?)(?=与|和|{of('actorAfter')})"
        ),
        owned=re.compile(
            f"(?:{of('introducesOwned')})(?!{of('introducesOwned')})的?(?:{_HAN}{{0,6}}?(?:{of('introducesQuoted')}))?"
            f"(?P<name>{_HAN}{{2,8}}?)(?=[，。、；（]|[与和及的]|{of('actorAfter')})"
        ),
        staked=re.compile(
            f"(?:{of('stakeVerb')})(?P<name>{_HAN}{{2,8}}?|{LATIN})[ 的]?(?=约?[\\d.]+[%％亿万千]|{of('stakeNoun')})"
        ),
        strong_act=re.compile(f"{of('strongAct')}|(?:{of('raiseVerb')})[^，。；]{{0,14}}?(?:{of('raiseNoun')})"),
        listed=re.compile(
            f"[、和与及](?P<name>{_HAN}{{2,8}}?)(?=$|[。，、；等和与及（]|{of('partnerAct')}|{of('actorAfter')})"
        ),
        among_firms=re.compile(
            f"等[^，。；、]{{0,10}}?(?:{of('closingNoun')}|{of('kindNoun')}|{of('introducesBare')})"
        ),
        partner_act=re.compile(of("partnerAct")),
        joint_act=re.compile(f"(?:{of('beforeAct')})?(?:{of('jointAct')}|{of('jointVerb')})"),
        partner_before=re.compile(f"(?:(?<![参给赋])与|(?<![共总中缓])和|{of('jointVerb')})$"),
        partner_name=re.compile(
            f"(?>(?:(?:{of('praise')})?(?:{of('introducesForeign')}))?)(?P<name>{_HAN}{{2,8}}?)(?=(?:{of('beforeAct')})?(?:{of('partnerAct')}|{of('jointVerb')}|{of('jointAct')}))"
        ),
        before_act=re.compile(rf"(?:{of('beforeAct')}|\s)+$"),
        national=re.compile(
            f"(?:{of('nationTrade')})(?P<name>{_HAN}{{2,8}}?)(?=[，。、；（]|[与和及的]|{of('actorAfter')}|则)"
        ),
        joined_name=re.compile(of("joinedName")),
        not_person=re.compile(of("notPerson")),
        said=re.compile(of("afterPerson")),
        introduces=re.compile(f"(?:{of('introducesBare')}|{of('introducesQuoted')}|{of('introducesOwned')})$"),
        quoted_product=re.compile(
            rf"(?:{of('introducesProduct')})(?:{of('naming')})?{_QUOTED.replace('[^', '(?P<after>[^', 1)}{{1,14}})[”」』]"
            rf"|{_QUOTED.replace('[^', '(?P<before>[^', 1)}{{1,14}})[”」』](?={_HAN}{{0,3}}?(?:{of('introducesProduct')}))"
        ),
        quoted_thing=re.compile(rf"{_QUOTED.replace('[^', '(?P<name>[^', 1)}{{2,14}})[”」』]{_HAN}{{0,8}}"),
        core_extension=re.compile(rf"{_HAN}{{2}}(?={of('coreAct')})"),
        person=re.compile(f"(?:{of('surname')}){_HAN}{{1,2}}"),
        honoured=re.compile(f"(?<![^\\W由与和及是])(?:{of('surname')}){_HAN}{{1,2}}(?={of('honorific')})"),
        after_person=re.compile(f"{_AFTER_TITLE}|{of('afterPerson')}"),
        empty_start=re.compile(
            rf"(?:{MEASURE}|{QUANTITY}|{of('emptyStart')}|新(?![药材能型兴一])|[该此本其的为]|第?[一二三四五六七八九十]期)"
        ),
        referring=re.compile(f"(?:{of('referringWord')})$"),
        measured=re.compile(f"(?:{MEASURE}|{of('countedStart')})$"),
        clause_start=re.compile(rf"(?:^|[，。；：！？\n“”、》月日]|{of('clauseOpener')})$"),
        alias=re.compile(
            rf"[”》]?（(?:{of('aliasIntroduction')})?[：:]?[“「\"]?(?P<name>[^（）“”「」，。；：\d%]{{2,40}}|"
            r"[A-Z][A-Za-z0-9 .&-]{1,40})[”」\"]?(?=[，）、])"
        ),
        marker=re.compile(f"(?:{_NO_SUBJECT}|{of('roleMarker')})"),
        coordinated=re.compile(
            rf"(?:[、，]?(?:以及|及其|和|与|及|同|跟|暨|{of('jointVerb')})|[、/])(?P<more>[^，。；：、！？的]{{0,18}})$"
        ),
        purpose=re.compile(f"(?:{of('purposeVerb')})[^，。；]{{2,40}}"),
        topic=re.compile(f"(?:就|围绕)(?P<what>[^，。；]{{2,30}}?)(?:，|与|和|{of('topicEnd')})"),
        phrase_start=re.compile(f"^(?:{MEASURE}|{QUANTITY}|[于了在]|{of('phraseOpener')})+"),
    )
