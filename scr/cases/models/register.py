"""Who the case is about: the child, the family and the household, as people told the board."""

from django.db import models

from scr.cases.models.case_file import CaseRow
from scr.people.models import User


class InHousehold(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Person(CaseRow):
    """Somebody of the child's family or household, or the child; never edited.

    An empty text or a missing day is "not known". A genogram, and what must not stand in a published report,
    are worked out from these rows.
    """

    full_name = models.CharField(max_length=120)
    other_names = models.CharField(max_length=200, blank=True, help_text="separated by commas")
    relation = models.CharField(max_length=80, blank=True, help_text="to the child")
    born_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    in_household = models.CharField(max_length=10, choices=InHousehold, default=InHousehold.NOT_KNOWN)
    is_child = models.BooleanField(default=False, help_text="the child whom the case is about")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: who came by a link"
    )

    class Meta:
        ordering = ["-is_child", "added_at", "full_name"]

    def __str__(self) -> str:
        return self.full_name
