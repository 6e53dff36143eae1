"""How a review is carried out, for everybody on the case."""

from django.db import models

from scr.cases.models.case_file import CaseRow
from scr.people.models import User
from scr.procedures.model import Method


class Approach(CaseRow):
    """The method of a review, and whether it is wholly independent; the newest row holds.

    The reasons stay with the decision, which fewer people read.
    """

    method = models.CharField(max_length=40, blank=True)
    is_independent = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "approaches"
        ordering = ["-set_at"]

    @property
    def chosen(self) -> Method | None:
        return self.case.procedure.method(self.method) if self.method else None
