"""The texts of the demo case: complete, movable in time, discreet, and at one with the procedure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from scr.pages.demo import (
    action_plan,
    people,
    texts_guided,
    texts_meetings,
    texts_overview,
    texts_referral,
    texts_terms,
)
from scr.pages.demo.action_plan import ACTIONS, ROUND_UPDATES
from scr.pages.demo.agencies import CONTRIBUTORS
from scr.pages.demo.chronology.staff import FAMILY, STAFF
from scr.pages.demo.dates import ORIGIN, fill
from scr.pages.demo.prose import sections, word_count
from scr.pages.demo.reviews import REVIEWS
from scr.pages.demo.reviews.shape import SECTION_KEYS
from scr.pages.demo.steps import ROUND_STEPS, STEPS
from scr.pages.demo.texts_summary import EXECUTIVE_SUMMARY
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007

MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
LONG_REVIEWS = {"social_care", "health", "police"}
LOGINS = {each.email.partition("@")[0] for each in people.PEOPLE}


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts_in(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from texts_in(getattr(value, each.name))


def texts_of(*modules: object) -> list[str]:
    return [
        text
        for module in modules
        for name, value in vars(module).items()
        if not name.startswith("__")
        for text in texts_in(value)
    ]


ALL_TEXTS = [
    *texts_of(action_plan, texts_meetings, texts_overview, texts_referral, texts_terms),
    *texts_in(tuple(REVIEWS.values())),
    *texts_in(EXECUTIVE_SUMMARY),
    *texts_in(texts_guided.OWN),
    *texts_in(texts_guided.NOTHING),
]


def test_there_are_texts() -> None:
    assert sum(len(text.split()) for text in ALL_TEXTS) > 15_000


def test_texts_hold_no_date_of_their_own() -> None:
    for text in ALL_TEXTS:
        assert not re.search(rf"\b(\d+ )?({MONTHS})\b( \d|$)|\b(19|20)\d\d\b|Christmas|Easter", text), text


def test_every_date_in_a_text_can_be_written() -> None:
    for text in ALL_TEXTS:
        assert not re.search(r"[{}]", fill(text, ORIGIN)), text


def test_staff_and_family_appear_by_known_codes() -> None:
    known = {code for staff in STAFF.values() for code in staff} | set(FAMILY)
    recommendations = {each.ref for review in REVIEWS.values() for each in review.recommendations}
    recommendations |= {each.ref for each in texts_overview.RECOMMENDATIONS}
    for text in ALL_TEXTS:
        codes = set(re.findall(r"\b[A-Z]{1,4}\d\b", text))
        assert codes <= known | recommendations, codes - known


def test_executive_summary_names_nobody() -> None:
    text = " ".join(section.text for section in EXECUTIVE_SUMMARY)
    assert not re.search(r"\b(M|F|MGM|N1|S1|[A-Z]{2,4}\d)\b", text)
    surnames = {each.name.split()[-1] for each in people.PEOPLE}
    assert not {surname for surname in surnames if re.search(rf"\b{surname}\b", text)}
    assert not re.search(r"\{day:", text)
    assert 600 <= word_count(EXECUTIVE_SUMMARY) <= 900


def test_referral_answers_the_questions_of_the_procedure() -> None:
    referral = texts_referral.REFERRAL
    assert [each.key for each in referral.criteria] == [each.key for each in SCR_BEDS_2007.criteria]
    assert [each.key for each in referral.aid_questions] == [each.key for each in SCR_BEDS_2007.aid_questions]
    assert all(
        each.is_yes is not None and each.text for each in (*referral.criteria, *referral.aid_questions)
    )
    assert sum(bool(each.is_yes) for each in referral.criteria) == 3


@pytest.mark.parametrize("terms", [texts_terms.VERSION_1, texts_terms.VERSION_2], ids=["1", "2"])
def test_terms_answer_every_scoping_question(terms: texts_terms.TermsOfReference) -> None:
    assert [each.key for each in terms.answers] == [each.key for each in SCR_BEDS_2007.scoping_questions]
    assert 6 <= len(terms.lines_of_enquiry) <= 8
    assert {agency for line in terms.lines_of_enquiry for agency in line.agencies} <= {
        each.key for each in CONTRIBUTORS
    }


def test_second_version_adds_harrowdale_only() -> None:
    first, second = texts_terms.VERSION_1, texts_terms.VERSION_2
    assert set(second.agencies) - set(first.agencies) == {"harrowdale"}
    changed = [one.key for one, other in zip(first.answers, second.answers, strict=True) if one != other]
    assert changed == ["other_areas"]


def test_everyone_on_the_panel_is_consulted_and_one_has_a_conflict() -> None:
    asked = {each.login: each.view for each in texts_referral.CONSULTATION}
    assert set(asked) == {each.email.partition("@")[0] for each in people.PANEL_PEOPLE}
    assert [login for login, view in asked.items() if view == "conflict"] == ["education.officer"]


@pytest.mark.parametrize("agency", [each.key for each in CONTRIBUTORS])
def test_each_review_is_whole(agency: str) -> None:
    review = REVIEWS[agency]
    assert tuple(each.key for each in review.sections) == SECTION_KEYS
    low, high = (600, 1150) if agency in LONG_REVIEWS else (250, 400)
    assert low <= word_count(review.sections) <= high
    assert 2 <= len(review.recommendations) <= 4


def test_overview_is_long_enough_and_recommends_in_numbers_one_can_keep() -> None:
    assert 2000 <= word_count(texts_overview.OVERVIEW) <= 3000
    assert 8 <= len(texts_overview.RECOMMENDATIONS) <= 10


def test_plan_has_the_actions_of_the_outline() -> None:
    assert Counter(each.status for each in ACTIONS) == {
        "closed": 19,
        "on_track": 8,
        "overdue": 3,
        "challenged": 1,
    }
    assert {each.stream for each in ACTIONS} == {"agency_own", "agency_overview", "board"}
    assert len({each.ref for each in ACTIONS}) == 31


def test_every_recommendation_has_an_action_and_no_action_is_without_one() -> None:
    own = {each.ref: agency for agency, review in REVIEWS.items() for each in review.recommendations}
    overview = {each.ref for each in texts_overview.RECOMMENDATIONS}
    assert {each.source for each in ACTIONS} == set(own) | overview
    for action in ACTIONS:
        assert (action.stream == "agency_own") == (action.source in own)
        assert own.get(action.source, action.owner) == action.owner
        assert (action.stream == "board") == (action.owner == "board")


def test_nobody_confirms_an_action_of_their_own_agency() -> None:
    agency_of = {each.email.partition("@")[0]: each.agency for each in people.PEOPLE}
    for action in ACTIONS:
        assert (action.closed_day is not None) == (action.status == "closed") == bool(action.verified_by)
        if action.verified_by:
            assert agency_of[action.verified_by] != action.owner


def test_progress_comes_after_the_plan_and_in_order() -> None:
    for action in ACTIONS:
        days = [update.day for update in action.updates] + ([action.closed_day] if action.closed_day else [])
        assert days == sorted(days)
        assert days[0] > 240
        assert days[-1] < 428
        assert all(day % 7 < 5 for day in days)


def test_targets_agree_with_the_state() -> None:
    for action in ACTIONS:
        if action.status == "overdue":
            assert action.target_day < 421
        if action.status == "on_track":
            assert action.target_day > 421 + 60


def test_every_owner_reports_in_the_round() -> None:
    reported = {step.owner for step in ROUND_STEPS if step.what == "update"}
    assert reported == {action.owner for action in ACTIONS} == set(ROUND_UPDATES)


def test_meetings_are_those_of_the_timetable_and_their_people_exist() -> None:
    held = {(step.day, step.what) for step in STEPS if step.is_meeting}
    assert {(each.day, each.what) for each in texts_meetings.MINUTES} == held
    kinds = {kind.key for kind in SCR_BEDS_2007.meetings}
    for minutes in texts_meetings.MINUTES:
        assert minutes.kind in kinds
        assert set(minutes.present) | set(minutes.apologies) <= LOGINS
        assert "education.officer" not in minutes.present


def test_two_of_three_challenges_are_upheld() -> None:
    challenged = {(step.agency, step.day) for step in STEPS if step.what == "challenge"}
    assert {(each.agency, each.day) for each in texts_meetings.CHALLENGES} == challenged
    assert [each.is_upheld for each in texts_meetings.CHALLENGES].count(True) == 2


def test_sections_are_read_with_their_paragraphs() -> None:
    (one, two) = sections("# first | First part\nOne\nline.\n\nNext.\n# second | Second\nEnd on {day:0}.")
    assert (one.key, one.heading, one.text) == ("first", "First part", "One line.\n\nNext.")
    assert fill(two.text, date(2026, 11, 23)) == "End on 23 November 2026."
