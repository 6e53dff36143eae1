"""Interviews for an agency's review: noted and shared inside the agency, never part of what is submitted."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from reviews.models import Interview
from reviews.services.interviews import Talk, correct_interview, record_interview, share_interview
from scr.audit.models import Look
from scr.audit.services import save_recorded
from scr.cases.audiences import Audience, Kind
from scr.cases.models import Compartment, Participant
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.cases.services import open_internal, release
from scr.cases.writing import compartment_of
from scr.people.roles import EMERGENCY_READER, ROLES
from tests.cast import person
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
    with_one = ("interview", "correct_interview", "share_interview")
    return [
        url("interviews", scene),
        url("record_interview", scene),
        *(url(name, scene, interview) for name in with_one),
    ]


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
    for words in ("Housing officer, K.L.", "2pm on 1 May 2007", SAID, "Not yet. Whoever was interviewed"):
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
    interview = shared(noted(scene), scene)
    people = everybody(scene)
    inside = {scene.cast.housing_author.pk, scene.cast.housing_officer.pk, supporter_of(scene).pk}
    for _ in range(2):
        for user in people:
            client.force_login(user)
            answers = {client.get(page).status_code for page in pages(scene, interview)}
            seen = Interview.objects.visible_to(user).exists()
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
