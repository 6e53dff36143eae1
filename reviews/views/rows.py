"""Asking for more rows of a list without losing what was typed, and without JavaScript."""

from typing import Any

from django import forms
from django.http import QueryDict

MOST_ROWS = 200


def typed_rows(data: QueryDict, form_class: type[forms.Form], prefix: str = "form") -> list[dict[str, Any]]:
    """The rows of a posted list as typed, without the blank ones: what a longer list starts from."""
    typed = data.get(f"{prefix}-TOTAL_FORMS", "")
    total = min(int(typed), MOST_ROWS) if typed.isdecimal() else 0
    fields = form_class.base_fields.items()
    rows = (
        {name: one.widget.value_from_datadict(data, {}, f"{prefix}-{index}-{name}") for name, one in fields}
        for index in range(total)
    )
    return [row for row in rows if any(row.values())]
