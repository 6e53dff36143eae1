"""Who coordinates a review, and how far its authors are known to be independent (seed 000, 10)."""

from dataclasses import dataclass
from typing import Any

from scr.cases.models import Case, IndependenceStatement, Participant

COORDINATORS = ("chair", "administrator")
AUTHORS = ("agency_author", "review_supporter", "overview_author")


@dataclass(frozen=True)
class AuthorStanding:
    """One author, and what was declared and checked of them."""

    part: Participant
    statement: IndependenceStatement | None

    @property
    def state(self) -> str:
        if self.statement is None:
            return "Not declared"
        return "Checked" if self.statement.checked_at else "Declared, not checked yet"


def coordinators_of(case: Case, user: Any) -> list[Participant]:
    """Those who run the review for the board now."""
    return list(_current(case, user, COORDINATORS))


def authors_of(case: Case, user: Any) -> list[AuthorStanding]:
    """Every author of the case, with the newest statement about each."""
    found = IndependenceStatement.objects.visible_to(user).filter(case=case)
    newest: dict[Any, IndependenceStatement] = {}
    for one in found.select_related("checked_by", "declared_by"):
        newest.setdefault((one.author_id, one.role), one)
    parts = _current(case, user, AUTHORS)
    return [AuthorStanding(part, newest.get((part.user_id, part.role))) for part in parts]


def _current(case: Case, user: Any, roles: tuple[str, ...]) -> Any:
    found = Participant.objects.current().visible_to(user).filter(case=case, role__in=roles)
    return found.select_related("user", "agency").order_by("role", "user__full_name")
