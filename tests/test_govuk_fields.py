"""Fields in GOV.UK markup: what they accept, what they say, and that they keep what was typed."""

from datetime import UTC, date, datetime

import pytest
from django import forms

from scr.account_forms import SignInForm
from scr.dates import LONDON, read_month, read_time
from scr.govuk import Checkboxes, DateField, GovukForm, MomentField, Radios, YesNoField


class Meeting(GovukForm, forms.Form):
    born = DateField(label="Date of birth", required=False)
    meets = MomentField(label="When does the panel meet?", noun="Date of the meeting", required=False)


class Notes(GovukForm, forms.Form):
    school = forms.CharField(label="Name of the school", help_text="As the register has it")
    gp = forms.CharField(label="GP practice", required=False)
    kind = forms.ChoiceField(
        label="What the panel recommends",
        choices=[("scr", "Serious case review"), ("none", "No further action")],
        widget=Radios(hints={"none": "The reason is told to the referrer"}),
    )
    asked = forms.MultipleChoiceField(label="Agencies to ask", choices=[("h", "Health")], widget=Checkboxes())
    at_risk = YesNoField(label="Are other children at risk?")
    file = forms.FileField(label="Chronology file")
    read = forms.BooleanField(label="I have read the whole review")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    reason = forms.CharField(label="Reason", error_messages={"required": "Say why"})


def born(day: str = "", month: str = "", year: str = "") -> Meeting:
    return Meeting({"born_day": day, "born_month": month, "born_year": year})


def meets(time: str, day: str = "5", month: str = "3", year: str = "2007") -> Meeting:
    return Meeting({"meets_day": day, "meets_month": month, "meets_year": year, "meets_time": time})


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "mar", " MAR "])
def test_a_month_may_be_a_number_or_its_name(month: str) -> None:
    form = born("5", month, "2007")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(2007, 3, 5)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("", "3", "2007"), "Date of birth must include a day"),
        (("5", "", ""), "Date of birth must include a month and year"),
        (("31", "2", "2007"), "Date of birth must be a real date"),
        (("29", "2", "2007"), "Date of birth must be a real date"),
        (("5", "13", "2007"), "Date of birth must be a real date"),
        (("5", "Ma", "2007"), "Date of birth must be a real date"),
        (("five", "3", "2007"), "Date of birth must be a real date"),
        (("٣", "3", "2007"), "Date of birth must be a real date"),
        (("5", "3", "07"), "Date of birth must have a year of 4 numbers, like 2007"),
        (("5", "3", "20007"), "Date of birth must have a year of 4 numbers, like 2007"),
    ],
)
def test_a_wrong_day_says_what_is_wrong_and_keeps_what_was_typed(
    typed: tuple[str, str, str], message: str
) -> None:
    form = born(*typed)
    assert form.errors["born"] == [message]
    page = str(form["born"])
    for part in filter(None, typed):
        assert f'value="{part}"' in page


def test_only_the_wrong_box_is_marked() -> None:
    boxes = str(born("5", "March", "07")["born"]).split("<input")[1:]
    assert ["govuk-input--error" in box for box in boxes] == [False, False, True]
    assert ['aria-invalid="true"' in box for box in boxes] == [False, False, True]


def test_all_boxes_are_marked_when_the_day_does_not_exist() -> None:
    boxes = str(born("31", "2", "2007")["born"]).split("<input")[1:]
    assert ["govuk-input--error" in box for box in boxes] == [True] * 3


def test_an_empty_day_is_none_or_asked_for() -> None:
    form = born()
    assert form.is_valid()
    assert form.cleaned_data["born"] is None
    form = born()
    form.fields["born"].required = True
    assert form.errors["born"] == ["Enter the date of birth"]


@pytest.mark.parametrize(
    ("first", "last", "errors"),
    [
        (None, date(2007, 3, 4), ["Date of birth must be on or before 4 March 2007"]),
        (date(2007, 3, 6), None, ["Date of birth must be on or after 6 March 2007"]),
        (date(2007, 3, 5), date(2007, 3, 5), []),
    ],
)
def test_a_day_outside_its_limits_is_refused(
    first: date | None, last: date | None, errors: list[str]
) -> None:
    form = born("5", "3", "2007")
    field = form.fields["born"]
    assert isinstance(field, DateField)
    field.not_before, field.not_after = first, last
    assert form.errors.get("born", []) == errors


def test_a_stored_day_and_moment_are_shown_in_their_boxes() -> None:
    at = datetime(2007, 7, 5, 15, 30, tzinfo=UTC)
    form = Meeting(initial={"born": date(2004, 11, 9), "meets": at})
    assert [f'value="{part}"' in str(form["born"]) for part in ("9", "11", "2004")] == [True] * 3
    assert 'value="4:30pm"' in str(form["meets"])


def test_an_unchanged_day_has_not_changed() -> None:
    typed = {"born_day": "5", "born_month": "Mar", "born_year": "2007"}
    assert not Meeting(typed, initial={"born": date(2007, 3, 5)}).has_changed()
    assert Meeting(typed, initial={"born": date(2007, 3, 6)}).changed_data == ["born"]


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("4:30pm", 16, 30),
        ("4.30 pm", 16, 30),
        ("4:30 p.m.", 16, 30),
        ("4pm", 16, 0),
        ("16:30", 16, 30),
        ("1630", 16, 30),
        ("9:05", 9, 5),
        ("12am", 0, 0),
        ("12:30am", 0, 30),
        ("12pm", 12, 0),
        ("midday", 12, 0),
        ("Noon", 12, 0),
        ("midnight", 0, 0),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, hour: int, minute: int) -> None:
    form = meets(typed)
    assert form.is_valid(), form.errors
    moment = form.cleaned_data["meets"]
    assert moment == datetime(2007, 3, 5, hour, minute, tzinfo=LONDON)
    assert moment.tzinfo is not None


@pytest.mark.parametrize(
    "typed", ["16", "25:00", "4:60pm", "13pm", "0pm", "half four", "4:30xm", "-1:30", "٤pm"]
)
def test_a_time_that_could_mean_two_things_or_none_is_refused(typed: str) -> None:
    assert read_time(typed) is None
    form = meets(typed)
    assert form.errors["meets"] == ["Enter a time, like 4:30pm or 16:30"]
    assert f'value="{typed}"' in str(form["meets"])


def test_a_moment_needs_its_time() -> None:
    assert meets("").errors["meets"] == ["Date of the meeting must include a time"]


def test_the_hour_that_the_clocks_skip_is_refused() -> None:
    """In 2009 London's clocks went from 1am to 2am on 29 March."""
    form = meets("1:30am", day="29", year="2009")
    message = "1:30am did not exist on 29 March 2009, because the clocks went forward. Enter another time"
    assert form.errors["meets"] == [message]
    assert meets("2am", day="29", year="2009").is_valid()


def test_the_hour_that_comes_twice_means_its_first_pass() -> None:
    """In 2009 London's clocks went back from 2am to 1am on 25 October."""
    form = meets("1:30am", day="25", month="10", year="2009")
    assert form.is_valid()
    assert form.cleaned_data["meets"].astimezone(UTC) == datetime(2009, 10, 25, 0, 30, tzinfo=UTC)


def test_summer_time_is_london_s() -> None:
    form = meets("4:30pm", month="7")
    assert form.is_valid()
    assert form.cleaned_data["meets"].astimezone(UTC) == datetime(2007, 7, 5, 15, 30, tzinfo=UTC)


def test_a_month_needs_three_letters() -> None:
    assert read_month("ma") is None
    assert (read_month("mar"), read_month("may"), read_month("sept")) == (3, 5, 9)


def test_a_missing_answer_says_what_to_do() -> None:
    errors = {name: list(messages) for name, messages in Notes({}, {}).errors.items()}
    assert errors == {
        "school": ["Enter name of the school"],
        "kind": ["Select what the panel recommends"],
        "asked": ["Select agencies to ask"],
        "at_risk": ["Answer the question: Are other children at risk?"],
        "file": ["Choose a file: Chronology file"],
        "read": ["Tick the box: I have read the whole review"],
        "secret": ["Enter password"],
        "reason": ["Say why"],
    }


def test_hint_and_error_are_tied_to_their_input() -> None:
    page = Notes({}, {})["school"].as_field_group()
    assert 'aria-describedby="id_school_helptext id_school_error"' in page
    assert 'id="id_school_helptext"' in page
    assert 'id="id_school_error"' in page
    assert 'class="govuk-input govuk-input--error"' in page
    assert 'aria-invalid="true"' in page


def test_a_group_of_choices_has_a_legend_and_a_hint_of_its_own() -> None:
    page = Notes()["kind"].as_field_group()
    assert page.count("<fieldset") == page.count("<legend") == 1
    assert page.count('class="govuk-radios__input"') == 2
    assert 'aria-describedby="id_kind_1_hint"' in page
    assert 'id="id_kind_1_hint">The reason is told to the referrer<' in page
    assert 'class="govuk-checkboxes__input"' in Notes()["asked"].as_field_group()


def test_what_may_be_left_out_says_so_and_nothing_is_marked_required() -> None:
    page = str(Notes())
    assert page.count("(optional)") == 1
    assert " required" not in page
    quiet = Notes()
    quiet.marks_optional = False
    assert "(optional)" not in str(quiet)


def test_the_heading_field_is_the_only_heading() -> None:
    form = Notes()
    form.heading_field = "kind"
    page = str(form)
    assert page.count("<h1") == 1
    assert '<h1 class="govuk-fieldset__heading">What the panel recommends</h1>' in page


@pytest.mark.parametrize(("typed", "answer"), [("yes", True), ("no", False)])
def test_yes_and_no_are_true_and_false(typed: str, answer: bool) -> None:
    class Asked(forms.Form):
        at_risk = YesNoField(label="At risk?")

    form = Asked({"at_risk": typed})
    assert form.is_valid()
    assert form.cleaned_data["at_risk"] is answer
    again = str(Asked(initial={"at_risk": answer}))
    checked = next(line for line in again.split("<input") if "checked" in line)
    assert f'value="{typed}"' in checked


def test_what_was_typed_is_escaped() -> None:
    form = Notes({"school": '"><script>alert(1)</script>'}, {})
    assert "<script>" not in str(form)
    assert "&lt;script&gt;" in str(form)


def test_sign_in_asks_in_our_words() -> None:
    form = SignInForm({"login": "", "password": ""})
    assert form.errors["login"] == ["Enter email address"]
    assert form.errors["password"] == ["Enter password"]
    assert "placeholder" not in str(form)
