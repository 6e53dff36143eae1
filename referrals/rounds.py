"""A case is considered once, and once more whenever it was reopened: which round it is in."""

from referrals.models import Reopening
from scr.cases.models import Case


def round_of(case: Case) -> int:
    """The round that a case is in: 1, and one more for each time that it was reopened."""
    return 1 + Reopening.objects.filter(case=case).count()
