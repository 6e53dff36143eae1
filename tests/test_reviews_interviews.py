"""Interviews for an agency's review: noted and shared inside the agency, never part of what is submitted."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from reviews.models import Interview, InterviewInvitation, SupportOffer
from reviews.services.interview_letters import Paper, invite_to_interview
from reviews.services.interviews import (
    Talk,
    correct_interview,
    prepare_copy,
    record_interview,
    share_interview,
)
from reviews.services.support import Offered, correct_offer, offer_support
from scr.audit.models import Look
from scr.audit.services import save_recorded
from scr.cases.audiences import Audience, Kind
from scr.cases.independence import name_involved
from scr.cases.models import Compartment, Participant
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.cases.services import open_internal, release
from scr.cases.writing import compartment_of
from scr.documents.models import Rendering
from scr.people.identity import acting_as
from scr.people.roles import EMERGENCY_READER, ROLES
from tests.cast import person
from tests.over_the_wall import shut_gate
from tests.reviewing import WRITTEN, released, under_review, written

pytestmark = pytest.mark.usefixtures("rows")
HELD = WRITTEN - timedelta(days=3)
SAID = "The visit was put off twice"
GIVEN = "We spoke about the visits that were put off"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def talk(**changes):
    values = {
        "interviewee": "Housing officer, K.L.",
        "held_at": HELD,
        "held_by": "Hanna Housing",
        "notes": SAID,
        "support": "Supervision was offered and taken up",
    }
    return Talk(**(values | changes))


def noted(scene, **changes):
    cast = scene.cast
    return record_interview(
        scene.case, cast.housing, talk=talk(**changes), by=cast.housing_author, now=WRITTEN
    )


def corrected(interview, scene, *, revision=1, **changes):
    return correct_interview(
        interview, talk=talk(**changes), revision=revision, by=scene.cast.housing_author, now=WRITTEN
    )


def shared(interview, scene, *, revision=1, **changes):
    values = {"summary": GIVEN, "shared_on": date(2007, 5, 3), "shared_how": "Read together"}
    return share_interview(
        interview, **(values | changes), revision=revision, by=scene.cast.housing_author, now=WRITTEN
    )


def url(name, scene, interview=None):
    args = [scene.case.pk, (interview or scene.cast.housing).pk]
    return reverse(f"reviews:{name}", args=args)


def pages(scene, interview):
    """Every page of the register, as this module's URLs name them."""
    of_room = ("interviews", "record_interview", "invite_to_interview", "support", "offer_support")
    with_one = ("interview", "correct_interview", "interview_copy", "share_interview")
    return [
        *(url(name, scene) for name in of_room),
        *(url(name, scene, interview) for name in with_one),
        *(url("correct_offer", scene, one) for one in SupportOffer.objects.all()),
        *(reverse("documents:rendering", args=[one.pk]) for one in papers()),
    ]


def papers():
    """The letters about interviews."""
    return Rendering.objects.filter(kind="interview_letter")


def invited(scene, *, words="Civic Centre", **changes):
    values = {"meeting_at": WRITTEN, "meeting_place": words, "contact": "Hanna", "support": "Counselling"}
    letter = Paper("Kay Lane", values=values)
    cast = scene.cast
    return invite_to_interview(
        scene.case, cast.housing, letter=letter, by=cast.housing_author, now=WRITTEN, **changes
    )


def copied(interview, scene, *, revision=1, summary=GIVEN):
    values = {"summary": summary, "reply_by": date(2007, 5, 10), "support": "Counselling"}
    letter = Paper("Kay Lane", values={name: value for name, value in values.items() if value})
    return prepare_copy(
        interview, letter=letter, revision=revision, by=scene.cast.housing_author, now=WRITTEN
    )


def typed(**changes):
    values = {
        "revision": "0",
        "interviewee": "Housing officer, K.L.",
        "held_by": "Hanna Housing",
        "notes": SAID,
        "support": "Supervision",
    }
    when = {"held_at_day": "1", "held_at_month": "5", "held_at_year": "2007", "held_at_time": "2pm"}
    return values | when | changes


@pytest.mark.requirement("R129")
def test_an_interview_is_noted_and_shared_on_pages(client, scene):
    client.force_login(scene.cast.housing_author)
    assert "No interview noted yet" in client.get(url("interviews", scene)).content.decode()
    page = client.post(url("record_interview", scene), typed(), follow=True).content.decode()
    for words in ("Housing officer, K.L.", "2pm on 1 May 2007", SAID, "Not given yet. Whoever was"):
        assert words in page
    interview = Interview.objects.get()
    given = {"revision": "1", "summary": GIVEN, "shared_how": "Read together"}
    day = {"shared_on_day": "3", "shared_on_month": "5", "shared_on_year": "2007"}
    page = client.post(url("share_interview", scene, interview), given | day, follow=True).content.decode()
    for words in (GIVEN, "3 May 2007", "Read together", "Hanna Housing"):
        assert words in page
    assert "Correct the interview" not in page
    register = client.get(url("interviews", scene)).content.decode()
    assert "1 interview<" in register
    assert "3 May 2007" in register


def test_what_was_typed_stays_where_something_is_missing(client, scene):
    client.force_login(scene.cast.housing_author)
    page = client.post(url("record_interview", scene), typed(held_by="")).content.decode()
    assert "There is a problem" in page
    assert SAID in page
    assert not Interview.objects.exists()


@pytest.mark.requirement("R129")
def test_the_chief_officer_reads_interviews_and_writes_none(client, scene):
    interview = noted(scene)
    client.force_login(scene.cast.housing_officer)
    assert SAID in client.get(url("interview", scene, interview)).content.decode()
    assert "Note an interview" not in client.get(url("interviews", scene)).content.decode()
    assert client.post(url("record_interview", scene), typed()).status_code == 403
    with pytest.raises(NotYourRole):
        record_interview(
            scene.case, scene.cast.housing, talk=talk(), by=scene.cast.housing_officer, now=WRITTEN
        )


@pytest.mark.requirement("R129")
def test_nobody_else_ever_reads_an_interview(client, scene):
    """Everybody who takes part, in every role there is, before and after the review was released."""
    interview = shared(copied(noted(scene), scene), scene, revision=2)
    invited(scene)
    people = everybody(scene)
    inside = {scene.cast.housing_author.pk, scene.cast.housing_officer.pk, supporter_of(scene).pk}
    for _ in range(2):
        for user in people:
            client.force_login(user)
            answers = {client.get(page).status_code for page in pages(scene, interview)}
            seen = Interview.objects.visible_to(user).exists()
            with shut_gate(), acting_as(user):
                kept = [one.objects.exists() for one in (Interview, InterviewInvitation, SupportOffer)]
                assert {*kept, papers().exists()} == {user.pk in inside}, user
            assert (404 not in answers, seen) == (user.pk in inside, user.pk in inside), user
        released_once(scene)


def supporter_of(scene):
    """Who helps the reviewer to write, and reads what the reviewer reads."""
    return Participant.objects.get(case=scene.case, role="review_supporter").user


def everybody(scene):
    """The people of the case, and somebody in each role that nobody holds yet."""
    cast = scene.cast
    known = {"administrator", "chair", "panel_member", "agency_author", "chief_officer"}
    found = [cast.administrator, cast.chair, cast.panel_member, cast.outsider]
    found += [cast.housing_author, cast.housing_officer, cast.health_author, cast.health_officer]
    for role in sorted(set(ROLES) - known - {EMERGENCY_READER}):
        newcomer = person(f"Nobody {role}", agency=cast.housing)
        agency = cast.housing if ROLES[role].for_agency else None
        add_participant(scene.case, newcomer, role=role, agency=agency, by=cast.administrator, now=WRITTEN)
        found.append(newcomer)
    return found


def released_once(scene):
    seen = Compartment.objects.visible_to(scene.cast.panel_member).filter(kind=Kind.SUBMISSION)
    if not seen.exists():
        released(scene, scene.cast.housing)
    assert seen.exists()


def test_private_notes_and_inner_signatures_are_released_to_nobody(scene):
    open_internal(scene.case, scene.cast.housing, by=scene.cast.housing_author, now=WRITTEN)
    for kind in (Kind.PRIVATE, Kind.INTERNAL):
        kept = compartment_of(scene.case, kind, scene.cast.housing)
        for audience in Audience:
            with pytest.raises(ValueError, match="released to nobody"):
                release(kept, audience, by=scene.cast.administrator, now=WRITTEN)


@pytest.mark.requirement("R129")
def test_the_hand_over_says_that_interviews_are_not_submitted(client, scene):
    written(scene, scene.cast.housing)
    client.force_login(scene.cast.housing_author)
    page = client.get(url("hand_over", scene)).content.decode()
    assert "Interviews are <strong>not submitted</strong>. None is noted" in page
    noted(scene)
    page = client.get(url("hand_over", scene)).content.decode()
    assert "1 interview</a> that you noted stays in your agency." in page
    assert url("interviews", scene) in client.get(url("agency", scene)).content.decode()


def test_a_correction_keeps_the_earlier_wording_and_a_late_one_is_given_back(client, scene):
    interview = noted(scene)
    corrected(interview, scene, notes="The visit was put off once")
    with pytest.raises(Stale, match="Hanna Housing saved this interview"):
        corrected(interview, scene, revision=1)
    client.force_login(scene.cast.housing_author)
    page = url("correct_interview", scene, interview)
    late = client.post(page, typed(revision="1", notes="Typed late")).content.decode()
    assert "saved this interview after you opened it" in late
    assert "Typed late" in late
    assert 'name="revision" value="2"' in late
    wordings = Interview.history.order_by("history_id").values_list("notes", flat=True)
    assert list(wordings) == [SAID, "The visit was put off once"]


def test_an_interview_is_noted_once_and_in_the_past(scene):
    noted(scene)
    with pytest.raises(NotTheMoment, match="on record already"):
        noted(scene)
    with pytest.raises(NotTheMoment, match="once it has been held"):
        noted(scene, held_at=WRITTEN + timedelta(hours=1))
    assert Interview.objects.count() == 1


def test_what_was_shared_stays_as_it_was_shared(scene):
    interview = noted(scene)
    for wrong in (date(2007, 4, 30), date(2007, 5, 5)):
        with pytest.raises(NotTheMoment, match="after the interview, up to today"):
            shared(interview, scene, shared_on=wrong)
    shared(interview, scene)
    with pytest.raises(NotTheMoment, match="shared on 3 May 2007"):
        corrected(interview, scene, revision=2)
    with pytest.raises(NotTheMoment, match="shared on 3 May 2007"):
        shared(interview, scene, revision=2)


def test_the_database_too_wants_what_was_given_to_the_interviewee(scene):
    interview = noted(scene)
    interview.shared_on = date(2007, 5, 3)
    with pytest.raises(IntegrityError, match="shared_interview_says"), transaction.atomic():
        save_recorded(interview, by=scene.cast.housing_author, at=WRITTEN, act="tried")


def test_every_look_at_an_interview_is_recorded(client, scene):
    interview = noted(scene)
    client.force_login(scene.cast.housing_officer)
    client.get(url("interview", scene, interview))
    look = Look.objects.get(subject_id=interview.pk)
    assert (look.actor_id, look.kind) == (scene.cast.housing_officer.pk, "seen")


# The board's format


@pytest.mark.requirement("R130")
def test_an_interview_follows_the_headings_of_the_boards_format(client, scene):
    client.force_login(scene.cast.housing_author)
    page = client.get(url("record_interview", scene)).content.decode()
    assert "these are suggested until the board has its own" in page
    for one in scene.case.procedure.interviews.headings:
        assert escape(one.text) in page
    nothing = client.post(url("record_interview", scene), typed(notes="")).content.decode()
    assert "Write down what was said, under one of the headings at least" in nothing
    under = {"notes": "", "heading_seen": "Called twice.", "heading_child": "Nobody saw the child."}
    page = client.post(url("record_interview", scene), typed(**under), follow=True).content.decode()
    for words in ("What they saw, heard and did", "Called twice.", "Nobody saw the child."):
        assert words in page
    interview = Interview.objects.get()
    assert interview.answers == {"seen": "Called twice.", "child": "Nobody saw the child."}
    form = client.get(url("correct_interview", scene, interview)).content.decode()
    assert "Nobody saw the child." in form
    with pytest.raises(NotTheMoment, match="under one of the headings"):
        corrected(interview, scene, notes="", answers={"moon": "A heading that the board has not"})


@pytest.mark.requirement("R130")
def test_somebody_is_invited_by_the_boards_letter_which_stays_with_the_agencys_notes(client, scene):
    client.force_login(scene.cast.housing_author)
    page = client.post(url("invite_to_interview", scene), {"addressee": "Kay Lane"}).content.decode()
    assert "There is a problem" in page
    when = {"meeting_at_day": 9, "meeting_at_month": 5, "meeting_at_year": 2007, "meeting_at_time": "10am"}
    given = {"addressee": "Kay Lane", "meeting_place": "Room 2", "contact": "Hanna", "support": "Counselling"}
    assert client.post(url("invite_to_interview", scene), given | when).status_code == 302
    letter = papers().get()
    assert letter.compartment == compartment_of(scene.case, Kind.PRIVATE, scene.cast.housing)
    for words in ("Dear Kay Lane", "10am on 9 May 2007", "for Westmarch Housing", "bring somebody with you"):
        assert words in letter.html
    assert "Kay Lane</a>, for 10am on 9 May 2007" in client.get(url("interviews", scene)).content.decode()
    with pytest.raises(NotYourRole):
        invite_to_interview(
            scene.case,
            scene.cast.housing,
            letter=Paper("Kay Lane"),
            by=scene.cast.housing_officer,
            now=WRITTEN,
        )


@pytest.mark.requirement("R130")
def test_the_interviewee_is_given_a_copy_of_the_summary_and_that_is_on_record(client, scene):
    interview = noted(scene)
    client.force_login(scene.cast.housing_author)
    page = url("interview_copy", scene, interview)
    day = {"reply_by_day": 10, "reply_by_month": 5, "reply_by_year": 2007}
    given = {"revision": 1, "addressee": "Kay Lane", "summary": GIVEN, "support": "Counselling"} | day
    assert client.post(page, given).status_code == 302
    interview.refresh_from_db()
    assert (interview.copy, interview.summary) == (papers().get(), GIVEN)
    for words in (GIVEN, "by 10 May 2007", "The note is not attached to the report"):
        assert words in interview.copy.html
    assert "saved this interview after you opened it" in client.post(page, given).content.decode()
    assert GIVEN in client.get(url("share_interview", scene, interview)).content.decode()
    shared(interview, scene, revision=2)
    page = client.get(url("interview", scene, interview)).content.decode()
    assert "The copy of the summary, as PDF" in page
    assert "Given on" in page
    with pytest.raises(NotTheMoment, match="can no longer be changed"):
        copied(interview, scene, revision=3)


def test_a_copy_without_a_summary_is_not_made(scene):
    with pytest.raises(NotTheMoment, match="Write the summary first"):
        copied(noted(scene), scene, summary="")
    assert not papers().exists()


# Support


def offered(scene, **changes):
    values = {
        "whom": "Housing officer, K.L.",
        "offered": "Supervision every week",
        "offered_on": date(2007, 5, 2),
        "offered_by": "Head of service",
    }
    by = changes.pop("by", scene.cast.housing_author)
    now = changes.pop("now", WRITTEN)
    return offer_support(scene.case, scene.cast.housing, offer=Offered(**(values | changes)), by=by, now=now)


@pytest.mark.requirement("R131")
def test_what_an_interviewee_was_offered_and_said_is_on_record_also_later(client, scene):
    client.force_login(scene.cast.housing_author)
    client.post(url("record_interview", scene), typed(support="Counselling", support_answer="open"))
    offer = SupportOffer.objects.get()
    interview = Interview.objects.get()
    assert (offer.interview, offer.offered, offer.answer) == (interview, "Counselling", "open")
    shared(interview, scene)
    page = client.get(url("interview", scene, interview)).content.decode()
    assert "Not answered yet" in page
    said = {
        "revision": 1,
        "whom": offer.whom,
        "offered": "Counselling",
        "offered_by": "Hanna",
        "answer": "declined",
    }
    said |= {
        "offered_on_day": 1,
        "offered_on_month": 5,
        "offered_on_year": 2007,
        "remark": "Asked again in June",
    }
    page = client.post(url("correct_offer", scene, offer), said, follow=True).content.decode()
    assert "Declined" in page
    assert "Asked again in June" in page
    with pytest.raises(Stale, match="saved this after you opened it"):
        correct_offer(
            offer,
            offer=Offered("K.L.", "Counselling", date(2007, 5, 1), "Hanna", "accepted"),
            revision=1,
            by=scene.cast.housing_author,
            now=WRITTEN,
        )


@pytest.mark.requirement("R131")
def test_for_whom_no_offer_is_on_record_is_asked_about_until_there_is_one(client, scene):
    cast = scene.cast
    interview = noted(scene, support="")
    named = {"full_name": "Ina Involved", "is_manager": False, "by": cast.housing_officer, "now": WRITTEN}
    involved = name_involved(scene.case, cast.housing, **named)
    client.force_login(cast.housing_officer)
    page = client.get(url("support", scene)).content.decode()
    assert "Housing officer, K.L., who was interviewed" in page
    assert "Ina Involved, who is named as involved" in page
    assert (
        "No offer of support is on record" in client.get(url("interview", scene, interview)).content.decode()
    )
    room = client.get(url("agency", scene)).content.decode()
    assert "No offer of support is on record for: Housing officer, K.L., Ina Involved." in room
    for row, whom in ((interview, "K.L."), (involved, "I.I.")):
        day = {"offered_on_day": 2, "offered_on_month": 5, "offered_on_year": 2007}
        given = {"whom": whom, "offered": "Time with a colleague", "offered_by": "Head", "answer": "accepted"}
        address = f"{url('offer_support', scene)}?for={row.pk}"
        assert client.post(address, {"revision": 0} | given | day).status_code == 302
    page = client.get(url("support", scene)).content.decode()
    assert "No offer on record" not in page
    assert "2 offers" in page
    assert "No offer of support" not in client.get(url("agency", scene)).content.decode()


@pytest.mark.requirement("R131")
def test_an_offer_is_recorded_once_for_a_day_that_has_come_and_by_the_agency(scene):
    offered(scene)
    with pytest.raises(NotTheMoment, match="on record already"):
        offered(scene)
    with pytest.raises(NotTheMoment, match="up to today"):
        offered(scene, offered_on=date(2007, 6, 1))
    for user in (scene.cast.administrator, scene.cast.health_officer, scene.cast.panel_member):
        with pytest.raises(NotYourRole):
            offered(scene, whom="Another", by=user)


def test_interviews_and_offers_are_read_in_the_same_queries_for_many_as_for_few(client, scene):
    client.force_login(scene.cast.housing_author)
    counts = []
    for number in range(1, 9):
        noted(scene, interviewee=f"Officer {number}")
        invited(scene, words=f"Room {number}")
        with CaptureQueriesContext(connection) as asked:
            assert f"{number} offer" in client.get(url("support", scene)).content.decode()
            assert f"Officer {number}" in client.get(url("interviews", scene)).content.decode()
        counts.append(len(asked))
    assert counts[-1] == counts[1]
