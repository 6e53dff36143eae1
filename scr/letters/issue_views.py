"""Sending a letter: whom to, with which values, and how it will read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from scr.cases.holding import holds_that_keep_letter, pending_proceedings
from scr.cases.links import trail
from scr.cases.models import Case, Participant
from scr.cases.policy import case_for, refusals_on, require
from scr.dates import count_words
from scr.letters import services
from scr.letters.fields import asked_in
from scr.letters.forms import AgenciesForm, BodyForm, LetterForm, PersonForm, with_asked
from scr.letters.models import Letter, LetterText
from scr.letters.paper import preview_html, text_of
from scr.letters.texts import text_of_letter
from scr.letters.values import Sending
from scr.people.models import Agency, ExternalBody
from scr.people.requests import SignedIn
from scr.people.roles import Do
from scr.procedures import model as procedures
from scr.procedures.model import To


@login_required
@require_http_methods(["GET", "POST"])
def issue(request: SignedIn, case_id: UUID, code: str) -> HttpResponse:
    """The text of a letter and whom it goes to; sending records it and tells its readers."""
    case = case_for(request.user, case_id)
    require(request.user, Do.ISSUE_LETTER, case=case)
    kind = _kind(case, code)
    text = text_of_letter(case.procedure_key, kind)
    form = _form(case, kind, text, request)
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        with refusals_on(form):
            now = timezone.now()
            sent = services.issue_to(case, code, by=request.user, now=now, **form.issue_to)
            messages.success(request, _sent_words(text, sent))
            return redirect("letters:list", case_id=case.pk)
    context = {
        "case": case,
        "kind": kind,
        "label": text.label,
        "form": form,
        "text": text_of(preview_html(_previewed(request, case, kind, form), text)),
        "is_its_moment": services.is_its_moment(case, kind),
        "follows": case.procedure.milestone(kind.follows) if kind.follows else None,
        "proceedings": pending_proceedings(case, request.user),
        "holds": holds_that_keep_letter(case, code, request.user),
        "is_left": not kind.is_per_agency or bool(form.by_id),
        "breadcrumbs": trail(case, ("Letters", reverse("letters:list", args=[case.pk])), (text.label, "")),
    }
    return render(request, "letters/issue.html", context)


def _kind(case: Case, code: str) -> procedures.Letter:
    """A letter that is sent from this page, or 404."""
    found = (one for one in case.procedure.letters if one.code == code and not one.is_sent_by_act)
    kind = next(found, None)
    if kind is None:
        raise Http404
    return kind


def _form(case: Case, kind: procedures.Letter, text: LetterText, request: SignedIn) -> Any:
    """The form that asks for the recipient and for the values that the text leaves to the sender.

    A task may lead here with the body that it is about.
    """
    data = request.POST if request.method == "POST" else None
    asked = asked_in(f"{text.subject}\n{text.body}", kind)
    leaflets = {code: case.procedure.leaflet(code).label for code in kind.encloses}
    if kind.is_per_agency:
        return with_asked(AgenciesForm, asked, leaflets)(
            data,
            agencies=services.agencies_to_send_to(case, kind),
            officers=_officers(case, kind),
            is_for_all=not kind.is_repeatable,
        )
    if kind.to is To.BODY:
        wanted = request.GET.get("body", "")
        return with_asked(BodyForm, asked, leaflets)(data, bodies=_bodies(case, kind), wanted=wanted)
    return with_asked(PersonForm, asked, leaflets)(data)


def _officers(case: Case, kind: procedures.Letter) -> dict[UUID | None, str]:
    parts = Participant.objects.current().filter(case=case, role=kind.to_role).select_related("user")
    return {part.agency_id: part.user.full_name for part in parts}


def _bodies(case: Case, kind: procedures.Letter) -> list[ExternalBody]:
    today = timezone.localdate()
    found = ExternalBody.objects.for_letters(kind.body_kind, procedure_key=case.procedure_key, day=today)
    return list(found)


def _previewed(request: SignedIn, case: Case, kind: procedures.Letter, form: LetterForm) -> Sending:
    """The letter as it would go out now, to the first agency where there are several."""
    recipient = form.recipient
    agency = next(iter(recipient.get("agencies", [])), None) or _first_agency(form)
    body = recipient.get("body")
    readers = services.readers_of(case, kind, agency)
    return Sending(
        case=case,
        letter=kind,
        addressee=recipient.get("addressee")
        or (services.named(readers, body) if agency or body else "[Addressee]"),
        by=request.user,
        now=timezone.now(),
        agency=agency,
        address=recipient.get("address") or (body.address if body else ""),
        personal=getattr(form, "cleaned_data", {}).get("personal", ""),
        given=form.given,
        enclosed=services.enclosures_of(case, kind, form.enclosures),
    )


def _first_agency(form: LetterForm) -> Agency | None:
    return next(iter(form.by_id.values()), None) if isinstance(form, AgenciesForm) else None


def _sent_words(text: LetterText, sent: list[Letter]) -> str:
    if sent[0].agency_id is None:
        return f"{text.label} sent to {sent[0].addressee}."
    return f"{text.label} sent to {count_words(len(sent), 'agency', 'agencies')}."
