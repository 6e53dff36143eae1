"""What the board has set where a procedure leaves it open."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from scr.audit.querysets import RecordedQuerySet
from scr.people.models import User
from scr.procedures.timing import Basis, Duration, Unit


class RuleSetting(models.Model):
    """The board's own value for a rule whose source gives none; the newest row of a rule holds.

    It counts for deadlines that open afterwards and never moves one that runs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure_key = models.CharField(max_length=40)
    rule_key = models.CharField(max_length=40)
    amount = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Unit])
    trigger = models.CharField(max_length=40, blank=True)
    reason = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["-set_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="rule_setting_has_length"
            )
        ]

    @property
    def duration(self) -> Duration | None:
        """The figure that the board has set, if it has set one."""
        return Duration(self.amount, Unit(self.unit), Basis.BOARD) if self.amount else None

    @property
    def is_set_back(self) -> bool:
        """Whether this row lets the procedure's own value hold again."""
        return self.amount is None and not self.trigger
