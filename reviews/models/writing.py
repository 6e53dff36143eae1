"""An agency's review as it is written here, section by section, until a report is made of it.

Texts lie in the agency's private compartment, which is never released: the board is given the report that the
chief officer signed, and neither its earlier wordings nor what was left out of it.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reviews.models.agency import AgencyRecommendation, Submission
from reviews.querysets import OfSaveQuerySet
from scr.cases.models import Case, CaseRow, Compartment
from scr.documents.models import Document, Rendering
from scr.people.models import Agency, User


class SectionText(CaseRow):
    """One section as it was last saved, in Markdown; `revision` counts its saves.

    Where there is nothing to say, it says why. `title` is the section's as it was when it was written, since
    a question may not be asked any more in later terms of reference.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    title = models.TextField()
    text = models.TextField(blank=True)
    nothing_to_say = models.TextField(blank=True, help_text="why there is nothing to say")
    revision = models.PositiveIntegerField(default=0)
    window = models.UUIDField(help_text="from where it was saved")
    turn = models.PositiveIntegerField(default=0, help_text="which sending of that window it was")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["saved_at"]
        constraints = [models.UniqueConstraint(fields=["compartment", "key"], name="one_text_a_section")]


class SectionDraft(models.Model):
    """What somebody has typed in one window since it was last saved: theirs alone, kept every few seconds.

    It has neither history nor audit, which would keep every pause of a person who types; saving it does. It
    goes when it is saved, or when its writer drops it. `base` is the revision of the text that it began from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    window = models.UUIDField()
    turn = models.PositiveIntegerField(default=0)
    base = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    nothing_to_say = models.TextField(blank=True)
    typed_at = models.DateTimeField()

    class Meta:
        ordering = ["-typed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "key", "user", "window"], name="one_draft_a_window"
            )
        ]


class PlannedAction(CaseRow):
    """What an agency means to do about one of its recommendations; rows of one save are never edited.

    Its fields are those of an action of the board's plan (actionplans), which takes it over from here.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    recommendation = models.ForeignKey(
        AgencyRecommendation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    what = models.TextField()
    owner_post = models.CharField(max_length=120)
    due_on = models.DateField()
    measure = models.TextField(help_text="how one will know that it was done and helps")
    resources = models.TextField(blank=True)
    objects = OfSaveQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["submission__agency__name", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "version", "number"], name="one_planned_action_a_number"
            )
        ]


class ReviewCoverage(CaseRow):
    """Which of the agency's services a round's review is about, and whether some are reviewed separately.

    One review is the rule; who agreed to separate ones, and why, is kept (seed 002, section 3.5).
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    services = ArrayField(models.CharField(max_length=120), help_text="covered by this review")
    separate = ArrayField(
        models.CharField(max_length=120), default=list, help_text="services with a review of their own"
    )
    agreed_by = models.CharField(max_length=200, blank=True, help_text="who agreed to separate reviews")
    agreed_on = models.DateField(null=True)
    why = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compartment"], name="one_coverage_a_round"),
            models.CheckConstraint(
                condition=Q(separate=[]) | ~Q(agreed_by="") & Q(agreed_on__isnull=False) & ~Q(why=""),
                name="separate_reviews_are_agreed",
            ),
        ]


class ServiceReport(CaseRow):
    """The review of one service that is reviewed separately: a file, sent with the agency's own."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=120)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["service", "-added_at"]


class MadeReport(CaseRow):
    """A report was made of the sections as they were; `seal` names their content.

    `document` is the agency's review from the moment the reviewer took it for that.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    rendering = models.OneToOneField(Rendering, on_delete=models.PROTECT, related_name="+")
    seal = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at"]
