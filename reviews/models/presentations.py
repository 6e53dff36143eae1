"""Reviews before the panel: who presents when, what was said, what the panel accepted, and dates agreed."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from scr.cases.models import CaseRow
from scr.meetings.models import Meeting
from scr.people.models import Agency, User


class Presentation(CaseRow):
    """An agency's place at a meeting at which reviews are presented (seed 004, section 7).

    It lies where the board and that agency speak, so moment and place stand here as well: the agency does
    not see the panel's meeting. `revision` counts its saves.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    place = models.CharField(max_length=120, blank=True)
    presenter = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)
    questions = models.TextField(blank=True, help_text="what panel and overview author asked")
    clarified = models.TextField(blank=True, help_text="what was cleared up, and how")
    recommendations = models.TextField(blank=True, help_text="what was said of the recommendations")
    presented_at = models.DateTimeField(null=True, help_text="when this was first written down")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["starts_at", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"],
                condition=Q(removed_at__isnull=True, presented_at__isnull=True),
                name="one_presentation_ahead",
            ),
        ]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class ReviewAcceptance(CaseRow):
    """The panel accepted one round of an agency's review; never edited."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveIntegerField()
    words = models.TextField(blank=True, help_text="what the agency is told with it")
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-accepted_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agency", "round"], name="round_accepted_once"),
        ]


class ReportTimescale(CaseRow):
    """By when overview report and executive summary are to be finished, as agreed at the presentations.

    Never edited: what is agreed later is another row, and the newest holds.
    """

    agreed_on = models.DateField(help_text="the day of the meeting")
    overview_on = models.DateField()
    summary_on = models.DateField()
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(overview_on__gte=F("agreed_on"), summary_on__gte=F("agreed_on")),
                name="report_due_after_it_was_agreed",
            ),
        ]
