"""What each agency knew and did, row by row, as it came."""

from datetime import date

from django.db import models

from scr.cases.models import CaseRow
from scr.documents.models import Document
from scr.people.models import Agency, User


class ImportAttempt(CaseRow):
    """A file that somebody sent: taken in, or refused with the messages that say why and no row kept."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes")
    tried_at = models.DateTimeField()
    tried_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_accepted = models.BooleanField()
    row_count = models.PositiveIntegerField(default=0)
    messages = models.JSONField(default=list, help_text="level, code, where, what, why and remedy of each")

    class Meta:
        ordering = ["-tried_at"]


class ChronologyVersion(CaseRow):
    """One file of an agency's chronology, taken in whole; the newest of a round holds."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    completed_by = models.CharField(max_length=200, blank=True)
    staff = models.JSONField(default=dict, help_text="initials to post")
    row_count = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agency", "number"], name="version_numbered_once")
        ]


class Entry(CaseRow):
    """One row of a chronology (seed 004, chronology pro forma): one day, and what the agency knew and did.

    `sort_key` orders entries of all agencies by day, time, agency and place in the file; it is unique, so
    that a page can begin behind any entry however many there are.
    """

    version = models.ForeignKey(ChronologyVersion, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    date_text = models.CharField(max_length=200)
    is_estimated = models.BooleanField(default=False)
    time_text = models.CharField(max_length=5, blank=True)
    child_contact = models.TextField(blank=True)
    family_contact = models.TextField(blank=True)
    communication = models.TextField(blank=True)
    source = models.TextField(blank=True)
    staff = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    row_number = models.PositiveIntegerField()
    sort_key = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["sort_key"]
        indexes = [models.Index(fields=["version", "sort_key"])]


def sort_key(on: date, time_text: str, agency: Agency, row_number: int) -> str:
    """Orders entries by day, time of day where it is known, agency, and place in the file."""
    return f"{on:%Y%m%d} {time_text or '00:00'} {agency.pk.hex} {row_number:07d}"
