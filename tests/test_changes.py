"""What changed in a row, and the case as on a day: from history, never more than the reader may see now."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import TermsDraft, TermsOfReference
from scr.audit.services import save_recorded
from scr.cases.models import Compartment, Duty, Participant
from scr.cases.participation import end_participation
from scr.cases.services import extend
from scr.letters.comparing import words_between
from scr.pages.changes import SHOWN, versions_of
from tests.cast import D0
from tests.reviewing import SCOPING, WRITTEN, drafted, handed_over, signed, under_review

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def changes_page(client, user, row, kind=None):
    client.force_login(user)
    args = [row.case_id, kind or row._meta.model_name, row.pk]
    return client.get(reverse("changes", args=args))


def on_day(client, user, case, day):
    client.force_login(user)
    typed = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    return client.get(reverse("as_on", args=[case.pk]), typed)


def test_a_page_tells_who_changed_which_field_from_what_to_what(client, scene):
    duty = Duty.objects.get(case=scene.case, rule_key="SAMR", agency=scene.cast.housing)
    before = duty.due_at
    extend(
        duty,
        until=before + timedelta(days=7),
        reason="Illness",
        agreed_with="The Chair",
        agreed_on=date(2007, 5, 1),
        by=scene.cast.administrator,
        now=WRITTEN,
    )
    newest, *_, first = versions_of(Duty.objects.get(pk=duty.pk), scene.cast.administrator)
    assert (newest.at, newest.by) == (WRITTEN, "Alma Admin")
    due = next(one for one in newest.changes if one.label == "Due at")
    assert (due.before, due.after) == ("11:59pm on 16 May 2007", "11:59pm on 23 May 2007")
    agency = next(one for one in first.changes if one.label == "Agency")
    assert (agency.before, agency.after) == ("Nothing", "Westmarch Housing")
    page = changes_page(client, scene.cast.administrator, duty).content.decode()
    assert "16 May 2007" in page
    assert "23 May 2007" in page


def test_a_text_shows_the_words_that_were_taken_out_and_added(client, scene):
    first = drafted(scene, now=WRITTEN, on_delay="Tell the administrator a week before.")
    drafted(scene, now=WRITTEN + timedelta(hours=1), on_delay="Tell the Chair a week before.")
    page = changes_page(client, scene.cast.administrator, first).content.decode()
    assert "Tell the <del>administrator</del><ins>Chair</ins> a week before." in page


def test_words_between_two_texts_give_both_texts_back():
    before, after = "We met  on Monday\nand spoke.", "We met on\nTuesday and spoke twice."
    pieces = words_between(before, after)
    assert "".join(one.text for one in pieces if one.state != "Added") == before
    assert "".join(one.text for one in pieces if one.state != "Taken out") == after


def test_no_id_stands_on_any_page_of_changes(scene):
    """Whatever rows the case has, for everybody who may read them; and there are many."""
    count = 0
    for model in SHOWN.values():
        for user in (scene.cast.administrator, scene.cast.housing_officer):
            for row in model.objects.visible_to(user).filter(case=scene.case)[:3]:
                ids = [str(getattr(row, one.attname)) for one in row._meta.concrete_fields if one.is_relation]
                said = str(versions_of(row, user))
                assert not any(one in said for one in [str(row.pk), *ids] if one != "None"), row
                count += 1
    print(f"{count} rows without an id in words")
    assert count > 40


def test_changes_of_what_is_not_theirs_are_not_there(client, scene):
    handed_over(scene, scene.cast.housing)
    theirs = Compartment.objects.filter(agency=scene.cast.housing).exclude(kind="room")
    knocks = 0
    for kind, model in SHOWN.items():
        for row in model.objects.filter(compartment__in=theirs)[:2]:
            assert changes_page(client, scene.cast.health_officer, row).status_code == 404, kind
            assert changes_page(client, scene.cast.outsider, row).status_code == 404, kind
            assert changes_page(client, scene.cast.housing_officer, row).status_code == 200, kind
            knocks += 1
    assert knocks > 1
    assert changes_page(client, scene.cast.housing_officer, row, kind="user").status_code == 404


def test_history_is_read_by_its_own_compartment(scene):
    """A row that lies open now may have been written where it was not."""
    terms = TermsOfReference.objects.get(case=scene.case)
    board, panel = terms.compartment, Compartment.objects.get(case=scene.case, kind="panel")
    for hours, place in enumerate((panel, board), start=1):
        terms.compartment, moment = place, WRITTEN + timedelta(hours=hours)
        save_recorded(terms, by=scene.cast.administrator, at=moment, act="moved")
    assert len(versions_of(terms, scene.cast.administrator)) == 3
    assert len(versions_of(terms, scene.cast.housing_officer)) == 2


def test_changes_cost_the_same_for_one_version_as_for_many(scene):
    first = drafted(scene, now=WRITTEN)
    once = queries(lambda: versions_of(first, scene.cast.administrator))
    for hours in range(1, 6):
        drafted(scene, now=WRITTEN + timedelta(hours=hours), on_delay=f"Within {hours} hours.")
    assert queries(lambda: versions_of(first, scene.cast.administrator)) == once
    assert TermsDraft.history.filter(id=first.pk).count() == 6


def queries(work):
    with CaptureQueriesContext(connection) as found:
        work()
    return len(found)


def test_a_case_is_shown_as_it_was_on_a_day(client, scene):
    early = on_day(client, scene.cast.administrator, scene.case, SCOPING.date() - timedelta(days=1))
    text = early.content.decode()
    assert "This is the case as on 3 April 2007" in text
    assert "None were signed" in text
    late = on_day(client, scene.cast.administrator, scene.case, WRITTEN.date()).content.decode()
    assert "Which moves of the family were known to whom?" in late
    assert "1 January 2005 to 3 March 2007" in late
    assert "Pat Panel, panel member" in late
    before = on_day(client, scene.cast.administrator, scene.case, D0.date() - timedelta(days=1))
    assert "There was no case yet" in before.content.decode()


def test_a_later_change_does_not_reach_back(client, scene):
    part = Participant.objects.get(case=scene.case, user=scene.cast.panel_member)
    end_participation(part, until=WRITTEN, by=scene.cast.administrator, now=WRITTEN)
    signed(scene, now=WRITTEN + timedelta(hours=1), reviews_due_on=None, period_from=date(2004, 1, 1))
    day = WRITTEN.date() - timedelta(days=1)
    then = on_day(client, scene.cast.administrator, scene.case, day).content.decode()
    assert "Pat Panel, panel member" in then
    assert "1 January 2005" in then
    now = on_day(client, scene.cast.administrator, scene.case, WRITTEN.date()).content.decode()
    assert "Pat Panel, panel member" not in now
    assert "1 January 2004" in now


def test_a_day_shows_nobody_more_than_today_does(client, scene):
    text = on_day(client, scene.cast.housing_officer, scene.case, WRITTEN.date()).content.decode()
    assert "Westmarch Housing" in text
    assert "Nia Health" not in text
    client.force_login(scene.cast.outsider)
    assert client.get(reverse("as_on", args=[scene.case.pk])).status_code == 404


def test_a_day_costs_the_same_whatever_the_case_holds(client, scene):
    address = reverse("as_on", args=[scene.case.pk])
    typed = {"day_day": 4, "day_month": 5, "day_year": 2007}
    client.force_login(scene.cast.administrator)
    client.get(address, typed)  # its session is noted by the first request
    once = queries(lambda: client.get(address, typed))
    handed_over(scene, scene.cast.housing)
    handed_over(scene, scene.cast.health)
    assert queries(lambda: client.get(address, typed)) == once


@pytest.mark.parametrize("typed", [("31", "2", "2007"), ("", "", "2907"), ("1", "1", "2907")])
def test_a_day_that_is_none_is_refused_and_kept(client, scene, typed):
    client.force_login(scene.cast.administrator)
    names = ("day_day", "day_month", "day_year")
    page = client.get(reverse("as_on", args=[scene.case.pk]), dict(zip(names, typed, strict=True)))
    assert "There is a problem" in page.content.decode()
    assert f'value="{typed[2]}"' in page.content.decode()
