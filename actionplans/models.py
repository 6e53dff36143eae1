"""The action plan: what was agreed, what is said about it, who is asked, what the board is told."""

from django.db import models
from django.db.models import Q

from actionplans.states import SAID_NAMES, STREAM_NAMES, Said, Stream
from scr.cases.models import CaseRow
from scr.documents.models import Document, Rendering
from scr.people.models import Agency, User


class Plan(CaseRow):
    """What holds for the whole plan of a case, and its receipt by the operations board (seed 004, 10)."""

    dissemination = models.TextField(blank=True, help_text="how what was learned is spread")
    monitoring = models.TextField(blank=True, help_text="how the plan is followed up")
    version = models.PositiveIntegerField(default=0)
    held_at = models.DateTimeField(null=True, help_text="the meeting of the operations board")
    received_at = models.DateTimeField(null=True, help_text="when the receipt was recorded")
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_plan_a_case"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, received_at__isnull=True, received_by__isnull=True)
                | Q(held_at__isnull=False, received_at__isnull=False, received_by__isnull=False),
                name="plan_received_by_and_at",
            ),
        ]


class Action(CaseRow):
    """Who does what by when, what should come of it and how one will know (seed 004, section 10).

    The recommendation stands here as it was worded when the action was agreed. `due_on` is the first agreed
    date; the one that holds now is the due moment of the action's duty.
    """

    number = models.PositiveIntegerField()
    stream = models.CharField(max_length=20, choices=[(one.value, STREAM_NAMES[one]) for one in Stream])
    recommendation_ref = models.CharField(max_length=40, blank=True)
    recommendation_text = models.TextField(blank=True)
    what = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    owner_post = models.CharField(max_length=120)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    start_on = models.DateField(null=True)
    due_on = models.DateField()
    outcome = models.TextField(help_text="what should be different afterwards")
    measure = models.TextField(help_text="how the board will know")
    resources = models.TextField(blank=True)
    monitoring = models.TextField(help_text="by what means it is monitored and reviewed")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_action_a_number"),
            models.CheckConstraint(
                condition=Q(stream=Stream.BOARD.value, agency__isnull=True)
                | ~Q(stream=Stream.BOARD.value) & Q(agency__isnull=False),
                name="board_actions_have_no_agency",
            ),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True) | Q(start_on__lte=models.F("due_on")),
                name="action_starts_before_it_is_due",
            ),
        ]

    @property
    def owner_name(self) -> str:
        return self.agency.short_name if self.agency else "The board"


class ActionUpdate(CaseRow):
    """What somebody said about an action; never edited, the newest says how it stands."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    said = models.CharField(max_length=12, choices=[(one.value, SAID_NAMES[one]) for one in Said])
    progress = models.TextField()
    outcome = models.TextField(blank=True, help_text="what has come of it so far")
    transferred_to = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["action", "number"]
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="one_update_a_number"),
            models.CheckConstraint(
                condition=Q(said=Said.TRANSFERRED.value) | Q(transferred_to=""),
                name="transferred_to_with_transfer",
            ),
        ]


class Evidence(CaseRow):
    """A document that shows what an update says."""

    update = models.ForeignKey(ActionUpdate, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["document__added_at", "document__title"]


class Round(CaseRow):
    """Every owner of an open action was asked for progress (seed 004, section 10.1)."""

    number = models.PositiveIntegerField()
    reply_by = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_round_a_number")]


class UpdateRequest(CaseRow):
    """One owner of a round: an agency, or the board where there is none."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    reply_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-round__number", "agency__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "agency"], nulls_distinct=False, name="an_owner_is_asked_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="answered_by_and_at",
            ),
        ]

    @property
    def owner_name(self) -> str:
        return self.agency.short_name if self.agency else "The board"


class MonthlyLook(CaseRow):
    """An agency's own group looked at its actions in a month (seed 002, section 3.12); never edited.

    `month` is the first day of it, `actions` how many were reported on with it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    group = models.CharField(max_length=120, help_text="who looked, such as the safeguarding group")
    words = models.TextField(help_text="what the group found and decided")
    actions = models.PositiveIntegerField()
    looked_at = models.DateTimeField()
    looked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agency", "month"], name="one_look_a_month"),
        ]


class BoardReport(CaseRow):
    """Progress on the plan, reported to the board and minuted there (seed 004, section 10.1)."""

    summary = models.TextField()
    minuted_on = models.DateField()
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rendering = models.ForeignKey(Rendering, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-minuted_on"]
        constraints = [
            models.UniqueConstraint(fields=["case", "minuted_on"], name="one_report_a_day_of_minutes")
        ]
