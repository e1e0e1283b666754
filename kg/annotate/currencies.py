"""Currencies as texts name them, and which one is meant where a name is shared by several.

Codes are ISO 4217. A name that several currencies share (`¥`, `kr`, "pesos") stands in `SHARED` with its
default first; the
nearest country spoken of decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

DOLLAR = "$"  # a bare dollar: American unless the text says otherwise

SYMBOLS: Mapping[str, str] = {
    "$": DOLLAR, "＄": DOLLAR, "€": "EUR", "£": "GBP", "￡": "GBP", "¥": "¥", "￥": "¥", "₹": "INR",
    "₨": "Rs", "₩": "KRW",
    "￦": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₫": "VND", "฿": "THB", "₱": "PHP", "₦": "NGN",
    "₴": "UAH", "₸": "KZT",
    "₵": "GHS",
}  # fmt: skip

# Letters written before a dollar sign, touching it ("HK$"); the others before a yen or pound sign.
LETTERS_BEFORE_SYMBOL: Mapping[tuple[str, str], str] = {
    ("A", "$"): "AUD", ("AU", "$"): "AUD", ("AUS", "$"): "AUD", ("Aus", "$"): "AUD", ("AUD", "$"): "AUD",
    ("C", "$"): "CAD", ("CA", "$"): "CAD", ("CAN", "$"): "CAD", ("Can", "$"): "CAD", ("Cdn", "$"): "CAD",
    ("CDN", "$"): "CAD", ("CAD", "$"): "CAD", ("US", "$"): "USD", ("USD", "$"): "USD", ("U", "$"): "USD",
    ("HK", "$"): "HKD", ("HKD", "$"): "HKD", ("NT", "$"): "TWD", ("TW", "$"): "TWD", ("TWD", "$"): "TWD",
    ("S", "$"): "SGD", ("SG", "$"): "SGD", ("SGD", "$"): "SGD", ("R", "$"): "BRL", ("BRL", "$"): "BRL",
    ("NZ", "$"): "NZD", ("NZD", "$"): "NZD", ("MX", "$"): "MXN", ("Mex", "$"): "MXN", ("MOP", "$"): "MOP",
    ("AR", "$"): "ARS", ("CL", "$"): "CLP", ("COL", "$"): "COP", ("B", "$"): "BND", ("N", "$"): "NAD",
    ("J", "$"): "JMD", ("TT", "$"): "TTD", ("FJ", "$"): "FJD", ("F", "$"): "FJD", ("G", "$"): "GYD", ("Z",
    "$"): "ZWL",
    ("RMB", "¥"): "CNY", ("CN", "¥"): "CNY", ("CNY", "¥"): "CNY", ("JP", "¥"): "JPY", ("JPY", "¥"): "JPY",
    ("E", "£"): "EGP", ("GH", "₵"): "GHS", ("GHS", "₵"): "GHS",
}  # fmt: skip

ISO_CODES = frozenset(
    "USD EUR GBP JPY CNY CNH INR PKR BDT LKR NPR CAD AUD NZD HKD TWD SGD MYR IDR THB VND PHP KRW KHR LAK MMK BND "
    "MOP MNT CHF SEK NOK DKK ISK PLN CZK HUF RON BGN RSD UAH RUB TRY ILS SAR AED QAR KWD BHD OMR JOD IQD IRR EGP "
    "MAD DZD TND LYD ZAR NGN KES GHS ETB TZS UGX ZMW NAD BWP MUR XOF XAF BRL MXN ARS CLP COP PEN UYU KZT UZS AZN "
    "GEL AMD".split()
)
# Codes that are also English words or abbreviations of other things: taken only with a multiplier.
DOUBTFUL_CODES = frozenset(
    "TRY MAD CAD PEN COP SAR PHP AMD GEL RON LAK MOP BAM MUR RM QR SR LE TL NIS Lei Ft Zl".split()
)

# Names and abbreviations written before the figure, besides the codes; case matters.
PREFIX_WORDS: Mapping[str, str] = {
    "RMB": "CNY", "Rmb": "CNY", "Yuan": "CNY", "Rs": "Rs", "RS": "Rs", "Re": "Rs", "Tk": "BDT", "RM": "MYR",
    "Rp": "IDR",
    "kr": "kr", "Kr": "kr", "SKr": "SEK", "DKr": "DKK", "NKr": "NOK", "SFr": "CHF", "Sfr": "CHF", "Dh": "AED",
    "Dhs": "AED",
    "SR": "SAR", "QR": "QAR", "RO": "OMR", "BD": "BHD", "KD": "KWD", "KSh": "KES", "Ksh": "KES", "KSH": "KES",
    "Sh": "KES",
    "TSh": "TZS", "USh": "UGX", "Ush": "UGX", "LE": "EGP", "Euro": "EUR", "Euros": "EUR", "euro": "EUR",
    "Birr": "ETB",
    "TL": "TRY", "NIS": "ILS", "Lei": "RON", "Kč": "CZK", "Ft": "HUF", "Zl": "PLN", "Baht": "THB", "Bt": "THB",
    "CFA": "XOF", "FCFA": "XOF",
}  # fmt: skip
# A single letter touching the figure, and only with a multiplier: "R1.2bn", "N500 billion".
PREFIX_LETTERS: Mapping[str, str] = {"R": "ZAR", "N": "NGN", "P": "PHP"}

# Names shared by several currencies: the default first.
SHARED: Mapping[str, tuple[str, ...]] = {
    "¥": ("JPY", "CNY"),
    "Rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "kroner": ("NOK", "DKK"),
    "crowns": ("SEK", "CZK", "NOK", "DKK"),
    "pesos": ("MXN", "PHP", "ARS", "CLP", "COP", "UYU"),
    "dinars": ("KWD", "BHD", "JOD", "IQD", "DZD", "TND", "LYD", "RSD"),
    "riyals": ("SAR", "QAR"),
    "rials": ("IRR", "OMR", "QAR"),
    "dirhams": ("AED", "MAD"),
    "shillings": ("KES", "TZS", "UGX"),
    "pounds": ("GBP", "EGP"),
    "元": ("CNY", "TWD", "HKD"),
}

_NOUNS: Mapping[str, str] = {
    "dollar dollars": DOLLAR, "euro euros": "EUR", "yuan renminbi": "CNY", "yen": "JPY", "won": "KRW",
    "rupee rupees": "Rs", "riyal riyals": "riyals", "rial rials": "rials", "dirham dirhams": "dirhams",
    "dinar dinars": "dinars", "rupiah rupiahs": "IDR", "ringgit ringgits": "MYR", "baht": "THB", "dong": "VND",
    "peso pesos": "pesos", "reais": "BRL", "rand": "ZAR", "naira": "NGN", "taka": "BDT", "sterling": "GBP",
    "pound pounds": "pounds", "franc francs": "CHF", "krona kronor": "SEK", "krone kroner": "kroner",
    "crown crowns": "crowns", "koruna korunas": "CZK", "zloty zlotys zlotych złoty złotych zł zl": "PLN", "forint forints": "HUF",
    "lira liras": "TRY", "ruble rubles rouble roubles": "RUB", "shekel shekels": "ILS", "hryvnia hryvnias": "UAH",
    "tenge": "KZT", "leu lei": "RON", "leva lev": "BGN", "cedi cedis": "GHS", "birr": "ETB", "kwacha": "ZMW",
    "shilling shillings": "shillings", "soles": "PEN", "manat": "AZN", "lari": "GEL", "kyat": "MMK", "riel": "KHR",
    "soum som": "UZS",
}  # fmt: skip
_NATIONAL: Mapping[str, Mapping[str, str]] = {
    "dollar dollars": {
        "us american": "USD", "canadian": "CAD", "australian aussie": "AUD", "singapore singaporean": "SGD",
        "new zealand": "NZD", "taiwan taiwanese": "TWD", "brunei": "BND", "namibian": "NAD", "jamaican": "JMD",
    },
    "yuan renminbi": {"chinese rmb": "CNY"},
    "yen": {"japanese": "JPY"},
    "won": {"korean": "KRW"},
    "rupee rupees": {"indian": "INR", "pakistani pakistan": "PKR", "nepali nepalese": "NPR", "mauritian": "MUR"},
    "riyal riyals rial rials": {"saudi": "SAR", "qatari qatar": "QAR", "omani": "OMR", "iranian": "IRR",
    "yemeni": "YER"},
    "dirham dirhams": {"uae emirati": "AED", "moroccan": "MAD"},
    "dinar dinars": {
        "kuwaiti": "KWD", "bahraini": "BHD", "jordanian": "JOD", "iraqi": "IQD", "algerian": "DZD", "tunisian": "TND",
        "libyan": "LYD", "serbian": "RSD",
    },
    "peso pesos": {
        "mexican": "MXN", "philippine": "PHP", "argentine argentinian": "ARS", "chilean": "CLP", "colombian": "COP",
        "uruguayan": "UYU",
    },
    "real reais": {"brazilian": "BRL"},
    "rand": {"african": "ZAR"},
    "pound pounds": {"british uk": "GBP", "egyptian": "EGP"},
    "franc francs": {"swiss": "CHF", "cfa": "XOF", "rwandan": "RWF"},
    "krona kronor": {"swedish": "SEK", "icelandic": "ISK"},
    "krone kroner": {"norwegian": "NOK", "danish": "DKK"},
    "crown crowns": {"swedish": "SEK", "norwegian": "NOK", "danish": "DKK", "czech": "CZK"},
    "lira liras": {"turkish": "TRY"},
    "ruble rubles rouble roubles": {"russian": "RUB"},
    "shilling shillings": {"kenyan kenya": "KES", "tanzanian": "TZS", "ugandan uganda": "UGX"},
}  # fmt: skip
_LONG_NAMES: Mapping[str, str] = {
    "hong kong dollars": "HKD", "hong kong dollar": "HKD", "new taiwan dollars": "TWD", "new taiwan dollar": "TWD",
    "new zealand dollars": "NZD", "new zealand dollar": "NZD", "sri lankan rupees": "LKR", "pounds sterling": "GBP",
    "south korean won": "KRW", "south african rand": "ZAR", "chinese yuan renminbi": "CNY", "yuan renminbi": "CNY",
    "yuan rmb": "CNY", "rmb yuan": "CNY",
}  # fmt: skip


def _names() -> dict[str, str]:
    names = {noun: code for nouns, code in _NOUNS.items() for noun in nouns.split()} | dict(_LONG_NAMES)
    for nouns, countries in _NATIONAL.items():
        for adjectives, code in countries.items():
            names |= {f"{adjective} {noun}": code for adjective, noun in product(adjectives.split(), nouns.split())}
    return names


NAMES: Mapping[str, str] = _names()
"""Names written after the figure, in lower case, of one to three words."""
SUFFIX_ABBREVIATIONS: Mapping[str, str] = {
    "RMB": "CNY",
    "Rmb": "CNY",
    "rmb": "CNY",
    "kr": "kr",
    "Rs": "Rs",
    "CFA": "XOF",
}
# Names that are also verbs, weights or other things: taken only with a multiplier.
DOUBTFUL_NAMES = frozenset("won pound pounds crown crowns lei som lev real rand lari dong".split())

_ADJECTIVE_CODES = {
    adjective: code for adjectives, code in _NATIONAL["dollar dollars"].items() for adjective in adjectives.split()
} | {"hong kong": "HKD", "new zealand": "NZD"}
_CUES: Mapping[str, str] = {
    "CNY": "China Chinese Beijing Shanghai Shenzhen yuan RMB CNY renminbi 人民币 人民幣 中国 中國",
    "JPY": "Japan Japanese Tokyo Osaka yen JPY 日元 日圆 日圓 日本",
    "INR": "India Indian Delhi Mumbai", "PKR": "Pakistan Pakistani Karachi Lahore Islamabad",
    "LKR": "Lanka Lankan Colombo", "NPR": "Nepal Nepali Nepalese Kathmandu", "MUR": "Mauritius Mauritian",
    "SEK": "Sweden Swedish Stockholm Gothenburg", "NOK": "Norway Norwegian Oslo Bergen",
    "DKK": "Denmark Danish Copenhagen", "ISK": "Iceland Icelandic Reykjavik", "CZK": "Czech Prague Czechia",
    "MXN": "Mexico Mexican Monterrey", "PHP": "Philippines Philippine Filipino Manila",
    "ARS": "Argentina Argentine Argentinian", "CLP": "Chile Chilean Santiago", "COP": "Colombia Colombian Bogota",
    "UYU": "Uruguay Uruguayan Montevideo", "KWD": "Kuwait Kuwaiti", "BHD": "Bahrain Bahraini",
    "JOD": "Jordan Jordanian Amman", "IQD": "Iraq Iraqi Baghdad", "DZD": "Algeria Algerian Algiers",
    "TND": "Tunisia Tunisian Tunis", "LYD": "Libya Libyan Tripoli", "RSD": "Serbia Serbian Belgrade",
    "SAR": "Saudi Riyadh Jeddah", "QAR": "Qatar Qatari Doha", "OMR": "Oman Omani Muscat",
    "IRR": "Iran Iranian Tehran",
    "AED": "UAE Emirati Emirates Dubai", "MAD": "Morocco Moroccan Casablanca Rabat",
    "KES": "Kenya Kenyan Nairobi", "TZS": "Tanzania Tanzanian", "UGX": "Uganda Ugandan Kampala",
    "GBP": "British Britain UK London", "EGP": "Egypt Egyptian Cairo",
    "TWD": "台灣 臺灣 新台幣 新臺幣 台北 臺北", "HKD": "香港 港元 港幣",
}  # fmt: skip
_CUE_CODES = {cue.lower(): code for code, cues in _CUES.items() for cue in cues.split()}
_CUE = re.compile(
    r"(?<![^\W_])(?:{})(?![^\W_])|(?:{})".format(
        "|".join(sorted(cue for cue in _CUE_CODES if cue.isascii())),
        "|".join(sorted(cue for cue in _CUE_CODES if not cue.isascii())),
    ),
    re.IGNORECASE,
)
_STATED_DOLLAR = re.compile(
    r"\b(?:all|figures?|amounts?|values?|prices?|sums?|currency|expressed|stated|reported)\b"
    r"[^.\n]{{0,60}}? in ({}) dollars".format("|".join(sorted(_ADJECTIVE_CODES))),
    re.IGNORECASE,
)
NEAR = 240
"""How far, in characters, a country may be spoken of and still settle a shared currency name."""


def settle(name: str, text: str, start: int, end: int, preferred: str = "") -> str:
    """The ISO 4217 code of a currency name that stands at `start`..`end` of a text.

    A shared name goes to the currency whose country is spoken of nearest, within `NEAR` characters; else to
    `preferred` if it is among the candidates, else to the default.
    """
    if name == DOLLAR:
        return "USD"
    candidates = SHARED.get(name)
    if not candidates:
        return {"CNH": "CNY"}.get(name, name)
    base = max(0, start - NEAR)
    nearest: tuple[int, str] | None = None
    for match in _CUE.finditer(text, base, min(len(text), end + NEAR)):
        code = _CUE_CODES[match.group().lower()]
        distance = max(start - match.end(), match.start() - end, 0)
        if code in candidates and (nearest is None or distance < nearest[0]):
            nearest = distance, code
    if nearest:
        return nearest[1]
    return preferred if preferred in candidates else candidates[0]


def stated_dollar(text: str) -> str:
    """The dollar that a text says its figures are in ("all figures in Canadian dollars"); American otherwise."""
    match = _STATED_DOLLAR.search(text)
    return _ADJECTIVE_CODES[match.group(1).lower()] if match else "USD"
