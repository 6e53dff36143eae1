"""Forms of the action plan."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from actionplans.services import who_may_carry_out
from actionplans.standings import Standing
from actionplans.states import SAID_NAMES, STATES, STREAM_NAMES, Said, Stream
from actionplans.updates import Attachment
from scr.cases.models import Case, Participant
from scr.documents.intake import FileRefused, content_type_of
from scr.govuk import Checkboxes, DateField, GovukForm, MomentField, Radios
from scr.people.identity import working_on
from scr.people.models import Agency

BOARD = "board"
Choices = list[tuple[str, str]]


def text(label: str, *, help_text: str = "", rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, **kwargs)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Files that show how an action goes; cleans to a list of Attachment, refused ones with the reason."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Attachment]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [self._taken(file) for file in given]

    def _taken(self, file: Any) -> Attachment:
        content = file.read()
        try:
            content_type_of(file.name, content, max_bytes=settings.DOCUMENT_MAX_BYTES)
        except FileRefused as refused:
            raise ValidationError(f"{file.name}: {refused}", code="refused") from refused
        return Attachment(file.name, content)


FILES_HINT = "PDF, Word, Excel, CSV, text or a picture. You can choose several."


class AddActionForm(GovukForm, forms.Form):
    stream = forms.ChoiceField(
        label="Where does the action come from?",
        choices=[(one.value, STREAM_NAMES[one]) for one in Stream],
        widget=Radios(),
    )
    recommendation_ref = forms.CharField(
        label="Number of the recommendation",
        help_text="For example OR 3. Leave it empty for early learning that no report names yet.",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    recommendation_text = text(
        "The recommendation, as it is worded",
        help_text="A copy stays with the action, whatever happens to the report.",
        required=False,
    )
    what = text("What will be done", help_text="One specific thing that can be achieved and checked.")
    owner = forms.ChoiceField(label="Who owns the action")
    owner_post = forms.CharField(
        label="Post that answers for it", help_text="For example Head of Safeguarding", max_length=120
    )
    person = forms.ChoiceField(
        label="Person who carries it out", required=False, help_text="Somebody who takes part in this case."
    )
    start_on = DateField(label="Start", required=False)
    due_on = DateField(label="Due", noun="The due date", error_messages={"required": "Enter the due date"})
    outcome = text("Intended outcome", help_text="What will be different for children.")
    measure = text("How the board will know that it worked")
    resources = text("What it needs", help_text="Money, time, people.", required=False, rows=2)
    monitoring = text("How it is monitored and reviewed", help_text="By whom, how often, with what.", rows=2)

    def __init__(
        self, *args: Any, case: Case, owners: Sequence[Agency | None], today: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(one.pk): one for one in owners if one}
        self.people = _people(case, owners)
        board = [(BOARD, "The board")] if None in owners else []
        self._field("owner").choices = [("", "Choose"), *board, *_named(self.agencies)]
        if not board:
            self._field("stream").choices = [
                one for one in self._field("stream").choices if one[0] != Stream.BOARD
            ]
        self._field("person").choices = [("", "Nobody by name"), *_people_choices(self.people)]
        self.fields["due_on"].not_before = today  # type: ignore[attr-defined]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._check_owner(given)
        start_on, due_on = given.get("start_on"), given.get("due_on")
        if start_on and due_on and start_on > due_on:
            self.add_error("start_on", "The start must be on or before the due date")
        return given

    def _check_owner(self, given: dict[str, Any]) -> None:
        stream, owner = given.get("stream"), given.get("owner")
        if not stream or not owner:
            return
        if stream == Stream.BOARD and owner != BOARD:
            self.add_error("owner", "An action for the board itself is owned by the board")
        if stream != Stream.BOARD and owner == BOARD:
            self.add_error("owner", "Select the agency that owns the action")
        part = self.people.get(given.get("person", ""))
        if part and str(part.agency_id or BOARD) != owner:
            self.add_error("person", "Select somebody who takes part for the owner of the action")

    def values(self) -> dict[str, Any]:
        """What `add_action` wants."""
        given = dict(self.cleaned_data)
        agency, part = self.agencies.get(given.pop("owner")), self.people.get(given.pop("person"))
        return {**given, "agency": agency, "person": part.user if part else None}


def _people(case: Case, owners: Iterable[Agency | None]) -> dict[str, Participant]:
    with working_on(case.pk):  # who drafts a plan names people of agencies whose rooms stay shut to them
        parts = [part for owner in owners for part in who_may_carry_out(case, owner)]
    return {f"{part.user_id}:{part.agency_id or BOARD}": part for part in parts}


def _people_choices(people: dict[str, Participant]) -> Choices:
    names = [
        (key, f"{part.user} ({part.agency.short_name if part.agency else 'the board'})")
        for key, part in people.items()
    ]
    return sorted(names, key=lambda choice: choice[1])


def _named(agencies: dict[str, Agency]) -> Choices:
    return [(key, agency.name) for key, agency in agencies.items()]


class StrategyForm(GovukForm, forms.Form):
    dissemination = text(
        "How what was learned will be spread",
        help_text="At least: a debriefing for the practitioners, training, discussion in the board's "
        "sub-groups, and a presentation to senior managers of each agency.",
        rows=8,
    )
    monitoring = text("How the plan will be followed up", rows=5)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReceiveForm(GovukForm, forms.Form):
    held_at = MomentField(
        label="When was the operations board's meeting?",
        noun="The meeting",
        help_text="Six and nine months run from this day.",
    )


class UpdateForm(GovukForm, forms.Form):
    said = forms.ChoiceField(
        label="How does it go?",
        choices=[(one.value, SAID_NAMES[one]) for one in (Said.ON_TRACK, Said.AT_RISK)],
        widget=Radios(),
    )
    progress = text("What has been done since the last time")
    outcome = text("What has come of it so far", required=False, rows=2)
    evidence = EvidenceField(label="Documents that show it", required=False, help_text=FILES_HINT)


class ReportForm(UpdateForm):
    """The short form for one action of a round."""

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing


class MonthForm(GovukForm, forms.Form):
    group = forms.CharField(
        max_length=120, label="Who looked at the plan?", help_text="For example the safeguarding group"
    )
    words = text("What the group found and decided")


class ClaimForm(GovukForm, forms.Form):
    progress = text("What was done")
    outcome = text("What is different now")
    evidence = EvidenceField(
        label="Documents that show it",
        help_text=FILES_HINT,
        error_messages={"required": "Choose a document that shows that the action is done"},
    )


class SettleForm(GovukForm, forms.Form):
    verdict = forms.ChoiceField(
        label="Is the action done, and has it had the intended outcome?",
        choices=[("done", "Yes, confirm it"), ("sent_back", "No, send it back to its owner")],
        widget=Radios(),
    )
    findings = text(
        "What you looked at and what you found",
        help_text="The owner reads this. If you send it back, say why.",
    )
    due_on = DateField(label="If you send it back: the new date", noun="The new date", required=False)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].not_before = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("verdict") == "sent_back" and not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Enter the date by which the owner is to report again")
        return given


class TransferForm(GovukForm, forms.Form):
    to = forms.CharField(
        label="Which process takes the action over?",
        help_text="For example the board's business plan for next year",
        max_length=120,
    )
    reason = text("Why it is transferred, and who there has agreed")


class AskForm(GovukForm, forms.Form):
    reply_by = DateField(label="By when should they report?", noun="The day")

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply_by"].not_before = today  # type: ignore[attr-defined]


class BoardReportForm(GovukForm, forms.Form):
    summary = text(
        "Summary for the board",
        help_text="What has changed for children, what is late and why, what the board needs to decide.",
        rows=8,
    )
    minuted_on = DateField(label="When did the board minute the report?", noun="The day of the minutes")


class PlanFilter(GovukForm, forms.Form):
    """Streams, owners, states and order; unknown values are passed over."""

    marks_optional = False
    stream = forms.MultipleChoiceField(
        label="Where it comes from",
        required=False,
        choices=[(one.value, STREAM_NAMES[one]) for one in Stream],
        widget=Checkboxes(is_small=True),
    )
    owner = forms.MultipleChoiceField(label="Owner", required=False, widget=Checkboxes(is_small=True))
    state = forms.MultipleChoiceField(
        label="State",
        required=False,
        choices=[(state.key, state.name) for state in STATES],
        widget=Checkboxes(is_small=True),
    )
    order = forms.ChoiceField(
        label="Order",
        required=False,
        choices=[("", "By number"), ("due", "By due date"), ("state", "Most urgent first")],
    )

    def __init__(self, *args: Any, found: Sequence[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = {_owner_key(one): one.action.owner_name for one in found}
        self._found = found
        self.fields["owner"].choices = sorted(owners.items(), key=lambda one: one[1])  # type: ignore[attr-defined]
        if len(owners) < 2:
            del self.fields["owner"]

    def chosen(self, name: str) -> list[str]:
        return self.cleaned_data.get(name) or []

    def rows(self) -> list[Standing]:
        """The actions that the filter leaves, in the order that was chosen."""
        self.is_valid()
        wanted = {name: set(self.chosen(name)) for name in ("stream", "owner", "state")}
        left = [
            one
            for one in self._found
            if _is_in(one.action.stream, wanted["stream"])
            and _is_in(_owner_key(one), wanted["owner"])
            and _is_in(one.state.key, wanted["state"])
        ]
        return sorted(left, key=ORDERS[self.cleaned_data.get("order") or ""])


def _owner_key(one: Standing) -> str:
    return str(one.action.agency_id or BOARD)


def _is_in(value: str, wanted: set[str]) -> bool:
    return not wanted or value in wanted


def _due_key(one: Standing) -> tuple[bool, float, int]:
    return (one.due_at is None, one.due_at.timestamp() if one.due_at else 0.0, one.action.number)


ORDERS: dict[str, Any] = {
    "": lambda one: one.action.number,
    "due": _due_key,
    "state": lambda one: (STATES.index(one.state), *_due_key(one)),
}
