"""An agency's review written in the browser: sections, autosave, two people at one section."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.agency_outline import AGENCY_OUTLINE, question_key
from reviews.models import SectionDraft, SectionText
from reviews.services.writing import (
    SAVED_EVERY,
    Typing,
    Words,
    keep_typing,
    save_section,
)
from reviews.written import sections_of
from scr.audit.models import AuditEntry
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, Stale
from scr.people.identity import acting_as
from tests.cast import person
from tests.counts import n
from tests.over_the_wall import shut_gate
from tests.reviewing import LINES, WRITTEN, countersigned, signed, under_review

pytestmark = pytest.mark.usefixtures("rows")
JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = under_review()
    cast = scene.cast
    scene.second = person("Hedy Housing", agency=cast.housing)
    add_participant(
        scene.case,
        scene.second,
        role="agency_author",
        agency=cast.housing,
        by=cast.administrator,
        now=WRITTEN,
    )
    return scene


def section(scene, key="lessons"):
    return next(one for one in sections_of(scene.case) if one.key == key)


def address(scene, key="lessons"):
    return reverse("reviews:write_section", args=[scene.case.pk, scene.cast.housing.pk, key])


def list_of(scene):
    return reverse("reviews:write_review", args=[scene.case.pk, scene.cast.housing.pk])


def typing(text, base=0, **more):
    return Typing(Words(text), base, **more)


def saved(scene, text, *, by=None, base=0, now=WRITTEN, key="lessons", **more):
    return save_section(
        scene.case,
        scene.cast.housing,
        section(scene, key),
        typing=typing(text, base, **more),
        by=by or scene.cast.housing_author,
        now=now,
    )


def kept(scene, typed, *, by=None, now=WRITTEN):
    by = by or scene.cast.housing_author
    return keep_typing(scene.case, scene.cast.housing, section(scene), typing=typed, by=by, now=now)


def browser(user):
    client = Client()
    client.force_login(user)
    return client


class Window:
    """A section open in somebody's browser."""

    def __init__(self, scene, user, key="lessons"):
        self.client, self.address = browser(user), address(scene, key)
        self.open()

    def open(self):
        self.page = self.client.get(self.address).content.decode()
        self.fields = self._fields()
        return self

    def _fields(self):
        hidden = re.findall(r'<input type="hidden" name="(\w+)" (?:value="([^"]*)")?', self.page)
        texts = re.findall(r'<textarea name="(\w+)"[^>]*>\n?(.*?)</textarea>', self.page, re.DOTALL)
        return {name: unescape(value) for name, value in [*hidden, *texts]}

    def keep(self, text, **more):
        """What the page's script sends a few seconds after somebody has typed."""
        self.fields["turn"] = int(self.fields["turn"]) + 1
        answer = self.client.post(self.address, {**self.fields, "text": text, **more}, headers=JSON)
        if answer.status_code == 202 and "by" not in answer.json():
            self.fields["base"] = self.fields["revision"] = answer.json()["revision"]
        return answer

    def save(self, text=None, **more):
        typed = self.fields if text is None else {**self.fields, "text": text}
        answer = self.client.post(self.address, {**typed, **more})
        self.page = answer.content.decode()
        if answer.status_code == 200:
            self.fields = self._fields()
        return answer


# The outline


@pytest.mark.requirement("R116", "R121")
def test_the_reviewer_is_told_the_aim_and_shown_every_section_and_question(scene):
    saved(scene, "word " * 41)
    saved(scene, "Only begun.", key="good_practice")
    client = browser(scene.cast.housing_author)
    page = unescape(client.get(list_of(scene)).content.decode())
    assert "look openly and critically at what individuals and the organisation did" in page
    assert "what was done well" in page
    titles = [one.title for one in AGENCY_OUTLINE]
    at = [page.index(f">{title}</a>") for title in (*titles[:7], *LINES, *titles[7:])]
    assert at == sorted(at)
    for state in ("Written, 41 words", "Begun, 2 words", "Not started"):
        assert state in page
    upload = reverse("reviews:upload_review", args=[scene.case.pk, scene.cast.housing.pk])
    assert "look openly and critically" in client.get(upload).content.decode()


def test_a_section_with_nothing_to_say_says_why(scene):
    window = Window(scene, scene.cast.housing_author, "omissions")
    both = window.save("A text", nothing_to_say="No policy applied.")
    assert "There is a text, so take this away" in both.content.decode()
    assert window.save("", nothing_to_say="No policy applied.").status_code == 302
    assert "Nothing to say" in window.client.get(list_of(scene)).content.decode()
    assert SectionText.objects.get().nothing_to_say == "No policy applied."


def test_a_question_keeps_its_text_when_terms_are_signed_anew(scene):
    saved(scene, "We knew of two moves.", key=question_key(LINES[0]))
    saved(scene, "Seen twice.", key=question_key(LINES[1]))
    signed(scene, now=WRITTEN, lines=("Who kept the file?", LINES[0]), reviews_due_on=None)
    page = unescape(browser(scene.cast.housing_author).get(list_of(scene)).content.decode())
    asked, dropped = page.split("Questions that are no longer asked")
    assert asked.index("Who kept the file?") < asked.index(LINES[0])
    assert LINES[1] not in asked
    assert LINES[1] in dropped
    old = browser(scene.cast.housing_author).get(address(scene, question_key(LINES[1]))).content.decode()
    assert "Seen twice." in old
    assert "no longer asked" in old


def test_a_section_that_there_is_not_is_not_found(scene):
    client = browser(scene.cast.housing_author)
    assert client.get(address(scene, "q-0000000000000000")).status_code == 404


def test_the_list_asks_the_same_number_of_queries_however_many_questions(scene):
    client = browser(scene.cast.housing_author)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(list_of(scene)).status_code == 200
        return len(asked)

    queries()
    before = queries()
    signed(scene, now=WRITTEN, lines=[f"Question {one}?" for one in range(12)], reviews_due_on=None)
    for one in range(12):
        saved(scene, "Answered.", key=question_key(f"Question {one}?"))
    assert queries() == before


# Kept while it is typed


def test_closing_the_laptop_in_the_middle_of_a_sentence_loses_what_was_typed_since_it_was_kept_last(scene):
    """The script keeps what is typed at most five seconds later; all that is there on another machine."""
    window = Window(scene, scene.cast.housing_author)
    for text in ("Staff should", "Staff should be told of", "Staff should be told of moves bef"):
        answer = window.keep(text)
        assert (answer.status_code, answer.json().get("by")) == (202, None)
    elsewhere = Window(scene, scene.cast.housing_author)
    assert elsewhere.fields["text"] == "Staff should be told of moves bef"
    assert "You typed this at" in elsewhere.page
    assert "You typed more than was saved" in elsewhere.client.get(list_of(scene)).content.decode()
    assert elsewhere.save("Staff should be told of moves before they happen.").status_code == 302
    assert not SectionDraft.objects.exists()
    assert SectionText.objects.get().text == "Staff should be told of moves before they happen."


def test_what_is_typed_becomes_a_saved_text_now_and_then_and_not_at_every_pause(scene):
    """Steady typing, kept every five seconds, leaves a line of history every three minutes."""
    window, revision, times, often = uuid4(), 0, n(50, 720), timedelta(seconds=5)
    for turn in range(times):
        typed = typing(f"Text {turn}", revision, window=window, turn=turn)
        revision = kept(scene, typed, now=WRITTEN + often * turn).revision
    history = SectionText.history.filter(key="lessons")
    print(f"{times} times kept, {history.count()} lines of history")
    assert history.count() == often * (times - 1) // SAVED_EVERY + 1
    assert SectionDraft.objects.get().text == f"Text {times - 1}"
    acts = AuditEntry.objects.filter(case_id=scene.case.pk, act="section_written")
    assert acts.count() == history.count()


def test_leaving_the_page_saves_it(scene):
    window = Window(scene, scene.cast.housing_author)
    window.keep("First")
    assert not window.keep("First and more").json()["is_saved"]
    answer = window.keep("First, more and last", leaving="yes").json()
    assert answer["is_saved"]
    assert SectionText.objects.get().text == "First, more and last"
    assert not SectionDraft.objects.exists()


def test_an_answer_that_was_lost_on_its_way_is_no_conflict_with_oneself(scene):
    window = uuid4()
    saved(scene, "Saved, but the window never heard of it", window=window, turn=1)
    again = kept(scene, typing("And typed on", 0, window=window, turn=2, is_leaving=True))
    assert again.is_saved
    assert again.standing is None
    assert SectionText.objects.get().text == "And typed on"


def test_words_that_were_overtaken_do_not_come_back(scene):
    window = uuid4()
    saved(scene, "The last words", window=window, turn=5)
    late = kept(scene, typing("The last", 0, window=window, turn=4))
    assert late.is_saved
    kept(scene, typing("Newer", 1, window=window, turn=8))
    kept(scene, typing("New", 1, window=window, turn=7))
    assert SectionText.objects.get().text == "The last words"
    assert SectionDraft.objects.get().text == "Newer"


def test_what_another_window_of_the_same_person_typed_since_is_not_dropped(scene):
    first, second = uuid4(), uuid4()
    saved(scene, "Begun")
    kept(scene, typing("On the train", 1, window=first, turn=1))
    kept(scene, typing("On the train, and on", 1, window=first, turn=2))
    saved(scene, "At the desk", base=1, window=second, went_on_from=(first, 1))
    assert SectionDraft.objects.get().text == "On the train, and on"
    page = Window(scene, scene.cast.housing_author)
    assert "Two texts of this section" in page.page
    assert page.fields["text"] == "On the train, and on"


def test_what_is_typed_and_not_saved_is_its_writer_s_alone(scene):
    saved(scene, "Saved for all")
    kept(scene, typing("Half a thought", 1))
    cast = scene.cast
    for user, found in (
        (cast.housing_author, 1),
        (scene.second, 0),
        (cast.housing_officer, 0),
        (cast.chair, 0),
    ):
        with shut_gate(), acting_as(user):
            assert SectionDraft.objects.count() == found, user
    assert "Half a thought" not in Window(scene, scene.second).page


def test_the_sections_stay_in_the_agency_also_when_the_review_is_out(scene):
    cast = scene.cast
    saved(scene, "First wording, never sent")
    countersigned(scene, cast.housing)
    for user, found in (
        (cast.housing_officer, 1),
        (cast.chair, 0),
        (cast.administrator, 0),
        (cast.health_author, 0),
    ):
        assert SectionText.objects.visible_to(user).count() == found, user


def test_after_the_countersignature_nothing_is_written_and_the_window_is_told(scene):
    window = Window(scene, scene.cast.housing_author)
    window.keep("Before")
    countersigned(scene, scene.cast.housing)
    answer = window.keep("After")
    assert answer.status_code == 409
    assert "Hugo Housing countersigned this at" in answer.json()["refused"]
    page = window.open().page
    assert "You cannot write now" in page
    assert "<textarea" not in page
    assert "Before" in page
    with pytest.raises(NotTheMoment):
        saved(scene, "After", base=1)


def test_what_the_script_sends_is_checked_as_what_the_button_sends(scene):
    window = Window(scene, scene.cast.housing_author)
    for wrong in ({"text": "x" * 200_001}, {"text": "a\0b"}, {"window": "none"}, {"base": "-1"}):
        answer = window.keep(**{"text": "Good", **wrong})
        assert answer.status_code == 409, wrong
    assert not SectionDraft.objects.exists()


def test_what_comes_after_the_session_has_ended_is_kept_and_can_be_saved(scene):
    """The script's words take the way of every form that comes too late (tests/test_kept_drafts.py)."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        window = Window(scene, scene.cast.housing_author)
        clock.shift(timedelta(minutes=31))
        sent_away = window.keep("Typed for half an hour")["Location"]
        client = browser(scene.cast.housing_author)
        page = client.get(parse_qs(urlsplit(sent_away).query)["next"][0]).content.decode()
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
        fields = {name: unescape(value) for name, value in hidden}
        assert client.post(address(scene), fields).status_code == 302
    assert SectionText.objects.get().text == "Typed for half an hour"


# Two people


def test_of_two_people_at_one_section_each_keeps_every_word_and_the_later_one_chooses(scene):
    first, second = Window(scene, scene.cast.housing_author), Window(scene, scene.second)
    first.keep("Tell the school of moves.")
    told = second.keep("Tell health visitors of moves.").json()
    assert (told["by"], told["is_saved"]) == ("Hanna Housing", False)
    page = second.save("Tell health visitors of moves.").content.decode()
    assert "Hanna Housing saved this section at" in page
    assert "Two texts of this section" in page
    assert "<del>the</del>" in page
    assert "<ins>health</ins>" in page
    assert SectionText.objects.get().text == "Tell the school of moves."
    # the laptop is closed before choosing: both are there again
    again = Window(scene, scene.second)
    assert "Two texts of this section" in again.page
    assert again.fields["text"] == "Tell health visitors of moves."
    assert again.keep("Tell health visitors of moves. And").json()["by"] == "Hanna Housing"
    assert SectionText.objects.get().text == "Tell the school of moves."
    assert again.save("Tell both.").status_code == 302
    texts = SectionText.history.filter(key="lessons").order_by("history_id").values_list("text", flat=True)
    assert list(texts) == ["Tell the school of moves.", "Tell both."]
    assert not SectionDraft.objects.filter(user=scene.second, window=UUID(again.fields["window"])).exists()


def test_the_later_one_can_leave_the_other_s_text_as_it_stands(scene):
    second = Window(scene, scene.second)
    saved(scene, "Theirs")
    second.save("Mine")
    assert second.save(theirs="theirs").status_code == 302
    assert SectionText.objects.get().text == "Theirs"
    assert not SectionDraft.objects.exists()
    assert "Two texts" not in second.open().page


def test_a_third_text_that_came_before_the_choice_is_shown_as_well(scene):
    second = Window(scene, scene.second)
    saved(scene, "First of theirs")
    second.save("Mine")
    saved(scene, "Second of theirs", base=1)
    page = second.save().content.decode()
    assert "Second" in page
    assert SectionText.objects.get().text == "Second of theirs"
    assert second.save().status_code == 302
    assert SectionText.objects.get().text == "Mine"


def test_the_service_refuses_the_later_one_and_the_same_words_make_no_new_revision(scene):
    row = saved(scene, "First")
    with pytest.raises(Stale) as late:
        saved(scene, "Second", by=scene.second)
    assert late.value.revision == 1
    assert saved(scene, "First", base=1).revision == row.revision == 1


def test_nobody_writes_for_another_agency(scene):
    for user in (scene.cast.health_author, scene.cast.housing_officer, scene.cast.chair):
        status = browser(user).post(address(scene), {"text": "Mine"}, headers=JSON).status_code
        assert status in (403, 404)
    assert not SectionText.objects.exists()
