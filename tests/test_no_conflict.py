"""Everybody whose judgement the review rests on says whether they have a conflict of interest."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scr.cases.asks import asks_of
from scr.cases.declaring import declare_no_conflict, is_asked
from scr.cases.models import NoConflict, Participant
from scr.cases.participation import add_participant, add_standing, prolong, recuse
from scr.cases.policy import NotTheMoment
from scr.people.services import appoint
from tests.cast import D0, make_case, person
from tests.plan_pages import words

pytestmark = pytest.mark.usefixtures("rows")
TASK = "Say whether you have a conflict of interest"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def people_page(user, case):
    return words(signed_in(user).get(reverse("cases:participants", args=[case.pk])))


@pytest.mark.requirement("R014")
def test_a_member_is_asked_until_they_have_declared(cast, case):
    client = signed_in(cast.panel_member)
    assert TASK in client.get(reverse("home")).content.decode()
    assert TASK in client.get(reverse("case", args=[case.pk])).content.decode()
    assert "Not yet declared" in people_page(cast.chair, case)
    address = reverse("cases:declare", args=[case.pk])
    assert "I have a conflict" in client.get(address).content.decode()
    client.post(address)
    assert TASK not in client.get(reverse("home")).content.decode()
    row = NoConflict.objects.get()
    assert (row.user, row.compartment) == (cast.panel_member, case.compartment)
    assert "Declared no conflict on" in people_page(cast.chair, case)
    again = client.post(address, follow=True)
    assert "you have declared already" in again.content.decode()
    assert NoConflict.objects.count() == 1


def test_who_is_asked_and_who_is_not(cast, case):
    add_participant(case, cast.outsider, role="auditor", by=cast.administrator, now=D0)
    asked = (cast.panel_member, cast.housing_author, cast.housing_officer)
    others = (cast.administrator, cast.chair, cast.outsider, cast.overview_author)
    assert [is_asked(user, case) for user in asked] == [True] * 3
    assert [is_asked(user, case) for user in others] == [False] * 4
    assert signed_in(cast.outsider).post(reverse("cases:declare", args=[case.pk])).status_code == 403
    assert signed_in(cast.overview_author).get(reverse("cases:declare", args=[case.pk])).status_code == 404


def test_a_declaration_of_one_case_says_nothing_about_another(cast, case):
    other = make_case(cast)
    declare_no_conflict(case, by=cast.panel_member, now=D0)
    assert (is_asked(cast.panel_member, case), is_asked(cast.panel_member, other)) == (False, True)


def test_who_comes_back_to_a_case_is_asked_again(cast, case):
    declare_no_conflict(case, by=cast.panel_member, now=D0)
    part = Participant.objects.get(case=case, user=cast.panel_member)
    recuse(part, reason="Managed the team", by=cast.panel_member, now=D0 + timedelta(1))
    add_participant(
        case, cast.panel_member, role="panel_member", by=cast.administrator, now=D0 + timedelta(2)
    )
    assert is_asked(cast.panel_member, case)


def test_what_waits_costs_the_same_for_many_cases(cast, case):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            found = asks_of(cast.panel_member)
        return len(found), len(captured)

    few = queries()
    for _ in range(3):
        make_case(cast)
    many = queries()
    assert (few[0], many[0]) == (1, 4)
    assert few[1] == many[1]


@pytest.mark.requirement("R013")
def test_whoever_writes_a_review_is_not_put_on_the_panel_by_a_standing_post(cast, case):
    newcomer = person("Nora New", agency=cast.housing)
    for user in (cast.housing_author, newcomer):
        appoint(user, role="panel_member", by=cast.administrator, now=D0, since=D0.date())
    add_standing(case, "panel_member", by=cast.administrator, now=D0)
    held = Participant.objects.filter(case=case, role="panel_member")
    assert held.filter(user=newcomer).exists()
    assert not held.filter(user=cast.housing_author).exists()


def test_the_reason_of_a_conflict_is_read_by_the_auditor_too(cast, case):
    add_participant(case, cast.outsider, role="auditor", by=cast.administrator, now=D0)
    part = Participant.objects.get(case=case, user=cast.panel_member)
    recuse(part, reason="A family friend", by=cast.panel_member, now=D0)
    assert "A family friend" in people_page(cast.outsider, case)
    assert "A family friend" not in people_page(cast.other_panel_member, case)
    assert "A family friend" not in people_page(cast.housing_officer, case)


def test_an_author_is_added_only_until_a_day_and_with_three_answers(cast, case):
    client, address = signed_in(cast.administrator), reverse("cases:add_participant", args=[case.pk])
    typed = {"person": str(cast.overview_author.pk), "role": "overview_author"}
    shown = client.post(address, typed).content.decode()
    assert "Enter the last day of the author’s contract" in shown
    assert "Answer the question: Was this person involved" in shown
    whole = {**typed, "until_on_day": 30, "until_on_month": 6, "until_on_year": 2099, "is_on_panel": "no"}
    refused = client.post(address, {**whole, "was_involved": "yes", "manages_involved": "no"})
    assert "was not involved with the child" in refused.content.decode()
    assert not Participant.objects.filter(user=cast.overview_author).exists()
    client.post(address, {**whole, "was_involved": "no", "manages_involved": "no"})
    assert Participant.objects.get(user=cast.overview_author).until.year == 2099


def test_access_is_prolonged_with_a_reason_and_only_forwards(cast, case):
    until = datetime(2099, 6, 30, 22, 59, tzinfo=UTC)
    part = add_participant(case, cast.outsider, role="auditor", by=cast.administrator, now=D0, until=until)
    client, address = signed_in(cast.administrator), reverse("cases:prolong", args=[case.pk, part.pk])
    sooner = {"until_on_day": 1, "until_on_month": 6, "until_on_year": 2099, "reason": "Kept reason"}
    shown = client.post(address, sooner).content.decode()
    assert "on or after" in shown
    assert "Kept reason" in shown
    later = {"until_on_day": 31, "until_on_month": 7, "until_on_year": 2099, "reason": "The audit goes on"}
    client.post(address, later)
    part.refresh_from_db()
    assert (part.until.month, part.until_reason) == (7, "The audit goes on")
    assert "Prolonged: The audit goes on" in people_page(cast.chair, case)
    assert signed_in(cast.panel_member).post(address, later).status_code == 403
    with pytest.raises(NotTheMoment, match="must be later"):
        prolong(part, until=part.until, reason="Why", by=cast.administrator, now=D0)
    endless = Participant.objects.get(case=case, user=cast.panel_member)
    with pytest.raises(NotTheMoment, match="ends on a day to come"):
        prolong(endless, until=until, reason="Why", by=cast.administrator, now=D0)
