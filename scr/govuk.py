"""Forms in GOV.UK Design System markup: the renderer, and the fields that Django does not have.

Every form of the project is drawn by `GovukRenderer` (settings: FORM_RENDERER). A form that also mixes in
`GovukForm` gets error messages that say what to do ("Enter the name of the school").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from scr.dates import LONDON, MONTHS, day_words, in_london, time_words

INPUT_CLASSES: Sequence[tuple[type[forms.Widget], str]] = (
    (forms.HiddenInput, ""),
    (forms.MultiWidget, ""),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)
TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?\s*(?P<half>am|pm)?")


class ErrorLink(NamedTuple):
    """A message of the error summary and the id of the input that it leads to ("" for the whole form)."""

    message: str
    target: str


class GovukBoundField(BoundField):
    """A field of a form with the class names and ids that GOV.UK markup asks for."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        drawn = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, drawn)
        attrs.pop("required", None)  # the page says what is missing, in our words, not the browser
        if isinstance(drawn, forms.RadioSelect | forms.CheckboxSelectMultiple):
            attrs.pop("aria-invalid", None)  # the fieldset names the error; these roles do not take it
        names = self._class_names(drawn)
        return {**attrs, "class": names} if names else attrs

    def _class_names(self, widget: forms.Widget) -> str:
        base = next((name for kind, name in INPUT_CLASSES if isinstance(widget, kind)), "")
        names = [base, widget.attrs.get("class", "")]
        if isinstance(widget, forms.PasswordInput):
            names.append("govuk-password-input__input govuk-js-password-input-input")
        if base and self.errors:
            names.append(f"{base}--error")
        return " ".join(name for name in names if name)

    @property
    def target(self) -> str:
        """The id that the error summary links to: the first input, or the first wrong one of a date."""
        if not self.use_fieldset:
            return self.auto_id
        wrong = self.field.widget.first_wrong(self.data) if isinstance(self.field.widget, DayInput) else 0
        return f"{self.auto_id}_{wrong}"

    @property
    def is_heading(self) -> bool:
        """True when this field's label is the page's only heading (`heading_field` of its form)."""
        return getattr(self.form, "heading_field", None) == self.name

    @property
    def says_optional(self) -> bool:
        """True when the label should say that an answer may be left out."""
        is_single_box = isinstance(self.field.widget, forms.CheckboxInput)
        return not self.field.required and not is_single_box and getattr(self.form, "marks_optional", True)


class GovukRenderer(TemplatesSetting):
    """Draws every form with templates/django/forms."""

    bound_field_class = GovukBoundField


def error_links(*drawn: forms.BaseForm | forms.BaseFormSet) -> list[ErrorLink]:
    """All errors of forms and formsets in the order of the page, those of a whole form first."""
    links: list[ErrorLink] = []
    for one in drawn:
        if isinstance(one, forms.BaseFormSet):
            links += [ErrorLink(message, "") for message in one.non_form_errors()] if one.is_bound else []
            links += error_links(*one.forms)
        elif one.is_bound:
            links += _links_of(one)
    return links


def _links_of(form: forms.BaseForm) -> Iterable[ErrorLink]:
    yield from (ErrorLink(message, "") for message in form.non_field_errors())
    for field in form:
        target = getattr(field, "target", field.auto_id)
        yield from (ErrorLink(message, target) for message in field.errors)


class GovukForm:
    """Mix in before forms.Form or forms.ModelForm.

    `heading_field` names the one field whose label is the page's heading; `marks_optional = False`
    leaves out "(optional)", for filters.
    """

    heading_field: str | None = None
    marks_optional = True
    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _word_required(field, name)

    @property
    def error_summary(self) -> list[ErrorLink]:
        """The errors for the summary at the top of the page, each with the id of its input."""
        return error_links(self)  # type: ignore[arg-type]


def _word_required(field: forms.Field, name: str) -> None:
    """Replace Django's "This field is required." by what to do; a message given by the author stays."""
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    label = str(field.label or name.replace("_", " ")).strip()
    is_question = label.endswith("?")
    words = f"Answer the question: {label}" if is_question else f"{_verb(field)} {_lower_first(label)}"
    field.error_messages["required"] = words


def _verb(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return "Choose a file:"
    if isinstance(field, forms.BooleanField):
        return "Tick the box:"
    return "Select" if isinstance(field.widget, forms.widgets.ChoiceWidget) else "Enter"


def _lower_first(label: str) -> str:
    is_acronym = len(label) > 1 and label[1].isupper()
    return label if is_acronym else label[:1].lower() + label[1:]


class _Hinted(forms.Widget):
    """A list of choices, each with a hint of its own: `hints={"review": "A review is held ..."}`."""

    hints: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        return {**option, "hint": self.hints.get(str(value), "")}


class Radios(_Hinted, forms.RadioSelect):
    """Radio buttons; `hints` by value, `is_inline` for two short answers side by side."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, is_inline: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.is_inline = is_inline

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["is_inline"] = self.is_inline
        return context


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Check boxes; `hints` by value."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class YesNoField(forms.TypedChoiceField):
    """Yes or no as two radio buttons; True, False, or None when it may be left out."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Radios(is_inline=True))
        super().__init__(
            choices=[("yes", "Yes"), ("no", "No")], coerce=lambda value: value == "yes", empty_value=None, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class DayInput(forms.MultiWidget):
    """Day, month and year in three boxes; what was typed comes back as it was typed."""

    template_name = "django/forms/widgets/day_input.html"
    use_fieldset = True
    names: tuple[str, ...] = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({name: forms.TextInput() for name in self.names}, attrs)

    def decompress(self, value: date | None) -> list[str]:
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
            _draw_box(part, box, is_wrong=part in wrong)
        return context


def _draw_box(part: str, box: dict[str, Any], *, is_wrong: bool) -> None:
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

    def decompress(self, value: datetime | None) -> list[str]:
        if not value:
            return [""] * len(self.names)
        at = in_london(value)
        return [*super().decompress(at), time_words(at)]


def wrong_parts(typed: Sequence[str | None]) -> set[str]:
    """Which of day, month, year and time are missing or unreadable; empty when each reads well alone."""
    readers = {"day": read_day, "month": read_month, "year": read_year, "time": read_time}
    pairs = zip(readers.items(), typed, strict=False)
    return {name for (name, read), text in pairs if read((text or "").strip()) is None}


def read_day(text: str) -> int | None:
    """A day of a month from one or two digits."""
    return _number(text, 1, 31) if len(text) <= 2 else None


def read_month(text: str) -> int | None:
    """A month from its number, its name or at least the first three letters of its name."""
    for number, name in enumerate(MONTHS, start=1):
        if len(text) >= 3 and name.lower().startswith(text.lower()):
            return number
    return _number(text, 1, 12) if len(text) <= 2 else None


def read_year(text: str) -> int | None:
    """A year of four digits: two digits could mean either century."""
    return _number(text, 1000, 9999) if len(text) == 4 else None


def _number(text: str, least: int, most: int) -> int | None:
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text) if least <= int(text) <= most else None


def read_time(text: str) -> time | None:
    """4:30pm, 4.30 pm, 4pm, 16:30, 1630, midday, noon or midnight (the start of the day)."""
    words = text.lower().replace("a.m.", "am").replace("p.m.", "pm")
    if words in ("midday", "noon", "midnight"):
        return time(0 if words == "midnight" else 12)
    found = TIME.fullmatch(words) if words.isascii() else None
    if not found or not (found["minute"] or found["half"]):
        return None
    return _clock_time(int(found["hour"]), int(found["minute"] or 0), found["half"])


def _clock_time(hour: int, minute: int, half: str | None) -> time | None:
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class DateField(forms.Field):
    """A day typed in three boxes; cleans to a `date` or None.

    `noun` begins the error messages ("Date of the meeting must include a year"); without it the label
    does, unless that is a question. `not_before` and `not_after` are the first and last day allowed.
    """

    widget = DayInput
    default_error_messages = {
        "not_real": "%(noun)s must be a real date",
        "year": "%(noun)s must have a year of 4 numbers, like 2007",
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
        try:
            return date(year, month or 0, day or 0)
        except ValueError as unreal:
            raise self.fault("not_real") from unreal

    def _refuse_missing(self, typed: Sequence[str]) -> None:
        names = self.widget.names  # type: ignore[attr-defined]
        missing = [name for name, text in zip(names, typed, strict=True) if not text]
        if missing:
            raise self.fault("missing", parts=_and(missing))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.not_before and self._day_of(value) < self.not_before:
            raise self.fault("not_before", limit=day_words(self.not_before))
        if value and self.not_after and self._day_of(value) > self.not_after:
            raise self.fault("not_after", limit=day_words(self.not_after))

    def _day_of(self, value: date) -> date:
        return value


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

    def _day_of(self, value: date) -> date:
        return in_london(value).date() if isinstance(value, datetime) else value
