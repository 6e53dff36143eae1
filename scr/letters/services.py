"""Issuing letters and acknowledging them. The room that issues a letter passes what stands in it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from lxml import html as markup

from scr.cases.audiences import Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Case, CaseAgency, Duty, Participant
from scr.cases.policy import NotTheMoment, parts_of, require
from scr.cases.services import record_milestone
from scr.cases.writing import compartment_of, lock, record
from scr.documents.services import request_pdf
from scr.letters.models import Letter
from scr.outbox.services import put_notice
from scr.people.models import Agency, Board, User
from scr.people.roles import Do
from scr.procedures import model as procedures
from scr.procedures.model import Rule

LETTERS_PAGE = "letters:list"


def rule_sent_by(case: Case, kind: procedures.Letter) -> Rule | None:
    """The rule that asks for a letter on the page of letters; None where another room sends it."""
    rules = case.procedure.rules_met_by(kind.milestone)
    return next((rule for rule in rules if rule.page.name == LETTERS_PAGE), None)


def is_its_moment(case: Case, kind: procedures.Letter) -> bool:
    """Whether what the letter follows from has happened."""
    rule = rule_sent_by(case, kind)
    return rule is not None and has_happened(case, rule.trigger)


def agencies_without(case: Case, code: str) -> list[Agency]:
    """Agencies of a case to which a letter has not gone yet."""
    sent = Letter.objects.filter(case=case, code=code, agency__isnull=False).values("agency_id")
    left = CaseAgency.objects.filter(case=case).exclude(agency_id__in=sent)
    return [one.agency for one in left.select_related("agency")]


@transaction.atomic
def issue_to(
    case: Case,
    code: str,
    *,
    by: User,
    now: datetime,
    agencies: Collection[Agency] = (),
    addressee: str = "",
) -> list[Letter]:
    """Send a letter to agencies that do not have it yet, or once to a body outside: all of them or none.

    Raises NotTheMoment before what the letter follows from has happened, and when somebody else was faster.
    """
    require(by, Do.ISSUE_LETTER, case=case)
    case = lock(case)
    kind = case.procedure.letter(code)
    if not is_its_moment(case, kind):
        raise NotTheMoment(f"{kind.label} cannot be sent yet: what it tells of has not been decided.")
    for earlier in Letter.objects.filter(case=case, code=code).select_related("agency"):
        if earlier.agency in agencies or not kind.is_per_agency:
            raise NotTheMoment(f"{kind.label} has gone to {earlier.agency or earlier.addressee} already.")
    if not kind.is_per_agency:
        return [issue(case, code, by=by, now=now, addressee=addressee)]
    if not agencies:
        raise NotTheMoment("Choose at least one agency.")
    return [issue(case, code, by=by, now=now, agency=agency) for agency in agencies]


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
        "signed_as": _post_of(by, case),
        "now": now,
        **_moments(case, kind),
        **(values or {}),
    }
    return render_to_string(f"letters/{kind.template}.html", context)


def _post_of(user: User, case: Case) -> str:
    """What somebody signs as: the post on the board, else the role on the case."""
    return next((part.post or part.role_name for part in parts_of(user, case)), "")


def _moments(case: Case, kind: procedures.Letter) -> dict[str, Any]:
    """When what the letter follows from happened, and what has been due on the case as a whole since."""
    rule = rule_sent_by(case, kind)
    before = standing_milestones(case).filter(key=rule.trigger).last() if rule else None
    clocks = Duty.objects.filter(case=case, agency__isnull=True, due_at__isnull=False)
    return {
        "follows_at": before.happened_at if before else None,
        "due": dict(clocks.values_list("rule_key", "due_at")),
    }


def text_of(html: str) -> SafeString:
    """The words of a letter for a page, without the paper around them.

    The letter is a page of ours, in which every value was escaped.
    """
    body = markup.document_fromstring(html).find("body")
    for paper in body.xpath("//*[starts-with(@class, 'running-')]"):
        paper.drop_tree()
    for heading in body.iter("h1", "h2"):
        heading.tag = "h3" if heading.tag == "h2" else "h2"
    return mark_safe("".join(markup.tostring(part, encoding="unicode") for part in body))


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
