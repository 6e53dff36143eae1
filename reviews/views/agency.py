"""Agencies: one card each, an agency's own room, its records and its reviewer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.agency import AuthorForm
from reviews.models import (
    AgencyInvitation,
    AgencyRecommendation,
    AuthorAppointment,
    Contribution,
    ContributionSent,
    Presentation,
    ReviewAcceptance,
    ReviewCoverage,
    ReviewQuery,
    ReviewReturn,
    ReviewWaiver,
    ServiceReport,
    StepSignature,
    Submission,
    TermsForComment,
)
from reviews.progress import Progress, agency_on, known_agencies, own_agencies, progress_of
from reviews.readiness import Item, readiness_of
from reviews.register import register_seen_by
from reviews.services import agency as services
from reviews.services.signers import SUPPORTER
from reviews.services.signing import signing_shown_to
from reviews.signing import WRITER, places_of
from scr.cases.audiences import Kind
from scr.cases.deadlines import end_of
from scr.cases.family import reads_register
from scr.cases.links import page_url, trail
from scr.cases.models import Case, Compartment, Participant
from scr.cases.policy import case_for, may, refusals_on, require
from scr.documents.models import Document
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def agencies(request: SignedIn, case_id: UUID) -> HttpResponse:
    """One card for each agency; somebody who acts for one agency only is led to its room."""
    case = case_for(request.user, case_id)
    known = known_agencies(case, request.user)
    own = own_agencies(case, request.user)
    if len(known) == 1 and known[0].pk in own:
        return redirect("reviews:agency", case_id=case.pk, agency_id=known[0].pk)
    rows = progress_of(case, request.user, known)
    context = {
        "case": case,
        "rows": rows,
        "sent_count": sum(row.is_sent for row in rows),
        "reads_rooms": any(row.has_room for row in rows),
        "breadcrumbs": trail(case, ("Agencies", "")),
    }
    return render(request, "reviews/agencies.html", context)


@login_required
@require_safe
def agency(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """An agency's room: its people see what is left to do, the board what it may know and read."""
    case = case_for(request.user, case_id)
    found = agency_on(case, request.user, agency_id)
    progress = progress_of(case, request.user, [found])[0]
    context = {
        "case": case,
        "agency": found,
        "progress": progress,
        "facts": progress.facts,
        **_rows(case, found, request.user),
        **_offers(case, found, progress, request.user),
        **_inside(case, found, progress, request.user),
        "breadcrumbs": agency_trail(case, found, ""),
    }
    return render(request, "reviews/agency.html", context)


def _inside(case: Case, found: Agency, progress: Progress, user: Any) -> dict[str, Any]:
    """What only an agency's own people see: how it is signed, and what it lacks before it is handed over."""
    if not may(user, Do.FOLLOW_SIGNING, case=case, agency=found):
        return {"signing": None, "readiness": []}
    submission, signing = signing_shown_to(user, case, found)
    facts, is_checked = progress.facts, may(user, Do.OFFER_SUPPORT, case=case, agency=found)
    is_open = "agency_asked" in facts and not signing.is_handed_over and "review_waived" not in facts
    items = readiness_of(case, found, user) if is_open and is_checked else []
    return {
        "signing": signing,
        "places": places_of(signing, submission),
        "readiness": with_links(items, case, found, user),
        "sent_back": None if signing.is_handed_over else _sent_back_to_writer(submission, user),
        "has_supporter": _has_supporter(case, found, user),
        "is_next_to_sign": signing.is_handed_over and signing.current and signing.current.signer == user,
    }


def _sent_back_to_writer(submission: Submission | None, user: Any) -> StepSignature | None:
    """What was last said of a round, where it was that the reviewer goes on writing."""
    said = StepSignature.objects.visible_to(user).filter(submission=submission).select_related("said_by")
    last = said.last() if submission else None
    return last if last and last.back_to == WRITER else None


def _has_supporter(case: Case, found: Agency, user: Any) -> bool:
    parts = Participant.objects.visible_to(user).current().filter(case=case, agency=found)
    return parts.filter(role=SUPPORTER).exists()


def with_links(items: list[Item], case: Case, found: Agency, user: Any) -> list[tuple[Item, str]]:
    """Each check with the address where somebody can see to it; none where it is another's to do."""
    led = {one.does: may(user, one.does, case=case, agency=found) for one in items}
    return [
        (one, page_url(one.page, case_id=case.pk, agency_id=found.pk) if led[one.does] else "")
        for one in items
    ]


def _rows(case: Case, found: Agency, user: Any) -> dict[str, Any]:
    """What somebody may read about one agency."""
    of_agency = {"case": case, "agency": found}
    rounds = Submission.objects.visible_to(user).filter(**of_agency).order_by("-round")
    people = Participant.objects.visible_to(user).current().filter(**of_agency)
    returns = ReviewReturn.objects.visible_to(user).filter(**of_agency)
    appointed = AuthorAppointment.objects.visible_to(user).filter(**of_agency)
    contributions = Contribution.objects.visible_to(user).filter(**of_agency)
    waiver = ReviewWaiver.objects.visible_to(user).filter(**of_agency)
    recommendations = AgencyRecommendation.objects.visible_to(user).current()
    return {
        "rounds": list(rounds.select_related("review", "handed_over_by", "countersigned_by")),
        "recommendations": list(
            recommendations.filter(submission__case=case, submission__agency=found).select_related(
                "submission"
            )
        ),
        "reviews": Document.objects.visible_to(user)
        .filter(**of_agency, kind="agency_review")
        .select_related("added_by"),
        "people": people.select_related("user"),
        "appointments": appointed.select_related("author", "appointed_by"),
        "contributions": contributions,
        "coverages": ReviewCoverage.objects.visible_to(user).filter(**of_agency),
        "service_reports": ServiceReport.objects.visible_to(user)
        .filter(case=case, submission__agency=found)
        .select_related("document", "added_by"),
        "sent": ContributionSent.objects.visible_to(user).filter(case=case, submission__agency=found),
        "returns": returns.select_related("returned_by"),
        "waiver": waiver.select_related("waived_by").first(),
        "invitations": AgencyInvitation.objects.visible_to(user).filter(**of_agency).select_related("case"),
        "draft_shown": TermsForComment.objects.visible_to(user).filter(**of_agency).first(),
        "records": register_seen_by(user, case, found),
        "presentation": Presentation.objects.visible_to(user).filter(**of_agency, removed_at=None).last(),
        "acceptance": ReviewAcceptance.objects.visible_to(user).filter(**of_agency).first(),
        "open_queries": ReviewQuery.objects.visible_to(user).filter(**of_agency, closed_at=None).count(),
    }


def _offers(case: Case, found: Agency, progress: Progress, user: Any) -> dict[str, bool]:
    """What somebody may do here now."""
    facts = progress.facts
    is_signed = "review_countersigned" in facts
    is_open = "agency_asked" in facts and not is_signed and "review_waived" not in facts
    can_return = is_signed and case.stage in ("agency_reviews", "presentations")
    reads = _kinds_read(case, found, user)
    return {
        "reads_family": reads_register(case, user),
        "reads_interviews": Kind.PRIVATE in reads,
        "reads_room": Kind.ROOM in reads,
        "reads_panel": Kind.PANEL in reads,
        "reads_plan": Kind.PLAN in reads,
        "keeps_records": may(user, Do.KEEP_RECORDS, case=case, agency=found),
        "may_begin": "agency_asked" not in facts and may(user, Do.WRITE_REVIEW, case=case, agency=found),
        "may_attest": may(user, Do.ATTEST_RECORDS, case=case, agency=found),
        "may_appoint": may(user, Do.APPOINT_AUTHOR, case=case, agency=found),
        "may_write": is_open and may(user, Do.WRITE_REVIEW, case=case, agency=found),
        "may_reread": is_signed
        and progress.has_sections
        and may(user, Do.WRITE_REVIEW, case=case, agency=found),
        "may_hand_over": is_open and may(user, Do.HAND_OVER, case=case, agency=found),
        "may_set_signers": is_open and may(user, Do.SET_SIGNERS, case=case, agency=found),
        "may_offer_support": may(user, Do.OFFER_SUPPORT, case=case, agency=found),
        "may_countersign": is_open and may(user, Do.COUNTERSIGN, case=case, agency=found),
        "may_release": is_signed
        and "review_released" not in facts
        and may(user, Do.RELEASE_REVIEW, case=case),
        "may_return": can_return and may(user, Do.RETURN_REVIEW, case=case),
        "may_waive": is_open and may(user, Do.SIGN_TERMS, case=case),
        "may_ask": "review_released" in facts and may(user, Do.ASK_AGENCY, case=case),
    }


def _kinds_read(case: Case, found: Agency, user: Any) -> set[str]:
    """Which kinds of what is kept about an agency, or about no agency, somebody reads."""
    of_it = Compartment.objects.visible_to(user).filter(Q(agency=found) | Q(agency=None), case=case)
    return set(of_it.values_list("kind", flat=True))


def agency_trail(case: Case, found: Agency, label: str) -> list[dict[str, str]]:
    """Breadcrumbs of an agency's room, or of a page below it."""
    above = ("Agencies", reverse("reviews:agencies", args=[case.pk]))
    if not label:
        return trail(case, above, (found.name, ""))
    room = (found.name, reverse("reviews:agency", args=[case.pk, found.pk]))
    return trail(case, above, room, (label, ""))


@login_required
@either
def appoint_author(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Appoint who writes the agency's review, inviting somebody new if need be."""
    case = case_for(request.user, case_id)
    found = agency_on(case, request.user, agency_id)
    require(request.user, Do.APPOINT_AUTHOR, case=case, agency=found)
    form = AuthorForm(request.POST or None, agency=found)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _appoint(case, found, form, request)
            messages.success(request, "The reviewer is appointed and has been told by email.")
            return redirect("reviews:agency", case_id=case.pk, agency_id=found.pk)
    context = {
        "case": case,
        "agency": found,
        "form": form,
        "breadcrumbs": agency_trail(case, found, "Appoint the reviewer"),
    }
    return render(request, "reviews/appoint_author.html", context)


def _appoint(case: Case, found: Agency, form: AuthorForm, request: SignedIn) -> None:
    data = form.cleaned_data
    answers, until = form.answers, end_of(data["until_on"])
    if data["person"]:
        services.appoint_author(
            case,
            found,
            author=data["person"],
            answers=answers,
            until=until,
            by=request.user,
            now=timezone.now(),
        )
        return
    services.invite_author(
        case,
        found,
        email=data["email"],
        full_name=data["full_name"],
        job_title=data["job_title"],
        answers=answers,
        until=until,
        by=request.user,
        now=timezone.now(),
    )
