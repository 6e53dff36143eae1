"""The demo case after its replay: what happened when, who was told, and every page of it."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action, Round, UpdateRequest
from actionplans.standings import standings as plan_standings
from chronology.models import Entry, ImportAttempt
from chronology.services.lists import chronologies_released
from referrals.information import standings
from referrals.models import Decision
from reviews.models import ReviewReturn, SectionText, Submission, TermsOfReference
from reviews.written import sections_of
from scr.audit.models import AuditEntry
from scr.audit.services import entry_hash
from scr.cases.deadlines import end_of
from scr.cases.declaring import asked_among
from scr.cases.models import (
    Case,
    CaseAgency,
    Duty,
    Extension,
    Hold,
    ParallelProcess,
    Participant,
    StageChange,
)
from scr.cases.reminders import remind
from scr.dates import london_day
from scr.documents.models import Document
from scr.letters.models import Letter
from scr.meetings.models import Apology, Meeting, Pack, Paper
from scr.outbox.models import KeptMail, Mail, Notice
from scr.pages.demo import key
from scr.pages.demo.agencies import CONTRIBUTORS, agency
from scr.pages.demo.chronology import ROW_COUNTS, chronology_rows, row_index, rows_of
from scr.pages.demo.people import PEOPLE
from scr.pages.demo.timetable import demo_d0, four_month_date, moment, six_month_due
from scr.people.models import Agency, InvitedLink, User

MANY_QUERIES = 80
PAGES_OF_A_KIND = 2
HARROWDALE_ROWS = len(rows_of("harrowdale"))


@pytest.fixture(autouse=True)
def database(module_demo):
    return module_demo


@pytest.fixture
def case():
    return Case.objects.get(code_name="Child Linnet")


@pytest.fixture
def d0(case):
    return london_day(case.opened_at)


def user(login):
    return User.objects.get(email__startswith=f"{login}@")


# --- what stands -----------------------------------------------------------------------------------


def test_case_is_monitored_shortly_after_its_six_month_round(case, d0):
    assert case.stage == "monitoring"
    assert case.code_name == "Child Linnet"
    assert d0 == demo_d0(timezone.localdate())
    assert timedelta(days=7) <= timezone.localdate() - six_month_due(d0) <= timedelta(days=56)


def test_every_stage_of_the_main_path_was_passed_at_its_moment(case, d0):
    passed = {change.target: change.changed_at for change in StageChange.objects.filter(case=case)}
    assert passed["referred"] == moment(d0, 0, "09:40")
    assert passed["review_open"] == moment(d0, 21, "16:30")
    assert passed["agency_reviews"] == moment(d0, 30, "15:00")
    assert passed["endorsed"] == moment(d0, 203, "16:20")
    assert list(passed.values()) == sorted(passed.values())


def test_nine_agencies_of_the_board_take_part_and_a_neighbour(case):
    assert Agency.objects.filter(is_on_board=True).count() == 9
    assert CaseAgency.objects.filter(case=case).count() == 10
    assert TermsOfReference.objects.filter(case=case).count() == 2


def test_every_chronology_is_taken_in_whole(case):
    released = chronologies_released(case)
    standing = Entry.objects.standing().filter(chronology__in=released)
    rows = Counter(standing.values_list("agency__name", flat=True))
    assert rows == {
        agency(one).name: count for one, count in {**ROW_COUNTS, "harrowdale": HARROWDALE_ROWS}.items()
    }
    assert standing.count() == 717 + HARROWDALE_ROWS
    files = Document.objects.filter(case=case, kind="chronology_file")
    assert {file.extension for file in files} == {"XLSX", "DOCX", "CSV"}


def test_a_file_full_of_faults_was_looked_at_and_left_before_the_right_one(case):
    left = AuditEntry.objects.get(case_id=case.pk, act="chronology_file_cancelled")
    housing = Agency.objects.get(name=agency("housing").name)
    assert left.subject_id == housing.pk
    sent = ImportAttempt.objects.filter(case=case, agency=housing)
    assert [(one.is_accepted, one.tried_at > left.at) for one in sent] == [(True, True)]


def test_thirty_one_actions_stand_as_the_board_hears_of_them(case):
    found = plan_standings(case, timezone.now())
    assert Counter(one.state.key for one in found) == {
        "complete": 19,
        "on_track": 8,
        "overdue": 3,
        "sent_back": 1,
    }
    assert Action.objects.order_by().values("stream").distinct().count() == 3


def test_every_owner_answered_the_round_and_the_last_one_late(case, d0):
    asked = Round.objects.get(case=case)
    assert asked.reply_by == six_month_due(d0)
    requests = UpdateRequest.objects.filter(round=asked)
    assert not requests.filter(answered_at__isnull=True).exists()
    assert requests.filter(agency__isnull=True).exists()
    late = [one.owner_name for one in requests if one.answered_at > end_of(one.reply_by)]
    assert late == ["Housing"]
    assert Duty.objects.get(case=case, rule_key="AP_6M").is_late(timezone.now())


# --- clocks ----------------------------------------------------------------------------------------


def test_the_chair_decided_on_day_21_of_28(case, d0):
    duty = Duty.objects.get(case=case, rule_key="DECIDE")
    assert duty.met_at == moment(d0, 21, "16:30")
    assert duty.due_at == end_of(d0 + timedelta(days=28))


def test_chief_officers_were_told_within_24_hours(case, d0):
    told = Duty.objects.filter(case=case, rule_key="NOTIFY_CO")
    assert told.count() == 10
    assert not any(duty.is_late(timezone.now()) for duty in told)
    first_nine = told.filter(opened_at=moment(d0, 21, "16:30"))
    assert max(duty.met_at for duty in first_nine) == moment(d0, 22, "11:05")


def test_two_reviews_came_late_and_one_came_twice(case, d0):
    days = {
        duty.agency.short_name: (london_day(duty.met_at) - london_day(duty.due_at)).days
        for duty in Duty.objects.filter(case=case, rule_key="SAMR").select_related("agency")
    }
    assert {name: late for name, late in days.items() if late > 0} == {"Housing": 9, "Mental Health": 15}
    assert ReviewReturn.objects.get(case=case).agency.short_name == "Waymark"
    assert Duty.objects.get(case=case, rule_key="REVISE").met_at == moment(d0, 88, "12:10")
    assert days["Harrowdale"] <= 0


def test_the_extension_was_recorded_beforehand_and_keeps_the_first_date(case, d0):
    duty = Duty.objects.get(case=case, rule_key="COMPLETE")
    extension = Extension.objects.get(duty=duty)
    assert duty.first_due_at == end_of(four_month_date(d0)) == extension.old_due_at
    assert extension.extended_at < duty.first_due_at < duty.met_at < duty.due_at
    assert extension.reason


def test_nothing_waits_for_the_member_who_declared_a_conflict(case):
    part = Participant.objects.get(case=case, recused_at__isnull=False)
    substitute = Participant.objects.get(substitute_for=part)
    assert part.user.agency == substitute.user.agency
    assert not Duty.objects.open().filter(person=part.user).exists()
    assert Duty.objects.get(person=substitute.user).met_at


def test_what_is_open_is_what_still_has_to_be_done(case):
    open_now = Counter(Duty.objects.open().filter(case=case).values_list("rule_key", flat=True))
    assert open_now == {"ACTION": 12, "AP_9M": 1}


def test_one_agency_wrote_every_section_of_its_guided_report_before_it_signed(case):
    health = CaseAgency.objects.get(case=case, agency__name=agency("health").name).agency
    texts = {one.key: one for one in SectionText.objects.filter(case=case, agency=health)}
    assert set(texts) == {one.key for one in sections_of(case)}
    assert all(one.text or one.nothing_to_say for one in texts.values())
    signed_at = Submission.objects.get(case=case, agency=health).countersigned_at
    assert max(one.saved_at for one in texts.values()) < signed_at
    assert not SectionText.objects.exclude(agency=health).exists()
    reviewer = Client()
    reviewer.force_login(user("review.health"))
    written = reverse("reviews:write_review", args=[case.pk, health.pk])
    room = reviewer.get(reverse("reviews:agency", args=[case.pk, health.pk])).content.decode()
    assert written in room
    shown = reviewer.get(written).content.decode()
    assert "You cannot write now" in shown and "Not started" not in shown.partition("Action plan")[0]
    assert "Make the report" not in shown


# --- the small cases beside it ---------------------------------------------------------------------


def small(name):
    return Case.objects.get(code_name=name)


def test_each_outcome_is_there_and_one_case_is_being_considered():
    assert dict(Case.objects.values_list("code_name", "stage")) == {
        "Child Linnet": "monitoring",
        "Child Plover": "no_further_action",
        "Child Sanderling": "near_miss_review",
        "Child Dunlin": "interagency_review",
        "Child Turnstone": "consulting",
    }
    talk = Decision.objects.get(case=small("Child Plover"))
    assert "Beatrix Oyelowe" in talk.talk_with and talk.talk_words


def test_nothing_waits_in_a_case_that_ended():
    ended = Case.objects.exclude(code_name__in=["Child Linnet", "Child Turnstone"])
    assert not Duty.objects.open().filter(case__in=ended).exists()
    parts = Participant.objects.filter(case__in=ended)
    assert all(one.declared_at for one in asked_among(parts).values())


def test_one_organisation_answered_in_its_account_one_by_link_and_one_is_waited_for(case):
    asked = standings(case, user("chair"), now=timezone.now())
    assert [one.state for one in asked] == ["Answered", "Answered"]
    found = standings(small("Child Turnstone"), user("chair"), now=timezone.now())
    assert {one.request.organisation: (one.state, bool(one.request.link)) for one in found} == {
        agency("education").name: ("Answered", False),
        "Millbeck Family Centre": ("Answered", True),
        agency("mental_health").name: ("Waiting", False),
    }


def test_the_meeting_ahead_has_numbered_papers_a_pack_and_somebody_who_comes_instead():
    meeting = Meeting.objects.get(case=small("Child Turnstone"))
    assert meeting.starts_at > timezone.now()
    assert list(Paper.objects.filter(meeting=meeting).values_list("number", flat=True)) == [1, 2, 3]
    assert Pack.objects.filter(meeting=meeting).count() == 1
    apology = Apology.objects.get(meeting=meeting)
    assert apology.user == user("designated.doctor") and apology.instead.is_approved


def test_publication_was_held_until_the_trial_was_over_and_interviews_are_held_now(case, d0):
    publication = Hold.objects.get(case=case)
    assert (publication.stops, publication.lifted_at) == ("publication", moment(d0, 260, "15:20"))
    assert ParallelProcess.objects.get(case=case, kind="police").ended_on
    interviews = Hold.objects.get(case=small("Child Turnstone"))
    assert (interviews.stops, interviews.lifted_at) == ("interviews", None)
    assert interviews.review_on > timezone.localdate()


# --- notices ---------------------------------------------------------------------------------------


def rungs_sent(duties):
    """How often each rung of the duties' ladders was told."""
    about = Notice.objects.filter(about_id__in=[duty.pk for duty in duties], key__startswith="remind:")
    return Counter(notice.key.split(":")[3] for notice in about)


def test_the_ladder_to_the_decision_stood_on_its_days_and_ended_with_it(case, d0):
    duty = Duty.objects.get(case=case, rule_key="DECIDE")
    assert rungs_sent([duty]) == {"-14d": 1, "-7d": 1}
    sent = Notice.objects.filter(about_id=duty.pk, key__startswith="remind:").order_by("sent_at")
    assert [notice.sent_at for notice in sent] == [moment(d0, 14, "08:00"), moment(d0, 21, "08:00")]


def test_the_24_hours_reminded_once_before_the_letters_went(case):
    for duty in Duty.objects.filter(case=case, rule_key="NOTIFY_CO").exclude(agency__short_name="Harrowdale"):
        assert rungs_sent([duty]) == {"12h": 2}  # administrator and Chair


def test_every_notice_was_settled_at_its_own_moment():
    assert Notice.objects.count() > 500
    for notice in Notice.objects.all():
        settled_at = notice.sent_at or notice.dropped_at
        if notice.is_urgent:
            assert settled_at == notice.created_at, notice.subject
        elif settled_at:
            assert settled_at - notice.created_at < timedelta(days=1, hours=1), notice.subject


def test_nobody_got_two_daily_emails_on_a_day():
    daily = Mail.objects.exclude(pk__in=Notice.objects.filter(is_urgent=True).values("pk"))
    assert daily.count() > 200
    assert max(Counter(daily.values_list("recipient_id", "day")).values()) == 1
    links = InvitedLink.objects.count()
    assert KeptMail.objects.count() == Mail.objects.filter(sent_at__isnull=False).count() + links


def test_a_sweep_today_finds_nothing_of_the_past():
    before = Notice.objects.count()
    remind(timezone.now())
    assert Notice.objects.count() == before


def test_no_notice_holds_a_name_or_a_fact(case):
    words = {case.code_name, "Linnet", *(one.name for one in PEOPLE)}
    words |= {name for one in CONTRIBUTORS for name in (one.name, one.short_name)}
    for notice in Notice.objects.all():
        said = f"{notice.subject} {notice.body} {notice.path}"
        assert not [word for word in words if word in said]


# --- record ----------------------------------------------------------------------------------------


def test_every_chain_of_the_audit_holds():
    chains = defaultdict(list)
    for entry in AuditEntry.objects.order_by("number"):
        chains[entry.case_id].append(entry)
    assert len(chains) == Case.objects.count() + 1
    for entries in chains.values():
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        assert all(entry.hash == entry_hash(entry) for entry in entries)
        assert all(later.previous_hash == before.hash for before, later in pairwise(entries))
        assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)


def test_history_carries_the_moment_and_the_person_of_each_step(case, d0):
    decided = Case.history.filter(id=case.pk, stage="review_open").earliest("history_date")
    assert decided.history_date == moment(d0, 21, "16:30")
    assert decided.history_user == user("chair")
    ran_the_case = {"administrator", "chair", "child.abuse.unit"}
    actors = set(AuditEntry.objects.filter(case_id=case.pk).values_list("actor_id", flat=True))
    assert actors > {user(login).pk for login in ran_the_case}
    assert {user("chief.health").pk, user("review.health").pk, user("overview.author").pk} <= actors


def test_letters_and_the_integrated_chronology_are_there(case):
    issued = Counter(Letter.objects.filter(case=case).values_list("code", flat=True))
    assert issued == {
        **{"REFERRER": 1, "2": 2, "H": 10, "I": 1, "OFFICER_IN_CASE": 1, "K": 9 + 10, "8": 10},
        "PRACTITIONERS": 9,
        **{"INSPECTORATE": 1, "DEPARTMENT": 1, "HEALTH_AUTHORITY": 1, "EXTENSION": 1},
    }
    assert not Letter.objects.filter(case=case, addressee="Chief officer").exists()
    assert not Letter.objects.filter(case=case, agency__isnull=False, acknowledged_at=None).exists()
    assert Document.objects.filter(case=case, kind="integrated_chronology").exists()


def planted_rows():
    for one in key.ONE_SIDED:
        yield one.row, ""
    for one in key.NEAR_DUPLICATES:
        yield one.first, ""
        yield one.second, ""
    for one in key.CONTRADICTIONS:
        yield one.first, one.first_says
        yield one.second, one.second_says


def test_what_the_key_says_is_planted_stands_in_the_imported_rows(case, d0):
    there = defaultdict(list)
    for entry in (
        Entry.objects.standing().filter(chronology__in=chronologies_released(case)).select_related("agency")
    ):
        there[entry.agency.name, entry.on].append(entry)
    for place, words in planted_rows():
        row = chronology_rows(place.agency, d0)[row_index(place.agency, place.ref)]
        found = [
            f"{entry.child_contact} {entry.family_contact} {entry.communication} {entry.comment}"
            for entry in there[agency(place.agency).name, row.date]
            if (entry.source, entry.child_contact, entry.family_contact, entry.communication)
            == (row.source, row.child_contact, row.family_contact, row.communication)
        ]
        assert len(found) == 1, place
        assert words in found[0]
