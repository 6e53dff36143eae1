"""When the sweep must look at a duty again: a cache that follows from the duty and its rule."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from scr.cases.ladder import next_rung_at, since_set
from scr.cases.models import Duty, Wake

LATER = f"""
    UPDATE {Wake._meta.db_table} wake SET next_at = later.next_at
    FROM unnest(%s::uuid[], %s::timestamptz[]) later (duty_id, next_at) WHERE wake.duty_id = later.duty_id
"""


def keep_wake(duty: Duty) -> None:
    """Note when the duty's next reminder comes, or that none comes any more."""
    is_open = duty.met_at is None and duty.cancelled_at is None
    next_at = next_rung_at(since_set(duty)) if is_open else None
    if next_at is None:
        Wake.objects.filter(duty=duty).delete()
    else:
        Wake.objects.bulk_create(
            [_wake(duty, next_at)],
            update_conflicts=True,
            unique_fields=["duty"],
            update_fields=["next_at"],
        )


def _wake(duty: Duty, next_at: datetime) -> Wake:
    return Wake(duty_id=duty.pk, case_id=duty.case_id, compartment_id=duty.compartment_id, next_at=next_at)


def wake_again(ahead: Mapping[UUID, datetime | None]) -> None:
    """After a sweep: when each duty's next reminder comes; what has none left is not looked at again."""
    done = [pk for pk, next_at in ahead.items() if next_at is None]
    if done:
        Wake.objects.filter(pk__in=done).delete()
    later = {str(pk): next_at for pk, next_at in ahead.items() if next_at}
    if later:
        with connection.cursor() as cursor:
            cursor.execute(LATER, [list(later), list(later.values())])


def rebuild_wakes() -> None:
    """Compute every wake from the open duties that has none.

    Beat runs it at its start and every hour, so that a lost wake is lost for an hour at most. A reminder that
    was written already keeps its key and is not written twice.
    """
    missing = (
        Duty.objects.open()
        .filter(due_at__isnull=False)
        .exclude(pk__in=Wake.objects.values("pk"))
        .select_related("case")
    )
    found = ((duty, next_rung_at(since_set(duty))) for duty in missing.iterator())
    Wake.objects.bulk_create(
        [_wake(duty, next_at) for duty, next_at in found if next_at],
        batch_size=1000,
        ignore_conflicts=True,
    )
