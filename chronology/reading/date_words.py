"""The words and signs that people use around a date, as data. Everything is folded to lower case before."""

import re
from difflib import get_close_matches

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb", "febr"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|r|urday)?"
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
YEAR = r"(?:[0-9]{4}|[0-9]{2})"
# A part of a date that was left open: "??/03/2006", "xx.03.06", "--/03/2006", EDTF's "2006-XX".
OPEN = r"(?:[?x*_]{1,2}|--)"

# About when: its author says that it is near. Perhaps: that it may be wrong.
ABOUT = r"(?:approx(?:\.|imate(?:ly)?)?|about|around|round about|circa|ca?\.|ca|c|roughly|estimated?|est\.?)"
PERHAPS = (
    r"(?:probably|possibly|perhaps|maybe|thought to be|believed to be|likely|uncertain|exact date not known|"
    r"date not certain|unsure)"
)
BEFORE = r"(?:before|prior to|earlier than|pre)"
UP_TO = r"(?:by|until|till|til|up to|up until|to|no later than|not later than|on or before|ending)"
AFTER = r"(?:after|later than|post)"
SINCE = r"(?:since|from|as of|starting|commencing|beginning|on or after)"

UNKNOWN = re.compile(
    r"^(?:(?:exact )?(?:date|day|month|year)s? )?(?:is |was )?"
    r"(?:unknown|not known|not recorded|n/?k|u/?k|unk|tbc|tba|undated|no date|illegible|unclear|not stated"
    r"|\?+)\.?$"
)

# Parts of a month by their days, of a year by their months: ours, and shown to the author.
PARTS_OF_MONTH = {
    "early": (1, 10),
    "start": (1, 10),
    "beginning": (1, 10),
    "mid": (11, 20),
    "middle": (11, 20),
}
PARTS_OF_MONTH |= {"late": (21, 31), "end": (21, 31)}
PARTS_OF_YEAR = {"early": (1, 4), "start": (1, 4), "beginning": (1, 4), "mid": (5, 8), "middle": (5, 8)}
PARTS_OF_YEAR |= {"late": (9, 12), "end": (9, 12)}
PART = "(?:" + "|".join(PARTS_OF_MONTH) + ")"

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
EDTF_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_SECONDS = r"(?::[0-5][0-9](?:\.[0-9]+)?)?"
TIME = re.compile(
    r"(?:\bat )?(?<![0-9./-])(?P<hour>[01]?[0-9]|2[0-3])[:.](?P<minute>[0-5][0-9])"
    + _SECONDS
    + r" ?(?P<half>[ap])\.?m\.?(?![a-z])"
    r"|(?:\bat )?(?<![0-9./-])(?P<hour2>[01]?[0-9]|2[0-3]):(?P<minute2>[0-5][0-9])"
    + _SECONDS
    + r"(?: ?(?:hrs?|hours|h|z|utc|gmt|bst))?(?![0-9])"
    r"|(?:\bat )?(?<![0-9./-])(?P<hour3>1[0-2]|0?[1-9]) ?(?P<half3>[ap])\.?m\b\.?"
    r"|(?:\bat )?(?<![0-9./-])(?P<hour4>[01][0-9]|2[0-3])[.:]?(?P<minute4>[0-5][0-9]) ?(?:hrs?|hours)\b"
    r"|\bat (?P<hour5>[01]?[0-9]|2[0-3])(?:[.:]?(?P<minute5>[0-5][0-9]))?(?![0-9/-])"
    r"|(?<![0-9])(?P<hour6>1[0-2]|0?[1-9]) o'?clock\b"
    r"|\b(?P<word>noon|midday|midnight)\b"
)
# These say when in the day without naming a time of the clock.
TIME_OF_DAY = re.compile(
    r"\(?\b(?:in the |during the )?(?:early |late |mid )?"
    r"(?:am|pm|a\.m|p\.m|morning|afternoon|evening|night|lunchtime|overnight|daytime)\b\.?\)?"
)
TRAILING_CLOCK = re.compile(r"^(?P<date>.{6,40}?)[ ,]+(?P<hour>[01][0-9]|2[0-3])[.]?(?P<minute>[0-5][0-9])$")
WORD_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def month_of(word: str) -> int | None:
    """The number of a month by its name or a usual short form."""
    return MONTHS.get(word)


def month_meant(word: str) -> int | None:
    """The month whose name was mistyped, if it can be only one: "mrach", "feburary"."""
    if len(word) < 4:
        return None
    found = get_close_matches(word, [name for name in MONTHS if len(name) > 3], n=2, cutoff=0.75)
    numbers = {MONTHS[name] for name in found}
    return numbers.pop() if len(numbers) == 1 else None
