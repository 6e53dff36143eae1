"""Forms of the board's page: a nomination to a seat, an office, a deputy, work of the panel."""

from typing import Any

from django import forms

from scr.govuk import DateField, GovukForm
from scr.people.models import Agency, User
from scr.procedures.model import Procedure


def words_field(label: str, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **more)


class NominationForm(GovukForm, forms.Form):
    """What an agency says of the person whom it puts forward for a seat."""

    agency = forms.ModelChoiceField(queryset=Agency.objects.all(), empty_label="Choose an agency")
    nominated_by = forms.CharField(max_length=120, label="Who nominates for it", help_text="Name and post")
    nominated_on = DateField(label="Day of the nomination")
    standing = words_field("Why can this person speak for the agency’s policy and practice?")
    experience = words_field("What experience does this person have?")
    authority = words_field("Why is this person senior enough to see recommendations carried out?")


class OfficeForm(GovukForm, forms.Form):
    """Who holds an office."""

    office = forms.ChoiceField(label="Office")
    name = forms.CharField(max_length=120, label="Name", help_text="Of the person or the group")
    agency = forms.ModelChoiceField(
        queryset=Agency.objects.all(), required=False, empty_label="None of these"
    )
    organisation = forms.CharField(
        max_length=120, required=False, label="Organisation", help_text="Where it is none of the agencies"
    )
    part = words_field("Their part in reviews", required=False)
    since_on = DateField(label="From")

    def __init__(self, *args: Any, procedure: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            ("", "Choose an office"),
            *((one.key, f"{one.at}: {one.name}") for one in procedure.offices),
        ]


class EndOfficeForm(GovukForm, forms.Form):
    """The last day in an office."""

    until_on = DateField(label="Last day")


class Representative(forms.ModelChoiceField):
    """Somebody who represents an agency on the board, shown with it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name}, {obj.agency}"


class DeputyForm(GovukForm, forms.Form):
    """Who may act for an agency's chief officer, who said so, and between which days."""

    deputy = Representative(
        queryset=User.objects.none(),
        label="Deputy",
        empty_label="Choose a person",
        help_text="Somebody who represents the agency on the board",
    )
    authorised_by = forms.CharField(
        max_length=120, label="Chief officer who authorises them", help_text="Name and post"
    )
    authorised_on = DateField(label="Day of the authorisation")
    from_on = DateField(label="From")
    until_on = DateField(required=False, label="Until", help_text="Leave it empty if no end was said")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people  # type: ignore[attr-defined]


class EndDeputyForm(GovukForm, forms.Form):
    """The last day as a deputy."""

    until_on = DateField(label="Last day")


class PanelWorkForm(GovukForm, forms.Form):
    """What the panel did beside its cases."""

    function = forms.ChoiceField(label="Which of its tasks?")
    done_on = DateField(label="Day")
    words = words_field("What was done, and for whom", help_text="No names of children or families.")

    def __init__(self, *args: Any, procedure: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = (one for body in procedure.bodies for one in body.functions if one.is_kept)
        self.fields["function"].choices = [("", "Choose a task"), *((one.key, one.text) for one in kept)]  # type: ignore[attr-defined]
