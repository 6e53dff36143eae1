"""What the pages about people share: the way back."""

from django.urls import reverse

from scr.cases.links import trail
from scr.cases.models import Case


def people_trail(case: Case, label: str) -> list[dict[str, str]]:
    """Breadcrumbs of a page below the people of a case."""
    return trail(case, ("People", reverse("cases:participants", args=[case.pk])), (label, ""))
