"""What a reviewer fills in while writing the agency's review, section by section."""

from typing import Any
from uuid import uuid4

from django import forms

from reviews.forms.fields import text_area
from reviews.models import SectionDraft, SectionText
from reviews.services.writing import Typing, Words
from scr.govuk import GovukForm

LONGEST = 200_000  # characters of a section: about a hundred pages
HIDDEN = forms.HiddenInput


class TextField(forms.CharField):
    """A long text, whose lines end as they do everywhere else and not as browsers send them."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class SectionForm(GovukForm, forms.Form):
    """One section. `revision` is what saving is compared with; `base` is from where the typing began.

    They differ where somebody else's text stands beside it and its writer has not chosen yet.
    """

    marks_optional = False
    revision = forms.IntegerField(widget=HIDDEN, min_value=0)
    base = forms.IntegerField(widget=HIDDEN, min_value=0)
    window = forms.UUIDField(widget=HIDDEN)
    turn = forms.IntegerField(widget=HIDDEN, min_value=0)
    went_on_from = forms.UUIDField(widget=HIDDEN, required=False)
    went_on_turn = forms.IntegerField(widget=HIDDEN, required=False, min_value=0)
    text = TextField(
        required=False,
        max_length=LONGEST,
        label="Text",
        widget=text_area(22),
        help_text="A blank line begins a new paragraph; a line that begins with - is a point of a list.",
    )
    nothing_to_say = TextField(
        required=False,
        max_length=2_000,
        label="If there is nothing to say, why?",
        widget=text_area(2),
        help_text="The report says this in the place of the section.",
    )

    @property
    def words(self) -> Words:
        return Words(self.cleaned_data["text"], self.cleaned_data["nothing_to_say"])

    def typing(self, *, base: int, is_leaving: bool = False) -> Typing:
        data = self.cleaned_data
        before = (data["went_on_from"], data["went_on_turn"] or 0) if data["went_on_from"] else None
        return Typing(self.words, base, data["window"], data["turn"], before, is_leaving)


class SavedSectionForm(SectionForm):
    """The same when somebody saves it, who is told of what cannot both be."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("text") and data.get("nothing_to_say"):
            self.add_error(
                "nothing_to_say", "There is a text, so take this away; or take the text away and leave this"
            )
        return data


def section_initial(row: SectionText | None, draft: SectionDraft | None) -> dict[str, Any]:
    """How a section opens: as it was saved, or with what its reader typed since then."""
    source = draft or row
    revision = row.revision if row else 0
    return {
        "revision": revision,
        "base": draft.base if draft else revision,
        "window": uuid4(),
        "turn": 0,
        "went_on_from": draft.window if draft else None,
        "went_on_turn": draft.turn if draft else None,
        "text": source.text if source else "",
        "nothing_to_say": source.nothing_to_say if source else "",
    }
