"""Meetings of the panel and the boards, for every room: agenda, papers, who came, what was settled."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from scr.cases.models import CaseRow, Nomination
from scr.documents.models import Document, Rendering
from scr.people.models import User
from scr.procedures.model import MeetingKind


class Meeting(CaseRow):
    kind = models.CharField(max_length=30, help_text="a kind of the case's procedure")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    chaired_by = models.CharField(max_length=120, blank=True, help_text="who is to chair it, by name")
    from_panel = ArrayField(
        models.UUIDField(), default=list, help_text="those of the panel who are invited; empty: all of them"
    )
    agenda = models.TextField(blank=True, help_text="in plain words, beside or instead of the items")
    arranged_at = models.DateTimeField(null=True)
    arranged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_at_short_notice = models.BooleanField(default=False)
    held_at = models.DateTimeField(null=True)
    minutes = models.TextField(blank=True, help_text="as first recorded; a correction is a row of its own")
    voters = models.PositiveIntegerField(null=True, help_text="seats with a vote when it was held")
    voters_present = models.PositiveIntegerField(null=True)
    quorum = models.PositiveIntegerField(null=True, help_text="how many had to be present; null: no quorum")

    class Meta:
        ordering = ["starts_at"]

    @property
    def kind_now(self) -> MeetingKind:
        return self.case.procedure.meeting(self.kind)

    @property
    def name(self) -> str:
        return self.kind_now.name

    @property
    def lacked_quorum(self) -> bool:
        """Whether it was held, needed so many who vote, and had fewer."""
        return self.quorum is not None and (self.voters_present or 0) < self.quorum


class AgendaItem(CaseRow):
    """One matter on a meeting's agenda; the order is that of the positions.

    What was settled on it is taken down while the meeting runs; `revision` counts the saves of that.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    question = models.CharField(max_length=40, blank=True, help_text="key of the procedure's question")
    title = models.CharField(max_length=200)
    introduced_by = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveIntegerField(null=True, help_text="to spend on it")
    settled = models.TextField(blank=True, help_text="as it was taken down at the meeting")
    revision = models.PositiveIntegerField(default=0)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]


class Paper(CaseRow):
    """What a meeting has before it, under a number that stays; never edited.

    Either a document of the case, or a page made from the case's own record when it was laid (`html`).
    Laying it anew is a row of its own under the same number.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=40, blank=True, help_text="which page of the record it is")
    html = models.TextField(blank=True)
    laid_at = models.DateTimeField()
    laid_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_paper_a_number",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | Q(html=""), name="paper_is_file_or_page"
            ),
        ]


class Pack(CaseRow):
    """The papers of a meeting as one PDF, as they were when it was asked for."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_pack_a_number")]


class Attendance(CaseRow):
    """Somebody came to a meeting, or sent apologies."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_present = models.BooleanField()

    class Meta:
        ordering = ["-is_present", "user__full_name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="attends_once")]


class Guest(CaseRow):
    """Somebody who came to a meeting without being one of those invited to it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=120)
    came_as = models.CharField(max_length=120, help_text="role or organisation, as it was typed")

    class Meta:
        ordering = ["full_name"]


class Apology(CaseRow):
    """Somebody invited said beforehand that they cannot come, and perhaps who comes instead."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    instead = models.ForeignKey(
        Nomination,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the newest, where more were named",
    )

    class Meta:
        ordering = ["sent_at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="apologises_once")]


class Dissent(CaseRow):
    """Who saw something otherwise than the meeting, and what; never edited."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at"]


class MinutesCorrection(CaseRow):
    """The minutes as corrected: the newest holds, and what stood before stays beside it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    minutes = models.TextField()
    reason = models.TextField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-corrected_at"]
