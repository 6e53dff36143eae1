"""Agencies write, hand over and countersign; the board releases, returns and extends (seed 004, 6 and 7)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from chronology.models import Chronology
from chronology.services import receiving
from chronology.services.lists import entries_of, list_in, place_of
from chronology.services.submitting import declare_silence, open_part, submit
from reviews.services.coverage import Covered, save_coverage
from reviews.services.handing_over import countersign
from reviews.services.proposals import Recommended
from reviews.services.reception import release_review, return_review
from reviews.services.submission import (
    Upload,
    newest_submission,
    seal_of_content,
    upload_review,
)
from reviews.services.writing import Typing, Words, save_section
from reviews.written import sections_of
from scr.cases.deadlines import end_of
from scr.cases.models import Case, Duty
from scr.cases.services import extend, move
from scr.cases.staff_list import import_staff
from scr.pages.demo import texts_guided
from scr.pages.demo.action_plan import ACTIONS
from scr.pages.demo.chronology.staff import STAFF
from scr.pages.demo.chronology_files import chronology_file
from scr.pages.demo.faulty import faulty_files
from scr.pages.demo.prose import Section
from scr.pages.demo.replay import committee, papers
from scr.pages.demo.replay.committee import WITH_COMMITTEE, hand_over_now
from scr.pages.demo.replay.play import Act, Handler, Play, acts_of_steps
from scr.pages.demo.reviews import REVIEWS
from scr.pages.demo.texts_terms import DRUG_ALCOHOL_RETURN_REASON, EXTENSION_REASON
from scr.pages.demo.timetable import STEPS, Step
from scr.people.identity import acting_as
from scr.people.models import Agency, User

FAULTY = "housing-dates.xlsx"
WITH_SILENCE, WITH_DEPARTMENT, DEPARTMENT = "housing", "hospital", "Maternity unit"
WITHOUT_ANALYSIS = ("context", "methodology", "family", "narrative")
POSTS = {one.source: one.post for one in ACTIONS}


def acts(play: Play) -> Iterator[Act]:
    yield from acts_of_steps(play, HANDLERS)
    for number, step in enumerate(one for one in STEPS if one.what == "submission"):
        yield from _acts_of_submission(play, step, number)
    yield play.act(115, "09:10", _start_presentations)
    yield play.act(119, "16:40", _start_overview)


def _acts_of_submission(play: Play, step: Step, number: int) -> Iterator[Act]:
    """What an agency does in the week before its chief officer signs, and the board on the day after."""
    minute = f"{5 * number % 60:02d}"
    if step.agency == "housing":
        yield play.act(play.working_day(step.day, -6), "10:20", _send_faulty_file, step)
    if step.agency == WITH_COMMITTEE:
        yield from committee.acts(play, step)
    yield play.act(play.working_day(step.day, -5), f"11:{minute}", _send_chronology, step)
    if step.agency == texts_guided.AGENCY:
        yield play.act(play.working_day(step.day, -4), "14:20", _write_sections, step)
    yield play.act(play.working_day(step.day, -3), f"15:{minute}", _send_review, step)
    if step.agency != WITH_COMMITTEE:
        yield play.act(play.working_day(step.day, -1), f"16:{minute}", hand_over_now, step)
    yield play.act(play.working_day(step.day, 1), f"10:{minute}", _release, step)


def _send_faulty_file(play: Play, step: Step, now: datetime) -> None:
    """The reviewer looks at what is wrong with it, and leaves it."""
    file = next(one for one in faulty_files(play.d0) if one.name == FAULTY)
    case, agency, by = play.case, play.agencies[step.agency], play.author(step.agency)
    with acting_as(by):
        waiting = _waiting(case, agency, file.name, papers.workbook(file), by=by, now=now)
        receiving.cancel(case, agency, waiting, by=by, now=now)


def _send_chronology(play: Play, step: Step, now: datetime) -> None:
    file = chronology_file(step.agency, play.d0)
    lines = "\n".join(f"{code}\t{post}" for code, post in STAFF[step.agency].items())
    case, agency, by = play.case, play.agencies[step.agency], play.author(step.agency)
    import_staff(case, agency, lines, by=by, now=now)
    with acting_as(by):
        if step.agency == WITH_DEPARTMENT:
            open_part(case, agency, DEPARTMENT, by=by, now=now)
        waiting = _waiting(case, agency, file.name, file.content, by=by, now=now)
        _, about = receiving.waiting_file(waiting.pk, case, agency, by=by, now=now)
        look = receiving.look_at(case, agency, waiting, about)
        receiving.take_in(case, agency, waiting, about, revision=look.revision, by=by, now=now)
        chronology = list_in(place_of(case, agency))
        assert chronology is not None  # its rows were taken in just now
        if step.agency == WITH_SILENCE:
            _say_silence(chronology, by=by, now=now)
            chronology.refresh_from_db()
        submit(chronology, revision=chronology.revision, by=by, now=now)


def _say_silence(chronology: Chronology, *, by: User, now: datetime) -> None:
    """The longest stretch without a row was searched, and nothing was found."""
    days = [entry.on for entry in entries_of(chronology) if entry.on]
    before, after = max(pairwise(days), key=lambda gap: gap[1] - gap[0])
    one = timedelta(days=1)
    declare_silence(
        chronology.case,
        chronology.agency,
        first_day=before + one,
        last_day=after - one,
        because="Tenancy file and repairs system searched; no visit, call or letter",
        by=by,
        now=now,
    )


def _waiting(
    case: Case, agency: Agency, name: str, content: bytes, *, by: User, now: datetime
) -> receiving.WaitingFile:
    found = receiving.receive(case, agency, filename=name, content=content, by=by, now=now)
    assert isinstance(found, receiving.WaitingFile)  # the demo's files can all be opened
    return found


def _write_sections(play: Play, step: Step, now: datetime) -> None:
    """The reviewer writes under the headings of the outline, before she puts the whole into one file."""
    case, agency, by = play.case, play.agencies[step.agency], play.author(step.agency)
    texts = texts_guided.guided()
    for section in sections_of(case):
        one = texts[texts_guided.key_of(section.key, section.number)]
        words = Words(play.say(one.text), one.nothing_to_say)
        save_section(case, agency, section, typing=Typing(words, base=0), by=by, now=now)
    covered = Covered(list(texts_guided.SERVICES))
    save_coverage(case, agency, covered=covered, revision=0, by=by, now=now)


def _is_without_analysis(step: Step) -> bool:
    return step.agency == "drug_alcohol" and "version" not in step.detail


def _send_review(play: Play, step: Step, now: datetime) -> None:
    review, agency = REVIEWS[step.agency], play.agencies[step.agency]
    is_thin = _is_without_analysis(step)
    sections = [
        Section(one.key, one.heading, play.say(one.text))
        for one in review.sections
        if not is_thin or one.key in WITHOUT_ANALYSIS
    ]
    content = papers.report(f"Management review: {agency.name}", sections)
    recommended = [] if is_thin else review.recommendations
    upload_review(
        play.case,
        agency,
        upload=Upload(f"review-{step.agency.replace('_', '-')}.docx", content),
        recommendations=[Recommended(one.text, POSTS[one.ref]) for one in recommended],
        by=play.author(step.agency),
        now=now,
    )


def _countersign(play: Play, step: Step, now: datetime) -> None:
    case, agency = play.case, play.agencies[step.agency]
    submission = newest_submission(case, agency)
    assert submission is not None
    content = seal_of_content(case, submission)
    countersign(case, agency, content=content, by=play.chief(step.agency), now=now)


def _release(play: Play, step: Step, now: datetime) -> None:
    release_review(play.case, play.agencies[step.agency], by=play.administrator, now=now)


def _return(play: Play, step: Step, now: datetime) -> None:
    return_review(
        play.case,
        play.agencies[step.agency],
        reason=play.say(DRUG_ALCOHOL_RETURN_REASON),
        due_on=play.day(int(step.detail["new_due"])),
        by=play.chair,
        now=now,
    )


def _extend(play: Play, step: Step, now: datetime) -> None:
    """Agreed beforehand with the inspectorate; the first date stays beside the new one."""
    extend(
        Duty.objects.get(case_id=play.case_id, rule_key="COMPLETE"),
        until=end_of(play.day(int(step.detail["until"]))),
        reason=play.say(EXTENSION_REASON),
        agreed_with=step.detail["agreed_with"],
        agreed_on=play.day(step.day),
        by=play.administrator,
        now=now,
    )


def _start_presentations(play: Play, now: datetime) -> None:
    move(play.case, "presentations", by=play.administrator, now=now)


def _start_overview(play: Play, now: datetime) -> None:
    move(play.case, "overview_drafting", by=play.administrator, now=now)


HANDLERS: dict[str, Handler] = {"submission": _countersign, "return": _return, "extension": _extend}
