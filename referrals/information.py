"""Asking organisations what they know, and taking in what they say (seed 004, section 5.3).

The request waits for nobody else: clocks of the case run on.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from referrals.models import InformationRequest, InformationReturn
from scr.cases.audiences import Kind
from scr.cases.models import Case, CaseAgency
from scr.cases.policy import NotTheMoment, require, require_stage
from scr.cases.services import record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import has_passed, london_day
from scr.letters.services import issue
from scr.meetings.attending import invited
from scr.outbox.services import put_notice
from scr.people.identity import working_on
from scr.people.invited_links import end_link, invite_by_link, use_link
from scr.people.models import Agency, InvitedLink, User
from scr.people.roles import Do

STAGES = ("referred", "consulting", "considered")
ANSWER_PAGE = "referrals:answer_by_link"
MAIL = "referrals/email/information_link"


@dataclass(frozen=True)
class Outside:
    """Somebody of an organisation that has no account here."""

    organisation: str
    full_name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """What an organisation says it knows. Texts may be empty where nobody was known."""

    is_known: bool
    known_since: str = ""
    known_until: str = ""
    summary: str = ""
    concerns: str = ""
    are_records_secured: bool | None = None
    records_where: str = ""
    contact: str


def check_can_ask(case: Case) -> None:
    require_stage(case, *STAGES, otherwise="Information is asked for before the Chair decides.")


def agencies_to_ask(case: Case) -> list[Agency]:
    """Agencies of the case whose chief officer can answer, but for those that have yet to."""
    waiting = waiting_on(case).filter(agency__isnull=False).values("agency_id")
    joined = CaseAgency.objects.filter(case=case).exclude(agency_id__in=waiting)
    return [one.agency for one in joined.select_related("agency")]


def waiting_on(case: Case) -> Any:
    """Requests that were neither answered nor let go."""
    answered = InformationReturn.objects.filter(case=case).values("request_id")
    return InformationRequest.objects.filter(case=case, let_go_at__isnull=True).exclude(pk__in=answered)


@act
def ask(
    case: Case,
    *,
    words: str,
    reply_by: date,
    by: User,
    now: datetime,
    agencies: Collection[Agency] = (),
    outside: Outside | None = None,
) -> list[InformationRequest]:
    """Ask agencies of the case, and somebody outside, by letter 2; each request is a task with a date.

    Raises NotTheMoment once the Chair has decided, for a day that is over, for nobody, and for an agency
    or somebody outside that has yet to answer.
    """
    require(by, Do.ISSUE_LETTER, case=case)
    case = lock(case)
    check_can_ask(case)
    if reply_by <= london_day(now):
        raise NotTheMoment("The day by which you want an answer must lie ahead.")
    if not agencies and outside is None:
        raise NotTheMoment("Choose at least one organisation.")
    if set(agencies) - set(agencies_to_ask(case)):
        raise NotTheMoment("An agency that has yet to answer, or does not take part, cannot be asked.")
    if outside and waiting_on(case).filter(contact_email__iexact=outside.email).exists():
        raise NotTheMoment("They have yet to answer. Open that request to send them a new link.")
    more: dict[str, Any] = {"words": words, "reply_by": reply_by, "by": by, "now": now}
    asked = [_ask_agency(case, agency, **more) for agency in agencies]
    return [*asked, _ask_outside(case, outside, **more)] if outside else asked


def _ask_agency(
    case: Case, agency: Agency, *, words: str, reply_by: date, by: User, now: datetime
) -> InformationRequest:
    letter = issue(case, "2", agency=agency, personal=words, values={"reply_by": reply_by}, by=by, now=now)
    request = InformationRequest(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency),
        agency=agency,
        organisation=agency.name,
        words=words,
        reply_by=reply_by,
        asked_at=now,
        asked_by=by,
        letter=letter,
    )
    record(request, by=by, now=now, act="information_requested")
    _tell_of(request, "information_asked", by=by, now=now, agreed_on=reply_by)
    return request


def _ask_outside(
    case: Case, outside: Outside, *, words: str, reply_by: date, by: User, now: datetime
) -> InformationRequest:
    """Somebody outside gets the letter without what is said about whom; that stands behind the link."""
    letter = issue(
        case,
        "2_OUTSIDE",
        addressee=f"{outside.full_name}, {outside.organisation}",
        values={"reply_by": reply_by},
        by=by,
        now=now,
    )
    request = InformationRequest(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        organisation=outside.organisation,
        contact_name=outside.full_name,
        contact_email=outside.email,
        words=words,
        reply_by=reply_by,
        asked_at=now,
        asked_by=by,
        letter=letter,
    )
    request.link = _link_for(request, by=by, now=now)
    record(request, by=by, now=now, act="information_requested")
    _tell_of(request, "outsider_asked", by=by, now=now, agreed_on=reply_by)
    return request


def _link_for(request: InformationRequest, *, by: User, now: datetime) -> InvitedLink:
    link, _ = invite_by_link(
        purpose=ANSWER_PAGE,
        full_name=request.contact_name,
        email=request.contact_email,
        by=by,
        now=now,
        case_id=request.case_id,
        compartment_id=request.compartment_id,
        subject_id=request.pk,
        mail=MAIL,
    )
    return link


def _tell_of(request: InformationRequest, key: str, *, by: User | None, now: datetime, **more: Any) -> None:
    record_milestone(request.case, key, by=by, now=now, agency=request.agency, subject_id=request.pk, **more)


@act
def send_link_again(request: InformationRequest, *, by: User, now: datetime) -> InformationRequest:
    """A new link for somebody outside; the one before opens nothing any more.

    Raises NotTheMoment for an agency, and once the request is answered or let go.
    """
    require(by, Do.ISSUE_LETTER, case=request.case)
    case = lock(request.case)
    if request.link is None or not waiting_on(case).filter(pk=request.pk).exists():
        raise NotTheMoment("There is no link to send: the request is answered, or an agency answers it.")
    if request.link.is_open(now):
        end_link(request.link, by=by, now=now)
    request.link = _link_for(request, by=by, now=now)
    record(request, by=by, now=now, act="information_link_sent_again")
    return request


@act
def let_go(request: InformationRequest, *, reason: str, by: User, now: datetime) -> InformationRequest:
    """Wait for an answer no longer, and say why. Raises NotTheMoment once it is answered or let go."""
    require(by, Do.ISSUE_LETTER, case=request.case)
    case = lock(request.case)
    request.refresh_from_db()
    check_is_waiting(request)
    request.let_go_at, request.let_go_by, request.let_go_because = now, by, reason
    record(request, by=by, now=now, act="information_let_go")
    if request.link is not None and request.link.is_open(now):
        end_link(request.link, by=by, now=now)
    _tell_of(request, f"{_kind(request)}_let_go", by=by, now=now)
    return InformationRequest.objects.select_related("case").get(pk=request.pk, case=case)


def check_is_waiting(request: InformationRequest) -> None:
    if not waiting_on(request.case).filter(pk=request.pk).exists():
        raise NotTheMoment("This request has been answered or let go already.")


def _kind(request: InformationRequest) -> str:
    """How the milestones of a request begin."""
    return "information" if request.agency_id else "outsider"


@act
def answer(request: InformationRequest, known: Known, *, by: User, now: datetime) -> InformationReturn:
    """A chief officer says what the agency knows; saying it again corrects it, and both stay.

    Raises NotTheMoment for a request that was let go, and once the Chair has decided.
    """
    require(by, Do.ANSWER_REQUEST, case=request.case, agency=request.agency)
    case = lock(request.case)
    request.refresh_from_db()
    check_can_answer(request, case)
    is_first = not InformationReturn.objects.filter(request=request).exists()
    as_whom = ", ".join(filter(None, [by.full_name, by.job_title]))
    row = _returned(request, known, answered_by=by, answered_as=as_whom[:160], now=now)
    record(row, by=by, now=now, act="information_returned")
    if is_first:
        _tell_of(request, "information_returned", by=by, now=now)
    _tell_runners(request, now)
    return row


def check_can_answer(request: InformationRequest, case: Case) -> None:
    if request.let_go_at is not None:
        raise NotTheMoment("The board no longer waits for this answer.")
    require_stage(case, *STAGES, otherwise="The Chair has decided; answers are no longer taken in here.")


def answer_by_link(link: InvitedLink, known: Known, *, answered_as: str, now: datetime) -> InformationReturn:
    """Somebody outside answers through the link, which opens nothing afterwards. Raises LinkClosed."""
    assert link.case_id is not None  # it was sent for a request of a case
    with working_on(link.case_id):
        link = use_link(link, now=now)
        request = request_of(link)
        lock(request.case)
        row = _returned(request, known, answered_by=None, answered_as=answered_as, now=now)
        record(row, by=None, now=now, act="information_returned")
        _tell_of(request, "outsider_returned", by=None, now=now)
        _tell_runners(request, now)
    return row


def request_of(link: InvitedLink) -> InformationRequest:
    """The request that a link was sent for, for its holder alone; read while working on its case."""
    found = InformationRequest.objects.select_related("case", "compartment", "asked_by")
    assert link.subject_id is not None
    return found.get(pk=link.subject_id)


def _returned(
    request: InformationRequest, known: Known, *, answered_by: User | None, answered_as: str, now: datetime
) -> InformationReturn:
    return InformationReturn(
        case=request.case,
        compartment=request.compartment,
        request=request,
        answered_at=now,
        answered_by=answered_by,
        answered_as=answered_as,
        **asdict(known),
    )


def _tell_runners(request: InformationRequest, now: datetime) -> None:
    """Tell who runs the case that an answer came; its words tell nothing of it."""
    reference = request.case.reference
    for part in invited(request.case):
        if Do.ISSUE_LETTER in part.does:
            put_notice(
                key=f"returned:{request.pk}:{now.isoformat()}:{part.user_id}",
                recipient=part.user,
                subject=f"An answer came on {reference}",
                body=f"An organisation answered a request on {reference}. Sign in to read it.",
                path=f"/cases/{request.case_id}/information/{request.pk}/",
                now=now,
                case_id=request.case_id,
                compartment_id=request.compartment_id,
            )


@dataclass(frozen=True)
class Standing:
    """How a request stands: the answer that holds, those before it, and whether it came in time."""

    request: InformationRequest
    returns: list[InformationReturn]
    now: datetime

    @property
    def newest(self) -> InformationReturn | None:
        return self.returns[0] if self.returns else None

    @property
    def is_late(self) -> bool:
        """Whether the day has passed without an answer, or the first one came after it."""
        if self.request.let_go_at and not self.returns:
            return False
        came = self.returns[-1].answered_at if self.returns else self.now
        return has_passed(self.request.reply_by, came)

    @property
    def state(self) -> str:
        if self.newest is not None:
            return "Answered late" if self.is_late else "Answered"
        if self.request.let_go_at is not None:
            return "No longer needed"
        return "Overdue" if self.is_late else "Waiting"


def standings(case: Case, user: Any, *, now: datetime) -> list[Standing]:
    """The requests of a case that somebody may see, each with its answers; two queries."""
    mine = InformationRequest.objects.visible_to(user).filter(case=case)
    rows = list(mine.select_related("agency", "asked_by", "let_go_by", "link", "letter"))
    returns: dict[Any, list[InformationReturn]] = {row.pk: [] for row in rows}
    for one in InformationReturn.objects.visible_to(user).filter(request__in=list(returns)):
        returns[one.request_id].append(one)
    return [Standing(row, returns[row.pk], now) for row in rows]
