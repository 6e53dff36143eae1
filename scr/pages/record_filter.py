"""Filtering and paging of what is only ever added to: acts and looks, the newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest

from scr.dates import LONDON, day_words
from scr.day_fields import DateField
from scr.govuk import GovukForm

PAGE = 50
DAYS = (("From", "since"), ("To", "until"))


class DaysFilter(GovukForm, forms.Form):
    """Between which days, both included."""

    marks_optional = False
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)

    def narrow(self, found: Any) -> Any:
        """What of it falls on the days that were asked for; everything while the form has errors."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("since"):
            found = found.filter(at__gte=_midnight(asked["since"]))
        if asked.get("until"):
            found = found.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        return found

    def chips(self, request: HttpRequest) -> list[dict[str, str]]:
        """What is filtered by, each with the address that takes it away."""
        asked = self.cleaned_data if self.is_valid() else {}
        chosen = [(f"{label} {day_words(asked[name])}", name) for label, name in DAYS if asked.get(name)]
        for name, field in self.fields.items():
            if asked.get(name) and isinstance(field, forms.ChoiceField):
                chosen.append((dict(field.choices)[asked[name]], name))  # type: ignore[arg-type]
            elif asked.get(name) is True:
                chosen.append((str(field.label), name))
        return [{"label": label, "remove_url": f"?{kept(request, without=name)}"} for label, name in chosen]


class RecordFilter(DaysFilter):
    """By whom, for which agency and between which days."""

    person = forms.ChoiceField(label="Person", required=False)
    agency = forms.ChoiceField(label="Agency", required=False)
    field_order = ("person", "agency", "since", "until")

    def __init__(self, *args: Any, people: dict[str, str], agencies: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Anybody"), *people.items()]  # type: ignore[attr-defined]
        self.fields["agency"].choices = [("", "Any agency"), *agencies.items()]  # type: ignore[attr-defined]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


def kept(request: HttpRequest, *, without: str = "before") -> str:
    """The query string of the filters, for links that keep them; one of them may be left out."""
    query = request.GET.copy()
    for name in list(query):
        is_left_out = name == without or name.startswith(f"{without}_")
        if is_left_out or name in ("before", "after") or not query[name]:
            del query[name]
    return query.urlencode()


@dataclass(frozen=True)
class Slice:
    """Some rows, with the keys from which newer and older ones go on; 0 where there are none."""

    rows: list[Any]
    total: int
    newer: int
    older: int


def slice_of(found: Any, key: str, request: HttpRequest) -> Slice:
    """The page of rows that a request asks for, by key and not by number, so that new ones shift nothing."""
    before, after = (_key(request.GET.get(name, "")) for name in ("before", "after"))
    if after:
        rows = list(found.filter(**{f"{key}__gt": after}).order_by(key)[: PAGE + 1])
        has_newer, has_older = len(rows) > PAGE, bool(rows)
        rows = rows[:PAGE][::-1]
    else:
        older = found.filter(**{f"{key}__lt": before}) if before else found
        rows = list(older.order_by(f"-{key}")[: PAGE + 1])
        has_newer, has_older = bool(before and rows), len(rows) > PAGE
        rows = rows[:PAGE]
    return Slice(
        rows=rows,
        total=found.count(),
        newer=getattr(rows[0], key) if has_newer else 0,
        older=getattr(rows[-1], key) if has_older else 0,
    )


def _key(typed: str) -> int:
    """The key in an address, 0 for none and for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else 0
