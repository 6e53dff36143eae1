"""By which rules an agency's rows are checked on a case, and what is to be said of the rows of a list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chronology.columns_of_case import columns_of
from chronology.models import Chronology, Entry
from chronology.reading.checks import check_rows
from chronology.reading.columns import Column
from chronology.reading.limits import DEFAULT_LIMITS
from chronology.reading.rows import Message
from scr.cases.models import Case, StaffMember
from scr.cases.services import scope_of
from scr.people.models import Agency


@dataclass(frozen=True)
class Rules:
    """The case's columns and period, and the initials that the agency's staff list explains."""

    columns: tuple[Column, ...]
    period: tuple[date, date] | None
    known_initials: frozenset[str] | None


def rules_for(case: Case, agency: Agency, chronology: Chronology | None = None) -> Rules:
    """The rules as they hold now; with a chronology its own list of staff counts too."""
    scope = scope_of(case)
    listed = StaffMember.objects.filter(case=case, agency=agency, left_out_because="")
    codes = {*listed.values_list("code", flat=True), *(chronology.staff if chronology else {})}
    return Rules(
        columns_of(case),
        (scope.period_from, scope.period_to) if scope else None,
        frozenset(codes) or None,
    )


@dataclass(frozen=True)
class Checked:
    """What there is to say of a list: of each row by its id, and of the whole."""

    of_row: dict[UUID, list[Message]]
    of_list: list[Message]

    @property
    def messages(self) -> list[Message]:
        return [*self.of_list, *(one for found in self.of_row.values() for one in found)]

    @property
    def errors(self) -> int:
        return sum(one.is_error for one in self.messages)

    @property
    def warnings(self) -> int:
        return len(self.messages) - self.errors


def checked(entries: Iterable[Entry], rules: Rules) -> Checked:
    """Check rows as they stand, each by itself and with the others.

    For the checks a row's number is its place in the list; nobody sees that number.
    """
    listed = list(entries)
    rows = [entry.numbered_row(place) for place, entry in enumerate(listed, start=1)]
    found = check_rows(
        rows,
        period=rules.period,
        known_initials=rules.known_initials,
        limits=DEFAULT_LIMITS,
    )
    of_row: dict[UUID, list[Message]] = defaultdict(list)
    of_list: list[Message] = []
    for message in found:
        if message.row is None:
            of_list.append(message)
        else:
            of_row[listed[message.row - 1].pk].append(message)
    return Checked(dict(of_row), of_list)
