"""The letters of a case: what went to whom, reading and acknowledging one."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scr.cases.events import standing_milestones
from scr.cases.holding import pending_proceedings
from scr.cases.links import trail
from scr.cases.models import Case, CaseAgency, Duty
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.dates import count_words
from scr.letters import services
from scr.letters.forms import ReceiptForm
from scr.letters.models import Letter
from scr.letters.paper import text_of
from scr.letters.texts import texts_that_hold
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do
from scr.procedures import model as procedures


@dataclass
class Section:
    """One letter of the procedure on the page: what was sent, and who still waits for it."""

    kind: procedures.Letter
    label: str
    is_asked_for: bool
    is_its_moment: bool
    may_issue: bool
    letters: list[Letter] = field(default_factory=list)
    without: list[Agency] = field(default_factory=list)
    due: datetime | None = None

    @property
    def is_for_all(self) -> bool:
        """Whether every agency gets this letter once."""
        return self.kind.is_per_agency and not self.kind.is_repeatable

    @property
    def unsent(self) -> list[Agency]:
        """Agencies that are shown as waiting: once it is clear that all of them get this letter."""
        return self.without if self.is_for_all and self.is_shown else []

    @property
    def is_shown(self) -> bool:
        is_waited_for = self.is_asked_for and self.is_its_moment
        return bool(self.letters or (is_waited_for and (self.can_send or (self.is_for_all and self.without))))

    @property
    def can_send(self) -> bool:
        is_left = self.kind.is_repeatable or (self.without if self.kind.is_per_agency else not self.letters)
        return bool(self.may_issue and is_left and self.is_its_moment and not self.kind.is_sent_by_act)

    @property
    def send_words(self) -> str:
        """What the button says: "Send letter H to 8 chief officers"."""
        name = self.label[0].lower() + self.label[1:]
        if self.kind.is_repeatable:
            return f"Send {name} again" if self.letters else f"Send {name}"
        if not self.kind.is_per_agency:
            return f"Send the {name}"
        return f"Send {name} to {count_words(len(self.without), 'chief officer')}"


@login_required
@require_safe
def letters(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What was sent to whom and when, letter by letter, what is still to send, and what else can be."""
    case = case_for(request.user, case_id)
    sections = _sections(request, case)
    shown = [one for one in sections if one.is_shown]
    context = {
        "case": case,
        "sections": shown,
        "others": [one for one in sections if one.can_send and not one.is_shown],
        "proceedings": pending_proceedings(case, request.user),
        "primary": next((one for one in shown if one.can_send and one.is_asked_for), None),
        "breadcrumbs": trail(case, ("Letters", "")),
    }
    return render(request, "letters/list.html", context)


def _sections(request: SignedIn, case: Case) -> list[Section]:
    """A section for each letter of the procedure, from six queries however many were sent."""
    user = request.user
    may_issue = may(user, Do.ISSUE_LETTER, case=case)
    found = Letter.objects.visible_to(user).filter(case=case)
    sent = list(found.select_related("agency", "rendering__document", "acknowledged_by"))
    rooms = CaseAgency.objects.visible_to(user).filter(case=case).select_related("agency")
    agencies = [one.agency for one in rooms]
    happened = set(standing_milestones(case).values_list("key", flat=True))
    texts = texts_that_hold(case.procedure)
    due = _due(request, case)
    sections = []
    for kind in case.procedure.letters:
        rule = services.rule_sent_by(case, kind)
        mine = [one for one in sent if one.code == kind.code]
        section = Section(
            kind=kind,
            label=texts[kind.code].label,
            is_asked_for=rule is not None or kind.is_sent_by_act,
            is_its_moment=not kind.follows or kind.follows in happened,
            may_issue=may_issue,
            letters=mine,
            without=_without(agencies, mine),
            due=due.get(rule.key) if rule else None,
        )
        sections.append(section)
    return sections


def _due(request: SignedIn, case: Case) -> dict[str, Any]:
    """The nearest due moment of each rule that this person may know of."""
    waiting = Duty.objects.visible_to(request.user).open().filter(case=case, due_at__isnull=False)
    return {duty.rule_key: duty.due_at for duty in reversed(waiting)}


def _without(agencies: Collection[Agency], sent: Collection[Letter]) -> list[Agency]:
    has_it = {letter.agency_id for letter in sent}
    return [agency for agency in agencies if agency.pk not in has_it]


@login_required
@require_safe
def letter(request: SignedIn, letter_id: UUID) -> HttpResponse:
    """One letter as it was sent, and its acknowledgement."""
    found = _letter(request, letter_id)
    is_replaced = services.is_replaced(found)
    waits = found.acknowledged_at is None and not is_replaced
    context = {
        "case": found.case,
        "letter": found,
        "kind": found.case.procedure.letter(found.code),
        "text": text_of(found.rendering.html),
        "is_replaced": is_replaced,
        "can_acknowledge": waits and _is_officer(request, found),
        "can_record_receipt": waits
        and found.agency is None
        and may(request.user, Do.ISSUE_LETTER, case=found.case),
        "breadcrumbs": _trail(found),
    }
    return render(request, "letters/letter.html", context)


def _is_officer(request: SignedIn, found: Letter) -> bool:
    action = Do.ACKNOWLEDGE_LETTER
    return found.agency is not None and may(request.user, action, case=found.case, agency=found.agency)


def _trail(found: Letter, *steps: tuple[str, str]) -> list[dict[str, str]]:
    own = reverse("letters:letter", args=[found.pk]) if steps else ""
    above = ("Letters", reverse("letters:list", args=[found.case_id]))
    return trail(found.case, above, (found.label, own), *steps)


@login_required
@require_POST
def acknowledge(request: SignedIn, letter_id: UUID) -> HttpResponse:
    found = services.acknowledge(_letter(request, letter_id), by=request.user, now=timezone.now())
    messages.success(request, "You have acknowledged this letter. The board’s administrator can see it.")
    return redirect("letters:letter", letter_id=found.pk)


@login_required
@require_http_methods(["GET", "POST"])
def record_receipt(request: SignedIn, letter_id: UUID) -> HttpResponse:
    """Note when a body or person outside acknowledged a letter."""
    found = _letter(request, letter_id)
    require(request.user, Do.ISSUE_LETTER, case=found.case)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.record_receipt(found, by=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "The acknowledgement is recorded.")
            return redirect("letters:letter", letter_id=found.pk)
    context = {
        "case": found.case,
        "letter": found,
        "form": form,
        "breadcrumbs": _trail(found, ("Record the acknowledgement", "")),
    }
    return render(request, "letters/record_receipt.html", context)


def _letter(request: SignedIn, letter_id: UUID) -> Letter:
    found = fetch(Letter, request.user, pk=letter_id)
    return Letter.objects.select_related(
        "case", "compartment", "agency", "body", "rendering", "issued_by", "acknowledged_by"
    ).get(pk=found.pk)
