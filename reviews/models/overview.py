"""The overview report: its author, its versions, what the panel agreed and the board endorsed."""

from django.db import models

from scr.cases.models import CaseRow
from scr.documents.models import Document
from scr.people.models import Agency, User


class OverviewEngagement(CaseRow):
    """The overview author was engaged, after the approval of seed 004, section 8.1."""

    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_in_house = models.BooleanField()
    independence = models.TextField()
    draft_due_on = models.DateField()
    engaged_at = models.DateTimeField()
    engaged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="one_overview_author")]


class OverviewReport(CaseRow):
    """A version of the overview report as submitted, never edited: a file, sections in Markdown, or both."""

    version = models.PositiveIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    sections = models.JSONField(default=dict, help_text="Markdown by key of the section")
    executive_summary = models.TextField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="one_overview_a_version")]


class OverviewRecommendation(CaseRow):
    """A recommendation of a version of the overview report, to agencies, to the board or to both."""

    report = models.ForeignKey(OverviewReport, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    is_for_board = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_overview_recommendation_a_number")
        ]


class OverviewAddressee(CaseRow):
    """An agency to which a recommendation is addressed."""

    recommendation = models.ForeignKey(OverviewRecommendation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "agency"], name="addressed_once"),
        ]


class OverviewAgreement(CaseRow):
    """The panel agreed a version as the draft for the board, at a meeting (seed 004, section 9)."""

    report = models.OneToOneField(OverviewReport, on_delete=models.PROTECT, related_name="+")
    met_at = models.DateTimeField()
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class Endorsement(CaseRow):
    """The board endorsed the report together with everything it rests on (seed 004, section 9)."""

    report = models.ForeignKey(OverviewReport, on_delete=models.PROTECT, related_name="+")
    chronology = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    met_at = models.DateTimeField()
    minutes_reference = models.CharField(max_length=80)
    endorsed_at = models.DateTimeField()
    endorsed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="endorsed_once")]
