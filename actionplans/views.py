"""The plan as a whole: reading it, adding to it, and its receipt by the operations board."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from actionplans import services
from actionplans.drawing import SignedIn, action_url, draw, plan_url
from actionplans.exports import plan_csv
from actionplans.forms import AddActionForm, PlanFilter, ReceiveForm, StrategyForm
from actionplans.models import BoardReport, Plan, UpdateRequest
from actionplans.pictures import picture
from actionplans.policy import may_report_for, owners_to_add_for
from actionplans.recommendations import recommendations
from actionplans.standings import counts, standings
from scr.cases.audiences import Kind
from scr.cases.models import Case, Compartment, Duty
from scr.cases.policy import NotYourRole, case_for, fetch, may, refusals_on, require
from scr.dates import london_day
from scr.people.confirming import recently_confirmed
from scr.people.roles import Do

ROWS_A_PAGE = 50
CLOCKS = ("AP_6M", "AP_9M")


@dataclass(frozen=True)
class Act:
    """Something that this person may do now."""

    label: str
    url: str


@login_required
@require_safe
def plan(request: SignedIn, case_id: UUID) -> HttpResponse:
    case, now = case_for(request.user, case_id), timezone.now()
    found = standings(case, now, user=request.user)
    chosen = PlanFilter(request.GET, found=found)
    rows = chosen.rows()
    requests = list(_newest_requests(case, request.user))
    acts = _acts(case, request.user, requests)
    return render(
        request,
        "actionplans/plan.html",
        {
            "case": case,
            "breadcrumbs": [
                {"label": case.code_name, "url": reverse("case", args=[case.pk])},
                {"label": "Action plan"},
            ],
            "filter": chosen,
            "chosen": _chosen(request, chosen),
            "clear_url": plan_url(case),
            "total": len(found),
            "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
            "picture": picture(counts(rows)),
            "plan": Plan.objects.visible_to(request.user).filter(case=case).first(),
            "may_draft": may(request.user, Do.DRAFT_PLAN, case=case),
            "may_take_copy": may(request.user, Do.TAKE_COPY, case=case),
            "requests": requests,
            "first": acts[0] if acts else None,
            "others": acts[1:],
            "clocks": _clocks(case, request.user),
            "reports": BoardReport.objects.visible_to(request.user).filter(case=case),
        },
    )


def _newest_requests(case: Case, user: Any) -> Any:
    """What the newest round asks, as far as somebody sees it."""
    seen = UpdateRequest.objects.visible_to(user).filter(case=case).select_related("agency", "answered_by")
    newest = UpdateRequest.objects.filter(case=case).order_by("-round__number").values("round")[:1]
    return seen.filter(round__in=newest).order_by("agency__name")


def _acts(case: Case, user: Any, requests: list[UpdateRequest]) -> list[Act]:
    """What this person may do, the most pressing first; reporting for others comes after one's own."""
    waiting = [one for one in requests if one.answered_at is None]
    answers = [
        Act(f"Report progress for {one.agency.short_name if one.agency else 'the board'}", _report_url(one))
        for one in waiting
        if may_report_for(user, case, one.agency)
    ]
    runs_the_plan = may(user, Do.REPORT_PROGRESS, case=case)
    acts = [] if runs_the_plan else answers
    if case.stage == "endorsed" and may(user, Do.RECEIVE_PLAN, case=case):
        acts.append(_act("Record that the board received the plan", "receive", case))
    if case.stage == "monitoring" and runs_the_plan:
        acts += [] if waiting else [_act("Ask for progress", "ask_updates", case)]
        acts.append(_act("Report to the board", "report_to_board", case))
    if not case.stage_now.is_final and owners_to_add_for(user, case):
        acts.append(_act("Add an action", "add_action", case))
    return acts + answers if runs_the_plan else acts


def _act(label: str, name: str, case: Case) -> Act:
    return Act(label, reverse(f"actionplans:{name}", args=[case.pk]))


def _report_url(one: UpdateRequest) -> str:
    if one.agency_id:
        return reverse("actionplans:report", args=[one.case_id, one.agency_id])
    return reverse("actionplans:report", args=[one.case_id])


def _chosen(request: SignedIn, chosen: PlanFilter) -> list[dict[str, str]]:
    """The filters that are on, each with the address that takes it off."""
    chips = []
    for name in ("stream", "owner", "state"):
        labels = dict(chosen.fields[name].choices) if name in chosen.fields else {}  # type: ignore[attr-defined]
        for value in chosen.chosen(name):
            left = request.GET.copy()
            left.setlist(name, [other for other in left.getlist(name) if other != value])
            left.pop("page", None)
            chips.append({"label": labels[value], "remove_url": f"?{left.urlencode()}"})
    return chips


def _clocks(case: Case, user: Any) -> Any:
    return Duty.objects.visible_to(user).filter(case=case, rule_key__in=CLOCKS).select_related("case")


@login_required
@require_safe
@recently_confirmed
def export(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Exactly the rows that the plan shows under the same filters, of all its pages."""
    case, now = case_for(request.user, case_id), timezone.now()
    require(request.user, Do.TAKE_COPY, case=case)
    chosen = PlanFilter(request.GET, found=standings(case, now, user=request.user))
    response = HttpResponse(plan_csv(chosen.rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{case.reference} action plan.csv"
    )
    return response


@login_required
@require_POST
@recently_confirmed
def pdf(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Ask for the plan as a PDF: all of it, or an agency's part for its people."""
    case, now = case_for(request.user, case_id), timezone.now()
    open_to = Compartment.objects.visible_to(request.user).filter(case=case, kind=Kind.PLAN)
    agencies = [one.agency for one in open_to.select_related("agency").order_by("agency__name")]
    if not agencies:
        raise Http404
    require(request.user, Do.TAKE_COPY, case=case)
    agency = None if None in agencies else agencies[0]
    rendering = services.request_plan_pdf(
        case, services.plan_of(case), by=request.user, now=now, agency=agency
    )
    return redirect("documents:rendering", rendering_id=rendering.pk)


@login_required
def add_action(request: SignedIn, case_id: UUID) -> HttpResponse:
    case, now = case_for(request.user, case_id), timezone.now()
    owners = owners_to_add_for(request.user, case)
    if not owners:
        raise NotYourRole(Do.ADD_ACTION)
    known = recommendations(case, user=request.user)
    chosen = next((one for one in known if str(one.id) == request.GET.get("recommendation")), None)
    initial = chosen.initial if chosen else None
    form = AddActionForm(
        request.POST or None, case=case, owners=owners, today=london_day(now), initial=initial
    )
    if form.is_valid():
        with refusals_on(form):
            added = services.add_action(case, **form.values(), by=request.user, now=now)
            return redirect(action_url(added))
    return draw(request, "add_action", case, "Add an action", form=form, recommendations=known, chosen=chosen)


@login_required
def strategy(request: SignedIn, case_id: UUID) -> HttpResponse:
    case = case_for(request.user, case_id)
    require(request.user, Do.DRAFT_PLAN, case=case)
    there = services.plan_of(case)
    known: dict[str, Any] = {"version": there.version if there else 0}
    if there:
        known |= {"dissemination": there.dissemination, "monitoring": there.monitoring}
    form = StrategyForm(request.POST or None, initial=known)
    if form.is_valid():
        with refusals_on(form):
            services.write_strategy(case, **form.cleaned_data, by=request.user, now=timezone.now())
            return redirect(plan_url(case))
    return draw(request, "strategy", case, "Spreading and follow-up", form=form)


@login_required
def receive(request: SignedIn, case_id: UUID) -> HttpResponse:
    case = case_for(request.user, case_id)
    require(request.user, Do.RECEIVE_PLAN, case=case)
    form = ReceiveForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.receive_plan(case, **form.cleaned_data, by=request.user, now=timezone.now())
            return redirect("actionplans:received", case_id=case.pk)
    return draw(request, "receive", case, "The operations board received the plan", form=form)


@login_required
@require_safe
def received(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The receipt: when, under which reference, and what follows."""
    case = case_for(request.user, case_id)
    there = fetch(Plan, request.user, case=case, received_at__isnull=False)
    return draw(request, "received", case, "Plan received", plan=there, clocks=_clocks(case, request.user))
