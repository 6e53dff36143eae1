"""Forms of the board's people, posts and agencies."""

from datetime import date
from typing import Any

from django import forms

from scr.govuk import DateField, GovukForm, YesNoField
from scr.people.models import Agency, User
from scr.people.roles import NEAR_MISS_GROUP, POST_CHOICES

# What somebody can be whatever the case; the other roles are given case by case.
POSTS = (
    "administrator",
    "chair",
    "panel_member",
    "legal_adviser",
    "board_member",
    "operations_board",
    "auditor",
    NEAR_MISS_GROUP,
)
NAMES = dict(POST_CHOICES)


class PersonSearch(GovukForm, forms.Form):
    """A part of a name, an email address or an agency."""

    marks_optional = False
    words = forms.CharField(required=False, label="Name, email address or agency")


class InviteForm(GovukForm, forms.Form):
    """Who is invited."""

    full_name = forms.CharField(max_length=120, label="Full name")
    email = forms.EmailField(
        max_length=254, label="Email address", help_text="A work address that only this person reads"
    )
    job_title = forms.CharField(max_length=120, required=False)
    agency = forms.ModelChoiceField(
        queryset=Agency.objects.all(),
        required=False,
        empty_label="None",
        help_text="Leave it empty for the board’s own people and for independent authors",
    )

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("Somebody with this email address has an account already")
        return email


class PostForm(GovukForm, forms.Form):
    """A post on the board or its panel."""

    role = forms.ChoiceField(choices=[("", "Choose a role"), *((key, NAMES[key]) for key in POSTS)])
    post = forms.CharField(
        max_length=80, required=False, label="Name of the post", help_text="For instance Designated Nurse"
    )
    since_on = DateField(label="From")

    @property
    def given(self) -> dict[str, Any]:
        return {
            "role": self.cleaned_data["role"],
            "post": self.cleaned_data["post"],
            "since": self.cleaned_data["since_on"],
        }


class EndPostForm(GovukForm, forms.Form):
    """When a post ends."""

    until_on = DateField(label="First day without the post")

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_on"].not_before = since  # type: ignore[attr-defined]


class AgencyForm(GovukForm, forms.Form):
    """An organisation that works with children or their families."""

    name = forms.CharField(max_length=120, label="Name")
    short_name = forms.CharField(
        max_length=40, label="Short name", help_text="As it is said in a sentence, for instance Housing"
    )
    is_on_board = YesNoField(label="Is it a member of the board?")

    def clean_name(self) -> str:
        return self._free("name")

    def clean_short_name(self) -> str:
        return self._free("short_name")

    def _free(self, name: str) -> str:
        value: str = self.cleaned_data[name]
        if Agency.objects.filter(**{f"{name}__iexact": value}).exists():
            raise forms.ValidationError("Another agency has this name already")
        return value


class EmailedCodeForm(GovukForm, forms.Form):
    """The code from the e-mail."""

    code = forms.CharField(
        max_length=20,
        label="Code",
        help_text="8 letters and numbers. Capitals and the dash do not matter",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "spellcheck": "false",
                "class": "govuk-input--width-10 govuk-input--extra-letter-spacing",
            }
        ),
    )

    def refuse(self) -> None:
        self.add_error("code", "The code is not right, or no longer works. Check it, or send a new one")


class EmailedCodesAllowedForm(GovukForm, forms.Form):
    """The board's rule for people who come rarely."""

    allowed = YesNoField(label="Is a code by email enough for people who come rarely?")
