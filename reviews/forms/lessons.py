"""A lesson that was learned early, and what is said about it later."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reviews.forms.agency import as_upload
from reviews.forms.fields import day_field, text_area
from reviews.models import EarlyLesson
from reviews.models.lessons import Said
from reviews.services.lessons import Lesson
from reviews.services.submission import Upload
from scr.govuk import GovukForm, Radios
from scr.people.models import Agency

BOARD = "board"
WORDING = ("what", "action", "acted_on_by", "due_on")


class LessonForm(GovukForm, forms.Form):
    what = forms.CharField(label="What was learned", widget=text_area(4))
    action = forms.CharField(label="What is done about it now", widget=text_area(4))
    acted_on_by = forms.CharField(max_length=120, label="Who sees to it", help_text="The post, not a name")
    due_on = day_field("By when", "The day by which it is done")

    @property
    def lesson(self) -> Lesson:
        return Lesson(**{name: self.cleaned_data[name] for name in WORDING})


def initial_of(lesson: EarlyLesson) -> dict[str, Any]:
    """A lesson as the form shows it."""
    return {name: getattr(lesson, name) for name in WORDING}


class NoteLessonForm(LessonForm):
    """For whom it is, where there is a choice; an agency's people say whether the panel reads it at once."""

    owner = forms.ChoiceField(label="Whose lesson is it?", widget=Radios())
    is_shared = forms.BooleanField(required=False, label="Let the panel read it at once")
    field_order = ("owner",)

    def __init__(self, *args: Any, owners: Sequence[Agency | None], is_agency: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(one.pk) if one else BOARD: one for one in owners}
        names = [(key, one.name if one else "The board’s own") for key, one in self.owners.items()]
        self.fields["owner"].choices = names  # type: ignore[attr-defined]
        if len(self.owners) == 1:
            del self.fields["owner"]
        if not is_agency:
            del self.fields["is_shared"]

    @property
    def agency(self) -> Agency | None:
        chosen = self.cleaned_data.get("owner") or next(iter(self.owners))
        return self.owners[chosen]

    @property
    def shares(self) -> bool:
        return bool(self.cleaned_data.get("is_shared"))


class SayForm(GovukForm, forms.Form):
    said = forms.ChoiceField(
        choices=Said.choices,
        label="How does it stand?",
        widget=Radios(hints={Said.LET_GO.value: "It turned out not to be needed. Say why"}),
    )
    words = forms.CharField(label="What was done, or why not", widget=text_area(4))
    evidence = forms.CharField(required=False, label="What shows that it is done", widget=text_area(2))
    document = forms.FileField(required=False, label="A file that shows it")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("said") == Said.DONE and not data.get("evidence"):
            self.add_error("evidence", "Say what shows that it is done")
        return data

    @property
    def upload(self) -> Upload | None:
        return as_upload(self.cleaned_data["document"])
