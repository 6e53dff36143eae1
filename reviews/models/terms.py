"""Terms of reference: a draft that the panel works on, and the versions that the Chair signed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from scr.cases.models import CaseRow
from scr.meetings.models import Meeting
from scr.people.models import Agency, ExternalBody, User
from scr.procedures.parallel import kind_of


def lines_field(about: str) -> "ArrayField[list[str], list[str]]":
    """Texts of one line each."""
    return ArrayField(models.TextField(), default=list, help_text=about)


class LegalAdvice(models.TextChoices):
    NOT_NEEDED = "not_needed", "Not needed"
    WANTED = "wanted", "To be taken"
    TAKEN = "taken", "Taken"


# Days that a draft may leave open and a signed version has.
SETTLED_DAYS = ("period_from", "period_to", "start_on", "complete_on", "presentation_on")


class TermsFields(models.Model):
    """What the scoping meeting settles (seed 004, section 5.5); `answers` by key of the scoping question."""

    version = models.PositiveIntegerField()
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="+", help_text="at which it was settled"
    )
    inspectorate_on = models.DateField(null=True)
    needs_extraordinary_board = models.BooleanField(default=False)
    reviews_due_on = models.DateField(null=True, help_text="for the agencies that this version asks first")
    why_outside_window = models.TextField(blank=True)
    briefing_on = models.DateField(null=True)
    briefing_people = models.TextField(blank=True)
    contract_by = models.TextField(blank=True)
    on_delay = models.TextField(blank=True)
    others = lines_field("who contributes otherwise than by a review")
    experts = lines_field("outside experts, and on what")
    parallel = ArrayField(
        models.CharField(max_length=20), default=list, help_text="kinds of processes that run beside"
    )
    legal_advice = models.CharField(max_length=12, choices=LegalAdvice, blank=True)
    answers = models.JSONField(default=dict)

    class Meta:
        abstract = True

    @property
    def runs_beside(self) -> list[str]:
        """What runs beside the review, by name."""
        return [kind_of(key).name for key in self.parallel]


class TermsDraft(TermsFields, CaseRow):
    """The next version while it is worked on, in the panel's compartment; `revision` counts its saves.

    It may have gaps until it is signed.
    """

    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    start_on = models.DateField(null=True)
    complete_on = models.DateField(null=True, help_text="when the overview report reaches the board")
    presentation_on = models.DateField(null=True)
    lines = lines_field("key lines of enquiry")
    agency_ids = ArrayField(models.UUIDField(), default=list, help_text="agencies that are to be asked first")
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="one_draft_a_version"),
        ]


class TermsOfReference(TermsFields, CaseRow):
    """A signed version, never edited; everybody on the case reads it.

    The meeting that it rests on lies with the panel; its kind and day stand here for everybody.
    """

    period_from = models.DateField()
    period_to = models.DateField()
    start_on = models.DateField()
    complete_on = models.DateField(help_text="when the overview report reaches the board")
    presentation_on = models.DateField()
    met_as = models.CharField(max_length=30, blank=True, help_text="kind of the meeting that it rests on")
    met_on = models.DateField(null=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]
        verbose_name_plural = "terms of reference"
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="one_terms_a_version"),
        ]


class TermsQuestion(CaseRow):
    """A key line of enquiry that every agency's review takes up."""

    terms = models.ForeignKey(TermsOfReference, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["terms", "number"], name="one_line_a_number")]


class TermsAgency(CaseRow):
    """An agency that is asked for its review, and by when."""

    terms = models.ForeignKey(TermsOfReference, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()

    class Meta:
        ordering = ["agency__name"]
        constraints = [models.UniqueConstraint(fields=["terms", "agency"], name="asked_once_a_version")]


class TermsAgreement(CaseRow):
    """A board agreed a draft of joint terms as it stood at `revision`; no body is our own board.

    Never edited. A draft that is saved again is put to the boards again (seed 004, appendix A 6).
    """

    draft = models.ForeignKey(TermsDraft, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    body = models.ForeignKey(ExternalBody, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_by = models.CharField(max_length=200, help_text="who agreed for the board")
    agreed_on = models.DateField()
    evidence = models.CharField(max_length=200, help_text="where the agreement is written down")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "revision", "body"], nulls_distinct=False, name="board_agrees_draft_once"
            )
        ]
