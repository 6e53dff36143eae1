"""A health trust's own notices: who inside it is told, and the chief executive who names the reviewer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.services.agency import appoint_author
from scr.cases.independence import INDEPENDENT
from scr.cases.models import Duty, Milestone
from scr.cases.noting import note_event
from scr.cases.participation import add_participant
from scr.cases.policy import NotYourRole
from scr.cases.services import record_milestone
from scr.people.services import choose_own_rules
from tests.cast import D0, Scene, make_case, make_cast, person

pytestmark = pytest.mark.usefixtures("rows")
TOLD = {"SI_TEAM": "serious_incident_team_told", "EXEC_DIRECTOR": "executive_director_told"}
LATER = D0 + timedelta(hours=3)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """A case on which the health agency follows a trust's own rules, with its designated nurse."""
    cast = make_cast()
    rules = "health_trust_2015"
    choose_own_rules(cast.health, rules, installed=[rules], by=cast.administrator, now=D0)
    case = make_case(cast)
    nurse = person("Dora Nurse", agency=cast.health)
    add_participant(case, nurse, role="designated_nurse", agency=cast.health, by=cast.administrator, now=D0)
    cast.by_name["nurse"] = nurse
    return Scene(cast, case)


def duties(case, rule):
    return Duty.objects.filter(case=case, rule_key=rule)


@pytest.mark.requirement("R058")
@pytest.mark.parametrize("rule", TOLD)
def test_as_soon_as_a_review_is_considered_the_trust_is_to_tell_its_own(case, cast, rule):
    opened = duties(case, rule).get()
    assert (opened.agency, opened.met_at) == (cast.health, None)
    assert (opened.opened_at, opened.due_at.date()) == (D0, (D0 + timedelta(days=1)).date())
    assert opened.basis == "assumed"
    waiting = Duty.objects.waiting_for(cast.by_name["nurse"])
    assert {one.rule_key for one in waiting} >= set(TOLD)


@pytest.mark.requirement("R058")
@pytest.mark.parametrize("rule", TOLD)
def test_the_nurse_notes_on_the_page_of_events_that_they_were_told(client, case, cast, rule):
    client.force_login(cast.by_name["nurse"])
    home = client.get(reverse("home")).content.decode()
    assert "serious incident team, so that nothing is looked into twice" in home
    assert "executive director for clinical governance" in home
    page = reverse("cases:record_event", args=[case.pk, TOLD[rule]])
    assert page in client.get(reverse("cases:events", args=[case.pk])).content.decode()
    happened = {"happened_day": 5, "happened_month": 3, "happened_year": 2007, "happened_time": "11:00am"}
    sent = client.post(page, happened | {"agency": cast.health.pk, "note": "By telephone"}, follow=True)
    assert "It is noted" in sent.content.decode()
    assert duties(case, rule).get().met_at is not None
    other = next(one for one in TOLD if one != rule)
    assert duties(case, other).get().met_at is None


def test_only_the_trust_itself_notes_whom_it_told(client, case, cast):
    for user in (cast.administrator, cast.housing_officer, cast.health_author):
        with pytest.raises(NotYourRole):
            note_event(
                case,
                "serious_incident_team_told",
                happened_at=D0,
                note="By telephone",
                agency=cast.health,
                by=user,
                now=LATER,
            )
    client.force_login(cast.housing_officer)
    page = client.get(reverse("cases:events", args=[case.pk])).content.decode()
    assert "serious incident team" not in page
    assert not Milestone.objects.filter(key="serious_incident_team_told").exists()


def test_an_agency_without_such_rules_is_asked_for_nothing_of_this(case, cast):
    rules = [*TOLD, "CE_NOTICE"]
    record_milestone(case, "letter_h_issued", agency=cast.housing, by=cast.chair, now=LATER)
    assert not Duty.objects.filter(case=case, rule_key__in=rules, agency=cast.housing).exists()


def test_two_trusts_on_one_case_each_tell_their_own(cast):
    rules = "health_trust_2015"
    choose_own_rules(cast.housing, rules, installed=[rules], by=cast.administrator, now=D0)
    both = make_case(cast)
    key = "executive_director_told"
    note_event(
        both, key, happened_at=D0, note="In person", agency=cast.housing, by=cast.housing_officer, now=LATER
    )
    met = {one.agency: one.met_at for one in duties(both, "EXEC_DIRECTOR")}
    assert met == {cast.housing: D0, cast.health: None}


@pytest.mark.requirement("R059")
def test_the_chief_executive_has_the_notice_and_names_the_reviewing_officer(case, cast):
    record_milestone(case, "letter_h_issued", agency=cast.health, by=cast.administrator, now=LATER)
    notice, naming = duties(case, "CE_NOTICE").get(), duties(case, "APPOINT").get()
    assert {(one.agency, tuple(one.owners)) for one in (notice, naming)} == {
        (cast.health, ("chief_officer",))
    }
    waiting = {one.rule_key for one in Duty.objects.waiting_for(cast.health_officer)}
    assert {"CE_NOTICE", "APPOINT"} <= waiting
    record_milestone(case, "letter_h_acknowledged", agency=cast.health, by=cast.health_officer, now=LATER)
    assert duties(case, "CE_NOTICE").get().met_at == LATER
    named = person("Rae Reviewer", agency=cast.health)
    appoint_author(case, cast.health, author=named, answers=INDEPENDENT, by=cast.health_officer, now=LATER)
    assert duties(case, "APPOINT").get().met_at == LATER
