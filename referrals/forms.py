"""What the panel and the Chair fill in."""

from typing import Any

from django import forms

from referrals.criteria import Answer, Implication
from referrals.decisions import Choice, ReferrerTalk
from referrals.draft_forms import add_questions, answers_in, long_text, words_of
from referrals.models import PanelView
from scr.cases.models import Case
from scr.dates import london_day
from scr.govuk import DateField, GovukForm, Radios, YesNoField


def outcome_field(case: Case, label: str) -> forms.ChoiceField:
    outcomes = case.procedure.outcomes
    return forms.ChoiceField(
        label=label,
        choices=[(one.key, one.name) for one in outcomes],
        error_messages={"required": "Select one of the outcomes"},
        widget=Radios(hints={one.key: one.about for one in outcomes}),
    )


class ViewForm(GovukForm, forms.Form):
    view = forms.ChoiceField(
        label="Should there be a serious case review?", choices=PanelView.Choice.choices, widget=Radios()
    )
    reasons = long_text("Your reasons", rows=6, help_text="A few sentences are enough.")


class RecommendationForm(GovukForm, forms.Form):
    """The panel's answers to the criteria, and what it recommends."""

    facts = long_text("Facts that the panel considered", rows=6)
    information = long_text(
        "Information that the panel had", help_text="For example: the referral, views, returns of agencies."
    )
    reasons = long_text(
        "The panel's reasons", rows=6, help_text="Say also which other outcomes were weighed."
    )
    dissent = long_text("Dissent", required=False, help_text="Who saw it differently, and why.")

    no_quorum_reasons = long_text(
        "The meeting had no quorum: why does the panel recommend all the same?", rows=3
    )

    def __init__(
        self, data: Any = None, *, case: Case, answers: dict[str, Answer], lacks_quorum: bool = False
    ) -> None:
        self.criteria = case.procedure.criteria
        initial = {key: one.answer.value for key, one in answers.items()}
        initial |= {words_of(key): one.words for key, one in answers.items()}
        super().__init__(data, initial=initial)
        add_questions(self, self.criteria, words="Evidence", rows=2)
        self.fields["outcome"] = outcome_field(case, "What does the panel recommend?")
        asked = [name for one in self.criteria for name in (one.key, words_of(one.key))]
        self.order_fields(
            [*asked, "facts", "information", "outcome", "reasons", "no_quorum_reasons", "dissent"]
        )
        if not lacks_quorum:
            del self.fields["no_quorum_reasons"]

    @property
    def answers(self) -> dict[str, Answer]:
        return answers_in(self.cleaned_data, self.criteria)

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        kept = ("outcome", "reasons", "facts", "information", "dissent")
        taken = {key: self.cleaned_data[key] for key in kept}
        return taken | {
            "criteria": self.answers,
            "no_quorum_reasons": self.cleaned_data.get("no_quorum_reasons", ""),
        }


class DecisionForm(GovukForm, forms.Form):
    """The Chair's decision; what a departure or an outcome needs beside the reasons is checked together."""

    reasons = long_text("Your reasons", rows=8)
    differs_reasons = long_text(
        "Why you depart from the panel's recommendation",
        rows=3,
        required=False,
        help_text="Needed if you decide something else than the panel recommends.",
    )
    criteria_reasons = long_text(
        "Why there will be no review although the criteria call for one",
        rows=3,
        required=False,
    )
    other_children_safe = YesNoField(
        label="Is it confirmed that other children are safe?",
        help_text="Answer yes also if there are no other children.",
    )
    other_children_note = long_text("Who confirmed it, and when", rows=2, required=False)
    talk_with = forms.CharField(
        label="Talk with the referrer: who spoke with whom",
        max_length=200,
        required=False,
        help_text="Only for no further action: discuss the reasons with the person who referred the case.",
    )
    talk_on = DateField(label="Talk with the referrer: date", required=False)
    talk_words = long_text("Talk with the referrer: what was said", rows=3, required=False)

    def __init__(
        self, data: Any = None, *, case: Case, recommended: str, implied: Implication, now: Any
    ) -> None:
        self.case, self.recommended, self.implied = case, recommended, implied
        super().__init__(data)
        self.fields["outcome"] = outcome_field(case, "What do you decide?")
        self.order_fields(["outcome"])
        self.fields["talk_on"].not_after = london_day(now)  # type: ignore[attr-defined]
        if implied is not Implication.MUST:
            del self.fields["criteria_reasons"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            for name, sentence in self._choice().faults():
                self.add_error(name, sentence)
        return cleaned

    def _choice(self) -> Choice:
        values = self.values
        return Choice(
            outcome=self.case.procedure.outcome(values["outcome"]),
            recommended=self.recommended,
            implied=self.implied,
            reasons=values["reasons"],
            differs_reasons=values["differs_reasons"],
            criteria_reasons=values["criteria_reasons"],
            other_children_safe=values["other_children_safe"],
            other_children_note=values["other_children_note"],
            talk=values["referrer_talk"],
        )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        kept = ("outcome", "reasons", "differs_reasons", "other_children_safe", "other_children_note")
        taken = {key: self.cleaned_data[key] for key in kept}
        return taken | {
            "criteria_reasons": self.cleaned_data.get("criteria_reasons", ""),
            "referrer_talk": self._talk(),
        }

    def _talk(self) -> ReferrerTalk | None:
        held_with, held_on, words = (self.cleaned_data[key] for key in ("talk_with", "talk_on", "talk_words"))
        return ReferrerTalk(held_with, held_on, words) if held_with and held_on and words else None
