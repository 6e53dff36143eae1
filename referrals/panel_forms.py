"""Adding somebody to the panel of a case, and laying papers of the record before a meeting."""

from typing import Any

from django import forms

from referrals.draft_forms import long_text
from referrals.papers import PAGES
from scr.cases.forms import PersonOfAgency
from scr.govuk import Checkboxes, GovukForm
from scr.people.models import User


class CoOptForm(GovukForm, forms.Form):
    """Who joins the panel of this case, for which post, and why."""

    person = PersonOfAgency(
        queryset=User.objects.none(),
        label="Who is added?",
        empty_label="Choose a person",
        help_text="Somebody with an account who works for an agency. Others are invited under People first.",
    )
    post = forms.CharField(
        label="Post on this panel", max_length=80, help_text="For example: Head of housing"
    )
    reason = long_text("Why does this case need them on the panel?", rows=4)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class LayPapersForm(GovukForm, forms.Form):
    sources = forms.MultipleChoiceField(
        label="What should the meeting have before it?",
        choices=[(key, title) for key, (title, _, _) in PAGES.items()],
        widget=Checkboxes(),
        error_messages={"required": "Select at least one paper"},
    )
