"""What nine agencies and their board do, stage by stage, with a canary in all that is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.test import TestCase
from django.utils import timezone

from reviews.models import Presentation
from reviews.register import register_of, seal_of_register
from reviews.services import contributing
from reviews.services.contributions import Asked, ask_contribution
from reviews.services.handing_over import countersign, hand_over
from reviews.services.presentations import (
    Said,
    Slot,
    accept_review,
    note_presentation,
    revision_of,
    set_timetable,
)
from reviews.services.queries import Question, answer, ask, close
from reviews.services.reception import release_review, return_review, waive
from reviews.services.records import Secured, add_records, attest_records
from reviews.services.signers import Asked as Step
from reviews.services.signers import appoint_signer, set_signers
from reviews.services.signing import Meeting, send_back, sign_step
from reviews.services.submission import (
    newest_submission,
    seal_of_content,
)
from reviews.services.terms import sign_terms
from reviews.services.terms_comments import answer_comment, comment_on_terms, release_for_comment
from scr.cases.register import open_register
from scr.cases.services import move
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
from tests.nine_writing import begin, of, of_board, write
from tests.reviewing import drafted, hold

GROUP, TEAM = "Safeguarding group", "Executive team"
PRESENTING = tuple(key for key in KEYS if key != WAIVED)


def journey(nine: Nine) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each stage once it is reached, and the agencies about which something was done."""
    _secure_records(nine)
    yield "records secured, nobody asked yet", KEYS
    _sign_terms(nine)
    yield "terms commented on and signed", KEYS
    begin(nine, WAIVED)
    yield "one began", (WAIVED,)
    _waive(nine)
    _ask_by_link(nine)
    yield "one waived, one asked by link", (WAIVED, BY_LINK)
    for key in IN_TIME:
        write(nine, key)
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
        _countersign(nine, key, on=63)
    _send_by_link(nine)
    yield "countersigned", (*IN_TIME, BY_LINK)
    for key in (*IN_TIME, BY_LINK):
        _release(nine, key, on=64)
    yield "released", (*IN_TIME, BY_LINK)
    _return(nine)
    yield "one returned", (RETURNED,)
    for key in (RETURNED, LATE):
        write(nine, key)
    yield "the late one wrote", (RETURNED, LATE)
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


def _secure_records(nine: Nine) -> None:
    for key in WITH_ACCOUNT:
        agency, words = nine.agency(key), nine.plant(key, "records")
        secured = Secured(f"Files {words}", "both", "paper", f"Room {words}", f"Head {words}", day(27))
        add_records(nine.case, agency, secured=secured, **of(nine, key, "author", 28))
        seal = seal_of_register(register_of(nine.case, agency))
        attest_records(nine.case, agency, seal=seal, **of(nine, key, "officer", 28))


def _sign_terms(nine: Nine) -> None:
    """Every agency with an account comments on the draft, and is answered by itself."""
    scene: Any = Scene(nine, nine.case)  # type: ignore[arg-type]
    hold(nine.case, scene.cast, "scoping", at=day(30))
    draft = drafted(scene)
    asked = [nine.agency(key) for key in WITH_ACCOUNT]
    until = day(35).date()
    shown = release_for_comment(
        draft, agencies=asked, comment_by=until, revision=draft.revision, **of_board(nine, 30)
    )
    for key, one in zip(WITH_ACCOUNT, shown, strict=True):
        words = f"Look further back. {nine.plant(key, 'comment')}"
        comment = comment_on_terms(one, about="", text=words, **of(nine, key, "officer", 31))
        reply = f"We do. {nine.plant(key, 'reply')}"
        answer_comment(comment, verdict="in_part", text=reply, is_for_all=False, **of_board(nine, 31))
    sign_terms(draft, revision=draft.revision, by=nine.chair, now=day(31))
    nine.case.refresh_from_db()
    open_register(nine.case, **of_board(nine, 31))


def _waive(nine: Nine) -> None:
    """It has begun to write when it turns out that it hardly knew the family."""
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


def _hand_over(nine: Nine, key: str, *, on: int = 60) -> None:
    hand_over(
        nine.case,
        nine.agency(key),
        declares_independence=True,
        discussed_with=f"Head {nine.plant(key, 'managers')}",
        legal_advice="not_needed",
        **of(nine, key, "author", on),
    )


def _name_signers(nine: Nine) -> None:
    """The steps of the trust's own rules, and one more with a name of its own."""
    agency, given = nine.agency(CHAIN), of(nine, CHAIN, "officer", 59)
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
    given = of(nine, CHAIN, who, on)
    sign_step(nine.case, nine.agency(CHAIN), content=_seal(nine, CHAIN), meeting=meeting, **given)


def _send_back_inside(nine: Nine) -> None:
    """The group signs; the executive team wants more of it, and the reviewer writes on."""
    _sign_step(nine, GROUP, on=60)
    reason = f"Say why. {nine.plant(CHAIN, 'back')}"
    send_back(nine.case, nine.agency(CHAIN), reason=reason, back_to=0, **of(nine, CHAIN, TEAM, 61))


def _sign_chain(nine: Nine) -> None:
    _hand_over(nine, CHAIN, on=62)
    for who in (GROUP, TEAM, "reader"):
        _sign_step(nine, who, on=62)


def _countersign(nine: Nine, key: str, *, on: int) -> None:
    given = of(nine, key, "officer", on)
    countersign(nine.case, nine.agency(key), content=_seal(nine, key), **given)
    nine.countersigned.add((key, nine.rounds[key]))


def _release(nine: Nine, key: str, *, on: int) -> None:
    release_review(nine.case, nine.agency(key), **of_board(nine, on))
    nine.released.add((key, nine.rounds[key]))


def _return(nine: Nine) -> None:
    reason = f"There is no analysis. {nine.plant(RETURNED, 'return')}"
    agency, due_on = nine.agency(RETURNED), day(85).date()
    return_review(nine.case, agency, reason=reason, due_on=due_on, **of_board(nine, 65))
    nine.rounds[RETURNED] = 2


def _present(nine: Nine) -> None:
    """The panel asks each agency something, hears it at a meeting, and notes what was said."""
    nine.case = move(nine.case, "presentations", **of_board(nine, 82))
    for key in PRESENTING:
        _ask_and_answer(nine, key)
    meeting = arrange(nine.case, kind="presentation", starts_at=day(95), place="Hall", **of_board(nine, 82))
    slots = [Slot(nine.agency(key).pk, 10, "The reviewer") for key in PRESENTING]
    set_timetable(meeting, slots=slots, revision=revision_of(meeting), **of_board(nine, 82))
    for key in PRESENTING:
        row = Presentation.objects.get(case=nine.case, agency=nine.agency(key))
        words = nine.plant(key, "said")
        note_presentation(row, said=Said(words, words, words), revision=row.revision, **of_board(nine, 96))


def _ask_and_answer(nine: Nine, key: str) -> None:
    member = {"by": nine.panel_member, "now": day(83)}
    question = Question(f"Who knew? {nine.plant(key, 'query')}", day(90).date(), section="Page 3")
    query = ask(nine.case, nine.agency(key), question=question, **member)
    if key != BY_LINK:
        words = f"The manager. {nine.plant(key, 'answer')}"
        answer(query, words=words, seen=1, **of(nine, key, "author", 84))
    close(query, seen=1 if key == BY_LINK else 2, **member)


def _accept(nine: Nine, key: str) -> None:
    words = f"Accepted. {nine.plant(key, 'accepted')}"
    accept_review(nine.case, nine.agency(key), words=words, **of_board(nine, 97))
