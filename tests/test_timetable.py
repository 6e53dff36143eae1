"""The pages of the timetable: what runs, what is planned, what would move, and how a date is counted."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scr.audit.models import AuditEntry
from scr.audit.services import save_recorded
from scr.cases.deadlines import end_of
from scr.cases.models import Duty, Extension, Milestone, PlannedEvent, RuleSetting, Wake
from scr.cases.participation import add_participant
from scr.cases.services import extend, plan_event, record_milestone
from scr.cases.timetable import timetable_of
from scr.dates import day_words, in_london, london_day, weekday_words
from scr.outbox.models import Notice
from scr.people.models import Board
from tests.cast import D0, make_case, person
from tests.counts import MANY

pytestmark = pytest.mark.usefixtures("rows")
DAY = timedelta(days=1)
ENDORSED = datetime(2007, 8, 1, 10, tzinfo=UTC)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(name, *args):
    return reverse(f"cases:{name}", args=[getattr(one, "pk", one) for one in args])


def text(answer):
    """The words of a page as people read them, without the markup between."""
    page = re.sub(r"<(style|script)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    words = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
    return re.sub(r" ([.,:;?!])", r"\1", words)


def read(user, name, *args, **query):
    answer = signed_in(user).get(address(name, *args), query)
    assert answer.status_code == 200
    return text(answer)


def happens(case, key, when, *, by, **more):
    return record_milestone(case, key, by=by, now=when, **more)


def the_duty(case, rule, **more):
    return Duty.objects.get(case=case, rule_key=rule, **more)


def on(day, *, field="on"):
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


def at_moment(moment, *, time="10am"):
    return {**on(moment, field="happened"), "happened_time": time}


def under(cast, key):
    board = Board.objects.get()
    board.procedure_key = key
    save_recorded(board, by=cast.administrator, at=D0, act="board_changed")
    return make_case(cast)


@pytest.fixture
def to_be_published(cast):
    """A case whose report must go out a week before a publication that nobody has planned."""
    case = under(cast, "scr_wt2015")
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    return case


def row_of(page, label):
    """What the table says of a deadline, from its name to the end of the row."""
    rows = re.findall(r"<tr class=.*?</tr>", page, flags=re.DOTALL)
    found = [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", row))).strip() for row in rows]
    (only,) = [row for row in found if row.startswith(f"{label} ")]
    return only.removeprefix(label).strip()


def shown(user, case):
    return signed_in(user).get(address("timetable", case)).content.decode()


# --- the list and the picture ---------------------------------------------------------------------


def test_the_timetable_lists_what_runs_and_what_is_to_be_expected(cast, case):
    page = shown(cast.chair, case)
    late = (timezone.now().date() - date(2007, 4, 2)).days
    assert row_of(page, "Chair's decision").startswith("5 March 2007 2 April 2007 2 April 2007 Overdue by")
    assert (
        abs(int(re.search(r"by ([\d,]+)", row_of(page, "Chair's decision"))[1].replace(",", "")) - late) <= 1
    )
    dates = [one.due_at for one in timetable_of(case, cast.chair, timezone.now())]
    assert dates == sorted(dates)


def test_what_follows_from_a_deadline_is_expected_from_its_date_and_never_from_the_past(cast, case):
    # CONSULT is due on 7 March, so the views would be due five working days after it
    with time_machine.travel(D0):
        page = shown(cast.chair, case)
    assert row_of(page, "Panel member's view") == "7 March 2007 14 March 2007 To be expected"
    # on the 12th it is overdue: panel members cannot be asked earlier than that day
    with time_machine.travel(D0 + 7 * DAY):
        page = shown(cast.chair, case)
    assert row_of(page, "Panel member's view") == "12 March 2007 19 March 2007 To be expected"


def test_a_plan_that_passed_is_expected_now(cast, to_be_published):
    plan = {"planned_for": ENDORSED + 10 * DAY, "by": cast.chair, "now": ENDORSED}
    plan_event(to_be_published, "published", **plan)
    with time_machine.travel(ENDORSED + 40 * DAY):
        page = shown(cast.chair, to_be_published)
    kept = ENDORSED + 40 * DAY
    assert row_of(page, "Report kept on the website").startswith(f"{kept.day} {kept:%B %Y}")


def test_the_picture_has_a_bar_for_every_line_of_the_table(cast, case):
    happens(case, "panel_consulted", D0 + DAY, by=cast.chair)
    page = shown(cast.chair, case)
    picture = page[page.index('<svg class="app-timetable') :].split("</svg>")[0]
    bars = re.findall(r"app-timetable__bar--([a-z-]+)", picture)
    lines = page.count('data-label="State"')
    assert len(bars) == lines == len(timetable_of(case, cast.chair, timezone.now()))
    # the panel was consulted in time; the Chair's decision and the others are overdue
    assert bars.count("met") == picture.count("app-timetable__done") == 1
    assert bars.count("late") == Duty.objects.filter(case=case, due_at__isnull=False).open().count()
    assert 'role="img"' in picture


def test_states_are_met_met_late_overdue_by_days_and_extended(cast, case):
    decision = the_duty(case, "DECIDE")
    happens(case, "panel_consulted", D0 + DAY, by=cast.chair)
    happens(case, "decided", decision.due_at + 3 * DAY, by=cast.chair)
    page = shown(cast.chair, case)
    assert row_of(page, "Consult the panel") == "5 March 2007 7 March 2007 7 March 2007 Met"
    assert row_of(page, "Chair's decision") == "5 March 2007 2 April 2007 2 April 2007 Met late by 3 days"
    assert " Overdue by " in row_of(page, "Panel meeting on the criteria")


def test_a_provisional_date_is_marked_until_it_is_certain(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    assert row_of(shown(cast.chair, case), "Six-month updates").endswith("provisional")
    happens(case, "plan_received", ENDORSED + 30 * DAY, by=cast.administrator)
    assert not row_of(shown(cast.chair, case), "Six-month updates").endswith("provisional")


def test_a_deadline_that_waits_for_a_planned_day_says_so(cast, to_be_published):
    page = read(cast.chair, "timetable", to_be_published)
    waits = "Report to the national panel, 1 week before this: The report was published."
    assert waits in page
    assert "Plan it, and their dates appear." in page
    assert waits in read(cast.panel_member, "timetable", to_be_published)
    assert "Plan it, and their dates" not in read(cast.panel_member, "timetable", to_be_published)
    plan_event(
        to_be_published,
        "published",
        planned_for=datetime(2007, 9, 20, tzinfo=UTC),
        by=cast.chair,
        now=ENDORSED,
    )
    assert waits not in read(cast.chair, "timetable", to_be_published)
    assert "13 September 2007" in row_of(shown(cast.chair, to_be_published), "Report to the national panel")


def test_a_date_to_be_expected_is_counted_as_the_board_has_set_it(cast, case):
    setting = RuleSetting(
        procedure_key=case.procedure_key,
        rule_key="VIEW",
        amount=1,
        unit="working days",
        reason="Settled",
        set_at=D0,
        set_by=cast.administrator,
    )
    save_recorded(setting, by=cast.administrator, at=D0, act="rule_set")
    with time_machine.travel(D0):
        page = shown(cast.chair, case)
    assert row_of(page, "Panel member's view") == "7 March 2007 8 March 2007 To be expected"


# --- who sees what --------------------------------------------------------------------------------


def asked(case, cast, agency, agreed_on):
    happens(
        case,
        "agency_asked",
        datetime(2007, 4, 30, 10, tzinfo=UTC),
        by=cast.chair,
        agency=agency,
        agreed_on=agreed_on,
    )


def test_an_agency_sees_its_own_deadlines_and_nobody_elses(cast, case):
    asked(case, cast, cast.housing, date(2007, 6, 4))
    asked(case, cast, cast.health, date(2007, 6, 8))
    theirs = the_duty(case, "SAMR", agency=cast.health)
    for user in (cast.housing_officer, cast.housing_author):
        page = read(user, "timetable", case)
        assert "Agency's review and chronology (Housing)" in page
        assert "4 June 2007" in page
        for canary in ("Community Health", "8 June 2007", "Chair's decision", "Panel member's view"):
            assert canary not in page
        assert signed_in(user).get(address("deadline", case, theirs)).status_code == 404
    everything = read(cast.panel_member, "timetable", case)
    for seen in ("(Housing)", "(Community Health)", "Chair's decision", "Panel member's view"):
        assert seen in everything


def test_what_is_to_be_expected_of_the_panel_is_not_told_to_an_agency(cast, case):
    happens(case, "review_instigated", D0 + DAY, by=cast.chair)
    page = read(cast.housing_officer, "timetable", case)
    for name in ("Panel member's view", "Nine-month report", "Copies of the report collected"):
        assert name in read(cast.chair, "timetable", case)
        assert name not in page


def test_another_agencys_deadline_does_not_hide_ones_own(cast, case):
    """Health was told of the decision; Housing, which was not, still expects to secure its records."""
    happens(case, "review_instigated", D0 + DAY, by=cast.chair)
    happens(case, "letter_h_issued", D0 + 2 * DAY, by=cast.administrator, agency=cast.health)
    assert "Records secured" in read(cast.housing_officer, "timetable", case)
    assert "Community Health" not in read(cast.housing_officer, "timetable", case)


def test_somebody_who_takes_no_part_finds_nothing(cast, case):
    duty = the_duty(case, "DECIDE")
    pages = [address(name, case) for name in ("timetable", "what_if", "plan_event", "events")]
    pages += [address("record_event", case, "published"), address("deadline", case, duty)]
    for page in pages:
        assert signed_in(cast.outsider).get(page).status_code == 404


# --- what if --------------------------------------------------------------------------------------


def tried(user, case, event, day):
    return signed_in(user).get(address("what_if", case), {"event": event, **on(day)})


def stored():
    models = (Milestone, PlannedEvent, Duty, Extension, AuditEntry, Notice, Wake, Duty.history)
    counts = [getattr(model, "objects", model).count() for model in models]
    return counts, sorted(Duty.objects.values_list("pk", "due_at", "first_due_at", "due_since"))


def test_what_if_shows_what_would_move_and_stores_nothing(cast, case):
    before = stored()
    page = tried(cast.administrator, case, "referral_received", date(2007, 3, 12)).content.decode()
    assert row_of(page, "Chair's decision") == "2 April 2007 9 April 2007 7 days later"
    assert row_of(page, "Panel meeting on the criteria") == "5 April 2007 12 April 2007 7 days later"
    earlier = tried(cast.chair, case, "referral_received", date(2007, 3, 4)).content.decode()
    assert row_of(earlier, "Chair's decision") == "2 April 2007 1 April 2007 1 day earlier"
    assert stored() == before


def test_what_if_moves_what_is_only_to_be_expected(cast, case):
    with time_machine.travel(D0):
        page = tried(cast.administrator, case, "referral_received", date(2007, 3, 12)).content.decode()
    assert row_of(page, "Panel member's view (to be expected)") == "14 March 2007 21 March 2007 7 days later"


def test_what_if_finds_the_date_of_what_waits_for_a_plan(cast, to_be_published):
    before = stored()
    page = tried(cast.chair, to_be_published, "published", date(2007, 9, 20)).content.decode()
    assert row_of(page, "Report to the national panel") == "Not known 13 September 2007"
    assert row_of(page, "Report kept on the website (to be expected)") == "Not known 20 September 2008"
    assert stored() == before


def test_what_if_moves_a_date_that_another_event_stands_in_for(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    page = tried(cast.chair, case, "plan_received", date(2007, 9, 1)).content.decode()
    assert row_of(page, "Six-month updates") == "1 February 2008 1 March 2008 29 days later"
    happens(case, "plan_received", ENDORSED + 20 * DAY, by=cast.administrator)
    past = text(tried(cast.chair, case, "endorsed", date(2007, 8, 2)))
    assert "Six-month updates" not in past


def test_what_if_keeps_an_extension_that_reaches_further(cast, case):
    decision = the_duty(case, "DECIDE")
    extend(
        decision,
        until=end_of(date(2007, 4, 30)),
        reason="The inquest",
        agreed_with="The inspectorate",
        agreed_on=D0.date(),
        by=cast.chair,
        now=D0,
    )
    near = text(tried(cast.chair, case, "referral_received", date(2007, 3, 12)))
    assert "Chair's decision" not in near
    far = tried(cast.chair, case, "referral_received", date(2007, 4, 5)).content.decode()
    assert row_of(far, "Chair's decision") == "30 April 2007 3 May 2007 3 days later"


def test_what_if_says_when_nothing_would_move_and_what_is_missing(cast, case):
    same = text(tried(cast.chair, case, "referral_received", D0.date()))
    assert "Nothing would move" in same
    wrong = text(tried(cast.chair, case, "moonrise", date(2007, 3, 12)))
    assert "There is a problem" in wrong
    assert "What would move" not in wrong
    assert "There is a problem" not in read(cast.chair, "what_if", case)


def test_only_those_who_plan_may_try(cast, case):
    for user in (cast.panel_member, cast.housing_officer, cast.housing_author):
        assert tried(user, case, "referral_received", date(2007, 3, 12)).status_code == 403


# --- planning -------------------------------------------------------------------------------------


def planning(user, case, event, day, **more):
    given = {"event": event, **on(day), "reason": "The hall is free then", **more}
    return signed_in(user).post(address("plan_event", case), given, follow=True)


def test_a_day_is_planned_and_what_depends_on_it_follows(cast, to_be_published):
    day = london_day(timezone.now()) + 30 * DAY
    page = planning(cast.administrator, to_be_published, "published", day)
    assert "The day is planned." in text(page)
    assert f"{weekday_words(day)}: The report was published. Planned by Alma Admin" in text(page)
    assert "The hall is free then" in text(page)
    duty = the_duty(to_be_published, "BEFORE_PUBLICATION")
    assert (duty.due_at, duty.is_estimated) == (end_of(day - 7 * DAY), True)
    assert row_of(page.content.decode(), "Report to the national panel").endswith("Open provisional")
    told = read(cast.chair, "deadline", to_be_published, duty)
    assert "The report was published. The count runs back from" in told
    assert "This date is provisional: it will be counted again when the day is certain." in told
    planning(cast.chair, to_be_published, "published", day + DAY)
    assert read(cast.chair, "timetable", to_be_published).count("Planned by") == 1


def test_today_can_be_planned_and_yesterday_cannot(cast, to_be_published):
    today = london_day(timezone.now())
    refused = text(planning(cast.chair, to_be_published, "published", today - DAY))
    assert f"Day must be on or after {day_words(today)}" in refused
    assert "The hall is free then" in refused
    assert not PlannedEvent.objects.filter(case=to_be_published).exists()
    planning(cast.chair, to_be_published, "published", today)
    assert PlannedEvent.objects.filter(case=to_be_published).count() == 1


@pytest.mark.parametrize("event", ["", "moonrise", "referral_received", "agency_asked", "letter_h_issued"])
def test_what_has_happened_or_has_its_own_page_cannot_be_planned(cast, case, event):
    answer = planning(cast.chair, case, event, london_day(timezone.now()) + DAY)
    assert (answer.status_code, "There is a problem" in text(answer)) == (200, True)
    assert "The hall is free then" in text(answer)
    assert not PlannedEvent.objects.filter(case=case).exists()


def test_who_may_plan(cast, to_be_published):
    for user in (cast.panel_member, cast.housing_officer):
        assert planning(user, to_be_published, "published", date(2099, 1, 1)).status_code == 403
        assert "Plan a day" not in read(user, "timetable", to_be_published)
    assert "Plan a day" in read(cast.administrator, "timetable", to_be_published)
    assert not PlannedEvent.objects.filter(case=to_be_published).exists()


def test_a_planned_day_is_no_longer_listed_once_the_event_is_recorded(cast, case):
    now = timezone.now()
    planning(cast.chair, case, "endorsed", london_day(now) + 30 * DAY)
    assert "Planned days" in read(cast.chair, "timetable", case)
    # it turns out that it happened before it was planned
    happens(case, "endorsed", timezone.now(), by=cast.chair, happened_at=now - 3 * DAY)
    assert "Planned days" not in read(cast.chair, "timetable", case)


# --- noted by hand --------------------------------------------------------------------------------


def noting(user, case, key, moment, **more):
    given = {**at_moment(moment), "note": "Their letter of that day", **more}
    return signed_in(user).post(address("record_event", case, key), given, follow=True)


def test_only_events_that_the_case_s_rules_speak_of_are_offered(cast, case):
    offered = read(cast.administrator, "events", case)
    assert "Note: It was noted that the child was looked after." in offered
    for other in ("The rapid review was sent", "The Home Office approved", "told the regional NHS body"):
        assert other not in offered
    client = signed_in(cast.administrator)
    assert client.get(address("record_event", case, "rapid_review_sent")).status_code == 404
    later = under(cast, "lcspr_2018")
    assert "Note: The rapid review was sent." in read(cast.administrator, "events", later)


def test_a_deadline_is_met_as_of_the_moment_that_is_given(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    answer = noting(cast.administrator, case, "copies_back", datetime(2007, 8, 10, tzinfo=UTC))
    assert "It is noted. Deadlines that wait for it are met." in text(answer)
    assert "10am on 10 August 2007: Every numbered copy is back or ruled on." in text(answer)
    assert "Their letter of that day (noted by Alma Admin" in text(answer)
    assert the_duty(case, "COPIES_BACK").met_at == datetime(2007, 8, 10, 9, tzinfo=UTC)


@pytest.mark.requirement("R055")
def test_a_fact_that_is_noted_asks_for_the_notice_to_the_inspectorate(cast, case):
    assert "Inspectorate told of the incident" not in read(cast.administrator, "timetable", case)
    noting(cast.chair, case, "child_in_provision", datetime(2007, 3, 12, tzinfo=UTC))
    row = row_of(shown(cast.administrator, case), "Inspectorate told of the incident")
    assert row.startswith("12 March 2007 13 March 2007 13 March 2007 Overdue by")
    page = read(cast.administrator, "deadline", case, the_duty(case, "NOTIFY_LAC"))
    assert "It was noted that the child was in regulated provision. The count starts at 10am on" in page


def test_the_future_is_not_noted(cast, case):
    soon = in_london(timezone.now() + timedelta(hours=1))
    for moment in (soon, soon + 2 * DAY):
        given = {"happened_time": f"{moment:%H:%M}"}
        answer = text(noting(cast.administrator, case, "copies_back", moment, **given))
        assert "There is a problem" in answer
        assert "Their letter of that day" in answer
    assert not Milestone.objects.filter(case=case, key="copies_back").exists()


def test_how_one_knows_must_be_said(cast, case):
    answer = noting(cast.administrator, case, "copies_back", D0, note="")
    assert "There is a problem" in text(answer)
    assert not Milestone.objects.filter(case=case, key="copies_back").exists()


def test_an_unknown_event_and_one_with_a_page_of_its_own_are_not_found(cast, case):
    for key in ("moonrise", "decided", "endorsed"):
        assert signed_in(cast.chair).get(address("record_event", case, key)).status_code == 404
        assert noting(cast.chair, case, key, D0).status_code == 404


def test_who_may_note_what(cast, case):
    assert noting(cast.panel_member, case, "copies_back", D0).status_code == 403
    assert noting(cast.housing_officer, case, "copies_back", D0).status_code == 403
    assert noting(cast.administrator, case, "published", D0).status_code == 403
    offered = read(cast.chair, "events", case)
    assert "Note: The report was published." in offered
    assert "Note: The report was published." not in read(cast.administrator, "events", case)
    offered = read(cast.panel_member, "events", case)
    assert offered.count("Note:") == 1
    assert "Note: The officer in the criminal case was told" in offered
    assert not Milestone.objects.filter(case=case, key__in=["copies_back", "published"]).exists()


def test_what_holds_a_publication_back_is_said_on_the_form_that_keeps_the_words(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    answer = text(noting(cast.chair, case, "published", ENDORSED + DAY))
    assert "Nothing may become public until the department and the health authority" in answer
    assert "Their letter of that day" in answer
    assert not Milestone.objects.filter(case=case, key="published").exists()


@pytest.mark.requirement("R057")
def test_the_designated_nurse_notes_for_the_own_agency_only(cast):
    cast.health.overlay_key = "health_trust_2015"
    save_recorded(cast.health, by=cast.administrator, at=D0, act="agency_changed")
    case = make_case(cast)
    nurse = person("Dana Nurse", agency=cast.health)
    add_participant(case, nurse, role="designated_nurse", agency=cast.health, by=cast.administrator, now=D0)
    happens(case, "review_instigated", D0, by=cast.chair)
    assert "Tell the regional NHS body" in text(signed_in(nurse).get("/"))
    assert "Tell the regional NHS body" not in text(signed_in(cast.health_officer).get("/"))
    other = noting(cast.housing_officer, case, "nhs_and_cqc_told", D0 + DAY, agency=cast.health.pk)
    assert other.status_code == 404
    assert the_duty(case, "NHS_CQC").met_at is None
    told = read(nurse, "deadline", case, the_duty(case, "NHS_CQC"))
    assert "Designated nurse Dana Nurse" in told
    assert "1 month later is the day with the same number." in told
    assert "The health trust’s procedure, section 3.3" in told
    noting(nurse, case, "nhs_and_cqc_told", D0 + DAY, agency=cast.health.pk)
    assert the_duty(case, "NHS_CQC").met_at == datetime(2007, 3, 6, 10, tzinfo=UTC)
    assert "Community Health told the regional NHS body" in read(nurse, "events", case)
    assert "Community Health told" not in read(cast.housing_officer, "events", case)


@pytest.mark.requirement("R064")
def test_the_rapid_review_s_page_says_what_it_must_set_out(cast):
    case = under(cast, "lcspr_2018")
    happens(case, "nationally_notified", D0 + DAY, by=cast.administrator)
    told = read(cast.administrator, "deadline", case, the_duty(case, "RAPID"))
    for words in (
        "What it must set out The facts of the case",
        "What was done at once for the safety of children",
        "What practice might learn",
        "whether there will be a child safeguarding practice review",
    ):
        assert words in told
    happens(case, "review_instigated", D0 + DAY, by=cast.chair)
    other = Duty.objects.filter(case=case, rule_key="NOTIFY_PANEL").get()
    assert "What it must set out" not in read(cast.administrator, "deadline", case, other)


# --- the page of one deadline ---------------------------------------------------------------------


def test_a_deadline_tells_its_rule_its_count_and_who_must_act(cast, case):
    happens(case, "review_instigated", datetime(2007, 3, 30, 14, 15, tzinfo=UTC), by=cast.chair)
    page = read(cast.panel_member, "deadline", case, the_duty(case, "NOTIFY_EXT"))
    for words in (
        "Task Tell the inspectorate of the review",
        "A serious case review was instigated. The count starts at 3:15pm on 30 March 2007.",
        "Friday 30 March 2007 is day 0.",
        "Working days are counted: 1 working day. 2 days of a weekend are left out.",
        "The last day is Monday 2 April 2007, and its last moment still counts.",
        "Who must act Board administrator Alma Admin",
        "What meets it The inspectorate was told of the review.",
        "Where it comes from The board’s procedure of 2007, section 5.1",
        "The procedure gives no figure here. 1 working day is a planning assumption",
        "Working days and bank holidays are those of England.",
    ):
        assert words in page


def test_a_deadline_of_all_of_several_events_and_one_of_any_are_told_apart(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    both = read(cast.chair, "deadline", case, the_duty(case, "EMBARGO"))
    assert "The department acknowledged the reports. And: The health authority acknowledged" in both
    assert "The procedure sets no date for this task." in both
    asked(case, cast, cast.housing, date(2007, 6, 4))
    either = read(cast.chair, "deadline", case, the_duty(case, "SAMR"))
    assert "countersigned its review and chronology. Or: The Chair waived" in either


@pytest.mark.requirement("R118")
def test_an_agreed_date_says_between_which_days_it_should_lie(cast, case):
    asked(case, cast, cast.housing, date(2007, 6, 4))
    duty = the_duty(case, "SAMR")
    page = read(cast.housing_officer, "deadline", case, duty)
    assert "The date should lie 28 to 42 days after that: from 28 May 2007 to 11 June 2007." in page
    assert "The date was agreed: Monday 4 June 2007. The whole day counts." in page
    happens(
        case,
        "review_countersigned",
        datetime(2007, 6, 6, 9, tzinfo=UTC),
        by=cast.housing_officer,
        agency=cast.housing,
    )
    assert "Met late 10am on 6 June 2007, 2 days late" in read(cast.housing_officer, "deadline", case, duty)


@pytest.mark.parametrize(
    ("key", "rule", "words"),
    [
        ("scr_wt2015", "DECIDE", "was not checked against its source. The board may set another."),
        ("scr_beds_2007", "ACK_REFERRAL", "The board has set this figure itself."),
    ],
)
def test_it_says_where_a_figure_comes_from(cast, key, rule, words):
    setting = RuleSetting(
        procedure_key="scr_beds_2007",
        rule_key="ACK_REFERRAL",
        amount=3,
        unit="working days",
        reason="Settled",
        set_at=D0,
        set_by=cast.administrator,
    )
    save_recorded(setting, by=cast.administrator, at=D0, act="rule_set")
    case = under(cast, key)
    assert words in read(cast.chair, "deadline", case, the_duty(case, rule))
    assert words not in read(cast.chair, "deadline", case, the_duty(case, "CONSULT"))


@pytest.mark.requirement("R119")
def test_a_trusts_month_counts_from_the_request_and_is_read_by_the_trust_only(cast):
    cast.health.overlay_key = "health_trust_2015"
    save_recorded(cast.health, by=cast.administrator, at=D0, act="agency_changed")
    case = make_case(cast)
    asked(case, cast, cast.health, date(2007, 6, 4))
    own = the_duty(case, "SAMR_TRUST")
    page = read(cast.health_author, "deadline", case, own)
    assert "Community Health was asked for its review. The count starts at 11am on 30 April 2007." in page
    assert "The last day is Wednesday 30 May 2007" in page
    for other in (cast.chair, cast.administrator, cast.panel_member, cast.housing_officer):
        assert signed_in(other).get(address("deadline", case, own)).status_code == 404
    # the date of the terms of reference is another deadline, beside it
    table = shown(cast.health_author, case)
    assert "30 May 2007" in row_of(table, "Review finished inside the trust (Community Health)")
    assert "4 June 2007" in row_of(table, "Agency's review and chronology (Community Health)")


def test_a_calendar_that_ends_too_early_makes_a_date_provisional_and_says_why(cast, case):
    duty = the_duty(case, "CONSULT")
    why = "This date is provisional: the bank holidays of 2007 are not known to Lantern yet."
    assert why not in read(cast.chair, "deadline", case, duty)
    board = Board.objects.get()
    board.holidays_known_until = 2006
    save_recorded(board, by=cast.administrator, at=D0, act="board_changed")
    assert why in read(cast.chair, "deadline", case, duty)
    assert why not in read(cast.chair, "deadline", case, the_duty(case, "DECIDE"))


@pytest.mark.requirement("R240")
def test_a_later_date_stands_beside_the_first_with_what_shows_the_agreement(cast, case):
    happens(case, "review_instigated", datetime(2007, 3, 20, 10, tzinfo=UTC), by=cast.chair)
    duty = the_duty(case, "COMPLETE")
    for until, evidence in ((date(2007, 9, 30), "E-mail of 1 April 2007"), (date(2007, 10, 31), "Minutes 4")):
        given = {
            **on(until, field="until_on"),
            "reason": "The criminal trial opens in September.",
            "agreed_with": "The inspectorate",
            **on(date(2007, 4, 1), field="agreed_on"),
            "evidence": evidence,
        }
        answer = signed_in(cast.administrator).post(address("extend", case, duty), given, follow=True)
        assert "The new date is recorded. The first one is kept beside it." in text(answer)
    page = read(cast.panel_member, "deadline", case, duty)
    first = "From 20 July 2007 to 30 September 2007, agreed with The inspectorate on 1 April 2007:"
    assert first in page
    assert "From 30 September 2007 to 31 October 2007" in page
    for evidence in ("Written down: E-mail of 1 April 2007.", "Written down: Minutes 4."):
        assert evidence in page
    assert "Due 11:59pm on 31 October 2007 First due 11:59pm on 20 July 2007" in page
    row = row_of(shown(cast.panel_member, case), "Review complete")
    assert row.startswith("20 March 2007 20 July 2007 31 October 2007 Overdue by")
    happens(case, "endorsed", datetime(2007, 10, 1, 10, tzinfo=UTC), by=cast.chair)
    met = read(cast.panel_member, "deadline", case, duty)
    assert "Met 11am on 1 October 2007, in time" in met
    assert "which figures on timeliness go by, it was 73 days late" in met


# --- the same number of queries -------------------------------------------------------------------


def add_deadlines(case, cast, number):
    for one in range(number):
        happens(
            case,
            "action_agreed",
            D0,
            by=cast.administrator,
            agency=(cast.housing, cast.health)[one % 2],
            subject_id=uuid4(),
            agreed_on=date(2008, 1, 1) + one * DAY,
        )


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def test_the_timetable_asks_as_much_for_many_deadlines_as_for_ten(cast, case):
    client, page = signed_in(cast.administrator), address("timetable", case)
    what_if = f"{address('what_if', case)}?event=referral_received&on_day=12&on_month=3&on_year=2007"
    dated = Duty.objects.filter(case=case, due_at__isnull=False)
    add_deadlines(case, cast, 10 - dated.count())
    plan_event(case, "endorsed", planned_for=D0 + 90 * DAY, by=cast.chair, now=D0)
    few = queries(client, page), queries(client, what_if)
    add_deadlines(case, cast, MANY - 10)
    for key in ("published", "plan_received", "review_instigated"):
        plan_event(case, key, planned_for=D0 + 90 * DAY, by=cast.chair, now=D0)
    assert dated.count() == MANY
    assert (queries(client, page), queries(client, what_if)) == few
