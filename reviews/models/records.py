"""The register of an agency's records: what was secured, and what became of originals and copies."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from reviews.querysets import RecordsEventQuerySet, RecordsSecuredQuerySet
from scr.cases.models import CaseRow
from scr.people.models import Agency, User


class RecordsSecured(CaseRow):
    """A set of records that an agency has made safe from loss or interference (seed 004, section 5.4).

    What was entered is never edited: a correction is another row that replaces it, and is attested anew.
    The chief officer's attestation is added to the row that it was given for.
    """

    class Whose(models.TextChoices):
        CHILD = "child", "Of a child"
        ADULT = "adult", "Of an adult"
        BOTH = "both", "Of children and adults together"

    class Medium(models.TextChoices):
        PAPER = "paper", "On paper"
        ELECTRONIC = "electronic", "Electronic"
        BOTH = "both", "Both"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    record_set = models.CharField(max_length=200)
    whose = models.CharField(max_length=10, choices=Whose, blank=True)
    medium = models.CharField(max_length=10, choices=Medium, blank=True)
    location = models.CharField(max_length=200)
    secured_by = models.CharField(max_length=120, help_text="who put them away; need not have an account")
    secured_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_addition = models.BooleanField(default=False, help_text="entered after others had been attested")
    attested_at = models.DateTimeField(null=True)
    attested_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name="Corrects"
    )
    first = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the first row of a set that was corrected; its events hang there",
    )
    reason = models.CharField(max_length=300, blank=True, help_text="why it was corrected")
    objects = RecordsSecuredQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["agency__name", "secured_at"]
        verbose_name = "set of records"
        verbose_name_plural = "records secured"
        constraints = [
            models.CheckConstraint(
                condition=Q(attested_at__isnull=True, attested_by__isnull=True)
                | Q(attested_at__isnull=False, attested_by__isnull=False),
                name="records_attested_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.record_set

    @property
    def root_id(self) -> UUID:
        """The row that the set's events hang on, whichever correction stands now."""
        return self.first_id or self.pk


class RecordsEvent(CaseRow):
    """What happened to one set of records after it was secured (seed 002, section 3.2); never edited.

    `records` is the row as it was first entered, so that events stay with it through corrections. One that
    was noted wrongly is replaced by another; `is_struck` says that nothing happened at all.
    """

    class Kind(models.TextChoices):
        COPIED = "copied", "Copied"
        ORIGINAL = "original", "Original held"
        WORKING_COPY = "working-copy", "Working copy given"
        FORWARDED = "forwarded", "Forwarded to where the child lives"
        NURSE = "named-nurse", "Copy to the named nurse where the child lives"
        RETURNED = "returned", "Original returned"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    records = models.ForeignKey(RecordsSecured, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    who = models.CharField(max_length=200, help_text="who did it, holds it or was given it")
    place = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name="Corrects"
    )
    reason = models.CharField(max_length=300, blank=True, help_text="why it was corrected")
    is_struck = models.BooleanField(default=False)
    objects = RecordsEventQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["happened_at", "noted_at"]
        verbose_name = "event of a set of records"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_struck=False) | Q(replaces__isnull=False), name="records_event_struck_replaces"
            ),
        ]
