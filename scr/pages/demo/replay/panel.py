"""The panel and the reviews: assessed, asked about, presented, accepted; and what is learned early."""

from collections.abc import Iterator
from datetime import datetime

from reviews.models import EarlyLesson, Presentation, ReviewQuery
from reviews.rubric import RUBRIC, Mark
from reviews.services.lessons import Lesson, note_lesson, say_of_lesson, share_lesson
from reviews.services.presentations import Said, Slot, accept_review, note_presentation, set_timetable
from reviews.services.quality import Judged, assess
from reviews.services.queries import Question, answer, ask, close
from reviews.services.staff import Debriefing, note_debrief, note_staff_told
from reviews.services.timescale import agree_timescale
from scr.meetings.models import Meeting
from scr.pages.demo.agencies import AGENCIES, HARROWDALE
from scr.pages.demo.replay.play import Act, Play
from scr.pages.demo.texts_terms import VERSION_2
from scr.pages.demo.timetable import STEPS, Step
from scr.people.models import User

ASSESSED = {"housing": 84, "police": 71}
MINUTES_EACH = 40
TEXTS = {
    "why": "It says what was done at each visit. Say more about why it seemed enough at the time.",
    "question": "Who decided to put the visit off, and what did that person know of the move?",
    "answer": "The team manager did, who had not seen the notice of the move. We have added it to section 4.",
    "asked": "The panel asked how a move becomes known within the agency.",
    "clarified": "The reviewer explained which records were on paper and which were not.",
    "recommended": "The recommendations were found clear. The panel asked for a day in each.",
    "accepted": "The panel thanks the reviewer for a frank review.",
}


def acts(play: Play) -> Iterator[Act]:
    for number, agency in enumerate(one for one in AGENCIES if not one.is_neighbour):
        yield play.act(37, f"09:{10 + number}", _tell_staff, agency.key)
    yield play.act(play.working_day(VERSION_2.day, 2), "09:40", _tell_staff, HARROWDALE.key)
    yield from _acts_of_lessons(play)
    for key, day in ASSESSED.items():
        yield play.act(play.working_day(day, 3), "10:15", _assess, key)
    yield play.act(85, "11:05", _ask)
    yield play.act(87, "09:25", _answer)
    yield play.act(88, "16:10", _close)
    yield play.act(99, "10:05", _debrief)
    for step in STEPS:
        if step.what == "presentation":
            yield play.act(play.working_day(step.day, -3), "15:10", _set_order, step)
            yield play.act(play.working_day(step.day, 1), "10:45", _note_said, step)
    yield play.act(play.working_day(119, 1), "11:30", _accept_all)
    yield play.act(play.working_day(119, 1), "11:40", _agree_days)


def _acts_of_lessons(play: Play) -> Iterator[Act]:
    """Two lessons that need not wait: an agency's own, shared later, and one of the panel's for an agency."""
    yield play.act(50, "15:35", _learn)
    yield play.act(51, "10:10", _learn_for_police)
    yield play.act(64, "14:25", _police_act)
    yield play.act(70, "11:20", _share)
    yield play.act(85, "09:50", _housing_acts)


def _member(play: Play, place: int) -> User:
    return play.people[("designated.doctor", "designated.nurse")[place]]


def _tell_staff(play: Play, key: str, now: datetime) -> None:
    note_staff_told(
        play.case,
        play.agencies[key],
        on=now.date(),
        who="Everybody who knew the family, and their managers",
        how="At a team meeting, with the note in hand",
        by=play.author(key),
        now=now,
    )


def _assess(play: Play, key: str, now: datetime) -> None:
    for place, mark in enumerate((Mark.PARTLY, Mark.YES)):
        answers = {one.key: Judged(Mark.YES) for one in RUBRIC}
        answers["why"] = Judged(mark, TEXTS["why"] if mark is Mark.PARTLY else "")
        assess(
            play.case,
            play.agencies[key],
            answers=answers,
            verdict="amend" if mark is Mark.PARTLY else "accept",
            remarks="",
            revision=0,
            by=_member(play, place),
            now=now,
        )


def _ask(play: Play, now: datetime) -> None:
    question = Question(TEXTS["question"], play.day(91), section="Section 4, third paragraph")
    ask(play.case, play.agencies["housing"], question=question, by=_member(play, 0), now=now)


def _query(play: Play) -> ReviewQuery:
    return ReviewQuery.objects.get(case_id=play.case_id)


def _answer(play: Play, now: datetime) -> None:
    answer(_query(play), words=TEXTS["answer"], seen=1, by=play.author("housing"), now=now)


def _close(play: Play, now: datetime) -> None:
    close(_query(play), seen=2, by=_member(play, 0), now=now)


def _learn(play: Play, now: datetime) -> None:
    lesson = _lesson(play, "Notices of a move reached one team and not the others.")
    note_lesson(play.case, play.agencies["housing"], lesson=lesson, by=play.author("housing"), now=now)


def _learn_for_police(play: Play, now: datetime) -> None:
    lesson = _lesson(play, "Calls to one address under two spellings were not brought together.")
    note_lesson(play.case, play.agencies["police"], lesson=lesson, by=_member(play, 1), now=now)


def _lesson(play: Play, what: str) -> Lesson:
    return Lesson(what, "Change it now, and check after a month.", "Head of service", play.day(92))


def _of(play: Play, key: str) -> EarlyLesson:
    """The lesson of an agency that still runs."""
    found = EarlyLesson.objects.filter(case_id=play.case_id, agency=play.agencies[key], shared_at=None)
    return found.select_related("case").get()


def _police_act(play: Play, now: datetime) -> None:
    _done(
        play,
        "police",
        "Control room staff now search by address as well.",
        "An instruction to the control room, and a check of twenty calls.",
        now,
    )


def _share(play: Play, now: datetime) -> None:
    own = _of(play, "housing")
    share_lesson(own, wording=_lesson(play, own.what), by=play.author("housing"), now=now)


def _housing_acts(play: Play, now: datetime) -> None:
    words = "Every notice goes to all teams on the same day."
    _done(play, "housing", words, "Twelve notices of one month, all on time.", now)


def _done(play: Play, key: str, words: str, evidence: str, now: datetime) -> None:
    lesson, by = _of(play, key), play.author(key)
    say_of_lesson(lesson, said="done", words=words, evidence=evidence, by=by, now=now)


def _debrief(play: Play, now: datetime) -> None:
    debriefing = Debriefing(
        who="The health visitors and midwives who knew the family",
        led_by="Named nurse",
        words="They heard what the review found, and what is changed already.",
        support="Supervision, together and one by one.",
    )
    health, by = play.agencies["health"], play.author("health")
    note_debrief(play.case, health, on=now.date(), debriefing=debriefing, by=by, now=now)


def _set_order(play: Play, step: Step, now: datetime) -> None:
    """Each agency of a sitting one after the other, in the order of the timetable."""
    meeting = Meeting.objects.select_related("case").get(
        case_id=play.case_id, kind="presentation", starts_at=play.at(step.day, step.time)
    )
    keys = step.detail["agencies"].split()
    slots = [Slot(play.agencies[key].pk, MINUTES_EACH, play.author(key).full_name) for key in keys]
    set_timetable(meeting, slots=slots, revision=0, by=play.administrator, now=now)


def _note_said(play: Play, step: Step, now: datetime) -> None:
    said = Said(TEXTS["asked"], TEXTS["clarified"], TEXTS["recommended"])
    for key in step.detail["agencies"].split():
        row = Presentation.objects.select_related("case").get(case_id=play.case_id, agency=play.agencies[key])
        if row.presented_at is None:
            note_presentation(row, said=said, revision=row.revision, by=play.administrator, now=now)


def _accept_all(play: Play, now: datetime) -> None:
    for row in Presentation.objects.filter(case_id=play.case_id).select_related("agency"):
        accept_review(play.case, row.agency, words=TEXTS["accepted"], by=play.chair, now=now)


def _agree_days(play: Play, now: datetime) -> None:
    agree_timescale(
        play.case,
        overview_on=play.day(192),
        summary_on=play.day(196),
        words="A first draft comes before that, for the panel's meeting.",
        by=play.administrator,
        now=now,
    )
