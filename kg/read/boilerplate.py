"""Which paragraphs of a page are not its article: furniture, menus, bylines, links to other stories, headline runs."""

from __future__ import annotations

import re

from kg.read.cues import BYLINE_LEAD, EMAIL, HEADS_LINKS, HOLDS_FURNITURE, MENU_WORDS, SIGNATURE, STARTS_FURNITURE
from kg.read.language import HAN_CHARACTER, han_words, latin_words
from kg.read.teasers import headline_words, is_headline, is_teaser_run, recurrence, without_teaser_tail
from kg.records import Span

# A furniture line is short; a cue inside a long paragraph is part of what the article says.
FURNITURE_WORDS = 40
BYLINE_WORDS = 14
MENU_ENTRIES = 4
MENU_LINES = 5
HEADLINE_LINES = 4
# Headlines of the article's own subject share a good part of their words with it.
RELATED_SHARE = 0.3
SEPARATOR = re.compile(r"\s*[|｜│·•»>›/]\s*|\t+|\s{3,}")
SENTENCE_CLOSE = re.compile(r"[.。!?！？][”’」』）)\"']*$")
BULLET = re.compile(r"[-*•●▪◦‣–—]\s+|\d{1,3}[.)、]\s*")
DIGITS = "0123456789"
SIGNATURE_LENGTH = 60
NO_WORDS = re.compile(r"[\W_]+")


def article_paragraphs(text: str, paragraphs: list[Span]) -> list[Span]:
    """The paragraphs that are article text, each without the bullet before it and what a page has glued to its end."""
    words = [text[span.start : span.end] for span in paragraphs]
    left_out = {index for index, paragraph in enumerate(words) if is_furniture(paragraph) or is_teaser_run(paragraph)}
    left_out |= _menu_lines(words) | _linked_headlines(words)
    left_out |= _unrelated_headlines(words, left_out)
    kept = (_bare(text, span) for index, span in enumerate(paragraphs) if index not in left_out)
    return [span for span in kept if span]


def _bare(text: str, span: Span) -> Span:
    """A paragraph without its bullet, its editors and a run of headlines after its last sentence."""
    bullet = BULLET.match(text, span.start, span.end)
    start = bullet.end() if bullet and bullet[0][0] not in DIGITS else span.start
    signature = SIGNATURE.search(text, max(start, span.end - SIGNATURE_LENGTH), span.end)
    return without_teaser_tail(text, Span(start, signature.start() if signature else span.end))


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is a page's own line: rights, cookies, subscriptions, sharing, a menu, a bare address."""
    if len(paragraph) > 20 * FURNITURE_WORDS:
        return False
    if NO_WORDS.fullmatch(paragraph) or paragraph.lower().strip(" |>") in MENU_WORDS:
        return True
    count = _word_count(paragraph)
    if count <= FURNITURE_WORDS and (STARTS_FURNITURE.match(paragraph) or HOLDS_FURNITURE.search(paragraph)):
        return True
    return _is_byline(paragraph, count) or _is_menu(paragraph)


def _word_count(paragraph: str) -> float:
    return han_words(paragraph) + latin_words(paragraph)


def _is_byline(paragraph: str, count: float) -> bool:
    """A line with an e-mail address and hardly more than whom it belongs to."""
    address = EMAIL.search(paragraph)
    if address is None or count > BYLINE_WORDS + latin_words(address[0]):
        return False
    rest = EMAIL.sub(" ", paragraph)
    return bool(BYLINE_LEAD.match(paragraph)) or _word_count(rest) <= 4


def _is_menu(paragraph: str) -> bool:
    """Short entries in a row, parted by bars or gaps, of which menus are made."""
    if SENTENCE_CLOSE.search(paragraph):
        return False
    entries = [entry for entry in SEPARATOR.split(paragraph.strip(" |>·•")) if entry]
    # Chinese pages often part them by single spaces.
    spaced = paragraph.split()
    if len(entries) < MENU_ENTRIES and len(spaced) >= MENU_ENTRIES and HAN_CHARACTER.search(paragraph):
        entries = spaced
    if len(entries) < MENU_ENTRIES or any(_word_count(entry) > 5 for entry in entries):
        return False
    return 3 * sum(entry.lower() in MENU_WORDS for entry in entries) >= len(entries)


def _menu_lines(words: list[str]) -> set[int]:
    """Menus that stand one entry a line."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate([*words, "."]):
        if len(line) <= 40 and _word_count(line) <= 5 and not SENTENCE_CLOSE.search(line):
            run.append(index)
            continue
        known = sum(words[place].lower().strip(" |>") in MENU_WORDS for place in run)
        if len(run) >= MENU_LINES and 2 * known >= len(run):
            found.update(run)
        run = []
    return found


def _linked_headlines(words: list[str]) -> set[int]:
    """Lines that announce links to other stories, and the headlines under them."""
    found: set[int] = set()
    under_head = False
    for index, line in enumerate(words):
        # The first line is the article's own headline, whatever it says.
        if index and len(line) <= 60 and HEADS_LINKS.fullmatch(line):
            under_head = True
        elif _word_count(line) > 25 or line.rstrip().endswith((".", "。", ":", "：", ".”", '."', "。”")):
            under_head = False
        if under_head:
            found.add(index)
    return found


def _unrelated_headlines(words: list[str], left_out: set[int]) -> set[int]:
    """Headlines, one a line, that close a page and hardly share a word with its article."""
    remaining = [index for index in range(len(words)) if index not in left_out]
    run: list[int] = []
    while remaining and is_headline(words[remaining[-1]]) and not BULLET.match(words[remaining[-1]]):
        run.append(remaining.pop())
    # Without an article before them, or announced by it with a colon, they are the text.
    if len(run) < HEADLINE_LINES or not remaining or words[remaining[-1]].rstrip().endswith((":", "：")):
        return set()
    known = headline_words(" ".join(words[index] for index in remaining))
    shares = [recurrence(sorted(headline_words(words[index])), known) for index in run]
    long_enough = sum(_word_count(words[index]) for index in run) >= 5 * len(run)
    return set(run) if long_enough and sum(shares) < RELATED_SHARE * len(run) else set()
