"""Queries to an agency about its review: asked, answered, corrected, closed; nobody else reads them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from chronology.models import Entry
from chronology.reading.rows import Row
from chronology.writing import write_xlsx
from reviews.models import QueryMessage, ReviewQuery
from reviews.rubric import RUBRIC, Mark
from reviews.services.quality import Judged, assess
from reviews.services.queries import Question, answer, ask, ask_on, close, correct
from scr.cases.audiences import Kind
from scr.cases.deadlines import end_of
from scr.cases.models import Compartment, Duty, Participant
from scr.cases.participation import end_participation
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.outbox.models import Notice
from tests.asking import queries_of
from tests.chronicling import submitted
from tests.counts import MANY
from tests.reviewing import WRITTEN, countersigned, released, under_review

NEXT_DAY = WRITTEN + timedelta(days=1)
LATER = WRITTEN + timedelta(days=3)
BY = date(2007, 5, 14)
CANARY = "Canary-of-the-query"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = under_review()
    with_row(scene, scene.cast.housing)
    released(scene, scene.cast.housing)
    return scene


def with_row(scene, agency, text="Visit put off."):
    row = Row(date=date(2006, 1, 9), date_text="09/01/2006", child_contact=text, source="File", staff="HO1")
    content = write_xlsx([row], agency=agency.name, completed_by="A. N.", staff={"HO1": "Officer"})
    author = scene.cast.housing_author if agency == scene.cast.housing else scene.cast.health_author
    submitted(scene.case, agency, content=content, by=author, now=WRITTEN)


def url(name, scene, *args):
    return reverse(f"reviews:{name}", args=[scene.case.pk, *args])


def asked(scene, *, by=None, words="Who put it off?", **changes):
    question = Question(words, **({"answer_by": BY, "section": "Page 3"} | changes))
    by = by or scene.cast.panel_member
    return ask(scene.case, scene.cast.housing, question=question, by=by, now=NEXT_DAY)


def answered(query, scene, *, seen=1, words="The manager did."):
    return answer(query, words=words, seen=seen, by=scene.cast.housing_author, now=LATER)


def due(rule, query):
    return Duty.objects.open().filter(rule_key=rule, subject_id=query.pk)


def typed_day(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def ahead(days=30):
    return timezone.localdate() + timedelta(days=days)  # pages run by the real clock


def test_a_query_goes_to_the_agency_and_comes_back_with_an_answer_on_pages(client, scene):
    cast = scene.cast
    client.force_login(cast.panel_member)
    sent = {"quoted": "the visit was put off", "words": "Who put it off?"} | typed_day("answer_by", ahead())
    page = client.post(url("ask_query", scene, cast.housing.pk), sent, follow=True).content.decode()
    assert "Waiting for the agency" in page
    query = ReviewQuery.objects.get()
    client.force_login(cast.housing_author)
    home = client.get(reverse("home")).content.decode()
    assert "Answer a query about Housing’s review" in home
    assert url("query", scene, query.pk) in home
    page = client.post(
        url("query", scene, query.pk), {"revision": 1, "words": "The manager did."}, follow=True
    ).content.decode()
    assert "the visit was put off" in page
    assert "Answered" in page
    client.force_login(cast.panel_member)
    assert "Read Housing’s answer to your query" in client.get(reverse("home")).content.decode()
    page = client.post(url("close_query", scene, query.pk), {"revision": 2}, follow=True).content.decode()
    assert "The query is closed" in page
    assert "Send to the agency" not in page
    assert not Duty.objects.open().filter(subject_id=query.pk).exists()


def test_the_agency_has_a_day_and_gets_another_when_asked_once_more(scene):
    cast = scene.cast
    query = asked(scene)
    assert due("QUERY", query).get().due_at == end_of(BY)
    answered(query, scene)
    assert not due("QUERY", query).exists()
    assert due("QUERY_READ", query).get().person == cast.panel_member
    with pytest.raises(NotTheMoment, match="by when"):
        ask_on(query, words="Why?", answer_by=None, seen=2, by=cast.chair, now=LATER)
    ask_on(query, words="Why?", answer_by=date(2007, 5, 20), seen=2, by=cast.chair, now=LATER)
    assert due("QUERY", query).get().due_at == end_of(date(2007, 5, 20))
    assert not due("QUERY_READ", query).exists()
    told = Notice.objects.filter(
        case_id=scene.case.pk, recipient_id=cast.housing_author.pk, path__contains="duties"
    )
    assert not any(fact in f"{one.subject} {one.body}" for one in told for fact in ("Why?", "Housing"))


def test_who_asks_answers_and_closes(scene):
    cast = scene.cast
    for user in (cast.housing_author, cast.housing_officer, cast.health_author):
        with pytest.raises(NotYourRole):
            asked(scene, by=user)
    query = asked(scene, by=cast.administrator)
    for user in (cast.housing_officer, cast.health_author, cast.chair):
        with pytest.raises(NotYourRole):
            answer(query, words="No", seen=1, by=user, now=LATER)
    with pytest.raises(NotTheMoment, match="Alma Admin asked this, and closes it"):
        close(query, seen=1, by=cast.chair, now=LATER)
    close(query, seen=1, by=cast.administrator, now=LATER)
    with pytest.raises(NotTheMoment, match="Alma Admin closed this query"):
        answered(query, scene)


def test_when_who_asked_has_left_somebody_else_closes(scene):
    cast = scene.cast
    query = asked(scene)
    part = Participant.objects.get(case=scene.case, user=cast.panel_member)
    end_participation(part, until=NEXT_DAY, by=cast.administrator, now=NEXT_DAY)
    assert close(query, seen=1, by=cast.chair, now=LATER).closed_by == cast.chair


def test_nothing_is_asked_before_the_release_of_nothing_or_for_yesterday(scene):
    cast = scene.cast
    with pytest.raises(NotTheMoment, match="which passage"):
        asked(scene, section="")
    with pytest.raises(NotTheMoment, match="day after today"):
        asked(scene, answer_by=NEXT_DAY.date())
    with_row(scene, cast.health)
    countersigned(scene, cast.health)
    question = Question("Why?", BY, section="Page 1")
    with pytest.raises(NotTheMoment, match="has no review of Westmarch Community Health before it"):
        ask(scene.case, cast.health, question=question, by=cast.administrator, now=NEXT_DAY)
    theirs = Entry.objects.get(agency=cast.health)
    with pytest.raises(NotTheMoment, match="has not been released"):
        asked(scene, by=cast.administrator, entry=theirs)
    assert not ReviewQuery.objects.exists()


def test_a_row_of_the_chronology_is_asked_about_from_the_chronology(client, scene):
    cast = scene.cast
    entry = Entry.objects.get(agency=cast.housing)
    client.force_login(cast.panel_member)
    place = url("row", scene, entry.pk)
    for name, args in (("integrated", []), ("agency_rows", [cast.housing.pk])):
        page = client.get(reverse(f"chronology:{name}", args=[scene.case.pk, *args])).content.decode()
        assert place in page
    sent = {"words": "Who put it off?"} | typed_day("answer_by", ahead())
    page = client.post(place, sent, follow=True).content.decode()
    assert "Visit put off." in page
    assert "Query 1" in client.get(place).content.decode()
    client.force_login(cast.housing_author)
    own = client.get(reverse("chronology:agency_rows", args=[scene.case.pk, cast.housing.pk]))
    assert place not in own.content.decode()
    client.force_login(cast.health_author)
    assert client.get(place).status_code == 404


def test_a_message_is_never_changed_and_a_correction_follows_it(client, scene):
    cast = scene.cast
    query = asked(scene, words="Who put if off?")
    first = QueryMessage.objects.get()
    with pytest.raises(NotTheMoment, match="only Pat Panel can correct it"):
        correct(first, words="x", seen=1, by=cast.chair, now=LATER)
    correct(first, words="Who put it off?", seen=1, by=cast.panel_member, now=LATER)
    with pytest.raises(NotTheMoment, match="corrected this already"):
        correct(first, words="x", seen=2, by=cast.panel_member, now=LATER)
    client.force_login(cast.housing_author)
    page = client.get(url("query", scene, query.pk)).content.decode()
    for words in ("Who put if off?", "Who put it off?", "Corrected by message 2"):
        assert words in page
    with (
        pytest.raises(IntegrityError, match="written once"),
        transaction.atomic(),
        connection.cursor() as run,
    ):
        run.execute("UPDATE reviews_querymessage SET words = 'other' WHERE id = %s", [first.pk])


def test_who_writes_second_reads_first_and_loses_nothing(client, scene):
    cast = scene.cast
    query = asked(scene)
    answered(query, scene)
    with pytest.raises(Stale):
        answered(query, scene, words="My own answer")
    client.force_login(cast.housing_author)
    page = client.post(
        url("query", scene, query.pk), {"revision": 1, "words": "My own answer"}
    ).content.decode()
    for words in ("Somebody wrote to this query", "The manager did.", "My own answer"):
        assert words in page
    assert 'name="revision" value="2"' in page
    with pytest.raises(Stale):
        close(query, seen=1, by=cast.panel_member, now=LATER)


def test_no_other_agency_ever_reads_a_query(client, scene):
    cast = scene.cast
    query = asked(scene, words=CANARY, quoted=CANARY)
    answered(query, scene, words=CANARY)
    message = QueryMessage.objects.first()
    pages = [
        url("queries", scene),
        url("query", scene, query.pk),
        url("correct_message", scene, message.pk),
        url("agencies", scene),
        url("agency", scene, cast.housing.pk),
        reverse("changes", args=[scene.case.pk, "reviewquery", query.pk]),
        reverse("history", args=[scene.case.pk]),
        reverse("cases:timetable", args=[scene.case.pk]),
    ]
    for user in (cast.health_author, cast.health_officer):
        assert not ReviewQuery.objects.visible_to(user).exists()
        assert not Compartment.objects.visible_to(user).filter(kind=Kind.EXCHANGE).exists()
        client.force_login(user)
        for page in pages:
            assert CANARY not in client.get(page).content.decode()
        assert client.get(url("query", scene, query.pk)).status_code == 404
    for user in (cast.panel_member, cast.housing_author, cast.housing_officer):
        client.force_login(user)
        assert CANARY in client.get(url("query", scene, query.pk)).content.decode()  # there to be read


def test_the_list_shows_what_is_asked_for_and_asks_as_often_for_many(client, scene):
    cast = scene.cast
    client.force_login(cast.chair)
    page = url("queries", scene)
    assert "No query yet" in client.get(page).content.decode()
    first = asked(scene)
    few = queries_of(client, page)
    answered(asked(scene), scene)
    close(first, seen=1, by=cast.panel_member, now=LATER)
    for _ in range(MANY):
        asked(scene)
    assert queries_of(client, page) == few
    open_ones = client.get(page, {"state": ["waiting", "answered"]}).content.decode()
    assert f"Queries: {MANY + 1}" in open_ones
    assert "Remove </span>Answered" in open_ones
    assert ">Query 1<" not in open_ones
    assert ">Query 1<" in client.get(page, {"state": "closed"}).content.decode()


def test_a_return_starts_from_open_queries_and_remarks_and_sends_only_what_is_left(client, scene):
    cast = scene.cast
    asked(scene, quoted="put off", section="", words="Who?")
    close(asked(scene, words="Settled already"), seen=1, by=cast.panel_member, now=LATER)
    missing = {one.key: Judged(Mark.YES) for one in RUBRIC} | {"voice": Judged(Mark.NO, CANARY)}
    assess(
        scene.case, cast.housing, answers=missing, verdict="return", remarks="For us only", revision=0,
        by=cast.panel_member, now=LATER,
    )  # fmt: skip
    client.force_login(cast.administrator)
    form = client.get(url("return_review", scene, cast.housing.pk)).context["form"]
    text = form.initial["reason"]
    for words in ("“put off”: Who?", f"The child’s voice: {CANARY}"):
        assert words in text
    for words in ("Settled already", "For us only", "Pat Panel"):
        assert words not in text
    sent = {"reason": text.replace(CANARY, "Ask her friends")} | typed_day("due_on", ahead())
    client.post(url("return_review", scene, cast.housing.pk), sent)
    client.force_login(cast.housing_author)
    room = client.get(url("agency", scene, cast.housing.pk)).content.decode()
    assert "Ask her friends" in room
    assert CANARY not in room
    client.force_login(cast.administrator)
    assert "Assess the review" not in client.get(url("quality", scene, cast.housing.pk)).content.decode()
