"""What each agency knew and did, row by row: as it came, as it was understood, and as it was settled."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from chronology.reading.rows import Row
from scr.audit.querysets import RecordedQuerySet
from scr.cases.models import CaseRow
from scr.cases.querysets import CaseRowQuerySet
from scr.documents.models import Document
from scr.people.models import Agency, User

ADDED_COLUMNS = 5


class Chronology(CaseRow):
    """An agency's chronology in one round of its review, or the part of it that a department writes.

    The agency's own lies in the round's compartment, a part (`department`) in the agency's private one until
    it is merged. `revision` counts the changes of its rows; what was `submitted` is the list as it stands.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=80, blank=True)
    completed_by = models.CharField(max_length=200, blank=True)
    staff = models.JSONField(default=dict, help_text="initials to post, as the files said")
    revision = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "chronologies"
        ordering = ["department"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "department"], name="one_chronology_a_round")
        ]

    def __str__(self) -> str:
        return self.department or self.agency.name


class ImportAttempt(CaseRow):
    """A file that somebody sent: taken in, or refused with the messages that say why and no row kept."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=80, blank=True)
    filename = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes")
    tried_at = models.DateTimeField()
    tried_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_accepted = models.BooleanField()
    row_count = models.PositiveIntegerField(default=0)
    messages = models.JSONField(default=list, help_text="level, code, where, what, why and remedy of each")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: refused"
    )
    counts = models.JSONField(default=dict, help_text="rows added, changed, withdrawn, unchanged")
    places = models.JSONField(default=dict, help_text="sheet to column to its place in the file")

    class Meta:
        ordering = ["-tried_at"]


class EntryQuerySet(CaseRowQuerySet):
    def standing(self) -> "EntryQuerySet":
        """Without the rows that were withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Entry(CaseRow):
    """One row of a chronology (seed 004, chronology pro forma): one day, and what the agency knew and did.

    `date_text` is what was typed and stays. `precision`, `first_day` and `last_day` are what was understood
    of it; `on` is the day that it is sorted by, None until its author has said which (`is_confirmed`).
    `lineage` is the same for a row through all files and rounds. `sort_key` orders entries of all agencies by
    day, time, agency and `day_order`; it is unique, so that a page can begin behind any entry.
    """

    chronology = models.ForeignKey(Chronology, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    lineage = models.UUIDField(default=uuid.uuid4)
    department = models.CharField(max_length=80, blank=True)
    on = models.DateField(null=True)
    date_text = models.TextField(blank=True)
    precision = models.CharField(max_length=10, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    is_estimated = models.BooleanField(default=False)
    is_confirmed = models.BooleanField(default=False, help_text="its author said which day to sort by")
    time_text = models.CharField(max_length=5, blank=True)
    child_contact = models.TextField(blank=True)
    family_contact = models.TextField(blank=True)
    communication = models.TextField(blank=True)
    source = models.TextField(blank=True)
    staff = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    more = models.JSONField(default=dict, help_text="texts of the columns that the case added")
    sheet = models.CharField(max_length=100, blank=True)
    row_number = models.PositiveIntegerField(default=0, help_text="in the file that it came with; 0: typed")
    day_order = models.PositiveIntegerField(default=0, help_text="among the rows of the same day and time")
    sort_key = models.CharField(max_length=80)
    revision = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)
    objects = EntryQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["sort_key"]
        indexes = [
            models.Index(fields=["chronology", "sort_key"]),
            models.Index(fields=["lineage"]),
        ]

    @property
    def row(self) -> Row:
        """The entry as a row of a file, to check it or to write it out."""
        return Row(
            number=self.row_number,
            sheet=self.sheet,
            date=self.on,
            date_text=self.date_text,
            precision=self.precision,
            date_first=self.first_day,
            date_last=self.last_day,
            is_estimated=self.is_estimated,
            time_text=self.time_text,
            child_contact=self.child_contact,
            family_contact=self.family_contact,
            communication=self.communication,
            source=self.source,
            staff=self.staff,
            comment=self.comment,
            more=self.more,
        )

    def numbered_row(self, place: int) -> Row:
        """The entry as the row of a list in which it has this place."""
        return replace(self.row, number=place, sheet="")

    def sort(self) -> None:
        """Put the entry in its place by what it says now."""
        self.sort_key = sort_key(self.on, self.time_text, self.agency_id, self.day_order)


# Rows without a day stand in front, where their author sees them; nobody else ever reads one.
NO_DAY = "00000000"


def sort_key(on: date | None, time_text: str, agency_id: Any, day_order: int) -> str:
    """Orders entries by day, time of day where it is known, agency, and place among those of the moment."""
    day = f"{on:%Y%m%d}" if on else NO_DAY
    return f"{day} {time_text or '00:00'} {agency_id.hex} {day_order:07d}"


class SilentPeriod(CaseRow):
    """Days of which the agency says that its records were searched and hold nothing."""

    chronology = models.ForeignKey(Chronology, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    because = models.CharField(max_length=300)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="silence_ends_after_it_began"
            )
        ]


class CaseColumn(CaseRow):
    """A column of the chronology as a case words it: one of the seven, or one that the case adds."""

    key = models.CharField(max_length=20)
    heading = models.CharField(max_length=100)
    guidance = models.CharField(max_length=400, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="one_wording_a_column")]


class KnownHeading(models.Model):
    """What a heading of an agency's files means, as its author said once; it belongs to no case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=200)
    key = models.CharField(max_length=20, blank=True, help_text="blank: left out")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["heading"]
        constraints = [models.UniqueConstraint(fields=["agency", "heading"], name="one_meaning_a_heading")]


class WaitingFile(models.Model):
    """A file that was opened and looked at, and is not part of any chronology yet: its sender's alone.

    Like what is kept of a form (`KeptDraft`) it holds the text of a case and is no row of one; it has no
    history, which would keep what its sender throws away. It is forgotten after seven days.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    waits_since = models.DateTimeField()
    about = models.TextField(help_text="case, agency, name and choices of columns, sealed")
    stored_as = models.CharField(max_length=80, help_text="the bytes as they came")
    contents_as = models.CharField(max_length=80, help_text="the cells that were found in them")

    class Meta:
        ordering = ["-waits_since"]
        indexes = [models.Index(fields=["user", "-waits_since"])]
