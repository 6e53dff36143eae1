"""Issuing letters and acknowledging them. The room that issues a letter passes what stands in it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from scr.cases.audiences import Kind
from scr.cases.models import Case, Participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import compartment_of, lock, record, record_milestone
from scr.documents.services import request_pdf
from scr.letters.models import Letter
from scr.outbox.services import put_notice
from scr.people.models import Agency, Board, User
from scr.people.roles import Do


@transaction.atomic
def issue(
    case: Case,
    code: str,
    *,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    addressee: str = "",
    values: dict[str, Any] | None = None,
    happened_at: datetime | None = None,
) -> Letter:
    """Issue a letter of the procedure: recorded now, its PDF made by the worker, its reader told by notice.

    Meets the clock that waits for it. The same letter may go out again, for instance with changed terms of
    reference; each issue is a row of its own.
    """
    require(by, Do.ISSUE_LETTER, case=case)
    case = lock(case)
    kind = case.procedure.letter(code)
    compartment = compartment_of(case, Kind.ROOM if agency else Kind.PANEL, agency)
    readers = _readers(case, kind.to_role, agency)
    addressee = addressee or ", ".join(part.user.full_name for part in readers) or "Chief officer"
    html = letter_html(case, code, agency=agency, addressee=addressee, by=by, now=now, values=values)
    letter = Letter(
        case=case,
        compartment=compartment,
        code=code,
        name=kind.name,
        agency=agency,
        addressee=addressee,
        issued_at=now,
        issued_by=by,
        rendering=request_pdf(
            case,
            compartment,
            kind="letter",
            title=f"{kind.label}: {kind.name}" + (f" - {agency.short_name}" if agency else ""),
            filename=f"{case.reference} {kind.label}{' ' + agency.short_name if agency else ''}.pdf",
            html=html,
            by=by,
            now=now,
            agency=agency,
        ),
    )
    record(letter, by=by, now=now, act="letter_issued", code=code)
    record_milestone(case, kind.milestone, by=by, now=now, happened_at=happened_at, agency=agency)
    for part in readers:
        _tell(letter, part.user, now)
    return letter


def letter_html(
    case: Case,
    code: str,
    *,
    addressee: str,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    values: dict[str, Any] | None = None,
) -> str:
    """A letter as a page, for its preview and for its PDF."""
    kind = case.procedure.letter(code)
    context = {
        "case": case,
        "letter": kind,
        "agency": agency,
        "addressee": addressee,
        "board": Board.objects.get(),
        "signed_by": by,
        "now": now,
        **(values or {}),
    }
    return render_to_string(f"letters/{kind.template}.html", context)


def _readers(case: Case, role: str, agency: Agency | None) -> list[Participant]:
    parts = Participant.objects.current().filter(case=case, role=role, agency=agency)
    return list(parts.select_related("user")) if role else []


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
    )


@transaction.atomic
def acknowledge(letter: Letter, *, by: User, now: datetime) -> Letter:
    """A chief officer confirms that a letter was read. Raises NotTheMoment the second time."""
    require(by, Do.ACKNOWLEDGE_LETTER, case=letter.case, agency=letter.agency)
    lock(letter.case)
    letter.refresh_from_db()
    if letter.acknowledged_at is not None:
        raise NotTheMoment("This letter has been acknowledged already.")
    letter.acknowledged_at, letter.acknowledged_by = now, by
    record(letter, by=by, now=now, act="letter_acknowledged", code=letter.code)
    milestone = letter.case.procedure.letter(letter.code).acknowledged
    if milestone:
        record_milestone(letter.case, milestone, by=by, now=now, agency=letter.agency)
    return letter
