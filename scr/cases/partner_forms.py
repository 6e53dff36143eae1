"""Forms about other boards: which are concerned, who leads, how the review is run with them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from scr.cases.boards import Origin, Settled
from scr.cases.forms import text_area
from scr.govuk import DateField, GovukForm, Radios, YesNoField
from scr.people.models import ExternalBody
from scr.procedures.joint import CHAIRS, DISPUTED, JOINT, MODES, SETTLED_BY, SINGLE

OURS = "ours"


class InterestForm(GovukForm, forms.Form):
    """Another board that knows the child, and its Chair."""

    body = forms.ModelChoiceField(
        queryset=ExternalBody.objects.none(),
        label="Which board?",
        empty_label="Choose a board",
        help_text="An administrator adds a board that is not on the list, under People, Bodies outside.",
    )
    interest = forms.CharField(
        widget=text_area(3),
        label="What has it to do with the case?",
        help_text="For instance: the child spent a year there, or a service there worked with the family",
    )
    chair = forms.CharField(max_length=120, label="Who chairs it?")
    chair_contact = forms.CharField(
        required=False, max_length=400, widget=text_area(2), label="How to reach the Chair"
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class LeadForm(GovukForm, forms.Form):
    """Where the child lived and who was responsible, from which the leading board follows."""

    lived_where = forms.CharField(
        max_length=200, label="Where did the child normally live?", help_text="The town or area"
    )
    lived_with = forms.ChoiceField(label="Which board’s area is that?", widget=Radios())
    is_looked_after = YesNoField(label="Was the child looked after by a local authority?")
    authority = forms.CharField(
        required=False,
        max_length=200,
        label="Responsible authority",
        help_text="Needed for a looked-after child",
    )
    responsible = forms.ChoiceField(
        required=False,
        label="Which board’s area is the responsible authority’s?",
        widget=Radios(),
        help_text="Needed for a looked-after child",
    )
    lead = forms.ChoiceField(
        label="Which board leads?",
        widget=Radios(),
        help_text="By the rule it is the board of the area where the child normally lived, and for a "
        "looked-after child that of the responsible authority. People confirm it.",
    )
    reasons = forms.CharField(
        required=False, widget=text_area(3), label="Reasons, if another board leads than by the rule"
    )

    def __init__(self, *args: Any, own: str, bodies: Collection[ExternalBody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key: dict[str, ExternalBody | None] = {OURS: None} | {str(one.pk): one for one in bodies}
        for name in ("lived_with", "responsible", "lead"):
            choices = [(key, str(body or own)) for key, body in self.by_key.items()]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("is_looked_after"):
            for name, what in (("authority", "the responsible authority"), ("responsible", "its board")):
                if not given.get(name):
                    self.add_error(name, f"Give {what}: the child was looked after")
        if not self.errors and self._body("lead") != self.origin.by_rule and not given.get("reasons"):
            self.add_error("reasons", "Say why another board leads than the rule says")
        return given

    def _body(self, name: str) -> ExternalBody | None:
        return self.by_key[self.cleaned_data[name] or OURS]

    @property
    def origin(self) -> Origin:
        given = self.cleaned_data
        is_looked_after = given["is_looked_after"]
        return Origin(
            lived_where=given["lived_where"],
            lived_with=self._body("lived_with"),
            is_looked_after=is_looked_after,
            authority=given["authority"] if is_looked_after else "",
            responsible=self._body("responsible") if is_looked_after else None,
        )

    @property
    def leading(self) -> ExternalBody | None:
        return self._body("lead")


class ArrangementForm(GovukForm, forms.Form):
    """How the review is run with another board, and who settled it."""

    mode = forms.ChoiceField(label="How is the review run?", choices=MODES, widget=Radios())
    words = forms.CharField(
        widget=text_area(4),
        label="What was agreed or decided?",
        help_text="What the other board adds, how the panel is enlarged, or what the Chairs do not agree on "
        "and whom they have asked",
    )
    decided_on = DateField(label="On which day?")
    settled_by = forms.ChoiceField(
        required=False,
        label="Who settled it?",
        choices=SETTLED_BY,
        widget=Radios(),
        help_text="Leave it empty while the Chairs cannot agree",
    )
    our_chair_on = DateField(required=False, label="Day on which our Chair agreed")
    their_chair_on = DateField(required=False, label="Day on which the other Chair agreed")
    became_joint_because = forms.CharField(
        required=False,
        widget=text_area(3),
        label="Which issues turn the review into a joint one?",
        help_text="Needed if it was one board’s review until now. The terms are gone over again.",
    )

    def __init__(self, *args: Any, today: date, before: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        for name in ("decided_on", "our_chair_on", "their_chair_on"):
            self.fields[name].not_after = today  # type: ignore[attr-defined]
        if before != SINGLE:
            del self.fields["became_joint_because"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("mode") == DISPUTED:
            given.update(settled_by="", our_chair_on=None, their_chair_on=None)
        elif given.get("mode") and not given.get("settled_by"):
            self.add_error("settled_by", "Say who settled it")
        if given.get("settled_by") == CHAIRS:
            for name, whose in (("our_chair_on", "our"), ("their_chair_on", "the other")):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter the day on which {whose} Chair agreed")
        if self.before == SINGLE and given.get("mode") == JOINT and not given.get("became_joint_because"):
            self.add_error("became_joint_because", "Say which issues turn the review into a joint one")
        return given

    @property
    def settled(self) -> Settled:
        return Settled(**self.cleaned_data)


class MatterForm(GovukForm, forms.Form):
    words = forms.CharField(widget=text_area(5), label="What did the boards settle?")
    settled_on = DateField(label="On which day?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settled_on"].not_after = today  # type: ignore[attr-defined]
