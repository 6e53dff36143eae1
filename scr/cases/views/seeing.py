"""Beginning and ending to see a case as somebody else would."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from scr.cases import seeing
from scr.cases.models import Participant
from scr.cases.policy import case_for, fetch
from scr.cases.seeing import SEEING
from scr.people.requests import SignedIn


@login_required
@require_POST
def see_as(request: SignedIn, case_id: UUID, participant_id: UUID) -> HttpResponse:
    """From the next page on, what this person would see; until it is stopped, for half an hour at most."""
    case = case_for(request.user, case_id)
    part = fetch(Participant, request.user, pk=participant_id, case=case)
    now = timezone.now()
    seeing.begin_seeing(part, by=request.user, now=now)
    request.session[SEEING] = {"case": str(case.pk), "part": str(part.pk), "since": now.isoformat()}
    return redirect("case", case_id=case.pk)


@login_required
@require_POST
def stop_seeing(request: SignedIn) -> HttpResponse:
    seen = request.session.pop(SEEING, None)
    if seen is None:
        return redirect("home")
    part = seeing.part_shown(UUID(seen["case"]), UUID(seen["part"]), to=request.user)
    if part is not None:
        seeing.stop_seeing(part, by=request.user, now=timezone.now())
    messages.success(request, "You see the case as yourself again.")
    return redirect("cases:participants", case_id=seen["case"])
