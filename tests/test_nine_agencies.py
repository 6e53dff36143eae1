"""The demo case's nine agencies go through every state of a review, and none reads a line of another.

One is returned, one late, one waived, one signed by a chain, one has nobody with an account. After each stage
somebody of every second agency opens a page, and whoever wrote all that they wrote; tests look at what stood
there. In ./test --full everybody opens a quarter of the pages each time.
"""

from __future__ import annotations

import pytest

from reviews.progress import SUB_STATES, Told
from scr.cases.models import Duty
from tests.counts import IS_FULL, n
from tests.nine_agencies import (
    BY_LINK,
    CHAIN,
    IN_TIME,
    INTERNAL,
    KEYS,
    LATE,
    PRIVATE,
    RETURNED,
    REVIEW,
    WAIVED,
    WITH_ACCOUNT,
    WITH_BOARD,
    Canary,
    set_out,
)
from tests.nine_readers import (
    ADMINISTRATOR,
    PANEL,
    Story,
    note_states,
    open_by_link,
    open_for_board,
    open_pages,
    open_what_was_done,
)
from tests.nine_steps import journey

pytestmark = pytest.mark.timeout(1200 if IS_FULL else 300)


@pytest.fixture(scope="module")
def story(module_rows) -> Story:
    story = Story(set_out())
    for number, (stage, acted) in enumerate(journey(story.nine)):
        story.stages.append(stage)
        note_states(story, acted)
        for index, key in enumerate(WITH_ACCOUNT):
            if (number + index) % n(2, 1) == 0:
                open_pages(story, stage, key, number // n(2, 1))
            if key in acted:
                open_what_was_done(story, stage, key)
        open_by_link(story, stage)
        open_for_board(story, stage, acted, number)
    return story


# How far they came

ALONE = [Told.NOT_ASKED, Told.NOT_STARTED, Told.IN_PROGRESS, Told.READY]
HEARD = [Told.COUNTERSIGNED, Told.RELEASED, Told.PRESENTED, Told.ACCEPTED]
WAYS = {key: [*ALONE, *HEARD] for key in KEYS} | {
    WAIVED: [*ALONE[:3], Told.WAIVED],
    RETURNED: [*ALONE, *HEARD[:2], Told.RETURNED, Told.IN_PROGRESS, *HEARD],
    CHAIN: [*ALONE[:3], Told.INTERNAL_QA, Told.IN_PROGRESS, Told.READY, *HEARD],
    LATE: [*ALONE[:3], *HEARD],
}
CHECKED = [Told.NOT_ASKED, Told.WAITING, Told.INTERNAL_QA]
WAYS_TOLD = {key: [*CHECKED, *HEARD] for key in KEYS} | {
    WAIVED: [*CHECKED[:2], Told.WAIVED],
    RETURNED: [*CHECKED, *HEARD[:2], Told.RETURNED, *HEARD],
    LATE: [*CHECKED[:2], *HEARD],
    BY_LINK: [*CHECKED[:2], Told.BY_LINK, *HEARD[1:]],
}


@pytest.mark.parametrize("key", KEYS)
def test_each_agency_goes_its_way(story, key):
    assert story.told_board[key] == WAYS_TOLD[key]
    if key != BY_LINK:
        assert story.told[key] == WAYS[key]


def test_together_they_go_through_every_state_there_is(story):
    assert story.reached == {one.name for one in SUB_STATES}
    told = {one for told in (story.told, story.told_board) for way in told.values() for one in way}
    assert told == set(Told)


def test_one_is_late_and_the_others_are_not(story):
    """But for the one whose link holds by the clock of the day."""
    nine = story.nine
    duties = Duty.objects.filter(case=nine.case, rule_key="SAMR").exclude(agency=nine.agency(BY_LINK))
    met = {one.agency: one.met_at > one.due_at for one in duties if one.met_at}
    assert met.pop(nine.agency(LATE))
    assert met == {nine.agency(key): False for key in (*IN_TIME, WAIVED)}


# What they read


@pytest.mark.parametrize("key", KEYS)
def test_no_agency_reads_a_line_of_another(story, key):
    foreign = [
        f"{canary} after “{one.stage}” at {one.page}"
        for one in story.reads[key]
        for canary in sorted(one.seen)
        if canary.key != key
    ]
    assert not foreign, "\n".join(foreign)
    assert not story.wrongly_opened[key], "\n".join(story.wrongly_opened[key])


@pytest.mark.parametrize("key", WITH_ACCOUNT)
def test_it_was_looked_all_along_and_by_everybody(story, key):
    looked = {one.stage for one in story.reads[key]}
    assert all(
        looked & set(story.stages[number:][: n(2, 1)]) for number in range(len(story.stages) - n(1, 0))
    )
    assert story.readers[key] == set(story.nine.people[key])


@pytest.mark.parametrize("key", WITH_ACCOUNT)
def test_its_own_people_read_what_they_wrote(story, key):
    """Each canary could have been found: it stands where its own people look."""
    own = {one for one in story.nine.planted if one.key == key and one.thing not in WITH_BOARD}
    assert own
    assert own <= story.seen(key)


def of_review(story: Story, keys) -> set[Canary]:
    """What goes along with a review, and stands in its agency's room, the chronology or the family."""
    shown = REVIEW - {"plan", "file"}
    return {one for one in story.nine.planted if one.key in keys and one.round == 1 and one.thing in shown}


@pytest.mark.requirement("R123")
def test_the_board_reads_what_it_may_and_nothing_before(story):
    assert not story.wrongly_read, "\n".join(story.wrongly_read)
    sent = of_review(story, (*IN_TIME, BY_LINK))
    before, then = ("signed by the chain", "countersigned")
    assert not story.seen(ADMINISTRATOR, until=before) & sent
    assert sent <= story.seen(ADMINISTRATOR, until=then)
    assert not story.seen(PANEL, until=then) & sent
    assert sent <= story.seen(PANEL, until="released")


def test_the_board_reads_what_it_writes_to_an_agency_from_the_start(story):
    for reader in (ADMINISTRATOR, PANEL):
        things = {one.thing for one in story.seen(reader)}
        assert things >= {"records", "return", "waiver", "query", "answer", "said", "accepted"}
        assert not things & (PRIVATE | INTERNAL)


def test_the_second_round_is_read_once_it_is_signed_and_released(story):
    second = {one for one in of_second_round(story) if one.thing in {"recommendation", "row", "family"}}
    assert len(second) == 3
    for reader, stage in ((ADMINISTRATOR, "the late one countersigned"), (PANEL, "all released")):
        assert not story.seen(reader, until="the late one wrote") & second
        assert second <= story.seen(reader, until=stage)


def of_second_round(story: Story) -> set[Canary]:
    return {one for one in story.nine.planted if (one.key, one.round) == (RETURNED, 2)}
