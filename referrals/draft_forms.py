"""Form G, one question group a page; what was typed is kept in a draft until it is sent."""

from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from referrals.attachments import KINDS
from referrals.criteria import Answer, Known
from referrals.family_forms import OTHER_NAMES_HINT, FamilyQuestions
from referrals.models import KNOWN, PARALLEL, Harm, PlanStatus, ReferralDraft, Sex
from referrals.question_groups import Asked, QuestionGroup, answers_in, known_field, long_text, words_of
from scr.govuk import Checkboxes, DateField, GovukForm, Radios
from scr.people.models import Agency


class ReferrerQuestions(QuestionGroup):
    key = "you"
    title = "About you"
    referrer_name = forms.CharField(label="Your name", max_length=120)
    referrer_agency = forms.CharField(label="Your agency or profession", max_length=120)
    referrer_contact = forms.CharField(
        label="How we can reach you",
        max_length=200,
        help_text="A telephone number, an email address or both.",
    )
    referrer_knows = long_text("How do you know the child or the family?", rows=3)

    def __init__(self, data: Any = None, *, asked: Asked, **kwargs: Any) -> None:
        super().__init__(data, asked=asked, initial=dict(asked.known), **kwargs)


class ChildQuestions(QuestionGroup):
    key = "child"
    title = "The child"
    about = "Only the Chair, the administrator and the panel read the name. Others see a code name."
    child_name = forms.CharField(label="Name", max_length=120)
    child_born_on = DateField(
        label="Date of birth",
        required=False,
        help_text="For example, 28 12 2005. Leave it empty if you do not know.",
    )
    child_other_names = forms.CharField(
        label="Other names", max_length=200, required=False, help_text=OTHER_NAMES_HINT
    )
    child_died_on = DateField(
        label="Date of death",
        required=False,
        help_text="Only if the child has died and you know it.",
    )
    child_sex = forms.ChoiceField(label="Sex", choices=Sex.choices, widget=Radios(is_inline=True))
    child_ethnicity = forms.CharField(label="Ethnicity", max_length=120, required=False)
    child_area = forms.CharField(
        label="Where the child lived", max_length=120, help_text="The town or area, not the full address."
    )


class StatusQuestions(QuestionGroup):
    key = "status"
    title = "Legal status and plans"
    legal_status = forms.CharField(
        label="Legal status", max_length=200, required=False, help_text="For example: no order, care order."
    )
    plan_status = forms.ChoiceField(
        label="Was the child subject to a child protection plan?", choices=PlanStatus.choices, widget=Radios()
    )
    plan_details = long_text("Other plans or support", rows=2, required=False)
    looked_after = known_field("Was the child looked after by a local authority?")


class IncidentQuestions(QuestionGroup):
    key = "incident"
    title = "What happened"
    about = "Say what is known in a few plain sentences. Details can follow later; nothing graphic is needed."
    incident_on = DateField(
        label="Date", required=False, help_text="For example, 3 3 2007. Leave it empty if you do not know."
    )
    incident_place = forms.CharField(label="Place", max_length=200)
    incident_facts = long_text("What is known?", rows=8)
    harm_categories = forms.MultipleChoiceField(
        label="Kind of harm",
        choices=Harm.choices,
        widget=Checkboxes(),
        help_text="Select all that are known or suspected.",
    )


class OtherChildrenQuestions(QuestionGroup):
    key = "other-children"
    title = "Other children at risk"
    about = (
        "Brothers and sisters, or other children in the same place, may be in danger now. "
        "If nobody has acted yet, stop here and call the police or children’s social care first."
    )
    other_children = forms.ChoiceField(
        label="Are there other children who may be at risk?",
        choices=KNOWN,
        widget=Radios(hints={"not_known": "Say below who is finding out."}),
    )
    other_children_done = long_text(
        "What has been done at once to keep them safe?",
        required=False,
        help_text="Needed unless there are no other children.",
    )
    other_children_done_by = forms.CharField(
        label="Who did it?",
        max_length=200,
        required=False,
        help_text="An agency or a person. Needed unless there are no other children.",
    )
    immediate_action = long_text(
        "What else has been done at once?",
        rows=3,
        required=False,
        help_text="For example, records that have been locked.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("other_children") in (Known.YES, Known.NOT_KNOWN):
            if not cleaned.get("other_children_done"):
                self.add_error("other_children_done", "Say what has been done at once to keep them safe")
            if not cleaned.get("other_children_done_by"):
                self.add_error("other_children_done_by", "Say who did it")
        return cleaned


class AgencyQuestions(QuestionGroup):
    key = "agencies"
    title = "Agencies and other proceedings"
    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies knew the child or the family?",
        queryset=Agency.objects.none(),
        widget=Checkboxes(),
        required=False,
        help_text="Select all that you know of. They are not told yet.",
    )
    other_agencies = long_text("Others, also in other areas", rows=2, required=False)
    agencies_details = long_text(
        "Since when they knew them, and whom to ask there",
        rows=3,
        required=False,
        help_text="For each agency, as far as you know.",
    )
    parallel = forms.MultipleChoiceField(
        label="Which other proceedings are under way?",
        choices=PARALLEL,
        widget=Checkboxes(),
        required=False,
    )
    parallel_details = long_text("Who leads them, as far as you know", rows=3, required=False)

    def __init__(self, data: Any = None, *, asked: Asked, **kwargs: Any) -> None:
        super().__init__(data, asked=asked, **kwargs)
        self.fields["agencies"].queryset = Agency.objects.filter(is_on_board=True)  # type: ignore[attr-defined]


class CriteriaQuestions(QuestionGroup):
    key = "criteria"
    title = "The criteria"
    about = "Answer as far as you know. The panel answers each of them again before it recommends anything."

    def __init__(self, data: Any = None, *, asked: Asked, **kwargs: Any) -> None:
        super().__init__(data, asked=asked, **kwargs)
        add_questions(self, asked.procedure.criteria, words="What points to this?", rows=2)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for one in self.asked.procedure.criteria:
            if cleaned.get(one.key) == Known.YES and not cleaned.get(words_of(one.key)):
                self.add_error(words_of(one.key), f"Say what points to this: {one.text.lower()}")
        return cleaned

    @property
    def answers(self) -> dict[str, Answer]:
        return answers_in(self.cleaned_data, self.asked.procedure.criteria)

    def shown(self) -> list[tuple[str, str]]:
        return self.shown_questions(self.asked.procedure.criteria)


class AidQuestions(QuestionGroup):
    key = "questions"
    title = "Questions that help to decide"
    about = "If several answers are yes, a review is likely to teach something useful."

    def __init__(self, data: Any = None, *, asked: Asked, **kwargs: Any) -> None:
        super().__init__(data, asked=asked, **kwargs)
        add_questions(self, asked.procedure.aid_questions, words="Comment", rows=1)

    @property
    def answers(self) -> dict[str, Answer]:
        return answers_in(self.cleaned_data, self.asked.procedure.aid_questions)

    def shown(self) -> list[tuple[str, str]]:
        return self.shown_questions(self.asked.procedure.aid_questions)


def add_questions(form: Any, questions: Any, *, words: str, rows: int) -> None:
    """Add yes, no, not known and a box for words to a form, for each question of a procedure."""
    for one in questions:
        label = format_html('{}<span class="govuk-visually-hidden"> ({})</span>', words, one.text)
        form.fields[one.key] = known_field(one.text)
        form.fields[one.key].error_messages["required"] = f"Answer yes, no or not known: {one.text}"
        form.fields[words_of(one.key)] = long_text(label, rows=rows, required=False)


GROUPS: tuple[type[QuestionGroup], ...] = (
    ReferrerQuestions,
    ChildQuestions,
    StatusQuestions,
    FamilyQuestions,
    IncidentQuestions,
    OtherChildrenQuestions,
    AgencyQuestions,
    CriteriaQuestions,
    AidQuestions,
)
BY_KEY = {group.key: group for group in GROUPS}


def group_of(draft: ReferralDraft, key: str, *, asked: Asked) -> QuestionGroup:
    """A page as its draft has it: with what was typed, or empty."""
    typed = draft.answers.get(key)
    return BY_KEY[key](MultiValueDict(typed) if typed is not None else None, asked=asked)


def begun_group(draft: ReferralDraft, key: str, *, asked: Asked) -> QuestionGroup:
    """A page that was not saved yet, with what the draft began with, such as the text of a near miss."""
    group = BY_KEY[key](asked=asked)
    begun = dict(draft.begun.get(key, {}))
    if "incident_on" in begun:
        begun["incident_on"] = date.fromisoformat(begun["incident_on"])
    group.initial = {**(group.initial or {}), **begun}
    return group


def first_open(draft: ReferralDraft, *, asked: Asked) -> str:
    """The key of the first page that still wants an answer; "" when none does."""
    return next((key for key in BY_KEY if not group_of(draft, key, asked=asked).is_valid()), "")


class AttachForm(GovukForm, forms.Form):
    """A document that goes along, and what it is."""

    attachment = forms.FileField(
        label="Choose a document", help_text="PDF, Word, Excel, CSV, text or a picture; one at a time."
    )
    kind = forms.ChoiceField(label="What is it?", choices=KINDS, widget=Radios())


class SendForm(GovukForm, forms.Form):
    """The last page, which asks for nothing more."""
