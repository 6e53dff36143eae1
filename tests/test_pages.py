"""The roof: what waits for me, my cases, one case, its history, help, and what only evaluation has."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone
from django.views.defaults import permission_denied

from scr.audit.models import Look
from scr.audit.services import save_recorded
from scr.cases.declaring import declare_no_conflict
from scr.cases.models import Duty
from scr.cases.policy import parts_of
from scr.cases.register import open_register
from scr.cases.reminders import gate
from scr.cases.services import open_case, record_milestone
from scr.cases.tasks import as_sweep
from scr.meetings.services import arrange
from scr.outbox.sending import send_waiting
from scr.outbox.services import put_notice
from scr.pages.context import SECTION_OF, SECTION_OF_ROOM, SECTIONS
from tests.cast import D0
from tests.counts import MANY
from tests.mail_server import free_port

SMTP = "django.core.mail.backends.smtp.EmailBackend"
NINE = D0.replace(hour=9)

pytestmark = pytest.mark.usefixtures("rows")


def read(client, user, address):
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def searched(client, user, address, **typed):
    """The page that a search leads to."""
    client.force_login(user)
    return client.post(address, typed, follow=True).content.decode()


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def without_token(response):
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def test_nobody_reads_a_page_without_signing_in(case, client):
    for address in ("/", "/cases/", f"/cases/{case.pk}/", f"/cases/{case.pk}/history/", "/help/", "/outbox/"):
        response = client.get(address)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/account/login/")


def test_your_work_says_what_waits_and_by_when(cast, case, client):
    page = read(client, cast.chair, "/")
    assert "Decide whether there will be a review" in page
    assert "overdue by" in page
    assert "Nothing waits for you" not in page


def test_your_work_invites_when_nothing_waits(cast, case, client):
    declare_no_conflict(case, by=cast.housing_author, now=timezone.now())
    assert "Nothing waits for you" in read(client, cast.housing_author, "/")


def test_the_administrator_sees_on_the_first_page_what_is_late_at_others(cast, case, client):
    page = read(client, cast.administrator, "/")
    assert "Late at others" in page
    assert "for the independent chair" in page


def test_the_list_of_cases_holds_only_ones_own(cast, case, client):
    other = open_case(by=cast.administrator, now=D0)
    page = read(client, cast.housing_author, "/cases/")
    assert case.code_name in page
    assert other.code_name not in page


def test_cases_are_found_by_code_name_or_reference(cast, case, client):
    other = open_case(by=cast.administrator, now=D0)
    page = searched(client, cast.administrator, "/cases/", words=case.reference)
    assert case.code_name in page
    assert other.code_name not in page
    assert "No case found" in searched(client, cast.administrator, "/cases/", words="zzz")


def test_lists_run_as_many_queries_with_many_cases_as_with_few(cast, client):
    counts = {}
    for many in (3, 20):
        while Duty.objects.filter(rule_key="DECIDE").count() < many:
            one = open_case(by=cast.administrator, now=D0)
            record_milestone(one, "referral_received", by=cast.administrator, now=D0)
        client.force_login(cast.chair)
        counts[many] = [queries(client, address) for address in ("/cases/", "/")]
    assert counts[3] == counts[20]


def test_the_case_page_shows_stage_clocks_and_next_step(cast, case, client):
    page = read(client, cast.chair, f"/cases/{case.pk}/")
    assert "Chair&#x27;s decision" in page or "Chair's decision" in page
    assert "28 days from 5 March 2007" in page
    assert "Consult the panel" in page


def current_section(page):
    nav = page.split('aria-label="Sections of this case"')[1].split("</nav>")[0]
    return re.findall(r'aria-current="page">([^<]+)<', nav)


def test_a_page_below_a_section_marks_that_section(cast, case, client):
    meeting = arrange(case, kind="panel", starts_at=D0 + timedelta(days=9), by=cast.administrator, now=D0)
    for name, row, label in (
        ("meetings:meeting", meeting, "Meetings"),
        ("meetings:papers", meeting, "Meetings"),
        ("referrals:panel", case, "Referral and decision"),
        ("referrals:requests", case, "Referral and decision"),
        ("cases:contributors", case, "People"),
        ("cases:events", case, "Timetable"),
        ("case", case, "Overview"),
    ):
        assert current_section(read(client, cast.administrator, reverse(name, args=[row.pk]))) == [label]


def test_a_page_of_no_section_that_somebody_has_marks_another_of_theirs(cast, case, client):
    pages = (("cases:family", "Agencies"), ("as_on", "Overview"), ("actionplans:plan", "Action plan"))
    open_register(case, by=cast.administrator, now=D0)
    for name, label in pages:
        page = read(client, cast.housing_author, reverse(name, args=[case.pk]))
        assert current_section(page) == [label], name


def test_every_page_of_a_case_has_a_section():
    known = {name for group in SECTIONS for name, _, _ in group}
    assert {*SECTION_OF.values(), *SECTION_OF_ROOM.values()} <= known
    rooms = {"cases", "documents", "letters", "meetings", "referrals", "reviews", "chronology", "actionplans"}
    assert rooms - set(SECTION_OF_ROOM) == {"actionplans"}, "all of theirs lie below it"


def test_an_agencys_case_page_shows_no_clock_of_the_panel(cast, case, client):
    page = read(client, cast.housing_author, f"/cases/{case.pk}/")
    assert "28 days from" not in page
    assert cast.health.name not in page


def test_a_strangers_case_is_the_same_404_as_an_unknown_one(cast, case, client):
    client.force_login(cast.outsider)
    theirs = client.get(f"/cases/{case.pk}/")
    unknown = client.get("/cases/00000000-0000-4000-8000-000000000000/")
    assert theirs.status_code == unknown.status_code == 404
    assert without_token(theirs) == without_token(unknown)


def test_a_refusal_is_recorded(cast, case, client):
    client.force_login(cast.outsider)
    client.get(f"/cases/{case.pk}/")
    look = Look.objects.get(kind="refused")
    assert (look.actor_id, look.path) == (cast.outsider.pk, f"/cases/{case.pk}/")


def test_a_page_of_a_case_asks_once_who_one_is_there(cast, case, client):
    client.force_login(cast.administrator)
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/cases/{case.pk}/history/")
    own = f'"cases_participant"."user_id" = \'{cast.administrator.pk}\''
    assert len([one for one in seen if own in one["sql"]]) == 1


def test_who_writes_is_asked_for_each_time(cast, case):
    with CaptureQueriesContext(connection) as seen:
        assert parts_of(cast.chair, case) == parts_of(cast.chair, case) != []
    assert len(seen) == 2


def test_a_list_runs_at_most_eight_queries(cast, case, client):
    client.force_login(cast.administrator)
    assert queries(client, "/cases/") - len(("BEGIN", "COMMIT")) <= 8


def test_history_tells_in_sentences_what_happened(cast, case, client):
    page = read(client, cast.administrator, f"/cases/{case.pk}/history/")
    assert "The referral was received." in page
    assert "Pat Panel began to take part as panel member" in page
    client.force_login(cast.housing_author)
    assert client.get(f"/cases/{case.pk}/history/").status_code == 403


def test_a_refusal_says_in_a_sentence_what_one_may_not_do(cast, case, client):
    client.force_login(cast.housing_author)
    page = client.get(f"/cases/{case.pk}/history/").content.decode()
    assert "Your role on this case does not let you read a case&#x27;s history." in page
    assert "belongs to somebody else" not in page


def test_a_refusal_without_a_sentence_has_the_usual_one_and_no_sentence_brings_markup(rf):
    assert "belongs to somebody else" in permission_denied(rf.get("/"), PermissionDenied()).content.decode()
    page = permission_denied(rf.get("/"), PermissionDenied("<b>Not yours</b>")).content.decode()
    assert "&lt;b&gt;Not yours&lt;/b&gt;" in page


def test_history_runs_as_many_queries_however_long_it_is(cast, case, client):
    client.force_login(cast.administrator)
    address = f"/cases/{case.pk}/history/"
    before = queries(client, address)
    for day in range(MANY):
        record_milestone(case, "view_given", by=cast.chair, now=D0 + timedelta(days=day))
    assert queries(client, address) == before


def test_the_outbox_shows_what_could_not_be_sent_to_the_administrator_only(cast, case, client):
    put_notice(key="k", recipient=cast.chair, subject="A task waits for you", body="", path="/", now=D0)
    with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port()):
        send_waiting(now=lambda: NINE, gate=gate, acting=as_sweep)
    page = read(client, cast.administrator, "/outbox/")
    assert "Could not be sent (" in page
    assert f"To {cast.chair.full_name}, 5 March 2007, with " in page
    assert "1 attempt (ConnectionRefusedError)" in page
    client.force_login(cast.chair)
    assert client.get("/outbox/").status_code == 403


@pytest.mark.parametrize(
    "guide", ["administrator", "chair", "panel-member", "agency-reviewer", "chief-officer"]
)
def test_every_role_has_a_screen_of_help(cast, client, guide):
    assert "govuk-heading-m" in read(client, cast.chair, f"/help/{guide}/")


@pytest.mark.requirement("R001", "R002", "R003")
def test_help_states_the_three_purposes_of_a_review(cast, client):
    page = read(client, cast.chair, "/help/")
    for words in (
        "find out whether there are lessons about how local professionals and agencies work together",
        "what the lessons are, how they will be acted on and what is expected to change",
        "improve work within and between agencies, so that children are safer",
    ):
        assert words in page


def test_pages_for_everybody_need_no_account(client):
    for address in ("/support/", "/accessibility/", "/account/login/"):
        assert client.get(address).status_code == 200


def test_evaluation_signs_in_with_a_click_and_production_does_not(cast, client, settings):
    response = client.post("/evaluation/sign-in/", {"email": cast.chair.email})
    assert response.status_code == 302
    assert client.get("/").status_code == 200
    settings.EVALUATION = False
    client.logout()
    assert client.post("/evaluation/sign-in/", {"email": cast.chair.email}).status_code == 404
    client.force_login(cast.chair)
    assert client.get("/evaluation/mail/").status_code == 404


def test_nobody_registers_by_themselves(client):
    page = client.get("/account/signup/")
    assert "password1" not in page.content.decode()


def test_a_closed_account_is_out_at_the_next_click(cast, case, client):
    client.force_login(cast.housing_author)
    assert client.get("/").status_code == 200
    cast.housing_author.is_active = False
    save_recorded(cast.housing_author, by=cast.administrator, at=D0, act="disabled")
    assert client.get("/").status_code == 302


def test_the_standing_statement_is_on_every_page(cast, case, client):
    for address in ("/", f"/cases/{case.pk}/", "/help/"):
        assert "does not decide how a child died" in read(client, cast.chair, address)


def test_headers_keep_pages_to_ourselves(cast, case, client):
    client.force_login(cast.chair)
    response = client.get(f"/cases/{case.pk}/")
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
