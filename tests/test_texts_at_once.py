"""Two editors of one text, over and over: what was accepted stands in history in order, nothing else (P6)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import connection

from reviews.agency_outline import AGENCY_OUTLINE
from reviews.models import AgencyRecommendation, Interview, SectionDraft, SectionText, Submission, TermsDraft
from reviews.services.interviews import Talk, correct_interview, record_interview
from reviews.services.submission import Recommended, upload_review
from reviews.services.terms import draft_terms
from reviews.services.writing import Typing, Words, keep_typing, save_section
from scr.cases.participation import add_participant
from scr.cases.policy import Stale
from scr.letters.models import LetterText
from scr.letters.texts import Stale as StaleText
from scr.letters.texts import save_text
from scr.procedures import newest
from tests.cast import D0, person
from tests.counts import n
from tests.reviewing import WRITTEN, terms_content, under_review, written

SEED = 2007
LETTER = newest("scr_beds_2007").letter("H")
LATER = WRITTEN + timedelta(days=1)


@pytest.fixture(scope="module")
def desk(module_database):
    """A case with an interview, a review and a draft, and two reviewers of one agency."""
    scene = under_review()
    cast = scene.cast
    second = person("Hedy Housing", agency=cast.housing)
    add_participant(
        scene.case, second, role="agency_author", agency=cast.housing, by=cast.administrator, now=WRITTEN
    )
    interview = record_interview(
        scene.case, cast.housing, talk=talk("first"), by=cast.housing_author, now=WRITTEN
    )
    written(scene, cast.housing)
    draft_terms(scene.case, content=terms_content(), revision=0, by=cast.administrator, now=WRITTEN)
    return SimpleNamespace(scene=scene, interview=interview, authors=(cast.housing_author, second))


def talk(notes):
    return Talk("Housing officer", D0, "Hanna Housing", notes, support="Supervision")


def edit_terms(desk, text, revision, who):
    content, by = terms_content(on_delay=text), desk.scene.cast.administrator
    draft_terms(desk.scene.case, content=content, revision=revision, by=by, now=LATER)


def edit_interview(desk, text, revision, who):
    correct_interview(desk.interview, talk=talk(text), revision=revision, by=desk.authors[who], now=LATER)


def edit_review(desk, text, revision, who):
    upload_review(
        desk.scene.case,
        desk.scene.cast.housing,
        recommendations=[Recommended(text, "Head of Lettings")],
        revision=revision,
        by=desk.authors[who],
        now=LATER,
    )


def edit_section(desk, text, revision, who):
    """As the page's script saves it when somebody leaves: what came too late is kept beside the text."""
    sent = Typing(Words(text), revision, is_leaving=True)
    section = (desk.scene.case, desk.scene.cast.housing, AGENCY_OUTLINE[0])
    kept = keep_typing(*section, typing=sent, by=desk.authors[who], now=LATER)
    if not kept.is_saved:
        assert kept.standing.text != text
        assert SectionDraft.objects.get(window=sent.window).text == text
        save_section(*section, typing=sent, by=desk.authors[who], now=LATER)  # which says that it is too late


def edit_letter(desk, text, revision, who):
    words = {"label": LETTER.name, "subject": "Subject", "body": text, "note": ""}
    save_text("scr_beds_2007", LETTER, **words, seen=revision, by=desk.scene.cast.administrator, now=LATER)


def kept_terms():
    rows = TermsDraft.history.filter(history_date=LATER).order_by("history_id")
    return [row.on_delay for row in rows], TermsDraft.objects.latest("version").revision


def kept_interview():
    rows = Interview.history.filter(history_date=LATER).order_by("history_id")
    return [row.notes for row in rows], Interview.objects.get().revision


def kept_review():
    rows = AgencyRecommendation.history.filter(history_date=LATER).order_by("history_id")
    return [row.text for row in rows], Submission.objects.get().version


def kept_section():
    rows = SectionText.history.filter(history_date=LATER).order_by("history_id")
    return [row.text for row in rows], max((row.revision for row in rows), default=0)


def kept_letter():
    rows = LetterText.history.filter(history_date=LATER).order_by("history_id")
    return [row.body for row in rows], LetterText.objects.count()


TEXTS = {
    "terms": (edit_terms, kept_terms),
    "interview": (edit_interview, kept_interview),
    "review": (edit_review, kept_review),
    "section": (edit_section, kept_section),
    "letter": (edit_letter, kept_letter),
}


def race(edit, desk, texts, revision):
    """What became of each text, saved at one moment by two people who had both read one revision."""
    start = Barrier(len(texts))

    def save(who):
        start.wait()
        try:
            edit(desk, texts[who], revision, who)
        except (Stale, StaleText):
            return "refused"
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(len(texts)) as pool:
        return dict(zip(texts, pool.map(save, range(len(texts))), strict=True))


@pytest.mark.parametrize("name", TEXTS)
def test_of_two_edits_of_one_text_one_is_kept_and_one_is_given_back(desk, name):
    edit, kept = TEXTS[name]
    random, rounds = Random(SEED), n(5, 250)
    accepted, outcomes = [], []
    for turn in range(rounds):
        texts = [f"{name} {turn} by {who}, {random.random()}" for who in ("one", "two")]
        became = race(edit, desk, texts, kept()[1])
        accepted += [text for text, end in became.items() if end == "accepted"]
        outcomes += sorted(became.values())
    print(f"{name}: {rounds * 2} edits, {len(accepted)} accepted, seed {SEED}")
    assert outcomes == ["accepted", "refused"] * rounds
    assert kept()[0] == accepted


def test_without_the_comparison_an_edit_is_lost_and_noticed(desk):
    """Negative control: reviewers who compare with nothing both get through, and one text is gone."""
    texts = ["the first", "the second"]
    became = race(lambda desk, text, _, who: edit_review(desk, text, None, who), desk, texts, None)
    assert list(became.values()) == ["accepted", "accepted"]
    assert AgencyRecommendation.objects.current().count() == 1
