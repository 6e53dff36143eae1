"""Letters that were issued, to whom, when and by whom, and when they were acknowledged."""

from django.db import models

from scr.cases.models import CaseRow
from scr.documents.models import Rendering
from scr.people.models import Agency, User


class Letter(CaseRow):
    code = models.CharField(max_length=20, help_text="the letter of the procedure")
    name = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    addressee = models.CharField(max_length=200, help_text="as printed; a body outside has no account")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["issued_at", "agency__name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="acknowledged_by_and_at",
            )
        ]
