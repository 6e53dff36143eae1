"""What people without an account contribute through a link: an agency's part, or what a relative knows."""

from django.db import models
from django.db.models import Q

from reviews.models.agency import Submission
from scr.cases.models import CaseRow
from scr.documents.models import Document
from scr.people.models import Agency, InvitedLink, User


class Contribution(CaseRow):
    """Somebody without an account was asked to contribute: an agency's part, or what they know themselves.

    It lies in the agency's room, or with the panel. `link` is the one that works now.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    full_name = models.CharField("name", max_length=120)
    email = models.EmailField()
    connection = models.CharField(max_length=200, help_text="how they come to the case")
    words = models.TextField("what is asked")
    reply_by = models.DateField()
    asked_at = models.DateTimeField("asked")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(InvitedLink, on_delete=models.PROTECT, related_name="+")
    let_go_at = models.DateTimeField("let go", null=True)
    let_go_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    let_go_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(let_go_at__isnull=True) | (Q(let_go_by__isnull=False) & ~Q(let_go_because="")),
                name="contribution_let_go_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.agency.name if self.agency else self.full_name


class ContributionSent(CaseRow):
    """What a contributor sent, once, in a compartment of its own: the agency's review, or theirs alone.

    For an agency it is its review of a round; the contributor's own statement stands where otherwise a chief
    officer countersigns. Never edited.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, null=True, related_name="+")
    connection = models.TextField(help_text="how they know the child or the family")
    known_from = models.CharField(max_length=60, blank=True)
    known_until = models.CharField(max_length=60, blank=True)
    contacts = models.TextField(blank=True)
    concerns = models.TextField(blank=True)
    own_words = models.TextField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    sent_as = models.CharField(max_length=160, help_text="name and post, or relation, as they gave it")
    statement = models.TextField(help_text="what they stated when they sent it")
    sent_at = models.DateTimeField("sent")

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["compartment"], name="one_contribution_a_compartment"),
        ]


class ContributionDraft(models.Model):
    """What the holder of a link has typed so far, page by page; theirs alone until it is sent.

    It belongs to no case: nobody has accepted it yet. It is emptied when it is sent.
    """

    link = models.OneToOneField(InvitedLink, primary_key=True, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict, help_text="page -> what was typed, field by field")
    updated_at = models.DateTimeField()
    filename = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="bytes, before encryption")
    stored_as = models.CharField(max_length=80, blank=True)
