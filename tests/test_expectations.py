"""What is expected of practitioners, managers and organisations, with the pages where it is done."""

import pytest
from django.urls import reverse

from scr.cases.models import Case
from scr.pages.expected import EXPECTED, places_of
from tests.asking import queries_of
from tests.cast import make_case
from tests.counts import MANY

# What the source asks of each (seed 000, slides 7 to 9), and a page on which it is done, where there is one.
ASKED = {
    "practitioner": (
        ("Report", "referrals:refer", None),
        ("Cooperate with the review", "reviews:staff_note", "room"),
        ("Reflect", None, None),
        ("Look for support", "help", None),
        ("Contribute to learning", "reviews:lessons", "case"),
    ),
    "manager": (
        ("Report", "referrals:refer", None),
        ("Find and secure the records", "reviews:register", "room"),
        ("Support your staff", "reviews:staff", "room"),
        ("Accept the recommendations", "actionplans:own_plan", "room"),
        ("Own the action plan", "actionplans:own_plan", "room"),
        ("Have ways to report", "referrals:report_near_miss", None),
    ),
    "organisation": (
        ("Link your ways of reporting", "referrals:refer", None),
        ("Learn at once", "reviews:lessons", "case"),
        ("Be open", "reviews:queries", "case"),
        ("Keep to the timescales", "cases:timetable", "case"),
        ("Ratify the review", "reviews:agency", "room"),
        ("Monitor the action plan", "actionplans:own_plan", "room"),
        ("Contribute to the board’s work", "board", None),
    ),
}


def address(name, needs, case, agency):
    return reverse(name, args=[case.pk, agency.pk] if needs == "room" else [case.pk] if needs else [])


def sections(page):
    """Each heading of the page with what stands below it."""
    parts = page.split('<h2 class="govuk-heading-m">')[1:]
    return {part.split("</h2>")[0]: part for part in parts}


def checked(client, cast, case, who):
    client.force_login(cast.housing_officer)
    found = sections(client.get(reverse("expected", args=[who])).content.decode())
    for heading, name, needs in ASKED[who]:
        assert heading in found
        if name:
            place = address(name, needs, case, cast.housing)
            assert f'href="{place}' in found[heading]
            assert client.get(place).status_code == 200
    return found


@pytest.mark.requirement("R137")
def test_what_is_expected_of_a_practitioner_leads_to_where_it_is_done(client, cast, case):
    assert len(checked(client, cast, case, "practitioner")) == 5


@pytest.mark.requirement("R138")
def test_what_is_expected_of_a_manager_leads_to_where_it_is_done(client, cast, case):
    assert len(checked(client, cast, case, "manager")) == 6


@pytest.mark.requirement("R139")
def test_what_is_expected_of_an_organisation_leads_to_where_it_is_done(client, cast, case):
    assert len(checked(client, cast, case, "organisation")) == 7


def test_help_names_all_three_and_so_do_the_pages_where_they_matter(client, cast, case):
    client.force_login(cast.housing_officer)
    for page, named in (
        (reverse("help"), EXPECTED),
        (reverse("reviews:agency", args=[case.pk, cast.housing.pk]), ("manager", "organisation")),
        (reverse("reviews:staff_note", args=[case.pk, cast.housing.pk]), ("practitioner",)),
        (reverse("actionplans:own_plan", args=[case.pk, cast.housing.pk]), ("organisation",)),
    ):
        shown = client.get(page).content.decode()
        assert all(reverse("expected", args=[who]) in shown for who in named)
    assert client.get(reverse("expected", args=["king"])).status_code == 404


def test_nobody_is_led_to_a_room_that_is_not_theirs(client, cast, case):
    rooms = {place.url for rows in places_of(cast.housing_officer).values() for place in rows}
    assert rooms
    for user in (cast.health_officer, cast.outsider, cast.chair):
        assert not rooms & {
            place.url
            for key, rows in places_of(user).items()
            for place in rows
            if key not in ("lessons", "timetable", "queries", "presentations")
        }
    client.force_login(cast.outsider)
    page = client.get(reverse("expected", args=["manager"])).content.decode()
    assert "when your agency takes part in a case" in page
    assert Case.objects.get().code_name not in page


def test_many_cases_are_asked_for_as_often_as_one(client, cast, case):
    client.force_login(cast.housing_officer)
    few = queries_of(client, reverse("expected", args=["organisation"]))
    for _ in range(MANY // 4):
        make_case(cast)
    assert queries_of(client, reverse("expected", args=["organisation"])) == few
