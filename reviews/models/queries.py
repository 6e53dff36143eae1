"""What the board asks an agency about its review, and what the agency answers."""

from django.db import models
from django.db.models import Q

from chronology.models import Entry
from reviews.models.agency import Submission
from scr.cases.models import CaseRow
from scr.people.models import Agency, User


class ReviewQuery(CaseRow):
    """A query to a passage of a released review, or to a row of its chronology (`entry`).

    It lies where the board and that one agency speak. `answer_by` is the day that holds now; `is_answered`
    says whose turn it is.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="among the queries to this agency")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=200, blank=True, help_text="where it stands: heading, page")
    quoted = models.TextField(blank=True, help_text="the words of the review that it is about")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField()
    is_answered = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "query"
        verbose_name_plural = "queries"
        ordering = ["closed_at", "is_answered", "answer_by", "asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agency", "number"], name="one_query_a_number"),
            models.CheckConstraint(
                condition=Q(entry__isnull=False) | ~Q(section="") | ~Q(quoted=""),
                name="query_says_what_it_is_about",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="query_closed_by_somebody",
            ),
        ]

    @property
    def state(self) -> str:
        if self.closed_at is not None:
            return "Closed"
        return "Answered" if self.is_answered else "Waiting for the agency"

    @property
    def about(self) -> str:
        """What it is about, as part of a sentence."""
        if self.entry_id:
            return "a row of the chronology"
        return self.section or "a passage of the review"


class QueryMessage(CaseRow):
    """One thing that was said about a query; written once, a correction is another one that follows."""

    query = models.ForeignKey(ReviewQuery, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    words = models.TextField()
    is_from_agency = models.BooleanField()
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["query", "number"], name="one_message_a_number"),
        ]
