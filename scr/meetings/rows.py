"""What the pages about a meeting share: the meeting itself, who comes instead, and the way back to it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from scr.cases.links import trail
from scr.cases.models import Case, Nomination
from scr.cases.policy import fetch
from scr.meetings.models import Meeting


def meeting_for(user: Any, meeting_id: UUID) -> Meeting:
    """A meeting that somebody may see, with what its pages name, or 404."""
    fetch(Meeting, user, pk=meeting_id)
    return Meeting.objects.select_related("case", "compartment", "arranged_by").get(pk=meeting_id)


def with_nominees(user: Any, apologies: Iterable[Any]) -> list[Any]:
    """Apologies, each with who was named to come instead, as far as somebody may see it."""
    rows = list(apologies)
    seen = Nomination.objects.visible_to(user).filter(pk__in=[row.instead_id for row in rows])
    named = {one.pk: one for one in seen.select_related("nominee")}
    for row in rows:
        row.named = named.get(row.instead_id)
    return rows


def meetings_trail(case: Case, label: str) -> list[dict[str, str]]:
    """Breadcrumbs of a page below the meetings of a case."""
    return trail(case, ("Meetings", reverse("meetings:list", args=[case.pk])), (label, ""))


def meeting_trail(meeting: Meeting, label: str) -> list[dict[str, str]]:
    """Breadcrumbs of a page below one meeting."""
    above = ("Meetings", reverse("meetings:list", args=[meeting.case_id]))
    own = (meeting.name, reverse("meetings:meeting", args=[meeting.pk]))
    return trail(meeting.case, above, own, (label, ""))
