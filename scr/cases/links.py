"""Where a duty or a missing condition is dealt with."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from scr.cases.models import Case, Duty
from scr.procedures.rule import Page


def page_url(
    page: Page, *, case_id: UUID, agency_id: UUID | None = None, subject_id: UUID | None = None
) -> str:
    """The address of a procedure's page for a case. The case's page stands in where the page needs more."""
    kwargs: dict[str, Any] = {"case_id": case_id}
    if page.needs_agency and agency_id is not None:
        kwargs["agency_id"] = agency_id
    if page.needs_subject and subject_id is not None:
        kwargs["subject_id"] = subject_id
    if page.letter:
        to_whom = f"?{urlencode({'body': subject_id})}" if subject_id else ""
        return reverse(page.name, kwargs={**kwargs, "code": page.letter}) + to_whom
    return reverse(page.name, kwargs=kwargs)


def duty_url(duty: Duty) -> str:
    """The page on which a duty is done."""
    return page_url(
        duty.rule.page, case_id=duty.case_id, agency_id=duty.agency_id, subject_id=duty.subject_id
    )


def trail(case: Case, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs of a page of a case: the cases, the case, then label and address of each step."""
    above = (("Cases", reverse("cases")), (case.code_name, reverse("case", args=[case.pk])))
    return [{"label": label, "url": url} for label, url in (*above, *steps)]
