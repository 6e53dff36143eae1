"""Holds: what they stop, that they stop nothing else, looked at again until somebody lifts them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actionplans.services import add_action
from actionplans.states import Stream
from chronology.reading.rows import Row
from chronology.writing import write_xlsx
from reviews.models import Interview
from reviews.services.interviews import Talk, correct_interview, record_interview
from scr.cases.holds import keep_hold, lift_hold, place_hold
from scr.cases.models import Duty, Hold, HoldReview
from scr.cases.noting import note_event
from scr.cases.parallel import end_process
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.reminders import remind
from scr.cases.services import record_milestone
from scr.letters.services import issue_to
from scr.outbox.models import Notice
from tests.beside import CONTACT, REASON, TOLD, asked, held, noted, typed_day
from tests.cast import D0
from tests.chronicling import submitted
from tests.plan_pages import words
from tests.reviewing import scoped, signed, written

pytestmark = pytest.mark.usefixtures("rows")
LATER = D0 + timedelta(days=10)
PUBLISHABLE = ("endorsed", "department_acknowledged", "health_authority_acknowledged")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args):
    return words(signed_in(user).get(reverse(name, args=args)))


def talk(held_at=LATER, notes="What was said"):
    return Talk("Team manager", held_at, "The reviewer", notes, support="A colleague")


def publish(case, cast, at=LATER):
    return note_event(case, "published", happened_at=at, note="Website", by=cast.chair, now=at)


@pytest.fixture
def endorsed(cast, case):
    for key in PUBLISHABLE:
        record_milestone(case, key, by=cast.administrator, now=D0)
    return case


def interview(case, cast, **more):
    return record_interview(
        case, cast.housing, talk=talk(**more), by=cast.housing_author, now=LATER + timedelta(days=1)
    )


def invite_to_interview(case, cast):
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    given = {
        "meeting_place": "Town hall",
        "meeting_at": "10am on 3 April 2007",
        "contact": "01632 960001",
        "support": "The team’s manager",
        "answer_by": "1 April 2007",
    }
    return issue_to(
        case, "INTERVIEW", addressee="Tess Teamlead", by=cast.administrator, now=LATER, values=given
    )


@pytest.mark.parametrize("stops", ["publication", "all"])
def test_a_hold_on_publication_stops_it_with_its_own_words(cast, endorsed, stops):
    hold = held(endorsed, cast.administrator, stops)
    sentence = "Publication is on hold: Criminal proceedings, asked for on 5 March 2007."
    with pytest.raises(NotTheMoment, match=sentence) as refusal:
        publish(endorsed, cast)
    assert "looked at again on 4 April 2007" in refusal.value.sentence
    assert refusal.value.page.name == "cases:parallel"
    shown = signed_in(cast.chair).get(reverse("cases:record_event", args=[endorsed.pk, "published"]))
    assert reverse("cases:hold", args=[endorsed.pk, hold.pk]) in shown.content.decode()
    lift_hold(hold, reason="The trial is over", by=cast.chair, now=LATER)
    assert publish(endorsed, cast).key == "published"


def test_a_hold_on_interviews_lets_publication_go_on(cast, endorsed):
    held(endorsed, cast.administrator, "interviews")
    assert publish(endorsed, cast).key == "published"


@pytest.mark.parametrize("stops", ["interviews", "all"])
def test_a_hold_on_interviews_refuses_a_new_one_and_leaves_those_that_are_there(cast, case, stops):
    before = interview(case, cast, held_at=D0 - timedelta(days=1))
    hold = held(case, cast.administrator, stops)
    with pytest.raises(NotTheMoment, match="Interviews are on hold: Criminal proceedings") as refusal:
        interview(case, cast)
    assert TOLD in refusal.value.sentence
    assert REASON not in refusal.value.sentence
    assert "prosecutor" not in refusal.value.sentence
    # One that was held before is no new interview, and what is there can be put right, but not moved.
    earlier = interview(case, cast, held_at=D0 - timedelta(days=2))
    correct = {"revision": 1, "by": cast.housing_author, "now": LATER}
    put_right = correct_interview(before, talk=talk(before.held_at, "Put right"), **correct)
    assert put_right.notes == "Put right"
    with pytest.raises(NotTheMoment, match="on hold"):
        correct_interview(earlier, talk=talk(LATER), **correct)
    assert Interview.objects.count() == 2
    lift_hold(hold, reason="Heard by now", by=cast.chair, now=LATER)
    assert interview(case, cast).held_at == LATER


def test_a_hold_on_publication_lets_interviews_go_on(cast, case):
    held(case, cast.administrator, "publication")
    assert interview(case, cast).held_at == LATER


def test_only_a_hold_on_everything_stops_invitations_to_interviews(cast, case):
    held(case, cast.administrator, "interviews")
    assert invite_to_interview(case, cast)[0].code == "INTERVIEW"
    hold = held(case, cast.administrator, "all")
    with pytest.raises(NotTheMoment, match="Invitations to interviews are on hold"):
        invite_to_interview(case, cast)
    address = reverse("letters:issue", args=[case.pk, "INTERVIEW"])
    assert (
        reverse("cases:hold", args=[case.pk, hold.pk]) in signed_in(cast.chair).get(address).content.decode()
    )
    lift_hold(hold, reason="Heard by now", by=cast.chair, now=LATER)
    assert invite_to_interview(case, cast)[0].code == "INTERVIEW"


@pytest.mark.requirement("R075")
def test_nothing_else_stops_for_a_hold_on_everything(cast):
    """The case moves on, letters go out, reviews and chronologies come in, and early lessons are acted on."""
    scene = scoped(cast)
    held(scene.case, cast.administrator, "all")
    record_milestone(scene.case, "review_instigated", by=cast.chair, now=D0)
    issue_to(scene.case, "H", agencies=[cast.housing], by=cast.administrator, now=D0)
    terms = signed(scene)
    assert (terms.version, scene.case.stage) == (1, "agency_reviews")
    assert written(scene, cast.housing).agency == cast.housing
    row = Row(date=D0.date(), date_text="05/03/2007", child_contact="Seen", source="File", staff="HO1")
    content = write_xlsx([row], agency=cast.housing.name, completed_by="A. N.", staff={"HO1": "Officer"})
    by = {"by": cast.housing_author, "now": LATER}
    assert submitted(scene.case, cast.housing, content=content, **by).submitted_at == LATER
    action = add_action(
        scene.case,
        stream=Stream.BOARD,
        what="Tell every ward of the risk now",
        owner_post="Administrator",
        due_on=date(2007, 6, 1),
        outcome="Nobody waits for the report",
        measure="All wards told",
        monitoring="Monthly",
        by=cast.administrator,
        now=D0,
    )
    assert Duty.objects.open().filter(rule_key="ACTION", subject_id=action.pk).exists()


def test_an_agency_reads_that_interviews_wait_and_nothing_else_of_the_hold(cast, case):
    held(case, cast.administrator, "interviews")
    pages = (("case", case.pk), ("reviews:interviews", case.pk, cast.housing.pk))
    for name, *args in pages:
        shown = page(cast.housing_author, name, *args)
        assert "Interviews are on hold: Criminal proceedings, asked for on 5 March 2007. " in shown
        assert TOLD in shown
        assert not any(one in shown for one in (CONTACT, REASON, "prosecutor"))
    hold = Hold.objects.get()
    for name in ("hold", "keep_hold", "lift_hold"):
        address = reverse(f"cases:{name}", args=[case.pk, hold.pk])
        assert signed_in(cast.housing_officer).get(address).status_code == 404


def test_the_case_says_what_is_held_until_when(cast, case):
    assert "On hold" not in page(cast.panel_member, "case", case.pk)
    held(case, cast.administrator, "publication")
    shown = page(cast.panel_member, "case", case.pk)
    assert "On hold , while everything else goes on" in shown
    assert "Publication, for: Criminal proceedings" in shown
    assert "1 hold stands." in page(cast.panel_member, "cases:parallel", case.pk)


def test_a_hold_is_placed_kept_and_lifted_in_the_browser(cast, case):
    process = noted(case, cast.administrator)
    client, today = signed_in(cast.chair), timezone.localdate()
    address = reverse("cases:place_hold", args=[case.pk, process.pk])
    typed = {"stops": "interviews", "asked_by": "The prosecutor", "reason": REASON}
    typed |= typed_day("asked_on", today) | typed_day("review_on", today + timedelta(days=20))
    refused = words(client.post(address, typed))
    assert "Say what agencies read of the reason" in refused
    assert REASON in refused
    placed = client.post(address, typed | {"told_agencies": TOLD}, follow=True)
    assert "The hold stands from now on. Everything else goes on." in words(placed)
    hold = Hold.objects.get()
    keep = {"asked": "The prosecutor", "words": "The trial is later"}
    keep |= typed_day("next_on", today + timedelta(days=50))
    kept = words(client.post(reverse("cases:keep_hold", args=[case.pk, hold.pk]), keep, follow=True))
    assert "The hold goes on until somebody lifts it." in kept
    assert "gone over with The prosecutor. The trial is later" in kept
    lift = reverse("cases:lift_hold", args=[case.pk, hold.pk])
    assert "Agencies’ reviewers can note interviews again." in words(client.get(lift))
    assert "Say" in words(client.post(lift, {"reason": ""})) or not Hold.objects.get().lifted_at
    assert "The hold is lifted" in words(client.post(lift, {"reason": "The trial is over"}, follow=True))
    shown = page(cast.panel_member, "cases:hold", case.pk, hold.pk)
    assert "by Cora Chair" in shown
    assert "The trial is over" in shown


def test_looking_at_a_hold_comes_again_until_it_is_lifted(cast, case):
    hold = held(case, cast.administrator, "publication")

    def waiting():
        found = Duty.objects.open().filter(case=case, subject_id=hold.pk)
        return [(duty.rule_key, timezone.localdate(duty.due_at)) for duty in found]

    assert waiting() == [("HOLD", date(2007, 4, 4))]
    keep = {"asked": "The prosecutor", "words": "Not heard yet", "by": cast.chair}
    keep_hold(hold, next_on=date(2007, 5, 4), now=LATER, **keep)
    assert waiting() == [("HOLD_AGAIN", date(2007, 5, 4))]
    keep_hold(hold, next_on=date(2007, 6, 4), now=LATER + timedelta(days=30), **keep)
    assert waiting() == [("HOLD_AGAIN", date(2007, 6, 4))]
    assert HoldReview.objects.count() == 2
    lift_hold(hold, reason="Over", by=cast.administrator, now=LATER + timedelta(days=40))
    assert waiting() == []


def test_two_holds_are_looked_at_each_on_its_own_day(cast, case):
    one, other = (held(case, cast.administrator, stops) for stops in ("publication", "all"))
    lift_hold(one, reason="Over", by=cast.chair, now=LATER)
    open_duties = Duty.objects.open().filter(case=case, rule_key="HOLD")
    assert [duty.subject_id for duty in open_duties] == [other.pk]


def test_the_administrator_and_the_chair_are_reminded_until_somebody_looks(cast, case):
    hold = held(case, cast.administrator, "publication")
    duty = Duty.objects.get(rule_key="HOLD")

    def told(at):
        remind(at)
        return Notice.objects.filter(about_id=str(duty.pk), key__startswith="remind:").count()

    assert told(D0 + timedelta(days=20)) == 0
    assert told(D0 + timedelta(days=25)) == 2
    assert told(D0 + timedelta(days=60)) > 8
    assert not any(CONTACT in one.body or REASON in one.body for one in Notice.objects.all())
    assert (
        reverse("cases:hold", args=[case.pk, hold.pk])
        in signed_in(cast.chair).get(reverse("cases:duty", args=[duty.pk]), follow=True).request["PATH_INFO"]
    )


def test_what_cannot_be(cast, case):
    process = noted(case, cast.administrator)
    by = {"by": cast.chair, "now": D0}
    for wrong, sentence in (
        (asked("publication", review_on=D0.date()), "Give a day after today"),
        (asked("publication", asked_on=date(2007, 3, 6)), "up to today"),
        (asked("interviews", told_agencies=""), "Say what agencies read"),
    ):
        with pytest.raises(NotTheMoment, match=sentence):
            place_hold(process, wrong, **by)
    hold = place_hold(process, asked("publication"), **by)
    with pytest.raises(NotTheMoment, match="stands already"):
        place_hold(process, asked("publication"), **by)
    with pytest.raises(NotTheMoment, match="Lift its hold first"):
        end_process(process, ended_on=D0.date(), ended_how="Over", **by)
    lift_hold(hold, reason="Over", **by)
    with pytest.raises(NotTheMoment, match="lifted already"):
        lift_hold(hold, reason="Again", **by)
    with pytest.raises(NotTheMoment, match="lifted already"):
        keep_hold(hold, asked="Nobody", words="Again", next_on=date(2007, 9, 1), **by)
    end_process(process, ended_on=D0.date(), ended_how="Over", **by)
    with pytest.raises(NotTheMoment, match="This has ended"):
        place_hold(process, asked("publication"), **by)


def test_only_who_runs_the_case_places_and_lifts(cast, case):
    hold = held(case, cast.administrator, "publication")
    for reader in (cast.panel_member,):
        assert REASON in page(reader, "cases:hold", case.pk, hold.pk)
        with pytest.raises(NotYourRole):
            lift_hold(hold, reason="No", by=reader, now=LATER)
        with pytest.raises(NotYourRole):
            place_hold(hold.process, asked("all"), by=reader, now=LATER)
        assert signed_in(reader).post(reverse("cases:lift_hold", args=[case.pk, hold.pk])).status_code == 403


def test_the_case_page_costs_the_same_with_many_holds(cast, case):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("case", args=[case.pk])).status_code == 200
        return len(captured)

    client = signed_in(cast.panel_member)
    held(case, cast.administrator, "publication")
    queries()  # the first look of a session writes more
    few = queries()
    for stops in ("publication", "interviews", "all"):
        held(case, cast.administrator, stops)
    assert queries() == few
