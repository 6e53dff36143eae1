"""Notices waiting to be sent. The outbox knows a case by its id only."""

import uuid

from django.db import models


class Notice(models.Model):
    """One message to one person: a reference and a link, never a name or a fact of a case.

    The unique key makes a reminder exactly-once whoever computes it, however often.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    case_id = models.UUIDField(null=True)
    compartment_id = models.UUIDField(null=True)
    # The duty that a reminder is about; empty for a notice of another kind.
    about_id = models.UUIDField(null=True)
    recipient_id = models.UUIDField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    path = models.CharField(max_length=300, help_text="where the link lands, without the address")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=200, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_failure = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"],
                name="notice_waiting",
                condition=models.Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]


class KeptMail(models.Model):
    """A message that evaluation kept instead of sending it; read on the sent mail page."""

    message_id = models.CharField(max_length=200)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    sent_at = models.DateTimeField()


class Pulse(models.Model):
    """When a part last gave a sign of life."""

    part = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
