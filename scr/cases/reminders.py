"""Reminders: what is due is computed from the duties, and an outbox row with a unique key is the reminder.

Any number of sweeps may run at once and any of them may die: the next one computes the same set. A sweep
looks up which duties to look at (Wake), so that it costs what is due and not what is open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from scr.cases.ladder import Rung, next_rung_at, since_set
from scr.cases.models import Duty, Participant, Wake
from scr.cases.owners import holders_among, owners_among, stewards_among
from scr.cases.wakes import wake_again
from scr.outbox.models import Notice
from scr.outbox.sending import Passed
from scr.outbox.services import Draft, put_notices
from scr.people.models import User
from scr.procedures import rule_of
from scr.procedures.rule import Rule

SWEEP_LOCK = 0x5C12
REMINDER = "remind"
BATCH = 2000


@dataclass(slots=True)
class Due:
    """What a sweep reads of a duty: thousands may be due on one morning, and a model row costs more."""

    pk: UUID
    case_id: UUID
    compartment_id: UUID
    agency_id: UUID | None
    person_id: UUID | None
    owners: list[str]
    counted_from: datetime
    due_at: datetime
    due_since: datetime
    reference: str
    rule: Rule


class Told(NamedTuple):
    """Somebody who is reminded, and whether because of their role in the task or because nobody has it."""

    user_id: UUID
    is_held: bool


NOBODY_HOLDS_IT = "nobody on the case has the role for it. Sign in to say who does."

OF_A_DUTY = (
    "duty_id", "case_id", "compartment_id", "duty__agency_id", "duty__person_id", "duty__owners",
    "duty__counted_from", "duty__due_at", "duty__due_since", "case__reference",
)  # fmt: skip
OWN = len(OF_A_DUTY)
OF_ITS_RULE = ("case__procedure_key", "case__procedure_version", "duty__overlay", "duty__rule_key")


def remind(now: datetime) -> int:
    """Write every reminder that is due and not yet written; returns how many duties were looked at.

    The number of queries depends on how many are due, not on how many are open.
    """
    looked_at = 0
    while _waking(now).exists() and (found := _sweep(now)):
        looked_at += found
    return looked_at


def _waking(now: datetime) -> Any:
    return Wake.objects.filter(next_at__lte=now)


@transaction.atomic
def _sweep(now: datetime) -> int:
    """Look at the duties whose next reminder has come, a batch at most; returns their number."""
    if not _sweep_alone():
        return 0
    due = _due(now)
    parts = _parts_by_case({one.case_id for one in due})
    ladders = [(one, since_set(one)) for one in due]
    put_notices(
        _draft(one, rung, part, now)
        for one, ladder in ladders
        for rung in ladder
        if rung.at <= now
        for part in _told(one, rung, parts[one.case_id])
    )
    wake_again({one.pk: next_rung_at(ladder, after=now) for one, ladder in ladders})
    return len(due)


def _sweep_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
        return bool(cursor.fetchone()[0])


def _due(now: datetime) -> list[Due]:
    wakes = _waking(now).select_for_update(skip_locked=True, of=("self",)).order_by("next_at")
    rows: Any = wakes.values_list(*OF_A_DUTY, *OF_ITS_RULE)[:BATCH]
    rule = cache(rule_of)  # few rules have all the duties
    return [Due(*(*row[:OWN], rule(*row[OWN:]))) for row in rows]


def _parts_by_case(case_ids: set[UUID]) -> dict[UUID, list[Participant]]:
    """Who takes part now, in each case that has something due."""
    parts: dict[UUID, list[Participant]] = {case_id: [] for case_id in case_ids}
    for part in Participant.objects.current().filter(case__in=case_ids):
        parts[part.case_id].append(part)
    return parts


def _draft(one: Due, rung: Rung, told: Told, now: datetime) -> Draft:
    is_overdue = now > one.due_at
    stands = f"A task on {one.reference} {'is overdue' if is_overdue else 'is due soon'}"
    return Draft(
        key=f"{REMINDER}:{one.pk}:{_stamp(one.due_at)}:{rung.name}:{rung.role}:{told.user_id}",
        recipient_id=str(told.user_id),
        subject=f"{'Overdue' if is_overdue else 'Reminder'}: a task on {one.reference}",
        body=f"{stands}. Sign in to see it." if told.is_held else f"{stands}, and {NOBODY_HOLDS_IT}",
        path=f"/duties/{one.pk}/" if told.is_held else f"/cases/{one.case_id}/people/",
        created_at=now,
        case_id=str(one.case_id),
        compartment_id=str(one.compartment_id),
        about_id=str(one.pk),
        is_urgent=bool(one.rule.reminder_hours),
    )


@lru_cache(maxsize=4096)
def _stamp(due_at: datetime) -> str:
    """The due moment in a reminder's key: an extension starts a new ladder with keys of its own."""
    return f"{due_at:%Y%m%d%H%M}"


def _told(one: Due, rung: Rung, parts: list[Participant]) -> Iterator[Told]:
    """Who is told at a rung; somebody who joined after it starts with the next one.

    Where nobody holds the role, those who can give it to somebody are told, so that no task waits for nobody.
    """
    holders = holders_among(one, rung.role, parts) if rung.role else owners_among(one, parts)
    told = holders or stewards_among(parts)
    yield from dict.fromkeys(Told(part.user_id, bool(holders)) for part in told if part.since <= rung.at)


def gate(recipient_id: UUID, notices: Sequence[Notice]) -> Passed:
    """The address for what is to go to somebody, and what is no longer wanted; asked when it is sent."""
    user = User.objects.filter(pk=recipient_id, is_active=True).first()
    if user is None:
        return Passed("", {notice.pk: "the person's account is closed" for notice in notices})
    on_cases = Participant.objects.current().filter(user=user)
    joined = set(on_cases.filter(case__in=_named(notices, "case_id")).values_list("case_id", flat=True))
    about = Duty.objects.open().filter(pk__in=_named(notices, "about_id"))
    waiting = set(about.values_list("pk", flat=True))
    unwanted = {}
    for notice in notices:
        if notice.case_id and notice.case_id not in joined:
            unwanted[notice.pk] = "the person no longer takes part in the case"
        elif notice.about_id and notice.about_id not in waiting:
            unwanted[notice.pk] = "the task is done"
    return Passed(user.email, unwanted)


def _named(notices: Sequence[Notice], field: str) -> set[UUID]:
    return {value for notice in notices if (value := getattr(notice, field))}
