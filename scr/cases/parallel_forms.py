"""Forms about what runs beside a review, and about holds."""

from datetime import date
from typing import Any

from django import forms

from scr.cases.forms import text_area
from scr.cases.holds import Asked
from scr.cases.parallel import Standing
from scr.govuk import DateField, GovukForm, Radios, YesNoField
from scr.procedures.parallel import HOLDS, INTERVIEWS, KINDS, OTHER, holds_that_stop

AGAIN = "Enter the day on which you look at it again"


class ProcessForm(GovukForm, forms.Form):
    """What runs beside the review, who leads it, and how far it is."""

    kind = forms.ChoiceField(
        label="What is it?", choices=[(one.key, one.name) for one in KINDS], widget=Radios()
    )
    name = forms.CharField(
        required=False,
        max_length=120,
        label="What it is called",
        help_text="Needed if you chose “Something else”. Do not name the child or the family.",
    )
    organisation = forms.CharField(required=False, max_length=200, label="Organisation that leads it")
    contact = forms.CharField(
        required=False,
        max_length=400,
        widget=text_area(3),
        label="Contact person",
        help_text="Name, post, and how to reach them",
    )
    progress = forms.CharField(
        required=False,
        max_length=200,
        label="How far is it?",
        help_text="For instance: charged, not yet tried",
    )
    next_on = DateField(required=False, label="Next date", help_text="The day of the next hearing or meeting")
    next_what = forms.CharField(required=False, max_length=200, label="What happens on that day?")
    notes = forms.CharField(required=False, max_length=6000, widget=text_area(4), label="Notes")
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind_kept = kind
        if kind:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (self.kind_kept or given.get("kind")) == OTHER and not given.get("name"):
            self.add_error("name", "Say what it is, since no kind of the list fits")
        if given.get("next_what") and not given.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Enter the day on which this happens")
        return given

    @property
    def standing(self) -> Standing:
        given = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return Standing(**{"kind": self.kind_kept, **given})


class JointForm(GovukForm, forms.Form):
    is_joint = YesNoField(label="Is the review co-ordinated with it, or commissioned together?")
    reasons = forms.CharField(
        widget=text_area(4),
        label="Why?",
        help_text="Would one review answer all the questions that need to be asked, with the least effort?",
    )
    decided_on = DateField(label="Day on which it was decided")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].not_after = today  # type: ignore[attr-defined]


class EndProcessForm(GovukForm, forms.Form):
    ended_on = DateField(label="Day on which it ended")
    ended_how = forms.CharField(
        widget=text_area(3),
        label="How did it end?",
        help_text="For instance the verdict, or that the report is out. Do not name the child or the family.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].not_after = today  # type: ignore[attr-defined]


class HoldForm(GovukForm, forms.Form):
    """What is to be held, who asked for it and why, and when it is looked at again."""

    stops = forms.ChoiceField(
        label="What is to be held?",
        choices=[(one.key, one.name) for one in HOLDS],
        widget=Radios(hints={one.key: one.about for one in HOLDS}),
    )
    asked_by = forms.CharField(
        max_length=200, label="Who asked for it?", help_text="Name and post, and by what: a letter, a call"
    )
    asked_on = DateField(label="Day on which it was asked for")
    reason = forms.CharField(
        widget=text_area(4), label="Reason", help_text="The panel and those who run the case read this"
    )
    told_agencies = forms.CharField(
        required=False,
        widget=text_area(2),
        label="What agencies read of the reason",
        help_text="Needed for a hold on interviews. Agencies’ reviewers read this, and not the reason above.",
    )
    review_on = DateField(
        label="Look at it again on",
        error_messages={"required": AGAIN},
        help_text="You are reminded before this day. The hold stands until somebody lifts it.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].not_after = today  # type: ignore[attr-defined]
        self.fields["review_on"].not_before = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("stops") in holds_that_stop(INTERVIEWS) and not given.get("told_agencies"):
            self.add_error("told_agencies", "Say what agencies read of the reason")
        return given

    @property
    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


class KeepHoldForm(GovukForm, forms.Form):
    asked = forms.CharField(max_length=200, label="With whom did you go over it?")
    words = forms.CharField(widget=text_area(3), label="Why does the hold go on?")
    next_on = DateField(label="Look at it again on", error_messages={"required": AGAIN})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_on"].not_before = today  # type: ignore[attr-defined]


class LiftHoldForm(GovukForm, forms.Form):
    reason = forms.CharField(
        widget=text_area(3),
        label="Why is it lifted?",
        help_text="For instance that the trial is over, and who agreed",
    )
