"""The deadline engine on real rows: every kind of rule that a procedure can hold, and what it refuses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from scr.audit.services import save_recorded
from scr.cases.explaining import explanation_of
from scr.cases.models import CaseAgency, Compartment, Duty, Milestone, RuleSetting
from scr.cases.noting import note_event
from scr.cases.owners import owners_of
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import extend, join_agency, open_case, plan_event, record_milestone
from scr.cases.standing import State, late_by_first_date, standing_of
from scr.outbox.models import Notice
from scr.people.models import BankHoliday, Board
from scr.people.services import add_agency
from scr.procedures import OVERLAYS, PROCEDURES
from scr.procedures.health_trust_2015 import HEALTH_TRUST_2015
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.timing import Basis, Duration, Unit
from scr.procedures.variation import rules_but
from tests.cast import D0, make_case, person

pytestmark = pytest.mark.usefixtures("rows")
DAY = timedelta(days=1)


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def ends(year, month, day, *, summer=True):
    """The last moment of a day in London, as UTC."""
    return datetime(year, month, day, 22 if summer else 23, 59, 59, tzinfo=UTC)


def under(cast, key, *, now=D0):
    """A case under another procedure of the board's."""
    board = Board.objects.get()
    board.procedure_key = key
    save_recorded(board, by=cast.administrator, at=now, act="board_changed")
    return make_case(cast, now=now)


def with_own_rules(cast, agency, *, key="health_trust_2015"):
    agency.overlay_key = key
    save_recorded(agency, by=cast.administrator, at=D0, act="agency_changed")
    return agency


def happens(case, key, when, *, by, **more):
    return record_milestone(case, key, by=by, now=when, **more)


def the_duty(case, rule, **more):
    return Duty.objects.get(case=case, rule_key=rule, **more)


def numbers(case, rule, **more):
    """The occurrences of a rule's deadlines with their dates, in order."""
    found = Duty.objects.filter(case=case, rule_key=rule, **more).order_by("occurrence")
    return [(one.occurrence, one.due_at.date()) for one in found]


def plan(case, cast, key, day, *, now):
    return plan_event(case, key, planned_for=day, by=cast.administrator, now=now)


def set_rule(cast, rule, *, key="scr_beds_2007", now=D0, amount=None, unit="", trigger=""):
    setting = RuleSetting(
        procedure_key=key,
        rule_key=rule,
        amount=amount,
        unit=unit,
        trigger=trigger,
        reason="The board settled it",
        set_at=now,
        set_by=cast.administrator,
    )
    save_recorded(setting, by=cast.administrator, at=now, act="rule_set")


# --- counted back from what is planned ------------------------------------------------------------


@pytest.fixture
def before_publication(cast):
    case = under(cast, "scr_wt2015")
    happens(case, "endorsed", at(2007, 8, 1, 10), by=cast.chair)
    return case


def test_a_clock_that_runs_back_has_no_date_until_its_day_is_planned(cast, before_publication):
    duty = the_duty(before_publication, "BEFORE_PUBLICATION")
    assert (duty.due_at, duty.first_due_at, duty.anchor) == (None, None, "endorsed")
    assert Duty.history.filter(id=duty.pk).count() == 1  # what opens it does not count it a second time
    assert standing_of(duty, at(2020, 1, 1)).state is State.OPEN
    plan(before_publication, cast, "endorsed", at(2007, 12, 1), now=at(2007, 8, 2))
    assert the_duty(before_publication, "BEFORE_PUBLICATION").due_at is None


def test_it_is_provisional_and_moves_with_the_plan_until_the_day_has_come(cast, before_publication):
    plan(before_publication, cast, "published", at(2007, 9, 20, 10), now=at(2007, 8, 2))
    first = the_duty(before_publication, "BEFORE_PUBLICATION")
    assert (first.due_at, first.anchor, first.is_estimated) == (ends(2007, 9, 13), "published", True)
    assert standing_of(first, at(2007, 9, 1)).is_provisional
    plan(before_publication, cast, "published", at(2007, 9, 10, 10), now=at(2007, 8, 3))
    earlier = the_duty(before_publication, "BEFORE_PUBLICATION")
    assert (earlier.first_due_at, earlier.due_at) == (ends(2007, 9, 3), ends(2007, 9, 3))
    happens(before_publication, "published", at(2007, 9, 12, 10), by=cast.chair)
    certain = the_duty(before_publication, "BEFORE_PUBLICATION")
    assert (certain.due_at, certain.is_estimated) == (ends(2007, 9, 5), False)
    plan(before_publication, cast, "published", at(2007, 10, 10), now=at(2007, 9, 13))
    assert the_duty(before_publication, "BEFORE_PUBLICATION").due_at == ends(2007, 9, 5)


def test_a_day_that_was_planned_before_the_task_opened_counts_at_once(cast):
    case = under(cast, "scr_wt2015")
    plan(case, cast, "published", at(2007, 9, 20, 10), now=at(2007, 7, 1))
    happens(case, "endorsed", at(2007, 8, 1, 10), by=cast.chair)
    duty = the_duty(case, "BEFORE_PUBLICATION")
    assert (duty.due_at, duty.is_estimated) == (ends(2007, 9, 13), True)


def test_what_was_done_in_time_is_not_counted_again(cast, before_publication):
    plan(before_publication, cast, "published", at(2007, 9, 20, 10), now=at(2007, 8, 2))
    happens(before_publication, "report_given", at(2007, 9, 1), by=cast.administrator)
    plan(before_publication, cast, "published", at(2007, 8, 20, 10), now=at(2007, 8, 3))
    duty = the_duty(before_publication, "BEFORE_PUBLICATION")
    assert (duty.due_at, duty.met_at) == (ends(2007, 9, 13), at(2007, 9, 1))


# --- stand-ins ------------------------------------------------------------------------------------

ENDORSED, RECEIVED = at(2007, 8, 31, 10), at(2007, 10, 31, 9, 30)


@pytest.mark.requirement("R195", "R196")
def test_the_progress_dates_run_from_the_endorsement_until_the_operations_board_has_met(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    six, nine = the_duty(case, "AP_6M"), the_duty(case, "AP_9M")
    assert (six.due_at, six.is_estimated) == (ends(2008, 2, 29, summer=False), True)
    assert (nine.due_at, nine.is_estimated) == (ends(2008, 5, 31), True)
    happens(case, "plan_received", RECEIVED, by=cast.administrator)
    six, nine = the_duty(case, "AP_6M"), the_duty(case, "AP_9M")
    assert (six.first_due_at, six.due_at, six.is_estimated) == (ends(2008, 4, 30), ends(2008, 4, 30), False)
    assert (nine.first_due_at, nine.due_at, nine.anchor) == (
        ends(2008, 7, 31),
        ends(2008, 7, 31),
        "plan_received",
    )


def test_a_planned_meeting_stands_in_rather_than_the_endorsement(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    plan(case, cast, "plan_received", at(2007, 10, 5, 9), now=at(2007, 9, 1))
    duty = the_duty(case, "AP_6M")
    assert (duty.due_at, duty.is_estimated) == (ends(2008, 4, 5), True)


def test_a_first_date_that_is_certain_is_never_replaced(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    happens(case, "plan_received", RECEIVED, by=cast.administrator)
    happens(case, "endorsed", at(2007, 12, 1), by=cast.chair)
    happens(case, "plan_received", at(2007, 12, 5), by=cast.administrator)
    assert numbers(case, "AP_6M") == [(1, date(2008, 4, 30))]


def extended(duty, until, cast, *, now):
    extend(
        duty,
        until=until,
        reason="The inquest opens first",
        agreed_with="The inspectorate",
        agreed_on=now.date(),
        by=cast.administrator,
        now=now,
    )


def test_an_extension_that_reaches_further_stands_and_a_shorter_one_gives_way(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    extended(the_duty(case, "AP_6M"), ends(2008, 3, 31), cast, now=at(2007, 9, 2))
    extended(the_duty(case, "AP_9M"), ends(2008, 9, 30), cast, now=at(2007, 9, 2))
    happens(case, "plan_received", RECEIVED, by=cast.administrator)
    six, nine = the_duty(case, "AP_6M"), the_duty(case, "AP_9M")
    assert (six.first_due_at, six.due_at) == (ends(2008, 4, 30), ends(2008, 4, 30))
    assert (nine.first_due_at, nine.due_at) == (ends(2008, 7, 31), ends(2008, 9, 30))


def test_an_extension_outlives_a_plan_that_was_later_for_a_while(cast, before_publication):
    plan(before_publication, cast, "published", at(2007, 9, 20, 10), now=at(2007, 8, 2))
    extended(the_duty(before_publication, "BEFORE_PUBLICATION"), ends(2007, 9, 17), cast, now=at(2007, 8, 3))
    plan(before_publication, cast, "published", at(2007, 10, 20, 10), now=at(2007, 8, 4))
    assert the_duty(before_publication, "BEFORE_PUBLICATION").due_at == ends(2007, 10, 13)
    plan(before_publication, cast, "published", at(2007, 9, 20, 10), now=at(2007, 8, 5))
    duty = the_duty(before_publication, "BEFORE_PUBLICATION")
    assert (duty.first_due_at, duty.due_at) == (ends(2007, 9, 13), ends(2007, 9, 17))


def test_what_is_met_is_not_extended(cast, case):
    duty = the_duty(case, "DECIDE")
    happens(case, "decided", D0 + DAY, by=cast.chair)
    with pytest.raises(NotTheMoment, match="nothing to extend"):
        extended(duty, duty.due_at + DAY, cast, now=D0 + 2 * DAY)


def test_a_task_without_a_clock_is_not_counted_anew(cast, case):
    happens(case, "criteria_meeting_held", D0 + DAY, by=cast.administrator)
    duty = the_duty(case, "RECOMMEND")
    happens(case, "criteria_meeting_held", D0 + 2 * DAY, by=cast.administrator)
    opened, again = Duty.objects.filter(case=case, rule_key="RECOMMEND").order_by("opened_at")
    assert (opened.pk, opened.counted_from) == (duty.pk, D0 + DAY)
    assert opened.history.count() == again.history.count() == 1


# --- only where a fact is noted -------------------------------------------------------------------


def test_without_the_fact_there_is_no_task(cast, case):
    assert not Duty.objects.filter(case=case, rule_key="NOTIFY_LAC").exists()


@pytest.mark.requirement("R055")
@pytest.mark.parametrize("fact", ["child_looked_after", "child_in_provision"])
def test_a_fact_noted_after_the_referral_starts_the_clock_itself(cast, case, fact):
    noted = at(2007, 3, 12, 15)
    note_event(case, fact, happened_at=noted, note="Their letter", by=cast.administrator, now=noted)
    duty = the_duty(case, "NOTIFY_LAC")
    assert (duty.counted_from, duty.anchor, duty.due_at) == (noted, fact, ends(2007, 3, 13, summer=False))
    assert duty.basis == Basis.ASSUMED
    happens(case, "incident_notified", noted + DAY, by=cast.administrator)
    assert the_duty(case, "NOTIFY_LAC").met_at == noted + DAY


def test_a_fact_that_holds_from_before_the_referral_leaves_the_clock_to_it(cast, case):
    known = D0 - 30 * DAY
    note_event(
        case, "child_looked_after", happened_at=known, note="Minutes", by=cast.administrator, now=D0 + DAY
    )
    duty = the_duty(case, "NOTIFY_LAC")
    assert (duty.counted_from, duty.anchor) == (D0, "referral_received")


def test_a_fact_noted_before_the_referral_waits_for_it(cast):
    case = open_case(by=cast.administrator, now=D0)
    note_event(case, "child_looked_after", happened_at=D0, note="Minutes", by=cast.administrator, now=D0)
    assert not Duty.objects.filter(case=case, rule_key="NOTIFY_LAC").exists()
    happens(case, "referral_received", D0 + DAY, by=cast.administrator)
    assert the_duty(case, "NOTIFY_LAC").counted_from == D0 + DAY


def test_two_facts_or_the_same_twice_make_one_task(cast, case):
    for fact in ("child_looked_after", "child_in_provision", "child_looked_after"):
        note_event(case, fact, happened_at=D0 + DAY, note="Letter", by=cast.chair, now=D0 + DAY)
    assert Duty.objects.filter(case=case, rule_key="NOTIFY_LAC").count() == 1


def test_a_fact_noted_after_what_it_asks_for_was_done_asks_nobody(cast, case):
    happens(case, "incident_notified", D0 + DAY, by=cast.administrator)
    note_event(
        case, "child_looked_after", happened_at=D0 + DAY, note="Letter", by=cast.chair, now=D0 + 2 * DAY
    )
    assert not Duty.objects.filter(case=case, rule_key="NOTIFY_LAC").exists()


# --- what comes again and again -------------------------------------------------------------------

AGREED = at(2008, 1, 31, 10)


@pytest.fixture
def trust(cast):
    """A case on which Community Health follows its own rules."""
    with_own_rules(cast, cast.health)
    return make_case(cast)


def agree(case, cast, *, agency, subject, now=AGREED):
    happens(
        case,
        "action_agreed",
        now,
        by=cast.administrator,
        agency=agency,
        subject_id=subject,
        agreed_on=date(2009, 1, 31),
    )


@pytest.fixture
def action(trust, cast):
    subject = uuid4()
    agree(trust, cast, agency=cast.health, subject=subject)
    return subject


def report(case, cast, subject, when, *, key="action_updated"):
    happens(case, key, when, by=cast.health_author, agency=cast.health, subject_id=subject)


@pytest.mark.requirement("R197")
def test_a_monthly_look_keeps_its_day_over_short_months(cast, trust, action):
    for month in range(2, 7):
        report(trust, cast, action, at(2008, month, 20))
    assert numbers(trust, "AP_MONTHLY") == [
        (1, date(2008, 2, 29)),
        (2, date(2008, 3, 31)),
        (3, date(2008, 4, 30)),
        (4, date(2008, 5, 31)),
        (5, date(2008, 6, 30)),
        (6, date(2008, 7, 31)),
    ]
    assert Duty.objects.filter(case=trust, rule_key="AP_MONTHLY").open().count() == 1


def test_met_early_the_next_is_due_a_month_after_and_a_second_report_is_not_the_next_ones(
    cast, trust, action
):
    report(trust, cast, action, at(2008, 2, 1))
    report(trust, cast, action, at(2008, 2, 20))
    assert numbers(trust, "AP_MONTHLY") == [(1, date(2008, 2, 29)), (2, date(2008, 3, 31))]
    assert the_duty(trust, "AP_MONTHLY", occurrence=2).met_at is None
    report(trust, cast, action, at(2008, 3, 1))
    assert the_duty(trust, "AP_MONTHLY", occurrence=2).met_at == at(2008, 3, 1)


def test_met_two_months_late_the_next_is_the_first_that_is_not_due_yet(cast, trust, action):
    report(trust, cast, action, at(2008, 4, 10))
    assert numbers(trust, "AP_MONTHLY") == [(1, date(2008, 2, 29)), (3, date(2008, 4, 30))]
    first = the_duty(trust, "AP_MONTHLY", occurrence=1)
    assert standing_of(first, at(2008, 5, 1)).state is State.MET_LATE
    assert standing_of(first, at(2008, 5, 1)).days_late == 41


def test_it_ends_when_the_action_is_settled(cast, trust, action):
    report(trust, cast, action, at(2008, 2, 20), key="action_claimed")
    report(trust, cast, action, at(2008, 3, 2), key="action_settled")
    last = the_duty(trust, "AP_MONTHLY", occurrence=2)
    assert (last.met_at, last.cancelled_at) == (None, at(2008, 3, 2))
    report(trust, cast, action, at(2008, 4, 2))
    assert len(numbers(trust, "AP_MONTHLY")) == 2


def test_a_new_date_for_the_same_action_starts_no_second_round_of_looks(cast, trust, action):
    agree(trust, cast, agency=cast.health, subject=action, now=at(2008, 2, 10))
    assert numbers(trust, "AP_MONTHLY") == [(1, date(2008, 2, 29))]
    other = uuid4()
    agree(trust, cast, agency=cast.health, subject=other, now=at(2008, 2, 10))
    assert numbers(trust, "AP_MONTHLY", subject_id=other) == [(1, date(2008, 3, 10))]


def test_a_report_on_another_action_meets_nothing_here(cast, trust, action):
    report(trust, cast, uuid4(), at(2008, 2, 20))
    assert the_duty(trust, "AP_MONTHLY").met_at is None


# --- for each agency, and an agency's own rules ---------------------------------------------------


def of_agencies(case, rule):
    found = Duty.objects.filter(case=case, rule_key=rule)
    return {one.agency: (one.counted_from, one.met_at) for one in found}


def test_each_agency_has_its_own_deadline_and_meets_only_that(cast, case):
    happens(case, "review_instigated", D0 + DAY, by=cast.chair)
    happens(case, "letter_h_issued", D0 + 2 * DAY, by=cast.administrator, agency=cast.housing)
    assert of_agencies(case, "NOTIFY_CO") == {
        cast.housing: (D0 + DAY, D0 + 2 * DAY),
        cast.health: (D0 + DAY, None),
    }
    assert list(of_agencies(case, "SECURE")) == [cast.housing]


def test_an_agency_that_joins_later_counts_from_the_day_it_joined(cast, case):
    happens(case, "review_instigated", D0 + DAY, by=cast.chair)
    happens(case, "letter_h_issued", D0 + 2 * DAY, by=cast.administrator, agency=cast.housing)
    school = add_agency(name="Westmarch School", short_name="School", by=cast.administrator, now=D0)
    join_agency(case, school, by=cast.administrator, now=D0 + 20 * DAY)
    late = the_duty(case, "NOTIFY_CO", agency=school)
    assert (late.counted_from, late.due_at) == (D0 + 20 * DAY, D0 + 21 * DAY)
    # what was set off for another agency only, or for the case, is not the newcomer's
    assert not Duty.objects.filter(case=case, agency=school).exclude(rule_key="NOTIFY_CO").exists()
    join_agency(case, school, by=cast.administrator, now=D0 + 30 * DAY)
    assert Duty.objects.filter(case=case, agency=school).count() == 1


@pytest.mark.requirement("R057", "R119")
def test_a_health_trust_has_its_own_deadlines_and_nobody_else_has(cast, trust):
    happens(trust, "review_instigated", at(2007, 3, 20, 10), by=cast.chair)
    for agency in (cast.housing, cast.health):
        happens(
            trust,
            "agency_asked",
            at(2007, 4, 30, 10),
            by=cast.chair,
            agency=agency,
            agreed_on=date(2007, 6, 4),
        )
    own = Duty.objects.filter(case=trust).exclude(overlay="")
    assert {(one.rule_key, one.agency, one.overlay, one.due_at) for one in own} == {
        ("SI_TEAM", cast.health, "health_trust_2015@1", ends(2007, 3, 6, summer=False)),
        ("EXEC_DIRECTOR", cast.health, "health_trust_2015@1", ends(2007, 3, 6, summer=False)),
        ("NHS_CQC", cast.health, "health_trust_2015@1", ends(2007, 4, 20)),
        ("SAMR_TRUST", cast.health, "health_trust_2015@1", ends(2007, 5, 30)),
        ("ANNUAL", cast.health, "health_trust_2015@1", ends(2008, 3, 20, summer=False)),
    }
    # the date of the terms of reference runs beside it
    assert the_duty(trust, "SAMR", agency=cast.health).due_at == ends(2007, 6, 4)


@pytest.mark.requirement("R057")
def test_the_trust_meets_its_notice_and_nobody_notes_it_for_another_agency(cast, trust):
    happens(trust, "review_instigated", at(2007, 3, 20, 10), by=cast.chair)
    told = at(2007, 4, 10, 12)

    def noted_by(user):
        note_event(
            trust,
            "nhs_and_cqc_told",
            happened_at=told,
            note="Letter of 10 April",
            agency=cast.health,
            by=user,
            now=told,
        )

    with pytest.raises(NotYourRole):
        noted_by(cast.housing_officer)
    with pytest.raises(NotYourRole):
        noted_by(cast.panel_member)
    assert the_duty(trust, "NHS_CQC").met_at is None
    noted_by(cast.health_officer)
    assert the_duty(trust, "NHS_CQC").met_at == told


def nurse_of(cast, trust, *, now):
    nurse = person("Dana Nurse", agency=cast.health)
    add_participant(trust, nurse, role="designated_nurse", agency=cast.health, by=cast.administrator, now=now)
    return nurse


@pytest.mark.requirement("R057")
def test_the_designated_nurse_is_asked_and_notes_it_for_the_own_trust_only(cast, trust):
    nurse = nurse_of(cast, trust, now=D0)
    happens(trust, "review_instigated", at(2007, 3, 20, 10), by=cast.chair)
    duty = the_duty(trust, "NHS_CQC")
    assert [part.user for part in owners_of(duty)] == [nurse]
    assert duty in Duty.objects.waiting_for(nurse)
    assert duty not in Duty.objects.waiting_for(cast.health_officer)
    assert Notice.objects.filter(recipient_id=nurse.pk, about_id=duty.pk).exists()
    note = {"happened_at": at(2007, 4, 2), "note": "Her letter", "by": nurse, "now": at(2007, 4, 2)}
    with pytest.raises(NotYourRole):
        note_event(trust, "nhs_and_cqc_told", agency=cast.housing, **note)
    note_event(trust, "nhs_and_cqc_told", agency=cast.health, **note)
    assert the_duty(trust, "NHS_CQC").met_at == at(2007, 4, 2)


def test_the_designated_nurse_reads_nothing_of_the_panels_or_of_the_review(cast, trust):
    nurse = nurse_of(cast, trust, now=D0)
    kinds = Compartment.objects.visible_to(nurse).filter(case=trust).values_list("kind", "agency_id")
    assert set(kinds) == {("board", None), ("room", cast.health.pk)}


def test_one_of_the_boards_own_actions_is_not_the_trusts_to_report_on(cast, trust):
    agree(trust, cast, agency=None, subject=uuid4())
    agree(trust, cast, agency=cast.housing, subject=uuid4())
    assert not Duty.objects.filter(case=trust, rule_key="AP_MONTHLY").exists()


def test_an_agency_keeps_the_rules_that_it_had_when_it_joined(cast, trust, monkeypatch):
    later = replace(HEALTH_TRUST_2015, version=2, rules=())
    monkeypatch.setitem(OVERLAYS, later.pin, later)
    happens(trust, "review_instigated", D0 + DAY, by=cast.chair)
    assert the_duty(trust, "NHS_CQC").agency == cast.health
    newer = make_case(cast)
    happens(newer, "review_instigated", D0 + DAY, by=cast.chair)
    assert CaseAgency.objects.get(case=newer, agency=cast.health).overlay == "health_trust_2015@2"
    assert not Duty.objects.filter(case=newer, rule_key="NHS_CQC").exists()


def test_rules_given_to_an_agency_after_it_joined_do_not_reach_back(cast, case):
    with_own_rules(cast, cast.housing)
    happens(case, "review_instigated", D0 + DAY, by=cast.chair)
    assert not Duty.objects.filter(case=case).exclude(overlay="").exists()


# --- what meets a deadline ------------------------------------------------------------------------


@pytest.mark.requirement("R118")
@pytest.mark.parametrize("key", ["review_countersigned", "review_waived"])
@pytest.mark.parametrize(
    ("when", "state"), [(at(2007, 6, 4, 12), State.MET), (at(2007, 6, 7, 12), State.MET_LATE)]
)
def test_one_of_several_events_meets_a_deadline(cast, case, key, when, state):
    happens(
        case,
        "agency_asked",
        at(2007, 4, 30, 10),
        by=cast.chair,
        agency=cast.housing,
        agreed_on=date(2007, 6, 4),
    )
    duty = the_duty(case, "SAMR")
    bounds = explanation_of(duty).bounds
    assert (bounds.first, bounds.last) == (date(2007, 5, 28), date(2007, 6, 11))
    happens(case, "review_uploaded", when, by=cast.housing_author, agency=cast.housing)
    happens(case, key, when, by=cast.health_officer, agency=cast.health)
    assert the_duty(case, "SAMR").met_at is None
    happens(case, key, when, by=cast.housing_officer, agency=cast.housing)
    duty = the_duty(case, "SAMR")
    assert (duty.met_at, standing_of(duty, at(2009, 1, 1)).state) == (when, state)


def test_what_happened_earlier_than_it_was_noted_counts_as_of_then(cast, case):
    duty = the_duty(case, "DECIDE")
    happens(case, "decided", duty.due_at + 9 * DAY, by=cast.chair, happened_at=duty.due_at)
    duty = the_duty(case, "DECIDE")
    assert (duty.met_at, standing_of(duty, at(2009, 1, 1)).state) == (duty.due_at, State.MET)


@pytest.mark.requirement("R240")
def test_the_state_goes_by_the_later_date_and_figures_by_the_first(cast, case):
    happens(case, "review_instigated", at(2007, 3, 20, 10), by=cast.chair)
    extended(the_duty(case, "COMPLETE"), ends(2007, 9, 30), cast, now=at(2007, 4, 1))
    happens(case, "endorsed", at(2007, 8, 1, 10), by=cast.chair)
    duty = the_duty(case, "COMPLETE")
    assert duty.first_due_at == ends(2007, 7, 20)
    assert standing_of(duty, at(2009, 1, 1)).state is State.MET
    assert late_by_first_date(duty, at(2009, 1, 1)) == 12


# --- what holds something back --------------------------------------------------------------------

EMBARGO = (
    "Nothing may become public until the department and the health authority have acknowledged the reports."
)
QUALITY = "The report may be published only once the Home Office has approved it."


def publish(case, cast, *, now):
    note_event(case, "published", happened_at=now, note="On the website", by=cast.chair, now=now)


def refusal(case, cast, *, now):
    with pytest.raises(NotTheMoment) as refused:
        publish(case, cast, now=now)
    assert not Milestone.objects.filter(case=case, key="published").exists()
    return refused.value.sentence


def test_nothing_is_published_until_both_have_acknowledged_the_reports(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    assert refusal(case, cast, now=ENDORSED + DAY) == EMBARGO
    happens(case, "department_acknowledged", ENDORSED + 2 * DAY, by=cast.administrator)
    assert refusal(case, cast, now=ENDORSED + 3 * DAY) == EMBARGO
    assert the_duty(case, "EMBARGO").met_at is None
    happens(case, "health_authority_acknowledged", ENDORSED + 4 * DAY, by=cast.administrator)
    assert the_duty(case, "EMBARGO").met_at == ENDORSED + 4 * DAY
    publish(case, cast, now=ENDORSED + 5 * DAY)
    assert Milestone.objects.filter(case=case, key="published").count() == 1


def test_one_of_them_twice_is_not_both(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    for number in (1, 2):
        happens(case, "department_acknowledged", ENDORSED + number * DAY, by=cast.administrator)
    assert refusal(case, cast, now=ENDORSED + 3 * DAY) == EMBARGO


def test_nothing_is_published_before_the_report_is_endorsed_either(cast, case):
    assert refusal(case, cast, now=D0 + DAY) == EMBARGO


def test_a_domestic_homicide_review_waits_for_the_home_office(cast):
    case = under(cast, "dhr_2016")
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    happens(case, "department_acknowledged", ENDORSED, by=cast.administrator)
    happens(case, "health_authority_acknowledged", ENDORSED, by=cast.administrator)
    assert refusal(case, cast, now=ENDORSED + DAY) == QUALITY
    happens(case, "quality_assured", ENDORSED + 2 * DAY, by=cast.administrator)
    publish(case, cast, now=ENDORSED + 3 * DAY)
    assert the_duty(case, "QUALITY").met_at == ENDORSED + 2 * DAY


def test_only_the_chair_notes_a_publication(cast, case):
    with pytest.raises(NotYourRole):
        note_event(case, "published", happened_at=D0, note="No", by=cast.administrator, now=D0)


# --- what the board has set -----------------------------------------------------------------------


def test_the_boards_own_length_counts_for_deadlines_that_open_afterwards(cast, case):
    before = the_duty(case, "ACK_REFERRAL")
    set_rule(cast, "ACK_REFERRAL", amount=4, unit="working days", now=D0 + DAY)
    assert the_duty(case, "ACK_REFERRAL").due_at == before.due_at == ends(2007, 3, 7, summer=False)
    assert the_duty(case, "ACK_REFERRAL").basis == Basis.ASSUMED
    later = make_case(cast, now=D0 + DAY)
    duty = the_duty(later, "ACK_REFERRAL")
    assert (duty.due_at, duty.basis) == (ends(2007, 3, 12, summer=False), Basis.BOARD)
    assert explanation_of(duty).basis is Basis.BOARD


def test_an_empty_setting_takes_an_earlier_one_back(cast):
    set_rule(cast, "ACK_REFERRAL", amount=4, unit="working days", now=D0 - 2 * DAY)
    set_rule(cast, "ACK_REFERRAL", now=D0 - DAY)
    assert the_duty(make_case(cast), "ACK_REFERRAL").due_at == ends(2007, 3, 7, summer=False)


def test_a_setting_for_another_procedure_or_rule_changes_nothing(cast):
    set_rule(cast, "ACK_REFERRAL", key="scr_wt2015", amount=9, unit="days", now=D0 - DAY)
    set_rule(cast, "SECURE", amount=9, unit="days", now=D0 - DAY)
    assert the_duty(make_case(cast), "ACK_REFERRAL").due_at == ends(2007, 3, 7, summer=False)


def test_a_provisional_date_is_counted_again_with_the_length_it_opened_with(cast, case):
    happens(case, "endorsed", ENDORSED, by=cast.chair)
    set_rule(cast, "AP_6M", amount=2, unit="months", now=ENDORSED + DAY)
    happens(case, "plan_received", RECEIVED, by=cast.administrator)
    assert the_duty(case, "AP_6M").due_at == ends(2008, 4, 30)


@pytest.mark.requirement("R063", "R065")
def test_a_rapid_review_is_due_15_working_days_after_the_notification(cast):
    case = under(cast, "lcspr_2018")
    assert not Duty.objects.filter(case=case, rule_key="RAPID").exists()
    happens(case, "nationally_notified", at(2007, 3, 8, 10), by=cast.administrator)
    assert the_duty(case, "RAPID").due_at == ends(2007, 3, 29)
    happens(case, "rapid_review_sent", at(2007, 3, 28), by=cast.administrator)
    assert the_duty(case, "RAPID").met_at == at(2007, 3, 28)


def test_the_board_may_count_it_from_the_day_on_which_the_incident_became_known(cast):
    set_rule(cast, "RAPID", key="lcspr_2018", trigger="referral_received", now=D0 - DAY)
    case = under(cast, "lcspr_2018")
    assert the_duty(case, "RAPID").due_at == ends(2007, 3, 26)
    happens(case, "nationally_notified", at(2007, 3, 8, 10), by=cast.administrator)
    assert numbers(case, "RAPID") == [(1, date(2007, 3, 26))]


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_another_trigger_set_on_the_way_neither_loses_a_deadline_nor_doubles_it(cast, is_taken_back):
    if is_taken_back:
        set_rule(cast, "RAPID", key="lcspr_2018", trigger="referral_received", now=D0 - DAY)
    case = under(cast, "lcspr_2018")
    again = "" if is_taken_back else "referral_received"
    set_rule(cast, "RAPID", key="lcspr_2018", trigger=again, now=D0 + DAY)
    happens(case, "nationally_notified", at(2007, 3, 8, 10), by=cast.administrator)
    assert Duty.objects.filter(case=case, rule_key="RAPID").count() == 1


@pytest.mark.requirement("R061")
def test_an_incident_is_notified_nationally_and_to_the_partners_within_5_working_days(cast):
    case = under(cast, "lcspr_2018")
    for rule, key in (("NOTIFY", "nationally_notified"), ("PARTNERS", "partners_told")):
        assert the_duty(case, rule).due_at == ends(2007, 3, 12, summer=False)
        happens(case, key, D0 + DAY, by=cast.administrator)
        assert the_duty(case, rule).met_at == D0 + DAY


@pytest.mark.requirement("R062")
def test_the_death_of_a_looked_after_child_is_notified(cast):
    case = under(cast, "lcspr_2018")
    assert not Duty.objects.filter(case=case, rule_key="LAC_DEATH").exists()
    note_event(case, "child_looked_after", happened_at=D0, note="Letter", by=cast.chair, now=D0)
    assert "whether or not abuse is suspected" in the_duty(case, "LAC_DEATH").words


@pytest.mark.requirement("R067")
def test_scope_and_method_of_a_national_review_are_agreed_when_one_is_commissioned(cast):
    case = under(cast, "lcspr_2018")
    assert not Duty.objects.filter(case=case, rule_key="NATIONAL_REVIEW").exists()
    noted = {"note": "The national panel's letter", "by": cast.administrator}
    note_event(case, "national_review_commissioned", happened_at=D0, now=D0, **noted)
    duty = the_duty(case, "NATIONAL_REVIEW")
    assert (duty.owners, duty.met_at) == (["chair"], None)
    note_event(case, "national_scope_agreed", happened_at=D0 + DAY, now=D0 + DAY, **noted)
    assert the_duty(case, "NATIONAL_REVIEW").met_at == D0 + DAY


@pytest.mark.requirement("R066")
def test_each_national_body_is_told_of_a_local_review_and_who_carries_it_out(cast):
    case = under(cast, "lcspr_2018")
    happens(case, "review_instigated", D0, by=cast.chair)
    for rule in ("NOTIFY_PANEL", "NOTIFY_EXT", "NOTIFY_DEPT"):
        duty = the_duty(case, rule)
        assert "of the review and who carries it out" in duty.words
        assert (duty.due_at, duty.basis) == (ends(2007, 3, 12, summer=False), Basis.ASSUMED)


# --- the calendar ---------------------------------------------------------------------------------


def correct(cast, day, *, is_working_day, jurisdiction="ENG"):
    row = BankHoliday(
        jurisdiction=jurisdiction, day=day, name="A state occasion", is_working_day=is_working_day
    )
    save_recorded(row, by=cast.administrator, at=D0, act="calendar_corrected")


@pytest.mark.parametrize(
    ("received", "day", "is_working_day", "was", "becomes"),
    [
        (at(2007, 3, 5, 9), date(2007, 3, 6), False, ends(2007, 3, 7, summer=False), (2007, 3, 8)),
        (at(2007, 4, 5, 9), date(2007, 4, 9), True, ends(2007, 4, 11), (2007, 4, 10)),
    ],
)
def test_the_board_corrects_the_calendar_both_ways(cast, received, day, is_working_day, was, becomes):
    correct(cast, day, is_working_day=is_working_day, jurisdiction="SCT")
    before = the_duty(make_case(cast, now=received), "CONSULT")
    assert before.due_at == was
    correct(cast, day, is_working_day=is_working_day)
    after = the_duty(make_case(cast, now=received), "CONSULT")
    assert after.due_at.date() == date(*becomes)
    # the one that ran keeps its date, and its page says that the calendar has changed
    before.refresh_from_db()
    assert before.due_at == was
    assert explanation_of(before).counted_today == after.due_at
    assert explanation_of(after).counted_today is None


def know_holidays_until(cast, year):
    board = Board.objects.get()
    board.holidays_known_until = year
    save_recorded(board, by=cast.administrator, at=D0, act="board_changed")


def test_a_calendar_that_ends_too_early_is_said_to(cast):
    know_holidays_until(cast, 2006)
    case = make_case(cast)
    assert explanation_of(the_duty(case, "CONSULT")).count.unknown_years == (2007,)
    # calendar days need no calendar
    assert explanation_of(the_duty(case, "DECIDE")).count.unknown_years == ()
    know_holidays_until(cast, 2007)
    assert explanation_of(the_duty(case, "CONSULT")).count.unknown_years == ()


# --- versions, and a kind of rule that no shipped procedure uses ----------------------------------


@pytest.mark.requirement("R249")
def test_a_case_keeps_its_version_and_a_new_case_gets_the_newest(cast, case, monkeypatch):
    changes = {"DECIDE": {"duration": Duration(14, Unit.CALENDAR_DAYS)}}
    later = replace(SCR_BEDS_2007, version=2, rules=rules_but(SCR_BEDS_2007.rules, changed=changes))
    monkeypatch.setitem(PROCEDURES, (later.key, 2), later)
    newer = make_case(cast)
    assert (case.procedure_version, newer.procedure_version) == (1, 2)
    assert the_duty(newer, "DECIDE").due_at == ends(2007, 3, 19, summer=False)
    assert the_duty(case, "DECIDE").due_at == ends(2007, 4, 2)
    assert (
        case.procedure.rule("DECIDE").duration.amount,
        newer.procedure.rule("DECIDE").duration.amount,
    ) == (
        28,
        14,
    )


def test_a_last_day_rolls_on_only_where_the_rule_says_so(cast, case, monkeypatch):
    assert the_duty(case, "PANELMTG").due_at == ends(2007, 4, 5)
    rolling = {"PANELMTG": {"duration": Duration(32, Unit.CALENDAR_DAYS), "rolls": True}}
    later = replace(SCR_BEDS_2007, version=2, rules=rules_but(SCR_BEDS_2007.rules, changed=rolling))
    monkeypatch.setitem(PROCEDURES, (later.key, 2), later)
    duty = the_duty(make_case(cast), "PANELMTG")
    # Good Friday, then the weekend and Easter Monday
    assert (explanation_of(duty).count.rolled_from, duty.due_at) == (date(2007, 4, 6), ends(2007, 4, 10))
