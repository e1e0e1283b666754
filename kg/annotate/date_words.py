"""The words of the English grammar of dates."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = "january february march april may june july august september october november december".split()
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTHS: Mapping[str, int] = (
    {name: number for number, name in enumerate(_NAMES, start=1)}
    | {name: number for number, name in enumerate(_SHORT, start=1)}
    | {"sept": 9}
)
ABBREVIATED = frozenset(MONTHS) - frozenset(_NAMES)
# Months that are also verbs, persons or adjectives: alone they need a preposition or a determiner.
DOUBTFUL_MONTHS = frozenset({"march", "may", "august", "april", "june"}) | ABBREVIATED
WEEKDAYS: Mapping[str, int] = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
ORDINALS = frozenset("first second third fourth fifth opening closing final last penultimate".split())
DAYS: Mapping[str, int] = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
STEPS: Mapping[str, int] = {"this": 0, "last": -1, "next": 1}
NUMBERS: Mapping[str, int] = (
    {
        word: number
        for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
    }
    | {"a": 1}
    | {str(number): number for number in range(1, 61)}
)

BEFORE_YEAR = frozenset(
    "in by since from until till during year of through before after to and for fiscal fy around circa late early "
    "mid end calendar than between spring summer autumn fall winter".split()
)
COUNTING = frozenset("of for from to and around circa between than by".split())
COUNTED = frozenset(
    "jobs people workers employees staff vehicles cars units tons tonnes metric hectares acres km kilometres "
    "kilometers miles metres meters square sq mw gw kw megawatts gigawatts mwh gwh kwh volts shares stores shops "
    "outlets homes houses rooms beds patients students families households customers users members engineers "
    "scientists researchers farmers companies firms suppliers dealers startups projects products barrels litres "
    "liters kg kilograms grams pounds dollars euros yuan yen rupees percent per hours minutes seconds days weeks "
    "months years times points basis words pages copies different new more other additional thousand million "
    "billion trillion crore lakh m bn rpm mm cm ft feet guests delegates participants visitors exhibitors robots "
    "chips wafers batteries trucks buses planes aircraft ships containers degrees local direct "
    "permanent skilled of".split()
)
BEFORE_MONTH = frozenset(
    "in by since until till from during of through before after late early mid end to between for and around this "
    "last next the past via its".split()
)
# What follows a month in the name of a firm, a person or a day rather than in a date.
NAME_PARTS = frozenset(
    "capital partners group holdings holding bank fund funds ventures inc ltd llc plc corp corporation company "
    "street house hotel technologies technology labs systems media energy pharma biotech bio health foods motors "
    "investments investment equity advisors advisers management foundation institute university college madness day "
    "mobility robotics therapeutics home".split()
)
FORWARD_PREPOSITIONS = frozenset("by until till from starting beginning before".split())
AHEAD = frozenset(
    "will shall expected expects scheduled due plans planned slated set to-be upcoming aims hopes intends targeted "
    "targeting forthcoming going ll".split()
)
# Words with which another statement begins: what stood before them says nothing of what follows.
BREAKS = frozenset("which that who since after when said says announced told reported signed was were had did".split())


def _phrases(*choices: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(choice.split()) for choice in choices)


_PORTIONS = "half quarter part end beginning start middle months weeks days spring summer autumn fall winter rest close"
_WHICH = "first second third fourth last final early latter opening"
PARTS: tuple[tuple[frozenset[str], ...], ...] = (
    _phrases(_WHICH, "half quarter part months weeks days", "of"),
    _phrases("mid year", "- –", "end"),
    _phrases(_PORTIONS, "of"),
    _phrases("mid end", "- –"),
    _phrases("q h", "1 2 3 4"),
    _phrases("1 2 3 4", "q h"),
    _phrases("early late mid end spring summer autumn fall winter earlier later"),
)
