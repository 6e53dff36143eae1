"""What an agency does before it writes: appoint its reviewer (seed 004, section 5.4)."""

from datetime import datetime

from reviews.models import AuthorAppointment
from scr.cases.audiences import Kind
from scr.cases.events import has_happened
from scr.cases.independence import Answers, state_independence
from scr.cases.models import Case, Participant
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.people.services import invite, send_invitation


@act
def appoint_author(
    case: Case,
    agency: Agency,
    *,
    author: User,
    answers: Answers,
    by: User,
    now: datetime,
    until: datetime | None = None,
) -> Participant:
    """Appoint who writes an agency's review: neither involved nor the immediate manager of who was.

    The part ends with the contract, at `until`. Raises NotTheMoment for somebody of another agency, for a yes
    to one of the three questions, and for somebody whom an agency has named as involved.
    """
    require(by, Do.APPOINT_AUTHOR, case=case, agency=agency)
    case = lock(case)
    if author.agency_id != agency.pk:
        raise NotTheMoment(f"The reviewer must work for {agency.name}.")
    state_independence(case, author, role="agency_author", agency=agency, answers=answers, by=by, now=now)
    part = add_participant(case, author, role="agency_author", agency=agency, by=by, now=now, until=until)
    row = AuthorAppointment(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency),
        agency=agency,
        author=author,
        appointed_at=now,
        appointed_by=by,
    )
    record(row, by=by, now=now, act="author_appointed")
    if not has_happened(case, "author_appointed", agency=agency):
        record_milestone(case, "author_appointed", by=by, now=now, agency=agency)
    return part


@act
def invite_author(
    case: Case,
    agency: Agency,
    *,
    email: str,
    full_name: str,
    job_title: str,
    answers: Answers,
    by: User,
    now: datetime,
    until: datetime | None = None,
) -> Participant:
    """Invite somebody of the agency who has no account yet, and appoint them."""
    require(by, Do.APPOINT_AUTHOR, case=case, agency=agency)
    author = invite(email=email, full_name=full_name, job_title=job_title, agency=agency, by=by, now=now)
    send_invitation(author, by=by, now=now)
    return appoint_author(case, agency, author=author, answers=answers, by=by, now=now, until=until)
