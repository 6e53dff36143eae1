"""The scoping meeting: its agenda asks, its record fills the draft, the signed terms name it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import TermsDraft, TermsOfReference
from reviews.services.scoping import fill_from_meeting
from reviews.services.terms import Overtaken, draft_terms, sign_terms
from reviews.terms_content import TermsContent
from scr.cases.merging import merged
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.meetings.agenda import items_of, remove_item
from scr.meetings.models import AgendaItem, Meeting
from scr.meetings.notes import Note, take_notes
from scr.meetings.services import arrange, record_held
from scr.procedures.scoping import FACTS, MATTERS, QUESTIONS
from tests.reviewing import SCOPING, SIGNED, drafted, scoped, signed, terms_content

pytestmark = pytest.mark.usefixtures("rows")
NOW = SCOPING + timedelta(hours=1)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return scoped(scoping_held=False)


@pytest.fixture
def meeting(cast, case):
    return arrange(case, kind="scoping", starts_at=SCOPING, by=cast.administrator, now=SCOPING)


def notes_of(meeting, **texts):
    items = {item.question: item for item in items_of(meeting)}
    return [Note(items[key].pk, text, items[key].revision) for key, text in texts.items()]


def held(meeting, cast):
    return record_held(
        meeting,
        held_at=SCOPING,
        present=[cast.chair.pk],
        apologies=[],
        minutes="As settled.",
        by=cast.administrator,
        now=NOW,
    )


def signed_in(client, user):
    client.force_login(user)
    return client


@pytest.mark.requirement("R100")
@pytest.mark.requirement("R101")
def test_from_the_agenda_through_the_record_to_signed_terms_that_name_the_meeting(client, cast, case):
    signed_in(client, cast.administrator)
    moment = {
        "starts_at_day": "4",
        "starts_at_month": "4",
        "starts_at_year": "2007",
        "starts_at_time": "10am",
    }
    page = client.post(
        reverse("meetings:arrange", args=[case.pk]), {"kind": "scoping", **moment}, follow=True
    )
    for one in (*FACTS, *QUESTIONS, *MATTERS):
        assert one.text in page.content.decode().replace("&#x27;", "'"), one.text
    meeting = Meeting.objects.get(case=case, kind="scoping")
    items = list(items_of(meeting))
    answers = {f"item_{one.pk}": f"Answer on {one.question}" for one in items}
    seen = {f"seen_{one.pk}": "0" for one in items}
    notes = reverse("meetings:take_notes", args=[meeting.pk])
    assert "Saved at" in client.post(notes, {**answers, **seen}, follow=True).content.decode()
    filling = reverse("reviews:fill_terms", args=[case.pk, meeting.pk])
    assert f"{len(QUESTIONS) + 3} of these can be taken over" in client.get(filling).content.decode()
    page = client.post(filling, follow=True).content.decode()
    assert f"{len(QUESTIONS) + 3} answers taken over" in page
    assert "Answer on media_during" in page
    draft = TermsDraft.objects.get(case=case)
    assert draft.answers == {one.key: f"Answer on {one.key}" for one in QUESTIONS}
    assert (draft.on_delay, draft.meeting) == ("Answer on on_delay", meeting)
    record = reverse("meetings:record", args=[meeting.pk])
    assert "Answer on family_help" in client.get(record).content.decode(), "the minutes begin with the notes"
    drafted_whole = draft_terms(
        case,
        content=terms_content(answers=draft.answers, meeting_id=meeting.pk),
        revision=1,
        by=cast.administrator,
        now=NOW,
    )
    with pytest.raises(NotTheMoment, match="Record the scoping meeting"):
        sign_terms(drafted_whole, revision=2, by=cast.chair, now=SIGNED)
    held(meeting, cast)
    sign_terms(drafted_whole, revision=2, by=cast.chair, now=SIGNED)
    terms = reverse("reviews:terms", args=[case.pk])
    assert reverse("meetings:meeting", args=[meeting.pk]) in client.get(terms).content.decode()
    page = signed_in(client, cast.housing_officer).get(terms).content.decode()
    assert "the panel’s scoping meeting of 4 April 2007" in page
    assert reverse("meetings:meeting", args=[meeting.pk]) not in page


def test_a_matter_taken_off_the_agenda_can_be_put_back(client, cast, meeting):
    item = next(one for one in items_of(meeting) if one.question == "legal")
    remove_item(item, by=cast.administrator, now=SCOPING)
    agenda = reverse("meetings:agenda", args=[meeting.pk])
    assert (
        "1 matter that this meeting takes up is not"
        in signed_in(client, cast.chair).get(agenda).content.decode()
    )
    client.post(reverse("meetings:add_matters", args=[meeting.pk]))
    assert "that this meeting takes up" not in client.get(agenda).content.decode()
    assert AgendaItem.objects.filter(meeting=meeting, question="legal").count() == 2


def test_two_people_write_on_different_items_and_nothing_is_lost(cast, meeting):
    mine, theirs = notes_of(meeting, issues="The moves"), notes_of(meeting, expert="Not now", issues="")
    take_notes(meeting, mine, by=cast.administrator, now=NOW)
    take_notes(meeting, theirs, by=cast.chair, now=NOW)
    settled = {one.question: one.settled for one in items_of(meeting) if one.settled}
    assert settled == {"issues": "The moves", "expert": "Not now"}


def test_who_writes_on_the_same_item_too_late_reads_what_stands_there_and_keeps_what_was_typed(
    client, cast, meeting
):
    take_notes(meeting, notes_of(meeting, issues="The moves"), by=cast.chair, now=NOW)
    items = list(items_of(meeting))
    typed = {f"item_{one.pk}": "Bruises" if one.question == "issues" else "" for one in items}
    typed |= {f"seen_{one.pk}": "0" for one in items}
    address = reverse("meetings:take_notes", args=[meeting.pk])
    page = signed_in(client, cast.administrator).post(address, typed).content.decode()
    assert "Cora Chair wrote here after you opened the page: “The moves”" in page
    assert ">\nBruises</textarea>" in page
    issues = next(one for one in items if one.question == "issues")
    assert f'name="seen_{issues.pk}" value="1"' in page
    client.post(address, {**typed, f"seen_{issues.pk}": "1"})
    assert [one.settled for one in issues.history.order_by("history_id")][-2:] == ["The moves", "Bruises"]


def test_notes_end_with_the_record_and_are_for_who_keeps_the_minutes(client, cast, meeting):
    with pytest.raises(NotYourRole):
        take_notes(meeting, [], by=cast.panel_member, now=NOW)
    address = reverse("meetings:take_notes", args=[meeting.pk])
    assert signed_in(client, cast.panel_member).get(address).status_code == 403
    assert signed_in(client, cast.housing_officer).get(address).status_code == 404
    notes = notes_of(meeting, issues="Late")
    held(meeting, cast)
    with pytest.raises(NotTheMoment, match="Correct its minutes"):
        take_notes(meeting, notes, by=cast.administrator, now=NOW)


def test_filling_leaves_what_somebody_wrote_and_is_not_for_the_panel(client, cast, case, meeting):
    take_notes(meeting, notes_of(meeting, issues="The moves", expert="Not now"), by=cast.chair, now=NOW)
    content = TermsContent(answers={"issues": "Better words"})
    draft_terms(case, content=content, revision=0, by=cast.administrator, now=NOW)
    assert fill_from_meeting(case, meeting, by=cast.administrator, now=NOW) == 1
    assert TermsDraft.objects.get(case=case).answers == {"issues": "Better words", "expert": "Not now"}
    with pytest.raises(NotTheMoment, match="nothing to take over"):
        fill_from_meeting(case, meeting, by=cast.administrator, now=NOW)
    address = reverse("reviews:fill_terms", args=[case.pk, meeting.pk])
    assert "The moves" in signed_in(client, cast.panel_member).get(address).content.decode()
    assert client.post(address).status_code == 403
    assert signed_in(client, cast.housing_officer).get(address).status_code == 404


def test_a_later_version_names_the_meeting_that_was_chosen_for_it(cast, scene, case, meeting):
    held(meeting, cast)
    first = signed(scene)
    assert (first.meeting, first.met_as) == (meeting, "scoping")
    panel = arrange(case, kind="panel", starts_at=SIGNED, by=cast.administrator, now=SIGNED)
    later = SIGNED + timedelta(days=20)
    with pytest.raises(NotTheMoment, match="rest on as held"):
        signed(scene, now=later, meeting_id=panel.pk, reviews_due_on=None)
    held_later = record_held(
        panel,
        held_at=SIGNED,
        present=[cast.chair.pk],
        apologies=[],
        minutes="Looked at again.",
        by=cast.administrator,
        now=later,
    )
    second = signed(scene, now=later, meeting_id=panel.pk, reviews_due_on=None)
    assert (second.meeting, second.met_as) == (held_later, "panel")
    assert TermsOfReference.objects.count() == 2


# Two people at one draft


def test_what_each_of_two_people_changed_is_put_together():
    base = {"a": "1", "b": "1", "c": "1", "d": "1"}
    both = merged(base, base | {"a": "2", "c": "3", "d": "4"}, base | {"b": "5", "c": "3", "d": "6"})
    assert both.values == {"a": "2", "b": "5", "c": "3", "d": "4"}
    assert both.disputed == ["d"]


def test_two_people_save_the_draft_and_only_what_both_changed_is_disputed(client, cast, scene, case):
    drafted(scene)
    drafted(scene, on_delay="Ring the Chair", experts=["A radiologist"])
    mine = terms_content(contract_by="The Chair alone")
    draft = draft_terms(case, content=mine, revision=1, by=cast.administrator, now=NOW)
    assert (draft.on_delay, draft.contract_by, draft.experts) == (
        "Ring the Chair",
        "The Chair alone",
        ["A radiologist"],
    )
    with pytest.raises(Overtaken) as raised:
        draft_terms(
            case,
            content=terms_content(on_delay="Write", contract_by="Nobody"),
            revision=1,
            by=cast.administrator,
            now=NOW,
        )
    assert raised.value.disputed == {"on_delay": "Ring the Chair", "contract_by": "The Chair alone"}
    assert TermsDraft.objects.get(case=case).revision == 3


def test_the_pages_ask_the_database_as_often_for_a_long_agenda(client, cast, case, meeting):
    signed_in(client, cast.administrator)

    def queries():
        counts = []
        for address in (
            reverse("meetings:take_notes", args=[meeting.pk]),
            reverse("reviews:fill_terms", args=[case.pk, meeting.pk]),
        ):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
        return counts

    many = queries()
    for item in list(items_of(meeting))[3:]:
        remove_item(item, by=cast.administrator, now=SCOPING)
    assert queries() == many
