"""A form field for a date of which only a part may be known: day, month, year, and a box for "about"."""

from collections.abc import Sequence
from typing import Any

from django import forms

from scr.dates import read_day, read_month, read_year
from scr.day_fields import DateField, DayInput, draw_box
from scr.part_dates import PartDate

READERS = {"day": read_day, "month": read_month, "year": read_year}


class PartDayInput(DayInput):
    """Day and month may stay empty; a box says that the date is no more than about right."""

    template_name = "django/forms/widgets/part_day_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget] = {name: forms.TextInput() for name in self.names}
        forms.MultiWidget.__init__(self, {**boxes, "about": forms.CheckboxInput()}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if not value:
            return ["", "", "", False]
        return [str(value.day or ""), str(value.month or ""), str(value.year), value.is_about]

    def first_wrong(self, typed: Sequence[Any]) -> int:
        return min((self.names.index(name) for name in _wrong(typed)), default=2)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        is_wrong = attrs.pop("aria-invalid", None)
        context = forms.MultiWidget.get_context(self, name, value, attrs)
        typed = value if isinstance(value, list) else self.decompress(value)
        wrong = (_wrong(typed) or {"year"}) if is_wrong else set()
        *boxes, about = context["widget"]["subwidgets"]
        for part, box in zip(self.names, boxes, strict=True):
            draw_box(part, box, is_wrong=part in wrong)
        about["attrs"]["class"] = "govuk-checkboxes__input"
        context["widget"] |= {"subwidgets": boxes, "about": about}
        return context


def _wrong(typed: Sequence[Any]) -> set[str]:
    """Which boxes hold what cannot be read, or are empty though the one before is not."""
    day, month, year = ((text or "").strip() for text in typed[:3])
    given = zip(READERS.items(), (day, month, year), strict=True)
    unread = {name for (name, read), text in given if text and read(text) is None}
    return unread | ({"month"} if day and not month else set()) | (set() if year else {"year"})


class PartDateField(DateField):
    """A date as far as it is known; cleans to a `PartDate` or None."""

    widget = PartDayInput
    default_error_messages = {"month": "%(noun)s must have a month if it has a day"}

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, PartDate):
            return value
        *boxes, is_about = value
        typed = [(part or "").strip() for part in boxes]
        return self._part_of(typed, is_about=bool(is_about)) if any(typed) else None

    def _part_of(self, typed: Sequence[str], *, is_about: bool) -> PartDate:
        if not typed[2]:
            raise self.fault("missing", parts="year")
        if typed[0] and not typed[1]:
            raise self.fault("month")
        whole = self.read([typed[0] or "1", typed[1] or "1", typed[2]])
        month = read_month(typed[1]) if typed[1] else None
        return PartDate(whole.year, month, whole.day if typed[0] else None, is_about=is_about)

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value and self.not_after and value.earliest > self.not_after:
            raise self.fault("too_far")
