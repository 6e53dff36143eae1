"""Form G as it was sent, what goes with it, and the cases that it may have to do with."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from referrals.criteria import Known
from scr.cases.models import CaseRow
from scr.people.models import Agency, InvitedLink, User
from scr.procedures.parallel import KINDS as PARALLEL_KINDS
from scr.procedures.parallel import kind_of

KNOWN = [(Known.YES.value, "Yes"), (Known.NO.value, "No"), (Known.NOT_KNOWN.value, "Not known")]
PARALLEL = [(one.key, one.name) for one in PARALLEL_KINDS]


class Sex(models.TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    NOT_KNOWN = "not_known", "Not known"


class PlanStatus(models.TextChoices):
    NOW = "now", "Yes, now"
    BEFORE = "before", "Not now, but before"
    NEVER = "never", "No"
    NOT_KNOWN = "not_known", "Not known"


class Harm(models.TextChoices):
    NEGLECT = "neglect", "Neglect"
    PHYSICAL = "physical", "Physical abuse"
    EMOTIONAL = "emotional", "Emotional abuse"
    SEXUAL = "sexual", "Sexual abuse"
    NOT_KNOWN = "not_known", "Not known yet"


class Referral(CaseRow):
    """Form G as it was sent (seed 004, section 3); never edited."""

    received_at = models.DateTimeField(help_text="when the board had it: the 28 days run from here")
    sent_at = models.DateTimeField()
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(
        InvitedLink,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="through which somebody without an account sent it",
    )
    referrer_name = models.CharField(max_length=120)
    referrer_agency = models.CharField(max_length=120)
    referrer_contact = models.CharField(max_length=200)
    referrer_knows = models.TextField()
    child_name = models.CharField(max_length=120)
    child_born_on = models.DateField(null=True)
    child_sex = models.CharField(max_length=10, choices=Sex)
    child_ethnicity = models.CharField(max_length=120, blank=True)
    child_area = models.CharField(max_length=120)
    legal_status = models.CharField(max_length=200, blank=True)
    plan_status = models.CharField(max_length=10, choices=PlanStatus)
    plan_details = models.TextField(blank=True)
    looked_after = models.CharField(max_length=10, choices=KNOWN)
    household = models.TextField(blank=True, help_text="what the register of people does not tell")
    incident_on = models.DateField(null=True)
    incident_place = models.CharField(max_length=200)
    incident_facts = models.TextField()
    harm_categories = ArrayField(models.CharField(max_length=20, choices=Harm))
    other_children = models.CharField(max_length=10, choices=KNOWN)
    other_children_done = models.TextField(blank=True)
    other_children_done_by = models.CharField(max_length=200, blank=True)
    immediate_action = models.TextField(blank=True)
    other_agencies = models.TextField(blank=True)
    agencies_details = models.TextField(blank=True, help_text="since when each knew them, and whom to ask")
    parallel = ArrayField(models.CharField(max_length=20, choices=PARALLEL), default=list)
    parallel_details = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_referral_a_case"),
            models.CheckConstraint(
                condition=Q(other_children=Known.NO)
                | (Q(other_children__in=[Known.YES, Known.NOT_KNOWN]) & ~Q(other_children_done="")),
                name="other_children_answered",
            ),
            models.CheckConstraint(
                condition=Q(referred_by__isnull=False, link__isnull=True)
                | Q(referred_by__isnull=True, link__isnull=False),
                name="referral_has_one_sender",
            ),
        ]

    @property
    def harm_words(self) -> str:
        return ", ".join(Harm(one).label for one in self.harm_categories)

    @property
    def parallel_words(self) -> str:
        return ", ".join(kind_of(one).name for one in self.parallel)


class CaseRelation(CaseRow):
    """What somebody found of another case with like names; the newest for that case holds, none is edited.

    The other case is known by its id and reference only: who reads this may have no part in it.
    """

    class Found(models.TextChoices):
        SAME_CHILD = "same_child", "It is about the same child"
        SIBLING = "sibling", "It is about a brother, a sister or the same family"
        NOT_RELATED = "not_related", "It has nothing to do with this case"

    other_case_id = models.UUIDField()
    other_reference = models.CharField(max_length=20)
    found = models.CharField(max_length=20, choices=Found)
    reason = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-noted_at"]


class KnownAgency(CaseRow):
    """An agency that the referrer says knew the child or the family."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["agency__name"]
        constraints = [models.UniqueConstraint(fields=["case", "agency"], name="agency_known_once")]


class AidAnswer(CaseRow):
    """An answer to one question of the aid to a decision (seed 004, section 3)."""

    key = models.CharField(max_length=40)
    answer = models.CharField(max_length=10, choices=KNOWN)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="aid_answered_once")]
