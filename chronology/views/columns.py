"""How a case words the columns of its chronologies, and which it adds."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chronology.forms import ColumnForm
from chronology.services.columns import Worded, word_column, wordings_of
from scr.cases.links import trail
from scr.cases.policy import case_for, refusals_on, require
from scr.people.requests import SignedIn
from scr.people.roles import Do


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The columns of the case, and the place to word one or to add one."""
    case = case_for(request.user, case_id)
    require(request.user, Do.DRAFT_TERMS, case=case)
    wordings = wordings_of(case)
    form = ColumnForm(request.POST or None, wordings=wordings, initial=_asked(request, wordings))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            worded = Worded(given["key"], given["heading"], given["guidance"])
            word_column(case, worded, revision=given["revision"], by=request.user, now=timezone.now())
            messages.success(request, f"The column “{worded.heading}” is saved.")
            return redirect("chronology:columns", case_id=case.pk)
    context = {
        "case": case,
        "wordings": wordings,
        "form": form,
        "breadcrumbs": trail(case, ("Columns of the chronology", "")),
    }
    return render(request, "chronology/columns.html", context)


def _asked(request: SignedIn, wordings: list[Worded]) -> dict[str, str]:
    """The column that somebody asked to change, as it is worded now."""
    key = request.GET.get("column", "")
    found = next((one for one in wordings if one.key == key), None)
    return {"key": key, "heading": found.heading, "guidance": found.guidance} if found else {}
