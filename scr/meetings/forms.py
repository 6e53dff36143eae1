"""Arranging a meeting, and recording that it was held."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from scr.cases.forms import PersonOfAgency
from scr.cases.models import Case, Participant
from scr.dates import day_words
from scr.documents.models import Document
from scr.govuk import GovukForm, MomentField, Radios
from scr.meetings.models import AgendaItem
from scr.meetings.services import Came
from scr.people.models import User

LONGEST_NAME = 120
PRESENT, APOLOGIES, ABSENT = "present", "apologies", "absent"
ATTENDANCE = [(PRESENT, "Present"), (APOLOGIES, "Sent apologies"), (ABSENT, "Neither")]


class ArrangeForm(GovukForm, forms.Form):
    """Which meeting, when and where, and what is on its agenda."""

    kind = forms.ChoiceField(label="Which meeting?", widget=Radios())
    starts_at = MomentField(label="Day and time", help_text="For instance 23 3 2007, at 10am")
    place = forms.CharField(
        max_length=120, required=False, help_text="A room, or how to join from afar. No names."
    )
    chaired_by = forms.CharField(label="Who chairs it?", max_length=120, required=False)
    agenda = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="In plain words. You can add items with times and papers afterwards.",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, kind.name) for kind in case.procedure.meetings if not kind.called_at]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class RecordForm(GovukForm, forms.Form):
    """When a meeting was held, what was settled, and for each person invited whether they came."""

    held_at = MomentField(label="When was it held?")
    guests = forms.CharField(
        label="Who else attended?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One person to a line: the name, a comma, and as what they came. "
        "For example: Jo Bloggs, minute taker",
    )
    minutes = forms.CharField(
        label="Minutes",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="What was considered, what was settled, and who does what by when",
    )

    def __init__(
        self,
        *args: Any,
        invited: Sequence[Participant],
        sorry: Collection[UUID] = (),
        hides_guests: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"person_{part.user_id}": part.user_id for part in invited}
        for part in invited:
            field = forms.ChoiceField(
                choices=ATTENDANCE, widget=Radios(is_inline=True), label=str(part.user), help_text=_post(part)
            )
            field.initial = APOLOGIES if part.user_id in sorry else None
            field.error_messages["required"] = f"Say whether {part.user} was present"
            self.fields[f"person_{part.user_id}"] = field
        self.order_fields(["held_at", *self.names, "guests", "minutes"])
        if hides_guests:
            del self.fields["guests"]

    def clean_guests(self) -> list[Came]:
        lines = (line.strip() for line in self.cleaned_data["guests"].splitlines())
        return [_guest(line) for line in lines if line]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        answers = [given.get(name) for name in self.names]
        if all(answers) and PRESENT not in answers:
            self.add_error(None, "Say who was present: a meeting needs somebody")
        return given

    def people(self, answer: str) -> list[UUID]:
        """Those for whom this was chosen."""
        return [user_id for name, user_id in self.names.items() if self.cleaned_data[name] == answer]


def _guest(line: str) -> Came:
    name, _, came_as = (part.strip() for part in line.partition(","))
    if not name or not came_as:
        raise forms.ValidationError(f"Say as what they came, after a comma: {line}")
    if max(len(name), len(came_as)) > LONGEST_NAME:
        raise forms.ValidationError(f"This line is too long: {line[:40]}")
    return Came(name, came_as)


def _post(part: Participant) -> str:
    post = part.post or part.role_name
    return f"{post}, for {part.substitute_for.user}" if part.substitute_for else post


class ItemForm(GovukForm, forms.Form):
    """One matter on the agenda."""

    title = forms.CharField(label="What is it about?", max_length=200)
    introduced_by = forms.CharField(label="Who introduces it?", max_length=120, required=False)
    minutes = forms.IntegerField(
        label="Minutes to spend on it",
        min_value=1,
        max_value=600,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )


class PaperForm(GovukForm, forms.Form):
    """A document of the case, or a file from outside, as the meeting's next paper."""

    document = forms.ChoiceField(label="A document of this case", required=False)
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text="PDF files are bound into the pack. Others are listed in it and handed out by themselves.",
    )
    title = forms.CharField(
        label="Title of the file", max_length=200, required=False, help_text="As it should be listed"
    )
    item = forms.ChoiceField(label="For which item of the agenda?", required=False)

    def __init__(
        self, *args: Any, documents: Iterable[Document], items: Iterable[AgendaItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(one.pk): one for one in documents}
        self.items = {str(one.pk): one for one in items}
        named = [(key, f"{one.title}, {day_words(one.added_at)}") for key, one in self.documents.items()]
        fields: dict[str, Any] = self.fields
        fields["document"].widget = forms.Select()
        fields["document"].choices = [("", "None of these"), *named]
        fields["item"].widget = forms.Select()
        fields["item"].choices = [
            ("", "For the meeting as a whole"),
            *((key, one.title) for key, one in self.items.items()),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if bool(given.get("document")) == bool(given.get("file")) and not self.errors:
            self.add_error("document", "Choose a document of this case or a file: one of the two")
        elif given.get("file") and not given.get("title"):
            self.add_error("title", "Enter the title of the file")
        return given

    @property
    def document_chosen(self) -> Document | None:
        return self.documents.get(self.cleaned_data["document"])

    @property
    def item_chosen(self) -> AgendaItem | None:
        return self.items.get(self.cleaned_data["item"])


class InsteadForm(GovukForm, forms.Form):
    """Who comes to a meeting instead of a member."""

    instead = PersonOfAgency(
        queryset=User.objects.none(),
        label="Who comes instead?",
        empty_label="Choose a person",
        help_text="Somebody of the same organisation. It approves them before they can read the papers.",
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead"].queryset = colleagues  # type: ignore[attr-defined]


class ApologyForm(InsteadForm):
    """Word that somebody cannot come, and who comes instead where their organisation has somebody."""

    note = forms.CharField(
        label="Anything the meeting should know?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Those invited can read this. You need not give a reason.",
    )
    field_order = ["note", "instead"]

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, colleagues=colleagues, **kwargs)
        field: Any = self.fields["instead"]
        field.required, field.empty_label = False, "Nobody"
        if not colleagues.exists():
            del self.fields["instead"]


class CorrectionForm(GovukForm, forms.Form):
    """Minutes as they should have been."""

    minutes = forms.CharField(label="The minutes as corrected", widget=forms.Textarea(attrs={"rows": 12}))
    reason = forms.CharField(
        label="What is corrected, and why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: at its next meeting the panel asked for this change.",
    )


class DissentForm(GovukForm, forms.Form):
    """Who saw something otherwise, and what."""

    member = forms.ChoiceField(label="Who dissents?", widget=Radios())
    words = forms.CharField(
        label="What do they see otherwise, and why?", widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, members: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(one.pk): one for one in members}
        field: Any = self.fields["member"]
        field.choices = [(key, one.full_name) for key, one in self.members.items()]
        if len(self.members) == 1:
            field.initial = next(iter(self.members))
