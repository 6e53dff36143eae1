"""The chronologies of the demo case: nine agencies, 717 rows, and eight more from Harrowdale."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from chronology.reading.rows import Row as FileRow
from scr.pages.demo.chronology import (
    drug_alcohol,
    education,
    gp,
    gp_routine,
    harrowdale,
    health,
    health_routine,
    hospital,
    housing,
    mental_health,
    mental_health_routine,
    police,
    police_routine,
    social_care,
    social_care_routine,
)
from scr.pages.demo.chronology.rows import Row, Series, in_order
from scr.pages.demo.dates import fill, on_day

ROW_COUNTS: Mapping[str, int] = MappingProxyType(
    {
        "social_care": 212,
        "health": 184,
        "hospital": 46,
        "gp": 71,
        "police": 58,
        "education": 33,
        "housing": 27,
        "mental_health": 64,
        "drug_alcohol": 22,
    }
)

_WRITTEN: Mapping[str, tuple[tuple[Row, ...], tuple[Series, ...]]] = MappingProxyType(
    {
        "social_care": (social_care.KEY_EVENTS, social_care_routine.ROUTINE),
        "health": (health.KEY_EVENTS, health_routine.ROUTINE),
        "hospital": (hospital.KEY_EVENTS, ()),
        "gp": (gp.KEY_EVENTS, gp_routine.ROUTINE),
        "police": (police.KEY_EVENTS, police_routine.ROUTINE),
        "education": (education.KEY_EVENTS, ()),
        "housing": (housing.KEY_EVENTS, ()),
        "mental_health": (mental_health.KEY_EVENTS, mental_health_routine.ROUTINE),
        "drug_alcohol": (drug_alcohol.KEY_EVENTS, ()),
        "harrowdale": (harrowdale.KEY_EVENTS, ()),
    }
)


@cache
def rows_of(agency: str) -> tuple[Row, ...]:
    """All rows of one contributor in order, still in days from the referral; KeyError for an unknown one."""
    key_events, routine = _WRITTEN[agency]
    return in_order(key_events, *(series.rows() for series in routine))


def chronology_rows(agency: str, d0: date) -> tuple[FileRow, ...]:
    """The rows of one contributor as it types them, for a referral on `d0`; the same day, the same rows.

    A time of day stands in the text, as the template asks (seed 004, chronology pro forma).
    """
    return tuple(_dated(row, d0) for row in rows_of(agency))


def row_index(agency: str, ref: str) -> int:
    """Where in `chronology_rows(agency, ...)` the row with that name stands, from 0; KeyError if nowhere."""
    return {row.ref: index for index, row in enumerate(rows_of(agency)) if row.ref}[ref]


def _dated(row: Row, d0: date) -> FileRow:
    child, family, communication = _with_time(row.time, (row.child, row.family, row.communication))
    return FileRow(
        date=on_day(d0, row.day),
        child_contact=fill(child, d0),
        family_contact=fill(family, d0),
        communication=fill(communication, d0),
        source=row.source,
        staff=", ".join(row.staff),
        comment=fill(row.comment, d0),
    )


def _with_time(time: str, texts: tuple[str, str, str]) -> tuple[str, str, str]:
    """The texts with the time of day in front of the first that says anything."""
    if not time:
        return texts
    first = next(index for index, text in enumerate(texts) if text)
    child, family, communication = (
        f"At {time}: {text}" if index == first else text for index, text in enumerate(texts)
    )
    return child, family, communication
