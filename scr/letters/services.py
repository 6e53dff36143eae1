"""Issuing letters and acknowledging them. The room that issues a letter passes what stands in it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from scr.cases.audiences import Kind
from scr.cases.events import has_happened
from scr.cases.holding import refuse_held_letter
from scr.cases.models import Case, CaseAgency, Participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.documents.services import request_pdf
from scr.letters.leaflets import Sheet, sheets_of
from scr.letters.models import Letter
from scr.letters.paper import letter_html
from scr.letters.texts import text_of_letter
from scr.letters.values import Sending
from scr.outbox.services import put_notice
from scr.people.models import Agency, ExternalBody, User
from scr.people.roles import Do
from scr.procedures import model as procedures
from scr.procedures.rule import Rule

LETTER_PAGES = {"letters:list", "letters:issue"}
NO_OFFICER = "Chief officer"


def rule_sent_by(case: Case, kind: procedures.Letter) -> Rule | None:
    """The rule that asks for a letter on the pages of letters; None for one that nothing asks for."""
    rules = case.procedure.rules_met_by(kind.milestone)
    return next((rule for rule in rules if rule.page.name in LETTER_PAGES), None)


def is_its_moment(case: Case, kind: procedures.Letter) -> bool:
    """Whether what the letter follows from has happened."""
    return not kind.follows or has_happened(case, kind.follows)


def agencies_to_send_to(case: Case, kind: procedures.Letter) -> list[Agency]:
    """Agencies of a case to which a letter can go: those without it, unless it may go out again."""
    taking_part = CaseAgency.objects.filter(case=case).select_related("agency")
    if not kind.is_repeatable:
        sent = Letter.objects.filter(case=case, code=kind.code, agency__isnull=False).values("agency_id")
        taking_part = taking_part.exclude(agency_id__in=sent)
    return [one.agency for one in taking_part]


@act
def issue_to(
    case: Case,
    code: str,
    *,
    by: User,
    now: datetime,
    agencies: Collection[Agency] = (),
    **more: Any,
) -> list[Letter]:
    """Send a letter to agencies, or to a body or person outside: all of them or none.

    Raises NotTheMoment before what the letter follows from has happened, while a hold keeps it back and, for
    one that goes out once, when somebody else was faster.
    """
    require(by, Do.ISSUE_LETTER, case=case)
    case = lock(case)
    kind = case.procedure.letter(code)
    if not is_its_moment(case, kind):
        raise NotTheMoment(f"{kind.label} cannot be sent yet: what it tells of has not been recorded.")
    refuse_held_letter(case, code)
    _refuse_second(case, kind, agencies)
    if not kind.is_per_agency:
        return [issue(case, code, by=by, now=now, **more)]
    if not agencies:
        raise NotTheMoment("Choose at least one agency.")
    return [issue(case, code, by=by, now=now, agency=agency, **more) for agency in agencies]


def _refuse_second(case: Case, kind: procedures.Letter, agencies: Collection[Agency]) -> None:
    if kind.is_repeatable:
        return
    for earlier in Letter.objects.filter(case=case, code=kind.code).select_related("agency"):
        if earlier.agency in agencies or not kind.is_per_agency:
            raise NotTheMoment(f"{kind.label} has gone to {earlier.agency or earlier.addressee} already.")


@act
def issue(
    case: Case,
    code: str,
    *,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    body: ExternalBody | None = None,
    addressee: str = "",
    address: str = "",
    personal: str = "",
    values: Mapping[str, Any] | None = None,
    happened_at: datetime | None = None,
    enclosed: Collection[str] = (),
) -> Letter:
    """Issue a letter of the procedure: recorded now, its PDF made by the worker, its reader told by notice.

    Meets the clock that waits for it. The same letter may go out again, for instance with changed terms of
    reference; each issue is a row of its own. Raises Incomplete for a field without a value.
    """
    require(by, Do.ISSUE_LETTER, case=case)
    case = lock(case)
    kind = case.procedure.letter(code)
    readers = readers_of(case, kind, agency)
    sending = Sending(
        case,
        kind,
        addressee or named(readers, body),
        by,
        now,
        agency,
        address or (body.address if body else ""),
        personal,
        values or {},
        enclosed=enclosures_of(case, kind, enclosed),
    )
    letter = _kept(sending, body)
    if kind.milestone:
        record_milestone(
            case,
            kind.milestone,
            by=by,
            now=now,
            happened_at=happened_at,
            agency=agency,
            subject_id=body.pk if body else None,
        )
    for part in readers:
        _tell(letter, part.user, now)
    return letter


def enclosures_of(case: Case, kind: procedures.Letter, codes: Collection[str]) -> list[Sheet]:
    """The leaflets chosen to go with a letter. Raises NotTheMoment for one that does not go with it."""
    if not set(codes) <= set(kind.encloses):
        raise NotTheMoment(f"This leaflet does not go with {kind.label}.")
    return sheets_of(case.procedure, codes)


def _kept(sending: Sending, body: ExternalBody | None) -> Letter:
    """The row of a letter, with the request for its PDF."""
    case, kind, agency, now = sending.case, sending.letter, sending.agency, sending.now
    compartment = compartment_of(case, Kind.ROOM if agency else Kind.PANEL, agency)
    text = text_of_letter(case.procedure_key, kind)
    rendering = request_pdf(
        case,
        compartment,
        kind="letter",
        title=f"{text.label}: {kind.name}" + (f" - {agency.short_name}" if agency else ""),
        filename=f"{case.reference} {text.label}{' ' + agency.short_name if agency else ''}.pdf",
        html=letter_html(sending, text),
        by=sending.by,
        now=now,
        agency=agency,
    )
    letter = Letter(
        case=case,
        compartment=compartment,
        code=kind.code,
        label=text.label,
        name=kind.name,
        text_version=text.version,
        agency=agency,
        body=body,
        addressee=sending.addressee,
        issued_at=now,
        issued_by=sending.by,
        rendering=rendering,
        enclosed=[one.label for one in sending.enclosed],
    )
    record(letter, by=sending.by, now=now, act="letter_issued", code=kind.code, version=text.version)
    return letter


def readers_of(case: Case, kind: procedures.Letter, agency: Agency | None) -> list[Participant]:
    """Who gets a letter to an agency; nobody signs in for a body or person outside."""
    if agency is None:
        return []
    parts = Participant.objects.current().filter(case=case, role=kind.to_role, agency=agency)
    return list(parts.select_related("user"))


def named(readers: Collection[Participant], body: ExternalBody | None = None) -> str:
    """The addressee as printed where nobody typed one."""
    return body.name if body else ", ".join(part.user.full_name for part in readers) or NO_OFFICER


def _tell(letter: Letter, user: User, now: datetime) -> None:
    put_notice(
        key=f"letter:{letter.pk}:{user.pk}",
        recipient=user,
        subject=f"A letter for you on {letter.case.reference}",
        body=f"The board has sent you a letter on {letter.case.reference}. Sign in to read it.",
        path=f"/letters/{letter.pk}/",
        now=now,
        case_id=letter.case_id,
        compartment_id=letter.compartment_id,
        is_urgent=_has_short_clock(letter),
    )


def _has_short_clock(letter: Letter) -> bool:
    """Whether the letter runs against a clock of hours, and so cannot wait for the day's e-mail."""
    procedure = letter.case.procedure
    rules = procedure.rules_met_by(procedure.letter(letter.code).milestone)
    return any(rule.reminder_hours for rule in rules)


@act
def acknowledge(letter: Letter, *, by: User, now: datetime) -> Letter:
    """A chief officer confirms that a letter was read.

    Raises NotTheMoment the second time, and for a letter that a later one has replaced.
    """
    require(by, Do.ACKNOWLEDGE_LETTER, case=letter.case, agency=letter.agency)
    if is_replaced(letter):
        raise NotTheMoment(
            "This letter has been sent anew since. Acknowledge the later one, which takes its place."
        )
    return _acknowledged(letter, at=now, by=by, now=now)


def is_replaced(letter: Letter) -> bool:
    """Whether the same letter went to the agency again: one of those that every agency has once."""
    if letter.case.procedure.letter(letter.code).is_repeatable:
        return False
    later = Letter.objects.filter(case=letter.case_id, code=letter.code, agency=letter.agency_id)
    return later.filter(issued_at__gt=letter.issued_at).exists()


@act
def record_receipt(letter: Letter, *, received_at: datetime, by: User, now: datetime) -> Letter:
    """Note that a body or person outside acknowledged a letter: they have no account to do it with.

    Raises NotTheMoment for an agency's letter, for a moment before it was sent and for the second time.
    """
    require(by, Do.ISSUE_LETTER, case=letter.case)
    if letter.agency_id is not None:
        raise NotTheMoment("The agency’s chief officer acknowledges this letter.")
    if not letter.issued_at <= received_at <= now:
        raise NotTheMoment(
            "The acknowledgement must have come after the letter was sent, and not later than now."
        )
    return _acknowledged(letter, at=received_at, by=by, now=now)


def _acknowledged(letter: Letter, *, at: datetime, by: User, now: datetime) -> Letter:
    lock(letter.case)
    letter.refresh_from_db()
    if letter.acknowledged_at is not None:
        raise NotTheMoment("This letter has been acknowledged already.")
    letter.acknowledged_at, letter.acknowledged_by = at, by
    record(letter, by=by, now=now, act="letter_acknowledged", code=letter.code)
    milestone = letter.case.procedure.letter(letter.code).acknowledged
    if milestone:
        record_milestone(letter.case, milestone, by=by, now=now, agency=letter.agency)
    return letter
