"""People, agencies and the board."""

import uuid
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from scr.audit.querysets import RecordedQuerySet
from scr.people.bodies import BODY_KINDS
from scr.people.roles import POST_CHOICES


class Agency(models.Model):
    """An organisation that works with children or their families."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=40, unique=True)
    is_on_board = models.BooleanField(
        default=True, help_text="false for a contributor from outside the board"
    )
    overlay_key = models.CharField(
        max_length=40, blank=True, help_text="its own rules beside the board's procedure, if it has any"
    )
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Board(models.Model):
    """The board that this installation belongs to: one row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    jurisdiction = models.CharField(max_length=10, default="ENG", help_text="whose bank holidays are counted")
    procedure_key = models.CharField(max_length=40, default="scr_beds_2007")
    holidays_known_until = models.PositiveIntegerField(
        default=2028, help_text="the last year whose bank holidays have been announced"
    )
    emailed_codes_allowed = models.BooleanField(
        default=True, help_text="whether a code by e-mail is second step enough for people who come rarely"
    )
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class BankHolidayQuerySet(RecordedQuerySet):
    def standing(self) -> "BankHolidayQuerySet":
        """Corrections that were not taken back."""
        return self.filter(taken_back_at__isnull=True)


class BankHoliday(models.Model):
    """A day that the board counts otherwise than the printed calendar, such as a one-off holiday.

    A correction that was wrong is taken back and stays, since deadlines may have been counted by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jurisdiction = models.CharField(max_length=10)
    day = models.DateField()
    name = models.CharField(max_length=80)
    is_working_day = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True)
    history = HistoricalRecords(user_related_name="+")
    objects = BankHolidayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "day"],
                condition=Q(taken_back_at__isnull=True),
                name="one_ruling_on_a_day",
            )
        ]


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address; invited, disabled when they leave, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    board = models.ForeignKey(
        "ExternalBody",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="another board that the person is of; they take part in joint reviews with it only",
    )
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(null=True)
    history = HistoricalRecords(user_related_name="+", excluded_fields=["password", "last_login"])
    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Signing in saves the columns of which no history is kept, and there is nothing to tell.

        Where anything else changed without save_recorded, the database refuses it.
        """
        if hasattr(self, "_history_date") or hasattr(self, "skip_history_when_saving"):
            super().save(*args, **kwargs)
        else:
            self.save_without_historical_record(*args, **kwargs)  # type: ignore[attr-defined]

    def get_full_name(self) -> str:
        return self.full_name


class AppointmentQuerySet(RecordedQuerySet):
    def standing_on(self, day: date) -> "AppointmentQuerySet":
        """Appointments that hold on a day."""
        current = Q(until_on__isnull=True) | Q(until_on__gt=day)
        return self.filter(current, since_on__lte=day, user__is_active=True)


class Appointment(models.Model):
    """A post on the board or its panel that somebody holds whatever the case (seed 004, section 2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30, choices=POST_CHOICES)
    post = models.CharField(max_length=80, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords(user_related_name="+")
    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["role", "post"]


class ExternalBodyQuerySet(RecordedQuerySet):
    def for_letters(self, kind: str, *, procedure_key: str, day: date) -> "ExternalBodyQuerySet":
        """The bodies of a kind that a letter may go to, those that the case's procedure names first.

        How we read "external bodies follow the procedure, not the calendar year": a case goes on under the
        procedure that it began with, so the bodies which that procedure names stay on offer whatever the
        day. Beside them stand those that exist on the day and that no procedure names, such as successors.
        """
        begun = Q(from_on__isnull=True) | Q(from_on__lte=day)
        not_over = Q(until_on__isnull=True) | Q(until_on__gte=day)
        there = Q(procedure_key="") & begun & not_over
        return self.filter(Q(procedure_key=procedure_key) | there, kind=kind).order_by(
            "-procedure_key", "name"
        )


class ExternalBody(models.Model):
    """A body outside the board that letters go to, with the days between which it exists.

    Bodies are renamed and abolished; their rows stay, because letters went to them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=list(BODY_KINDS.items()))
    procedure_key = models.CharField(max_length=40, blank=True, help_text="the procedure that names it")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True, help_text="its last day")
    address = models.TextField(blank=True, help_text="as printed, a line to a line")
    note = models.TextField(blank=True, help_text="whom to reach and how; what is not certain")
    history = HistoricalRecords(user_related_name="+")
    objects = ExternalBodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "external bodies"
        ordering = ["kind", "from_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="body_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name


class EmailedCode(models.Model):
    """The one code by e-mail with which somebody may finish signing in; the next one takes its place.

    No history: it lives for minutes, and what came of it stands in the record of sign-ins.
    """

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=64, blank=True, help_text="keyed; empty once the code was used")
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)


class KeptDraft(models.Model):
    """What somebody typed and sent when the time for it was over: theirs alone, sealed, for seven days.

    It may hold the text of a case, but it is no row of one: nobody has accepted it yet, so that it has no
    compartment. It has no history either, which would keep what its writer throws away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField()
    had_files = models.BooleanField(default=False)
    sealed = models.TextField(help_text="address and fields, encrypted with the installation's keys")

    class Meta:
        ordering = ["-kept_at"]
        indexes = [models.Index(fields=["user", "-kept_at"])]


class CodeBy(models.TextChoices):
    """How the holder of a link comes by the code that shows that it is them."""

    EMAIL = "email", "By email, to the same address"
    TELEPHONE = "telephone", "By telephone: you read it out to them"


class InvitedLink(models.Model):
    """A link that lets somebody without an account do one thing, until it is done, over or ended.

    The token in it is stored nowhere. A case and its compartment are known by their ids only; a link without
    them belongs to the board, whose administrators see it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60, help_text="the name of the address at which its holder begins")
    case_id = models.UUIDField(null=True)
    compartment_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True, help_text="what it is about, as the room that sent it knows it")
    full_name = models.CharField(max_length=120)
    email = models.EmailField()
    code_by = models.CharField(
        max_length=10, choices=CodeBy, default=CodeBy.EMAIL, help_text="how the code of the second step comes"
    )
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(
        null=True, help_text="when what it asks for was sent; it opens nothing then"
    )
    ended_at = models.DateTimeField(null=True, help_text="when it was called back")
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        indexes = [models.Index(fields=["case_id", "purpose"], name="link_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(case_id__isnull=True, compartment_id__isnull=True)
                | Q(case_id__isnull=False, compartment_id__isnull=False),
                name="link_has_case_and_compartment",
            )
        ]

    def is_open(self, now: datetime) -> bool:
        """Whether it still lets its holder do what it asks for."""
        return self.used_at is None and self.ended_at is None and now < self.expires_at


class LinkCode(models.Model):
    """The one code with which the holder of an invited link shows that it is them.

    No history: it lives for minutes. What came of it stands among the looks.
    """

    link = models.OneToOneField(InvitedLink, primary_key=True, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=64, blank=True, help_text="keyed; empty once the code was used")
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
