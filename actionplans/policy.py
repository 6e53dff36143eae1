"""Who may report on an action and who may confirm it, beyond their role (seed 004, sections 10 and 15)."""

from django.core.exceptions import PermissionDenied

from actionplans.models import Action, ActionUpdate
from actionplans.states import Said
from scr.cases.models import Case
from scr.cases.policy import may, parts_of, require
from scr.cases.services import agencies_on
from scr.people.models import Agency, User
from scr.people.roles import Do


class NotIndependent(PermissionDenied):
    """An action is confirmed by somebody who neither owns it nor said that it is done."""


def is_named(user: User, action: Action) -> bool:
    """Whether one of the board's own actions was given to this person, who still takes part in the case."""
    return action.agency_id is None and action.person_id == user.pk and bool(parts_of(user, action.case))


def may_report(user: User, action: Action) -> bool:
    """Whether somebody may say how an action stands: the owner's people and the administrator."""
    return may(user, Do.UPDATE_ACTION, case=action.case, agency=action.agency) or is_named(user, action)


def require_reporter(action: Action, *, by: User) -> None:
    """Raises Http404 off the case, NotYourRole for somebody who may not report on the action."""
    if not is_named(by, action):
        require(by, Do.UPDATE_ACTION, case=action.case, agency=action.agency)


def owners_to_add_for(user: User, case: Case) -> list[Agency | None]:
    """For whom somebody may add an action: the board (None) and every agency, or their own agency alone."""
    joined = agencies_on(case)
    if may(user, Do.ADD_ACTION, case=case):
        return [None, *joined]
    return [agency for agency in joined if may(user, Do.ADD_ACTION, case=case, agency=agency)]


def may_report_for(user: User, case: Case, agency: Agency | None) -> bool:
    """Whether somebody may answer a round for an owner; for the board also who carries its actions out."""
    return may(user, Do.UPDATE_ACTION, case=case, agency=agency) or (
        agency is None and _carries_board_action(user, case)
    )


def require_reporter_for(case: Case, agency: Agency | None, *, by: User) -> None:
    """Raises Http404 off the case, NotYourRole for somebody who may not answer for the owner."""
    if not may_report_for(by, case, agency):
        require(by, Do.UPDATE_ACTION, case=case, agency=agency)


def _carries_board_action(user: User, case: Case) -> bool:
    named = Action.objects.filter(case=case, agency__isnull=True, person=user)
    return named.exists() and bool(parts_of(user, case))


def may_verify(user: User, action: Action) -> bool:
    """Whether somebody may confirm an action: role, and neither the owner's nor the one who reported it."""
    return may(user, Do.VERIFY_ACTION, case=action.case) and is_independent(user, action)


def is_independent(user: User, action: Action) -> bool:
    """Whether somebody neither belongs to an action's owner nor carries it out nor reported it as done."""
    if user.pk == action.person_id or _belongs_to(user, action):
        return False
    claims = ActionUpdate.objects.filter(action=action, said=Said.CLAIMED, said_by=user)
    return not claims.exists()


def _belongs_to(user: User, action: Action) -> bool:
    if action.agency_id is None:
        return False
    return action.agency_id in {user.agency_id, *(part.agency_id for part in parts_of(user, action.case))}


def require_verifier(action: Action, *, by: User) -> None:
    """Raises Http404 off the case, NotYourRole for another role, NotIndependent for the owner's people."""
    require(by, Do.VERIFY_ACTION, case=action.case)
    if not is_independent(by, action):
        raise NotIndependent("An action is confirmed by somebody who neither owns nor reported it.")
