"""The hospital's safeguarding committee signs its review before the chief executive, and sends it back."""

from collections.abc import Iterator
from datetime import datetime

from reviews.services.handing_over import hand_over
from reviews.services.signers import Asked, appoint_signer, appoint_supporter, set_signers
from reviews.services.signing import Meeting, send_back, sign_step
from reviews.services.submission import newest_submission, seal_of_content
from scr.cases.independence import INDEPENDENT
from scr.dates import london_day
from scr.pages.demo.replay.play import Act, Play
from scr.pages.demo.timetable import Step

WITH_COMMITTEE = "hospital"
COMMITTEE = "Safeguarding committee"
WHY_BACK = (
    "The analysis says what was done at each attendance. Say as well why the earlier ones were not looked "
    "up: how many people were on that night, and what the system showed them."
)


def acts(play: Play, step: Step) -> Iterator[Act]:
    """Who signs is set, the review goes to the committee, comes back once and is signed."""
    yield play.act(play.working_day(step.day, -6), "12:10", _appoint)
    yield play.act(play.working_day(step.day, -3), "16:05", hand_over_now, step)
    yield play.act(play.working_day(step.day, -2), "11:40", _send_back)
    yield play.act(play.working_day(step.day, -2), "15:20", hand_over_now, step)
    yield play.act(play.working_day(step.day, -1), "14:30", _sign)


def hand_over_now(play: Play, step: Step, now: datetime) -> None:
    """An agency's reviewer says that review and chronology are ready."""
    hand_over(
        play.case,
        play.agencies[step.agency],
        declares_independence=True,
        discussed_with="Everybody who was interviewed has read the note of the talk.",
        legal_advice="taken" if step.agency in ("police", "social_care") else "not_needed",
        by=play.author(step.agency),
        now=now,
    )


def _appoint(play: Play, now: datetime) -> None:
    case, agency, by = play.case, play.agencies[WITH_COMMITTEE], play.chief(WITH_COMMITTEE)
    signer = play.people["safeguarding.hospital"]
    appoint_signer(case, agency, person=signer, by=by, now=now)
    appoint_supporter(
        case, agency, person=play.people["support.hospital"], answers=INDEPENDENT, by=by, now=now
    )
    asked = [Asked(COMMITTEE, True, signer)]
    reason = "Our committee reads every review of this kind first."
    set_signers(case, agency, steps=asked, reason=reason, version=0, by=by, now=now)


def _send_back(play: Play, now: datetime) -> None:
    signer = play.people["safeguarding.hospital"]
    send_back(play.case, play.agencies[WITH_COMMITTEE], reason=WHY_BACK, back_to=0, by=signer, now=now)


def _sign(play: Play, now: datetime) -> None:
    case, agency = play.case, play.agencies[WITH_COMMITTEE]
    submission = newest_submission(case, agency)
    assert submission is not None
    sign_step(
        case,
        agency,
        content=seal_of_content(case, submission),
        meeting=Meeting(london_day(now), "Item 4 of the minutes"),
        by=play.people["safeguarding.hospital"],
        now=now,
    )
