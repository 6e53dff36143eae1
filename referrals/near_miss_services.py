"""Reporting near misses, and what the sub-group does with each (seed 000, slides 11 and 12)."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from referrals.drafts import start_draft
from referrals.models import ReferralDraft
from referrals.models.near_misses import NearMiss, NearMissConsideration
from scr.audit.services import save_recorded
from scr.cases.policy import NotTheMoment
from scr.cases.services import REFERENCE_LETTERS
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import NEAR_MISS_GROUP
from scr.people.services import posts_of, standing

# Who reads all near misses and considers them. The database has the same list: migration 0004_near_misses.
CONSIDERING = frozenset({NEAR_MISS_GROUP, "administrator", "chair"})
Outcome = NearMissConsideration.Outcome


@dataclass(frozen=True)
class Told:
    """A near miss as it was typed. `kind` may say that somebody was harmed, which makes it none."""

    kind: str
    what_happened: str
    happened_on: date | None
    agencies: Collection[Agency]
    other_agencies: str
    prevented_by: str
    learning: str
    wants_contact: bool

    @property
    def is_near_miss(self) -> bool:
        """Whether nobody came to serious harm (R217); anything else is a matter for a referral."""
        return self.kind in NearMiss.Kind.values

    @property
    def names(self) -> list[str]:
        """The agencies by name, those that the board does not know last."""
        known = [one.name for one in self.agencies]
        return [*known, self.other_agencies] if self.other_agencies else known


def considers(user: Any, *, today: date) -> bool:
    """Whether somebody's post lets them read every near miss and say what happens next."""
    return bool(posts_of(user, today=today) & CONSIDERING)


def near_misses_for(user: Any, *, today: date) -> Any:
    """The near misses that somebody may read, each with what was last said of it."""
    return NearMiss.objects.visible_to(user, considers=considers(user, today=today)).with_outcome()


@transaction.atomic
def report_near_miss(told: Told, *, report_id: UUID, by: User, now: datetime) -> NearMiss:
    """Keep a near miss and tell those who consider it, without its facts: anybody who signs in may report.

    `report_id` is the form's own, so that sending it twice reports once. Raises NotTheMoment where somebody
    died or was seriously harmed, or may have been: that is for a referral (`refer_instead`).
    """
    if not told.is_near_miss:
        raise NotTheMoment("Where a child may have come to serious harm, refer the case to the board.")
    found = NearMiss.objects.filter(pk=report_id, reported_by=by).first()
    if found:
        return found
    row = NearMiss(
        id=report_id,
        reference="NM-" + "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(6)),
        kind=told.kind,
        what_happened=told.what_happened,
        happened_on=told.happened_on,
        agencies=[name[:120] for name in told.names],
        prevented_by=told.prevented_by,
        learning=told.learning,
        wants_contact=told.wants_contact,
        reported_at=now,
        reported_by=by,
    )
    save_recorded(row, by=by, at=now, act="near_miss_reported")
    _tell(row, _readers(now), "was reported", now=now)
    return row


def _readers(now: datetime) -> list[User]:
    """The sub-group; while it has no member, the board's administrators."""
    today = localdate(now)
    posts = standing(NEAR_MISS_GROUP, on=today) or standing("administrator", on=today)
    return [one.user for one in posts]


def _tell(row: NearMiss, people: Iterable[User], what: str, *, now: datetime, moment: str = "") -> None:
    for user in people:
        put_notice(
            key=f"near-miss:{row.pk}:{what.replace(' ', '-')}:{moment}:{user.pk}",
            recipient=user,
            subject=f"Near miss {row.reference} {what}",
            body=f"Near miss {row.reference} {what}. Sign in to read it.",
            path=f"/near-misses/{row.pk}/",
            now=now,
        )


def refer_instead(told: Told, *, by: User, now: datetime) -> ReferralDraft:
    """A draft of a referral that begins with what was typed about a near miss."""
    return _begin_referral(told.what_happened, told.prevented_by, told.learning, told=told, by=by, now=now)


def _begin_referral(
    *paragraphs: str, told: Told | None = None, happened_on: date | None = None, by: User, now: datetime
) -> ReferralDraft:
    draft = start_draft(by=by, now=now)
    begun: dict[str, dict[str, Any]] = {
        "incident": {"incident_facts": "\n\n".join(one for one in paragraphs if one)}
    }
    day = told.happened_on if told else happened_on
    if day:
        begun["incident"]["incident_on"] = day.isoformat()
    if told:
        begun["agencies"] = {
            "agencies": [str(one.pk) for one in told.agencies],
            "other_agencies": told.other_agencies,
        }
    draft.begun = begun
    draft.save()
    return draft


@transaction.atomic
def consider_near_miss(
    near_miss: NearMiss, *, outcome: str, words: str, seen: int, by: User, now: datetime
) -> ReferralDraft | None:
    """Say what happens next with a near miss; whoever reported it is told that it was considered.

    What is to become a referral gives its text to a draft of whoever says so, which is returned. `seen` is
    how often it had been considered when the page was opened. Raises PermissionDenied without a post that
    considers, NotTheMoment when somebody else considered it in the meantime.
    """
    if not considers(by, today=localdate(now)):
        raise PermissionDenied("Only the near-miss sub-group, the administrator and the Chair do this.")
    near_miss = NearMiss.objects.select_for_update().get(pk=near_miss.pk)
    if considerations_of(near_miss).count() != seen:
        raise NotTheMoment("Somebody considered this after you opened it. Read what was said, then decide.")
    row = NearMissConsideration(
        near_miss=near_miss, outcome=outcome, words=words, considered_at=now, considered_by=by
    )
    save_recorded(row, by=by, at=now, act="near_miss_considered", outcome=outcome)
    _tell(near_miss, [near_miss.reported_by], "was considered", now=now, moment=str(row.pk))
    if outcome == Outcome.PANEL:
        _tell(near_miss, _who_runs(now), "is to go to the panel", now=now, moment=str(row.pk))
    if outcome != Outcome.REFERRAL:
        return None
    paragraphs = (near_miss.what_happened, near_miss.prevented_by, near_miss.learning)
    return _begin_referral(*paragraphs, happened_on=near_miss.happened_on, by=by, now=now)


def _who_runs(now: datetime) -> list[User]:
    today = localdate(now)
    return [one.user for role in ("administrator", "chair") for one in standing(role, on=today)]


def considerations_of(near_miss: NearMiss) -> Any:
    """What was said of a near miss, the newest first."""
    rows = NearMissConsideration.objects.filter(near_miss=near_miss)
    return rows.select_related("considered_by")
