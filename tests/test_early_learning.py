"""Early learning: noted and acted on at any stage, whatever is held; an agency's own until it is shared."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from reviews.models import EarlyLesson, LessonUpdate
from reviews.services.lessons import Lesson, note_lesson, say_of_lesson, share_lesson
from reviews.services.submission import Upload
from scr.cases.deadlines import end_of
from scr.cases.holds import Asked, place_hold
from scr.cases.models import Duty
from scr.cases.noting import note_event
from scr.cases.parallel import Standing, note_process
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.documents.models import Document
from scr.outbox.models import Notice
from scr.procedures.parallel import HOLDS
from tests.asking import queries_of
from tests.cast import D0, referred
from tests.counts import MANY

DAY = D0 + timedelta(days=3)
BY = date(2007, 4, 2)
CANARY = "Canary-of-the-lesson"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return referred()  # the very first stage: nothing of this waits for another


def url(name, scene, *args):
    return reverse(f"reviews:{name}", args=[scene.case.pk, *args])


def lesson(**changes):
    values = {
        "what": "Moves were not told to health visitors",
        "action": "Send a notice of every move",
        "acted_on_by": "Head of Lettings",
        "due_on": BY,
    }
    return Lesson(**(values | changes))


def own(scene, *, by=None, is_shared=False, **changes):
    cast = scene.cast
    by = by or cast.housing_author
    return note_lesson(
        scene.case, cast.housing, lesson=lesson(**changes), by=by, now=DAY, is_shared=is_shared
    )


def said(row, scene, said="in_hand", *, by=None, words="Begun", **more):
    return say_of_lesson(row, said=said, words=words, by=by or scene.cast.housing_author, now=DAY, **more)


def waiting(row):
    return Duty.objects.open().filter(subject_id=row.pk)


def typed(**changes):
    day = timezone.localdate() + timedelta(days=20)  # pages run by the real clock
    on = {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}
    return {"what": "Moves", "action": "A notice", "acted_on_by": "Head of Lettings"} | on | changes


@pytest.mark.requirement("R076")
def test_a_lesson_is_noted_on_the_first_day_and_acted_on_pages(client, scene):
    cast = scene.cast
    assert scene.case.stage == "referred"
    client.force_login(cast.housing_author)
    assert "No early learning yet" in client.get(url("lessons", scene)).content.decode()
    page = client.post(url("note_lesson", scene), typed(), follow=True).content.decode()
    assert "at the stage “Referred”" in page
    row = EarlyLesson.objects.get()
    home = client.get(reverse("home")).content.decode()
    assert "Act on a lesson that Housing has learned" in home
    assert url("lesson", scene, row.pk) in home
    done = {"said": "done", "words": "All do it", "evidence": ""}
    page = client.post(url("lesson", scene, row.pk), done).content.decode()
    assert "Say what shows that it is done" in page
    assert "All do it" in page
    file = SimpleUploadedFile("notices.csv", b"week,sent\n1,9\n")
    done |= {"evidence": "Nine notices in a week", "document": file}
    page = client.post(url("lesson", scene, row.pk), done, follow=True).content.decode()
    for words in ("Done", "Nine notices in a week", "notices.csv"):
        assert words in page
    assert not waiting(row).exists()
    assert client.get(reverse("home")).content.decode().count("Act on a lesson") == 0


@pytest.mark.requirement("R075", "R076")
@pytest.mark.parametrize("held", [one.key for one in HOLDS])
def test_no_hold_stops_a_lesson_while_publication_waits(scene, held):
    cast = scene.cast
    by = cast.chair
    process = note_process(scene.case, Standing("criminal", organisation="Police"), by=by, now=D0)
    told = {"told_agencies": "A trial", "reason": "A trial", "review_on": BY}
    asked = Asked(held, asked_by="The officer", asked_on=D0.date(), **told)
    place_hold(process, asked, by=by, now=D0)
    row = own(scene)
    said(row, scene)
    shared = share_lesson(row, wording=lesson(), by=cast.housing_officer, now=DAY)
    said(shared, scene, "done", evidence="Nine notices")
    assert shared.history.latest().said == "done"
    if held != "interviews":
        with pytest.raises(NotTheMoment, match="on hold"):
            note_event(scene.case, "published", happened_at=DAY, note="Web", by=by, now=DAY)


@pytest.mark.requirement("R076")
def test_an_agency_s_own_lesson_is_its_own_until_it_shares_it(client, scene):
    cast = scene.cast
    row = own(scene, what=CANARY)
    said(row, scene, words=CANARY)
    assert waiting(row).get().due_at == end_of(BY)
    outside = (cast.administrator, cast.chair, cast.panel_member, cast.health_author)
    pages = [
        url("lessons", scene),
        url("lesson", scene, row.pk),
        reverse("cases:timetable", args=[scene.case.pk]),
    ]
    for user in outside:
        assert not EarlyLesson.objects.visible_to(user).exists()
        client.force_login(user)
        for page in pages:
            assert CANARY not in client.get(page).content.decode()
        assert client.get(url("lesson", scene, row.pk)).status_code == 404
    client.force_login(cast.housing_officer)
    sent = typed(what="Moves were not told")
    page = client.post(url("share_lesson", scene, row.pk), sent, follow=True).content.decode()
    assert "The panel can read the lesson now" in page
    shared = EarlyLesson.objects.get(shared_from=row)
    assert not waiting(row).exists()
    assert waiting(shared).count() == 1
    client.force_login(cast.panel_member)
    page = client.get(url("lesson", scene, shared.pk)).content.decode()
    assert "Moves were not told" in page
    assert "In hand" in page
    assert CANARY not in page
    assert client.get(url("lesson", scene, row.pk)).status_code == 404
    client.force_login(cast.health_author)
    assert client.get(url("lesson", scene, shared.pk)).status_code == 404
    assert Notice.objects.filter(key__startswith="lesson:", recipient_id=cast.administrator.pk).count() == 1
    with pytest.raises(NotTheMoment, match="was shared at"):
        said(row, scene)
    with pytest.raises(NotTheMoment, match="was shared at"):
        share_lesson(row, wording=lesson(), by=cast.housing_author, now=DAY)


@pytest.mark.requirement("R076")
def test_the_panel_notes_a_lesson_for_an_agency_or_for_the_board(client, scene):
    cast = scene.cast
    client.force_login(cast.panel_member)
    form = client.get(url("note_lesson", scene)).content.decode()
    assert "The board’s own" in form
    assert "Let the panel read it at once" not in form
    theirs = note_lesson(scene.case, cast.health, lesson=lesson(), by=cast.panel_member, now=DAY)
    boards = note_lesson(scene.case, None, lesson=lesson(what=CANARY), by=cast.chair, now=DAY)
    assert waiting(theirs).get().agency == cast.health
    assert waiting(boards).get().owners == ["administrator"]
    with pytest.raises(NotYourRole):
        said(theirs, scene, by=cast.panel_member)
    said(theirs, scene, "let_go", by=cast.health_author, words="Not needed: done since 2006")
    said(boards, scene, "in_hand", by=cast.administrator)
    client.force_login(cast.health_author)
    page = client.get(url("lessons", scene)).content.decode()
    assert "Let go" in page
    assert CANARY not in page
    with pytest.raises(NotTheMoment, match="has ended: let go"):
        said(theirs, scene, by=cast.health_author)


def test_who_may_not_note_one_and_what_is_refused(scene):
    cast = scene.cast
    with pytest.raises(NotYourRole):
        note_lesson(scene.case, cast.health, lesson=lesson(), by=cast.housing_author, now=DAY)
    with pytest.raises(NotTheMoment, match="from today on"):
        own(scene, due_on=D0.date())
    with pytest.raises(NotTheMoment, match="what shows that it is done"):
        said(own(scene), scene, "done")
    with pytest.raises(NotTheMoment, match="reads this lesson already"):
        share_lesson(own(scene, is_shared=True), wording=lesson(), by=cast.housing_author, now=DAY)
    assert not LessonUpdate.objects.exists()


def test_what_was_said_of_a_lesson_is_written_once_and_its_file_stays_in_its_place(scene):
    said(own(scene), scene, "done", evidence="A list", upload=Upload("list.csv", b"week,sent\n1,9\n"))
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        connection.cursor().execute("UPDATE reviews_lessonupdate SET words = 'other'")
    kept = Document.objects.filter(kind="evidence")
    assert kept.visible_to(scene.cast.housing_officer).count() == 1
    assert not kept.visible_to(scene.cast.chair).exists()


def test_the_list_asks_as_often_for_many_lessons_as_for_few(client, scene):
    client.force_login(scene.cast.housing_author)
    said(own(scene), scene)
    own(scene)
    few = queries_of(client, url("lessons", scene))
    for _ in range(MANY):
        said(own(scene), scene)
    assert queries_of(client, url("lessons", scene)) == few
