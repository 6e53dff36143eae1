"""Who joined the panel for a case, and what organisations were asked and answered (seed 004, section 5.3)."""

from django.db import models
from django.db.models import Q

from scr.cases.models import CaseRow, Participant
from scr.letters.models import Letter
from scr.people.models import Agency, InvitedLink, User


class CoOption(CaseRow):
    """Somebody of a further agency sits on the panel of this case (seed 004, section 2); never edited."""

    part = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    co_opted_at = models.DateTimeField()
    co_opted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class InformationRequest(CaseRow):
    """The panel asks an organisation what it knows: an agency of the case, or somebody outside."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.CharField(max_length=120, help_text="its name when it was asked")
    contact_name = models.CharField(
        max_length=120, blank=True, help_text="whom outside, where it is no agency"
    )
    contact_email = models.EmailField(blank=True)
    words = models.TextField(help_text="of whom, and what the panel wants to know")
    reply_by = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(InvitedLink, on_delete=models.PROTECT, null=True, related_name="+")
    let_go_at = models.DateTimeField(null=True)
    let_go_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    let_go_because = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at", "organisation"]

    def __str__(self) -> str:
        return self.organisation


class InformationReturn(CaseRow):
    """What an organisation says it knows. A correction is a further row; the newest holds, all stay."""

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="+")
    is_known = models.BooleanField()
    known_since = models.CharField(max_length=60, blank=True)
    known_until = models.CharField(max_length=60, blank=True)
    summary = models.TextField(blank=True)
    concerns = models.TextField(blank=True)
    are_records_secured = models.BooleanField(null=True)
    records_where = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_as = models.CharField(max_length=160, help_text="name, and who they are, as it was then")

    class Meta:
        ordering = ["-answered_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_known=False) | (~Q(summary="") & ~Q(records_where="")),
                name="known_is_summed_up",
            )
        ]
