"""Forms in GOV.UK Design System markup: the renderer, and the fields that Django does not have.

Every form of the project is drawn by `GovukRenderer` (settings: FORM_RENDERER). A form that also mixes in
`GovukForm` gets error messages that say what to do ("Enter the name of the school").
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from scr.day_fields import DateField, DayInput, MomentField

__all__ = [
    "Checkboxes",
    "DateField",
    "ErrorLink",
    "GovukBoundField",
    "GovukForm",
    "GovukRenderer",
    "MomentField",
    "Radios",
    "YesNoField",
    "error_links",
]

INPUT_CLASSES: Sequence[tuple[type[forms.Widget], str]] = (
    (forms.HiddenInput, ""),
    (forms.MultiWidget, ""),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),  # before RadioSelect, whose child it is
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)


class ErrorLink(NamedTuple):
    """A message of the error summary and the id that it leads to ("" for a formset as a whole)."""

    message: str
    target: str


class GovukBoundField(BoundField):
    """A field of a form with the class names and ids that GOV.UK markup asks for."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        drawn = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, drawn)
        attrs.pop("required", None)  # the page says what is missing, in our words, not the browser
        if isinstance(drawn, forms.RadioSelect):
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
        is_day = isinstance(self.field.widget, DayInput)
        return f"{self.auto_id}_{self.field.widget.first_wrong(self.data) if is_day else 0}"

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
            links += [ErrorLink(str(message), "") for message in one.non_form_errors()]
            links += error_links(*one.forms)
        elif one.is_bound:
            links += _links_of(one)
    return links


def _links_of(form: forms.BaseForm) -> Iterable[ErrorLink]:
    whole = f"{form.prefix or 'form'}-errors"  # templates/django/forms/div.html
    yield from (ErrorLink(str(message), whole) for message in form.non_field_errors())
    for field in form:
        target = getattr(field, "target", field.auto_id)
        yield from (ErrorLink(str(message), target) for message in field.errors)


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
    field.error_messages["required"] = _required_words(field, label)


# First words of labels that read wrong without an article: "Enter the day on which it ended".
DAYS = ("Day", "Date", "New", "Minutes", "Reason")


def _required_words(field: forms.Field, label: str) -> str:
    if label.endswith("?"):
        return f"Answer the question: {label}"
    if isinstance(field, forms.FileField):
        return f"Choose a file: {label}"
    if isinstance(field, forms.BooleanField):
        return f"Tick the box: {label}"
    verb = "Select" if isinstance(field.widget, forms.widgets.ChoiceWidget) else "Enter"
    article = "the " if label.partition(" ")[0] in DAYS else ""
    return f"{verb} {article}{_lower_first(label)}"


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

    def __init__(
        self, *args: Any, hints: Mapping[str, str] | None = None, is_inline: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.is_inline = is_inline

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["is_inline"] = self.is_inline
        return context


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Check boxes; `hints` by value, `is_small` for filters."""

    def __init__(
        self, *args: Any, hints: Mapping[str, str] | None = None, is_small: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.is_small = is_small

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["is_small"] = self.is_small
        return context


class YesNoField(forms.TypedChoiceField):
    """Yes or no as two radio buttons; True, False, or None when it may be left out."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Radios(is_inline=True))
        kwargs.setdefault("choices", [("yes", "Yes"), ("no", "No")])
        super().__init__(coerce=lambda value: value == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
