"""Forms of what the board's administrator sets for every case."""

from collections.abc import Callable
from typing import Any

from django import forms

from scr.cases.rule_settings import MOST, is_figure_open
from scr.govuk import DateField, GovukForm, Radios
from scr.procedures.model import Overlay, Procedure
from scr.procedures.rule import Rule
from scr.procedures.sources import source_words
from scr.procedures.timing import Unit


class HolidayForm(GovukForm, forms.Form):
    """A bank holiday that the printed calendar lacks."""

    day = DateField(label="Day")
    name = forms.CharField(
        max_length=80, label="Name", help_text="For instance Bank holiday for the state funeral"
    )


class WorkingDayForm(GovukForm, forms.Form):
    """A bank holiday that is counted as a working day."""

    day = DateField(label="Day")
    reason = forms.CharField(
        max_length=80, label="Why it is a working day", help_text="For instance Moved to 8 May"
    )


class KnownUntilForm(GovukForm, forms.Form):
    """The last year whose bank holidays were announced."""

    year = forms.IntegerField(
        label="Last year whose bank holidays are known",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        help_text="The government announces them some years ahead",
    )


class ProcedureForm(GovukForm, forms.Form):
    """Which procedure new cases get."""

    procedure = forms.ChoiceField(label="Procedure of new cases", widget=Radios())

    def __init__(self, *args: Any, procedures: list[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["procedure"]
        field.choices = [(one.key, one.name) for one in procedures]
        field.widget.hints = {one.key: f"Source: {source_words(one.source)}" for one in procedures}


class OwnRulesForm(GovukForm, forms.Form):
    """Which rules of its own an agency follows beside the board's procedure."""

    rules = forms.ChoiceField(label="Its own rules", required=False, widget=Radios())

    def __init__(self, *args: Any, overlays: list[Overlay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rules"]
        field.choices = [("", "None"), *((one.key, one.name) for one in overlays)]
        field.widget.hints = {one.key: f"Source: {source_words(one.source)}" for one in overlays}


class RuleForm(GovukForm, forms.Form):
    """The board's own figure for a rule, and from when it counts, where the procedure leaves them open."""

    amount = forms.IntegerField(
        min_value=1,
        max_value=MOST,
        label="How long",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    unit = forms.ChoiceField(label="What is counted", choices=[(one.value, one.value) for one in Unit])
    trigger = forms.ChoiceField(label="Counted from", widget=Radios())
    reason = forms.CharField(
        max_length=1000,
        label="Why, and who decided it",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For instance the meeting of the board that agreed it",
    )

    def __init__(self, *args: Any, rule: Rule, say: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_figure_open(rule):
            del self.fields["amount"], self.fields["unit"]
        if rule.other_triggers:
            field: Any = self.fields["trigger"]
            field.choices = [(one, say(one)) for one in (rule.trigger, *rule.other_triggers)]
        else:
            del self.fields["trigger"]


class ReasonForm(GovukForm, forms.Form):
    reason = forms.CharField(
        max_length=1000, label="Why, and who decided it", widget=forms.Textarea(attrs={"rows": 3})
    )
