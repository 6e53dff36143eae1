"""Referrals that somebody is filling in, with the documents that will go along."""

import uuid

from django.db import models
from django.db.models import Q

from referrals.attachments import KINDS
from scr.people.models import InvitedLink, User


class ReferralDraft(models.Model):
    """A referral that somebody is filling in, and afterwards their receipt for it.

    It belongs to its author, or to the link of somebody without an account, and to no case. Once sent its
    answers are emptied: they are on the case then, behind the case's own access, and only reference and
    moments stay here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.OneToOneField(InvitedLink, on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.JSONField(default=dict, help_text="question group -> what was typed, field by field")
    begun = models.JSONField(default=dict, help_text="question group -> answers it opens with, not saved yet")
    step = models.CharField(max_length=30, blank=True, help_text="the question group saved last")
    updated_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    decision_due_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, link__isnull=True) | Q(user__isnull=True, link__isnull=False),
                name="draft_has_one_author",
            )
        ]


class DraftFile(models.Model):
    """A document that is to go along with a draft; it becomes one of the case when the draft is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(ReferralDraft, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=KINDS)
    filename = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes, before encryption")
    stored_as = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
