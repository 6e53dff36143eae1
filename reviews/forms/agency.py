"""What an agency's people and the board fill in about one agency's review."""

from typing import Any

from django import forms

from reviews.forms.fields import day_field, text_area
from reviews.models import Submission
from reviews.services.proposals import Recommended
from reviews.services.signers import Newcomer
from reviews.services.submission import Upload
from scr.cases.forms import IndependenceFields
from scr.govuk import GovukForm, Radios
from scr.people.models import Agency, User

BLANK_ROWS = 3


class ColleagueForm(GovukForm, forms.Form):
    """Somebody of the agency who has an account, or somebody new who is invited with it."""

    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        label="Somebody who has an account",
        empty_label="Choose a person",
    )
    full_name = forms.CharField(max_length=120, required=False, label="Full name")
    email = forms.EmailField(required=False, label="Email address")
    job_title = forms.CharField(max_length=120, required=False, label="Job title")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(agency=agency, is_active=True)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email and User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("Somebody with this email address has an account already.")
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_new = bool(data.get("full_name") or data.get("email"))
        if "email" not in self.errors and is_new == bool(data.get("person")):
            self.add_error("person", "Choose somebody, or enter the name and email address of somebody new")
        elif is_new and not ((data.get("full_name") and data.get("email")) or "email" in self.errors):
            self.add_error("full_name", "Enter both the name and the email address")
        return data

    @property
    def colleague(self) -> User | Newcomer:
        """Whom it is about; read it only of a form that is valid."""
        given = self.cleaned_data
        return given["person"] or Newcomer(given["email"], given["full_name"], given["job_title"])


class SupporterForm(ColleagueForm, IndependenceFields):
    """Who helps the reviewer, and stands apart from the case as the reviewer does."""


class AuthorForm(SupporterForm):
    """Who writes an agency's review, and until when."""

    until_on = day_field("Last day of the contract", "The last day of the contract")


class ReviewForm(GovukForm, forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    review = forms.FileField(
        required=False,
        label="The review, as PDF or Word",
        help_text="Choose the file last: asking for more recommendations empties this box.",
    )

    def __init__(self, *args: Any, has_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_file = has_file

    def clean_review(self) -> Any:
        if not self.cleaned_data["review"] and not self.has_file:
            raise forms.ValidationError("Choose the file of the review")
        return self.cleaned_data["review"]

    @property
    def upload(self) -> Upload | None:
        return as_upload(self.cleaned_data["review"])


def as_upload(file: Any) -> Upload | None:
    """A file that came with a form, as plain data."""
    return Upload(file.name, file.read()) if file else None


class RecommendationForm(GovukForm, forms.Form):
    text = forms.CharField(required=False, label="Recommendation", widget=text_area())
    owner = forms.CharField(
        required=False, max_length=120, label="Who will see to it", help_text="The post, not a name"
    )
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)
    marks_optional = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("text") and not data.get("owner"):
            self.add_error("owner", "Enter who will see to this recommendation")
        if data.get("owner") and not data.get("text"):
            self.add_error("text", "Enter the recommendation")
        return data


RecommendationSet = forms.formset_factory(RecommendationForm, extra=BLANK_ROWS, max_num=200)


def recommended(formset: Any) -> list[Recommended]:
    """The rows that were filled in."""
    rows = (form.cleaned_data for form in formset if form.cleaned_data.get("text"))
    return [Recommended(row["text"], row["owner"], row.get("was") or 0) for row in rows]


class HandOverForm(GovukForm, forms.Form):
    not_involved = forms.BooleanField(
        label="I was not involved with the child or the family",
        error_messages={"required": "Confirm that you were not involved, or tell your chief officer"},
    )
    not_manager = forms.BooleanField(
        label="I am not the immediate manager of anybody who was",
        error_messages={
            "required": "Confirm that you do not manage those involved, or tell your chief officer"
        },
    )
    discussed_with = forms.CharField(
        label="With which managers has the review been discussed?",
        widget=text_area(2),
        help_text="Posts and dates are enough",
    )
    legal_advice = forms.ChoiceField(
        label="Has legal advice been considered?", choices=Submission.LegalAdvice.choices, widget=Radios
    )

    @property
    def answers(self) -> dict[str, Any]:
        """The arguments of hand_over."""
        given = self.cleaned_data
        return {
            "declares_independence": given["not_involved"] and given["not_manager"],
            "discussed_with": given["discussed_with"],
            "legal_advice": given["legal_advice"],
        }


class CountersignForm(GovukForm, forms.Form):
    """What exactly is signed."""

    content = forms.CharField(widget=forms.HiddenInput)


class ReturnForm(GovukForm, forms.Form):
    reason = forms.CharField(
        label="What should be revised, and why",
        widget=text_area(12),
        help_text="The agency's reviewer and chief officer, the Chair and the panel read this.",
    )
    due_on = day_field("The revised review is due", "The day on which the revised review is due")


class WaiveForm(GovukForm, forms.Form):
    reason = forms.CharField(label="Why this agency need not send a review", widget=text_area(4))
