"""What an agency fills in for its staff list."""

from typing import Any

from django import forms

from scr.cases.models import StaffMember
from scr.cases.staff_list import Staff
from scr.govuk import GovukForm


class StaffForm(GovukForm, forms.Form):
    code = forms.CharField(
        label="Code", max_length=12, help_text="The initials in your chronology, or a code such as HV1"
    )
    post = forms.CharField(label="Post", max_length=120, help_text="For example: health visitor")
    full_name = forms.CharField(
        label="Name", max_length=120, required=False, help_text="It stays in your agency"
    )

    @property
    def staff(self) -> Staff:
        given = self.cleaned_data
        return Staff(given["code"], given["post"], given["full_name"])


class CorrectStaffForm(StaffForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    is_left_out = forms.BooleanField(required=False, label="Leave this line out")
    because = forms.CharField(label="Why is it left out?", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("is_left_out") and not given.get("because"):
            self.add_error("because", "Say why it is left out")
        return given

    @property
    def left_out_because(self) -> str:
        return str(self.cleaned_data["because"]) if self.cleaned_data["is_left_out"] else ""

    @staticmethod
    def shown(row: StaffMember) -> dict[str, Any]:
        left_out = {"is_left_out": bool(row.left_out_because), "because": row.left_out_because}
        return {name: getattr(row, name) for name in ("code", "post", "full_name", "revision")} | left_out


class ImportStaffForm(GovukForm, forms.Form):
    lines = forms.CharField(
        label="The list, a line to a person",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="Code, post and name, copied from a sheet or with commas between them: "
        "HV1, Health visitor, Jo Bloggs",
    )
