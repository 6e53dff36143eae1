"""What is typed into a query to an agency, and which queries of a case are shown."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from chronology.models import Entry
from reviews.forms.fields import day_field, text_area
from reviews.services.queries import Question
from scr.govuk import Checkboxes, GovukForm
from scr.people.models import Agency

WAITING, ANSWERED, CLOSED = "waiting", "answered", "closed"
STATES = ((WAITING, "Waiting for the agency"), (ANSWERED, "Answered"), (CLOSED, "Closed"))


class RowQueryForm(GovukForm, forms.Form):
    words = forms.CharField(label="What do you want to know?", widget=text_area(5))
    answer_by = day_field("By when should the agency answer?", "The day by which the agency should answer")

    def question(self, entry: Entry | None = None) -> Question:
        return Question(**self.cleaned_data, entry=entry)


class QueryForm(RowQueryForm):
    section = forms.CharField(
        max_length=200,
        required=False,
        label="Where in the review?",
        help_text="The heading, the page or the paragraph's number",
    )
    quoted = forms.CharField(required=False, label="The words that it is about", widget=text_area(4))
    field_order = ("section", "quoted", "words", "answer_by")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("section") or data.get("quoted")):
            self.add_error("section", "Say where in the review it stands, or copy its words")
        return data


class MessageForm(GovukForm, forms.Form):
    """`revision` is how many messages the writer had read; a day is asked for where a turn begins."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label="Your message", widget=text_area(6))
    answer_by = day_field(
        "By when should the agency answer?", "The day by which the agency should answer", required=False
    )

    def __init__(self, *args: Any, label: str, asks_day: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["answer_by"].required = asks_day
        if not asks_day:
            del self.fields["answer_by"]


class SeenForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)


class QueryFilter(GovukForm, forms.Form):
    """Which queries to show: of which agencies, and in which states."""

    marks_optional = False
    state = forms.MultipleChoiceField(
        choices=STATES, required=False, label="State", widget=Checkboxes(is_small=True)
    )
    agency = forms.MultipleChoiceField(required=False, label="Agency", widget=Checkboxes(is_small=True))

    def __init__(self, data: QueryDict, *, agencies: Iterable[Agency]) -> None:
        super().__init__(data)
        self.fields["agency"].choices = [(str(one.pk), one.short_name) for one in agencies]  # type: ignore[attr-defined]

    def narrow(self, found: Any) -> Any:
        """The queries that were asked for; all of them while nothing fits."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("agency"):
            found = found.filter(agency__in=asked["agency"])
        if asked.get("state"):
            found = found.filter(_in_states(asked["state"]))
        return found

    def chips(self, query: QueryDict) -> list[dict[str, str]]:
        """What is filtered by, each with the address that takes it away."""
        asked = self.cleaned_data if self.is_valid() else {}
        chosen = [(name, value) for name in ("state", "agency") for value in asked.get(name, ())]
        return [
            {"label": self._label(name, value), "remove_url": f"?{without(query, name, value)}"}
            for name, value in chosen
        ]

    def _label(self, name: str, value: str) -> str:
        return str(dict(self.fields[name].choices)[value])  # type: ignore[attr-defined]


def _in_states(states: Iterable[str]) -> Any:
    wanted = Q()
    is_open = Q(closed_at__isnull=True)
    for state in states:
        wanted |= {
            WAITING: is_open & Q(is_answered=False),
            ANSWERED: is_open & Q(is_answered=True),
            CLOSED: Q(closed_at__isnull=False),
        }[state]
    return wanted


def without(query: QueryDict, name: str, value: str) -> str:
    """A query string less one choice, and back on its first page."""
    left = query.copy()
    left.setlist(name, [other for other in left.getlist(name) if other != value])
    left.pop("page", None)
    return left.urlencode()
