"""Records secured: the register of an agency, its attestation, and where originals and copies are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import RecordsEvent, RecordsSecured
from reviews.register import kinds_for, register_of, seal_of_register
from reviews.services.records import (
    Happened,
    Secured,
    add_records,
    attest_records,
    confirm_returned,
    correct_event,
    correct_records,
    note_records,
)
from scr.cases.events import has_happened
from scr.cases.models import Duty, Milestone
from scr.cases.noting import note_event
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import record_milestone
from scr.people.services import choose_own_rules
from tests.cast import D0, make_cast, person
from tests.counts import MANY
from tests.reviewing import scoped

pytestmark = pytest.mark.usefixtures("rows")
SECURED = D0 + timedelta(days=24)
ENTERED = SECURED + timedelta(hours=1)
LATER = SECURED + timedelta(days=3)
FILE = Secured("Tenancy file", "both", "paper", "Safe at the town hall", "Head of Lettings", SECURED)
WHEN = {"day": 29, "month": 3, "year": 2007, "time": "9:40am"}


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """At scoping, both agencies told to secure their records; the health agency follows its own rules."""
    cast = make_cast()
    rules = "health_trust_2015"
    choose_own_rules(cast.health, rules, installed=[rules], by=cast.administrator, now=D0)
    scene = scoped(cast)
    nurse = person("Dora Nurse", agency=cast.health)
    add_participant(
        scene.case, nurse, role="designated_nurse", agency=cast.health, by=cast.administrator, now=D0
    )
    cast.by_name["nurse"] = nurse
    return scene


def add(scene, agency=None, by=None, now=ENTERED, **changes):
    agency = agency or scene.cast.housing
    by = by or officer_of(scene, agency)
    return add_records(scene.case, agency, secured=replace(FILE, **changes), by=by, now=now)


def officer_of(scene, agency):
    return scene.cast.housing_officer if agency == scene.cast.housing else scene.cast.health_officer


def attest(scene, agency=None, now=ENTERED, by=None, **more):
    agency = agency or scene.cast.housing
    seal = seal_of_register(register_of(scene.case, agency))
    by = by or officer_of(scene, agency)
    return attest_records(scene.case, agency, **({"seal": seal} | more), by=by, now=now)


def note(scene, kept, kind, who="Named nurse", place="Safeguarding office", now=LATER):
    happened = Happened(who, place, now - timedelta(hours=2))
    return note_records(kept, kind=kind, happened=happened, by=scene.cast.by_name["nurse"], now=now)


def duty(scene, rule, agency):
    return Duty.objects.filter(case=scene.case, rule_key=rule, agency=agency).latest("opened_at")


def address(name, scene, one=None, *more):
    rest = [one.pk, *more] if one else []
    return reverse(f"reviews:{name}", args=[scene.case.pk, *rest])


def shown(client, user, page):
    client.force_login(user)
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(prefix, **values):
    return values | {f"{prefix}_{name}": value for name, value in WHEN.items()}


# The register and the attestation


@pytest.mark.requirement("R070")
def test_a_chief_officer_attests_what_is_in_the_register(scene):
    add(scene)
    add(scene, record_set="Repairs archive", medium="electronic")
    attest(scene)
    housing = scene.cast.housing
    assert duty(scene, "SECURE", housing).met_at == SECURED
    assert Duty.objects.open().filter(rule_key="SECURE", agency=scene.cast.health).exists()
    rows = RecordsSecured.objects.filter(agency=housing)
    assert {(one.attested_by, one.attested_at) for one in rows} == {(scene.cast.housing_officer, ENTERED)}


def test_an_empty_register_cannot_be_attested(client, scene):
    with pytest.raises(NotTheMoment, match="register is empty"):
        attest(scene)
    page = address("attest_records", scene, scene.cast.housing)
    assert "The register is empty" in shown(client, scene.cast.housing_officer, page)
    sent = client.post(page, {"seal": seal_of_register([])})
    assert "The register is empty" in sent.content.decode()
    assert not has_happened(scene.case, "records_secured")


def test_what_the_officer_did_not_see_is_not_attested(scene):
    add(scene)
    seen = seal_of_register(register_of(scene.case, scene.cast.housing))
    add(scene, record_set="Found a minute later")
    with pytest.raises(NotTheMoment, match="changed since you opened"):
        attest(scene, seal=seen)
    assert not RecordsSecured.objects.filter(attested_at__isnull=False).exists()
    attest(scene)
    with pytest.raises(NotTheMoment, match="attested already"):
        attest(scene)


def test_who_keeps_the_register_and_who_signs(scene):
    cast = scene.cast
    add(scene, by=cast.housing_author)
    with pytest.raises(NotYourRole):
        attest(scene, by=cast.housing_author)
    for user in (cast.administrator, cast.chair, cast.health_officer):
        with pytest.raises(NotYourRole):
            add(scene, by=user, record_set="Other")
    assert add(scene, cast.health, by=cast.by_name["nurse"]).agency == cast.health
    with pytest.raises(NotYourRole):
        attest(scene, cast.health, by=cast.by_name["nurse"])


def test_records_are_entered_once_and_not_ahead(scene):
    add(scene)
    with pytest.raises(NotTheMoment, match="in the register already"):
        add(scene, record_set="TENANCY FILE")
    with pytest.raises(NotTheMoment, match="once they are secured"):
        add(scene, record_set="Other", secured_at=ENTERED + timedelta(hours=1))
    assert RecordsSecured.objects.count() == 1


@pytest.mark.requirement("R070")
def test_from_the_room_to_the_receipt_on_pages(client, scene):
    cast, housing = scene.cast, scene.cast.housing
    room = shown(client, cast.housing_officer, address("agency", scene, housing))
    assert address("register", scene, housing) in room
    page = address("add_records", scene, housing)
    wrong = client.post(page, {"record_set": "Kept words", "secured_at_day": "30"}).content.decode()
    assert "There is a problem" in wrong
    assert "Kept words" in wrong
    values = {
        "record_set": "Tenancy file",
        "whose": "both",
        "medium": "paper",
        "location": "Safe",
        "secured_by": "Head of Lettings",
    }
    answer = client.post(page, typed("secured_at", **values), follow=True).content.decode()
    assert "Not attested" in answer
    confirm = address("attest_records", scene, housing)
    asked = shown(client, cast.housing_officer, confirm)
    assert "Tenancy file: Safe, secured by Head of Lettings at 9:40am on 29 March 2007" in asked
    assert "What cannot be undone" in asked
    seal = seal_of_register(register_of(scene.case, housing))
    receipt = client.post(confirm, {"seal": seal}, follow=True).content.decode()
    assert "attested that its records are secured" in receipt
    assert "Attested" in shown(client, cast.housing_officer, address("register", scene, housing))


@pytest.mark.requirement("R071")
def test_the_register_shows_what_where_who_and_when_to_those_who_may_know(client, scene):
    add(scene)
    attest(scene)
    cast = scene.cast
    board = shown(client, cast.administrator, address("records", scene))
    for words in ("Westmarch Housing", "Attested", "Hugo Housing", "Nothing entered yet"):
        assert words in board
    assert "Safe at the town hall" not in board
    page = address("register", scene, cast.housing)
    for user in (cast.administrator, cast.panel_member, cast.housing_author):
        told = shown(client, user, page)
        for words in (
            "Tenancy file",
            "Safe at the town hall",
            "Head of Lettings",
            "10:40am on 29 March 2007",
        ):
            assert words in told
    client.force_login(cast.health_officer)
    assert client.get(page).status_code == 404
    assert "Westmarch Housing" not in client.get(address("records", scene)).content.decode()


def test_what_is_added_later_is_shown_as_such_and_attested_again(client, scene):
    housing = scene.cast.housing
    add(scene)
    attest(scene)
    first = duty(scene, "SECURE", housing).met_at
    add(scene, record_set="Found in the archive", now=LATER)
    add(scene, record_set="Found in a drawer", now=LATER)
    again = Duty.objects.filter(rule_key="ATTEST_AGAIN", agency=housing)
    assert [one.met_at for one in again] == [None]
    page = address("register", scene, housing)
    assert shown(client, scene.cast.housing_officer, page).count("Added later, not attested") == 2
    attest(scene, now=LATER + timedelta(hours=1))
    assert again.get().met_at == LATER + timedelta(hours=1)
    assert shown(client, scene.cast.housing_officer, page).count("Added later, attested") == 2
    assert duty(scene, "SECURE", housing).met_at == first


def test_a_correction_stands_beside_what_was_entered_and_is_attested_anew(client, scene):
    kept = add(scene)
    attest(scene)
    right = replace(FILE, location="Safe at the depot")
    officer = scene.cast.housing_officer
    row = correct_records(kept, secured=right, reason="Wrong place", by=officer, now=LATER)
    assert RecordsSecured.objects.get(pk=kept.pk).location == "Safe at the town hall"
    assert [one.row.location for one in register_of(scene.case, scene.cast.housing)] == ["Safe at the depot"]
    assert duty(scene, "ATTEST_AGAIN", scene.cast.housing).met_at is None
    with pytest.raises(NotTheMoment, match="corrected in the meantime"):
        correct_records(kept, secured=right, reason="Twice", by=officer, now=LATER)
    told = shown(client, officer, address("records_set", scene, row))
    assert "Corrected by Hugo Housing: Wrong place" in told
    assert "Safe at the town hall" in told


def test_an_entry_is_corrected_on_its_page(client, scene):
    kept = add(scene)
    client.force_login(scene.cast.housing_author)
    page = address("correct_records", scene, kept)
    assert "Safe at the town hall" in client.get(page).content.decode()
    values = {
        "record_set": "Tenancy file",
        "whose": "adult",
        "medium": "paper",
        "location": "Depot",
        "secured_by": "Head",
        "reason": "Typed wrongly",
    }
    answer = client.post(page, typed("secured_at", **values), follow=True).content.decode()
    assert "Depot" in answer
    assert RecordsSecured.objects.standing().get().replaces == kept


def test_the_pages_ask_as_often_for_many_sets_as_for_few(client, scene):
    pages = [address("register", scene, scene.cast.housing), address("records", scene)]

    def asked():
        counts = []
        for page in pages:
            client.get(page)  # what is done once for a session
            with CaptureQueriesContext(connection) as seen:
                client.get(page)
            counts.append(len(seen))
        return counts

    client.force_login(scene.cast.housing_officer)
    add(scene)
    few = asked()
    for number in range(MANY):
        add(scene, record_set=f"Box {number}")
    assert asked() == few


def test_a_nurse_finds_the_register_from_her_work(client, scene):
    nurse, health = scene.cast.by_name["nurse"], scene.cast.health
    add(scene, health)
    attest(scene, health)
    home = shown(client, nurse, reverse("home"))
    assert address("register", scene, health) in home
    page = shown(client, nurse, address("register", scene, health))
    assert address("agencies", scene) in page
    assert "Attest the records" not in page
    assert "Add records" in page
    room = client.get(address("agencies", scene), follow=True).content.decode()
    assert address("register", scene, health) in room


# Originals and copies, in a health trust


@pytest.fixture
def kept(scene):
    """The trust's one set, of child and adults, attested."""
    row = add(scene, scene.cast.health)
    attest(scene, scene.cast.health)
    return row


@pytest.mark.requirement("R072")
def test_a_trust_secures_the_records_of_children_and_of_adults(client, scene):
    health = scene.cast.health
    add(scene, health, whose="child")
    with pytest.raises(NotTheMoment, match="none of the adults"):
        attest(scene, health)
    page = address("attest_records", scene, health)
    assert "Nothing in the register is of an adult" in shown(client, scene.cast.health_officer, page)
    add(scene, health, whose="adult", record_set="Mother's mental health record")
    attest(scene, health)
    assert duty(scene, "SECURE", health).met_at


def test_a_trust_may_say_why_it_has_none_and_others_are_not_asked(client, scene):
    health, officer = scene.cast.health, scene.cast.health_officer
    add(scene, health, whose="child")
    client.force_login(officer)
    seal = seal_of_register(register_of(scene.case, health))
    page = address("attest_records", scene, health)
    assert "There is a problem" in client.post(page, {"seal": seal}).content.decode()
    client.post(page, {"seal": seal, "lacking": "No adult was seen here"})
    register = shown(client, officer, address("register", scene, health))
    assert "No adult was seen here" in register
    add(scene, whose="child")
    attest(scene)


@pytest.mark.requirement("R072")
def test_originals_are_held_copies_worked_from_and_originals_returned(client, scene, kept):
    health = scene.cast.health
    assert duty(scene, "COPY_RECORDS", health).met_at is None
    note(scene, kept, "copied", "Clerk", "Safeguarding office, cabinet 2")
    note(scene, kept, "original", "Safeguarding team")
    assert duty(scene, "COPY_RECORDS", health).met_at is None
    note(scene, kept, "working-copy", "Health visitor V.H.", "")
    assert duty(scene, "COPY_RECORDS", health).met_at is not None
    page = shown(client, scene.cast.health_officer, address("register", scene, health))
    for words in ("cabinet 2", "Health visitor V.H. works from a copy", "Original held: Safeguarding team"):
        assert words in page
    nurse = scene.cast.by_name["nurse"]
    with pytest.raises(NotTheMoment, match="once the board has endorsed"):
        confirm_returned(scene.case, health, by=nurse, now=LATER)
    record_milestone(scene.case, "endorsed", by=scene.cast.chair, now=LATER)
    assert duty(scene, "RETURN_RECORDS", health).met_at is None
    with pytest.raises(NotTheMoment, match="Still out: Tenancy file"):
        confirm_returned(scene.case, health, by=nurse, now=LATER)
    out = shown(client, nurse, address("confirm_returned", scene, health))
    assert "Tenancy file" in out
    assert "with Safeguarding team" in out
    note(scene, kept, "returned", "Health visitor V.H.", "", now=LATER + timedelta(days=1))
    client.post(address("confirm_returned", scene, health))
    assert duty(scene, "RETURN_RECORDS", health).met_at is not None
    page = shown(client, nurse, address("register", scene, health))
    assert "Original returned: Health visitor V.H." in page
    assert "confirmed at" in page


def test_the_duties_of_a_trust_are_no_other_agency_s(scene):
    add(scene)
    attest(scene)
    record_milestone(scene.case, "endorsed", by=scene.cast.chair, now=LATER)
    own = {"COPY_RECORDS", "RETURN_RECORDS", "NURSE_COPY", "FORWARD_RECORD"}
    assert not Duty.objects.filter(agency=scene.cast.housing, rule_key__in=own).exists()
    assert Duty.objects.filter(agency=scene.cast.health, rule_key="RETURN_RECORDS").exists()
    assert "forwarded" not in kinds_for(scene.case, scene.cast.housing)
    assert "forwarded" in kinds_for(scene.case, scene.cast.health)


def test_another_agency_keeps_account_of_its_originals_too(client, scene):
    kept = add(scene)
    client.force_login(scene.cast.housing_author)
    page = address("note_records", scene, kept, "original")
    assert "Who holds the original" in client.get(page).content.decode()
    assert "Enter who holds the original" in client.post(page, {"who": ""}).content.decode()
    answer = client.post(page, typed("happened_at", who="Head of Lettings", place="Safe"), follow=True)
    assert "Original held" in answer.content.decode()
    for kind in ("forwarded", "named-nurse", "unheard-of"):
        assert client.get(address("note_records", scene, kept, kind)).status_code == 404


@pytest.mark.requirement("R073")
def test_a_looked_after_child_s_records_are_copied_to_the_named_nurse_there(scene, kept):
    health, cast = scene.cast.health, scene.cast
    assert not Duty.objects.filter(rule_key__in=["NURSE_COPY", "FORWARD_RECORD"]).exists()
    note_event(scene.case, "child_looked_after", happened_at=ENTERED, note="Told", by=cast.chair, now=ENTERED)
    waiting = duty(scene, "NURSE_COPY", health)
    assert waiting.met_at is None
    assert not Duty.objects.filter(rule_key="FORWARD_RECORD").exists()
    note(scene, kept, "named-nurse", "Named nurse of Eastmarch", "Eastmarch")
    assert duty(scene, "NURSE_COPY", health).met_at is not None


@pytest.mark.requirement("R073")
def test_when_a_child_comes_into_care_the_record_goes_to_where_the_child_lives(client, scene, kept):
    health, cast, nurse = scene.cast.health, scene.cast, scene.cast.by_name["nurse"]
    note_event(
        scene.case, "child_came_into_care", happened_at=ENTERED, note="Told", by=cast.chair, now=ENTERED
    )
    assert duty(scene, "FORWARD_RECORD", health).met_at is None
    client.force_login(nurse)
    page = address("note_records", scene, kept, "forwarded")
    assert "To which health professional" in client.get(page).content.decode()
    values = {"who": "Health visitor, Eastmarch", "place": "Eastmarch"}
    answer = client.post(page, typed("happened_at", **values), follow=True).content.decode()
    assert "Forwarded to where the child lives" in answer
    assert "Health visitor, Eastmarch, Eastmarch, 9:40am on 29 March 2007" in answer
    assert duty(scene, "FORWARD_RECORD", health).met_at is not None


def test_a_fact_that_was_noted_first_opens_the_duty_with_the_attestation(scene):
    cast = scene.cast
    note_event(scene.case, "child_looked_after", happened_at=D0, note="Told", by=cast.chair, now=ENTERED)
    assert not Duty.objects.filter(rule_key="NURSE_COPY").exists()
    add(scene, cast.health)
    attest(scene, cast.health)
    assert Duty.objects.open().filter(rule_key="NURSE_COPY", agency=cast.health).exists()


def test_what_was_noted_wrongly_is_struck_out_and_its_duty_waits_again(client, scene, kept):
    cast, health = scene.cast, scene.cast.health
    note_event(scene.case, "child_looked_after", happened_at=D0, note="Told", by=cast.chair, now=ENTERED)
    noted = note(scene, kept, "named-nurse", "The wrong nurse", "Elsewhere")
    assert duty(scene, "NURSE_COPY", health).met_at is not None
    client.force_login(cast.by_name["nurse"])
    page = address("correct_event", scene, noted)
    values = {"who": "The wrong nurse", "place": "Elsewhere", "reason": "Never sent", "is_struck": "on"}
    client.post(page, typed("happened_at", **values))
    assert duty(scene, "NURSE_COPY", health).met_at is None
    assert RecordsEvent.objects.get(pk=noted.pk).who == "The wrong nurse"
    assert Milestone.objects.filter(key="nurse_given_copy", withdraws__isnull=False).exists()
    told = client.get(address("records_set", scene, kept)).content.decode()
    assert "It did not happen: Never sent" in told
    with pytest.raises(NotTheMoment, match="corrected in the meantime"):
        correct_event(
            noted,
            happened=Happened("Other", "There", ENTERED),
            reason="Twice",
            by=cast.by_name["nurse"],
            now=LATER,
        )


@pytest.mark.requirement("R072")
def test_copies_noted_before_the_attestation_and_struck_out_later_are_waited_for_again(scene):
    cast, health = scene.cast, scene.cast.health
    kept = add(scene, health)
    note(scene, kept, "original", "Safeguarding team")
    note(scene, kept, "working-copy", "Health visitor V.H.", "")
    noted = note(scene, kept, "copied", "Clerk", "Cabinet 2")
    attest(scene, health)
    assert duty(scene, "COPY_RECORDS", health).met_at is not None
    correct_event(
        noted,
        happened=Happened("Clerk", "Cabinet 2", ENTERED),
        reason="Another file was copied",
        is_struck=True,
        by=cast.by_name["nurse"],
        now=LATER,
    )
    waiting = duty(scene, "COPY_RECORDS", health)
    assert (waiting.met_at, waiting.cancelled_at) == (None, None)


def test_an_original_that_goes_out_again_takes_the_confirmation_back(scene, kept):
    health, nurse = scene.cast.health, scene.cast.by_name["nurse"]
    record_milestone(scene.case, "endorsed", by=scene.cast.chair, now=ENTERED)
    note(scene, kept, "returned", "Health visitor", "")
    confirm_returned(scene.case, health, by=nurse, now=LATER)
    with pytest.raises(NotTheMoment, match="confirmed already"):
        confirm_returned(scene.case, health, by=nurse, now=LATER)
    note(scene, kept, "original", "Safeguarding team", now=LATER + timedelta(days=2))
    assert not has_happened(scene.case, "originals_returned", agency=health)
    assert duty(scene, "RETURN_RECORDS", health).met_at is None


def test_nobody_outside_the_agency_notes_or_finds_its_records(client, scene, kept):
    cast = scene.cast
    for user in (cast.housing_officer, cast.outsider):
        client.force_login(user)
        for page in (
            address("records_set", scene, kept),
            address("correct_records", scene, kept),
            address("note_records", scene, kept, "copied"),
            address("register", scene, cast.health),
        ):
            assert client.get(page).status_code == 404
    client.force_login(cast.administrator)
    assert client.get(address("note_records", scene, kept, "copied")).status_code == 403
