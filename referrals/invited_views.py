"""Referring a case without an account: the same pages, reached by an invited link."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from referrals import drafts
from referrals.clocks import within
from referrals.draft_forms import GROUPS
from referrals.draft_pages import Desk, attach_page, check_page, question_page, sent_page, take_off_page
from referrals.invitations import PURPOSE
from referrals.question_groups import asked
from referrals.views import either
from scr.people.link_requests import WithLink, link_required


def desk_of(request: WithLink) -> Desk:
    """The one draft of the link, which is begun where there is none yet."""
    now = timezone.now()
    return Desk(drafts.draft_of(request.link, now=now), asked(request.link, now))


@require_safe
@link_required(PURPOSE, after_use=True)
def invited(request: WithLink) -> HttpResponse:
    """What a referral takes, and the way on to where it was left."""
    desk = desk_of(request)
    if desk.draft.sent_at is not None:
        return redirect(desk.url("sent"))
    context = {
        "desk": desk,
        "procedure": desk.ask.procedure,
        "consulted_within": within(desk.ask.procedure, "panel_consulted"),
        "decided_within": within(desk.ask.procedure, "decided"),
        "groups": [group.title for group in GROUPS],
        "until": request.link.expires_at,
    }
    return render(request, "referrals/invited.html", context)


@either
@link_required(PURPOSE, after_use=True)
def invited_question(request: WithLink, step: str) -> HttpResponse:
    return question_page(request, desk_of(request), step)


@either
@link_required(PURPOSE, after_use=True)
def invited_attach(request: WithLink) -> HttpResponse:
    return attach_page(request, desk_of(request))


@require_POST
@link_required(PURPOSE)
def invited_take_off(request: WithLink, file_id: UUID) -> HttpResponse:
    return take_off_page(desk_of(request), file_id)


@either
@link_required(PURPOSE, after_use=True)
def invited_check_answers(request: WithLink) -> HttpResponse:
    return check_page(request, desk_of(request))


@require_safe
@link_required(PURPOSE, after_use=True)
def invited_sent(request: WithLink) -> HttpResponse:
    return sent_page(request, desk_of(request))
