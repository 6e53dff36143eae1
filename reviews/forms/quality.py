"""A panel member's own judgement of a released review, one question of the rubric after the other."""

from typing import Any

from django import forms

from reviews.forms.fields import text_area
from reviews.rubric import MARK_NAMES, RUBRIC, VERDICT_NAMES, Mark, Verdict
from reviews.services.quality import Judged
from scr.govuk import GovukForm, Radios


class AssessForm(GovukForm, forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in RUBRIC:
            self.fields[f"{one.key}_mark"] = forms.ChoiceField(
                choices=[(mark.value, MARK_NAMES[mark]) for mark in Mark],
                widget=Radios(is_inline=True),
                label=one.question,
                error_messages={"required": f"Answer the question: {one.question}"},
            )
            self.fields[f"{one.key}_remark"] = forms.CharField(
                required=False, label=f"Remark: {one.name}", widget=text_area(2)
            )
        self.fields["verdict"] = forms.ChoiceField(
            choices=[(one.value, VERDICT_NAMES[one]) for one in Verdict],
            widget=Radios(),
            label="What should the panel do with it?",
        )
        self.fields["remarks"] = forms.CharField(
            required=False, label="Anything else for the panel", widget=text_area(3)
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for one in RUBRIC:
            mark = data.get(f"{one.key}_mark")
            if mark and mark != Mark.YES and not data.get(f"{one.key}_remark"):
                self.add_error(f"{one.key}_remark", f"Say what is missing: {one.name}")
        return data

    @property
    def answers(self) -> dict[str, Judged]:
        data = self.cleaned_data
        return {one.key: Judged(Mark(data[f"{one.key}_mark"]), data[f"{one.key}_remark"]) for one in RUBRIC}
