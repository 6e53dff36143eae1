"""A health trust whose review is signed by its safeguarding group and its executive team, for tests."""

from datetime import date, datetime, timedelta
from typing import Any

from reviews.models import StepSignature, Submission
from reviews.services.signers import Asked, appoint_signer, set_signers
from reviews.services.signing import Meeting, send_back, sign_step
from reviews.services.submission import newest_submission, seal_of_content
from scr.people.models import User
from scr.people.services import choose_own_rules
from tests.cast import D0, Scene, make_cast, person
from tests.reviewing import WRITTEN, handed_over, under_review

GROUP, TEAM = "Safeguarding group", "Executive team"
MET = Meeting(date(2007, 5, 3), "Minute 7")
TRUST = "health_trust_2015"


def hours(number: int) -> datetime:
    """So many hours after the review was handed over."""
    return WRITTEN + timedelta(hours=number)


def trust_under_review() -> Scene:
    """Community Health follows a trust's rules; two people of it can sign, and nobody is named yet."""
    cast = make_cast()
    choose_own_rules(cast.health, TRUST, installed=[TRUST], by=cast.administrator, now=D0)
    scene = under_review(cast)
    for name in ("Grace Group", "Ed Executive", "Sonja Spare"):
        signer = person(name, agency=cast.health)
        appoint_signer(scene.case, cast.health, person=signer, by=cast.health_officer, now=D0)
        cast.by_name[name.split()[0].lower()] = signer
    return scene


def asked(scene: Scene) -> list[Asked]:
    """The steps of the trust's own rules, with whom it named for them."""
    people = scene.cast.by_name
    return [Asked(GROUP, True, people["grace"]), Asked(TEAM, True, people["ed"])]


def named(scene: Scene, **changes: Any) -> Any:
    values: dict[str, Any] = {"steps": asked(scene), "reason": "", "version": 0, "now": D0}
    cast = scene.cast
    return set_signers(scene.case, cast.health, **(values | changes), by=cast.health_officer)


def waiting_for_group(scene: Scene, **more: Any) -> Submission:
    """Signers are named and the review is handed over to them."""
    named(scene)
    return handed_over(scene, scene.cast.health, **more)


def signed_by(scene: Scene, who: str, *, at: int, **changes: Any) -> StepSignature:
    """Somebody of the trust signs what is there, so many hours after the hand-over."""
    values = {"content": seal_now(scene), "meeting": MET} | changes
    return sign_step(scene.case, scene.cast.health, **values, by=by(scene, who), now=hours(at))


def back_from(scene: Scene, who: str, *, at: int, to: int = 0, reason: str = "Say why.") -> StepSignature:
    values = {"reason": reason, "back_to": to}
    return send_back(scene.case, scene.cast.health, **values, by=by(scene, who), now=hours(at))


def by(scene: Scene, who: str) -> User:
    return scene.cast.health_officer if who == "officer" else scene.cast.by_name[who]


def seal_now(scene: Scene) -> str:
    submission = newest_submission(scene.case, scene.cast.health)
    assert submission is not None
    return seal_of_content(scene.case, submission)
