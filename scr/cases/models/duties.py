"""What happened on a case, what has to be done by when, and what was agreed about it."""

from dataclasses import replace
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from scr.cases.models.case_file import Case, CaseRow, Compartment
from scr.cases.querysets import DutyQuerySet
from scr.people.models import Agency, User
from scr.people.roles import ROLES
from scr.procedures import rule_of
from scr.procedures.rule import Rule
from scr.procedures.timing import Basis, Duration, Unit


class Milestone(CaseRow):
    """Something happened; a correction is a row that withdraws it."""

    key = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    subject_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: who came by a link"
    )
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawal")
    note = models.TextField(blank=True, help_text="where it is written down, of what was noted by hand")

    class Meta:
        ordering = ["happened_at"]
        indexes = [models.Index(fields=["case", "key"])]

    @property
    def words(self) -> str:
        """What happened, as the procedure words it."""
        return self.case.procedure.milestone(self.key).sentence.format(agency=self.agency or "The board")


class Duty(CaseRow):
    """Whatever waits for somebody; with a due moment it is a deadline.

    Statistics use `first_due_at`, the state `due_at`: an extension moves the one and keeps the other.
    """

    rule_key = models.CharField(max_length=40)
    overlay = models.CharField(max_length=60, blank=True, help_text="the agency's own rules: key@version")
    occurrence = models.PositiveIntegerField(default=1, help_text="of what recurs")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    subject_id = models.UUIDField(null=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    owners = ArrayField(models.CharField(max_length=30))
    opened_at = models.DateTimeField()
    anchor = models.CharField(max_length=40, help_text="the event from which the clock counts")
    counted_from = models.DateTimeField()
    is_estimated = models.BooleanField(
        default=False, help_text="the event is planned, or another stands in for it: the date may change"
    )
    amount = models.PositiveIntegerField(null=True, help_text="as the rule stood when the duty opened")
    unit = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Unit])
    basis = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Basis])
    first_due_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_since = models.DateTimeField(
        help_text="when this due moment was set, at the opening or by an extension"
    )
    met_at = models.DateTimeField(null=True)
    met_by_milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    objects = DutyQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name_plural = "duties"
        ordering = [F("due_at").asc(nulls_last=True), "opened_at"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="duty_open",
                condition=Q(met_at__isnull=True, cancelled_at__isnull=True),
            )
        ]

    @property
    def rule(self) -> Rule:
        """The rule as its procedure has it, or the agency's own rules; the duration is the duty's own."""
        case = self.case
        return rule_of(case.procedure_key, case.procedure_version, self.overlay, self.rule_key)

    @property
    def duration(self) -> Duration | None:
        """How long there was when the duty opened; None without a clock and for an agreed date."""
        if self.amount is None:
            return None
        return Duration(self.amount, Unit(self.unit), Basis(self.basis))

    @property
    def rule_as_opened(self) -> Rule:
        """The rule with the duration that the duty is counted with, whatever has been set since."""
        return replace(self.rule, duration=self.duration)

    @property
    def words(self) -> str:
        """The task in words: "Countersign Housing's review"."""
        return self.rule.do.format(agency=self.agency.short_name if self.agency else "the board")

    @property
    def whose(self) -> str:
        """The agency or the person that it is about by name; "" where it is a role's."""
        return self.agency.short_name if self.agency else str(self.person or "")

    @property
    def owner_words(self) -> str:
        """The roles that may do it: "Agency reviewer or Chief officer"."""
        return " or ".join(ROLES[role].name for role in self.owners)

    def is_late(self, now: datetime) -> bool:
        """Whether the due moment has passed unmet, or was met after it."""
        return self.due_at is not None and (self.met_at or now) > self.due_at


class Extension(CaseRow):
    """A later date for a duty, with its reason and with whom it was agreed; the first date is kept."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    reason = models.TextField()
    agreed_with = models.CharField(max_length=200)
    agreed_on = models.DateField()
    evidence = models.CharField(max_length=200, blank=True, help_text="where the agreement is written down")
    extended_at = models.DateTimeField()
    extended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["extended_at"]
        constraints = [
            models.CheckConstraint(condition=Q(new_due_at__gt=F("old_due_at")), name="extension_is_later")
        ]


class PlannedEvent(CaseRow):
    """The day on which something is to happen; the newest row of an event holds."""

    key = models.CharField(max_length=40, help_text="the milestone that is planned")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    planned_for = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-planned_at"]
        indexes = [models.Index(fields=["case", "key"], name="planned_event")]

    @property
    def words(self) -> str:
        """What is to happen, as the procedure words it."""
        return self.case.procedure.milestone(self.key).sentence.format(agency=self.agency or "The board")


class Wake(models.Model):
    """When a duty's next reminder comes: what the sweep looks up instead of every open duty.

    A cache of what the duty and its rule say (scr/cases/wakes.py); it can be rebuilt at any time.
    """

    duty = models.OneToOneField(Duty, on_delete=models.CASCADE, primary_key=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, related_name="+")
    next_at = models.DateTimeField(db_index=True)
