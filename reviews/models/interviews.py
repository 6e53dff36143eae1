"""Interviews for an agency's review: the agency's own notes, which no submission takes along."""

from django.db import models
from django.db.models import Q

from scr.cases.models import CaseRow
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
    notes = models.TextField()
    support = models.TextField(help_text="what support and supervision was offered")
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField(blank=True, help_text="as it was given to the interviewee")
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
