"""Figures across cases."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from scr.people.models import Agency


class Timeliness(models.Model):
    """How often one rule was kept by one agency, over all cases, at the moment of counting.

    It names no case and belongs to none. Counted by the worker (scr/cases/timeliness.py) out of the duties,
    so it can be counted anew at any time and has no history of its own.
    """

    computed_at = models.DateTimeField(db_index=True)
    procedure_key = models.CharField(max_length=40, help_text="or the key of the agency's own rules")
    rule_key = models.CharField(max_length=40)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="+", help_text="none: the board's own task"
    )
    met_in_time = models.PositiveIntegerField()
    met_late = models.PositiveIntegerField()
    running_late = models.PositiveIntegerField()
    days_late = ArrayField(
        models.PositiveIntegerField(),
        help_text="of each that was met late or runs late, from which any group's median follows",
    )

    class Meta:
        verbose_name_plural = "timeliness"
