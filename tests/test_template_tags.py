"""Dates in words, deadlines in words, the colour of a state and the error summary."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template

from reviews.progress import ACCEPTED, KEYS, PRESENTED, state_words
from scr import template_tags
from scr.dates import LONDON
from scr.documents.models import Rendering
from scr.govuk import DateField, GovukForm, Radios

NOW = datetime(2007, 5, 15, 10, 0, tzinfo=LONDON)


def london(year: int, month: int, day: int, *clock: int) -> datetime:
    """A moment by London's clock; without hour, minute and second the last second of the day."""
    hour, minute, second = clock or (23, 59, 59)
    return datetime.combine(date(year, month, day), time(hour, minute, second), tzinfo=LONDON)


def test_a_day_is_said_by_the_clock_in_london() -> None:
    assert template_tags.day(date(2007, 3, 5)) == "5 March 2007"
    assert template_tags.day(datetime(2007, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2007"
    assert template_tags.day(datetime(2007, 1, 31, 23, 30, tzinfo=UTC)) == "31 January 2007"
    assert template_tags.day_with_weekday(date(2007, 3, 5)) == "Monday 5 March 2007"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (16, 30, "4:30pm on 5 March 2007"),
        (9, 0, "9am on 5 March 2007"),
        (9, 5, "9:05am on 5 March 2007"),
        (12, 0, "midday on 5 March 2007"),
        (12, 30, "12:30pm on 5 March 2007"),
        (0, 0, "midnight on 5 March 2007"),
        (0, 15, "12:15am on 5 March 2007"),
        (23, 59, "11:59pm on 5 March 2007"),
    ],
)
def test_a_moment_is_said_with_its_time(hour: int, minute: int, words: str) -> None:
    assert template_tags.moment(london(2007, 3, 5, hour, minute, 0)) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("seed 004, section 5.3", "the board’s procedure of 2007, section 5.3"),
        ("seed 002, sections 3.1 and 3.2; seed 004", None),
        ("Working Together 2015, chapter 4", "Working Together 2015, chapter 4"),
    ],
)
def test_a_source_has_a_name_that_people_know(source: str, words: str | None) -> None:
    said = template_tags.source(source)
    assert "seed" not in said
    assert words is None or said == words


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        template_tags.moment(datetime(2007, 3, 5, 16, 30))


def test_no_date_says_nothing() -> None:
    filters = [
        template_tags.day,
        template_tags.day_with_weekday,
        template_tags.moment,
        template_tags.time_of_day,
    ]
    assert [say(None) for say in filters] == [""] * 4
    assert template_tags.clock(None, NOW) == ""
    assert template_tags.clock_state(None, NOW) == ""
    assert template_tags.days(None) == ""


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (london(2007, 5, 18), "due Friday 18 May, in 3 days"),
        (london(2007, 5, 18, 16, 30, 0), "due Friday 18 May at 4:30pm, in 3 days"),
        (london(2007, 5, 16), "due tomorrow, Wednesday 16 May"),
        (london(2007, 5, 15, 16, 30, 0), "due today at 4:30pm"),
        (london(2007, 5, 15), "due today"),
        (london(2007, 5, 15, 9, 0, 0), "overdue since 9am today"),
        (london(2007, 5, 14), "overdue by 1 day"),
        (london(2007, 5, 14, 16, 30, 0), "overdue by 1 day"),
        (london(2007, 5, 6), "overdue by 9 days"),
        (london(2003, 5, 15), "overdue by 1,461 days"),
        (london(2008, 1, 7), "due Monday 7 January 2008, in 237 days"),
        (date(2007, 5, 18), "due Friday 18 May, in 3 days"),
        (date(2007, 5, 15), "due today"),
        (date(2007, 5, 14), "overdue by 1 day"),
    ],
)
def test_a_clock_says_when_and_how_far(due: date, words: str) -> None:
    assert template_tags.clock(due, NOW) == words


def test_days_are_counted_on_the_calendar_over_a_clock_change() -> None:
    """On 25 March 2007 London's clocks went forward: three days of 71 hours are still three days."""
    before = datetime(2007, 3, 23, 23, 30, tzinfo=LONDON)
    assert template_tags.clock(london(2007, 3, 26, 22, 30, 0), before).endswith("in 3 days")
    in_utc = datetime(2007, 5, 14, 23, 30, tzinfo=UTC)  # already the 15th in London
    assert template_tags.clock(london(2007, 5, 15), in_utc) == "due today"


def test_the_last_second_of_a_day_is_not_late_and_the_next_is() -> None:
    due = london(2007, 5, 15)
    assert template_tags.clock_state(due, due) == "soon"
    assert template_tags.clock_state(due, due + timedelta(seconds=1)) == "overdue"


@pytest.mark.parametrize(("in_days", "state"), [(0, "soon"), (3, "soon"), (4, "ahead"), (-1, "overdue")])
def test_a_clock_is_soon_within_three_days(in_days: int, state: str) -> None:
    assert template_tags.clock_state(london(2007, 5, 15) + timedelta(days=in_days), NOW) == state


def test_days_in_words() -> None:
    assert template_tags.days(1) == "1 day"
    assert template_tags.days(0) == "0 days"
    assert template_tags.days(timedelta(days=9, hours=23)) == "9 days"


@pytest.mark.parametrize(
    ("state", "colour"),
    [
        ("Ready to sign", "yellow"),
        ("Signed by R. Delaney on 3 May 2007", "green"),
        ("due Friday 18 May, in 3 days", "blue"),
        ("due today at 4:30pm", "yellow"),
        ("Overdue by 9 days", "red"),
        ("Not started", "grey"),
        ("Something new", "grey"),
    ],
)
def test_the_first_words_of_a_state_decide_its_colour(state: str, colour: str) -> None:
    assert template_tags.tag_colour(state) == colour


def states_in_templates() -> set[str]:
    """The words that templates give to a tag: written out, or the two answers of a yesno."""
    tag = re.compile(r"""components/(?:tag|task)\.html"[^%]*?state=(?:\S+?\|yesno:)?"([^"]+)\"""")
    pages = (settings.BASE_DIR / "templates").rglob("*.html")
    return {word for page in pages for found in tag.findall(page.read_text()) for word in found.split(",")}


def states_of_reviews() -> set[str]:
    """The words for every way that an agency's review may stand."""
    facts = [{"agency_asked", key} for key in KEYS]
    facts += [{"agency_asked", "review_released", key} for key in (PRESENTED, ACCEPTED)]
    return {state_words(some, is_inside=inside) for some in (set(), *facts) for inside in (True, False)}


def test_every_state_on_a_page_has_a_colour_on_purpose() -> None:
    shown = states_in_templates() | states_of_reviews() | {str(one) for one in Rendering.State.labels}
    assert {"Countersigned", "To do", "Waiting"} <= shown
    known = tuple(start for start in template_tags.TAG_COLOURS if start)
    assert {state for state in shown if not state.lower().startswith(known)} == set()
    assert template_tags.tag_colour("Countersigned") == "green"


class Referral(GovukForm, forms.Form):
    school = forms.CharField(label="Name of the school")
    born = DateField(label="Date of birth")
    kind = forms.ChoiceField(
        label="Kind of harm", widget=Radios(), choices=[("a", "Neglect"), ("b", "Other")]
    )

    def clean(self) -> None:
        self.add_error(None, "The case is closed")


def test_the_summary_links_every_error_to_an_input_of_the_page() -> None:
    form = Referral({"born_day": "3", "born_month": "3", "born_year": ""})
    page = Template("{% error_summary form %}{{ form }}").render(Context({"form": form}))
    assert '<a href="#form-errors">The case is closed</a>' in page
    assert '<a href="#id_school">Enter name of the school</a>' in page
    assert '<a href="#id_born_2">Date of birth must include a year</a>' in page
    assert '<a href="#id_kind_0">Select kind of harm</a>' in page
    for target in ("form-errors", "id_school", "id_born_2", "id_kind_0"):
        assert page.count(f'id="{target}"') == 1


def test_no_summary_without_errors() -> None:
    template = Template("{% error_summary form missing %}")
    assert template.render(Context({"form": Referral()})).strip() == ""


def test_the_summary_covers_formsets() -> None:
    referrals = forms.formset_factory(Referral, extra=1, min_num=1, validate_min=True)
    formset = referrals({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-school": ""})
    page = Template("{% error_summary formset %}").render(Context({"formset": formset}))
    assert '<a href="#id_form-0-school">Enter name of the school</a>' in page


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.1; rv:145.0) Firefox/145.0", "Firefox on Mac"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_as_people_know_it(says: str, words: str) -> None:
    assert template_tags.browser(says) == words
