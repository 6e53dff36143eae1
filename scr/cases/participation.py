"""Who takes part in a case: standing posts, people added, conflicts of interest, access that ends."""

from datetime import datetime

from scr.cases.access import regrant
from scr.cases.handing_over import hand_back, lay_down
from scr.cases.joining import clashes, join, require_agency, require_free, welcome
from scr.cases.leaving import end_sessions_of_leaver
from scr.cases.models import Case, Participant
from scr.cases.partners import post_of, require_partner
from scr.cases.policy import NotTheMoment, require
from scr.cases.substitutes import nominate
from scr.cases.writing import act, lock, record
from scr.people.models import Agency, User
from scr.people.roles import EMERGENCY_READER, ROLES, Do
from scr.people.services import standing

# Whom an agency appoints itself (seeds 004, section 5.4; 002, sections 3.4 and 3.10).
APPOINTED_BY_AGENCY = frozenset({"agency_author", "review_supporter", "review_signer"})


@act
def add_standing(case: Case, role: str, *, by: User | None, now: datetime) -> None:
    """Make participants of those who hold a standing post in a role.

    Left out are those who take part in it already, or have left it, and those with a role on the case that
    cannot go together with this one: who writes a review does not join the panel by a standing post.
    """
    already = set(Participant.objects.filter(case=case, role=role).values_list("user_id", flat=True))
    held = _roles_held(case)
    for post in standing(role, on=now.date()):
        if post.user_id not in already and not clashes(role, held.get(post.user_id, set())):
            join(case, post.user, role, None, by=by, now=now, post=post.post)
    regrant(case)


def _roles_held(case: Case) -> dict[object, set[str]]:
    held: dict[object, set[str]] = {}
    for user_id, role in Participant.objects.current().filter(case=case).values_list("user_id", "role"):
        held.setdefault(user_id, set()).add(role)
    return held


@act
def add_participant(
    case: Case,
    user: User,
    *,
    role: str,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    post: str = "",
    until: datetime | None = None,
) -> Participant:
    """Give somebody a part on a case, from now on.

    Somebody of another board takes part in a joint review with it, and in no other.
    Raises NotTheMoment for one who holds it already or holds one that cannot go together with it, for a role
    of an agency without one that takes part, and for emergency access, which is opened and never given.
    """
    _require_manager(case, by, role, agency)
    case = lock(case)
    if role == EMERGENCY_READER:
        raise NotTheMoment("Emergency access is opened by the person who needs it, with a reason.")
    require_partner(case, user, role)
    require_agency(case, role, agency)
    require_free(case, user, role, agency)
    part = join(case, user, role, agency, by=by, now=now, post=post_of(user, role, post), until=until)
    regrant(case)
    welcome(part, now=now)
    return part


def _require_manager(case: Case, by: User, role: str, agency: Agency | None) -> None:
    """The administrator manages participants; a chief officer appoints who writes and signs in the agency."""
    if agency is not None and role in APPOINTED_BY_AGENCY:
        require(by, Do.APPOINT_AUTHOR, case=case, agency=agency)
    else:
        require(by, Do.MANAGE_PEOPLE, case=case)


@act
def recuse(
    part: Participant, *, reason: str, by: User, now: datetime, substitute: User | None = None
) -> Participant:
    """Take somebody off a case for a conflict of interest; access ends at once (seed 004, section 2).

    A substitute may be named and takes over once the organisation approves. Raises NotTheMoment the second
    time.
    """
    action = Do.DECLARE_CONFLICT if part.user_id == by.pk else Do.MANAGE_PEOPLE
    require(by, action, case=part.case)
    case = lock(part.case)
    part.refresh_from_db()
    if part.recused_at is not None:
        raise NotTheMoment(f"{part.user} has left this case already.")
    part.recused_at, part.recusal_reason = now, reason
    record(part, by=by, now=now, act="participant_recused", role=part.role)
    lay_down(part, by=by, now=now)
    hand_back(part, by=by, now=now)
    if substitute is not None:
        nominate(part, substitute, by=by, now=now)
    regrant(case)
    end_sessions_of_leaver(part.user, now=now)
    return part


@act
def end_participation(part: Participant, *, until: datetime, by: User, now: datetime) -> Participant:
    """Let somebody's access end at a moment. Raises NotTheMoment for the last who runs the case."""
    require(by, Do.MANAGE_PEOPLE, case=part.case)
    case = lock(part.case)
    others = Participant.objects.current().filter(case=case, role=part.role).exclude(user_id=part.user_id)
    if Do.MANAGE_PEOPLE in ROLES[part.role].does and not others.exists():
        raise NotTheMoment(f"Add another {part.role_name} first: nobody would be left in this role.")
    part.until = until
    record(part, by=by, now=now, act="participation_ended", role=part.role)
    if not Participant.objects.current().filter(case=case, user_id=part.user_id).exists():
        hand_back(part, by=by, now=now)
    regrant(case)
    end_sessions_of_leaver(part.user, now=now)
    return part


@act
def prolong(part: Participant, *, until: datetime, reason: str, by: User, now: datetime) -> Participant:
    """Move the day on which somebody's access ends, with the reason.

    Raises NotTheMoment for access without an end, for an earlier moment, and for emergency access.
    """
    require(by, Do.MANAGE_PEOPLE, case=part.case)
    case = lock(part.case)
    if part.role == EMERGENCY_READER:
        raise NotTheMoment("Emergency access is not prolonged. It is opened again, with a reason.")
    if part.until is None or part.until <= now or part.recused_at is not None:
        raise NotTheMoment("Only access that ends on a day to come can be prolonged.")
    if until <= part.until:
        raise NotTheMoment("The new last day must be later than the one that holds now.")
    part.until, part.until_reason = until, reason
    record(part, by=by, now=now, act="participation_prolonged", role=part.role)
    regrant(case)
    return part
