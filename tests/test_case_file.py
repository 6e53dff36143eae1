"""The case file: who sees what, what opens and meets a duty, what is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404

from scr.audit.models import AuditEntry
from scr.audit.querysets import Unrecorded
from scr.audit.services import entry_hash
from scr.cases.audiences import Audience, Kind
from scr.cases.models import Case, Compartment, Duty, Participant
from scr.cases.participation import add_participant, end_participation, recuse
from scr.cases.policy import NotTheMoment, NotYourRole, case_for, require
from scr.cases.services import extend, move, record_milestone, release
from scr.cases.writing import compartment_of
from scr.people.roles import Do
from tests.cast import D0

pytestmark = pytest.mark.usefixtures("rows")


def kinds_seen(user, case):
    rows = Compartment.objects.visible_to(user).filter(case=case).values_list("kind", "agency__short_name")
    return {(kind, agency or "") for kind, agency in rows}


def test_an_agency_sees_its_own_room_and_nothing_of_another_agency(cast, case):
    assert kinds_seen(cast.housing_author, case) == {
        ("board", ""),
        *((kind, "Housing") for kind in ("room", "private", "submission", "chronology", "plan")),
    }


def test_the_panel_sees_the_case_but_no_agency_content_before_release(cast, case):
    seen = kinds_seen(cast.panel_member, case)
    assert {("referral", ""), ("panel", ""), ("room", "Housing")} <= seen
    assert not {kind for kind, agency in seen} & {"private", "submission", "chronology", "author"}


def test_a_release_opens_one_compartment_to_the_panel(cast, case):
    release(
        compartment_of(case, Kind.SUBMISSION, cast.housing), Audience.PANEL, by=cast.administrator, now=D0
    )
    seen = kinds_seen(cast.panel_member, case)
    assert ("submission", "Housing") in seen
    assert ("submission", "Community Health") not in seen


def test_somebody_off_the_case_gets_404_for_it(cast, case):
    with pytest.raises(Http404):
        case_for(cast.outsider, case.pk)
    with pytest.raises(Http404):
        require(cast.outsider, Do.DECIDE, case=case)


def test_a_panel_member_may_not_decide(cast, case):
    with pytest.raises(NotYourRole):
        require(cast.panel_member, Do.DECIDE, case=case)
    assert require(cast.chair, Do.DECIDE, case=case).role == "chair"


def test_a_chief_officer_countersigns_for_the_own_agency_only(cast, case):
    assert require(cast.housing_officer, Do.COUNTERSIGN, case=case, agency=cast.housing)
    with pytest.raises(NotYourRole):
        require(cast.housing_officer, Do.COUNTERSIGN, case=case, agency=cast.health)


@pytest.mark.requirement("R014")
def test_a_conflicted_member_loses_the_case_at_once_and_history_stays(cast, case):
    part = Participant.objects.get(case=case, user=cast.panel_member)
    recuse(part, reason="Knew the family", by=cast.panel_member, now=D0)
    assert kinds_seen(cast.panel_member, case) == set()
    with pytest.raises(Http404):
        case_for(cast.panel_member, case.pk)
    assert Participant.history.filter(id=part.pk, recused_at__isnull=False).exists()


def test_access_ends_at_its_date_without_any_sweep(cast, case):
    part = Participant.objects.get(case=case, user=cast.panel_member)
    end_participation(part, until=D0 + timedelta(days=1), by=cast.administrator, now=D0)
    assert kinds_seen(cast.panel_member, case) == set()


def test_access_that_begins_later_is_not_there_yet(cast, case):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    add_participant(case, cast.outsider, role="auditor", by=cast.administrator, now=tomorrow)
    assert kinds_seen(cast.outsider, case) == set()


@pytest.mark.requirement("R013")
def test_a_panel_member_cannot_also_write_a_review(cast, case):
    with pytest.raises(NotTheMoment):
        add_participant(
            case, cast.panel_member, role="agency_author", agency=cast.housing, by=cast.administrator, now=D0
        )


def test_the_referral_starts_its_clocks(case):
    due = {duty.rule_key: duty.due_at for duty in Duty.objects.filter(case=case)}
    assert due["CONSULT"] == datetime(2007, 3, 7, 23, 59, 59, tzinfo=UTC)
    assert due["DECIDE"] == datetime(
        2007, 4, 2, 22, 59, 59, tzinfo=UTC
    )  # the end of the day in London, in summer time
    assert due["PANELMTG"] == datetime(2007, 4, 5, 22, 59, 59, tzinfo=UTC)


def test_a_milestone_meets_its_duty_at_the_moment_it_happened(cast, case):
    record_milestone(
        case, "panel_consulted", by=cast.chair, now=D0 + timedelta(days=3), happened_at=D0 + timedelta(days=1)
    )
    duty = Duty.objects.get(case=case, rule_key="CONSULT")
    assert duty.met_at == D0 + timedelta(days=1)
    assert not duty.is_late(D0 + timedelta(days=3))


def test_duties_for_each_agency_are_met_one_by_one(cast, case):
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    record_milestone(case, "letter_h_issued", by=cast.administrator, now=D0, agency=cast.housing)
    open_for = set(
        Duty.objects.open()
        .filter(case=case, rule_key="NOTIFY_CO")
        .values_list("agency__short_name", flat=True)
    )
    assert open_for == {"Community Health"}


def test_your_work_is_what_waits_for_you(cast, case):
    mine = Duty.objects.waiting_for(cast.chair)
    assert {duty.rule_key for duty in mine} == {"CONSULT", "DECIDE"}
    assert not Duty.objects.waiting_for(cast.housing_author).exists()


def test_an_extension_keeps_the_first_date(cast, case):
    duty = Duty.objects.get(case=case, rule_key="DECIDE")
    later = duty.due_at + timedelta(days=7)
    extend(
        duty,
        until=later,
        reason="The inquest opens first",
        agreed_with="Inspectorate",
        agreed_on=D0.date(),
        by=cast.administrator,
        now=D0,
    )
    duty.refresh_from_db()
    assert (duty.due_at, duty.first_due_at) == (later, later - timedelta(days=7))


def test_a_case_does_not_move_before_its_conditions_hold(cast, case):
    with pytest.raises(NotTheMoment):
        move(case, "scoping", by=cast.chair, now=D0)
    assert Case.objects.get(pk=case.pk).stage == "referred"


def test_case_rows_cannot_be_written_past_their_history(case):
    for write in (
        lambda: Duty.objects.filter(case=case).update(met_at=D0),
        lambda: Duty.objects.filter(case=case).delete(),
        lambda: Duty.objects.bulk_create([]),
    ):
        with pytest.raises(Unrecorded):
            write()


def test_the_application_can_neither_change_nor_delete_history(case):
    for table in ("cases_historicalduty", "audit_auditentry", "audit_look"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(statement)


def test_every_write_of_a_case_is_in_its_chain(case):
    entries = list(AuditEntry.objects.filter(case_id=case.pk).order_by("number"))
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert len(entries) > 30
    for before, entry in zip([None, *entries], entries, strict=False):
        assert entry.previous_hash == (before.hash if before else "")
        assert entry.hash == entry_hash(entry)
