"""The outbox: what waits is sent once, failures are tried again, what is no longer wanted is dropped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from scr.cases.models import Duty, Participant
from scr.cases.participation import recuse
from scr.cases.reminders import gate
from scr.cases.services import record_milestone
from scr.cases.tasks import as_sweep
from scr.outbox.models import Mail, Notice
from scr.outbox.sending import digest_id, send_waiting
from scr.outbox.services import put_notice, waiting
from scr.people.services import disable
from tests.cast import D0, make_case, make_cast, person
from tests.mail_server import free_port, mail_server

NOW = datetime(2007, 3, 6, 9, tzinfo=UTC)
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def post():
    """A mail server, and Django sending through it."""
    with mail_server() as server:
        settings = {"EMAIL_BACKEND": SMTP, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port}
        with override_settings(**settings, EMAIL_TIMEOUT=5):
            yield server


@pytest.fixture
def cast(db):
    return make_cast()


def notice_for(user, key="one", **more):
    return put_notice(
        key=key,
        recipient=user,
        subject="A task",
        body="A task waits.",
        path="/duties/1/",
        now=D0,
        **more,
    )


def send(now=NOW):
    return send_waiting(now=lambda: now, gate=gate, acting=as_sweep)


def test_a_notice_arrives_with_its_link_and_a_message_id_of_its_own(cast, post):
    notice = notice_for(cast.chair)
    assert send() == 1
    message = post.arrived[0]
    assert message["To"] == cast.chair.email
    assert message["Message-ID"] == f"<{digest_id(cast.chair.pk, NOW)}@testserver>"
    assert "http://testserver/duties/1/" in message.get_payload()
    notice.refresh_from_db()
    assert notice.sent_at == NOW
    assert send() == 0
    assert len(post.arrived) == 1


def test_the_same_key_is_one_notice(cast):
    assert notice_for(cast.chair).pk == notice_for(cast.chair).pk
    assert Notice.objects.count() == 1


def test_a_failure_is_counted_and_tried_again_with_the_same_message_id(cast, post):
    notice_for(cast.chair)
    post.refusals = 2
    assert [send(), send()] == [0, 0]
    mail = Mail.objects.get()
    assert (mail.failures, mail.last_failure, mail.sent_at) == (2, "SMTPDataError", None)
    assert send() == 1
    assert post.message_ids == [f"<{mail.pk}@testserver>"]


def test_no_server_at_all_is_a_failure_too(cast):
    notice_for(cast.chair)
    with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port()):
        assert send() == 0
    mail = Mail.objects.get()
    assert (mail.failures, mail.last_failure) == (1, "ConnectionRefusedError")


MORNING = datetime(2007, 3, 6, 8, tzinfo=UTC)


def test_there_is_one_email_a_person_a_day(cast, post):
    for key in ("one", "two"):
        notice_for(cast.chair, key=key)
    assert send(MORNING) == 1
    assert post.arrived[0]["Subject"] == "2 things wait for you"
    assert post.arrived[0].get_payload().count("http://testserver/duties/1/") == 2
    later = notice_for(cast.chair, key="later")
    assert send(MORNING + timedelta(hours=12)) == 0
    assert send(MORNING + timedelta(hours=23)) == 0
    assert send(MORNING + timedelta(days=1)) == 1
    later.refresh_from_db()
    assert later.sent_at == MORNING + timedelta(days=1)
    assert len(set(post.message_ids)) == 2


def test_a_sweep_asks_as_much_for_one_who_waits_until_tomorrow_as_for_ten(cast, post):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert send(MORNING + timedelta(hours=1)) == 0
        return len(queries)

    everybody = [cast.chair, *(person(f"Person {letter}") for letter in "ABCDEFGHI")]
    for user in everybody:
        notice_for(user, key=f"first {user.pk}")
    assert send(MORNING) == 10
    notice_for(cast.chair, key="second")
    for_one = asked()
    for user in everybody:
        notice_for(user, key=f"third {user.pk}")
    assert asked() == for_one


def test_a_digest_asks_as_much_about_one_notice_as_about_ten(cast, post):
    case = make_case(cast)
    Notice.objects.all().delete()
    duty = Duty.objects.filter(case=case).first()

    def asked(day, number):
        for one in range(number):
            notice_for(cast.chair, key=f"{day} {one}", case_id=case.pk, about_id=duty.pk)
        with CaptureQueriesContext(connection) as queries:
            assert send(MORNING + timedelta(days=day)) == 1
        return len(queries)

    assert asked(1, 10) == asked(0, 1)


def test_what_is_urgent_goes_out_at_once_and_by_itself(cast, post):
    notice_for(cast.chair, key="first")
    assert send(MORNING) == 1
    for key in ("a", "b"):
        notice_for(cast.chair, key=key, is_urgent=True)
    assert send(MORNING + timedelta(minutes=1)) == 2
    night = MORNING + timedelta(hours=18)
    notice_for(cast.chair, key="night", is_urgent=True)
    assert send(night) == 1


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (datetime(2007, 3, 6, 7, 59, 59, tzinfo=UTC), 0),
        (datetime(2007, 3, 6, 8, tzinfo=UTC), 1),
        (datetime(2007, 7, 6, 6, 59, 59, tzinfo=UTC), 0),  # summer: 7:59:59 in London
        (datetime(2007, 7, 6, 7, tzinfo=UTC), 1),
    ],
)
def test_the_daily_email_is_not_sent_before_eight_in_london(cast, post, moment, sent):
    notice_for(cast.chair)
    assert send(moment) == sent


def test_a_worker_that_dies_on_the_way_leaves_the_same_message_behind(cast, post):
    """The second step of sending is done again, with the same id and the same notices."""
    notice_for(cast.chair, key="one")
    post.refusals = 1
    send(MORNING)
    notice_for(cast.chair, key="came later")
    assert send(MORNING + timedelta(minutes=1)) == 1
    assert post.message_ids == [f"<{digest_id(cast.chair.pk, MORNING)}@testserver>"]
    assert waiting().get().key == "came later"


def test_a_day_whose_notices_were_all_dropped_still_has_its_email(cast, post):
    notice_for(cast.chair, case_id=make_case(cast).pk, about_id=cast.chair.pk, key="done already")
    Notice.objects.exclude(key="done already").delete()
    assert send(MORNING) == 0
    notice_for(cast.chair, key="new")
    assert send(MORNING + timedelta(minutes=1)) == 1


def test_one_that_fails_holds_up_no_other(cast, post):
    notice_for(cast.chair, key="first")
    notice_for(cast.administrator, key="second")
    post.refusals = 1
    assert send() == 1
    assert len(post.arrived) == 1
    assert send() == 1
    assert {message["To"] for message in post.arrived} == {cast.chair.email, cast.administrator.email}


def test_a_notice_to_a_closed_account_is_dropped(cast, post):
    notice = notice_for(cast.outsider)
    disable(cast.outsider, by=cast.administrator, now=D0)
    assert send() == 0
    notice.refresh_from_db()
    assert (notice.dropped_at, notice.dropped_because) == (NOW, "the person's account is closed")
    assert not waiting().exists()
    assert not post.arrived


def test_a_notice_about_a_case_is_dropped_for_somebody_recused(cast, post):
    case = make_case(cast)
    Notice.objects.all().delete()
    notice = notice_for(cast.panel_member, case_id=case.pk)
    part = Participant.objects.get(case=case, user=cast.panel_member)
    recuse(part, reason="Knew the family", by=cast.panel_member, now=D0)
    assert send() == 0
    notice.refresh_from_db()
    assert notice.dropped_because == "the person no longer takes part in the case"


def test_a_notice_about_a_task_is_dropped_when_the_task_is_done(cast, post):
    case = make_case(cast)
    duty = Duty.objects.get(case=case, rule_key="CONSULT")
    opened = Notice.objects.get(key=f"opened:{duty.pk}:{cast.chair.pk}")
    record_milestone(case, "panel_consulted", by=cast.chair, now=D0)
    send()
    opened.refresh_from_db()
    assert (opened.sent_at, opened.dropped_because) == (None, "the task is done")
    assert Notice.objects.filter(sent_at__isnull=False).exists()


def test_workers_at_once_send_each_notice_once(fresh_database, post):
    post.delay = 0.01
    everybody = [person(f"Person {number}") for number in range(30)]
    for user in everybody:
        notice_for(user, key=f"to {user.pk}")
    at_once = Barrier(3)

    def worker(number):
        try:
            at_once.wait(10)
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        sent = list(pool.map(worker, range(3)))
    assert sum(sent) == 30
    assert sorted(message["To"] for message in post.arrived) == sorted(user.email for user in everybody)
    assert min(sent) > 0


def test_nothing_of_a_message_is_logged_when_it_fails(cast, post, caplog, capsys):
    notice_for(cast.chair)
    post.refusals = 1
    send(NOW + timedelta(minutes=1))
    said = caplog.text + "".join(capsys.readouterr())
    assert "mail_not_sent" in said
    assert cast.chair.email not in said
