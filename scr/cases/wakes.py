"""When the sweep must look at a duty again: a cache that follows from the duty and its rule."""

from collections.abc import Iterable
from datetime import datetime

from scr.cases.ladder import next_rung_at
from scr.cases.models import Duty, Wake


def keep_wake(duty: Duty) -> None:
    """Note when the duty's next reminder comes, or that none comes any more."""
    wake = _wake(duty) if duty.met_at is None and duty.cancelled_at is None else None
    if wake is None:
        Wake.objects.filter(duty=duty).delete()
    else:
        Wake.objects.bulk_create(
            [wake], update_conflicts=True, unique_fields=["duty"], update_fields=["next_at"]
        )


def _wake(duty: Duty, *, after: datetime | None = None) -> Wake | None:
    next_at = next_rung_at(duty, after=after)
    if next_at is None:
        return None
    return Wake(duty_id=duty.pk, case_id=duty.case_id, compartment_id=duty.compartment_id, next_at=next_at)


def wake_again(looked_at: Iterable[Duty], *, after: datetime) -> None:
    """After a sweep: when each duty's next reminder comes; what has none left is not looked at again."""
    duties = list(looked_at)
    ahead = [wake for duty in duties if (wake := _wake(duty, after=after))]
    Wake.objects.filter(pk__in={duty.pk for duty in duties} - {wake.duty_id for wake in ahead}).delete()
    Wake.objects.bulk_create(ahead, update_conflicts=True, unique_fields=["duty"], update_fields=["next_at"])


def rebuild_wakes() -> int:
    """Compute every wake from the open duties; a daily sweep runs it, so that a lost one is lost for a day
    at most. A reminder that was written already keeps its key and is not written twice. Returns their number.
    """
    open_duties = Duty.objects.open().filter(due_at__isnull=False).select_related("case")
    wakes = [wake for duty in open_duties.iterator() if (wake := _wake(duty))]
    known = set(Wake.objects.values_list("pk", flat=True))
    Wake.objects.bulk_create([one for one in wakes if one.duty_id not in known], ignore_conflicts=True)
    return len(wakes)
