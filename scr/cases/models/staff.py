"""Whom the codes in an agency's papers stand for: the list that stays there, and what of it leaves."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from scr.cases.models.case_file import CaseRow
from scr.people.models import Agency, User


class StaffMember(CaseRow):
    """A code of an agency's staff list with its post and, for the agency alone, the name.

    It lies in the agency's private compartment, which is released to nobody. `revision` counts the saves;
    who is left out stays on record.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, help_text="initials, or a code such as HV1")
    post = models.CharField(max_length=120)
    full_name = models.CharField("name", max_length=120, blank=True)
    left_out_because = models.CharField("left out because", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField("added")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                Lower("code"), "compartment", condition=Q(left_out_because=""), name="one_of_staff_a_code"
            )
        ]

    def __str__(self) -> str:
        return self.code


class StaffCode(CaseRow):
    """A code and its post as an agency sent them with a round of its review; written once, without a name."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    post = models.CharField(max_length=120)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "code"], name="one_sent_code_a_round"),
        ]

    def __str__(self) -> str:
        return self.code
