"""What an agency's review still lacks before it is handed over: a list of small checks, each with its place.

A check looks at a `Room` and gives an `Item`, or None where it does not apply. Another part of the review
adds its own to CHECKS. What `blocks` must be met before the review can be handed over; the rest warns.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from chronology.models import Chronology, Entry, SilentPeriod
from reviews.models import AgencyRecommendation, Interview, ReviewCoverage, ServiceReport, Submission
from reviews.services.submission import has_changed_since_made
from reviews.signing import Signing, signing_seen_by
from reviews.supported import without_offer
from scr.cases.events import standing_milestones
from scr.cases.independence import names_as_involved
from scr.cases.models import Case, IndependenceStatement, Participant
from scr.cases.services import scope_of
from scr.dates import day_words
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page

# A stretch without an entry that makes the panel ask. The sources name none: this is ours.
LONG_SILENCE = timedelta(days=92)
MONTH = timedelta(days=30)
WRITE_REVIEW = Page("reviews:upload_review", needs_agency=True)
WRITE_CHRONOLOGY = Page("chronology:agency_rows", needs_agency=True)
HAND_OVER = Page("reviews:hand_over", needs_agency=True)


@dataclass(frozen=True)
class Item:
    """One thing that a review should have: as it reads when it is there, and what is missing otherwise.

    `does` is what somebody must be let do, to be led to `page`.
    """

    name: str
    is_met: bool
    missing: str
    page: Page
    does: Do
    blocks: bool = False

    @property
    def state(self) -> str:
        if self.is_met:
            return "There"
        return "Missing" if self.blocks else "Look at this"


class Room:
    """One agency on one case as far as somebody of it may see it; everything is looked up once."""

    def __init__(self, case: Case, agency: Agency, user: Any) -> None:
        self.case, self.agency, self.user = case, agency, user

    def rows(self, model: Any, **more: Any) -> Any:
        return model.objects.visible_to(self.user).filter(case=self.case, agency=self.agency, **more)

    @cached_property
    def facts(self) -> frozenset[str]:
        """What has happened about the agency and still stands."""
        seen = standing_milestones(self.case).visible_to(self.user).filter(agency=self.agency)
        return frozenset(seen.values_list("key", flat=True))

    @cached_property
    def submission(self) -> Submission | None:
        """The review of the newest round, if anything of it is there."""
        found: Submission | None = self.rows(Submission, countersigned_at=None).order_by("-round").first()
        return found

    @cached_property
    def author(self) -> User | None:
        parts = self.rows(Participant, role="agency_author").current().select_related("user")
        return next((part.user for part in parts), None)

    @cached_property
    def signing(self) -> Signing:
        return signing_seen_by(self.user, self.case, self.agency, self.submission)


def records_attested(room: Room) -> Item:
    return Item(
        "The records are attested as secured",
        "records_secured" in room.facts,
        "The records are not attested as secured yet.",
        Page("reviews:register", needs_agency=True),
        Do.KEEP_RECORDS,
    )


def reviewer_appointed(room: Room) -> Item:
    return Item(
        "A reviewer is appointed",
        room.author is not None,
        "No reviewer is appointed yet.",
        Page("reviews:appoint_author", needs_agency=True),
        Do.APPOINT_AUTHOR,
    )


def reviewer_independent(room: Room) -> Item | None:
    """A statement is declared, and nothing on record contradicts it; a contradiction blocks."""
    if room.author is None:
        return None
    stated = room.rows(IndependenceStatement, author=room.author, role="agency_author").exists()
    is_contradicted = names_as_involved(room.case, room.author)
    missing = "It has not been declared yet that the reviewer was not involved."
    if is_contradicted:
        missing = f"{room.author} is named among the staff who were involved, or manage those who were."
    return Item(
        "The reviewer was not involved and does not manage those who were",
        stated and not is_contradicted,
        missing,
        Page("cases:involved", needs_agency=True) if is_contradicted else HAND_OVER,
        Do.NAME_INVOLVED if is_contradicted else Do.HAND_OVER,
        blocks=is_contradicted,
    )


def terms_acknowledged(room: Room) -> Item | None:
    if "letter_k_issued" not in room.facts:
        return None
    return Item(
        "The terms of reference are acknowledged",
        "letter_k_acknowledged" in room.facts,
        "Your chief officer has not acknowledged the terms of reference yet.",
        Page("letters:list"),
        Do.ACKNOWLEDGE_LETTER,
    )


def chronology_submitted(room: Room) -> Item:
    return Item(
        "The chronology is submitted",
        "chronology_uploaded" in room.facts,
        "The chronology is not submitted yet.",
        WRITE_CHRONOLOGY,
        Do.WRITE_REVIEW,
        blocks=True,
    )


def parts_taken_in(room: Room) -> Item | None:
    """A department's part that was sent after the chronology was last changed is not in it."""
    own = _own_chronology(room)
    sent = room.rows(Chronology, submitted_at__isnull=False).exclude(department="")
    waiting = [one for one in sent if own is None or one.submitted_at > _changed_at(own)]
    if not waiting:
        return None
    return Item(
        "The parts of your departments are in the chronology",
        False,
        f"{waiting[0].department} has sent a part that is not in the chronology.",
        WRITE_CHRONOLOGY,
        Do.WRITE_REVIEW,
    )


def _changed_at(chronology: Chronology) -> datetime:
    changed: datetime = chronology.history.latest("history_date").history_date
    return changed


def _own_chronology(room: Room) -> Chronology | None:
    found: Chronology | None = room.rows(Chronology, department="").order_by("-compartment__round").first()
    return found


def period_covered(room: Room) -> Item | None:
    """A long stretch of the period without an entry, where both are known."""
    scope, days = scope_of(room.case), _days_of_entries(room)
    if scope is None or not days:
        return None
    inside = [one for one in days if scope.period_from <= one <= scope.period_to]
    start, end = max(pairwise([scope.period_from, *inside, scope.period_to]), key=lambda gap: gap[1] - gap[0])
    return Item(
        "The chronology covers the period without a long gap",
        end - start <= LONG_SILENCE,
        f"Nothing stands in the chronology between {day_words(start)} and {day_words(end)}. Is that so?",
        WRITE_CHRONOLOGY,
        Do.WRITE_REVIEW,
    )


def _days_of_entries(room: Room) -> list[date]:
    """Days with a row, and the ends of stretches that the agency searched without finding one."""
    own = _own_chronology(room)
    if own is None or "chronology_uploaded" not in room.facts:
        return []
    days = Entry.objects.visible_to(room.user).standing().filter(chronology=own, on__isnull=False)
    searched = SilentPeriod.objects.visible_to(room.user).filter(chronology=own, withdrawn_at__isnull=True)
    silent = [day for one in searched for day in _every_month(one.first_day, one.last_day)]
    return sorted({*days.values_list("on", flat=True), *silent})


def _every_month(first: date, last: date) -> list[date]:
    """Days of a stretch, close enough that no gap is seen within it."""
    many = (last - first) // MONTH + 1
    return [first + number * MONTH for number in range(many)] + [last]


def review_uploaded(room: Room) -> Item:
    return Item(
        "The review is uploaded",
        "review_uploaded" in room.facts,
        "The review is not uploaded yet.",
        WRITE_REVIEW,
        Do.WRITE_REVIEW,
        blocks=True,
    )


def report_made_anew(room: Room) -> Item | None:
    """A report that was made of the sections says what they say."""
    if room.submission is None or not has_changed_since_made(room.case, room.submission):
        return None
    return Item(
        "The report says what is written",
        False,
        "Something was written after the report was made. Make it again, and take it.",
        Page("reviews:write_review", needs_agency=True),
        Do.WRITE_REVIEW,
        blocks=True,
    )


def services_reported(room: Room) -> Item | None:
    """Each service with a review of its own has sent it, where separate ones were agreed."""
    coverage = room.rows(ReviewCoverage).order_by("-compartment__round").first()
    if coverage is None or not coverage.separate:
        return None
    sent = ServiceReport.objects.visible_to(room.user).filter(submission=room.submission)
    there = set(sent.values_list("service", flat=True))
    without = [one for one in coverage.separate if one not in there]
    return Item(
        "Each service that reviews its own part has sent its review",
        not without,
        f"The review of {', '.join(without)} is not uploaded yet.",
        WRITE_REVIEW,
        Do.WRITE_REVIEW,
        blocks=True,
    )


def recommendations_owned(room: Room) -> Item | None:
    if "review_uploaded" not in room.facts:
        return None
    rows = AgencyRecommendation.objects.visible_to(room.user).current().filter(submission=room.submission)
    ownerless = [str(number) for number in rows.filter(owner="").values_list("number", flat=True)]
    return Item(
        "Each recommendation has an owner",
        not ownerless,
        f"Nobody is named for recommendation {', '.join(ownerless)}.",
        WRITE_REVIEW,
        Do.WRITE_REVIEW,
        blocks=True,
    )


def interviews_shared(room: Room) -> Item:
    waiting = room.rows(Interview, shared_on=None).count()
    return Item(
        "Interviews are noted, and their summaries given to those interviewed",
        not waiting,
        f"The summary of {waiting} interview{'s' if waiting > 1 else ''} has not been given yet.",
        Page("reviews:interviews", needs_agency=True),
        Do.NOTE_INTERVIEW,
    )


def support_offered(room: Room) -> Item:
    lacking = [one.whom for one in without_offer(room.user, room.case, room.agency)]
    return Item(
        "Support was offered to everybody who was interviewed or is named as involved",
        not lacking,
        f"No offer of support is on record for: {', '.join(lacking)}.",
        Page("reviews:support", needs_agency=True),
        Do.OFFER_SUPPORT,
    )


def managers_consulted(room: Room) -> Item:
    return Item(
        "The review has been discussed with the managers concerned",
        bool(room.submission and room.submission.discussed_with),
        "You are asked with which managers you discussed it when you hand it over.",
        HAND_OVER,
        Do.HAND_OVER,
    )


def legal_advice_considered(room: Room) -> Item:
    return Item(
        "Legal advice has been considered",
        bool(room.submission and room.submission.legal_advice),
        "You are asked about legal advice when you hand it over.",
        HAND_OVER,
        Do.HAND_OVER,
    )


def signers_named(room: Room) -> Item | None:
    """Somebody signs each step before the chief officer, where there are such steps."""
    if not room.signing.steps:
        return None
    return Item(
        "Somebody is named for each signature before the chief officer’s",
        not room.signing.unnamed,
        f"Your chief officer has not said yet who signs for: {', '.join(room.signing.unnamed)}.",
        Page("reviews:set_signers", needs_agency=True),
        Do.SET_SIGNERS,
        blocks=True,
    )


Check = Callable[[Room], Item | None]
# In the order in which an agency works.
CHECKS: tuple[Check, ...] = (
    records_attested,
    reviewer_appointed,
    reviewer_independent,
    terms_acknowledged,
    signers_named,
    chronology_submitted,
    parts_taken_in,
    period_covered,
    review_uploaded,
    report_made_anew,
    services_reported,
    recommendations_owned,
    interviews_shared,
    support_offered,
    managers_consulted,
    legal_advice_considered,
)


def readiness_of(case: Case, agency: Agency, user: Any) -> list[Item]:
    """Every check as it stands for somebody of the agency; the number of queries does not grow."""
    return list(_items(Room(case, agency, user)))


def _items(room: Room) -> Iterator[Item]:
    yield from (item for check in CHECKS if (item := check(room)))


def missing_before_hand_over(case: Case, agency: Agency, user: Any) -> list[str]:
    """What must be mended before an agency's review can be handed over, as sentences."""
    return [one.missing for one in readiness_of(case, agency, user) if one.blocks and not one.is_met]
