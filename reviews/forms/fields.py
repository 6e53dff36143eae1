"""Fields that the forms of reviews share."""

from typing import Any

from django import forms

from scr.govuk import DateField


def text_area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day_field(label: str, noun: str, **kwargs: Any) -> DateField:
    """A day with a label in words of its own; `noun` is what the messages call it."""
    required = f"Enter {noun[:1].lower()}{noun[1:]}"
    return DateField(label=label, noun=noun, error_messages={"required": required}, **kwargs)


def one_a_line(label: str, hint: str, *, rows: int = 3) -> forms.CharField:
    """A list of texts, each on a line of its own."""
    return forms.CharField(label=label, help_text=hint, widget=text_area(rows), required=False)
