"""The case file: the case, who takes part, what belongs to whom, where it stands."""

import uuid

from django.db import models
from django.db.models import F, Q
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from scr.cases.audiences import OF_AN_AGENCY, Audience, Kind
from scr.cases.querysets import (
    CaseQuerySet,
    CaseRowQuerySet,
    CompartmentQuerySet,
    ParticipantQuerySet,
)
from scr.people.models import Agency, User
from scr.people.roles import ROLE_CHOICES, ROLES, Do
from scr.procedures import procedure
from scr.procedures.model import Procedure, Stage


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
    released_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: who came by a link"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compartment", "audience"], name="one_release_an_audience")
        ]


class CaseAgency(CaseRow):
    """An agency that takes part in a case."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    overlay = models.CharField(
        max_length=60, blank=True, help_text="the agency's own rules, pinned when it joined: key@version"
    )

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
    until_reason = models.TextField(blank=True, help_text="why access was prolonged until then")
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
    def does(self) -> frozenset[Do]:
        """What the role lets its holder do."""
        return ROLES[self.role].does

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
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="null: who came by a link"
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["changed_at"]

    @property
    def stage_name(self) -> str:
        return self.case.procedure.stage(self.target).name
