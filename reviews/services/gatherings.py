"""Calling agencies' people together: reviewers are briefed, practitioners meet (seed 004, 5.6 and 6.2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reviews.models import AgencyInvitation, TermsAgency
from reviews.services.terms import newest_terms
from scr.cases.audiences import Kind
from scr.cases.models import Case, Participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import agencies_on, record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day
from scr.letters.services import issue_to
from scr.meetings.agenda import items_of
from scr.meetings.models import Meeting
from scr.meetings.services import arrange
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.gatherings import BRIEFING, INVITED, PRACTITIONERS, TOLD_AFTERWARDS
from scr.procedures.letters import PRACTITIONERS as LEAFLET

LETTER = "PRACTITIONERS"
# Whom an invitation is for; the chief officer where nobody else is there yet.
INVITES = {BRIEFING: ("agency_author",), PRACTITIONERS: ("chief_officer", "agency_author")}
CALLED = {BRIEFING: "briefing_called", PRACTITIONERS: "practitioners_called"}


@dataclass(frozen=True)
class Call:
    """When and where, who leads it, who of the panel comes, and which agencies are asked to send people."""

    starts_at: datetime
    place: str
    chaired_by: str
    agencies: Collection[Agency]
    from_panel: Collection[UUID] = ()
    words: str = ""


@act
def call_briefing(case: Case, call: Call, *, by: User, now: datetime) -> Meeting:
    """Call the agencies' reviewers to be briefed together; each reads when reviews are due and presented."""
    require(by, Do.ARRANGE_MEETING, case=case)
    return _call(lock(case), BRIEFING, call, by=by, now=now)


@act
def call_practitioners(
    case: Case, call: Call, *, support: str, contact: str, encloses: bool, by: User, now: datetime
) -> Meeting:
    """Call a meeting for practitioners, whom their agencies invite; `encloses` the leaflet in the letter."""
    require(by, Do.ARRANGE_MEETING, case=case)
    case = lock(case)
    meeting = _call(case, PRACTITIONERS, call, by=by, now=now)
    values: Mapping[str, object] = {
        "meeting_at": call.starts_at,
        "meeting_place": call.place,
        "support": support,
        "contact": contact,
    }
    leaflets = [LEAFLET] if encloses else []
    issue_to(case, LETTER, agencies=call.agencies, values=values, enclosed=leaflets, by=by, now=now)
    return meeting


def _call(case: Case, kind: str, call: Call, *, by: User, now: datetime) -> Meeting:
    taking_part = {one.pk for one in agencies_on(case)}
    if not call.agencies or not {one.pk for one in call.agencies} <= taking_part:
        raise NotTheMoment("Choose at least one agency that takes part.")
    if call.starts_at <= now:
        raise NotTheMoment("Choose a time that is still ahead.")
    meeting = arrange(
        case,
        kind=kind,
        starts_at=call.starts_at,
        place=call.place,
        chaired_by=call.chaired_by,
        from_panel=call.from_panel,
        by=by,
        now=now,
    )
    terms, names = newest_terms(case), _names(case, call.from_panel)
    days = dict(TermsAgency.objects.filter(terms=terms).values_list("agency_id", "due_on"))
    for agency in call.agencies:
        row = AgencyInvitation(
            case=case,
            compartment=compartment_of(case, Kind.ROOM, agency),
            meeting=meeting,
            agency=agency,
            from_panel=names,
            reviews_due_on=days.get(agency.pk),
            presentation_on=terms.presentation_on if terms else None,
            words=call.words,
        )
        _invite(row, by=by, now=now)
    return meeting


def _invite(row: AgencyInvitation, *, by: User, now: datetime) -> None:
    """Keep an agency's invitation, with what stands of the meeting itself, and tell its people."""
    case, meeting = row.case, row.meeting
    row.kind, row.starts_at = meeting.kind, meeting.starts_at
    row.place, row.chaired_by = meeting.place, meeting.chaired_by
    row.invited_at, row.invited_by = now, by
    record(row, by=by, now=now, act="agency_invited", kind=meeting.kind)
    day = london_day(meeting.starts_at)
    record_milestone(
        case, CALLED[row.kind], by=by, now=now, agency=row.agency, subject_id=row.pk, agreed_on=day
    )
    for user in _invited(row):
        _tell(row, user, "invited", f"A meeting on {case.reference}", now)


def _names(case: Case, users: Collection[UUID]) -> str:
    """Those of the panel who come, with their posts, one to a line."""
    parts = Participant.objects.current().filter(case=case, user__in=users).exclude(role="administrator")
    lines = (f"{part.user.full_name}, {part.post or part.role_name}" for part in parts.select_related("user"))
    return "\n".join(dict.fromkeys(lines))


def _invited(row: AgencyInvitation) -> list[User]:
    """The people of an agency whom an invitation is for."""
    found = Participant.objects.current().filter(case=row.case, agency=row.agency)
    parts = list(found.select_related("user"))
    wanted = [part.user for part in parts if part.role in INVITES[row.kind]]
    return wanted or [part.user for part in parts if part.role == "chief_officer"]


def _tell(row: AgencyInvitation, user: User, what: str, subject: str, now: datetime) -> None:
    put_notice(
        key=f"{what}:{row.pk}:{user.pk}:{now.isoformat()}",
        recipient=user,
        subject=subject,
        body=f"There is something new about a meeting on {row.case.reference}. Sign in to read it.",
        path=f"/cases/{row.case_id}/invitations/{row.pk}/",
        now=now,
        case_id=row.case_id,
        compartment_id=row.compartment_id,
    )


@act
def answer_invitation(
    row: AgencyInvitation, *, expected: int, reply: str, by: User, now: datetime
) -> AgencyInvitation:
    """Say for an agency how many come; it may be said anew until the meeting begins."""
    require(by, Do.ANSWER_INVITATION, case=row.case, agency=row.agency)
    case = lock(row.case)
    row.refresh_from_db()
    if row.is_over(now):
        raise NotTheMoment("This meeting has begun, so the answer comes too late.")
    is_first = row.replied_at is None
    row.expected, row.reply, row.replied_at, row.replied_by = expected, reply, now, by
    record(row, by=by, now=now, act="invitation_answered", kind=row.kind)
    if is_first and row.is_for_practitioners:
        record_milestone(case, "practitioners_answered", by=by, now=now, agency=row.agency, subject_id=row.pk)
    return row


@act
def note_came(meeting: Meeting, came: Mapping[UUID, int], *, by: User, now: datetime) -> None:
    """Note how many people of each agency came, without names. Raises NotTheMoment before it was held."""
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    lock(meeting.case)
    _check_was_held(meeting)
    for row in AgencyInvitation.objects.filter(meeting=meeting).select_related("compartment"):
        number = came.get(row.agency_id, row.came)
        if number is not None and number != row.came:
            row.came = number
            record(row, by=by, now=now, act="agency_came", kind=row.kind)


@act
def tell_afterwards(meeting: Meeting, *, words: str, by: User, now: datetime) -> None:
    """Let every agency that was invited read what was settled, such as order and dates; also anew."""
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    lock(meeting.case)
    _check_was_held(meeting)
    for row in AgencyInvitation.objects.filter(meeting=meeting).select_related("compartment", "case"):
        row.told, row.told_at = words, now
        record(row, by=by, now=now, act="agency_told_afterwards", kind=row.kind)
        for user in _invited(row):
            _tell(row, user, "told", f"What a meeting on {row.case.reference} settled", now)


def _check_was_held(meeting: Meeting) -> None:
    meeting.refresh_from_db()
    if meeting.held_at is None:
        raise NotTheMoment("Record first that the meeting was held.", INVITED)


def settled_at(meeting: Meeting) -> str:
    """What was taken down on the matters that agencies are told afterwards, as the words begin."""
    keys = TOLD_AFTERWARDS[meeting.kind]
    items = [item for item in items_of(meeting) if item.question in keys and item.settled]
    return "\n\n".join(f"{item.title}\n{item.settled}" for item in items)
