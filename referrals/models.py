"""A referral and what became of it: answers, views, recommendation and decision."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from referrals.attachments import KINDS
from referrals.criteria import Known
from referrals.near_misses import NearMiss, NearMissConsideration  # noqa: F401 (Django looks for models here)
from scr.cases.models import CaseRow, Participant
from scr.documents.models import Rendering
from scr.letters.models import Letter
from scr.people.models import Agency, InvitedLink, User
from scr.procedures.model import Method, Outcome
from scr.procedures.parallel import KINDS as PARALLEL_KINDS
from scr.procedures.parallel import kind_of

KNOWN = [(Known.YES.value, "Yes"), (Known.NO.value, "No"), (Known.NOT_KNOWN.value, "Not known")]


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


PARALLEL = [(one.key, one.name) for one in PARALLEL_KINDS]


class ReferralDraft(models.Model):
    """A referral that somebody is filling in, and afterwards their receipt for it.

    It belongs to its author, or to the link of somebody without an account, and to no case. Once sent its
    answers are emptied: they are on the case then, behind the case's own access, and only reference and
    moments stay here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.OneToOneField(InvitedLink, on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.JSONField(default=dict, help_text="question group -> what was typed, field by field")
    begun = models.JSONField(default=dict, help_text="question group -> answers it opens with, not saved yet")
    step = models.CharField(max_length=30, blank=True, help_text="the question group saved last")
    updated_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    decision_due_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, link__isnull=True) | Q(user__isnull=True, link__isnull=False),
                name="draft_has_one_author",
            )
        ]


class DraftFile(models.Model):
    """A document that is to go along with a draft; it becomes one of the case when the draft is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(ReferralDraft, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=KINDS)
    filename = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes, before encryption")
    stored_as = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]


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


class Reopening(CaseRow):
    """The Chair reopened a case for new information: the next round of its consideration begins."""

    round = models.PositiveIntegerField(help_text="the round that begins, from 2 on")
    information = models.TextField(help_text="what is new, and from whom")
    reason = models.TextField(help_text="why it calls for another consideration")
    received_at = models.DateTimeField(help_text="when the board had it: the clocks run anew from here")
    reopened_at = models.DateTimeField()
    reopened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_reopening_a_round")]


class OfficerConsulted(CaseRow):
    """What a chief officer said when the Chair thought of a wholly independent review (seed 004, 5.3)."""

    round = models.PositiveIntegerField(default=1)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    officer = models.CharField(max_length=120)
    consulted_on = models.DateField()
    said = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["consulted_on", "recorded_at"]


class PanelView(CaseRow):
    """What one member of the panel thinks, given once a round (seed 004, section 5.3)."""

    class Choice(models.TextChoices):
        REVIEW = "review", "There should be a serious case review"
        NO_REVIEW = "no_review", "There should not be a serious case review"
        UNSURE = "unsure", "Not sure, or more information is needed"

    round = models.PositiveIntegerField(default=1)
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    view = models.CharField(max_length=10, choices=Choice)
    reasons = models.TextField()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at"]
        constraints = [models.UniqueConstraint(fields=["case", "round", "member"], name="one_view_a_member")]


class Recommendation(CaseRow):
    """The panel's recommendation to the Chair; written once and never edited (seed 004, section 5.3)."""

    round = models.PositiveIntegerField(default=1)
    outcome = models.CharField(max_length=40)
    reasons = models.TextField()
    facts = models.TextField()
    information = models.TextField(help_text="what the panel had before it")
    dissent = models.TextField(blank=True)
    no_quorum_reasons = models.TextField(blank=True, help_text="why although too few who vote had come")
    tell_family = models.BooleanField(null=True, help_text="whether letter I goes out; null: not said")
    tell_family_reasons = models.TextField(blank=True)
    tell_victims = models.BooleanField(null=True, help_text="whether letter J goes out; null: not said")
    tell_victims_reasons = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-round"]
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_recommendation_a_round")]

    @property
    def chosen(self) -> Outcome:
        return self.case.procedure.outcome(self.outcome)


class CriterionAnswer(CaseRow):
    """An answer to one criterion: the referrer's or, with a recommendation, the panel's."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=40)
    answer = models.CharField(max_length=10, choices=KNOWN)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "recommendation", "key"],
                nulls_distinct=False,
                name="criterion_answered_once",
            )
        ]


class Decision(CaseRow):
    """The Chair's decision: a record of its own beside the recommendation, never edited (seed 004, 5.3)."""

    round = models.PositiveIntegerField(default=1)
    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=40)
    reasons = models.TextField()
    differs_reasons = models.TextField(blank=True, help_text="why the Chair departs from the recommendation")
    criteria_reasons = models.TextField(blank=True, help_text="why no review although the criteria want one")
    other_children_safe = models.BooleanField()
    other_children_by = models.CharField(max_length=200, blank=True, help_text="who confirmed it")
    other_children_on = models.DateField(null=True)
    other_children_note = models.TextField(blank=True, help_text="how it was confirmed")
    is_independent = models.BooleanField(default=False, help_text="a wholly independent review")
    independent_reasons = models.TextField(blank=True)
    method = models.CharField(max_length=40, blank=True, help_text="of the procedure's methods")
    talk_with = models.CharField(max_length=200, blank=True)
    talk_on = models.DateField(null=True)
    talk_words = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-round"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_decision_a_round"),
            models.CheckConstraint(
                condition=Q(is_independent=False) | ~Q(independent_reasons=""),
                name="independent_review_has_reasons",
            ),
        ]

    @property
    def chosen(self) -> Outcome:
        return self.case.procedure.outcome(self.outcome)

    @property
    def chosen_method(self) -> Method | None:
        return self.case.procedure.method(self.method) if self.method else None

    @property
    def differs(self) -> bool:
        return self.outcome != self.recommendation.outcome

    @property
    def is_two_hats(self) -> bool:
        """Whether one person wrote the recommendation and took the decision."""
        return self.decided_by_id == self.recommendation.recorded_by_id


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
