"""A case opened for some hours to somebody who is not on it, because a child may be at risk now."""

import uuid

from django.db import models
from django.db.models import F, Q

from scr.cases.models.case_file import CaseRow, Participant
from scr.people.models import User


class EmergencyAccess(CaseRow):
    """Who opened a case in an emergency, why, until when, and what the Chair found afterwards."""

    part = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField(help_text="moved forward when it is ended early")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_justified = models.BooleanField(null=True)
    findings = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
                name="emergency_reviewed_by_another",
            )
        ]


class EmergencyTry(models.Model):
    """Somebody asked for an emergency access, whatever came of it: what the daily limit counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    tried_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "tried_at"], name="emergency_tries")]
