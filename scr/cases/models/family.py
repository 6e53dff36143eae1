"""How the people of a case's register belong together: relationships, households, who is who."""

from django.db import models
from django.db.models import F, Q

from scr.cases.models.case_file import CaseRow
from scr.cases.models.register import Person
from scr.part_dates import MOST_LETTERS, PartDate, read_kept
from scr.people.models import User


class Relationship(CaseRow):
    """One person is the parent, partner, carer ... of another: `person` is the `kind` of `other`.

    It lies where whoever noted it writes: in the register, or in an agency's review. `since` and `until` are
    dates of which a part may be known (scr/part_dates.py). What was noted by mistake is struck and stays.
    """

    class Kind(models.TextChoices):
        PARENT = "parent", "Parent"
        STEP_PARENT = "step_parent", "Step-parent"
        GRANDPARENT = "grandparent", "Grandparent"
        CARER = "carer", "Carer, such as a foster carer"
        PARTNER = "partner", "Partner"
        SIBLING = "sibling", "Brother or sister"
        HALF_SIBLING = "half_sibling", "Half-brother or half-sister"
        STEP_SIBLING = "step_sibling", "Step-brother or step-sister"
        OTHER = "other", "Something else"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="of")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.CharField(max_length=120, blank=True, help_text="what else, in words")
    since = models.CharField(max_length=MOST_LETTERS, blank=True)
    until = models.CharField(max_length=MOST_LETTERS, blank=True)
    has_ended = models.BooleanField(default=False, help_text="ended, also where nobody knows when")
    struck_because = models.CharField("left out because", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    noted_at = models.DateTimeField("noted")
    noted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: who came by a link"
    )

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="related_to_somebody_else"),
            models.CheckConstraint(
                condition=~Q(kind="other") | ~Q(words=""), name="something_else_has_words"
            ),
            models.CheckConstraint(
                condition=Q(until="") | Q(has_ended=True), name="what_has_an_end_has_ended"
            ),
        ]

    @property
    def begun(self) -> PartDate | None:
        return read_kept(self.since)

    @property
    def ended(self) -> PartDate | None:
        return read_kept(self.until)


class HouseholdStay(CaseRow):
    """Somebody lived in a household for a time; without a name it is the child's own household."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.CharField(max_length=80, blank=True, help_text="empty: the child's")
    since = models.CharField(max_length=MOST_LETTERS, blank=True)
    until = models.CharField(max_length=MOST_LETTERS, blank=True)
    has_ended = models.BooleanField(default=False, help_text="ended, also where nobody knows when")
    struck_because = models.CharField("left out because", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    noted_at = models.DateTimeField("noted")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until="") | Q(has_ended=True), name="stay_with_an_end_has_ended"
            ),
        ]

    @property
    def begun(self) -> PartDate | None:
        return read_kept(self.since)

    @property
    def ended(self) -> PartDate | None:
        return read_kept(self.until)


class SamePerson(CaseRow):
    """Somebody whom an agency named in its released review is a person of the register; written once.

    It is read by those who read the register and what agencies sent, and by no agency.
    """

    named = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    registered = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("noted")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
