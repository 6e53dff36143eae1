"""Documents that go along with a referral: plain data."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a document is, as its referrer sees it."""

    REPORT = "report"
    RECORDS = "records"
    MINUTES = "minutes"
    CHRONOLOGY = "chronology"
    OTHER = "other"


KINDS = [
    (Kind.REPORT.value, "A report or an assessment"),
    (Kind.RECORDS.value, "Part of a record"),
    (Kind.MINUTES.value, "Minutes of a meeting"),
    (Kind.CHRONOLOGY.value, "A list of events"),
    (Kind.OTHER.value, "Something else"),
]


@dataclass(frozen=True)
class Attachment:
    """A file as it came."""

    filename: str
    content: bytes
    kind: str = Kind.OTHER
