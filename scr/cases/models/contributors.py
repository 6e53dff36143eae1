"""Who contributes to a review, or has a part in it, without an account."""

from django.db import models

from scr.cases.models.case_file import CaseRow
from scr.people.models import Agency, User


class Contributor(CaseRow):
    """Somebody without an account and what they contribute; corrected by a row that supersedes it.

    Names lie with the panel (seed 004, sections 5.3, 5.6 and 14).
    """

    class Kind(models.TextChoices):
        RELATIVE = "relative", "Family member"
        VICTIM = "victim", "Other victim"
        PRACTITIONER = "practitioner", "Practitioner"
        INTERVIEWEE = "interviewee", "Person interviewed or giving evidence"
        PRESS_OFFICER = "press_officer", "Press officer"
        ELECTED_MEMBER = "elected_member", "Elected or appointed member"
        OTHER_BOARD = "other_board", "Another board, or its chair"
        SCHOOL_LEAD = "school_lead", "Designated safeguarding lead of a school"

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    connection = models.CharField(max_length=200, help_text="how they come to the case")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    part = models.TextField(help_text="what they contribute, or what their part is")
    contributed_on = models.DateField(null=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="newer")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "noted_at"]
