"""The columns of a case's chronologies are data: worded by whoever drafts the terms of reference."""

from dataclasses import dataclass
from datetime import datetime

from chronology.columns_of_case import ADDED_KEYS, columns_of
from chronology.models import CaseColumn
from chronology.reading.columns import KEYS
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.writing import act, lock, record
from scr.people.models import User
from scr.people.roles import Do


@dataclass(frozen=True)
class Worded:
    """A column with its heading and what belongs into it; an empty key is a new one."""

    key: str
    heading: str
    guidance: str
    revision: int = 0


def wordings_of(case: Case) -> list[Worded]:
    """The columns as agencies get them, each with the save that it stands at; 0: never worded."""
    saved = dict(CaseColumn.objects.filter(case=case).values_list("key", "revision"))
    return [Worded(one.key, one.heading, one.guidance, saved.get(one.key, 0)) for one in columns_of(case)]


@act
def word_column(case: Case, worded: Worded, *, revision: int, by: User, now: datetime) -> CaseColumn:
    """Word a column of the case anew, or add one.

    Raises NotTheMoment where there is no room for another or the heading is another column's, Stale when
    somebody saved it since `revision` was read.
    """
    require(by, Do.DRAFT_TERMS, case=case)
    case = lock(case)
    standing = wordings_of(case)
    key = worded.key or next((one for one in ADDED_KEYS if one not in {w.key for w in standing}), "")
    if not key or key not in (*KEYS, *ADDED_KEYS):
        raise NotTheMoment(f"A case can have {len(ADDED_KEYS)} columns of its own, and it has them.")
    if any(one.heading.casefold() == worded.heading.casefold() and one.key != key for one in standing):
        raise NotTheMoment("Another column has this heading already.")
    row = CaseColumn.objects.filter(case=case, key=key).select_related("compartment").first()
    row = row or CaseColumn(case=case, compartment=case.compartment, key=key, revision=0)
    if row.revision != revision:
        raise Stale("Somebody saved this column after you opened it. Look at it again.", row.revision)
    row.heading, row.guidance = worded.heading, worded.guidance
    row.revision += 1
    record(row, by=by, now=now, act="column_worded", column=key)
    return row
