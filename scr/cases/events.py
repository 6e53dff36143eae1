"""What has happened on a case and still stands, and what is planned."""

from datetime import datetime
from typing import Any
from uuid import UUID

from scr.cases.models import Case, Milestone, PlannedEvent
from scr.people.models import Agency


def standing_milestones(case: Case) -> Any:
    """What happened on a case and was not withdrawn."""
    return Milestone.objects.filter(case=case, withdraws__isnull=True, withdrawal__isnull=True)


def has_happened(case: Case, *keys: str, agency: Agency | None = None) -> bool:
    found = standing_milestones(case).filter(key__in=keys)
    return (found.filter(agency=agency) if agency else found).exists()


def last_of(
    case: Case, *keys: str, agency: Agency | None = None, subject_id: UUID | None = None
) -> Milestone | None:
    """The latest of some events: about this agency and subject, or about the case as a whole."""
    found = standing_milestones(case).filter(key__in=keys).order_by("-happened_at")
    rows = found.filter(subject_id=subject_id) if subject_id else found
    return next((row for row in rows if row.agency_id in (None, agency.pk if agency else None)), None)


def planned_for(case: Case, key: str, agency: Agency | None = None) -> datetime | None:
    """When an event is planned to happen; None once it has happened, and where nobody has planned it."""
    rows = PlannedEvent.objects.filter(case=case, key=key)
    row = next((one for one in rows if one.agency_id in (None, agency.pk if agency else None)), None)
    if row is None or standing_milestones(case).filter(key=key, recorded_at__gte=row.planned_at).exists():
        return None
    return row.planned_for


def planned_events(case: Case, user: Any) -> list[PlannedEvent]:
    """What somebody may see of what is planned and was not recorded since: the plan that holds of each."""
    recorded = dict(standing_milestones(case).order_by("recorded_at").values_list("key", "recorded_at"))
    newest: dict[tuple[str, Any], PlannedEvent] = {}
    rows = PlannedEvent.objects.visible_to(user).filter(case=case)
    for row in rows.select_related("agency", "planned_by", "case"):
        newest.setdefault((row.key, row.agency_id), row)
    return [row for row in newest.values() if row.key not in recorded or recorded[row.key] < row.planned_at]
