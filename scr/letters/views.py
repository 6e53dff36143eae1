"""The letters of a case: what went to whom, sending more, reading and acknowledging one."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scr.audit.models import Look
from scr.audit.services import note_look
from scr.cases.links import trail
from scr.cases.models import Case, CaseAgency, Duty, Participant
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.dates import count_words
from scr.letters import services
from scr.letters.forms import AddresseeForm, AgenciesForm
from scr.letters.models import Letter
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do
from scr.procedures import model as procedures


@dataclass
class Section:
    """One letter of the procedure on the page: what was sent, and who still waits for it."""

    kind: procedures.Letter
    letters: list[Letter] = field(default_factory=list)
    unsent: list[Agency] = field(default_factory=list)
    due: Any = None
    can_send: bool = False

    @property
    def is_shown(self) -> bool:
        return bool(self.letters or self.unsent or self.can_send)

    @property
    def send_words(self) -> str:
        """What the button says: "Send letter H to 8 chief officers"."""
        name = self.kind.label[0].lower() + self.kind.label[1:]
        if not self.kind.is_per_agency:
            return f"Send the {name}"
        return f"Send {name} to {count_words(len(self.unsent), 'chief officer')}"


@login_required
@require_safe
def letters(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What was sent to whom and when, letter by letter, and what is still to send."""
    case = case_for(request.user, case_id)
    may_issue = may(request.user, Do.ISSUE_LETTER, case=case)
    found = Letter.objects.visible_to(request.user).filter(case=case)
    sent = list(found.select_related("agency", "rendering__document", "acknowledged_by"))
    rooms = CaseAgency.objects.visible_to(request.user).filter(case=case).select_related("agency")
    agencies = [one.agency for one in rooms]
    waiting = Duty.objects.visible_to(request.user).open().filter(case=case, due_at__isnull=False)
    due = {duty.rule_key: duty.due_at for duty in reversed(waiting)}
    sections = [
        _section(case, kind, sent=sent, agencies=agencies, due=due, may_issue=may_issue)
        for kind in case.procedure.letters
    ]
    context = {
        "case": case,
        "sections": [one for one in sections if one.is_shown],
        "primary": next((one for one in sections if one.can_send), None),
        "breadcrumbs": trail(case, ("Letters", "")),
    }
    return render(request, "letters/list.html", context)


def _section(
    case: Case,
    kind: procedures.Letter,
    *,
    sent: list[Letter],
    agencies: list[Agency],
    due: dict[str, Any],
    may_issue: bool,
) -> Section:
    mine = [letter for letter in sent if letter.code == kind.code]
    has_it = {letter.agency_id for letter in mine}
    unsent = [agency for agency in agencies if agency.pk not in has_it] if kind.is_per_agency else []
    rule = services.rule_sent_by(case, kind)
    is_left = bool(unsent) if kind.is_per_agency else not mine
    return Section(
        kind=kind,
        letters=mine,
        unsent=unsent,
        due=due.get(rule.key) if rule else None,
        can_send=may_issue and is_left and services.is_its_moment(case, kind),
    )


@login_required
@require_http_methods(["GET", "POST"])
def issue(request: SignedIn, case_id: UUID, code: str) -> HttpResponse:
    """The text of a letter and whom it goes to; sending records it and tells its readers."""
    case = case_for(request.user, case_id)
    require(request.user, Do.ISSUE_LETTER, case=case)
    kind = next((one for one in case.procedure.letters if one.code == code), None)
    if kind is None or services.rule_sent_by(case, kind) is None:
        raise Http404
    form, first = _form(case, kind, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        with refusals_on(form):
            sent = services.issue_to(case, code, by=request.user, now=now, **form.issue_to)
            messages.success(request, _sent_words(kind, sent))
            return redirect("letters:list", case_id=case.pk)
    html = services.letter_html(
        case, code, agency=first, addressee="Chief officer", by=request.user, now=timezone.now()
    )
    context = {
        "case": case,
        "kind": kind,
        "form": form,
        "text": services.text_of(html),
        "is_its_moment": services.is_its_moment(case, kind),
        "is_left": first is not None or not kind.is_per_agency,
        "breadcrumbs": trail(case, ("Letters", reverse("letters:list", args=[case.pk])), (kind.label, "")),
    }
    return render(request, "letters/issue.html", context)


def _form(case: Case, kind: procedures.Letter, data: Any) -> tuple[Any, Agency | None]:
    """The form that asks for the recipients, and the agency for which the text is shown."""
    if not kind.is_per_agency:
        return AddresseeForm(data), None
    agencies = services.agencies_without(case, kind.code)
    parts = Participant.objects.current().filter(case=case, role=kind.to_role).select_related("user")
    officers = {part.agency_id: part.user.full_name for part in parts}
    form = AgenciesForm(data, agencies=agencies, officers=officers)
    return form, agencies[0] if agencies else None


def _sent_words(kind: procedures.Letter, sent: list[Letter]) -> str:
    if not kind.is_per_agency:
        return f"{kind.label} sent to {sent[0].addressee}."
    return f"{kind.label} sent to {count_words(len(sent), 'agency', 'agencies')}."


@login_required
@require_safe
def letter(request: SignedIn, letter_id: UUID) -> HttpResponse:
    """One letter as it was sent, and its acknowledgement. Every look is recorded."""
    found = _letter(request, letter_id)
    note_look(Look.Kind.SEEN, by=request.user, at=timezone.now(), path=request.path, subject=found)
    kind = found.case.procedure.letter(found.code)
    officer = found.agency is not None and may(
        request.user, Do.ACKNOWLEDGE_LETTER, case=found.case, agency=found.agency
    )
    context = {
        "case": found.case,
        "letter": found,
        "kind": kind,
        "text": services.text_of(found.rendering.html),
        "can_acknowledge": officer and found.acknowledged_at is None,
        "breadcrumbs": trail(
            found.case, ("Letters", reverse("letters:list", args=[found.case_id])), (kind.label, "")
        ),
    }
    return render(request, "letters/letter.html", context)


@login_required
@require_POST
def acknowledge(request: SignedIn, letter_id: UUID) -> HttpResponse:
    found = services.acknowledge(_letter(request, letter_id), by=request.user, now=timezone.now())
    messages.success(request, "You have acknowledged this letter. The board’s administrator can see it.")
    return redirect("letters:letter", letter_id=found.pk)


def _letter(request: SignedIn, letter_id: UUID) -> Letter:
    found = fetch(Letter, request.user, pk=letter_id)
    return Letter.objects.select_related(
        "case", "compartment", "agency", "rendering", "issued_by", "acknowledged_by"
    ).get(pk=found.pk)
