from django import forms

from scr.govuk import GovukForm


class CaseSearch(GovukForm, forms.Form):
    marks_optional = False
    words = forms.CharField(label="Code name or reference", required=False, max_length=60)
