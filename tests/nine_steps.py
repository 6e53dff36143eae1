"""What nine agencies and their board do, stage by stage, each agency with its canary in all that it writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.test import TestCase
from django.utils import timezone

from chronology.reading.rows import Row
from chronology.services import import_file
from chronology.writing import write_xlsx
from reviews.coverage import coverage_of
from reviews.models import Interview, Presentation
from reviews.register import register_of, seal_of_register
from reviews.services import contributing
from reviews.services.contributions import Asked, ask_contribution
from reviews.services.coverage import Covered, save_coverage
from reviews.services.handing_over import countersign, hand_over
from reviews.services.interview_letters import Paper
from reviews.services.interviews import Talk, prepare_copy, record_interview
from reviews.services.lessons import Lesson, note_lesson
from reviews.services.presentations import (
    Said,
    Slot,
    accept_review,
    note_presentation,
    revision_of,
    set_timetable,
)
from reviews.services.proposals import Planned
from reviews.services.queries import Question, answer, ask, close
from reviews.services.reception import release_review, return_review, waive
from reviews.services.recommending import save_plan
from reviews.services.records import Secured, add_records, attest_records
from reviews.services.signers import Asked as Step
from reviews.services.signers import appoint_signer, set_signers
from reviews.services.signing import Meeting, send_back, sign_step
from reviews.services.staff import note_staff_told
from reviews.services.submission import (
    Recommended,
    Upload,
    newest_submission,
    seal_of_content,
    upload_review,
)
from reviews.services.terms import sign_terms
from reviews.services.terms_comments import answer_comment, comment_on_terms, release_for_comment
from reviews.services.writing import Typing, Words, keep_typing, save_section
from reviews.written import sections_of, text_of
from scr.cases.register import PersonTold, add_person, open_register
from scr.cases.services import move
from scr.cases.staff_list import Staff, add_staff
from scr.meetings.services import arrange
from scr.people.identity import holding
from scr.people.services import invite
from tests.cast import Scene
from tests.nine_agencies import (
    BY_LINK,
    CHAIN,
    IN_TIME,
    KEYS,
    LATE,
    RETURNED,
    WAIVED,
    WITH_ACCOUNT,
    Nine,
    day,
)
from tests.reviewing import drafted, hold, word

GROUP, TEAM = "Safeguarding group", "Executive team"
PRESENTING = tuple(key for key in KEYS if key != WAIVED)


def journey(nine: Nine) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each stage once it is reached, and the agencies about which something was done."""
    _secure_records(nine)
    yield "records secured, nobody asked yet", KEYS
    _sign_terms(nine)
    yield "terms commented on and signed", KEYS
    _waive(nine)
    _ask_by_link(nine)
    yield "one waived, one asked by link", (WAIVED, BY_LINK)
    for key in IN_TIME:
        _write(nine, key)
    yield "written", IN_TIME
    _name_signers(nine)
    for key in IN_TIME:
        _hand_over(nine, key)
    yield "handed over", IN_TIME
    _send_back_inside(nine)
    yield "sent back inside", (CHAIN,)
    _sign_chain(nine)
    yield "signed by the chain", (CHAIN,)
    for key in IN_TIME:
        _countersign(nine, key, on=62)
    _send_by_link(nine)
    yield "countersigned", (*IN_TIME, BY_LINK)
    for key in (*IN_TIME, BY_LINK):
        _release(nine, key, on=63)
    yield "released", (*IN_TIME, BY_LINK)
    _return(nine)
    yield "one returned", (RETURNED,)
    _write(nine, RETURNED)
    yield "written anew", (RETURNED,)
    _write(nine, LATE)
    for key in (LATE, RETURNED):
        _hand_over(nine, key, on=80)
        _countersign(nine, key, on=80)
    yield "the late one countersigned", (LATE, RETURNED)
    for key in (LATE, RETURNED):
        _release(nine, key, on=81)
    yield "all released", (LATE, RETURNED)
    _present(nine)
    yield "presented", PRESENTING
    for key in PRESENTING:
        _accept(nine, key)
    yield "accepted", PRESENTING


def _board(nine: Nine, on: int) -> dict[str, Any]:
    return {"by": nine.administrator, "now": day(on)}


def _of(nine: Nine, key: str, who: str, on: int) -> dict[str, Any]:
    return {"by": nine.people[key][who], "now": day(on)}


def _secure_records(nine: Nine) -> None:
    for key in WITH_ACCOUNT:
        agency, words = nine.agency(key), nine.plant(key, "records")
        secured = Secured(f"Files {words}", "both", "paper", f"Room {words}", f"Head {words}", day(27))
        add_records(nine.case, agency, secured=secured, **_of(nine, key, "author", 28))
        seal = seal_of_register(register_of(nine.case, agency))
        attest_records(nine.case, agency, seal=seal, **_of(nine, key, "officer", 28))


def _sign_terms(nine: Nine) -> None:
    """Every agency with an account comments on the draft, and is answered by itself."""
    scene: Any = Scene(nine, nine.case)  # type: ignore[arg-type]
    hold(nine.case, scene.cast, "scoping", at=day(30))
    draft = drafted(scene)
    asked = [nine.agency(key) for key in WITH_ACCOUNT]
    until = day(35).date()
    shown = release_for_comment(
        draft, agencies=asked, comment_by=until, revision=draft.revision, **_board(nine, 30)
    )
    for key, one in zip(WITH_ACCOUNT, shown, strict=True):
        words = f"Look further back. {nine.plant(key, 'comment')}"
        comment = comment_on_terms(one, about="", text=words, **_of(nine, key, "officer", 31))
        reply = f"We do. {nine.plant(key, 'reply')}"
        answer_comment(comment, verdict="in_part", text=reply, is_for_all=False, **_board(nine, 31))
    sign_terms(draft, revision=draft.revision, by=nine.chair, now=day(31))
    nine.case.refresh_from_db()
    open_register(nine.case, **_board(nine, 31))


def _waive(nine: Nine) -> None:
    """It has begun to write when it turns out that it hardly knew the family."""
    _write_section(nine, WAIVED)
    _interview(nine, WAIVED)
    reason = f"It saw the mother once. {nine.plant(WAIVED, 'waiver')}"
    waive(nine.case, nine.agency(WAIVED), reason=reason, by=nine.chair, now=day(40))


def _ask_by_link(nine: Nine) -> None:
    """Nobody of the agency has an account; a link holds by the clock of the day."""
    now = timezone.now()
    asked = Asked(
        full_name="Moira Pennick",
        email="practice@millbeck.example",
        connection="general practitioner",
        words="What do you know?",
        reply_by=now.date() + timedelta(days=20),
        agency=nine.agency(BY_LINK),
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        nine.asked_by_link = ask_contribution(nine.case, asked, by=nine.administrator, now=now)


def _send_by_link(nine: Nine) -> None:
    row = nine.asked_by_link
    assert row is not None
    words = f"3 May 2006: not seen. {nine.plant(BY_LINK, 'told')}"
    told = contributing.Told(connection="Her practice", contacts=words, concerns=words, own_words=words)
    row.refresh_from_db()
    with holding(row.link_id):
        contributing.send(row.link, told, sent_as="Moira Pennick", now=timezone.now())
    nine.countersigned.add((BY_LINK, 1))


def _write(nine: Nine, key: str) -> None:
    """Everything that an agency writes in one round of its review."""
    if nine.rounds[key] == 1:
        _interview(nine, key)
        _note_what_stays(nine, key)
    _write_section(nine, key)
    _write_proposals(nine, key)
    _name_family(nine, key)
    _send_chronology(nine, key)


def _write_section(nine: Nine, key: str) -> None:
    case, agency, given = nine.case, nine.agency(key), _of(nine, key, "author", 50)
    section = sections_of(case)[-1]
    standing = text_of(case, agency, section.key)
    base = standing.revision if standing else 0
    words = Words(f"What we did. {nine.plant(key, 'section')}")
    saved = save_section(case, agency, section, typing=Typing(words, base), **given)
    typed = Words(f"What we did, {nine.plant(key, 'typing')}")
    keep_typing(case, agency, section, typing=Typing(typed, saved.revision), **given)


def _interview(nine: Nine, key: str) -> None:
    case, agency, given = nine.case, nine.agency(key), _of(nine, key, "author", 50)
    talk = Talk(
        interviewee="Officer, K.L.",
        held_at=day(45),
        held_by="The reviewer",
        notes=f"What was said. {nine.plant(key, 'interview')}",
        support=f"Supervision {nine.plant(key, 'support')}",
    )
    noted = record_interview(case, agency, talk=talk, **given)
    summary = f"We spoke. {nine.plant(key, 'summary')}"
    letter = Paper("Officer", values={"summary": summary, "reply_by": day(49).date(), "support": "Line"})
    prepare_copy(noted, letter=letter, revision=noted.revision, **given)


def _note_what_stays(nine: Nine, key: str) -> None:
    """A lesson of its own, its staff list, and that its staff were told."""
    case, agency, given = nine.case, nine.agency(key), _of(nine, key, "author", 50)
    words = nine.plant(key, "lesson")
    note_lesson(case, agency, lesson=Lesson(f"Ring back {words}", "Say so", "Head", date(2099, 1, 1)), **given)
    listed = Staff("HO1", f"Officer {nine.plant(key, 'post')}", f"Kay {nine.plant(key, 'staffname')}")
    add_staff(case, agency, listed, **given)
    words = nine.plant(key, "stafftold")
    note_staff_told(case, agency, on=day(48).date(), who=words, how=words, **_of(nine, key, "officer", 50))


def _write_proposals(nine: Nine, key: str) -> None:
    case, agency, given = nine.case, nine.agency(key), _of(nine, key, "author", 50)
    submission = upload_review(
        case,
        agency,
        upload=Upload(f"review {nine.plant(key, 'file')}.docx", word("What we did.")),
        recommendations=[Recommended(f"Tell of moves. {nine.plant(key, 'recommendation')}", "Head")],
        **given,
    )
    words = nine.plant(key, "plan")
    planned = [Planned(1, f"Send notices. {words}", "Head", date(2007, 9, 1), f"Counted {words}")]
    save_plan(case, agency, planned=planned, revision=submission.version, **given)
    standing = coverage_of(case, agency)
    covered = Covered([f"Service {nine.plant(key, 'service')}"])
    save_coverage(case, agency, covered=covered, revision=standing.revision if standing else 0, **given)


def _name_family(nine: Nine, key: str) -> None:
    told = PersonTold(full_name=f"Aunt {nine.plant(key, 'family')}", relation="aunt")
    add_person(nine.case, told, agency=nine.agency(key), **_of(nine, key, "author", 50))


def _send_chronology(nine: Nine, key: str) -> None:
    agency = nine.agency(key)
    row = Row(
        date=date(2006, 1, 9),
        date_text="09/01/2006",
        child_contact=f"Seen at home. {nine.plant(key, 'row')}",
        source="File",
        staff="HO1",
    )
    content = write_xlsx([row], agency=agency.name, completed_by="A. N.", staff={"HO1": "Officer"})
    name = f"chronology {nine.plant(key, 'file')}.xlsx"
    given = _of(nine, key, "author", 50)
    tried = import_file(nine.case, agency, filename=name, content=content, **given)
    assert tried.is_accepted, tried.messages


def _hand_over(nine: Nine, key: str, *, on: int = 60) -> None:
    hand_over(
        nine.case,
        nine.agency(key),
        declares_independence=True,
        discussed_with=f"Head {nine.plant(key, 'managers')}",
        legal_advice="not_needed",
        **_of(nine, key, "author", on),
    )


def _name_signers(nine: Nine) -> None:
    """The steps of the trust's own rules, and one more with a name of its own."""
    agency, given = nine.agency(CHAIN), _of(nine, CHAIN, "officer", 59)
    steps = []
    for name, is_group in ((GROUP, True), (TEAM, True), (f"Reader {nine.plant(CHAIN, 'step')}", False)):
        number = len(steps) + 1
        signer = invite(
            email=f"signer{number}@westmarch.example",
            full_name=f"Signer Number {number}",
            agency=agency,
            by=None,
            now=day(59),
        )
        appoint_signer(nine.case, agency, person=signer, **given)
        nine.people[CHAIN][name if is_group else "reader"] = signer
        steps.append(Step(name, is_group, signer))
    words = f"Somebody reads it aloud. {nine.plant(CHAIN, 'step')}"
    set_signers(nine.case, agency, steps=steps, reason=words, version=0, **given)


def _seal(nine: Nine, key: str) -> str:
    submission = newest_submission(nine.case, nine.agency(key))
    assert submission is not None
    return seal_of_content(nine.case, submission)


def _sign_step(nine: Nine, who: str, *, on: int) -> None:
    meeting = Meeting(day(on).date(), "Minute 7") if who != "reader" else None
    given = _of(nine, CHAIN, who, on)
    sign_step(nine.case, nine.agency(CHAIN), content=_seal(nine, CHAIN), meeting=meeting, **given)


def _send_back_inside(nine: Nine) -> None:
    """The group signs; the executive team wants more of it, and the reviewer writes on."""
    _sign_step(nine, GROUP, on=60)
    reason = f"Say why. {nine.plant(CHAIN, 'back')}"
    send_back(nine.case, nine.agency(CHAIN), reason=reason, back_to=0, **_of(nine, CHAIN, TEAM, 60))


def _sign_chain(nine: Nine) -> None:
    _hand_over(nine, CHAIN, on=61)
    for who in (GROUP, TEAM, "reader"):
        _sign_step(nine, who, on=61)


def _countersign(nine: Nine, key: str, *, on: int) -> None:
    given = _of(nine, key, "officer", on)
    countersign(nine.case, nine.agency(key), content=_seal(nine, key), **given)
    nine.countersigned.add((key, nine.rounds[key]))


def _release(nine: Nine, key: str, *, on: int) -> None:
    release_review(nine.case, nine.agency(key), **_board(nine, on))
    nine.released.add((key, nine.rounds[key]))


def _return(nine: Nine) -> None:
    reason = f"There is no analysis. {nine.plant(RETURNED, 'return')}"
    agency, due_on = nine.agency(RETURNED), day(85).date()
    return_review(nine.case, agency, reason=reason, due_on=due_on, **_board(nine, 64))
    nine.rounds[RETURNED] = 2


def _present(nine: Nine) -> None:
    """The panel asks each agency something, hears it at a meeting, and notes what was said."""
    nine.case = move(nine.case, "presentations", **_board(nine, 82))
    for key in PRESENTING:
        _ask_and_answer(nine, key)
    meeting = arrange(nine.case, kind="presentation", starts_at=day(95), place="Hall", **_board(nine, 82))
    slots = [Slot(nine.agency(key).pk, 10, "The reviewer") for key in PRESENTING]
    set_timetable(meeting, slots=slots, revision=revision_of(meeting), **_board(nine, 82))
    for key in PRESENTING:
        row = Presentation.objects.get(case=nine.case, agency=nine.agency(key))
        words = nine.plant(key, "said")
        note_presentation(row, said=Said(words, words, words), revision=row.revision, **_board(nine, 96))


def _ask_and_answer(nine: Nine, key: str) -> None:
    member = {"by": nine.panel_member, "now": day(83)}
    question = Question(f"Who knew? {nine.plant(key, 'query')}", day(90).date(), section="Page 3")
    query = ask(nine.case, nine.agency(key), question=question, **member)
    if key != BY_LINK:
        words = f"The manager. {nine.plant(key, 'answer')}"
        answer(query, words=words, seen=1, **_of(nine, key, "author", 84))
    close(query, seen=1 if key == BY_LINK else 2, **member)


def _accept(nine: Nine, key: str) -> None:
    words = f"Accepted. {nine.plant(key, 'accepted')}"
    accept_review(nine.case, nine.agency(key), words=words, **_board(nine, 97))


def interview_of(nine: Nine, key: str) -> Interview | None:
    """The record that an agency keeps of its interview, if there is one by now."""
    return Interview.objects.filter(case=nine.case, agency=nine.agency(key)).first()
