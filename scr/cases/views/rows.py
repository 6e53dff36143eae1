"""What the pages about people share: the way back, and who could take over."""

from typing import Any

from django.urls import reverse

from scr.cases.links import trail
from scr.cases.models import Case, Participant
from scr.people.models import User


def people_trail(case: Case, label: str) -> list[dict[str, str]]:
    """Breadcrumbs of a page below the people of a case."""
    return trail(case, ("People", reverse("cases:participants", args=[case.pk])), (label, ""))


def colleagues(case: Case, member: User) -> Any:
    """Who could take over from somebody: people of the same organisation who are not on the case."""
    if member.agency_id is None:
        return User.objects.none()
    on_case = Participant.objects.filter(case=case).values("user_id")
    found = User.objects.filter(is_active=True, agency_id=member.agency_id).exclude(pk__in=on_case)
    return found.select_related("agency")
