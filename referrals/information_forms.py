"""Asking for information, and answering."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from referrals.draft_forms import long_text
from referrals.information import Known, Outside
from scr.govuk import Checkboxes, DateField, GovukForm, YesNoField
from scr.people.models import Agency


class AskForm(GovukForm, forms.Form):
    """Whom to ask, of whom, and by when."""

    agencies = forms.MultipleChoiceField(
        label="Agencies that take part in this case",
        widget=Checkboxes(),
        required=False,
        help_text="The chief officer answers in Lantern. Who is missing here can be added to the case first.",
    )
    organisation = forms.CharField(
        label="Organisation outside", max_length=120, required=False, help_text="One that has no account here"
    )
    full_name = forms.CharField(label="Whom we ask there", max_length=120, required=False)
    email = forms.EmailField(
        label="Their email address",
        required=False,
        help_text="They get a link to a short form. The email names neither the child nor the case.",
    )
    words = long_text(
        "About whom do you ask, and what does the panel want to know?",
        rows=8,
        help_text="Organisations need name and date of birth to find their records. This is shown only to "
        "those asked, to the panel and to those who run the case; no email holds it.",
    )
    reply_by = DateField(
        label="Answer by",
        help_text="For example, 16 3 2007",
        error_messages={"required": "Enter the day by which you want an answer"},
    )

    def __init__(self, *args: Any, agencies: Collection[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in agencies}
        fields: dict[str, Any] = self.fields
        fields["agencies"].choices = [(key, one.name) for key, one in self.by_id.items()]
        fields["reply_by"].not_before = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        about = [given.get(name) for name in ("organisation", "full_name", "email")]
        if any(about) and not all(about) and "email" not in self.errors:
            self.add_error("organisation", "Give the organisation outside, whom we ask there, and the email")
        elif not any(about) and not given.get("agencies") and "email" not in self.errors:
            self.add_error("agencies", "Choose at least one agency, or name an organisation outside")
        return given

    @property
    def asked(self) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        outside = Outside(given["organisation"], given["full_name"], given["email"])
        return {
            "agencies": [self.by_id[key] for key in given["agencies"]],
            "outside": outside if given["organisation"] else None,
            "words": given["words"],
            "reply_by": given["reply_by"],
        }


class ReturnForm(GovukForm, forms.Form):
    """What an organisation knows; a few questions, and none of them asks for a review."""

    is_known = YesNoField(label="Was the child, or anybody in the household, known to your organisation?")
    known_since = forms.CharField(
        label="Known since", max_length=60, required=False, help_text="A date, or about when: spring 2004"
    )
    known_until = forms.CharField(
        label="Known until", max_length=60, required=False, help_text="Or “still”, if contact goes on"
    )
    summary = long_text(
        "Your contact in short",
        rows=6,
        required=False,
        help_text="Who was seen, by which service, for what. A few paragraphs are enough.",
    )
    concerns = long_text("Concerns that were recorded", rows=4, required=False)
    records_where = forms.CharField(
        label="Where are the records?",
        max_length=200,
        required=False,
        help_text="On paper, and in which system",
    )
    are_records_secured = YesNoField(
        label="Are the records secured, so that nobody can change them?", required=False
    )
    contact = forms.CharField(
        label="Whom can we call?", max_length=200, help_text="A name and a telephone number"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("is_known"):
            for name, words in (
                ("summary", "Sum up your contact"),
                ("records_where", "Say where the records are"),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, words)
            if given.get("are_records_secured") is None:
                self.add_error("are_records_secured", "Say whether the records are secured")
        return given

    @property
    def known(self) -> Known:
        return Known(**{name: self.cleaned_data[name] for name in ReturnForm.base_fields})


class LinkReturnForm(ReturnForm):
    """The same from somebody without an account, who says who they are."""

    answered_as = forms.CharField(
        label="Your name and post", max_length=160, help_text="As the panel should know you"
    )


class LetGoForm(GovukForm, forms.Form):
    reason = long_text("Why is the answer no longer needed?", rows=3)
