"""Other boards: which are concerned, which leads, how the review is run with each (seed 004, appendix A)."""

from dataclasses import dataclass
from datetime import date, datetime

from scr.cases.audiences import Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Arrangement, BoardInterest, Case, JointMatter, LeadBoard, Participant
from scr.cases.partners import arrangements_on, joint_boards
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day
from scr.people.models import ExternalBody, User
from scr.people.roles import Do
from scr.procedures.joint import BOARDS, CHAIRS, DISPUTED, JOINT, MATTERS, SINGLE, leads_by_rule

OTHER_BOARD = "board"


@act
def save_interest(
    case: Case,
    body: ExternalBody,
    *,
    interest: str,
    chair: str,
    by: User,
    now: datetime,
    chair_contact: str = "",
) -> BoardInterest:
    """Note that a case concerns another board, with its Chair; saved again, what it was stays in history.

    Once a review is decided on, telling that board's Chair is a task. Raises NotTheMoment for another body.
    """
    require(by, Do.KEEP_BOARDS, case=case)
    case = lock(case)
    if body.kind != OTHER_BOARD:
        raise NotTheMoment("Choose another board.")
    row = BoardInterest.objects.filter(case=case, body=body).select_related("compartment").first()
    row = row or BoardInterest(case=case, compartment=compartment_of(case, Kind.PANEL), body=body)
    row.interest, row.chair, row.chair_contact = interest, chair, chair_contact
    row.saved_at, row.saved_by = now, by
    record(row, by=by, now=now, act="board_interest_noted")
    ask_to_tell_boards(case, by=by, now=now)
    return row


@act
def ask_to_tell_boards(case: Case, *, by: User, now: datetime) -> None:
    """Make telling each other board's Chair a task, once a review is decided on; each board once."""
    if not has_happened(case, "review_instigated"):
        return
    keys = ("other_board_concerned", "other_board_told")
    asked = set(standing_milestones(case).filter(key__in=keys).values_list("subject_id", flat=True))
    for row in BoardInterest.objects.filter(case=case):
        if row.body_id not in asked:
            record_milestone(case, "other_board_concerned", by=by, now=now, subject_id=row.body_id)


@dataclass(frozen=True)
class Origin:
    """Where the child normally lived, and who was responsible; None is our own board's area."""

    lived_where: str
    lived_with: ExternalBody | None
    is_looked_after: bool
    authority: str = ""
    responsible: ExternalBody | None = None

    @property
    def by_rule(self) -> ExternalBody | None:
        return leads_by_rule(
            self.lived_with, is_looked_after=self.is_looked_after, responsible=self.responsible
        )


@act
def confirm_lead(
    case: Case, origin: Origin, *, lead: ExternalBody | None, by: User, now: datetime, reasons: str = ""
) -> LeadBoard:
    """Confirm which board leads; another one than by the rule needs reasons. No body is our own board.

    Raises NotTheMoment for a looked-after child without its responsible authority, and without the reasons.
    """
    require(by, Do.KEEP_BOARDS, case=case)
    case = lock(case)
    if origin.is_looked_after and not origin.authority:
        raise NotTheMoment("Say which authority is responsible for the looked-after child.")
    if lead != origin.by_rule and not reasons:
        raise NotTheMoment("Say why another board leads than the rule says.")
    row = LeadBoard(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        lived_where=origin.lived_where,
        lived_with=origin.lived_with,
        is_looked_after=origin.is_looked_after,
        authority=origin.authority,
        responsible=origin.responsible,
        by_rule=origin.by_rule,
        lead=lead,
        reasons=reasons,
        confirmed_at=now,
        confirmed_by=by,
    )
    record(row, by=by, now=now, act="lead_confirmed")
    return row


@dataclass(frozen=True)
class Settled:
    """How the review is run with another board, by whom that was settled and when.

    `our_chair_on` and `their_chair_on` are the days on which the two Chairs agreed.
    """

    mode: str
    words: str
    decided_on: date
    settled_by: str = ""
    our_chair_on: date | None = None
    their_chair_on: date | None = None
    became_joint_because: str = ""


@act
def arrange(interest: BoardInterest, settled: Settled, *, by: User, now: datetime) -> Arrangement:
    """Record how the review is run with another board, that the Chairs cannot agree, or who decided then.

    A later record takes the place of an earlier one: a review by one board may become joint, with the reason,
    and its terms are gone over again. Raises NotTheMoment for what is missing, and for a way back.
    """
    require(by, Do.KEEP_BOARDS, case=interest.case)
    case = lock(interest.case)
    before = arrangements_on(case).get(interest.body_id)
    is_conversion = _check(settled, before, now)
    row = Arrangement(
        case=case,
        compartment=interest.compartment,
        interest=interest,
        mode=settled.mode,
        settled_by=settled.settled_by,
        words=settled.words,
        our_chair=_chair_of(case) if settled.our_chair_on else "",
        our_chair_on=settled.our_chair_on,
        their_chair=interest.chair if settled.their_chair_on else "",
        their_chair_on=settled.their_chair_on,
        decided_on=settled.decided_on,
        became_joint_because=settled.became_joint_because if is_conversion else "",
        recorded_at=now,
        recorded_by=by,
    )
    record(row, by=by, now=now, act="arrangement_recorded", mode=row.mode)
    _tell(row, is_conversion, by=by, now=now)
    return row


def _check(settled: Settled, before: Arrangement | None, now: datetime) -> bool:
    """Whether it turns a review by one board into a joint one. Raises NotTheMoment where it cannot be."""
    today = london_day(now)
    days = (settled.decided_on, settled.our_chair_on, settled.their_chair_on)
    if any(day and day > today for day in days):
        raise NotTheMoment("Give the days on which it was agreed, up to today.")
    if settled.mode != DISPUTED and not settled.settled_by:
        raise NotTheMoment("Say who settled it.")
    if settled.settled_by == CHAIRS and not (settled.our_chair_on and settled.their_chair_on):
        raise NotTheMoment("Give the days on which each of the two Chairs agreed.")
    if before and before.mode == JOINT:
        raise NotTheMoment("The review is run jointly with this board, and stays so.")
    is_conversion = bool(before and before.mode == SINGLE and settled.mode == JOINT)
    if is_conversion and not settled.became_joint_because:
        raise NotTheMoment("Say which issues turn the review into a joint one.")
    return is_conversion


def _chair_of(case: Case) -> str:
    chairs = Participant.objects.current().filter(case=case, role="chair").select_related("user")
    return ", ".join(str(part.user) for part in chairs)


def _tell(row: Arrangement, is_conversion: bool, *, by: User, now: datetime) -> None:
    """The milestones of an arrangement, each about the other board."""
    keys = ["arrangement_disputed" if row.mode == DISPUTED else "arrangement_settled"]
    keys += ["joint_agreed"] if row.mode == JOINT else []
    keys += ["review_became_joint"] if is_conversion else []
    for key in keys:
        record_milestone(row.case, key, by=by, now=now, subject_id=row.interest.body_id)


@act
def settle_matter(
    case: Case, key: str, *, words: str, settled_on: date, by: User, now: datetime
) -> JointMatter:
    """Record what the boards settled on a matter of the joint review; a later record takes its place.

    Raises NotTheMoment unless the review is joint, and for a day to come.
    """
    require(by, Do.KEEP_BOARDS, case=case)
    case = lock(case)
    if not joint_boards(case):
        raise NotTheMoment("The review is not a joint one.", BOARDS)
    if settled_on > london_day(now):
        raise NotTheMoment("Give the day on which it was settled, up to today.")
    row = JointMatter(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        key=key,
        words=words,
        settled_on=settled_on,
        recorded_at=now,
        recorded_by=by,
    )
    record(row, by=by, now=now, act="joint_matter_settled", key=key)
    return row


def unsettled(case: Case) -> list[str]:
    """The matters of a joint review that the boards have not settled yet, in words."""
    done = set(JointMatter.objects.filter(case=case).values_list("key", flat=True))
    return [one.text for one in MATTERS if one.key not in done]
