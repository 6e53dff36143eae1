"""Form fields for a day and for a moment, typed in boxes of their own (GOV.UK date input)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from scr.dates import (
    LONDON,
    day_words,
    in_london,
    london_day,
    read_day,
    read_month,
    read_time,
    read_year,
    time_words,
)

# No case waits longer. A deadline is counted from a day, and after the year 9999 there is none to count.
LAST_YEAR = 2199


class DayInput(forms.MultiWidget):
    """Day, month and year in three boxes; what was typed comes back as it was typed."""

    template_name = "django/forms/widgets/day_input.html"
    use_fieldset = True
    names: tuple[str, ...] = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({name: forms.TextInput() for name in self.names}, attrs)

    def decompress(self, value: Any) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else [""] * len(self.names)

    def first_wrong(self, typed: Sequence[str | None]) -> int:
        """The place of the first box that the error is about."""
        wrong = wrong_parts(typed)
        return min((self.names.index(name) for name in wrong), default=0)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        is_wrong = attrs.pop("aria-invalid", None)
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, list) else self.decompress(value)
        wrong = (wrong_parts(typed) or set(self.names)) if is_wrong else set()
        for part, box in zip(self.names, context["widget"]["subwidgets"], strict=True):
            draw_box(part, box, is_wrong=part in wrong)
        return context


def draw_box(part: str, box: dict[str, Any], *, is_wrong: bool) -> None:
    box["label"] = part.capitalize()
    width = {"year": "govuk-input--width-4", "time": "govuk-input--width-5"}.get(part, "govuk-input--width-2")
    box["attrs"]["class"] = f"govuk-input govuk-date-input__input {width}"
    if part != "time":
        box["attrs"]["inputmode"] = "numeric"
    if is_wrong:
        box["attrs"]["class"] += " govuk-input--error"
        box["attrs"]["aria-invalid"] = "true"


class MomentInput(DayInput):
    """Day, month, year and a time such as 4:30pm or 16:30."""

    names = ("day", "month", "year", "time")

    def decompress(self, value: Any) -> list[str]:
        if not value:
            return [""] * len(self.names)
        at = in_london(value)
        return [*super().decompress(at), time_words(at)]


def wrong_parts(typed: Sequence[str | None]) -> set[str]:
    """Which of day, month, year and time are missing or unreadable; empty when each reads well alone."""
    readers = {"day": read_day, "month": read_month, "year": read_year, "time": read_time}
    pairs = zip(readers.items(), typed, strict=False)
    return {name for (name, read), text in pairs if read((text or "").strip()) is None}


class DateField(forms.Field):
    """A day typed in three boxes; cleans to a `date` or None.

    `noun` begins the error messages ("Date of the meeting must include a year"); without it the label
    does, unless that is a question. `not_before` and `not_after` are the first and last day allowed.
    """

    widget = DayInput
    default_error_messages = {
        "not_real": "%(noun)s must be a real date",
        "year": "%(noun)s must have a year of 4 numbers, like 2007",
        "too_far": "%(noun)s is too far ahead",
        "missing": "%(noun)s must include a %(parts)s",
        "not_before": "%(noun)s must be on or after %(limit)s",
        "not_after": "%(noun)s must be on or before %(limit)s",
    }

    def __init__(
        self, *, noun: str = "", not_before: date | None = None, not_after: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        label = str(self.label or "")
        self.noun = noun or ("The date" if not label or label.endswith("?") else label)
        self.not_before = not_before
        self.not_after = not_after

    def fault(self, code: str, **values: str) -> ValidationError:
        """A ValidationError with this field's wording for `code`."""
        return ValidationError(self.error_messages[code], code=code, params={"noun": self.noun, **values})

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, date):
            return value
        typed = [(part or "").strip() for part in value]
        return self.read(typed) if any(typed) else None

    def read(self, typed: Sequence[str]) -> date:
        """The day that was typed. Raises ValidationError."""
        self._refuse_missing(typed)
        day, month, year = read_day(typed[0]), read_month(typed[1]), read_year(typed[2])
        if year is None:
            raise self.fault("year")
        if year > LAST_YEAR:
            raise self.fault("too_far")
        try:
            return date(year, month or 0, day or 0)
        except ValueError as unreal:
            raise self.fault("not_real") from unreal

    def _refuse_missing(self, typed: Sequence[str]) -> None:
        names = self.widget.names
        missing = [name for name, text in zip(names, typed, strict=True) if not text]
        if missing:
            raise self.fault("missing", parts=_and(missing))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.not_before and london_day(value) < self.not_before:
            raise self.fault("not_before", limit=day_words(self.not_before))
        if value and self.not_after and london_day(value) > self.not_after:
            raise self.fault("not_after", limit=day_words(self.not_after))


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


class MomentField(DateField):
    """A day and a time by London's clock; cleans to an aware `datetime` or None.

    An hour that the clocks skip in spring is refused. One that they repeat in autumn means its first
    pass, so that a deadline never moves later than what was typed.
    """

    widget = MomentInput
    default_error_messages = {
        "time": "Enter a time, like 4:30pm or 16:30",
        "skipped": "%(time)s did not exist on %(day)s, because the clocks went forward. Enter another time",
    }

    def read(self, typed: Sequence[str]) -> datetime:
        on = super().read(typed)
        at = read_time(typed[3])
        if at is None:
            raise self.fault("time")
        moment = datetime.combine(on, at, tzinfo=LONDON)
        if moment.astimezone(UTC).astimezone(LONDON).time() != at:
            raise self.fault("skipped", time=typed[3], day=day_words(on))
        return moment
