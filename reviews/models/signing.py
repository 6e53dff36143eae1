"""Who signs an agency's review inside the agency, and what each of them said: never released to anybody."""

from django.db import models
from django.db.models import Q

from reviews.models.agency import Submission
from scr.cases.models import CaseRow
from scr.people.models import Agency, User


class SigningChain(CaseRow):
    """Who signs an agency's review before its chief officer, as it was set for a case; the newest holds.

    Rows lie in the agency's internal compartment. An agency without one has the chain of its rules.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    reason = models.TextField(blank=True, help_text="why it is not as the agency's rules have it")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "version"], name="one_signing_chain_a_version")
        ]


class SigningStep(CaseRow):
    """One signature of a chain: a person's, or a group's for which that person signs."""

    chain = models.ForeignKey(SigningChain, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    is_group = models.BooleanField(default=False)
    signer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_signing_step_a_number"),
        ]


class StepSignature(CaseRow):
    """What was said of one round at one place of the chain: signed, or sent back with reasons. Never edited.

    `content` names what was read. Without a step it is the chief officer, whose signature stands on the
    submission itself and who here only sends back. `back_to` is a step's number, 0 for the reviewer.
    """

    class Said(models.TextChoices):
        SIGNED = "signed", "Signed"
        SENT_BACK = "sent_back", "Sent back"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(SigningStep, on_delete=models.PROTECT, null=True, related_name="+")
    said = models.CharField(max_length=10, choices=Said)
    content = models.TextField()
    met_on = models.DateField(null=True, help_text="when the group met")
    minute = models.CharField(max_length=120, blank=True, help_text="where the group's minutes say so")
    reason = models.TextField(blank=True)
    back_to = models.PositiveIntegerField(null=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["said_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(said="signed", step__isnull=False, back_to__isnull=True)
                | (Q(said="sent_back", back_to__isnull=False) & ~Q(reason="")),
                name="sent_back_says_why_and_to_whom",
            )
        ]
