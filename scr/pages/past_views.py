"""Pages of what was: what changed in a row, and the case as on a day."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from scr.cases.links import trail
from scr.cases.policy import case_for, fetch
from scr.dates import london_day
from scr.pages.changes import SHOWN, versions_of
from scr.pages.forms import DayForm
from scr.pages.past import case_on
from scr.people.requests import SignedIn


@login_required
@require_safe
def changes(request: SignedIn, case_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """What changed in one row of a case, save by save."""
    case = case_for(request.user, case_id)
    if kind not in SHOWN:
        raise Http404
    row = fetch(SHOWN[kind], request.user, pk=row_id, case=case)
    page = Paginator(versions_of(row, request.user), 20).get_page(request.GET.get("page"))
    context = {
        "case": case,
        "name": row._meta.verbose_name,
        "page": page,
        "breadcrumbs": trail(case, ("What changed", "")),
    }
    return render(request, "pages/changes.html", context)


@login_required
@require_safe
def as_on(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The case as it was at the end of a day, of what the reader may see now."""
    case = case_for(request.user, case_id)
    today = london_day(timezone.now())
    form = DayForm(request.GET if "day_year" in request.GET else None, today=today)
    context = {"case": case, "form": form, "breadcrumbs": trail(case, ("As on a day", ""))}
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["day"]
        context |= {"day": day, **case_on(case, day, request.user)}
    return render(request, "pages/as_on.html", context)
