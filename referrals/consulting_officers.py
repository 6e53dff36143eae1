"""The Chair consults chief officers before requiring a wholly independent review (seed 004, section 5.3)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from referrals.models import OfficerConsulted
from referrals.rounds import round_of
from scr.cases.audiences import Kind
from scr.cases.models import Case, CaseAgency
from scr.cases.policy import NotTheMoment, require, require_stage
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do

BEFORE_DECIDING = ("referred", "consulting", "considered")


def check_can_consult_officers(case: Case) -> None:
    require_stage(
        case, *BEFORE_DECIDING, otherwise="Chief officers are consulted on this before the Chair decides."
    )


@act
def record_officer(
    case: Case, agency: Agency, *, officer: str, consulted_on: date, said: str, by: User, now: datetime
) -> OfficerConsulted:
    """Record what one chief officer said about a wholly independent review.

    Raises NotTheMoment once it is decided, for a day to come and for an agency that takes no part.
    """
    require(by, Do.DECIDE, case=case)
    case = lock(case)
    check_can_consult_officers(case)
    if consulted_on > localdate(now):
        raise NotTheMoment("Record what a chief officer said once you have spoken.")
    if not CaseAgency.objects.filter(case=case, agency=agency).exists():
        raise NotTheMoment(f"{agency} does not take part in this case.")
    row = OfficerConsulted(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        round=round_of(case),
        agency=agency,
        officer=officer,
        consulted_on=consulted_on,
        said=said,
        recorded_at=now,
        recorded_by=by,
    )
    record(row, by=by, now=now, act="officer_consulted")
    return row


def agencies_not_heard(case: Case) -> list[Agency]:
    """The agencies of a case whose chief officers have not been consulted in this round."""
    heard = OfficerConsulted.objects.filter(case=case, round=round_of(case)).values("agency_id")
    waiting = CaseAgency.objects.filter(case=case).exclude(agency_id__in=heard).select_related("agency")
    return [one.agency for one in waiting]


def may_require_independence(case: Case) -> bool:
    """Whether every chief officer has been consulted, and at least one."""
    is_asked = OfficerConsulted.objects.filter(case=case, round=round_of(case)).exists()
    return is_asked and not agencies_not_heard(case)
