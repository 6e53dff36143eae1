"""What was settled on each item of an agenda."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from scr.govuk import GovukForm
from scr.meetings.models import AgendaItem
from scr.meetings.notes import Note

LONGEST_NOTE = 8000
SAID, SEEN = "item_", "seen_"


class NotesForm(GovukForm, forms.Form):
    """A text for each item, with the save of it that the writer started from."""

    marks_optional = False

    def __init__(self, *args: Any, items: Collection[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        for key, item in self.items.items():
            self.fields[SAID + key] = forms.CharField(
                label=item.title,
                required=False,
                max_length=LONGEST_NOTE,
                initial=item.settled,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[SEEN + key] = forms.IntegerField(initial=item.revision, widget=forms.HiddenInput)

    @property
    def rows(self) -> list[tuple[BoundField, BoundField]]:
        """The text of each item and the save that it started from, to be drawn together."""
        return [(self[SAID + key], self[SEEN + key]) for key in self.items]

    @property
    def notes(self) -> list[Note]:
        given = getattr(self, "cleaned_data", {})
        return [
            Note(item.pk, given[SAID + key].replace("\r\n", "\n"), given[SEEN + key])
            for key, item in self.items.items()
        ]

    def show_overtaken(self, items: Collection[AgendaItem]) -> None:
        """Say beside each item what stands there now, and let saving again replace it."""
        typed: Any = self.data
        data = typed.copy()
        for item in items:
            data[f"{SEEN}{item.pk}"] = str(item.revision)
        self.data = data
        for item in items:
            words = f"{item.settled_by} wrote here after you opened the page: “{item.settled}”"
            self.add_error(f"{SAID}{item.pk}", words)
