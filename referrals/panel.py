"""The panel of one case: which seat is whose, who declared what, who takes over, and who has given a view."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from referrals.models import CoOption, PanelView
from referrals.services import whom_to_ask
from scr.cases.audiences import Kind
from scr.cases.declaring import ASKED, asked_among
from scr.cases.models import Case, Compartment, Duty, Nomination, Participant
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment
from scr.cases.writing import act, lock, record
from scr.meetings.attending import Strength, strength
from scr.outbox.models import Notice
from scr.people.models import User
from scr.people.roles import Do, roles_that_may

ROLES_OF_PANEL = ("chair", "panel_member", "legal_adviser")


@act
def co_opt(case: Case, user: User, *, post: str, reason: str, by: User, now: datetime) -> CoOption:
    """Let somebody of a further agency sit on the panel of this case (seed 004, section 2).

    Raises NotTheMoment for somebody of no agency, and for one whose part on the case cannot go together
    with it.
    """
    if user.agency_id is None:
        raise NotTheMoment(f"{user} belongs to no agency: say first under People for which one they work.")
    part = add_participant(case, user, role="panel_member", post=post, by=by, now=now)
    row = CoOption(
        case=lock(case),
        compartment=part.compartment,
        part=part,
        reason=reason,
        co_opted_at=now,
        co_opted_by=by,
    )
    record(row, by=by, now=now, act="co_opted")
    return row


def reads_panel(user: Any, case: Case) -> bool:
    """Whether what belongs to the panel of a case is open to somebody."""
    return Compartment.objects.visible_to(user).filter(case=case, kind=Kind.PANEL).exists()


@dataclass
class Seat:
    """One seat of the panel on this case, and how it stands."""

    part: Participant
    is_current: bool
    declared_at: datetime | None = None
    nominations: list[Nomination] = field(default_factory=list)
    filled_by: Participant | None = None
    co_option: CoOption | None = None
    view: PanelView | None = None
    duty: Duty | None = None
    reminders: int = 0

    @property
    def is_vacant(self) -> bool:
        return not self.is_current and self.filled_by is None

    @property
    def has_vote(self) -> bool:
        return self.part.role in roles_that_may(Do.GIVE_VIEW)

    @property
    def is_asked_about_conflicts(self) -> bool:
        return self.is_current and self.part.role in ASKED


@dataclass(frozen=True)
class Panel:
    """The panel of a case as a page shows it."""

    seats: list[Seat]
    not_asked: list[Any]
    strength: Strength

    @property
    def core(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.co_option is None]

    @property
    def co_opted(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.co_option is not None]

    @property
    def asked(self) -> list[Seat]:
        """Whose view the consultation asked for."""
        return [seat for seat in self.seats if seat.view or seat.duty]

    @property
    def answered(self) -> list[Seat]:
        return [seat for seat in self.asked if seat.view]


def panel_of(case: Case, user: Any, *, now: datetime) -> Panel:
    """The panel of a case as far as somebody may see it; the number of queries does not grow with it."""
    mine = Participant.objects.visible_to(user).filter(case=case, role__in=ROLES_OF_PANEL)
    parts = list(mine.select_related("user__agency", "substitute_for").order_by("since", "user__full_name"))
    current = set(mine.current().values_list("pk", flat=True))
    seats = [Seat(part, part.pk in current) for part in parts if part.recused_at or part.pk in current]
    _add_declarations(seats)
    _add_substitutes(seats, case, user)
    _add_views(seats, case, user)
    for one in CoOption.objects.visible_to(user).filter(case=case).select_related("co_opted_by"):
        for seat in seats:
            if seat.part.pk == one.part_id:
                seat.co_option = one
    known = {part.user_id for part in parts}
    not_asked = [post for post in whom_to_ask(case, now=now) if post.user_id not in known]
    return Panel(seats, not_asked, strength(case))


def _add_declarations(seats: Iterable[Seat]) -> None:
    current = [seat for seat in seats if seat.is_current]
    asked = asked_among(seat.part for seat in current)
    for seat in current:
        found = asked.get((seat.part.case_id, seat.part.user_id))
        seat.declared_at = found.declared_at if found else None


def _add_substitutes(seats: list[Seat], case: Case, user: Any) -> None:
    nominations = Nomination.objects.visible_to(user).filter(case=case).select_related("nominee")
    for seat in seats:
        seat.nominations = [one for one in nominations if one.left_id == seat.part.pk]
        standing = (one for one in seats if one.part.substitute_for_id == seat.part.pk)
        seat.filled_by = next((one.part for one in standing if one.is_current), None)


def _add_views(seats: list[Seat], case: Case, user: Any) -> None:
    """Who answered the consultation, who has yet to, and how often each was reminded."""
    views = {one.member_id: one for one in PanelView.objects.visible_to(user).filter(case=case)}
    asked = Duty.objects.visible_to(user).filter(case=case, rule_key="VIEW", cancelled_at__isnull=True)
    duties = {one.person_id: one for one in asked}
    reminded = _reminders([one.pk for one in duties.values()])
    for seat in seats:
        if seat.is_current:
            seat.view = views.get(seat.part.user_id)
            seat.duty = duties.get(seat.part.user_id)
            seat.reminders = reminded.get(seat.duty.pk, 0) if seat.duty else 0


def _reminders(duty_ids: list[Any]) -> dict[Any, int]:
    """How many notices about a task went to somebody after the one that it waits."""
    found: dict[Any, int] = {}
    rows = Notice.objects.filter(about_id__in=duty_ids).exclude(key__startswith="opened:")
    for about_id in rows.values_list("about_id", flat=True):
        found[about_id] = found.get(about_id, 0) + 1
    return found
