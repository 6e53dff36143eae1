"""What an agency's staff were told, how they were debriefed, and the events at which they learn."""

from django.db import models

from scr.cases.models import CaseRow
from scr.people.models import Agency, User


class StaffNote(CaseRow):
    """Something noted about an agency's staff on a day; what was noted wrongly is taken back and stays."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["on", "noted_at"]


class StaffTold(StaffNote):
    """Staff were told what the review is for, and that it is no part of discipline (seed 004, 6.1)."""

    who = models.CharField(max_length=300, help_text="posts or teams, no names")
    how = models.CharField(max_length=200)

    class Meta(StaffNote.Meta):
        verbose_name = "note that staff were told"


class DisciplinaryReferral(StaffNote):
    """The agency turned to its own disciplinary procedure on a day: the fact and nothing else.

    There is no field for whom or why, on purpose: nothing of a review is passed on to that procedure, and
    nothing of it comes here (seed 004, section 6.1; 002, section 3.17).
    """


class StaffDebrief(StaffNote):
    """Staff were given feedback after the review was sent (seed 002, section 3.13); the agency's own."""

    who = models.CharField(max_length=300, help_text="posts or teams, no names")
    led_by = models.CharField(max_length=120)
    words = models.TextField(help_text="what they were told, and what they said")
    support = models.TextField(help_text="what support was offered")


class LearningEvent(CaseRow):
    """An event at which staff learn together, where a review uses another method (seed 002, section 3.15)."""

    what = models.CharField(max_length=200)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    arranged_at = models.DateTimeField()
    arranged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["held_at"]

    def __str__(self) -> str:
        return self.what


class EventPart(StaffNote):
    """Who of an agency's staff takes part in a learning event, and who supports them there."""

    event = models.ForeignKey(LearningEvent, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=300, help_text="posts or teams, no names")
    many = models.PositiveIntegerField(help_text="how many people")
    supported_by = models.CharField(max_length=200)

    class Meta(StaffNote.Meta):
        verbose_name = "part in a learning event"
