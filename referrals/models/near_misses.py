"""Near misses: what was prevented, or went wrong without serious harm (seed 000, slides 11 and 12).

They belong to no case. Whoever reported one reads it; the sub-group and those who run the board read all.
"""

import uuid
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Subquery
from simple_history.models import HistoricalRecords

from scr.audit.querysets import RecordedQuerySet
from scr.people.models import User


class NearMissQuerySet(RecordedQuerySet):
    def visible_to(self, user: Any, *, considers: bool) -> Self:
        """All of them to those who consider them, their own to everybody else."""
        return self.all() if considers else self.filter(reported_by_id=user.pk)

    def with_outcome(self) -> Self:
        """Each with what was last said of it: `outcome` and `considered_at`, None while nobody has."""
        said = NearMissConsideration.objects.filter(near_miss=OuterRef("pk")).order_by("-considered_at")
        return self.annotate(
            outcome=Subquery(said.values("outcome")[:1]),
            considered_at=Subquery(said.values("considered_at")[:1]),
        )


class NearMiss(models.Model):
    """One near miss as somebody reported it; never edited."""

    class Kind(models.TextChoices):
        PREVENTED = "prevented", "Something could have gone wrong and was prevented"
        NO_SERIOUS_HARM = "no_serious_harm", "Something went wrong, and nobody came to serious harm"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    what_happened = models.TextField()
    happened_on = models.DateField(null=True)
    agencies = ArrayField(models.CharField(max_length=120), default=list, help_text="by name, as reported")
    prevented_by = models.TextField()
    learning = models.TextField(blank=True)
    wants_contact = models.BooleanField()
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(user_related_name="+")
    objects = NearMissQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at"]
        indexes = [models.Index(fields=["-reported_at"], name="near_misses_newest")]
        verbose_name_plural = "near misses"
        constraints = [
            # What did serious harm is no near miss and must come to the board as a referral.
            models.CheckConstraint(
                condition=models.Q(kind__in=["prevented", "no_serious_harm"]), name="near_miss_did_no_harm"
            )
        ]


class NearMissConsideration(models.Model):
    """What the sub-group said of a near miss; a later row stands instead of an earlier one."""

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "Nothing more"
        PANEL = "panel", "Take it to the panel"
        REFERRAL = "referral", "Refer it as a case"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    near_miss = models.ForeignKey(NearMiss, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.TextField(help_text="why, and what happens next; whoever reported it reads this")
    considered_at = models.DateTimeField()
    considered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["-considered_at"]
