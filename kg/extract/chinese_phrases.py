"""Products, fields and diseases in a Chinese list: known names, or the words themselves where the ontology takes any."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.annotate.chinese_context import any_of
from kg.annotate.chinese_nouns import LANGUAGE
from kg.annotate.chinese_words import QUANTITY, SMALL_WORD
from kg.extract.chinese_clauses import CONCRETE, Clauses
from kg.ontology import Ontology
from kg.records import Mention, MentionKind, Span

_END = re.compile(r"[，。；！？：（]|等(?!离子)|以及其他|为(?:主|核心)|(?<!目)的$|，")
_SPLIT = re.compile(r"、|以及|及其|[和与及]|/")
_TRAILING = re.compile(f"(?:约|近|超|逾)?(?:{QUANTITY})$")
_SMALL = re.compile(SMALL_WORD)
_QUOTES = "“”「」『』《》\"' "
LONGEST_LIST, LONGEST_PHRASE, SHORTEST_PHRASE = 60, 16, 2


@dataclass
class Phrases:
    """The phrases of one sentence; those that become things are kept in `made`."""

    clauses: Clauses
    ontology: Ontology
    made: dict[str, Mention] = field(default_factory=dict)

    def is_open(self, cls: str) -> bool:
        """Whether a role takes things of open vocabulary and nothing else."""
        return bool(self._open_class(cls))

    def _open_class(self, cls: str) -> str:
        definition = self.ontology.classes.get(cls)
        members = definition.union if definition is not None and definition.union else (cls,)
        known = [self.ontology.classes[member] for member in members if member in self.ontology.classes]
        return members[0] if known and all(each.open_vocabulary for each in known) else ""

    def listed(self, position: int, cls: str) -> tuple[tuple[Mention, ...], tuple[int, int]] | None:
        """The things that a list names, from a place on."""
        text = self.clauses.text
        stop = _END.search(text, position, position + LONGEST_LIST)
        end = stop.start() if stop else min(len(text), position + LONGEST_LIST)
        found: dict[str, Mention] = {}
        start = position
        for cut in [*_SPLIT.finditer(text, position, end), None]:
            upto = cut.start() if cut else end
            if cut and self.clauses.inside(cut.start(), cut.end()):
                continue
            item = self._item(start, upto, cls)
            if item is None and start == position and not cut:
                return None
            if item is not None:
                found[item.id] = item
            start = cut.end() if cut else end
        if not found:
            return None
        known = next((m.cls for m in found.values() if m.certain), "")
        if known:  # in a list, what has no class of its own is of its neighbours' kind
            found = {each.id: each if each.certain else self._of_class(each, known) for each in found.values()}
        last = max(m.span.end for m in found.values()) - self.clauses.offset
        return tuple(found.values()), (position, last)

    def _item(self, start: int, end: int, cls: str) -> Mention | None:
        here = [
            m
            for span, m in zip(self.clauses.spans, self.clauses.mentions, strict=True)
            if start <= span[0] and span[1] <= end and m.kind in CONCRETE
        ]
        fitting = [m for m in here if self.ontology.accepts(cls, m.cls)]
        if fitting and self._closes(fitting[-1], end):
            whole = self._whole(start, fitting[-1], cls)
            return whole or fitting[-1]
        if here and not fitting:
            return None
        return self.phrase(start, end, cls)

    def _whole(self, start: int, known: Mention, cls: str) -> Mention | None:
        """A known thing with what stands before it in the item: 港航物流, where 物流 is known."""
        end = known.span.end - self.clauses.offset
        if self.clauses.text[known.span.start - self.clauses.offset - 1] in _QUOTES:
            return None  # 新款皮卡“某某”: the quoted name is whole
        if not known.certain or self.clauses.text.find("的", start, end) >= 0:
            return None
        found = self.phrase(start, end, cls)
        if found is None or found.span.start >= known.span.start:
            return None
        self.made[found.id] = replace(found, cls=known.cls)
        return self.made[found.id]

    def _closes(self, mention: Mention, end: int) -> bool:
        """Whether nothing of weight follows a known thing in its item: 储能 does not stand for 储能电芯."""
        after = mention.span.end - self.clauses.offset
        of = self.clauses.text.find("的", after, end)
        rest = self.clauses.text[after : of if of >= 0 else end].strip(_QUOTES)
        owned = self.clauses.text[of + 1 : end].strip(_QUOTES) if of >= 0 else ""
        told = self.ontology.classes[mention.cls].head_nouns.get(LANGUAGE)  # a disease is not what treats it
        if (
            owned
            and not rest
            and not told
            and not self.clauses.nouns.is_generic(owned)
            and self.phrase(of + 1, end, mention.cls)
        ):
            return False  # 用于锂电池的隔膜: the film is meant
        return not rest or self.clauses.nouns.is_generic(rest) or _SMALL.match(rest) is not None

    def phrase(self, start: int, end: int, cls: str, *, whole: bool = False) -> Mention | None:
        """The words of a stretch as a thing of a class of open vocabulary, if they can name one; `whole` leaves none out."""
        text = self.clauses.text
        of = text.rfind("的", start, end)
        if of >= start:
            rest = self._trimmed(of + 1, end)
            start, end = (of + 1, end) if rest else (start, of)
        span = (start, end) if whole else self._trimmed(start, end)
        if span is None or self.clauses.verbs.search(text, *span) or self._overlaps_value(*span):
            return None
        if any(word in text[span[0] : span[1]] for word in self.clauses.nouns.list("linkWord")):
            return None
        placed = Span(span[0] + self.clauses.offset, span[1] + self.clauses.offset)
        document = self.clauses.annotated.document
        mention = Mention(
            id=f"{document.id}#{placed.start},{placed.end}",
            document=document.id,
            sentence=self.clauses.sentence.index,
            span=placed,
            head=next((t.index for t in reversed(self.clauses.sentence.tokens) if t.span.start < placed.end), 0),
            kind=MentionKind.NAME,
            cls=self._open_class(cls),
            name=document.quote(placed),
            language=LANGUAGE,
            certain=False,
        )
        self.made[mention.id] = mention
        return mention

    def _overlaps_value(self, start: int, end: int) -> bool:
        pairs = zip(self.clauses.spans, self.clauses.mentions, strict=True)
        return any(s < end and start < e and m.kind not in CONCRETE for (s, e), m in pairs)

    def _of_class(self, mention: Mention, cls: str) -> Mention:
        self.made[mention.id] = replace(mention, cls=cls)
        return self.made[mention.id]

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """A stretch without quotes, measures and words that say nothing of their own."""
        text = self.clauses.text
        generic = self.clauses.nouns.list("genericNoun")
        pattern = re.compile(f"(?:{any_of(generic)})$") if generic else re.compile(r"(?!)")
        match = self.clauses.nouns.context.phrase_start.match(text[start:end])
        start += match.end() if match else 0
        while start < end and text[start] in _QUOTES:
            start += 1
        while start < end and text[end - 1] in _QUOTES:
            end -= 1
        while start < end and (found := pattern.search(text[start:end])):
            end = start + found.start()
        tail = _TRAILING.search(text[start:end])
        end = start + tail.start() if tail else end
        size = end - start
        if text[start:end] in self.clauses.nouns.heads and text[start:end] not in self.clauses.nouns.fields:
            return None
        return (start, end) if SHORTEST_PHRASE <= size <= LONGEST_PHRASE and not text[start:end].isdigit() else None
