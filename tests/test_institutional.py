"""Abuse in an institution or by several people: what its terms say besides, and with whom they are agreed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from reviews.models import InvestigationAgreement
from reviews.services.investigation import Said, record_investigation
from reviews.services.terms import sign_terms
from scr.cases.events import standing_milestones
from scr.cases.models import Duty
from scr.cases.noting import note_event, take_back
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.scoping import questions_of
from scr.meetings.agenda import items_of
from scr.meetings.services import arrange
from scr.procedures import newest
from scr.procedures.scoping import INTERFACE
from scr.procedures.scoping_rules import INSTITUTIONAL
from tests.reviewing import PROCEDURE, SCOPING, SIGNED, drafted, scoped

pytestmark = pytest.mark.usefixtures("rows")
ASKED = (*PROCEDURE.scoping_questions, *INTERFACE)
LEAD = "DCI Canary Lead"
SAID = Said(True, LEAD, "Detective Chief Inspector, Westmarch Police", SIGNED.date(), "Letter of 4 April", "")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = scoped()
    by = scene.cast.chair
    note_event(scene.case, INSTITUTIONAL, happened_at=SCOPING, note="Referral", by=by, now=SCOPING)
    return scene


def answers(**changes):
    return {one.key: f"Answer on {one.key}" for one in ASKED} | changes


def html(client, user, name, *args, **posted):
    client.force_login(user)
    address = reverse(name, args=args)
    answer = client.post(address, posted, follow=True) if posted else client.get(address)
    return answer.content.decode().replace("&#x27;", "'")


def signing(scene, draft):
    return sign_terms(draft, revision=draft.revision, by=scene.cast.chair, now=SIGNED)


@pytest.mark.requirement("R081")
def test_terms_draw_the_boundary_and_are_agreed_with_the_lead_before_they_are_signed(
    client, scene, cast, case
):
    without = drafted(scene)
    with pytest.raises(NotTheMoment, match="5 scoping questions have no answer yet"):
        signing(scene, without)
    form = html(client, cast.administrator, "reviews:draft_terms", case.pk)
    for one in INTERFACE:
        assert one.text in form
    draft = drafted(scene, answers=answers())
    gap = "Record that whoever leads the criminal investigation agrees to this draft, or that none runs."
    with pytest.raises(NotTheMoment, match="Record that whoever leads"):
        signing(scene, draft)
    assert gap in html(client, cast.chair, "reviews:sign_terms", case.pk)
    posted = {
        "is_running": "yes",
        "lead": LEAD,
        "organisation": "Detective Chief Inspector, Westmarch Police",
        "agreed_on_day": "4",
        "agreed_on_month": "4",
        "agreed_on_year": "2007",
        "evidence": "Letter of 4 April 2007",
        "conditions": "No interview of W1 before the trial",
        "revision": draft.revision,
    }
    page = html(client, cast.administrator, "reviews:agree_investigation", case.pk, **posted)
    assert "It is on record" in page
    panel = html(client, cast.panel_member, "reviews:terms", case.pk)
    for words in (LEAD, "4 April 2007", "No interview of W1 before the trial"):
        assert words in panel
    assert not Duty.objects.open().filter(rule_key="AGREE_INVESTIGATION").exists()
    signing(scene, draft)
    page = html(client, cast.housing_author, "reviews:terms", case.pk)
    for one in INTERFACE:
        assert one.text in page
        assert f"Answer on {one.key}" in page
    assert "at greater size and length" in page
    assert LEAD not in page, "the name lies with the panel"


def test_a_draft_that_is_saved_again_is_agreed_again(scene, cast):
    draft = drafted(scene, answers=answers())
    given = {"by": cast.administrator, "now": SIGNED}
    record_investigation(draft, SAID, revision=draft.revision, **given)
    with pytest.raises(NotTheMoment, match="recorded for the draft already"):
        record_investigation(draft, SAID, revision=draft.revision, **given)
    changed = drafted(scene, answers=answers(interface_cases="Otherwise"))
    with pytest.raises(NotTheMoment, match="has changed since you read it"):
        record_investigation(changed, SAID, revision=1, **given)
    with pytest.raises(NotTheMoment, match="Record that whoever leads"):
        signing(scene, changed)
    none = Said(False, "Superintendent Field", "Westmarch Police", SIGNED.date(), "Minutes")
    record_investigation(changed, none, revision=changed.revision, **given)
    assert signing(scene, changed).version == 1
    assert InvestigationAgreement.objects.count() == 2


def test_who_may_record_it_and_for_which_day(client, scene, cast, case):
    draft = drafted(scene, answers=answers())
    with pytest.raises(NotYourRole):
        record_investigation(draft, SAID, revision=1, by=cast.panel_member, now=SIGNED)
    ahead = Said(True, LEAD, "Police", date(2007, 5, 1), "Letter")
    with pytest.raises(NotTheMoment, match="up to today"):
        record_investigation(draft, ahead, revision=1, by=cast.administrator, now=SIGNED)
    client.force_login(cast.housing_officer)
    assert client.get(reverse("reviews:agree_investigation", args=[case.pk])).status_code == 403


def test_the_agenda_of_scoping_asks_them_and_a_mistake_can_be_taken_back(client, cast, case):
    meeting = arrange(case, kind="scoping", starts_at=SIGNED, by=cast.administrator, now=SIGNED)
    assert {one.key for one in INTERFACE} <= {item.question for item in items_of(meeting)}
    noted = standing_milestones(case).get(key=INSTITUTIONAL)
    take_back(noted, reason="It was a family", by=cast.chair, now=SIGNED + timedelta(hours=1))
    assert questions_of(case) == PROCEDURE.scoping_questions
    page = html(client, cast.administrator, "reviews:terms", case.pk)
    assert reverse("cases:record_event", args=[case.pk, INSTITUTIONAL]) in page
    assert not Duty.objects.open().filter(rule_key="AGREE_INVESTIGATION").exists()


@pytest.mark.requirement("R081")
def test_terms_that_take_longer_than_the_clock_lead_to_the_extension(client, scene, cast, case):
    drafted(scene, answers=answers(), complete_on=date(2008, 3, 1))
    page = html(client, cast.administrator, "reviews:terms", case.pk)
    clock = Duty.objects.get(case=case, rule_key="COMPLETE")
    assert "These terms set a later day" in page
    assert reverse("cases:extend", args=[case.pk, clock.pk]) in page
    drafted(scene, answers=answers())
    assert "These terms set a later day" not in html(client, cast.administrator, "reviews:terms", case.pk)


def test_the_procedure_of_its_own_needs_no_note_and_takes_its_date_from_the_terms():
    own = newest("institutional_beds_2007")
    assert own.is_institutional
    rule = own.rule("COMPLETE")
    assert (rule.trigger, rule.is_agreed, rule.ends_with) == ("terms_signed", True, ("terms_signed",))
    assert own.rule("AGREE_INVESTIGATION").trigger == "review_instigated"
