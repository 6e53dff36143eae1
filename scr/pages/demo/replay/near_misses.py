"""Two near misses that practitioners report beside the demo case: one is considered, one waits."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from referrals.models.near_misses import NearMiss, NearMissConsideration
from referrals.near_miss_services import Told, consider_near_miss, report_near_miss
from scr.pages.demo.replay.play import Act, Play
from scr.people.identity import acting_as

CONSIDERED, OPEN = (UUID(int=number) for number in (217, 218))


def acts(play: Play) -> Iterator[Act]:
    yield play.act(64, "15:20", _report_letter)
    yield play.act(78, "11:10", _consider)
    yield play.act(226, "16:05", _report_visit)


def _report_letter(play: Play, now: datetime) -> None:
    told = Told(
        kind=NearMiss.Kind.PREVENTED,
        what_happened="A letter with a new address for a family went to the surgery that they had left. The "
        "health visitor would have called at an empty flat for the third time and closed the visits.",
        happened_on=play.day(61),
        agencies=[play.agencies["health"], play.agencies["gp"]],
        other_agencies="",
        prevented_by="The receptionist telephoned the health visitor instead of sending the letter back.",
        learning="Ask on each visit whether the family's surgery is still the same.",
        wants_contact=True,
    )
    _report(play, "review.health", CONSIDERED, told, now)


def _report_visit(play: Play, now: datetime) -> None:
    told = Told(
        kind=NearMiss.Kind.NO_SERIOUS_HARM,
        what_happened="Housing arranged a repair at a home without knowing that a child protection visit was "
        "planned for the same hour. The visit was put off by two days, and nobody came to harm.",
        happened_on=play.day(223),
        agencies=[play.agencies["housing"], play.agencies["social_care"]],
        other_agencies="",
        prevented_by="The social worker saw the child at nursery on the same afternoon.",
        learning="",
        wants_contact=False,
    )
    _report(play, "review.housing", OPEN, told, now)


def _report(play: Play, who: str, report_id: UUID, told: Told, now: datetime) -> None:
    by = play.people[who]
    with acting_as(by):
        report_near_miss(told, report_id=report_id, by=by, now=now)


def _consider(play: Play, now: datetime) -> None:
    with acting_as(play.chair):
        consider_near_miss(
            NearMiss.objects.get(pk=CONSIDERED),
            outcome=NearMissConsideration.Outcome.NOTHING,
            words="Thank you. Both services have agreed that surgeries telephone when a family has moved, "
            "and the training officer uses this as an example.",
            seen=0,
            by=play.chair,
            now=now,
        )
