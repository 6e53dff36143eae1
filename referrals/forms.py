"""What the panel and the Chair fill in."""

from typing import Any

from django import forms

from referrals.criteria import Answer, Implication, implication
from referrals.decisions import (
    ASKED_BY_CRITERIA,
    Choice,
    Independence,
    ReferrerTalk,
    Safety,
    Wish,
    against_words,
    is_against,
)
from referrals.draft_forms import add_questions, answers_in, long_text, words_of
from referrals.models import PanelView
from scr.cases.models import Case
from scr.dates import london_day
from scr.govuk import DateField, GovukForm, MomentField, Radios, YesNoField
from scr.people.models import Agency

# How far the Chair is in consulting chief officers; "" for not begun.
HEARD, HEARD_IN_PART = "heard", "heard in part"
WISHES = ("tell_family", "tell_family_reasons", "tell_victims", "tell_victims_reasons")
OTHER_CHILDREN = ("other_children_safe", "other_children_by", "other_children_on", "other_children_how")


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
    criteria_reasons = long_text(
        "Why no serious case review, where the criteria call for one or ask to consider one",
        rows=3,
        required=False,
        help_text="Leave it empty if the panel recommends one, or the criteria are not met.",
    )
    dissent = long_text("Dissent", required=False, help_text="Who saw it differently, and why.")
    tell_family = YesNoField(label="Does the panel want the family to be told of the decision by letter I?")
    tell_family_reasons = long_text("Why, or why not", rows=2)
    tell_victims = YesNoField(label="Does the panel want other victims to be told by letter J?")
    tell_victims_reasons = long_text(
        "Why, or why not", rows=2, help_text="Say so if no other victims are known."
    )

    no_quorum_reasons = long_text(
        "The meeting had no quorum: why does the panel recommend all the same?", rows=3
    )

    def __init__(
        self, data: Any = None, *, case: Case, answers: dict[str, Answer], lacks_quorum: bool = False
    ) -> None:
        self.case, self.criteria = case, case.procedure.criteria
        initial = {key: one.answer.value for key, one in answers.items()}
        initial |= {words_of(key): one.words for key, one in answers.items()}
        super().__init__(data, initial=initial)
        add_questions(self, self.criteria, words="Evidence", rows=2)
        self.fields["outcome"] = outcome_field(case, "What does the panel recommend?")
        asked = [name for one in self.criteria for name in (one.key, words_of(one.key))]
        panel = ("facts", "information", "outcome", "reasons", "criteria_reasons", "no_quorum_reasons")
        self.order_fields([*asked, *panel, "dissent", *WISHES])
        if not lacks_quorum:
            del self.fields["no_quorum_reasons"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given["criteria_reasons"]:
            implied = implication({key: one.answer for key, one in self.answers.items()}, self.criteria)
            if is_against(implied, self.case.procedure.outcome(given["outcome"])):
                self.add_error("criteria_reasons", f"Say why {against_words(implied)}")
        return given

    @property
    def answers(self) -> dict[str, Answer]:
        return answers_in(self.cleaned_data, self.criteria)

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        kept = ("outcome", "reasons", "criteria_reasons", "facts", "information", "dissent")
        taken = {key: self.cleaned_data[key] for key in kept}
        wishes = {name: self._wish(name) for name in ("tell_family", "tell_victims")}
        no_quorum = self.cleaned_data.get("no_quorum_reasons", "")
        return taken | {"criteria": self.answers, "no_quorum_reasons": no_quorum} | wishes

    def _wish(self, name: str) -> Wish:
        return Wish(self.cleaned_data[name], self.cleaned_data[f"{name}_reasons"])


class DecisionForm(GovukForm, forms.Form):
    """The Chair's decision; what a departure or an outcome needs beside the reasons is checked together."""

    reasons = long_text("Your reasons", rows=8)
    differs_reasons = long_text(
        "Why you depart from the panel's recommendation",
        rows=3,
        required=False,
        help_text="Needed if you decide something else than the panel recommends.",
    )
    criteria_reasons = long_text("Why no review", rows=3, required=False)
    other_children_safe = YesNoField(
        label="Is it confirmed that other children are safe?",
        help_text="Answer yes also if there are no other children.",
    )
    other_children_by = forms.CharField(
        label="Who confirmed that other children are safe",
        max_length=200,
        required=False,
        help_text="Name and post. Needed, with the day and how, before a review is opened.",
    )
    other_children_on = DateField(label="The day on which it was confirmed", required=False)
    other_children_how = long_text(
        "How it was confirmed",
        rows=2,
        required=False,
        help_text="For example: by telephone after a visit. If there are no other children, say so.",
    )
    talk_with = forms.CharField(
        label="Talk with the referrer: who spoke with whom",
        max_length=200,
        required=False,
        help_text="Only for no further action: discuss the reasons with the person who referred the case.",
    )
    talk_on = DateField(label="Talk with the referrer: date", required=False)
    talk_words = long_text("Talk with the referrer: what was said", rows=3, required=False)

    method = forms.ChoiceField(label="How will a review be carried out?", widget=Radios())
    is_independent = YesNoField(
        label="Do you require a wholly independent review?",
        required=False,
        help_text="Only exceptionally, as when public concern is great. It then is the serious case review.",
    )
    independent_reasons = long_text("Why it must be wholly independent", rows=3, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        case: Case,
        recommended: str,
        implied: Implication,
        now: Any,
        heard: str = "",
    ) -> None:
        self.case, self.recommended, self.implied = case, recommended, implied
        self.officers_are_heard = heard == HEARD
        super().__init__(data)
        self.fields["outcome"] = outcome_field(case, "What do you decide?")
        for name in ("talk_on", "other_children_on"):
            self.fields[name].not_after = london_day(now)  # type: ignore[attr-defined]
        self._offer_methods()
        if not heard:
            del self.fields["is_independent"], self.fields["independent_reasons"]
        if implied in ASKED_BY_CRITERIA:
            self.fields["criteria_reasons"].label = f"Why {against_words(implied)}"
        else:
            del self.fields["criteria_reasons"]
        self.order_fields(["outcome", "reasons", "differs_reasons", "criteria_reasons", *OTHER_CHILDREN])

    def _offer_methods(self) -> None:
        """The methods of the procedure, its usual one first and chosen already."""
        methods = self.case.procedure.methods
        self.fields["method"].choices = [(one.key, one.name) for one in methods]  # type: ignore[attr-defined]
        self.fields["method"].widget.hints = {one.key: one.about for one in methods}
        self.fields["method"].required = False
        if methods:
            self.initial["method"] = methods[0].key
        else:
            del self.fields["method"]

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
            safety=values["other_children"],
            talk=values["referrer_talk"],
            method=values["method"],
            independence=Independence(
                values["is_independent"], values["independent_reasons"], self.officers_are_heard
            ),
        )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        typed = self.cleaned_data
        return {key: typed[key] for key in ("outcome", "reasons", "differs_reasons")} | {
            "criteria_reasons": typed.get("criteria_reasons", ""),
            "other_children": Safety(*(typed[name] for name in OTHER_CHILDREN)),
            "referrer_talk": self._talk(),
            "method": typed.get("method", ""),
            "is_independent": bool(typed.get("is_independent")),
            "independent_reasons": typed.get("independent_reasons", ""),
        }

    def _talk(self) -> ReferrerTalk | None:
        held_with, held_on, words = (self.cleaned_data[key] for key in ("talk_with", "talk_on", "talk_words"))
        return ReferrerTalk(held_with, held_on, words) if held_with and held_on and words else None


class OfficerForm(GovukForm, forms.Form):
    """What one chief officer said about a wholly independent review."""

    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(), label="Agency", empty_label="Choose an agency"
    )
    officer = forms.CharField(max_length=120, label="Chief officer", help_text="Whom you spoke with")
    consulted_on = DateField(label="Day on which you consulted them")
    said = long_text("What they said", rows=3)

    def __init__(self, data: Any = None, *, agencies: Any, now: Any) -> None:
        super().__init__(data)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["consulted_on"].not_after = london_day(now)  # type: ignore[attr-defined]


class ReopenForm(GovukForm, forms.Form):
    """What is new, when the board had it, and why the case is considered again."""

    information = long_text("What is new, and who told the board?", rows=5)
    received_at = MomentField(
        label="When did the board receive it?",
        noun="The moment",
        help_text="The deadlines run anew from this moment.",
    )
    reason = long_text("Why does it call for another consideration?", rows=3)

    def __init__(self, data: Any = None, *, now: Any) -> None:
        super().__init__(data)
        self.fields["received_at"].not_after = london_day(now)  # type: ignore[attr-defined]
