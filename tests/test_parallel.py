"""What runs beside a review: from the referral or noted later, kept up to date, joined or not, ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from referrals.intake import refer_case
from scr.cases.models import Duty, JointCommission, ParallelProcess
from scr.cases.noting import note_event
from scr.cases.parallel import Standing, change_process, consider_joint, end_process, note_process
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.cases.services import record_milestone
from scr.procedures.parallel import KINDS
from tests.beside import CONTACT, noted, typed_day
from tests.cast import D0
from tests.plan_pages import words
from tests.referring import LINNET, MET, aids_answered, answered, refer

pytestmark = pytest.mark.usefixtures("rows")
MAY_NOT_BE = "may not be for the board to decide"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args):
    return words(signed_in(user).get(reverse(name, args=args)))


@pytest.mark.requirement("R077")
def test_every_kind_can_be_noted_and_stands_on_the_page(cast, case):
    client = signed_in(cast.administrator)
    address = reverse("cases:note_process", args=[case.pk])
    for kind in KINDS:
        typed = {"kind": kind.key, "name": f"Called {kind.key}", "organisation": "Who leads it"}
        typed |= {"contact": CONTACT, "progress": "Begun", "next_what": "Hearing"}
        answer = client.post(address, typed | typed_day("next_on", timezone.localdate()), follow=True)
        assert f"Called {kind.key} is noted" in words(answer)
    assert {row.kind for row in ParallelProcess.objects.all()} == {kind.key for kind in KINDS}
    shown = page(cast.panel_member, "cases:parallel", case.pk)
    assert "12 processes run beside this review. Next: Hearing" in shown
    assert "Nothing is on hold." in shown
    one = ParallelProcess.objects.get(kind="suicide")
    told = page(cast.panel_member, "cases:process", case.pk, one.pk)
    assert "Multi-disciplinary review of a suicide" in told
    assert CONTACT in told


def test_what_fits_no_kind_needs_a_name_and_what_was_typed_is_kept(cast, case):
    typed = {"kind": "other", "contact": CONTACT, "next_what": "Hearing"}
    answer = words(signed_in(cast.chair).post(reverse("cases:note_process", args=[case.pk]), typed))
    assert "Say what it is, since no kind of the list fits" in answer
    assert "Enter the day on which this happens" in answer
    assert CONTACT in answer
    with pytest.raises(NotTheMoment, match="no kind of the list"):
        note_process(case, Standing("other"), by=cast.chair, now=D0)


@pytest.mark.requirement("R077")
def test_what_the_referral_named_runs_from_the_first_day(cast):
    form = replace(LINNET, parallel=["coroner", "homicide"], parallel_details="The county’s coroner")
    case = refer_case(
        form,
        agencies=[cast.housing],
        criteria=answered(*MET),
        aids=aids_answered(),
        by=cast.outsider,
        now=D0,
    )
    rows = ParallelProcess.objects.filter(case=case)
    assert {(row.kind, row.notes, row.is_from_referral) for row in rows} == {
        ("coroner", "The county’s coroner", True),
        ("homicide", "The county’s coroner", True),
    }
    assert "From the referral" in page(cast.chair, "cases:parallel", case.pk)
    assert not ParallelProcess.objects.filter(case=refer(cast)).exists()


@pytest.mark.requirement("R039")
def test_an_inquiry_that_begins_after_the_referral_is_recorded(cast, case):
    noted(case, cast.administrator, kind="commissioner", now=D0 + timedelta(days=40))
    shown = page(cast.panel_member, "cases:parallel", case.pk)
    assert "Commissioner (Inquiries Act 2005)" in shown


@pytest.mark.requirement("R077")
def test_whether_to_commission_jointly_is_a_task_until_it_is_decided(cast, case):
    review = noted(case, cast.administrator, kind="homicide")
    police = noted(case, cast.administrator, kind="police")
    duties = Duty.objects.filter(case=case, rule_key="JOINT_COMMISSION")
    assert [duty.subject_id for duty in duties] == [review.pk]
    client = signed_in(cast.chair)
    typed = {"is_joint": "yes", "reasons": "One author can do both"} | typed_day("decided_on", D0.date())
    client.post(reverse("cases:consider_joint", args=[case.pk, review.pk]), typed)
    assert duties.get().met_at is not None
    apart = {"is_joint": False, "reasons": "The area refused", "decided_on": D0.date()}
    consider_joint(review, **apart, by=cast.chair, now=timezone.now())
    shown = page(cast.panel_member, "cases:process", case.pk, review.pk)
    assert "Apart , decided on 5 March 2007: The area refused" in shown
    assert "Together (replaced)" in shown
    assert JointCommission.objects.count() == 2
    with pytest.raises(NotTheMoment, match="This is no review"):
        consider_joint(police, is_joint=True, reasons="No", decided_on=D0.date(), by=cast.chair, now=D0)


def test_a_later_save_does_not_overwrite_what_somebody_else_saved(cast, case):
    found = noted(case, cast.administrator, progress="Charged")
    change_process(found, Standing("criminal", progress="Tried"), revision=1, by=cast.chair, now=D0)
    with pytest.raises(Stale, match="Cora Chair saved this"):
        change_process(found, Standing("criminal", progress="Old"), revision=1, by=cast.administrator, now=D0)
    with pytest.raises(NotTheMoment, match="kind stays"):
        change_process(found, Standing("coroner"), revision=2, by=cast.chair, now=D0)
    address = reverse("cases:change_process", args=[case.pk, found.pk])
    answer = signed_in(cast.administrator).post(address, {"progress": "Mine", "revision": "1"})
    assert 'value="Mine"' in answer.content.decode()
    assert 'name="revision" value="2"' in answer.content.decode()
    found.refresh_from_db()
    assert (found.progress, found.history.count()) == ("Tried", 2)


def test_what_has_ended_changes_no_more(cast, case):
    found = noted(case, cast.administrator, kind="homicide")
    address = reverse("cases:end_process", args=[case.pk, found.pk])
    typed = {"ended_how": "Its report is out"} | typed_day("ended_on", D0.date())
    assert "It is noted that this has ended" in words(signed_in(cast.chair).post(address, typed, follow=True))
    assert "ended on 5 March 2007: Its report is out" in page(cast.chair, "cases:parallel", case.pk)
    assert Duty.objects.get(rule_key="JOINT_COMMISSION").met_at is not None
    with pytest.raises(NotTheMoment, match="This has ended"):
        end_process(found, ended_on=D0.date(), ended_how="Again", by=cast.chair, now=D0)


@pytest.mark.requirement("R080")
def test_while_proceedings_are_pending_the_record_says_whose_disclosure_may_be(cast, case):
    pages = [("case", case.pk), ("letters:list", case.pk), ("letters:issue", case.pk, "CHASER")]
    assert not any(MAY_NOT_BE in page(cast.administrator, *one) for one in pages)
    noted(case, cast.administrator, kind="health")
    assert MAY_NOT_BE not in page(cast.chair, "case", case.pk)
    court = noted(case, cast.administrator, kind="criminal")
    assert all("Criminal proceedings" in page(cast.administrator, *one) for one in pages)
    assert all(MAY_NOT_BE in page(cast.administrator, *one) for one in pages)
    assert MAY_NOT_BE in page(cast.panel_member, "case", case.pk)
    end_process(court, ended_on=D0.date(), ended_how="Acquitted", by=cast.chair, now=D0)
    assert MAY_NOT_BE not in page(cast.administrator, "case", case.pk)


@pytest.mark.requirement("R079")
def test_the_superintendent_s_word_to_the_officer_is_a_task_once_there_is_a_report(cast, case):
    def told():
        return Duty.objects.filter(case=case, rule_key="OFFICER_TOLD")

    record_milestone(case, "overview_submitted", by=cast.administrator, now=D0)
    assert not told().exists()  # no criminal case runs
    noted(case, cast.administrator, kind="police", now=D0 + timedelta(days=1))
    assert told().get().met_at is None
    address = reverse("cases:record_event", args=[case.pk, "officer_told_of_report"])
    assert signed_in(cast.panel_member).get(address).status_code == 200
    note_event(
        case,
        "officer_told_of_report",
        happened_at=D0 + timedelta(days=2),
        note="By telephone",
        by=cast.panel_member,
        now=D0 + timedelta(days=2),
    )
    assert told().get().met_at is not None


def test_only_who_runs_the_case_writes_and_only_the_panel_s_side_reads(cast, case):
    found = noted(case, cast.administrator)
    add_participant(case, cast.outsider, role="auditor", by=cast.administrator, now=D0)
    for reader in (cast.panel_member, cast.outsider):
        assert CONTACT in page(reader, "cases:process", case.pk, found.pk)
        assert signed_in(reader).post(reverse("cases:note_process", args=[case.pk])).status_code == 403
        with pytest.raises(NotYourRole):
            note_process(case, Standing("police"), by=reader, now=D0)
    for outside in (cast.housing_author, cast.housing_officer):
        address = reverse("cases:process", args=[case.pk, found.pk])
        assert signed_in(outside).get(address).status_code == 404
        shown = signed_in(outside).get(reverse("cases:parallel", args=[case.pk]))
        assert CONTACT not in shown.content.decode()
        assert "Criminal proceedings" not in shown.content.decode()


def test_the_list_costs_the_same_for_many(cast, case):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("cases:parallel", args=[case.pk])).status_code == 200
        return len(captured)

    client = signed_in(cast.panel_member)
    for kind in KINDS[:2]:
        noted(case, cast.administrator, kind=kind.key)
    queries()  # the first look of a session writes more
    few = queries()
    for kind in KINDS[2:]:
        noted(case, cast.administrator, kind=kind.key, name="One more")
    assert queries() == few
