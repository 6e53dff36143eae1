"""The meetings of the panel that terms of reference rest on."""

from typing import Any

from scr.cases.models import Case
from scr.meetings.models import Meeting


def panel_meetings(case: Case) -> Any:
    """The meetings at which the panel could settle something, the last one first."""
    kinds = [kind.key for kind in case.procedure.meetings if kind.needs_quorum]
    return Meeting.objects.filter(case=case, kind__in=kinds).order_by("-starts_at")


def scoping_meeting(case: Case) -> Meeting | None:
    """The last scoping meeting that is recorded as held, or None."""
    kinds = [kind.key for kind in case.procedure.meetings if kind.is_scoping]
    found: Meeting | None = panel_meetings(case).filter(kind__in=kinds, held_at__isnull=False).first()
    return found
