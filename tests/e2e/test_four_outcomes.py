"""Four referrals in a real browser, to the four outcomes that a referral can have.

A serious case review jointly with another board, an inter-agency management review whose panel loses a member
to a conflict, a near-miss review of a case that came by link, and no further action that is reopened.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pypdf
import pytest

from tests.e2e import outcome_cases, outcome_steps, referral_steps
from tests.e2e.cast import CHILD, Story
from tests.e2e.inspection import Inspection, pictures
from tests.e2e.visitor import Site, chromium
from tests.throwaway import Database, processes

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def story(module_database: Database) -> Iterator[Story]:
    """The board with two cases on their way; the walk happens here, once."""
    play = outcome_cases.prepare()
    with processes(module_database, "web", "worker", "beat") as running, chromium() as browser:
        running.wait_until_healthy()
        story = Story(Site(browser, running.url, Inspection(pictures("four-outcomes"))), play.d0)
        no_further_action_and_reopened(replace(story, code_name=outcome_cases.NOT_TAKEN_FURTHER))
        management_review_with_a_substitute(replace(story, code_name=outcome_cases.WITH_A_CONFLICT))
        near_miss_review_by_link(replace(story), module_database)
        serious_case_review_with_another_board(story)
        outcome_steps.report_a_near_miss(story)
        yield story


def serious_case_review_with_another_board(story: Story) -> None:
    """Wholly by pages, from form G to the other board's Chair on the panel."""
    outcome_steps.refer_by_page(story)
    referral_steps.consult_the_panel(story)
    referral_steps.give_a_view(story)
    outcome_steps.prepare_a_meeting(story)
    outcome_steps.record_the_meeting(story)
    referral_steps.recommend(story, "Serious case review")
    referral_steps.decide(story)
    outcome_steps.keep_the_decision_record(story)
    outcome_steps.note_the_other_board(story)
    outcome_steps.agree_a_joint_review(story)
    outcome_steps.bring_in_the_other_board(story)


def management_review_with_a_substitute(story: Story) -> None:
    outcome_steps.declare_a_conflict(story)
    outcome_steps.approve_the_substitute(story)
    referral_steps.give_a_view(story, outcome_steps.SUBSTITUTE)
    referral_steps.hold_a_meeting(story, "Panel meeting on the criteria", "The criteria are not met.")
    referral_steps.recommend(story, "Inter-agency management review")
    outcome_steps.decide_on(story, "Inter-agency management review")


def near_miss_review_by_link(story: Story, database: Database) -> None:
    outcome_steps.refer_by_link(story, database)
    referral_steps.consult_the_panel(story)
    outcome_steps.ask_somebody_outside(story, database)
    referral_steps.hold_a_meeting(story, "Panel meeting on the criteria", "It nearly went wrong.")
    referral_steps.recommend(story, "Near-miss review")
    although = "The coroner found that the child died of an illness."
    outcome_steps.decide_on(story, "Near-miss review", although=although)


def no_further_action_and_reopened(story: Story) -> None:
    outcome_steps.decide_against(story)
    outcome_steps.reopen(story)


def test_the_pack_and_the_record_of_the_decision_are_pdfs(story):
    pack, decision = text_of(story.pdfs["pack"]), text_of(story.pdfs["decision"])
    assert "The criteria, one by one" in pack
    assert "Log of the police" in pack
    assert "Northern locality" in pack  # form G, laid from the record
    assert "Serious case review" in decision
    assert story.code_name in decision
    assert CHILD not in decision


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_every_page_can_be_used_by_everybody(story):
    assert not story.site.inspection.all_faults, "\n".join(story.site.inspection.all_faults)
