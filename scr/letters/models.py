"""Letters that were issued, and the board's own versions of their texts."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from simple_history.models import HistoricalRecords

from scr.audit.querysets import RecordedQuerySet
from scr.cases.models import CaseRow
from scr.documents.models import Rendering
from scr.people.models import Agency, ExternalBody, User


class Letter(CaseRow):
    """A letter that was issued: to whom, when and by whom, and when it was acknowledged.

    What it said stands in its rendering and never changes, whatever becomes of its text.
    """

    code = models.CharField(max_length=20, help_text="the letter of the procedure")
    label = models.CharField(max_length=80, default="", help_text="what the board called it then")
    name = models.CharField(max_length=120)
    text_version = models.PositiveIntegerField(default=0, help_text="0: the text that Lantern brings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(ExternalBody, on_delete=models.PROTECT, null=True, related_name="+")
    addressee = models.CharField(max_length=200, help_text="as printed; a body outside has no account")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, related_name="+")
    enclosed = ArrayField(
        models.CharField(max_length=120), default=list, help_text="leaflets that went with it, as called then"
    )
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["issued_at", "agency__name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="acknowledged_by_and_at",
            )
        ]


class LetterText(models.Model):
    """One version of the board's own text of a letter; the newest holds, none is ever changed.

    Version 0 is the text that Lantern brings; it stands in a file and has no row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure_key = models.CharField(max_length=40)
    code = models.CharField(max_length=20, help_text="the letter of the procedure")
    version = models.PositiveIntegerField()
    label = models.CharField(max_length=80, help_text="what the board calls the letter")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    note = models.CharField(max_length=200, help_text="what was changed, and why")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["procedure_key", "code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure_key", "code", "version"], name="one_letter_text_a_version"
            )
        ]
