"""What was done, chained per case, and what was looked at or refused. The application can only append."""

import uuid

from django.db import models


class AuditEntry(models.Model):
    """One write, linked to the entry before it in the same case by a hash.

    There are no foreign keys: the record neither blocks nor follows the deletion of what it tells of.
    """

    # The case; the nil UUID for acts of the board that belong to no case.
    case_id = models.UUIDField()
    compartment_id = models.UUIDField(null=True)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    subject_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_id", "number"], name="one_entry_a_number")]
        # by which each history row finds its entry (scr/audit/recording.py)
        indexes = [models.Index(fields=["case_id", "at"], name="entry_of_a_moment")]


class AuditHead(models.Model):
    """The end of a case's chain; locked while an entry is added, so that entries never fork."""

    case_id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class Look(models.Model):
    """Somebody looked at a sensitive thing, or was refused."""

    class Kind(models.TextChoices):
        SEEN = "seen"
        REFUSED = "refused"

    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    compartment_id = models.UUIDField(null=True)
    path = models.CharField(max_length=300)
    subject = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case_id", "at"])]
