"""Other boards that a case concerns, and what is agreed with them (seed 004, section 5.2 and appendix A)."""

from django.db import models
from django.db.models import Q

from scr.cases.models.case_file import CaseRow
from scr.people.models import ExternalBody, User
from scr.procedures.joint import CHAIRS, DISPUTED, MODES, SETTLED_BY


class BoardInterest(CaseRow):
    """Another board that knows the child, with its Chair."""

    body = models.ForeignKey(ExternalBody, on_delete=models.PROTECT, related_name="+")
    interest = models.TextField(help_text="what it has to do with the case")
    chair = models.CharField(max_length=120, help_text="who chairs it")
    chair_contact = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["body__name"]
        constraints = [models.UniqueConstraint(fields=["case", "body"], name="board_concerned_once")]


class LeadBoard(CaseRow):
    """Which board leads, by the rule and as people confirmed it; no body is our own board.

    The newest holds; earlier ones stay.
    """

    lived_where = models.CharField(max_length=200, help_text="where the child normally lived")
    lived_with = models.ForeignKey(ExternalBody, on_delete=models.PROTECT, null=True, related_name="+")
    is_looked_after = models.BooleanField()
    authority = models.CharField(max_length=200, blank=True, help_text="the responsible authority")
    responsible = models.ForeignKey(ExternalBody, on_delete=models.PROTECT, null=True, related_name="+")
    by_rule = models.ForeignKey(ExternalBody, on_delete=models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey(ExternalBody, on_delete=models.PROTECT, null=True, related_name="+")
    reasons = models.TextField(blank=True, help_text="why another board leads than by the rule")
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-confirmed_at"]


class Arrangement(CaseRow):
    """How the review is run with another board; the newest of a board holds, never edited."""

    interest = models.ForeignKey(BoardInterest, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=10, choices=MODES)
    settled_by = models.CharField(max_length=20, choices=SETTLED_BY, blank=True)
    words = models.TextField(help_text="what the other board adds, or what is decided and why")
    our_chair = models.CharField(max_length=120, blank=True)
    our_chair_on = models.DateField(null=True)
    their_chair = models.CharField(max_length=120, blank=True)
    their_chair_on = models.DateField(null=True)
    decided_on = models.DateField(help_text="when it was settled, or when it was clear that it was not")
    became_joint_because = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(settled_by=CHAIRS) | Q(our_chair_on__isnull=False, their_chair_on__isnull=False),
                name="both_chairs_agreed",
            ),
            models.CheckConstraint(
                condition=Q(mode=DISPUTED, settled_by="") | (~Q(mode=DISPUTED) & ~Q(settled_by="")),
                name="settled_by_somebody",
            ),
        ]


class JointMatter(CaseRow):
    """What the boards settled on one matter of a joint review; the newest of each holds, never edited."""

    key = models.CharField(max_length=20)
    words = models.TextField()
    settled_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
