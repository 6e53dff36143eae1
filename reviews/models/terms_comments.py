"""An agency's part in settling terms: a draft that it is shown, its comments, the panel's answers."""

from django.db import models

from scr.cases.models import CaseRow
from scr.people.models import Agency, User


class TermsForComment(CaseRow):
    """A draft as it stood when an agency was asked to comment on it, in the agency's own room."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    sheet = models.JSONField(help_text="the draft, group by group, as it was shown")
    comment_by = models.DateField()
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-released_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency", "version", "revision"], name="asked_to_comment_once"
            )
        ]


class TermsComment(CaseRow):
    """What an agency says of a draft, in its own room; never edited."""

    asked = models.ForeignKey(TermsForComment, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200, blank=True, help_text="the point of the terms; empty: all of it")
    text = models.TextField()
    commented_at = models.DateTimeField()
    commented_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["commented_at"]


class TermsAnswer(CaseRow):
    """What the panel answers to a comment: to the agency in its room, or to everybody; never edited.

    An answer to everybody repeats the point that it is about, and neither the comment nor who made it.
    """

    class Verdict(models.TextChoices):
        TAKEN_UP = "taken_up", "Taken up"
        IN_PART = "in_part", "Taken up in part"
        NOT_TAKEN_UP = "not_taken_up", "Not taken up"

    comment = models.OneToOneField(TermsComment, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    about = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict)
    text = models.TextField()
    is_for_all = models.BooleanField(default=False)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["answered_at"]
