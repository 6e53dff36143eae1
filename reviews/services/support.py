"""Support and supervision for staff and who was interviewed (seeds 002, section 3.9; 000, slides 7 and 8)."""

from dataclasses import dataclass
from datetime import date, datetime

from reviews.models import Interview, SupportOffer
from scr.cases.audiences import Kind
from scr.cases.models import Case, InvolvedPerson
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day
from scr.people.models import Agency, User
from scr.people.roles import Do


@dataclass(frozen=True)
class Offered:
    """What somebody was offered, by whom and when, and what they said; `answer` is a value of the model's."""

    whom: str
    offered: str
    offered_on: date
    offered_by: str
    answer: str = SupportOffer.Answer.OPEN
    remark: str = ""


@act
def offer_support(
    case: Case,
    agency: Agency,
    *,
    offer: Offered,
    by: User,
    now: datetime,
    interview: Interview | None = None,
    involved: InvolvedPerson | None = None,
) -> SupportOffer:
    """Record that somebody was offered support, for an interview or for staff who were involved.

    Raises NotTheMoment for a day to come, and when the same offer is on record already.
    """
    require(by, Do.OFFER_SUPPORT, case=case, agency=agency)
    case = lock(case)
    private = compartment_of(case, Kind.PRIVATE, agency)
    again = SupportOffer.objects.filter(compartment=private, whom__iexact=offer.whom)
    if again.filter(offered=offer.offered, offered_on=offer.offered_on).exists():
        raise NotTheMoment("This offer is on record already: the same person on the same day.")
    row = SupportOffer(case=case, compartment=private, agency=agency, interview=interview, involved=involved)
    return _keep(row, offer, by=by, now=now)


@act
def correct_offer(
    row: SupportOffer, *, offer: Offered, revision: int, by: User, now: datetime
) -> SupportOffer:
    """Note what somebody said to an offer, or correct it; the earlier wording stays in its history.

    Raises Stale when somebody saved it since `revision` was read.
    """
    require(by, Do.OFFER_SUPPORT, case=row.case, agency=row.agency)
    case = lock(row.case)
    kept = SupportOffer.objects.select_related("compartment", "saved_by").get(pk=row.pk, case=case)
    if kept.revision != revision:
        raise Stale(
            f"{kept.saved_by} saved this after you opened it. If you save again, yours replaces it.",
            kept.revision,
        )
    return _keep(kept, offer, by=by, now=now)


def _keep(row: SupportOffer, offer: Offered, *, by: User, now: datetime) -> SupportOffer:
    if offer.offered_on > london_day(now):
        raise NotTheMoment("Give the day on which the support was offered, up to today.")
    row.whom, row.offered, row.offered_on = offer.whom, offer.offered, offer.offered_on
    row.offered_by, row.answer, row.remark = offer.offered_by, offer.answer, offer.remark
    row.saved_at, row.saved_by = now, by
    row.revision += 1
    record(row, by=by, now=now, act="support_offered", revision=row.revision)
    return row
