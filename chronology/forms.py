from typing import Any

from django import forms
from django.conf import settings

from scr.day_fields import DateField
from scr.govuk import Checkboxes, GovukForm
from scr.people.models import Agency

MIB = 1024 * 1024


class UploadForm(GovukForm, forms.Form):
    file = forms.FileField(
        label="Chronology file",
        help_text="Excel (xlsx), Word (docx) or CSV, on the template with seven columns.",
        error_messages={
            "required": "Choose the file of your chronology",
            "empty": "The file is empty. Choose the file of your chronology again",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.CHRONOLOGY_MAX_BYTES:
            raise forms.ValidationError(
                f"The file is {file.size // MIB} MB and may be at most "
                f"{settings.CHRONOLOGY_MAX_BYTES // MIB} MB. A chronology holds text only: "
                "remove pictures, or copy the table into the empty template"
            )
        return file


class FilterForm(GovukForm, forms.Form):
    """What of the integrated chronology to show."""

    marks_optional = False
    words = forms.CharField(label="Words", required=False, max_length=80)
    agency = forms.MultipleChoiceField(label="Agencies", required=False, widget=Checkboxes)
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(str(one.pk), one.short_name) for one in agencies]  # type: ignore[attr-defined]
