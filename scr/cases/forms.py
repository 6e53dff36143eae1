"""Forms of the case file: who takes part, conflicts of interest, later dates."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms

from scr.cases.deadlines import end_of
from scr.cases.independence import Answers
from scr.dates import london_day
from scr.govuk import DateField, GovukForm, MomentField, YesNoField
from scr.people.models import Agency, ExternalBody, User
from scr.people.roles import GIVEN_CHOICES, ROLES

AUTHORS = frozenset({"agency_author", "review_supporter", "overview_author"})
QUESTIONS = ("was_involved", "manages_involved", "is_on_panel")


def text_area(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PersonOfAgency(forms.ModelChoiceField):
    """People by name, with what tells two of the same name apart."""

    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(filter(None, [obj.full_name, obj.job_title, str(obj.agency or obj.board or "")]))


class IndependenceFields(forms.Form):
    """The three questions about an author, for the forms that appoint one."""

    was_involved = YesNoField(label="Was this person involved with the child or the family?")
    manages_involved = YesNoField(label="Does this person manage anybody who was involved?")
    is_on_panel = YesNoField(label="Does this person sit on the panel of this case?")

    @property
    def answers(self) -> Answers:
        """What was answered; read it only of a form that is valid and is about an author."""
        data = self.cleaned_data
        return Answers(*(bool(data[name]) for name in QUESTIONS))


class PartForm(GovukForm, IndependenceFields):
    """Who takes part, as what and until when; somebody known, or somebody new who is invited with it."""

    person = PersonOfAgency(
        queryset=User.objects.none(),
        required=False,
        label="Somebody who has an account",
        empty_label="Choose a person",
    )
    email = forms.EmailField(
        required=False, label="Email address", help_text="The invitation goes to this address"
    )
    full_name = forms.CharField(required=False, max_length=120, label="Full name")
    job_title = forms.CharField(required=False, max_length=120)
    works_for = forms.ModelChoiceField(
        queryset=Agency.objects.none(), required=False, label="Works for", empty_label="None of these"
    )
    board = forms.ModelChoiceField(
        queryset=ExternalBody.objects.none(),
        required=False,
        label="Is of another board",
        empty_label="No, of ours",
        help_text="For a joint review: somebody of the other board, also its Chair. They see this case only.",
    )
    role = forms.ChoiceField(choices=[("", "Choose a role"), *GIVEN_CHOICES], label="Role on this case")
    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        required=False,
        label="Agency that the role is for",
        empty_label="None",
        help_text="Reviewers, chief officers and action owners see the papers of this agency only",
    )
    until_on = DateField(
        required=False,
        label="Last day of access",
        help_text="Access ends by itself after this day. Leave it empty if the end is not known. "
        "Authors need it: their access lasts as long as their contract.",
    )

    def __init__(
        self,
        *args: Any,
        joined: Iterable[Any],
        today: date,
        boards: Iterable[ExternalBody] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in QUESTIONS:
            fields[name].required = False
        fields["person"].queryset = User.objects.filter(is_active=True).select_related("agency", "board")
        fields["board"].queryset = ExternalBody.objects.filter(pk__in=[one.pk for one in boards])
        fields["works_for"].queryset = Agency.objects.all()
        fields["agency"].queryset = Agency.objects.filter(pk__in=list(joined))
        fields["until_on"].not_before = today

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email and User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                "Somebody with this email address has an account already: choose the name above"
            )
        return email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("person") and given.get("email"):
            self.add_error("person", "Choose somebody who has an account, or invite somebody new, not both")
        elif not given.get("person") and "email" not in self.errors:
            self._check_new_person(given)
        if given.get("role") and ROLES[given["role"]].for_agency and not given.get("agency"):
            self.add_error("agency", "Choose the agency that this role is for")
        if given.get("role") in AUTHORS:
            self._check_author(given)
        return given

    def _check_author(self, given: dict[str, Any]) -> None:
        """An author's contract ends on a day, and three questions about independence are answered."""
        if not given.get("until_on") and "until_on" not in self.errors:
            self.add_error("until_on", "Enter the last day of the author’s contract")
        for name in QUESTIONS:
            if given.get(name) is None:
                self.add_error(name, f"Answer the question: {self.fields[name].label}")

    def _check_new_person(self, given: dict[str, Any]) -> None:
        if not given.get("email"):
            self.add_error("person", "Choose a person, or give the email address of somebody new")
        elif not given.get("full_name"):
            self.add_error("full_name", "Enter the full name of the person you invite")

    @property
    def part(self) -> dict[str, Any]:
        """The arguments of add_participant; an agency only for the roles that act for one."""
        given = self.cleaned_data
        return {
            "role": given["role"],
            "agency": given["agency"] if ROLES[given["role"]].for_agency else None,
            "until": end_of(given["until_on"]) if given["until_on"] else None,
        }


class EndForm(GovukForm, forms.Form):
    """When somebody's access ends."""

    until_on = DateField(
        required=False, label="Last day of access", help_text="Leave it empty to end access now"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_on"].not_before = today  # type: ignore[attr-defined]

    def until(self, now: datetime) -> datetime:
        last_day = self.cleaned_data["until_on"]
        return end_of(last_day) if last_day else now


class ConflictForm(GovukForm, forms.Form):
    """Why somebody must leave a case, and who takes over."""

    reason = forms.CharField(
        label="What is the conflict?",
        widget=text_area(),
        help_text="For instance work on the case, managing somebody who did, or being asked to write an "
        "agency’s review. The administrator and the Chair can read this.",
    )
    substitute = PersonOfAgency(
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody for now",
        label="Substitute from the same organisation",
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleagues is None:
            del self.fields["substitute"]
        else:
            self.fields["substitute"].queryset = colleagues  # type: ignore[attr-defined]


class ExtensionForm(GovukForm, forms.Form):
    """A later date for a deadline, why, and with whom it was agreed."""

    until_on = DateField(label="New date", help_text="The deadline then ends with this day")
    reason = forms.CharField(widget=text_area(), label="Why is more time needed?")
    agreed_with = forms.CharField(
        max_length=200,
        label="Agreed with",
        help_text="For instance the inspectorate, or the panel",
        error_messages={"required": "Enter with whom it was agreed"},
    )
    agreed_on = DateField(label="Date of the agreement")
    evidence = forms.CharField(
        max_length=200,
        required=False,
        label="Where is the agreement written down?",
        help_text="For instance a letter or an e-mail and its date, or the minutes",
    )

    def __init__(self, *args: Any, after: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_on"].not_before = after  # type: ignore[attr-defined]
        self.fields["agreed_on"].not_after = today  # type: ignore[attr-defined]


class MomentForm(GovukForm, forms.Form):
    """When something is to happen or happened, for an event of the procedure."""

    event = forms.ChoiceField(label="What", choices=[])
    on = DateField(label="Day")

    def __init__(self, *args: Any, events: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [("", "Choose"), *events]  # type: ignore[attr-defined]


class PlanForm(MomentForm):
    """The day that is planned for something; planning it again takes the place of the earlier day."""

    reason = forms.CharField(
        required=False,
        widget=text_area(2),
        label="Why this day?",
        help_text="If the day was moved, say what it was moved for",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].not_before = today  # type: ignore[attr-defined]


class TakeBackForm(GovukForm, forms.Form):
    """Why something that was noted did not happen."""

    reason = forms.CharField(
        widget=text_area(3),
        label="Why is it taken back?",
        help_text="For instance: the letter was about another case. Do not name the child or the family.",
        error_messages={"required": "Say why it is taken back"},
    )


class EventForm(GovukForm, forms.Form):
    """When something happened that people note by hand, and where it is written down."""

    happened = MomentField(label="When was it?")
    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(), label="Which agency?", empty_label="Choose"
    )
    note = forms.CharField(
        widget=text_area(3),
        label="How do you know?",
        help_text="For instance the letter or e-mail and its date. Do not name the child or the family.",
    )

    def __init__(self, *args: Any, agencies: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened"].not_after = london_day(now)  # type: ignore[attr-defined]
        if agencies is None:
            del self.fields["agency"]
        else:
            self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
