"""Who of an agency's staff was offered support, and for whom that is not on record (seed 002, 3.9)."""

from dataclasses import dataclass
from typing import Any

from reviews.models import Interview, SupportOffer
from scr.cases.models import Case, InvolvedPerson
from scr.people.models import Agency


@dataclass(frozen=True)
class Lacking:
    """Somebody for whom no offer of support is on record, and why they are asked about."""

    whom: str
    why: str
    row: Interview | InvolvedPerson

    @property
    def interview(self) -> Interview | None:
        return self.row if isinstance(self.row, Interview) else None

    @property
    def involved(self) -> InvolvedPerson | None:
        return self.row if isinstance(self.row, InvolvedPerson) else None


def offers_seen_by(user: Any, case: Case, agency: Agency) -> list[SupportOffer]:
    """The offers of an agency, as far as somebody may read them."""
    rows = SupportOffer.objects.visible_to(user).filter(case=case, agency=agency)
    return list(rows.select_related("saved_by", "interview"))


def without_offer(user: Any, case: Case, agency: Agency) -> list[Lacking]:
    """Who was interviewed or is named as involved and was not offered support, as far as it is on record."""
    offers = offers_seen_by(user, case, agency)
    of_agency = {"case": case, "agency": agency}
    talked = Interview.objects.visible_to(user).filter(**of_agency, support="")
    named = InvolvedPerson.objects.visible_to(user).filter(**of_agency, taken_back_at__isnull=True)
    interviewed = talked.exclude(pk__in=[one.interview_id for one in offers if one.interview_id])
    involved = named.exclude(pk__in=[one.involved_id for one in offers if one.involved_id])
    return [
        *(Lacking(one.interviewee, "was interviewed", one) for one in interviewed),
        *(Lacking(one.full_name, "is named as involved", one) for one in involved),
    ]
