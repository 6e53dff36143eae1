"""What stands whatever the case: nominations to seats, offices, deputies, the panel's work."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from scr.audit.querysets import RecordedQuerySet
from scr.people.models.people import Agency, Appointment, User


class SeatNomination(models.Model):
    """What an agency says about somebody whom it puts forward for a seat; the newest row holds.

    Without one a seat counts as held and not as confirmed (seed 004, section 2).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    nominated_by = models.CharField(max_length=120, help_text="who said it for the agency")
    nominated_on = models.DateField()
    standing = models.TextField(help_text="why they can speak for the agency's policy and practice")
    experience = models.TextField()
    authority = models.TextField(help_text="why they are senior enough to see recommendations carried out")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]


class OfficeHolder(models.Model):
    """Somebody, or a group, in an office that the board wants to know and that needs no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.CharField(max_length=40, help_text="of the offices that the procedure names")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True, help_text="where it is none of the agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    part = models.TextField(blank=True, help_text="what they do for reviews, beside what the office is for")
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["office", "since_on"]


class PanelWork(models.Model):
    """What the panel did beside its reviews, such as advice to staff; written once (seed 004, section 1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    function = models.CharField(max_length=40, help_text="of the panel's functions that the procedure names")
    done_on = models.DateField()
    words = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "work of the panel"
        ordering = ["-done_on", "-noted_at"]


class DeputyQuerySet(RecordedQuerySet):
    def standing_on(self, day: date) -> "DeputyQuerySet":
        """Deputies who may act on a day, and still have an account."""
        not_over = Q(until_on__isnull=True) | Q(until_on__gte=day)
        return self.filter(not_over, from_on__lte=day, deputy__is_active=True)


class Deputy(models.Model):
    """Somebody whom an agency's chief officer authorised to act for them (seed 004, section 5.3).

    They represent the agency on the board, which is asked when they are authorised.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    authorised_by = models.CharField(max_length=120, help_text="the chief officer, with the post")
    authorised_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, help_text="the last day")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(user_related_name="+")
    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deputies"
        ordering = ["agency__name", "-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="deputy_ends_after_they_begin",
            )
        ]
