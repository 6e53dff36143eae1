"""Interviews for an agency's review: the agency's own notes, which no submission takes along."""

from django.db import models
from django.db.models import Q

from scr.cases.models import CaseRow, InvolvedPerson
from scr.documents.models import Rendering
from scr.people.models import Agency, User


class Interview(CaseRow):
    """The written record of an interview and how it was shown to the interviewee (seed 004, section 5.4).

    It lies in the agency's private compartment, which is never released. `revision` counts its saves; once
    its summary has been shared it is never edited.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    interviewee = models.CharField(max_length=120, help_text="post or initials, as the reviewer writes them")
    held_at = models.DateTimeField()
    held_by = models.CharField(max_length=120, help_text="who asked the questions")
    answers = models.JSONField(default=dict, help_text="what was said, by the heading of the board's format")
    notes = models.TextField(blank=True, help_text="what was said beside them")
    support = models.TextField(
        blank=True, help_text="what was offered, as it was noted before offers had rows of their own"
    )
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField(blank=True, help_text="as it is given to the interviewee")
    copy = models.ForeignKey(
        Rendering, on_delete=models.PROTECT, null=True, related_name="+", help_text="the copy on paper"
    )
    shared_on = models.DateField(null=True)
    shared_how = models.CharField(max_length=200, blank=True)
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["held_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shared_on__isnull=True)
                | (~Q(summary="") & ~Q(shared_how="") & Q(shared_by__isnull=False)),
                name="shared_interview_says_what_and_how",
            ),
        ]


class InterviewInvitation(CaseRow):
    """Somebody was invited to an interview by a letter that the agency's reviewer made and sends on."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField(max_length=200, help_text="as printed")
    planned_for = models.DateTimeField(null=True, help_text="where the letter says when")
    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["made_at"]


class SupportOffer(CaseRow):
    """Support and supervision that somebody was offered, and what they said to it (seed 002, section 3.9).

    For whoever was interviewed, for staff that the agency has named as involved, or for others of its staff.
    """

    class Answer(models.TextChoices):
        OPEN = "open", "Not answered yet"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    whom = models.CharField(max_length=120, help_text="post or initials")
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, null=True, related_name="+")
    involved = models.ForeignKey(InvolvedPerson, on_delete=models.PROTECT, null=True, related_name="+")
    offered = models.TextField(help_text="what was offered")
    offered_on = models.DateField()
    offered_by = models.CharField(max_length=120, help_text="who made the offer")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN)
    remark = models.TextField(blank=True, help_text="what followed from it")
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["offered_on", "saved_at"]
