"""What was done, chained per case, and what was looked at or refused. The application can only append."""

import uuid

from django.db import models

# The chain of acts that belong to no case.
BOARD = uuid.UUID(int=0)


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
        indexes = [
            models.Index(fields=["subject_id"], name="entry_of_subject"),
            # by which each history row finds its entry (scr/audit/recording.py)
            models.Index(fields=["case_id", "at"], name="entry_of_a_moment"),
        ]


class AuditHead(models.Model):
    """The end of a case's chain; locked while an entry is added, so that entries never fork."""

    case_id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class Look(models.Model):
    """Somebody looked at a sensitive thing, took it away as a file, was refused, signed in or out.

    A page that shows rows of several compartments leaves a row for each, so that whoever a compartment
    belongs to finds who saw it; `is_main` marks the one that names what was opened.
    """

    class Kind(models.TextChoices):
        SEEN = "seen"
        REFUSED = "refused"
        EXPORTED = "exported"
        SIGNED_IN = "signed_in"
        SIGN_IN_FAILED = "sign_in_failed"
        SIGNED_OUT = "signed_out"

    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    compartment_id = models.UUIDField(null=True)
    is_main = models.BooleanField(default=True)
    path = models.CharField(
        max_length=300, help_text="the address with its ids; neither a query nor what else was typed into it"
    )
    view = models.CharField(max_length=80, blank=True, help_text="the name of the address")
    subject = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_id", "id"], name="look_of_case"),
            models.Index(fields=["compartment_id", "id"], name="look_of_compartment"),
            models.Index(fields=["kind", "id"], name="look_of_kind"),
        ]


class LookSeal(models.Model):
    """The looks between two ids, sealed together by a hash and linked to the seal before.

    A look itself is never written to again, as the application may only add to its table.
    """

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    rows_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
