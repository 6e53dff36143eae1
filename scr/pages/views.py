"""The roof: pages that show several rooms."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from referrals.near_miss_services import considers, near_misses_for
from scr.audit.models import Look
from scr.audit.services import note_look
from scr.cases.approach import approach_of
from scr.cases.asks import asks_of
from scr.cases.emergency import may_ask
from scr.cases.links import duty_url
from scr.cases.models import Case, CaseAgency, Duty, Participant
from scr.cases.policy import case_for, may, parts_of
from scr.documents.papers import to_go_over
from scr.outbox.models import KeptMail, Mail, Notice
from scr.pages import guides, overview
from scr.pages import permissions as permission_tables
from scr.pages.expected import EXPECTED, places_of
from scr.pages.forms import CaseSearch
from scr.people.drafts import kept_by
from scr.people.models import Board, User
from scr.people.requests import SignedIn
from scr.people.roles import ROLES, Do
from scr.people.services import is_administrator, require_administrator
from scr.procedures import newest
from scr.typed_words import keep_words, search_asked

SOON = timedelta(days=7)


@login_required
@require_safe
def home(request: SignedIn) -> HttpResponse:
    """Your work: what waits for me and by when, most urgent first."""
    now = timezone.now()
    duties = list(Duty.objects.waiting_for(request.user).select_related("case", "agency"))
    runs_cases = Participant.objects.current().filter(user=request.user, role__in=["administrator", "chair"])
    late = _late_elsewhere(request.user, duties, now) if runs_cases.exists() else []
    context = {
        "tasks": [*(_task(duty, now) for duty in duties), *asks_of(request.user), *_protocols(request.user)],
        "late": [_task(duty, now) for duty in late],
        "cases": _own_cases(request.user),
        "kept": kept_by(request.user, now=now),
        **_near_misses(request.user),
    }
    return render(request, "pages/home.html", context)


def _near_misses(user: Any) -> dict[str, Any]:
    """How many near misses wait for those who consider them."""
    today = timezone.localdate()
    if not considers(user, today=today):
        return {"considers": False}
    waiting = near_misses_for(user, today=today).filter(considered_at__isnull=True)
    return {"considers": True, "near_misses_open": waiting.count()}


def _protocols(user: Any) -> list[dict[str, Any]]:
    """Protocols with other boards that an administrator is to see gone over again soon."""
    today = timezone.localdate()
    if not is_administrator(user, today=today):
        return []
    return [
        {
            "words": f"Go over the protocol “{paper.title}” again with those who agreed it",
            "due": paper.review_on,
            "is_late": paper.review_on < today,
            "is_soon": True,
            "url": reverse("documents:board_papers"),
        }
        for paper in to_go_over(on=today)
    ]


def _task(duty: Duty, now: Any) -> dict[str, Any]:
    return {
        "words": duty.words,
        "case": duty.case,
        "due": duty.due_at,
        "is_late": duty.is_late(now),
        "is_soon": duty.due_at is not None and duty.due_at - now < SOON,
        "effort": duty.rule.effort,
        "owners": ", ".join(ROLES[owner].name for owner in duty.owners),
        "url": duty_url(duty),
    }


def _late_elsewhere(user: Any, mine: list[Duty], now: Any) -> list[Duty]:
    """What is late at others on the cases that somebody runs."""
    found = (
        Duty.objects.visible_to(user).open().filter(due_at__lt=now).exclude(pk__in=[duty.pk for duty in mine])
    )
    return list(found.select_related("case", "agency"))


def _own_cases(user: Any) -> list[Case]:
    return list(Case.objects.visible_to(user))


@login_required
@require_http_methods(["GET", "POST"])
def cases(request: SignedIn) -> HttpResponse:
    """The cases somebody takes part in: code name, stage, next clock, role."""
    if request.method == "POST":
        return keep_words(request)
    form = CaseSearch(search_asked(request))
    found = Case.objects.visible_to(request.user)
    if form.is_valid() and form.cleaned_data["words"]:
        found = found.named(form.cleaned_data["words"])
    own = Participant.objects.current().filter(user=request.user, case=OuterRef("pk"))
    found = found.annotate(roles=ArraySubquery(own.values("role")))
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    _dress(list(page.object_list), request.user)
    context = {"page": page, "form": form, "may_ask_emergency": may_ask(request.user, now=timezone.now())}
    return render(request, "pages/cases.html", context)


def _dress(shown: list[Any], user: Any) -> None:
    """Give each case its next clock, in one query whatever their number, and the person's roles in words."""
    open_clocks = Duty.objects.visible_to(user).open().filter(case__in=shown, due_at__isnull=False)
    next_clocks = open_clocks.order_by("case_id", "due_at", "opened_at").distinct("case_id")
    clocks = {duty.case_id: duty for duty in next_clocks}
    for case in shown:
        case.my_roles = ", ".join(ROLES[role].name for role in case.roles)
        case.next_clock = clocks.get(case.pk)
        if case.next_clock:
            case.next_clock.case = case  # whose procedure has the rule's name


@login_required
@require_safe
def case(request: SignedIn, case_id: UUID) -> HttpResponse:
    """One case: where it stands, the clocks, the next step, the people."""
    found = case_for(request.user, case_id)
    now = timezone.now()
    clocks = overview.clocks(found, request.user, now)
    duties = Duty.objects.waiting_for(request.user).filter(case=found).select_related("case", "agency")
    participants = Participant.objects.current().visible_to(request.user).filter(case=found)
    context = {
        "case": found,
        "steps": overview.stage_steps(found),
        "tasks": [*(_task(duty, now) for duty in duties), *asks_of(request.user, case=found)],
        "open_clocks": [one for one in clocks if not one.met],
        "met_clocks": [one for one in clocks if one.met],
        "next_steps": overview.next_steps(found, request.user, partial(_move_url, found)),
        "participants": participants.select_related("user", "agency"),
        "agencies": CaseAgency.objects.visible_to(request.user).filter(case=found).select_related("agency"),
        "roles": [part.role_name for part in parts_of(request.user, found)],
        "may_manage": may(request.user, Do.MANAGE_PEOPLE, case=found),
        **overview.held_back(found, request.user),
        "approach": approach_of(found),
        "is_on_panel": any(part.role == "panel_member" for part in parts_of(request.user, found)),
    }
    return render(request, "pages/case.html", context)


def _move_url(case: Case, target: str) -> str:
    return f"{reverse('cases:move', args=[case.pk])}?target={target}"


@login_required
@require_safe
def outbox(request: SignedIn) -> HttpResponse:
    """Notices: what waits, what could not be sent, what was sent lately."""
    require_administrator(request.user, today=timezone.localdate())
    page = Paginator(Notice.objects.order_by("-created_at"), 50).get_page(request.GET.get("page"))
    troubled = Mail.objects.filter(failures__gt=0, sent_at__isnull=True).annotate(size=Count("notices"))
    rows: list[Any] = [*page.object_list, *troubled]
    people = User.objects.in_bulk([row.recipient_id for row in rows])
    for row in rows:
        row.recipient = people.get(row.recipient_id)
    return render(request, "pages/outbox.html", {"page": page, "troubled": troubled})


@login_required
@require_safe
def help_page(request: SignedIn) -> HttpResponse:
    procedure = newest(Board.objects.get().procedure_key)
    context = {
        "guides": guides.GUIDES,
        "expected": EXPECTED,
        "procedure": procedure,
        "may_ask_emergency": may_ask(request.user, now=timezone.now()),
    }
    return render(request, "pages/help.html", context)


@login_required
@require_safe
def guide(request: SignedIn, guide: str) -> HttpResponse:
    """One screen of help for a role."""
    if guide not in guides.GUIDES:
        raise Http404
    return render(request, "pages/guide.html", {"title": guides.GUIDES[guide], "html": guides.html_of(guide)})


@login_required
@require_safe
def expected(request: SignedIn, whose: str) -> HttpResponse:
    """What is expected of one of three parts, each thing with the pages on which this person does it."""
    if whose not in EXPECTED:
        raise Http404
    context = {"title": EXPECTED[whose], "whose": whose, "all": EXPECTED, "places": places_of(request.user)}
    return render(request, f"pages/expected_{whose}.html", context)


@login_required
@require_safe
def permissions(request: SignedIn) -> HttpResponse:
    """Who may do and read what, from the tables that decide it."""
    html = guides.as_html(permission_tables.page())
    return render(request, "pages/guide.html", {"title": "Who may do what", "html": html})


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Whom to turn to; open to everybody, as somebody locked out needs it most."""
    return render(request, "pages/support.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@require_safe
def sent_mail(request: HttpRequest) -> HttpResponse:
    """Evaluation only: the e-mails that would have gone out."""
    if not settings.EVALUATION or not request.user.is_authenticated:
        raise Http404
    page = Paginator(KeptMail.objects.order_by("-sent_at", "-id"), 25).get_page(request.GET.get("page"))
    return render(request, "pages/sent_mail.html", {"page": page})


@require_POST
def evaluation_sign_in(request: HttpRequest) -> HttpResponse:
    """Evaluation only: sign in as one of the demo people without a password."""
    if not settings.EVALUATION:
        raise Http404
    user = get_object_or_404(User, email=request.POST.get("email", ""), is_active=True)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    note_look(Look.Kind.SIGNED_IN, by=user, at=timezone.now(), path=request.path)
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return HttpResponseRedirect(wanted)
    return redirect("home")
