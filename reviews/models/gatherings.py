"""An agency's side of a meeting to which the board asks its people: a briefing, or practitioners' meeting."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from scr.cases.models import CaseRow
from scr.meetings.models import Meeting
from scr.people.models import Agency, User
from scr.procedures.gatherings import PRACTITIONERS
from scr.procedures.model import MeetingKind


class AgencyInvitation(CaseRow):
    """An agency is asked to send people to a meeting; it lies in the agency's own room.

    The agency does not see the panel's meeting, so day, place and who is there stand here as well. Of
    practitioners only their number is kept: people on the panel come from agencies too, and nobody should
    stay away for fear of being on a list.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    chaired_by = models.CharField(max_length=120)
    from_panel = models.TextField(blank=True, help_text="who of the panel comes, one to a line")
    reviews_due_on = models.DateField(null=True)
    presentation_on = models.DateField(null=True)
    words = models.TextField(blank=True, help_text="what the board adds")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expected = models.PositiveIntegerField(null=True, help_text="how many the agency says will come")
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    came = models.PositiveIntegerField(null=True, help_text="how many came, without names")
    told = models.TextField(blank=True, help_text="what was settled, for the agency to read")
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency"], name="agency_invited_once"),
            models.CheckConstraint(
                condition=Q(told="") | Q(told_at__isnull=False), name="told_afterwards_at_a_moment"
            ),
        ]

    @property
    def kind_now(self) -> MeetingKind:
        return self.case.procedure.meeting(self.kind)

    @property
    def is_for_practitioners(self) -> bool:
        return self.kind == PRACTITIONERS

    def is_over(self, now: datetime) -> bool:
        return self.starts_at <= now
