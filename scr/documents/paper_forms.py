"""The form of a protocol that the board keeps on file."""

from datetime import date
from typing import Any

from django import forms

from scr.documents.models import BoardPaper
from scr.govuk import DateField, GovukForm


class PaperForm(GovukForm, forms.Form):
    """A protocol: between whom, since when, until when, and the file itself."""

    title = forms.CharField(max_length=200, label="Title", help_text="For instance: Cross-border protocol")
    parties = forms.CharField(
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Boards that agreed it",
        help_text="A board to a line",
    )
    agreed_on = DateField(label="Day on which it was agreed")
    review_on = DateField(label="Day on which it is gone over again")
    takes_place_of = forms.ModelChoiceField(
        queryset=BoardPaper.objects.none(),
        required=False,
        label="Takes the place of",
        empty_label="None: it is a new one",
    )
    paper = forms.FileField(label="The file", help_text="PDF, Word, Excel, CSV or a picture")

    def __init__(self, *args: Any, papers: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["takes_place_of"].queryset = papers
        fields["agreed_on"].not_after = today
