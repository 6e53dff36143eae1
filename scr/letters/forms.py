"""Whom a letter goes to, and what the sender says in it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from scr.dates import day_words
from scr.govuk import Checkboxes, DateField, GovukForm, MomentField, Radios
from scr.letters.fields import Ask, Field
from scr.people.models import Agency, ExternalBody

NO_OFFICER = "Nobody is on the case as its chief officer yet. Print the PDF and post it."
TYPED = "none"
LONGEST_TEXT = 8000


def asked_field(one: Field) -> forms.Field:
    """The form field that asks for the value of a merge field."""
    if one.ask is Ask.DAY:
        return DateField(label=one.meaning)
    if one.ask is Ask.MOMENT:
        return MomentField(label=one.meaning)
    if one.ask is Ask.LINE:
        return forms.CharField(label=one.meaning, max_length=200)
    return forms.CharField(label=one.meaning, max_length=LONGEST_TEXT, widget=forms.Textarea)


def enclosed_field(leaflets: Mapping[str, str]) -> forms.Field:
    """Which leaflets go with the letter, by code and label; all of them unless somebody takes one out."""
    return forms.MultipleChoiceField(
        label="Enclose",
        required=False,
        widget=Checkboxes(),
        choices=list(leaflets.items()),
        initial=list(leaflets),
    )


def with_asked(
    base: "type[LetterForm]", asked: Sequence[Field], leaflets: Mapping[str, str] | None = None
) -> Any:
    """A form of a recipient with a field for each value that the letter's text asks of the sender.

    And one for the leaflets that can go with it, where there are such.
    """
    more = {"enclosed": enclosed_field(leaflets)} if leaflets else {}
    recipient = [name for name in base.field_order or base.base_fields if name != "personal"]
    return type(
        base.__name__,
        (base,),
        {
            **{one.name: asked_field(one) for one in asked},
            **more,
            "asked": [one.name for one in asked],
            "field_order": [*recipient, *(one.name for one in asked), "personal", *more],
        },
    )


class LetterForm(GovukForm, forms.Form):
    """What every letter asks of its sender; the recipient is added below."""

    asked: Sequence[str] = ()
    personal = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="A paragraph of your own",
        help_text="Plain text. It stands after the text, before the statement of what a review is not.",
    )

    @property
    def given(self) -> dict[str, Any]:
        """The values that were typed and can be used, by the name of the merge field."""
        cleaned = getattr(self, "cleaned_data", {})
        return {name: cleaned[name] for name in self.asked if cleaned.get(name)}

    @property
    def recipient(self) -> dict[str, Any]:
        return {}

    @property
    def issue_to(self) -> dict[str, Any]:
        return {
            **self.recipient,
            "values": self.given,
            "personal": self.cleaned_data["personal"],
            "enclosed": self.enclosures,
        }

    @property
    def enclosures(self) -> list[str]:
        """Codes of the leaflets that go with it, as far as can be said."""
        field = self.fields.get("enclosed")
        chosen = getattr(self, "cleaned_data", {}).get("enclosed")
        return chosen if chosen is not None else list(field.initial or []) if field else []


class AgenciesForm(LetterForm):
    """Which agencies get a letter now."""

    agencies = forms.MultipleChoiceField(
        label="Agencies",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one agency"},
        help_text="Each letter is addressed to the agency’s chief officer.",
    )

    def __init__(
        self,
        *args: Any,
        agencies: Collection[Agency],
        officers: Mapping[UUID | None, str],
        is_for_all: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in agencies}
        field: Any = self.fields["agencies"]
        field.choices = [(key, one.name) for key, one in self.by_id.items()]
        field.widget.hints = {key: officers.get(one.pk, NO_OFFICER) for key, one in self.by_id.items()}
        field.initial = list(self.by_id) if is_for_all else []

    @property
    def recipient(self) -> dict[str, Any]:
        chosen = getattr(self, "cleaned_data", {}).get("agencies", [])
        return {"agencies": [self.by_id[key] for key in chosen]}


class PersonForm(LetterForm):
    """The person outside who gets a letter."""

    addressee = forms.CharField(
        label="Addressee", max_length=200, help_text="The name as it should be printed"
    )
    address = forms.CharField(
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Postal address",
        help_text="As it should be printed, a line to a line",
    )

    @property
    def recipient(self) -> dict[str, Any]:
        cleaned = getattr(self, "cleaned_data", {})
        return {name: cleaned.get(name, "") for name in ("addressee", "address")}


class BodyForm(PersonForm):
    """The body outside that gets a letter: one of those that are kept, or one that is typed."""

    body = forms.ChoiceField(required=False, label="Body", widget=Radios())
    field_order = ["body", "addressee", "address", "personal"]

    def __init__(self, *args: Any, bodies: Collection[ExternalBody], wanted: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in bodies}
        field: Any = self.fields["body"]
        field.choices = [*((key, one.name) for key, one in self.by_id.items()), (TYPED, "Another body")]
        field.widget.hints = {key: _days_of(one) for key, one in self.by_id.items()}
        field.initial = wanted if wanted in self.by_id else next(iter(self.by_id), TYPED)
        self.fields["addressee"].required = False
        self.fields[
            "addressee"
        ].help_text = (
            "The office or person, as it should be printed. Left empty, the name of the body is printed."
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("addressee") and self._body is None:
            self.add_error("addressee", "Enter addressee, or choose a body")
        return cleaned

    @property
    def _body(self) -> ExternalBody | None:
        """The body that is chosen, before anything was posted the one that is offered first."""
        chosen = getattr(self, "cleaned_data", {}).get("body", "")
        return self.by_id.get(chosen if self.is_bound else str(self.fields["body"].initial))

    @property
    def recipient(self) -> dict[str, Any]:
        return {**super().recipient, "body": self._body}


def _days_of(body: ExternalBody) -> str:
    """Between which days a body exists, as a hint beside its name."""
    begins = f"From {day_words(body.from_on)}" if body.from_on else ""
    ends = f"until {day_words(body.until_on)}" if body.until_on else ""
    return " ".join(filter(None, [begins, ends]))


class ReceiptForm(GovukForm, forms.Form):
    """When a body or person outside acknowledged a letter."""

    received_at = MomentField(label="When the acknowledgement came")
