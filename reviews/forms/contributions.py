"""Contributions without an account: whom to ask for what, and the pages that they fill in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from reviews.forms.fields import text_area
from reviews.services.contributing import STATEMENT, Told
from reviews.services.contributions import Asked
from scr.govuk import DateField, GovukForm, Radios
from scr.people.models import Agency, CodeBy

LONG = 20_000
THEMSELVES = "person"


class AskContributionForm(GovukForm, forms.Form):
    """Who is asked, for an agency or by themselves, what, and by when."""

    who_for = forms.ChoiceField(label="For whom do they write?", widget=Radios)
    full_name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="The link goes there",
    )
    code_by = forms.ChoiceField(
        label="How do they get the code that opens it?",
        choices=CodeBy.choices,
        widget=Radios,
        help_text="By telephone is safer where others read the same mailbox",
    )
    connection = forms.CharField(
        label="How do they come to the case?",
        max_length=200,
        help_text="For example: manager of the playgroup, or grandmother",
    )
    words = forms.CharField(
        label="What do you ask them, and about whom?",
        max_length=LONG,
        widget=text_area(7),
        help_text="They read this behind the link. The email names neither the child nor the case",
    )
    reply_by = DateField(
        label="Answer by",
        help_text="For example, 16 5 2007",
        error_messages={"required": "Enter the day by which you want an answer"},
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in agencies}
        of_agencies = [(key, f"For {one.name}: it counts as its review") for key, one in self.by_id.items()]
        fields: dict[str, Any] = self.fields
        fields["who_for"].choices = [(THEMSELVES, "For themselves, such as a relative"), *of_agencies]
        fields["reply_by"].not_before = today

    @property
    def asked(self) -> Asked:
        given = dict(self.cleaned_data)
        return Asked(agency=self.by_id.get(given.pop("who_for")), **given)


class LetContributionGoForm(GovukForm, forms.Form):
    reason = forms.CharField(
        label="Why is it no longer needed?", max_length=4000, widget=text_area(3), strip=True
    )


class Page(GovukForm, forms.Form):
    """One page of what a contributor fills in; each is kept when they go on."""

    key, title = "", ""

    def typed(self) -> dict[str, str]:
        return {name: str(self.cleaned_data[name]) for name in self.fields}

    def shown(self) -> list[tuple[str, str]]:
        """Every question with its answer, for the page that checks them."""
        return [(str(field.label), self.cleaned_data[name]) for name, field in self.fields.items()]


class KnownPage(Page):
    key, title = "known", "How you know the child or the family"
    connection = forms.CharField(
        label="How do you know the child or the family?",
        max_length=LONG,
        widget=text_area(4),
        help_text="For example: she came to our group on two mornings a week",
    )
    known_from = forms.CharField(
        label="Since when?", max_length=60, required=False, help_text="A date, or about when: spring 2005"
    )
    known_until = forms.CharField(
        label="Until when?", max_length=60, required=False, help_text="Or “still”, if it goes on"
    )


class ContactsPage(Page):
    key, title = "contacts", "What happened, and when"
    contacts = forms.CharField(
        label="Which contacts did you have?",
        max_length=LONG,
        widget=text_area(12),
        help_text="Begin each with its date, or with about when it was. Write “none” if there were none",
    )


class ConcernsPage(Page):
    key, title = "concerns", "Concerns, and your own words"
    concerns = forms.CharField(
        label="Was there anything that worried you?",
        max_length=LONG,
        widget=text_area(6),
        required=False,
        help_text="And what you did about it, and who else knew",
    )
    own_words = forms.CharField(
        label="What else should the review know?",
        max_length=LONG,
        widget=text_area(6),
        required=False,
        help_text="In your own words. What went well counts as well",
    )


PAGES: dict[str, type[Page]] = {one.key: one for one in (KnownPage, ContactsPage, ConcernsPage)}


class FileForm(GovukForm, forms.Form):
    attachment = forms.FileField(
        label="Choose a file", help_text="PDF, Word, Excel, CSV, text or a picture; one file in all"
    )


class SendForm(GovukForm, forms.Form):
    """The last page: who sends it, and their own statement."""

    sent_as = forms.CharField(
        label="Your name, and your post or how you are related",
        max_length=160,
        help_text="As the panel should know you",
    )
    states = forms.BooleanField(
        label=STATEMENT,
        error_messages={"required": "Tick the box if you can state this. Otherwise call us first"},
    )


def told_by(pages: Sequence[Page]) -> Told:
    """What the pages tell together; every one of them is valid."""
    return Told(**{name: value for page in pages for name, value in page.typed().items()})
