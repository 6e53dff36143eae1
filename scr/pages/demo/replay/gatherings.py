"""The briefing of reviewers and the practitioners’ meeting: called with the agencies, and what followed."""

from datetime import datetime

from reviews.models import AgencyInvitation
from reviews.services.gatherings import (
    Call,
    answer_invitation,
    call_briefing,
    call_practitioners,
    note_came,
    tell_afterwards,
)
from scr.meetings.models import Meeting
from scr.pages.demo.agencies import AGENCIES
from scr.pages.demo.prose import prose
from scr.pages.demo.replay.letters import acknowledge_letter
from scr.pages.demo.replay.play import Play

LED_BY = {"briefing": "designated.nurse", "practitioners": "chair"}
WITH = ("designated.nurse", "superintendent")
SUPPORT = "your employer’s counselling service, and the safeguarding lead of your agency"
CONTACT = "the administrator, 01632 960001"
# How many practitioners came, by agency; the minutes say 27 from eight.
CAME = {
    "social_care": 7,
    "health": 6,
    "hospital": 4,
    "gp": 1,
    "police": 3,
    "education": 3,
    "housing": 2,
    "mental_health": 1,
    "drug_alcohol": 0,
}
SETTLED = prose("""
The format is that of the template: whole dates, one row for each contact. Reviews and chronologies are
sent by {day:72}. On {day:95} they are presented in this order: Health, Hospital, the practice, Social Care,
Police, Education, Housing, Mental Health, Waymark.
""")


def call(play: Play, kind: str, starts_at: datetime, place: str, now: datetime) -> None:
    """Call a meeting of a kind together with the agencies' people; practitioners' numbers are answered."""
    leader = play.people[LED_BY[kind]]
    what = Call(
        starts_at=starts_at,
        place=place,
        chaired_by=leader.full_name,
        agencies=[play.agencies[one.key] for one in AGENCIES],
        from_panel=[leader.pk, *(play.people[who].pk for who in WITH)],
    )
    if kind == "briefing":
        call_briefing(play.case, what, by=play.administrator, now=now)
        return
    call_practitioners(
        play.case, what, support=SUPPORT, contact=CONTACT, encloses=True, by=play.administrator, now=now
    )


def answer(play: Play, meeting: Meeting, now: datetime) -> None:
    """Each chief officer acknowledges the letter and says how many come."""
    rows = AgencyInvitation.objects.filter(meeting=meeting).select_related("agency", "case", "compartment")
    by_agency = {row.agency_id: row for row in rows}
    for key, number in CAME.items():
        row = by_agency[play.agencies[key].pk]
        acknowledge_letter(play, "PRACTITIONERS", key, now)
        answer_invitation(row, expected=number, reply="", by=play.chief(key), now=now)


def follow_up(play: Play, meeting: Meeting, now: datetime) -> None:
    """What the administrator notes and passes on once the meeting is recorded."""
    if meeting.kind == "briefing":
        tell_afterwards(meeting, words=play.say(SETTLED), by=play.administrator, now=now)
    else:
        came = {play.agencies[key].pk: number for key, number in CAME.items()}
        note_came(meeting, came, by=play.administrator, now=now)
