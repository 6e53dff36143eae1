"""Letters of the demo case beside H and K, and their acknowledgements (domain: documents, section 5)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from referrals.information import Known, answer, ask, waiting_on
from scr.cases.models import Participant
from scr.cases.participation import add_participant
from scr.letters.models import Letter
from scr.letters.services import acknowledge, issue_to, record_receipt
from scr.pages.demo.agencies import HARROWDALE
from scr.pages.demo.people import REFERRER
from scr.pages.demo.replay.play import Act, Handler, Play, acts_of_steps
from scr.pages.demo.texts_referral import INFORMATION_REQUESTS, INFORMATION_RETURNS
from scr.pages.demo.texts_terms import EXTENSION_REASON
from scr.pages.demo.timetable import EXTENDED_TO_DAY, STEPS, Step
from scr.people.models import ExternalBody

BODIES = {
    "INSPECTORATE": "Commission for Social Care Inspection",
    "EXTENSION": "Commission for Social Care Inspection",
    "DEPARTMENT": "Department for Education and Skills",
    "HEALTH_AUTHORITY": "Strategic health authority",
}
# Dialling code and numbers that are kept free for stories.
CONTACT = "Theo Barraclough, family liaison worker, 01632 960018"
SUPPORT = "the bereavement service, 01632 960044"
KNOWN_SINCE = {"gp": "{month:-432}", "housing": "{month:-497}"}
RECORDS_IN = {"gp": "Locked with the practice manager", "housing": "The tenancy file, with legal services"}
INFORMATION_BY_DAY, EXTENSION_ASKED_DAY, HARROWDALE_JOINS_DAY = 16, 84, 80


def acts(play: Play) -> Iterator[Act]:
    yield from acts_of_steps(play, HANDLERS)
    yield play.act(22, "11:40", _tell_body, "DEPARTMENT")
    yield play.act(22, "11:45", _tell_body, "HEALTH_AUTHORITY")
    yield play.act(22, "11:50", _tell_officer_in_case)
    yield play.act(24, "10:30", _tell_family)
    for number, code in enumerate(("INSPECTORATE", "DEPARTMENT", "HEALTH_AUTHORITY")):
        yield play.act(play.working_day(22, 2 + number), "15:10", _note_receipt, code)
    yield from _acts_on_letter_8(play)
    yield play.act(EXTENSION_ASKED_DAY, "09:30", _ask_for_later_date)


def _acts_on_letter_8(play: Play) -> Iterator[Act]:
    asked = [(step.agency, step.day) for step in STEPS if step.what == "letter_8"]
    for number, (key, day) in enumerate((*asked, (HARROWDALE.key, HARROWDALE_JOINS_DAY))):
        yield play.act(
            play.working_day(day, 1 + number % 3), f"12:{5 * number:02d}", acknowledge_letter, "8", key
        )
    yield play.act(HARROWDALE_JOINS_DAY, "14:45", _confirm_format, HARROWDALE.key)


def _send(play: Play, code: str, now: datetime, **more: Any) -> None:
    issue_to(play.case, code, by=play.administrator, now=now, **more)


def _tell_referrer(play: Play, step: Step, now: datetime) -> None:
    _send(play, "REFERRER", now, addressee=REFERRER.name)


def _ask_for_information(play: Play, step: Step, now: datetime) -> None:
    """The chief officer is on the case from now on, so that the request finds who answers it."""
    add_chief_officer(play, step.agency, now)
    ask(
        play.case,
        words=INFORMATION_REQUESTS[step.agency],
        reply_by=play.day(INFORMATION_BY_DAY),
        agencies=[play.agencies[step.agency]],
        by=play.administrator,
        now=now,
    )


def add_chief_officer(play: Play, key: str, now: datetime) -> None:
    """Put an agency's chief officer on the case, unless that was done before."""
    user, agency, role = play.chief(key), play.agencies[key], "chief_officer"
    if not Participant.objects.filter(case_id=play.case_id, user=user, role=role).exists():
        add_participant(play.case, user, role=role, agency=agency, by=play.administrator, now=now)


def _answer(play: Play, step: Step, now: datetime) -> None:
    acknowledge_letter(play, "2", step.agency, now)
    request = waiting_on(play.case).select_related("case", "agency", "compartment")
    chief = play.chief(step.agency)
    known = Known(
        is_known=True,
        known_since=play.say(KNOWN_SINCE[step.agency]),
        summary=play.say(INFORMATION_RETURNS[step.agency]),
        are_records_secured=True,
        records_where=RECORDS_IN[step.agency],
        contact=f"{chief.full_name}, {chief.email}",
    )
    answer(request.get(agency=play.agencies[step.agency]), known, by=chief, now=now)


def _tell_inspectorate(play: Play, step: Step, now: datetime) -> None:
    _tell_body(play, "INSPECTORATE", now)


def _tell_body(play: Play, code: str, now: datetime, **more: Any) -> None:
    _send(play, code, now, body=ExternalBody.objects.get(name=BODIES[code]), **more)


def _note_receipt(play: Play, code: str, now: datetime) -> None:
    letter = Letter.objects.get(case_id=play.case_id, code=code)
    record_receipt(letter, received_at=now, by=play.administrator, now=now)


def _tell_family(play: Play, now: datetime) -> None:
    values = {"contact": CONTACT, "support": SUPPORT}
    _send(play, "I", now, addressee="MGM", values=values, enclosed=["LEAFLET_FAMILIES"])


def _tell_officer_in_case(play: Play, now: datetime) -> None:
    _send(play, "OFFICER_IN_CASE", now, addressee=REFERRER.name, values={"reply_by": play.day(29)})


def _send_letter_8(play: Play, step: Step, now: datetime) -> None:
    _confirm_format(play, step.agency, now)


def _confirm_format(play: Play, key: str, now: datetime) -> None:
    _send(play, "8", now, agencies=[play.agencies[key]])


def acknowledge_letter(play: Play, code: str, key: str, now: datetime) -> None:
    """Acknowledge the newest letter of a code to an agency."""
    letters = Letter.objects.filter(case_id=play.case_id, code=code, agency=play.agencies[key])
    acknowledge(letters.latest("issued_at"), by=play.chief(key), now=now)


def _ask_for_later_date(play: Play, now: datetime) -> None:
    values = {
        "new_day": play.day(EXTENDED_TO_DAY),
        "reasons": play.say(EXTENSION_REASON),
        "reply_by": play.day(EXTENSION_ASKED_DAY + 2),
    }
    _tell_body(play, "EXTENSION", now, values=values)


HANDLERS: dict[str, Handler] = {
    "acknowledgement": _tell_referrer,
    "information_request": _ask_for_information,
    "information_return": _answer,
    "external_notice": _tell_inspectorate,
    "letter_8": _send_letter_8,
}
