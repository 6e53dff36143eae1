"""Meetings of the panel and the boards, for every room: when, who came, what was settled."""

from django.db import models

from scr.cases.models import CaseRow
from scr.people.models import User


class Meeting(CaseRow):
    kind = models.CharField(max_length=30, help_text="a kind of the case's procedure")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    agenda = models.TextField(blank=True)
    arranged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True)
    minutes = models.TextField(blank=True)

    class Meta:
        ordering = ["starts_at"]

    @property
    def name(self) -> str:
        return self.case.procedure.meeting(self.kind).name


class Attendance(CaseRow):
    """Somebody came to a meeting, or sent apologies."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_present = models.BooleanField()

    class Meta:
        ordering = ["-is_present", "user__full_name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="attends_once")]
