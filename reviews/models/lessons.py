"""Early learning: what was learned at any stage, who acts on it by when, and what came of it."""

from datetime import date

from django.db import models
from django.db.models import Q

from scr.cases.models import CaseRow
from scr.documents.models import Document
from scr.people.models import Agency, User


class Said(models.TextChoices):
    IN_HAND = "in_hand", "In hand"
    DONE = "done", "Done"
    LET_GO = "let_go", "Let go"


ENDS = frozenset({Said.DONE, Said.LET_GO})


class EarlyLesson(CaseRow):
    """A lesson acted on before the review is finished (seed 004, section 5.4); without agency: the board's.

    An agency's own lies in its private compartment until it is shared: sharing writes another row where the
    board reads too, with the words that the agency gives it, and this one ends. `said` is what was said last.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(help_text="among those that lie in the same place")
    what = models.TextField(help_text="what was learned")
    action = models.TextField(help_text="what is done about it")
    acted_on_by = models.CharField(max_length=120, help_text="the post that sees to it")
    due_on = models.DateField()
    stage = models.CharField(max_length=40, help_text="at which the case was")
    said = models.CharField(max_length=10, choices=Said, blank=True)
    shared_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="shared_as", verbose_name="Shared from"
    )
    shared_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due_on", "noted_at"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="one_lesson_a_number"),
        ]

    @property
    def owner_name(self) -> str:
        return self.agency.short_name if self.agency else "The board"

    @property
    def has_ended(self) -> bool:
        return self.said in ENDS or self.shared_at is not None

    def state(self, today: date) -> str:
        """How it stands, in words."""
        if self.shared_at is not None:
            return "Shared with the panel"
        if self.said in ENDS:
            return str(Said(self.said).label)
        if self.due_on < today:
            return "Overdue"
        return str(Said(self.said).label) if self.said else "To do"


class LessonUpdate(CaseRow):
    """What was said about a lesson; written once, the newest holds."""

    lesson = models.ForeignKey(EarlyLesson, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    said = models.CharField(max_length=10, choices=Said)
    words = models.TextField()
    evidence = models.TextField(blank=True, help_text="what shows that it is done")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "number"], name="one_lesson_update_a_number"),
            models.CheckConstraint(
                condition=~Q(said=Said.DONE.value) | ~Q(evidence=""), name="lesson_done_with_evidence"
            ),
        ]
