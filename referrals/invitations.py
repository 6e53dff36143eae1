"""Inviting somebody without an account to refer a case."""

from dataclasses import dataclass
from datetime import datetime

from scr.cases.models import Case
from scr.people.invited_links import board_links, end_link, invite_by_link
from scr.people.models import InvitedLink, User

PURPOSE = "referrals:invited"


@dataclass(frozen=True)
class Invitation:
    """An invitation as its page shows it, with the case that came of it where the reader has a part."""

    link: InvitedLink
    state: str
    case: Case | None

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def invite_to_refer(*, full_name: str, email: str, by: User, now: datetime) -> InvitedLink:
    """Send somebody without an account a link to refer one case (seed 004, section 3).

    Raises PermissionDenied for whoever is not an administrator of the board.
    """
    link, _ = invite_by_link(
        purpose=PURPOSE, full_name=full_name, email=email, by=by, now=now, mail="referrals/email/invited"
    )
    return link


def end_invitation(link: InvitedLink, *, by: User, now: datetime) -> InvitedLink:
    """Call an invitation back; what was typed there is not sent. Raises Refused when it is open no more."""
    return end_link(link, by=by, now=now)


def invitations(*, by: User, now: datetime) -> list[Invitation]:
    """All invitations to refer a case, the newest first, for an administrator of the board."""
    links = list(board_links(PURPOSE, by=by, now=now))
    cases = Case.objects.visible_to(by).filter(pk__in=[one.subject_id for one in links if one.subject_id])
    found = {case.pk: case for case in cases}
    return [Invitation(one, _state(one, now), found.get(one.subject_id)) for one in links]


def _state(link: InvitedLink, now: datetime) -> str:
    if link.used_at:
        return "used"
    if link.ended_at:
        return "ended"
    return "open" if link.is_open(now) else "over"
