"""The board's side of contributions without an account: asked for, called back, released (seed 004, 5.5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from reviews.models import Contribution, ContributionSent, SectionText, Submission
from scr.cases.audiences import Audience, Kind
from scr.cases.deadlines import end_of
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Case, Person
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import agencies_on, record_milestone, release
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import has_passed, london_day
from scr.people.identity import holding, working_on
from scr.people.invited_links import end_link, invite_by_link
from scr.people.link_codes import issue_link_code
from scr.people.models import Agency, CodeBy, InvitedLink, User
from scr.people.roles import Do

PURPOSE = "reviews:contribute"
MAIL = "reviews/email/contribution_link"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom the board asks for what; with an agency it is that agency's part, without one theirs alone."""

    full_name: str
    email: str
    connection: str
    words: str
    reply_by: date
    code_by: str = CodeBy.EMAIL
    agency: Agency | None = None


@act
def ask_contribution(case: Case, asked: Asked, *, by: User, now: datetime) -> Contribution:
    """Send somebody without an account a link to a form; the e-mail names neither child nor case.

    Raises NotTheMoment for an agency that is not asked for a review, has begun or sent one, and for a day
    that is over.
    """
    require(by, Do.MANAGE_PEOPLE, case=case)
    case = lock(case)
    if asked.reply_by <= london_day(now):
        raise NotTheMoment("The day by which you want an answer must lie ahead.")
    if asked.agency is not None:
        check_agency_can_be_asked(case, asked.agency)
    row = Contribution(
        case=case,
        compartment=compartment_of(case, Kind.ROOM if asked.agency else Kind.PANEL, asked.agency),
        agency=asked.agency,
        full_name=asked.full_name,
        email=asked.email,
        connection=asked.connection,
        words=asked.words,
        reply_by=asked.reply_by,
        asked_at=now,
        asked_by=by,
    )
    row.link = _link_for(row, asked.code_by, by=by, now=now)
    record(row, by=by, now=now, act="contribution_asked")
    record_milestone(case, "contribution_asked", by=by, now=now, subject_id=row.pk, agreed_on=asked.reply_by)
    return row


def check_agency_can_be_asked(case: Case, agency: Agency) -> None:
    """Raise NotTheMoment unless an agency owes a review that nobody has begun."""
    if not has_happened(case, "agency_asked", agency=agency):
        raise NotTheMoment(f"Name {agency.name} in the terms of reference first: they ask for its review.")
    if has_happened(case, "review_waived", agency=agency):
        raise NotTheMoment(f"The review of {agency.name} was waived.")
    if has_begun(case, agency):
        raise NotTheMoment(f"{agency.name} has begun its review in Lantern already.")
    waiting = Contribution.objects.filter(case=case, agency=agency, let_go_at__isnull=True)
    if waiting.exists():
        raise NotTheMoment(f"{agency.name} has a link already. Send it again from the list.")


def has_begun(case: Case, agency: Agency) -> bool:
    """Whether somebody with an account has put anything into an agency's review of this round."""
    review = compartment_of(case, Kind.SUBMISSION, agency)
    return (
        Submission.objects.filter(compartment=review).exists()
        or SectionText.objects.filter(case=case, agency=agency).exists()
        or Person.objects.filter(compartment=review).exists()
        or has_happened(case, "chronology_uploaded", agency=agency)
    )


def agencies_to_ask(case: Case) -> list[Agency]:
    """The agencies whose part somebody without an account can still write; policy has been asked."""
    with working_on(case.pk):
        return [one for one in agencies_on(case) if _can_be_asked(case, one)]


def _can_be_asked(case: Case, agency: Agency) -> bool:
    try:
        check_agency_can_be_asked(case, agency)
    except NotTheMoment:
        return False
    return True


@dataclass(frozen=True)
class Facts:
    """What came in and what the panel reads: people's contributions, and the agencies whose part was sent."""

    sent: frozenset[UUID]
    released: frozenset[UUID]

    def is_waiting(self, row: Contribution) -> bool:
        """Whether something is still to come: nothing was sent, or it was returned, and it was not let go."""
        return row.let_go_at is None and (row.agency_id or row.pk) not in self.sent

    def is_released(self, row: Contribution) -> bool:
        return (row.agency_id or row.pk) in self.released


def facts_of(milestones: Any) -> Facts:
    """From the milestones of a case that stand, as far as the reader may know them; one query."""
    keys = ("contribution_sent", "contribution_released", "review_countersigned", "review_released")
    told: dict[str, set[UUID]] = {key: set() for key in keys}
    for key, agency_id, subject_id in milestones.filter(key__in=keys).values_list(
        "key", "agency_id", "subject_id"
    ):
        told[key].add(agency_id or subject_id)
    return Facts(
        sent=frozenset(told["contribution_sent"] | told["review_countersigned"]),
        released=frozenset(told["contribution_released"] | told["review_released"]),
    )


def _link_for(row: Contribution, code_by: str, *, by: User, now: datetime) -> InvitedLink:
    link, _ = invite_by_link(
        purpose=PURPOSE,
        full_name=row.full_name,
        email=row.email,
        by=by,
        now=now,
        case_id=row.case_id,
        compartment_id=row.compartment_id,
        subject_id=row.pk,
        mail=MAIL,
        code_by=code_by,
        until=end_of(row.reply_by),
    )
    return link


@act
def send_contribution_link(row: Contribution, *, by: User, now: datetime) -> Contribution:
    """A new link, also after a return; the one before opens nothing any more.

    Raises NotTheMoment where nothing is still to come.
    """
    require(by, Do.MANAGE_PEOPLE, case=row.case)
    row = _waiting(row)
    if row.link.is_open(now):
        end_link(row.link, by=by, now=now)
    row.link = _link_for(row, row.link.code_by, by=by, now=now)
    record(row, by=by, now=now, act="contribution_link_sent_again")
    return row


@act
def code_to_read_out(row: Contribution, *, by: User, now: datetime) -> str:
    """A code for the telephone; the one before stops working, and this one is shown nowhere again.

    Raises NotTheMoment where nothing is still to come, and where the code goes by e-mail or the link is over.
    """
    require(by, Do.MANAGE_PEOPLE, case=row.case)
    row = _waiting(row)
    if row.link.code_by != CodeBy.TELEPHONE:
        raise NotTheMoment("They get the code by email, when they open the link.")
    if not row.link.is_open(now):
        raise NotTheMoment("The link opens nothing any more. Send a new link first.")
    record(row, by=by, now=now, act="contribution_code_read_out")
    with holding(row.link.pk):
        return issue_link_code(row.link, now=now)


@act
def let_contribution_go(row: Contribution, *, reason: str, by: User, now: datetime) -> Contribution:
    """Wait no longer, and say why; the link opens nothing any more. Raises NotTheMoment once it was sent."""
    require(by, Do.MANAGE_PEOPLE, case=row.case)
    row = _waiting(row)
    row.let_go_at, row.let_go_by, row.let_go_because = now, by, reason
    record(row, by=by, now=now, act="contribution_let_go")
    if row.link.is_open(now):
        end_link(row.link, by=by, now=now)
    record_milestone(row.case, "contribution_let_go", by=by, now=now, subject_id=row.pk)
    return row


def _waiting(row: Contribution) -> Contribution:
    """The row as it stands, while something is still to come; its case locked. Raises NotTheMoment."""
    lock(row.case)
    kept = Contribution.objects.select_related("case", "compartment", "agency", "link").get(pk=row.pk)
    if not facts_of(standing_milestones(kept.case)).is_waiting(kept):
        raise NotTheMoment("This contribution has been sent, or is no longer waited for.")
    return kept


@act
def release_contribution(row: Contribution, *, by: User, now: datetime) -> Contribution:
    """Open what somebody sent for themselves to the panel and the overview author.

    An agency's part is released as every review. Raises NotTheMoment for what is not there or released.
    """
    require(by, Do.RELEASE_REVIEW, case=row.case)
    case = lock(row.case)
    sent = ContributionSent.objects.select_related("compartment").filter(contribution=row).first()
    if sent is None or row.agency_id is not None:
        raise NotTheMoment("There is nothing here to release.")
    if facts_of(standing_milestones(case)).is_released(row):
        raise NotTheMoment("This contribution has been released already.")
    release(sent.compartment, Audience.PANEL, by=by, now=now)
    record_milestone(case, "contribution_released", by=by, now=now, subject_id=row.pk)
    return row


@dataclass(frozen=True)
class Standing:
    """A contribution as its reader may know it: what was asked, and what came as far as it may be read."""

    row: Contribution
    sent: list[ContributionSent]
    is_waiting: bool
    is_released: bool
    now: datetime

    @property
    def state(self) -> str:
        if self.row.let_go_at is not None:
            return "No longer needed"
        if self.is_waiting:
            return "Overdue" if has_passed(self.row.reply_by, self.now) else "Waiting"
        return "Released to the panel" if self.is_released else "Sent"


def contributions_on(case: Case, user: Any, *, now: datetime) -> list[Standing]:
    """What was asked of people without an account, as far as somebody may know it, the newest first."""
    mine = Contribution.objects.visible_to(user).filter(case=case)
    return standings(case, mine, user, now=now)


def standings(case: Case, rows: Any, user: Any, *, now: datetime) -> list[Standing]:
    """How contributions stand, with what the reader may read of them; three queries."""
    known = list(rows.select_related("agency", "asked_by", "let_go_by", "link"))
    sent = ContributionSent.objects.visible_to(user).filter(contribution__in=known)
    read = list(sent.select_related("document", "submission", "compartment"))
    facts = facts_of(standing_milestones(case).visible_to(user))
    return [
        Standing(
            row,
            [one for one in read if one.contribution_id == row.pk],
            facts.is_waiting(row),
            facts.is_released(row),
            now,
        )
        for row in known
    ]
