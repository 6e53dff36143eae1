"""Two versions of the terms of reference side by side."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reviews.comparing import compared
from reviews.forms.terms import VersionsForm
from reviews.models import TermsDraft, TermsOfReference
from reviews.terms_rows import rows_of_draft, rows_of_signed
from reviews.terms_sheet import Row
from scr.cases.links import trail
from scr.cases.models import Case
from scr.cases.policy import case_for
from scr.people.requests import SignedIn


@login_required
@require_safe
def compare_terms(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What differs between any two versions that somebody may read, word by word."""
    case = case_for(request.user, case_id)
    versions = _versions(case, request.user)
    form = VersionsForm(
        request.GET or _last_two(versions), versions=[(key, name) for key, name, _ in versions]
    )
    context: dict[str, Any] = {"case": case, "form": form, "is_enough": len(versions) > 1}
    if form.is_valid():
        chosen = {key: (name, row) for key, name, row in versions}
        pair = [chosen[form.cleaned_data[side]] for side in ("earlier", "later")]
        points = compared(*(_rows(case, row) for _, row in pair))
        context |= {
            "names": [name for name, _ in pair],
            "changed": [one for one in points if one.state],
            "same": [one for one in points if not one.state],
        }
    above = ("Terms of reference", reverse("reviews:terms", args=[case.pk]))
    context["breadcrumbs"] = trail(case, above, ("Compare versions", ""))
    return render(request, "reviews/compare_terms.html", context)


def _versions(case: Case, user: Any) -> list[tuple[str, str, TermsOfReference | TermsDraft]]:
    """Every version by a key and a name, the newest first; the draft for those who read it."""
    signed = TermsOfReference.objects.visible_to(user).filter(case=case)
    drafts = TermsDraft.objects.visible_to(user).filter(case=case, signed_at__isnull=True)
    return [
        *(("draft", f"Draft of version {one.version}", one) for one in drafts),
        *((str(one.version), f"Version {one.version}", one) for one in signed),
    ]


def _last_two(versions: Sequence[tuple[str, str, Any]]) -> dict[str, str] | None:
    if len(versions) < 2:
        return None
    return {"later": versions[0][0], "earlier": versions[1][0]}


def _rows(case: Case, row: TermsOfReference | TermsDraft) -> list[Row]:
    return rows_of_draft(case, row) if isinstance(row, TermsDraft) else rows_of_signed(case, row)
