"""What the panel and the Chair made of a referral, round by round: written once, never edited."""

from django.db import models
from django.db.models import Q

from referrals.models.referral import KNOWN
from scr.cases.models import CaseRow
from scr.documents.models import Rendering
from scr.people.models import Agency, User
from scr.procedures.model import Method, Outcome


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
    criteria_reasons = models.TextField(blank=True, help_text="why no review although the criteria want one")
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
