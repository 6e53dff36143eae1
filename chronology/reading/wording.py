"""What the words of a row say about it: ditto marks, thin entries, estimates, times of day, initials."""

import re
import unicodedata

_MONTH_AFTER = re.compile(
    r"^\s*[0-9]{1,2}(st|nd|rd|th)?[\s/.-]*(of\s+)?([0-9]{1,2}[/.-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_AMOUNT_AFTER = re.compile(
    r"^\s*(£|[0-9]|an?\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|twelve\b|half\b)"
)
_APPROXIMATELY = re.compile(r"\bapprox(?:imate(?:ly)?|\b)\.?", re.IGNORECASE)
_ESTIMATED = re.compile(
    r"\bdates? (is |was )?(not (exactly |precisely )?known|unknown|uncertain)\b"
    r"|\bdates? (is |was )?(estimated|approximate|guessed|guesstimated?)\b"
    r"|\b(estimated|approximate|guesstimated?) date\b|\bexact date (is )?(not|un)\b",
    re.IGNORECASE,
)

# Quotation marks, primes and the East Asian ditto mark, alone in a cell.
_DITTO_MARKS = set("\"'`´‘’‚‛“”„‟′″‴〃〝〞〟＂＇«»,^↑⇑")
_DITTO_WORDS = re.compile(
    r"^(ditto|do|idem|ibid|ibidem|id|(the )?same|same (again|date|day|time|source|staff)|(same )?as (per )?"
    r"(above|before|previous|previously|last|prior)( (entry|row|date|line))?|see above|per above|\^+)$"
)
_OPENING_DITTO = re.compile(r"^(ditto|(same )?as above)\b")
_PLACEHOLDER = re.compile(r"^(n/?a|nil|none|not applicable|[-–—_.\s/]*)$")

# What Excel and LibreOffice show where a formula has no result.
_ERROR_VALUE = re.compile(
    r"^(#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|Err:\d{3})$", re.IGNORECASE
)

_CLOCK = re.compile(
    r"\b(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::[0-5][0-9])?\s*(?P<half>[ap])?\.?(?:m\b)?"
    r"|\b(?P<hour2>1[0-2]|0?[1-9])(?:[.:](?P<minute2>[0-5][0-9]))?\s*(?P<half2>[ap])\.?m\b"
    r"|\b(?P<hour3>[01][0-9]|2[0-3])[.]?(?P<minute3>[0-5][0-9])\s*(?:hrs?|hours|h)\b",
    re.IGNORECASE,
)

LONGEST_DITTO = 60
THIN_WORDS = 5
THIN_OPENING_WORDS = 8
_THIN_OPENING = re.compile(
    r"^(strategy |core group |planned |review |case |home |telephone |phone |joint |team )*"
    r"(meeting|visit|call|contact|letter|e-?mail|conference|appointment|discussion|conversation|supervision|seen|saw|met|"
    r"spoke|rang|phoned|visited|attended)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"[:;–—]|\.\s|\b(agreed|decided|discussed|advised|informed|told|said|stated|reported|asked|found|noted|observed|"
    r"refused|declined|disclosed|no (concern|reply|answer|access)|concerns?|because|plan|outcome)",
    re.IGNORECASE,
)


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, "n/a"."""
    return not text.strip() or bool(_PLACEHOLDER.match(text.strip().casefold()))


def is_error_value(text: str) -> bool:
    """Whether a cell shows the error of a formula instead of a text."""
    return bool(_ERROR_VALUE.match(text))


def is_ditto(text: str) -> bool:
    """Whether a cell refers to the one above it by a ditto mark of any kind."""
    if len(text) > LONGEST_DITTO:
        return bool(_OPENING_DITTO.match(text[:LONGEST_DITTO].lstrip(" \"'“‘(-").casefold()))
    bare = unicodedata.normalize("NFC", text).strip().strip("-–—.()[]* \t\n\u00a0")
    if not bare:
        return False
    if set(bare) - {" "} <= _DITTO_MARKS:
        return True
    folded = " ".join(bare.casefold().strip("\"'“”‘’").split())
    return bool(_DITTO_WORDS.match(folded) or _OPENING_DITTO.match(folded))


def is_thin(narrative: list[str]) -> bool:
    """Whether the narrative cells tell too little to judge ("Meeting with M"): what happened, what was
    decided?"""
    told = " ".join(text for text in narrative if not is_blank(text))
    count = len(told.split())
    if count == 0:
        return False
    return count < THIN_WORDS or (count <= THIN_OPENING_WORDS and _is_bare_event(told))


def _is_bare_event(told: str) -> bool:
    return bool(_THIN_OPENING.match(told)) and not _TELLS.search(told)


def says_estimated(text: str) -> bool:
    """Whether the text of a row says that its date is a best guess ("exact date not known", "approx")."""
    if _ESTIMATED.search(text):
        return True
    return any(not _counts(text[found.end() : found.end() + 24]) for found in _APPROXIMATELY.finditer(text))


def _counts(after: str) -> bool:
    folded = after.casefold()
    return bool(_AMOUNT_AFTER.match(folded)) and not _MONTH_AFTER.match(folded)


def time_of_day(text: str) -> str:
    """The first time of day in a text as HH:MM, for ordering within a day; empty if there is none."""
    found = _CLOCK.search(text)
    if not found:
        return ""
    parts = found.groupdict()
    hour = int(parts["hour"] or parts["hour2"] or parts["hour3"])
    minute = int(parts["minute"] or parts["minute2"] or parts["minute3"] or 0)
    half = (parts["half"] or parts["half2"] or "").casefold()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}"


def initials_in(text: str) -> list[str]:
    """The sets of initials in a staff cell, in order, without notes in brackets."""
    without_notes = re.sub(r"\([^)]*\)?|\[[^\]]*\]?", " ", text)
    tokens = re.split(r"[,;/&+|\n]|\band\b", without_notes)
    cleaned = (" ".join(token.split()).strip(" .") for token in tokens)
    return [token for token in cleaned if token and not is_blank(token)]


def initials_key(initials: str) -> str:
    """Initials as compared: "h.v. 1" and "HV1" are the same."""
    return re.sub(r"[\s.]+", "", initials).upper()


def plain_words(text: str) -> str:
    """The words of a text without case and punctuation, to compare two rows."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
