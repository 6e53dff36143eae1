"""Who the case is about: the child, the family and the household, as people told the board."""

from django.db import models
from django.db.models import Q

from scr.cases.models.case_file import CaseRow
from scr.cases.querysets import PersonQuerySet
from scr.part_dates import MOST_LETTERS, PartDate, part_date_of, read_kept
from scr.people.models import User


class InHousehold(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Sex(models.TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    NOT_KNOWN = "not_known", "Not known"


class Person(CaseRow):
    """Somebody of the child's family or household, or the child.

    The register's own lie in its compartment, those whom only one agency knows of in that agency's review
    until it is released. A correction keeps what was there in the history; `revision` counts the saves.
    An empty text or a missing day is "not known"; a date of which only a part is known stands in
    `born_about` or `died_about` as scr/part_dates.py keeps it, and never as a day. A genogram, and what must
    not stand in a published report, are worked out from these rows.
    """

    full_name = models.CharField("name", max_length=120)
    other_names = models.CharField(max_length=200, blank=True, help_text="separated by commas")
    code = models.CharField(max_length=12, blank=True, help_text="M, S1: what stands for the name")
    relation = models.CharField("relation to the child", max_length=80, blank=True)
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.NOT_KNOWN)
    born_on = models.DateField("born", null=True)
    born_about = models.CharField("born, as far as known", max_length=MOST_LETTERS, blank=True)
    died_on = models.DateField("died", null=True)
    died_about = models.CharField("died, as far as known", max_length=MOST_LETTERS, blank=True)
    in_household = models.CharField(
        "part of the household", max_length=10, choices=InHousehold, default=InHousehold.NOT_KNOWN
    )
    is_child = models.BooleanField(
        "the child", default=False, help_text="whom the case is about; may be more than one"
    )
    left_out_because = models.CharField("left out because", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField("added")
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: who came by a link"
    )
    objects = PersonQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-is_child", "added_at", "full_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(born_on__isnull=True) | Q(born_about=""), name="born_is_a_day_or_a_part_of_one"
            ),
            models.CheckConstraint(
                condition=Q(died_on__isnull=True) | Q(died_about=""), name="died_is_a_day_or_a_part_of_one"
            ),
            models.UniqueConstraint(
                fields=["compartment", "code"],
                condition=~Q(code="") & Q(left_out_because=""),
                name="one_person_a_code",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def name_and_code(self) -> str:
        """The name with the code after it, and the code alone where that is all that is known."""
        is_more = self.code and self.code.casefold() != self.full_name.casefold()
        return f"{self.full_name} ({self.code})" if is_more else self.full_name

    @property
    def born(self) -> PartDate | None:
        """When they were born, as far as it is known."""
        return part_date_of(self.born_on) or read_kept(self.born_about)

    @property
    def died(self) -> PartDate | None:
        return part_date_of(self.died_on) or read_kept(self.died_about)
