"""What whoever leads the criminal investigation says of a draft of the terms (seed 004, section 11)."""

from django.db import models
from django.db.models import Q

from reviews.models.terms import TermsDraft
from scr.cases.models import CaseRow
from scr.people.models import User


class InvestigationAgreement(CaseRow):
    """The lead of the criminal investigation agreed to a draft as it stood at `revision`, or none runs.

    Never edited; a draft that is saved again is agreed again. The name lies with the panel.
    """

    draft = models.ForeignKey(TermsDraft, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    is_running = models.BooleanField(help_text="whether a criminal investigation runs at all")
    lead = models.CharField(max_length=200, help_text="who leads it, or who said that none runs")
    organisation = models.CharField(max_length=200, help_text="of that person: rank or post, and force")
    agreed_on = models.DateField()
    evidence = models.CharField(max_length=200, help_text="where the agreement is written down")
    conditions = models.TextField(blank=True, help_text="what the lead asked for")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "revision"], name="investigation_agrees_draft_once"),
            models.CheckConstraint(condition=~Q(lead=""), name="investigation_agreement_names_who"),
        ]
