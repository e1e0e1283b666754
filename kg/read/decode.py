"""Bytes to text: encodings found by simple checks, binary files refused."""

from __future__ import annotations

import codecs
import re

from kg.errors import ReadError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# About four in ten characters of running Chinese are among these; of a text decoded wrongly, next to none.
COMMON_HAN = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那"
    "社义事平形相全表间样与关各重新线内数正心反你明看原又利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直"
    "题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被"
    "這個為來時們發動對會過說產種麼後經進著電裡實現體機當點業還從開應關與數線內質氣變條沒結問無軍題黨員總設長頭資邊級統較將組見計別"
    "運農幾區強決萬億東車間樣義議際書務企場市投約協司項目簽購億美元千百本報訊据據称稱"
)
CHINESE_ENCODINGS = ("gb18030", "big5hkscs")
COMMON_SHARE = 0.12
ISOLATED_SHARE = 0.7
CONTROL_SHARE = 0.02
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> str:
    """The text of a file, line ends as `\\n` and without its byte order mark.

    Raises ReadError for an empty file, for binary data, and for bytes in an encoding that cannot be told.
    """
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        raise ReadError("it is binary data, not text (it holds NUL bytes); save it as text in UTF-8")
    text = _strictly(data, encoding) if encoding else decode_unmarked(data)
    return checked(text.removeprefix("\ufeff"))


def checked(text: str) -> str:
    """A text with uniform line ends; raises ReadError where there is nothing to read in it."""
    if not text.strip().strip("\ufeff\u200b"):
        raise ReadError("it is empty; remove it or give it a text")
    if len(CONTROLS.findall(text)) > CONTROL_SHARE * len(text) or "\0" in text:
        raise ReadError("it is binary data, not text (it holds control characters); save it as text in UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_unmarked(data: bytes) -> str:
    """Text of bytes without a byte order mark: UTF-8, else Chinese or Western, by what the letters look like."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _guess(data)
    if encoding is None:
        raise ReadError("its encoding cannot be told (not UTF-8, GB18030, Big5 or Windows-1252); save it in UTF-8")
    return _strictly(data, encoding)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"it is not whole {encoding.upper()} text ({error.reason}); save it in UTF-8") from error


def _guess(data: bytes) -> str | None:
    foreign = {name: _foreign_letters(data, name) for name in CHINESE_ENCODINGS}
    shares = {name: _share(letters, COMMON_HAN) for name, letters in foreign.items()}
    best = max(CHINESE_ENCODINGS, key=lambda name: shares[name])
    if shares[best] >= COMMON_SHARE:
        return best
    if _looks_western(data):
        return "cp1252"
    # Names alone may hold no common character: the older, smaller character sets are then the likely ones.
    for name, small in zip(CHINESE_ENCODINGS, ("gb2312", "big5"), strict=True):
        letters = foreign[name]
        if letters and len(letters.encode(small, "ignore")) >= 2 * 0.9 * len(letters):
            return name
    return None


def _foreign_letters(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return re.sub(r"[\x00-\x7f\u2000-\u206f\u3000-\u303f\uff00-\uffef]+", "", text)


def _share(letters: str, known: frozenset[str]) -> float:
    return sum(letter in known for letter in letters) / len(letters) if letters else 0.0


def _looks_western(data: bytes) -> bool:
    """Whether accented letters and curly quotes stand singly, as they do in Western European text."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", data))
    isolated = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", data))
    return isolated >= ISOLATED_SHARE * high
