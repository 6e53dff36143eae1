"""What the merge fields of a letter stand for on a case: worked out here, or given by whoever sends it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string

from scr.cases.events import standing_milestones
from scr.cases.models import Case, Duty
from scr.cases.policy import parts_of
from scr.dates import day_words, moment_words, weekday_words
from scr.letters.fields import BY_NAME
from scr.letters.leaflets import Sheet
from scr.people.models import Agency, Board, User
from scr.procedures.model import Letter

# What a block needs among the given values before it can be made.
BLOCKS = {
    "terms_opening": "terms",
    "terms_timetable": "terms",
    "terms_lines": "lines",
    "terms_delay": "terms",
}


@dataclass(frozen=True)
class Sending:
    """One letter on its way: on which case, to whom, by whom, when, and what the sender gave."""

    case: Case
    letter: Letter
    addressee: str
    by: User
    now: datetime
    agency: Agency | None = None
    address: str = ""
    personal: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    # Whom the sender signs for where it is not the board.
    signed_for: str = ""
    enclosed: Sequence[Sheet] = ()

    @property
    def signed_as(self) -> str:
        """What the sender signs as: the post on the board, else the role on the case."""
        return next((part.post or part.role_name for part in parts_of(self.by, self.case)), "")


def values_of(sending: Sending, names: list[str]) -> dict[str, str]:
    """The values of the fields named, in words; one that has no value is left out."""
    found = {name: _value_of(sending, name) for name in names}
    return {name: in_words(value) for name, value in found.items() if value}


def in_words(value: Any) -> str:
    """A day or a moment as it is written; a text as it is."""
    if isinstance(value, datetime):
        return moment_words(value)
    return day_words(value) if isinstance(value, date) else value


def _value_of(sending: Sending, name: str) -> Any:
    if name in BLOCKS:
        return _block(sending, name) if BLOCKS[name] in sending.given else None
    if name in sending.given and name in GIVEN_FIRST:
        return GIVEN_FIRST[name](sending.given[name])
    if name in WORKED_OUT:
        return WORKED_OUT[name](sending)
    return sending.given.get(name) if name in BY_NAME and BY_NAME[name].ask else None


def _block(sending: Sending, name: str, **more: Any) -> str:
    context = {"case": sending.case, "agency": sending.agency, **sending.given, **more}
    return render_to_string(f"letters/blocks/{name}.html", context)


def _happened(sending: Sending, *keys: str) -> datetime | None:
    last = standing_milestones(sending.case).filter(key__in=keys).last()
    return last.happened_at if last else None


def _due(sending: Sending, rule_key: str, agency: Agency | None) -> datetime | None:
    found = Duty.objects.filter(case=sending.case, rule_key=rule_key, agency=agency, due_at__isnull=False)
    return found.values_list("due_at", flat=True).last()


def _day_of(moment: datetime | None) -> str:
    return day_words(moment) if moment else ""


def _due_on(sending: Sending) -> str:
    due = _due(sending, "SAMR", sending.agency) if sending.agency else None
    return weekday_words(due) if due else ""


def _open_tasks(sending: Sending) -> str:
    """The agency's open tasks that the sender may see, as a list, or nothing."""
    waiting = Duty.objects.visible_to(sending.by).open().filter(case=sending.case, agency=sending.agency)
    duties = list(waiting.select_related("case", "agency"))
    return _block(sending, "open_tasks", duties=duties) if sending.agency and duties else ""


def _terms_version(sending: Sending) -> str:
    terms = sending.given.get("terms")
    return str(terms.version) if terms else ""


GIVEN_FIRST: dict[str, Callable[[Any], str]] = {"due_on": weekday_words}

WORKED_OUT: dict[str, Callable[[Sending], Any]] = {
    "board": lambda one: Board.objects.get().name,
    "case_name": lambda one: one.case.code_name,
    "reference": lambda one: one.case.reference,
    "procedure": lambda one: one.case.procedure.name,
    "today": lambda one: _day_of(one.now),
    "addressee": lambda one: one.addressee,
    "sender": lambda one: one.by.full_name,
    "sender_post": lambda one: one.signed_as,
    "sender_email": lambda one: one.by.email,
    "agency": lambda one: one.agency.name if one.agency else "",
    "agency_short": lambda one: one.agency.short_name if one.agency else "",
    "received_on": lambda one: _day_of(_happened(one, "referral_received")),
    "decided_at": lambda one: _happened(one, "decided", "review_instigated"),
    "complete_by": lambda one: _day_of(_due(one, "COMPLETE", None)),
    "endorsed_on": lambda one: _day_of(_happened(one, "endorsed")),
    "due_on": _due_on,
    "terms_version": _terms_version,
    "open_tasks": _open_tasks,
}
