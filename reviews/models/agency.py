"""One agency's part: its reviewer, and its review round by round."""

from django.db import models
from django.db.models import Q

from reviews.querysets import OfSaveQuerySet, SubmissionQuerySet
from scr.cases.models import CaseRow
from scr.documents.models import Document
from scr.people.models import Agency, User


class AuthorAppointment(CaseRow):
    """Somebody was appointed to write an agency's review, and confirmed to be independent of the case."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    appointed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["appointed_at"]


class Submission(CaseRow):
    """One round of an agency's review, in that round's own compartment.

    Only the agency reads it until its chief officer has countersigned; then it is sealed. `version` counts
    the saves of its file and recommendations. What a contributor without an account sent is countersigned
    by nobody: their own statement stands in its place (reviews/models/contributions.py).
    """

    class LegalAdvice(models.TextChoices):
        TAKEN = "taken", "Yes, advice was taken"
        NOT_NEEDED = "not_needed", "It was considered and is not needed"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=0)
    review = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: who came by a link"
    )
    discussed_with = models.TextField(blank=True)
    legal_advice = models.CharField(max_length=12, choices=LegalAdvice, blank=True)
    independence_declared_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    countersigned_at = models.DateTimeField(null=True)
    countersigned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    objects = SubmissionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["agency__name", "-round"]
        constraints = [
            models.UniqueConstraint(fields=["compartment"], name="one_submission_a_round"),
            models.CheckConstraint(
                condition=Q(countersigned_at__isnull=True) | ~Q(countersigned_by=models.F("handed_over_by")),
                name="author_does_not_countersign",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at__isnull=True) | Q(independence_declared_at__isnull=False),
                name="handed_over_by_independent_author",
            ),
        ]

    @property
    def is_from_account(self) -> bool:
        """Whether people with an account write and sign it, and not a contributor through a link."""
        return self.countersigned_at is None or self.countersigned_by_id is not None


class AgencyRecommendation(CaseRow):
    """What an agency recommends to itself; rows of one save are never edited."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=120)
    objects = OfSaveQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["submission__agency__name", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "version", "number"], name="one_agency_recommendation_a_number"
            )
        ]


class ReviewReturn(CaseRow):
    """A review sent back for revision, with the reason and the new date (seed 004, section 7)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveIntegerField(help_text="the round that was returned")
    reason = models.TextField()
    due_on = models.DateField()
    returned_at = models.DateTimeField()
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-returned_at"]


class ReviewWaiver(CaseRow):
    """The Chair let an agency off its review, with the reason."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    waived_at = models.DateTimeField()
    waived_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "agency"], name="waived_once")]
