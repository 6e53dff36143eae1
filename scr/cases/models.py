"""The case file: the case, who takes part, what belongs to whom, what happened and what has to be done."""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from scr.cases.audiences import OF_AN_AGENCY, Audience, Kind
from scr.cases.querysets import (
    CaseQuerySet,
    CaseRowQuerySet,
    CompartmentQuerySet,
    DutyQuerySet,
    ParticipantQuerySet,
)
from scr.people.models import Agency, User
from scr.people.roles import ROLE_CHOICES, ROLES
from scr.procedures import procedure
from scr.procedures.model import Procedure, Rule, Stage


class Case(models.Model):
    """One review from referral on, pinned to its procedure. The child is known by a code name only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey("Compartment", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, unique=True, help_text="random; the only name in e-mails")
    code_name = models.CharField(max_length=60, unique=True)
    procedure_key = models.CharField(max_length=40)
    procedure_version = models.PositiveIntegerField()
    stage = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    history = HistoricalRecords(user_related_name="+")
    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.code_name

    @property
    def case_id(self) -> uuid.UUID:
        return self.id

    @property
    def procedure(self) -> Procedure:
        return procedure(self.procedure_key, self.procedure_version)

    @property
    def stage_now(self) -> Stage:
        return self.procedure.stage(self.stage)

    @property
    def stage_name(self) -> str:
        return self.stage_now.name


class Compartment(models.Model):
    """What belongs together and is read by the same people; a release opens it to more of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    round = models.PositiveIntegerField(default=1, help_text="a returned review goes on in a new round")
    sealed_at = models.DateTimeField(null=True, help_text="from when nothing more may be written here")
    history = HistoricalRecords(user_related_name="+")
    objects = CompartmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("view_compartment", "Can read what the compartment holds")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "agency", "round"],
                nulls_distinct=False,
                name="one_compartment_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(kind.value for kind in OF_AN_AGENCY)) | Q(agency__isnull=False),
                name="agency_compartment_has_agency",
            ),
        ]

    @property
    def compartment_id(self) -> uuid.UUID:
        return self.id


class CompartmentGrant(UserObjectPermissionBase):
    """django-guardian's grant on a compartment, with the time in which it holds.

    Derived from participants and releases by one function (scr/cases/access.py: regrant); never edited.
    """

    content_object = models.ForeignKey(Compartment, on_delete=models.CASCADE)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)


class CaseRow(models.Model):
    """What every row of a case carries: the case, its compartment, its history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords(inherit=True, user_related_name="+")
    objects = CaseRowQuerySet.as_manager()

    class Meta:
        abstract = True


class Release(CaseRow):
    """A compartment opened to an audience by a person at a moment."""

    audience = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Audience])
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compartment", "audience"], name="one_release_an_audience")
        ]


class CaseAgency(CaseRow):
    """An agency that takes part in a case."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["agency__name"]
        constraints = [models.UniqueConstraint(fields=["case", "agency"], name="agency_joins_once")]


class Participant(CaseRow):
    """Who is on this case, as what, for whom, from when until when: the truth about access."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    post = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    recused_at = models.DateTimeField(null=True)
    recusal_reason = models.TextField(blank=True)
    substitute_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    objects = ParticipantQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["role", "user__full_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "role", "agency"],
                condition=Q(until__isnull=True, recused_at__isnull=True),
                nulls_distinct=False,
                name="one_part_of_a_kind",
            )
        ]

    @property
    def is_for_agency(self) -> bool:
        return ROLES[self.role].for_agency

    @property
    def role_name(self) -> str:
        return ROLES[self.role].name


class Scope(CaseRow):
    """The period that the review looks at; the newest row holds (seed 004, section 5.5)."""

    period_from = models.DateField()
    period_to = models.DateField()
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at"]
        constraints = [
            models.CheckConstraint(condition=Q(period_from__lte=F("period_to")), name="period_runs_forward")
        ]


class StageChange(CaseRow):
    """A case moved on; never edited."""

    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["changed_at"]

    @property
    def stage_name(self) -> str:
        return self.case.procedure.stage(self.target).name


class Milestone(CaseRow):
    """Something happened; a correction is a row that withdraws it."""

    key = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    subject_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawal")

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
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    subject_id = models.UUIDField(null=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    owners = ArrayField(models.CharField(max_length=30))
    opened_at = models.DateTimeField()
    counted_from = models.DateTimeField()
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
        return self.case.procedure.rule(self.rule_key)

    @property
    def words(self) -> str:
        """The task in words: "Countersign Housing's review"."""
        return self.rule.do.format(agency=self.agency.short_name if self.agency else "the board")

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
    extended_at = models.DateTimeField()
    extended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["extended_at"]
        constraints = [
            models.CheckConstraint(condition=Q(new_due_at__gt=F("old_due_at")), name="extension_is_later")
        ]
