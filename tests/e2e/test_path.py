"""The whole path in a real browser: a case is referred and ends, many pages later, with a monitored action.

Nine people walk it with mouse and keyboard. What every page must be is in inspection.py.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from scr.pages.demo.replay import board
from scr.pages.demo.replay.play import Play
from scr.pages.demo.timetable import demo_d0
from tests.e2e import plan_steps, referral_steps, review_steps, typing_steps
from tests.e2e.cast import ADMINISTRATOR, CHILD, HEALTH, HOUSING, PANEL_MEMBER, Story
from tests.e2e.inspection import Inspection, pictures
from tests.e2e.visitor import Site, chromium
from tests.throwaway import Database, processes

pytestmark = pytest.mark.timeout(900)
SIDES = (HEALTH, HOUSING)
MAIL_WITHIN = 60  # seconds; beat looks every twenty


@pytest.fixture(scope="module")
def story(module_database: Database) -> Iterator[Story]:
    """A board with its agencies and people, and no case; the walk happens here, once."""
    d0 = demo_d0(timezone.localdate())
    board.set_up(Play(d0), timezone.now() - timedelta(days=400))
    with processes(module_database, "web", "worker", "beat") as running, chromium() as browser:
        running.wait_until_healthy()
        site = Site(browser, running.url, Inspection(pictures("path")))
        story = Story(site, d0, running=running)
        walk(story)
        yield story


def walk(story: Story) -> None:
    from_referral_to_decision(story)
    from_letters_to_reviews(story)
    from_chronology_to_report(story)
    from_plan_to_monitoring(story)


def from_referral_to_decision(story: Story) -> None:
    referral_steps.refer_the_case(story)
    referral_steps.consult_the_panel(story)
    referral_steps.give_a_view(story)
    referral_steps.consider_and_recommend(story)
    referral_steps.decide(story)


def from_letters_to_reviews(story: Story) -> None:
    referral_steps.add_chief_officers(story)
    referral_steps.send_letters(story)
    referral_steps.tell_the_inspectorate(story)
    review_steps.invite_the_other_chief_officer(story)
    for side in SIDES:
        review_steps.secure_records(story, side)
    review_steps.appoint_reviewers(story)
    review_steps.scope(story)
    typing_steps.lose_windows(story)
    review_steps.send_a_faulty_chronology(story)
    review_steps.send_chronologies(story)
    for side in SIDES:
        review_steps.send_review(story, side)
    review_steps.keep_addresses_of_housing(story)
    for side in SIDES:
        review_steps.countersign(story, side)
        review_steps.release(story, side)


def from_chronology_to_report(story: Story) -> None:
    review_steps.read_the_integrated_chronology(story)
    review_steps.hear_the_presentations(story)
    review_steps.engage_the_overview_author(story)
    review_steps.submit_the_overview_report(story)
    review_steps.ask_whether_fair(story)
    review_steps.agree_and_endorse(story)


def from_plan_to_monitoring(story: Story) -> None:
    plan_steps.bring_in_an_action_owner(story)
    plan_steps.draw_up_the_plan(story)
    plan_steps.receive_the_plan(story)
    plan_steps.report_with_evidence(story)
    plan_steps.settle(story)
    plan_steps.ask_for_progress(story)
    plan_steps.report_progress(story)
    plan_steps.report_to_the_board(story)
    plan_steps.follow_what_is_monitored(story)


def test_the_path_ends_with_a_monitored_action(story):
    member = story.who(PANEL_MEMBER)
    member.case()
    member.reads("monitoring")


def test_letters_and_chronology_come_as_pdf(story):
    texts = {name: text_of(pdf) for name, pdf in story.pdfs.items()}
    assert HEALTH.name in texts["letter H"]
    assert HOUSING.short_name in texts["integrated chronology"]
    assert CHILD not in texts["integrated chronology"]


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_another_agency_is_told_that_none_of_it_exists(story):
    review_steps.nobody_else_sees_housing(story)


@pytest.mark.parametrize("how", ["laptop", "server"])
def test_whatever_goes_away_in_mid_sentence_takes_at_most_five_seconds_of_typing_along(story, how):
    lost = story.lost[how]
    assert len(lost.sent) >= 2
    assert lost.longest_unsent() <= LOST_AT_MOST
    assert lost.typed_before(LOST_AT_MOST).split()
    assert lost.found.startswith(lost.typed_before(LOST_AT_MOST).strip())


LOST_AT_MOST = 5  # seconds of typing


def test_emails_hold_no_name(story):
    """Neither of the child nor of an agency; a person's only in the invitation to that person."""
    mails = sent_mails(story)
    words = {CHILD, story.code_name, *(name for side in SIDES for name in (side.name, side.short_name))}
    told = [mail for mail in mails if any(word in mail for word in words)]
    assert not told
    assert any("SCR-" in mail for mail in mails)


def sent_mails(story: Story) -> list[str]:
    """Subject and text of every e-mail, once those of the last step are sent."""
    reader = story.who(ADMINISTRATOR)
    deadline = time.monotonic() + MAIL_WITHIN
    found: list[str] = []
    while len(found) < FEWEST_MAILS and time.monotonic() < deadline:
        reader.home()
        reader.follow("Sent e-mails")
        found = all_pages(reader)
    assert len(found) >= FEWEST_MAILS, len(found)
    return found


FEWEST_MAILS = 8  # one a person on the day, and those that cannot wait


def all_pages(reader) -> list[str]:
    found: list[str] = []
    while True:
        for card in reader.page.locator(".govuk-summary-card").all():
            subject = card.locator("h2").inner_text()
            found.append(f"{subject}\n{card.locator('.app-mail').inner_text()}")
        following = reader.page.locator("a[rel=next]")
        if not following.count():
            return found
        reader.go(following)


def test_every_page_can_be_used_by_everybody(story):
    faults = story.site.inspection.faults
    assert not faults, "\n".join(faults)


def test_the_browser_complains_of_nothing(story):
    faults = story.site.inspection.browser_faults
    assert not faults, "\n".join(faults)


def test_nothing_scrolls_sideways_on_a_phone(story):
    assert not story.site.inspection.sideways, "\n".join(story.site.inspection.sideways)
