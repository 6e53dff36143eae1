"""Seeing a case as somebody else would: an administrator's preview, read only and on record.

What is shown is what both may read, so that nobody sees more of a case by looking through other eyes.
"""

from datetime import datetime, timedelta
from uuid import UUID

from scr.audit.services import note
from scr.cases.models import Participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act
from scr.people.identity import working_on
from scr.people.models import User
from scr.people.roles import Do

# Where the session keeps whose eyes they are.
SEEING = "seeing_as"
ENDS_AFTER = timedelta(minutes=30)


@act
def begin_seeing(part: Participant, *, by: User, now: datetime) -> None:
    """Put on record that somebody looks at a case as the holder of a part does. Raises NotTheMoment."""
    require(by, Do.SEE_AS, case=part.case)
    if part.user_id == by.pk:
        raise NotTheMoment("This is you. Choose somebody else.")
    _note(part, act="seen_as", by=by, now=now)


@act
def stop_seeing(part: Participant, *, by: User, now: datetime) -> None:
    _note(part, act="seen_as_ended", by=by, now=now)


def _note(part: Participant, *, act: str, by: User, now: datetime) -> None:
    note(act, by=by, at=now, case_id=part.case_id, compartment_id=part.compartment_id, subject=part)


def part_shown(case_id: UUID, part_id: UUID, *, to: User) -> Participant | None:
    """The part through which somebody may look on, while both it and their own right stand."""
    with working_on(case_id):
        part = Participant.objects.current().select_related("user", "case").filter(pk=part_id).first()
        if part is None or not _may_look_on(to, part):
            return None
        return part


def _may_look_on(user: User, part: Participant) -> bool:
    own = Participant.objects.current().filter(case_id=part.case_id, user_id=user.pk)
    return any(Do.SEE_AS in one.does for one in own)
