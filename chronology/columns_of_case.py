"""The columns of a case's chronologies: the seven of the template, as the case words them, and its own."""

from chronology.models import ADDED_COLUMNS, CaseColumn
from chronology.reading.columns import COLUMNS, AddedColumn, Column, with_added
from scr.cases.models import Case

ADDED_KEYS = tuple(f"added_{number}" for number in range(1, ADDED_COLUMNS + 1))


def columns_of(case: Case) -> tuple[Column, ...]:
    """The columns that agencies fill in, in their order."""
    worded = {one.key: one for one in CaseColumn.objects.filter(case=case)}
    added = [
        AddedColumn(key, worded[key].heading, worded[key].guidance) for key in ADDED_KEYS if key in worded
    ]
    reworded = {
        one.key: (worded[one.key].heading, worded[one.key].guidance) for one in COLUMNS if one.key in worded
    }
    return with_added(added, reworded=reworded)
