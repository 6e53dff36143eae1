"""Who may do what on a case, and whether this is the moment: three questions, three answers.

Not yours: 404, the same as for an id that does not exist. Not your role: 403. Not the moment: back to the
page with the sentence of what is missing.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404

from scr.audit.looks import note_opened
from scr.cases.models import Case, Participant
from scr.people.models import Agency, User
from scr.people.roles import ROLES, Do, names_of, roles_that_may
from scr.procedures.rule import Page

Row = TypeVar("Row")

# What the holder of an agency's role does as a person, not for the agency.
PERSONAL = frozenset({Do.DECLARE_CONFLICT, Do.TAKE_COPY})


class NotYourRole(PermissionDenied):
    """The case is yours to see, but this is not yours to do; the sentence says whose it is.

    `roles` are those that may, where the procedure says so and not the table of roles.
    """

    def __init__(self, action: Do, roles: Collection[str] = ()) -> None:
        names = ", ".join(names_of(roles or roles_that_may(action)))
        super().__init__(f"Your role on this case does not let you {action}. Who can: {names}.")
        self.action = action


class NotTheMoment(Exception):
    """It would be yours to do, but something is missing; the sentence says what, the page where."""

    def __init__(self, sentence: str, page: Page | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.page = page


class Stale(NotTheMoment):
    """Somebody else saved the same text in the meantime; `revision` is the one that stands now."""

    def __init__(self, sentence: str, revision: int, page: Page | None = None) -> None:
        super().__init__(sentence, page)
        self.revision = revision


def fetch(model: type[Row], user: Any, **lookup: Any) -> Row:
    """One row that somebody may see, or 404."""
    try:
        row: Row = model.objects.visible_to(user).get(**lookup)  # type: ignore[attr-defined]
    except model.DoesNotExist as missing:  # type: ignore[attr-defined]
        raise Http404 from missing
    note_opened(user, row)
    return row


def case_for(user: Any, case_id: UUID) -> Case:
    """A case that somebody takes part in, or 404."""
    return fetch(Case, user, pk=case_id)


def parts_of(user: Any, case: Case) -> list[Participant]:
    """The roles that somebody holds on a case at this moment."""
    return parts_on(user, case.pk)


def parts_on(user: Any, case_id: UUID) -> list[Participant]:
    """The same by the case's id. A request that only reads asks once for each case (ReadingMiddleware)."""
    known: dict[UUID, list[Participant]] = getattr(user, "parts_known", {})
    if case_id not in known:
        known[case_id] = list(Participant.objects.current().filter(case_id=case_id, user_id=user.pk))
    return known[case_id]


def _holds(part: Participant, action: Do, agency: Agency | None) -> bool:
    role = ROLES[part.role]
    if action not in role.does:
        return False
    if not role.for_agency or action in PERSONAL:
        return True
    return agency is not None and part.agency_id == agency.pk


def may(user: Any, action: Do, *, case: Case, agency: Agency | None = None) -> bool:
    """Whether somebody's role lets them do something, for an agency where it is about one."""
    return any(_holds(part, action, agency) for part in parts_of(user, case))


def require(user: User, action: Do, *, case: Case, agency: Agency | None = None) -> Participant:
    """The part in which somebody may act. Raises Http404 off the case, NotYourRole on it."""
    parts = parts_of(user, case)
    if not parts:
        raise Http404
    for part in parts:
        if _holds(part, action, agency):
            return part
    raise NotYourRole(action)


def require_stage(case: Case, *stages: str, otherwise: str) -> None:
    """Raise NotTheMoment with the sentence unless the case is in one of the stages."""
    if case.stage not in stages:
        raise NotTheMoment(otherwise)


@contextmanager
def refusals_on(form: BaseForm) -> Iterator[None]:
    """Show a service's NotTheMoment on the form, which keeps what was typed.

    A save that came too late learns the revision that stands, so that saving again replaces it.
    """
    try:
        yield
    except NotTheMoment as refusal:
        if isinstance(refusal, Stale):
            data: Any = form.data
            typed = data.copy()  # with ** the values of a request would become lists
            typed["revision"] = str(refusal.revision)
            form.data = typed
        form.add_error(None, refusal.sentence)
