"""Who said that nothing stands against their part, who takes over, and who was involved."""

from django.db import models
from django.db.models import F, Q

from scr.cases.models.case_file import CaseRow, Participant
from scr.people.models import Agency, User
from scr.people.roles import ROLE_CHOICES, ROLES


class NoConflict(CaseRow):
    """Somebody declared that they have no conflict of interest on a case; never edited."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["-declared_at"]


class Nomination(CaseRow):
    """A substitute named for somebody who left, until the organisation's chief officer has answered.

    With `until` it is somebody who stands in for a member that comes back, such as at one meeting.
    """

    left = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    nominee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField()
    nominated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True, help_text="when standing in ends")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_approved = models.BooleanField(null=True)
    answer = models.TextField(blank=True, help_text="who approved it and how, or why not")

    class Meta:
        ordering = ["nominated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["left", "until"],
                condition=Q(answered_at__isnull=True) | Q(is_approved=True),
                nulls_distinct=False,
                name="one_substitute_at_a_time",
            )
        ]


class IndependenceStatement(CaseRow):
    """What was declared when an author was appointed; the newest of a person and role holds.

    A second person checks it once. What was declared is never edited: a correction is a new statement.
    """

    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    was_involved = models.BooleanField()
    manages_involved = models.BooleanField()
    is_on_panel = models.BooleanField()
    is_in_house = models.BooleanField(default=False)
    words = models.TextField(blank=True, help_text="how independence was established; why somebody in house")
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checked_against = models.TextField(blank=True, help_text="the lists and people that it was held against")

    class Meta:
        ordering = ["-declared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True)
                | (~Q(checked_by=F("declared_by")) & ~Q(checked_by=F("author"))),
                name="independence_checked_by_another",
            )
        ]

    @property
    def role_name(self) -> str:
        return ROLES[self.role].name


class InvolvedPerson(CaseRow):
    """Somebody of an agency who worked with the child or the family, or manages those who did."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_manager = models.BooleanField(help_text="manages somebody who worked on it, and did not work on it")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.TextField(blank=True)

    class Meta:
        ordering = ["full_name"]
