"""Seats, offices, deputies and the panel's work beside its cases: kept by administrators, never deleted."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from scr.audit.services import save_recorded
from scr.people.models import Agency, Appointment, Deputy, OfficeHolder, PanelWork, SeatNomination, User
from scr.people.services import Refused, require_administrator


def nominate_for_seat(
    appointment: Appointment,
    agency: Agency,
    *,
    nominated_by: str,
    nominated_on: date,
    standing: str,
    experience: str,
    authority: str,
    by: User,
    now: datetime,
) -> SeatNomination:
    """Record what an agency says of the person in a seat: standing, experience, authority (seed 004, 2).

    An earlier nomination stays and no longer holds. Raises Refused unless all three are said.
    """
    require_administrator(by, today=localdate(now))
    if not all(words.strip() for words in (standing, experience, authority)):
        raise Refused("A nomination says all three: standing, experience and authority.")
    row = SeatNomination(
        appointment=appointment,
        agency=agency,
        nominated_by=nominated_by,
        nominated_on=nominated_on,
        standing=standing,
        experience=experience,
        authority=authority,
        recorded_at=now,
        recorded_by=by,
    )
    save_recorded(row, by=by, at=now, act="seat_nomination_recorded")
    return row


def note_office(
    *,
    office: str,
    name: str,
    since_on: date,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    organisation: str = "",
    part: str = "",
) -> OfficeHolder:
    """Note who holds an office that needs no account."""
    require_administrator(by, today=localdate(now))
    row = OfficeHolder(
        office=office, name=name, agency=agency, organisation=organisation, part=part, since_on=since_on
    )
    save_recorded(row, by=by, at=now, act="office_holder_noted", office=office)
    return row


def end_office(holder: OfficeHolder, *, until_on: date, by: User, now: datetime) -> OfficeHolder:
    """Note that somebody no longer holds an office. Raises Refused for a day before they began."""
    require_administrator(by, today=localdate(now))
    _check_end(holder.since_on, until_on)
    holder.until_on = until_on
    save_recorded(holder, by=by, at=now, act="office_ended", office=holder.office)
    return holder


def authorise_deputy(
    deputy: User,
    *,
    authorised_by: str,
    authorised_on: date,
    from_on: date,
    by: User,
    now: datetime,
    until_on: date | None = None,
) -> Deputy:
    """Record that an agency's chief officer authorised somebody to act for them (seed 004, section 5.3).

    Raises Refused for somebody who does not represent their agency on the board, and for days out of order.
    """
    require_administrator(by, today=localdate(now))
    if deputy not in representatives(on=localdate(now)):
        raise Refused(f"{deputy} does not represent an agency on the board: give them that post first.")
    if from_on < authorised_on:
        raise Refused("Nobody acts as deputy before they are authorised.")
    _check_end(from_on, until_on)
    row = Deputy(
        agency=deputy.agency,
        deputy=deputy,
        authorised_by=authorised_by,
        authorised_on=authorised_on,
        from_on=from_on,
        until_on=until_on,
        recorded_at=now,
        recorded_by=by,
    )
    save_recorded(row, by=by, at=now, act="deputy_authorised")
    return row


def representatives(*, on: date) -> QuerySet[User]:
    """People of an agency who hold the post of a board member on a day."""
    posts = Appointment.objects.standing_on(on).filter(role="board_member")
    return User.objects.filter(pk__in=posts.values("user_id"), agency__isnull=False)


def end_deputy(deputy: Deputy, *, until_on: date, by: User, now: datetime) -> Deputy:
    """Note the last day on which somebody may act for the chief officer. Raises Refused as above."""
    require_administrator(by, today=localdate(now))
    _check_end(deputy.from_on, until_on)
    deputy.until_on = until_on
    save_recorded(deputy, by=by, at=now, act="deputy_ended")
    return deputy


def _check_end(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Refused("The last day must be on or after the first day.")


def note_panel_work(*, function: str, done_on: date, words: str, by: User, now: datetime) -> PanelWork:
    """Note what the panel did beside its cases (seed 004, section 1)."""
    require_administrator(by, today=localdate(now))
    row = PanelWork(function=function, done_on=done_on, words=words, noted_at=now, noted_by=by)
    save_recorded(row, by=by, at=now, act="panel_work_noted", function=function)
    return row
