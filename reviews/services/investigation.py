"""Recording that the lead of the criminal investigation agrees to the terms (seed 004, section 11)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime

from reviews.models import InvestigationAgreement, TermsDraft
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require
from scr.cases.scoping import is_institutional
from scr.cases.services import record_milestone
from scr.cases.writing import act, lock, record
from scr.dates import london_day
from scr.people.models import User
from scr.people.roles import Do
from scr.procedures.scoping_rules import INVESTIGATION


@dataclass(frozen=True)
class Said:
    """Who leads the criminal investigation and agreed, when, and where that is written down.

    Where none runs: who said so, and when.
    """

    is_running: bool
    lead: str
    organisation: str
    agreed_on: date
    evidence: str
    conditions: str = ""


def agreement_of(draft: TermsDraft) -> InvestigationAgreement | None:
    """What was said of the draft as it stands, or None."""
    rows = InvestigationAgreement.objects.filter(draft=draft, revision=draft.revision)
    return rows.select_related("recorded_by").first()


def investigation_gaps(case: Case, draft: TermsDraft) -> Iterator[str]:
    """What is missing before a draft about abuse in an institution can be signed, in a sentence."""
    if is_institutional(case) and agreement_of(draft) is None:
        yield "Record that whoever leads the criminal investigation agrees to this draft, or that none runs."


@act
def record_investigation(
    draft: TermsDraft, said: Said, *, revision: int, by: User, now: datetime
) -> InvestigationAgreement:
    """Record what the lead of the criminal investigation says of a draft.

    Raises NotTheMoment where the abuse was not of this kind, for a draft that was saved since `revision` was
    read, or signed, for a day to come, and the second time.
    """
    require(by, Do.KEEP_PARALLEL, case=draft.case)
    case = lock(draft.case)
    draft.refresh_from_db()
    check_is_institutional(case)
    if draft.signed_at is not None or draft.revision != revision:
        raise NotTheMoment(
            "The draft has changed since you read it. Put it to the lead again.", INVESTIGATION
        )
    if said.agreed_on > london_day(now):
        raise NotTheMoment("Give the day on which it was agreed, up to today.")
    if agreement_of(draft) is not None:
        raise NotTheMoment("This is recorded for the draft already.", INVESTIGATION)
    row = InvestigationAgreement(
        case=case,
        compartment=draft.compartment,
        draft=draft,
        revision=draft.revision,
        recorded_at=now,
        recorded_by=by,
        **asdict(said),
    )
    record(row, by=by, now=now, act="investigation_agreed", version=draft.version)
    record_milestone(case, "investigation_agreed", by=by, now=now, subject_id=row.pk)
    return row


def check_is_institutional(case: Case) -> None:
    if not is_institutional(case):
        raise NotTheMoment(
            "This is asked only where the abuse happened in an institution or several people abused. "
            "Note that first, under “What happened outside Lantern”."
        )
