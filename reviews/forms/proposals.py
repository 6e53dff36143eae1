"""What a reviewer fills in about recommendations, the action plan and the services that the review covers."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reviews.forms.fields import day_field, text_area
from reviews.models import AgencyRecommendation, ReviewCoverage
from reviews.services.coverage import Covered
from reviews.services.proposals import Planned
from scr.govuk import GovukForm, Radios, YesNoField

MOST_ROWS = 200
REQUIRED = {
    "number": "Select which recommendation this action carries out",
    "what": "Enter what will be done",
    "owner_post": "Enter the post that will see to it",
    "due_on": "Enter the day by which it will be done",
    "measure": "Enter how you will know that it was done and helps",
}


class RevisionForm(GovukForm, forms.Form):
    """From which save the writer started."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PlannedForm(GovukForm, forms.Form):
    """One action: specific, measurable, with an owner and a day. A row that is left blank is left out."""

    marks_optional = False
    number = forms.TypedChoiceField(required=False, label="For recommendation", coerce=int)
    what = forms.CharField(required=False, label="What will be done", widget=text_area())
    owner_post = forms.CharField(
        required=False, max_length=120, label="Who will see to it", help_text="The post, not a name"
    )
    due_on = day_field("By when", "The day", required=False)
    measure = forms.CharField(
        required=False,
        label="How you will know",
        widget=text_area(2),
        help_text="What can be counted or seen when it is done and helps",
    )
    resources = forms.CharField(
        required=False,
        label="What it takes (optional)",
        widget=text_area(2),
        help_text="Money, time or people, and whether they are there",
    )

    def __init__(self, *args: Any, recommendations: Sequence[AgencyRecommendation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.number, f"{one.number}. {_shortened(one.text)}") for one in recommendations]
        self.fields["number"].choices = [("", "Choose a recommendation"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if any(value for value in data.values()) or self.errors:
            for name, message in REQUIRED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return data


PlannedSet = forms.formset_factory(PlannedForm, extra=1, max_num=MOST_ROWS)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def planned(formset: Any) -> list[Planned]:
    """The rows that were filled in."""
    return [Planned(**form.cleaned_data) for form in formset if form.cleaned_data.get("what")]


def planned_initial(rows: Sequence[Planned]) -> list[dict[str, Any]]:
    """Actions as the form shows them."""
    return [
        {
            "number": one.number or "",
            "what": one.what,
            "owner_post": one.owner_post,
            "due_on": one.due_on,
            "measure": one.measure,
            "resources": one.resources,
        }
        for one in rows
    ]


class LinesField(forms.CharField):
    """Several names, one to a line."""

    def __init__(self, *, most: int = 30, longest: int = 120, **kwargs: Any) -> None:
        super().__init__(widget=text_area(4), **kwargs)
        self.most, self.longest = most, longest

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = (" ".join(line.split()) for line in str(super().to_python(value)).splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most or any(len(one) > self.longest for one in value):
            raise forms.ValidationError(
                f"Enter at most {self.most} services, each of at most {self.longest} letters"
            )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class CoverageForm(RevisionForm):
    services = LinesField(
        label="Which of your services does this review cover?",
        help_text="One to a line, by the service’s name",
    )
    is_separate = YesNoField(
        label="Do some services have a review of their own?",
        help_text="One review for the whole agency is the rule. Separate ones have to be agreed.",
    )
    separate = LinesField(
        required=False, label="Services with a review of their own", help_text="One to a line"
    )
    agreed_by = forms.CharField(
        required=False, max_length=200, label="Who agreed to that?", help_text="Name and post, and the body"
    )
    agreed_on = day_field("When was it agreed?", "The day", required=False)
    why = forms.CharField(required=False, label="Why are they reviewed separately?", widget=text_area())
    marks_optional = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_separate"):
            for name, message in AGREED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return data

    @property
    def covered(self) -> Covered:
        data = self.cleaned_data
        if not data["is_separate"]:
            return Covered(data["services"])
        return Covered(**{name: data[name] for name in ("services", *AGREED)})


AGREED = {
    "separate": "Enter which services have a review of their own",
    "agreed_by": "Enter who agreed to separate reviews",
    "agreed_on": "Enter the day on which it was agreed",
    "why": "Enter why they are reviewed separately",
}


def coverage_initial(row: ReviewCoverage | None) -> dict[str, Any]:
    if row is None:
        return {"revision": 0}
    known = {name: getattr(row, name) for name in ("revision", "services", *AGREED)}
    return {**known, "is_separate": bool(row.separate)}


class ServiceReportForm(GovukForm, forms.Form):
    service = forms.ChoiceField(label="Service", widget=Radios)
    report = forms.FileField(label="Its review, as PDF or Word")

    def __init__(self, *args: Any, services: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [(one, one) for one in services]  # type: ignore[attr-defined]
