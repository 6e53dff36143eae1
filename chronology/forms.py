from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from chronology.models import Chronology, Entry
from chronology.reading.columns import KEYS, Column, heading_name
from chronology.reading.dates_in_words import in_words
from chronology.reading.tables import Found
from chronology.services.columns import Worded
from scr.day_fields import DateField
from scr.govuk import Checkboxes, GovukForm
from scr.people.models import Agency

MIB = 1024 * 1024
LONGEST_CELL = 32_767
ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.docx,.csv,.tsv,.txt"


class UploadForm(GovukForm, forms.Form):
    file = forms.FileField(
        label="Chronology file",
        help_text="Excel, Word, OpenDocument or CSV, in whatever layout you have.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
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


class ColumnsForm(GovukForm, forms.Form):
    """What each column of a file is."""

    marks_optional = False

    def __init__(self, *args: Any, found: Found | None, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found.columns if found else []
        choices = [("", "Leave it out"), *((column.key, column.heading) for column in columns)]
        for one in self.found:
            self.fields[self._name(one.place)] = forms.ChoiceField(
                label=one.heading or f"Column {one.place + 1}, without a heading",
                choices=choices,
                required=False,
                initial=one.key,
            )

    @staticmethod
    def _name(place: int) -> str:
        return f"column_{place}"

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each column of the file with its field."""
        return [(one, self[self._name(one.place)]) for one in self.found]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "date" not in given.values():
            raise forms.ValidationError("Say which column holds the date")
        return given

    @property
    def mapping(self) -> dict[str, str]:
        return {
            heading_name(one.heading, one.place): self.cleaned_data[self._name(one.place)]
            for one in self.found
        }


class RevisionForm(GovukForm, forms.Form):
    """Which saves somebody had before them when they pressed the button."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    part_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def revisions(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] or 0 for name in ("revision", "part_revision")}


class TakeInForm(GovukForm, forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)


class RowForm(GovukForm, forms.Form):
    """A row of the chronology, a field to a column of the case."""

    marks_optional = False
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    turn = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, columns: Sequence[Column], entry: Entry | None = None, **kwargs: Any
    ) -> None:
        revision = entry.revision if entry else 0
        given = {"revision": revision, "base": revision, "turn": 0, **(_shown(entry) if entry else {})}
        super().__init__(*args, initial=given, **kwargs)
        self.columns = columns
        for column in columns:
            self.fields[column.key] = _field_of(column)
        self.fields["sort_day"] = DateField(
            label="Day to sort the row by",
            required=False,
            help_text="Only where the date is not one complete day. It is marked as estimated.",
        )
        self.order_fields(["date", "sort_day"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(self.texts.values()):
            raise forms.ValidationError("Write something: the row is empty")
        return given

    @property
    def texts(self) -> dict[str, str]:
        return {column.key: self.cleaned_data.get(column.key, "") for column in self.columns}

    @property
    def body(self) -> list[Any]:
        """The fields that are seen, in the order of the page."""
        return [field for field in self if not field.is_hidden]


def _shown(entry: Entry) -> dict[str, Any]:
    texts = {key: getattr(entry, key) for key in KEYS if key != "date"}
    settled = {"sort_day": entry.on} if entry.is_confirmed else {}
    return {"date": entry.date_text, **texts, **entry.more, **settled}


def _field_of(column: Column) -> forms.CharField:
    is_date = column.key == "date"
    rows = 2 if column.key in ("source", "staff") else 4
    return forms.CharField(
        label=column.heading,
        help_text=column.guidance,
        required=False,
        max_length=LONGEST_CELL,
        widget=forms.TextInput() if is_date else forms.Textarea(attrs={"rows": rows}),
    )


class DaysForm(GovukForm, forms.Form):
    """By which day each undated row is sorted; all that have a proposal can be taken at once."""

    marks_optional = False
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entries: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        for entry in entries:
            self.fields[str(entry.pk)] = DateField(
                label=f"Day for “{entry.date_text}”",
                required=False,
                initial=entry.row.proposed,
                help_text=in_words(entry.precision, entry.first_day, entry.last_day) or None,
            )

    @property
    def rows(self) -> list[tuple[Entry, Any]]:
        return [(entry, self[str(entry.pk)]) for entry in self.entries]

    @property
    def days(self) -> Mapping[str, date]:
        return {
            str(entry.pk): self.cleaned_data[str(entry.pk)]
            for entry in self.entries
            if self.cleaned_data.get(str(entry.pk))
        }


class PartForm(GovukForm, forms.Form):
    department = forms.CharField(
        label="Department or service",
        max_length=Chronology._meta.get_field("department").max_length,
        help_text="For example: children’s ward",
    )


class SilenceForm(GovukForm, forms.Form):
    first_day = DateField(label="First day")
    last_day = DateField(label="Last day")
    because = forms.CharField(
        label="What did you search?",
        max_length=300,
        help_text="For example: paper file and computer record, no contact with the family",
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("first_day") and given.get("last_day") and given["last_day"] < given["first_day"]:
            self.add_error("last_day", "The last day must not be before the first")
        return given


class ColumnForm(GovukForm, forms.Form):
    """Word one column, or add one."""

    key = forms.ChoiceField(label="Column", required=False)
    heading = forms.CharField(label="Heading", max_length=100)
    guidance = forms.CharField(
        label="What belongs into it", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, wordings: Sequence[Worded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wordings = {one.key: one for one in wordings}
        choices = [("", "A column more"), *((one.key, one.heading) for one in wordings)]
        self.fields["key"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        standing = self.wordings.get(given.get("key", ""))
        given["revision"] = standing.revision if standing else 0
        return given


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
