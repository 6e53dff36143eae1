"""Files of a case, and the making of PDFs."""

import uuid
from pathlib import PurePath

from django.contrib.postgres.fields import ArrayField
from django.db import models
from simple_history.models import HistoricalRecords

from scr.audit.querysets import RecordedQuerySet
from scr.cases.models import Case, CaseRow, Compartment
from scr.cases.querysets import CaseRowQuerySet
from scr.people.models import Agency, User


class Document(CaseRow):
    """A file as it came, hashed and encrypted; never changed, a newer version is a row of its own."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField(help_text="bytes, before encryption")
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: who came by a link"
    )

    class Meta:
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def extension(self) -> str:
        return PurePath(self.filename).suffix.lstrip(".").upper()


class BoardPaper(models.Model):
    """A paper of the board that belongs to no case, such as a protocol agreed with neighbouring boards.

    Never changed: a newer one takes the place of an earlier one, which stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    parties = models.TextField(help_text="the boards that agreed it")
    agreed_on = models.DateField()
    review_on = models.DateField(help_text="when it is gone over again")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="+", help_text="the one before it"
    )
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField(help_text="bytes, before encryption")
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["-agreed_on", "title"]

    def __str__(self) -> str:
        return self.title


class Rendering(models.Model):
    """A PDF being made: the page as it was when asked for, and how far the worker is.

    It has no history, since it is work and not a fact; the document that comes of it has.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        WORKING = "working", "In progress"
        DONE = "done", "Ready"
        FAILED = "failed", "Failed"

    STEPS = 8

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    filename = models.CharField(max_length=200)
    html = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    enclosed = ArrayField(
        models.UUIDField(), default=list, help_text="documents whose pages are bound in at their marks"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveIntegerField(default=0)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, help_text="the worker's last sign of life")
    problem = models.CharField(max_length=200, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    objects = CaseRowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["requested_at"],
                name="rendering_open",
                condition=models.Q(state__in=["waiting", "working"]),
            )
        ]

    @property
    def percent(self) -> int:
        return 100 if self.state == self.State.DONE else 100 * self.step // self.STEPS
