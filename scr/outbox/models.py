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
    is_urgent = models.BooleanField(
        default=False, help_text="goes out at once, by itself; everything else with the day's digest"
    )
    mail = models.ForeignKey("Mail", on_delete=models.SET_NULL, null=True, related_name="notices")
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"],
                name="notice_waiting",
                condition=models.Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]


class Mail(models.Model):
    """One e-mail: the digest of a person's day, or an urgent notice by itself.

    Its id follows from whom it is for and the day, or from the notice: there is one digest a person a day,
    and a second delivery of the same message is recognised as such.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    recipient_id = models.UUIDField()
    day = models.DateField(help_text="in London")
    sent_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    last_failure = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["day"], name="mail_unsent", condition=models.Q(sent_at__isnull=True))]


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
