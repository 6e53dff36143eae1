"""Opening a compartment when it is first wanted."""

from datetime import datetime

from scr.audit.services import save_recorded
from scr.cases.access import regrant
from scr.cases.audiences import Kind
from scr.cases.models import Case, Compartment
from scr.people.models import Agency, User


def exchange_with(case: Case, agency: Agency, *, by: User, now: datetime) -> Compartment:
    """Where the board and an agency speak about its review; opened by the first who has something to say.

    The caller holds the lock on the case and has asked the policy.
    """
    found = Compartment.objects.filter(case=case, kind=Kind.EXCHANGE, agency=agency).first()
    if found:
        return found
    opened = Compartment(case=case, kind=Kind.EXCHANGE, agency=agency)
    save_recorded(opened, by=by, at=now, act="compartment_opened", kind=Kind.EXCHANGE, round=opened.round)
    regrant(case)
    return opened
