"""Authors are independent: what is declared about them, what contradicts it, and a second person's check.

An author was not involved in the case, is not the immediate manager of anybody who was, and is not on its
panel (seed 004, sections 2 and 5.4). Who writes the overview has no tie to an agency that the review is
about; somebody in house, whom money may force, is not a current panel member either (section 8).
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from scr.cases.audiences import Kind
from scr.cases.models import Case, CaseAgency, IndependenceStatement, InvolvedPerson
from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.people.services import posts_of


@dataclass(frozen=True)
class Answers:
    """The three questions about an author; a yes to any of them refuses."""

    was_involved: bool
    manages_involved: bool
    is_on_panel: bool


INDEPENDENT = Answers(was_involved=False, manages_involved=False, is_on_panel=False)
REFUSALS = {
    "was_involved": "An author was not involved with the child or the family. Choose somebody else.",
    "manages_involved": "An author does not manage anybody who was involved. Choose somebody else.",
    "is_on_panel": "An author does not sit on the panel of this case. Choose somebody else.",
}


def refuse_contradiction(
    case: Case, author: User, *, role: str, now: datetime, is_in_house: bool = False
) -> None:
    """Raises NotTheMoment when what is on record contradicts that somebody is independent."""
    if names_as_involved(case, author):
        raise NotTheMoment(
            f"{author} is named among the staff who were involved in this case or manage those who were."
        )
    if role == "overview_author" and not is_in_house and _works_for_agency_of(case, author):
        raise NotTheMoment(f"{author} works for an agency that the review is about.")
    if role == "overview_author" and posts_of(author, today=localdate(now)) & {"panel_member", "chair"}:
        raise NotTheMoment(f"{author} sits on the board’s panel. Choose somebody else.")


def _works_for_agency_of(case: Case, author: User) -> bool:
    agency = author.agency
    return agency is not None and CaseAgency.objects.filter(case=case, agency=agency).exists()


def names_as_involved(case: Case, user: User) -> bool:
    """Whether an agency has named somebody among those involved, by account or by name."""
    named = InvolvedPerson.objects.filter(case=case, taken_back_at__isnull=True)
    return any(
        one.user_id == user.pk or plain(one.full_name) == plain(user.full_name)
        for one in named.only("user_id", "full_name")
    )


def plain(name: str) -> str:
    """A name without what two people write differently: capitals, dots and spaces."""
    return " ".join(name.replace(".", " ").casefold().split())


@act
def state_independence(
    case: Case,
    author: User,
    *,
    role: str,
    answers: Answers,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    is_in_house: bool = False,
    words: str = "",
) -> IndependenceStatement:
    """Declare about an author what makes them independent; an earlier statement stays and no longer holds.

    Raises NotTheMoment for a yes, for what the record contradicts, and in house without a reason.
    """
    require(by, Do.APPOINT_AUTHOR if agency else Do.MANAGE_PEOPLE, case=case, agency=agency)
    case = lock(case)
    refuse_yes(answers)
    refuse_contradiction(case, author, role=role, now=now, is_in_house=is_in_house)
    if is_in_house and not words:
        raise NotTheMoment("Say why somebody in house writes the overview report.")
    row = IndependenceStatement(
        case=case,
        compartment=compartment_of(case, Kind.ROOM if agency else Kind.PANEL, agency),
        author=author,
        role=role,
        agency=agency,
        was_involved=answers.was_involved,
        manages_involved=answers.manages_involved,
        is_on_panel=answers.is_on_panel,
        is_in_house=is_in_house,
        words=words,
        declared_at=now,
        declared_by=by,
    )
    record(row, by=by, now=now, act="independence_stated", role=role)
    return row


def refuse_yes(answers: Answers) -> None:
    for question, sentence in REFUSALS.items():
        if getattr(answers, question):
            raise NotTheMoment(sentence)


def standing_statement(case: Case, author: User, role: str) -> IndependenceStatement | None:
    """The newest statement about somebody in a role."""
    found = IndependenceStatement.objects.filter(case=case, author=author, role=role)
    return found.select_related("declared_by", "checked_by").first()


@act
def check_independence(
    statement: IndependenceStatement, *, against: str, by: User, now: datetime
) -> IndependenceStatement:
    """A second person holds a statement against the record and says against what: lists of staff, agencies.

    Raises NotTheMoment for who made it or is meant by it, for one that no longer holds or was checked, and
    when the record contradicts it by now.
    """
    require(by, Do.MANAGE_PEOPLE, case=statement.case)
    case = lock(statement.case)
    statement.refresh_from_db(fields=["checked_at"])
    if by.pk in (statement.declared_by_id, statement.author_id):
        raise NotTheMoment("Somebody else checks this: neither who declared it nor the author.")
    if (
        statement.checked_at is not None
        or standing_statement(case, statement.author, statement.role) != statement
    ):
        raise NotTheMoment("This statement has been checked already, or a newer one has taken its place.")
    refuse_contradiction(
        case, statement.author, role=statement.role, now=now, is_in_house=statement.is_in_house
    )
    statement.checked_at, statement.checked_by, statement.checked_against = now, by, against
    record(statement, by=by, now=now, act="independence_checked", role=statement.role)
    return statement


@act
def name_involved(
    case: Case,
    agency: Agency,
    *,
    full_name: str,
    is_manager: bool,
    by: User,
    now: datetime,
    job_title: str = "",
    user: User | None = None,
) -> InvolvedPerson:
    """An agency, or the administrator for it, names somebody who was involved or manages who was."""
    require(by, Do.NAME_INVOLVED, case=case, agency=agency)
    case = lock(case)
    row = InvolvedPerson(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency),
        agency=agency,
        full_name=full_name,
        job_title=job_title,
        user=user,
        is_manager=is_manager,
        named_at=now,
        named_by=by,
    )
    record(row, by=by, now=now, act="involved_named", is_manager=is_manager)
    return row


@act
def take_back_involved(row: InvolvedPerson, *, reason: str, by: User, now: datetime) -> InvolvedPerson:
    """Somebody was named by mistake: the row stays with the reason. Raises NotTheMoment the second time."""
    require(by, Do.NAME_INVOLVED, case=row.case, agency=row.agency)
    lock(row.case)
    if row.taken_back_at is not None:
        raise NotTheMoment("This has been taken back already.")
    row.taken_back_at, row.taken_back_because = now, reason
    record(row, by=by, now=now, act="involved_taken_back")
    return row
