"""Joint terms of reference: put to each board, signed once all of them agree (seed 004, appendix A 6, 7)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from reviews.models import TermsAgreement, TermsDraft
from scr.cases.boards import unsettled
from scr.cases.models import Case
from scr.cases.partners import joint_boards
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, lock, record
from scr.dates import london_day
from scr.people.models import Board, ExternalBody, User
from scr.people.roles import Do
from scr.procedures.joint import JOINT_TERMS


def parties_of(case: Case) -> list[ExternalBody | None]:
    """The boards that agree joint terms: our own, which is None, and the others; else empty."""
    others = joint_boards(case)
    return [None, *others] if others else []


def party_name(body: ExternalBody | None) -> str:
    return str(body or Board.objects.get())


def agreed_by(draft: TermsDraft) -> set[object]:
    """Ids of the bodies that agreed the draft as it stands; None is our own board."""
    rows = TermsAgreement.objects.filter(draft=draft, revision=draft.revision)
    return set(rows.values_list("body_id", flat=True))


def require_agreed(case: Case, draft: TermsDraft) -> None:
    """Raise NotTheMoment in a joint review until its matters are settled and each board agreed this draft."""
    parties = parties_of(case)
    if not parties:
        return
    _require_settled(case)
    agreed = agreed_by(draft)
    for body in parties:
        if (body.pk if body else None) not in agreed:
            raise NotTheMoment(f"{party_name(body)} has not agreed this draft yet.", JOINT_TERMS)


def _require_settled(case: Case) -> None:
    missing = unsettled(case)
    if missing:
        raise NotTheMoment(f"The boards have not settled this yet: {missing[0]}", JOINT_TERMS)


@dataclass(frozen=True)
class Agreement:
    """Which board agreed a draft, by whom and when, and where that is written down; None is our own board."""

    body: ExternalBody | None
    agreed_by: str
    agreed_on: date
    evidence: str

    @property
    def body_id(self) -> UUID | None:
        return self.body.pk if self.body else None


@act
def record_agreement(
    draft: TermsDraft, agreement: Agreement, *, revision: int, by: User, now: datetime
) -> TermsAgreement:
    """Record that a board agrees the draft as it stands.

    Raises NotTheMoment outside a joint review, while a matter is open, for a draft that was saved since
    `revision` was read, or signed, for a day to come, and the second time.
    """
    require(by, Do.KEEP_BOARDS, case=draft.case)
    case = lock(draft.case)
    draft.refresh_from_db()
    if draft.signed_at is not None or draft.revision != revision:
        raise NotTheMoment("The draft has changed since you read it. Put it to the board again.", JOINT_TERMS)
    _check(case, draft, agreement, now)
    row = TermsAgreement(
        case=case,
        compartment=draft.compartment,
        draft=draft,
        revision=draft.revision,
        body=agreement.body,
        agreed_by=agreement.agreed_by,
        agreed_on=agreement.agreed_on,
        evidence=agreement.evidence,
        recorded_at=now,
        recorded_by=by,
    )
    record(row, by=by, now=now, act="joint_terms_agreed", version=draft.version)
    if agreement.body:
        record_milestone(case, "board_agreed_terms", by=by, now=now, subject_id=agreement.body.pk)
    return row


def _check(case: Case, draft: TermsDraft, agreement: Agreement, now: datetime) -> None:
    if agreement.body not in parties_of(case):
        raise NotTheMoment("The review is not run jointly with this board.", JOINT_TERMS)
    _require_settled(case)
    if agreement.agreed_on > london_day(now):
        raise NotTheMoment("Give the day on which the board agreed, up to today.")
    if agreement.body_id in agreed_by(draft):
        raise NotTheMoment("This board has agreed the draft already.", JOINT_TERMS)
