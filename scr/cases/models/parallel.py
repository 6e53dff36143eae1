"""What else runs beside a review, and what it asks the board to hold back (seed 004, 5.4 and 5.5)."""

from django.db import models
from django.db.models import Q

from scr.cases.models.case_file import CaseRow
from scr.people.models import User
from scr.procedures.parallel import HOLDS, KINDS, ProcessKind, kind_of


class ParallelProcess(CaseRow):
    """An investigation, proceedings or another review beside this one; how it stands is kept up to date.

    `revision` counts its saves; each earlier state stays in its history.
    """

    kind = models.CharField(max_length=20, choices=[(one.key, one.name) for one in KINDS])
    name = models.CharField(max_length=120, blank=True, help_text="what it is, where no kind fits")
    organisation = models.CharField(max_length=200, blank=True, help_text="who leads it")
    contact = models.TextField(blank=True, help_text="whom to reach there, and how")
    progress = models.CharField(max_length=200, blank=True, help_text="how far it is")
    next_on = models.DateField(null=True)
    next_what = models.CharField(max_length=200, blank=True, help_text="what happens on that day")
    notes = models.TextField(blank=True)
    is_from_referral = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: who came by a link"
    )
    ended_on = models.DateField(null=True)
    ended_how = models.TextField(blank=True, help_text="with what result it ended")

    class Meta:
        verbose_name_plural = "parallel processes"
        ordering = ["ended_on", "kind", "saved_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(ended_how=""), name="ended_process_says_how"
            )
        ]

    @property
    def known_as(self) -> ProcessKind:
        return kind_of(self.kind)

    @property
    def title(self) -> str:
        """What it is in words: its kind, or what people called it."""
        return self.name or self.known_as.name


class JointCommission(CaseRow):
    """Whether to commission together with a parallel process was considered; the newest of each holds."""

    process = models.ForeignKey(ParallelProcess, on_delete=models.PROTECT, related_name="+")
    is_joint = models.BooleanField(help_text="co-ordinated or commissioned together")
    reasons = models.TextField()
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]


class Hold(CaseRow):
    """Something that a parallel process asks the board to wait with, until it is lifted by a person.

    It has a day on which it is looked at again. The days before stand with its reviews.
    """

    process = models.ForeignKey(ParallelProcess, on_delete=models.PROTECT, related_name="+")
    stops = models.CharField(max_length=12, choices=[(one.key, one.name) for one in HOLDS])
    asked_by = models.CharField(max_length=200, help_text="who asked for it")
    asked_on = models.DateField()
    reason = models.TextField()
    told_agencies = models.TextField(blank=True, help_text="what agencies read of the reason")
    review_on = models.DateField(help_text="when it is looked at again")
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_because = models.TextField(blank=True)

    class Meta:
        ordering = ["review_on", "placed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | (~Q(lifted_because="") & Q(lifted_by__isnull=False)),
                name="lifted_hold_says_why",
            )
        ]


class HoldReview(CaseRow):
    """Somebody looked at a hold again and it goes on; never edited."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=200, help_text="with whom it was gone over")
    words = models.TextField(help_text="why it goes on")
    next_on = models.DateField()
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-reviewed_at"]
