"""No reminder is lost or doubled whatever is killed: real processes, real databases, a real SMTP server.

Worker, beat, Valkey and PostgreSQL are killed with -9 at random moments and at named points, Valkey is
emptied, and a second beat runs all along. What then stands in the outbox is held against a ladder typed from
the source.
"""

import random
import time
from collections import Counter
from datetime import timedelta

import pytest
import redis
from django.db import DatabaseError, connection

from scr.cases.models import Duty, Wake
from scr.cases.reminders import SWEEP_LOCK, remind
from scr.cases.services import record_milestone
from scr.cases.wakes import rebuild_wakes
from scr.outbox.models import Mail, Notice
from scr.outbox.services import put_notice, waiting
from tests.cast import D0, make_case, make_cast
from tests.counts import n
from tests.mail_server import mail_server
from tests.throwaway import connected_to, processes, services_of_its_own

SEED = 20070305
KILLS = n(7, 200)  # seven kill every part and wait for every point
KILLS_A_CASE = n(1, 2)
PATIENCE = n(6, 2)  # seconds for a point to be reached: a worker that was killed starts within four
DECIDED_AT = D0 + timedelta(days=21)
PLAN_RECEIVED_AT = D0 + timedelta(days=240)

# Typed from the source, not read from the data: rule, due (UTC), rungs, who, who beyond the owners.
ADMIN, CHAIR = "alma.admin", "cora.chair"
WEEKS = ("-28d", "-7d", "-1d", "+0d", "+1d", "+7d")
LADDERS = (
    ("CONSULT", "200703072359", ("-1d", "+0d", "+1d"), (CHAIR,), {("+1d", "administrator"): ADMIN}),
    ("ACK_REFERRAL", "200703072359", ("+0d", "+1d"), (ADMIN,), {}),
    ("DECIDE", "200704022259", ("-14d", *WEEKS[1:]), (CHAIR,), {("+1d", "administrator"): ADMIN}),
    ("PANELMTG", "200704052259", ("-7d", "-1d", "+0d", "+1d"), (ADMIN,), {("+1d", "chair"): CHAIR}),
    ("NOTIFY_CO", "200703270940", ("12h", "20h", "24h"), (ADMIN, CHAIR), {}),
    ("NOTIFY_CO", "200703270940", ("12h", "20h", "24h"), (ADMIN, CHAIR), {}),
    ("NOTIFY_EXT", "200703272259", ("+0d", "+1d"), (ADMIN,), {}),
    ("NOTIFY_DEPT", "200703272259", ("+0d", "+1d"), (ADMIN,), {}),
    ("NOTIFY_HEALTH", "200703272259", ("+0d", "+1d"), (ADMIN,), {}),
    ("COMPLETE", "200707262259", ("-28d", "-14d", "-7d", "-1d", "+0d", "+1d", "+7d"), (ADMIN, CHAIR), {}),
    ("AP_6M", "200804302259", WEEKS, (ADMIN,), {("+1d", "chair"): CHAIR}),
    ("AP_9M", "200807312259", WEEKS, (ADMIN,), {("+1d", "chair"): CHAIR}),
)  # fmt: skip


def expected_of_one_case():
    found = Counter()
    for rule, due, names, owners, escalations in LADDERS:
        found.update((rule, due, name, "", owner) for name in names for owner in owners)
        found.update((rule, due, name, role, who) for (name, role), who in escalations.items())
    return found


def case_with_every_clock(cast):
    """A case on which the 24-hour, 28-day, 4-, 6- and 9-month clocks run and have long run out."""
    case = make_case(cast)
    record_milestone(case, "review_instigated", by=cast.chair, now=DECIDED_AT)
    record_milestone(case, "plan_received", by=cast.administrator, now=PLAN_RECEIVED_AT)
    return case


def reminders_of(cast):
    """What stands in the outbox, read from the notices' keys."""
    people = {str(cast.administrator.pk): ADMIN, str(cast.chair.pk): CHAIR}
    rules = {str(pk): rule for pk, rule in Duty.objects.values_list("pk", "rule_key")}
    found = Counter()
    for key in Notice.objects.filter(key__startswith="remind:").values_list("key", flat=True):
        _, duty, due, name, role, recipient = key.split(":")
        found[rules[duty], due, name, role, people[recipient]] += 1
    return found


def until(what, seconds):
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def sweep_holds_its_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [SWEEP_LOCK])
        return cursor.fetchone() is not None


def a_mail_is_made_and_not_sent():
    return Mail.objects.filter(sent_at__isnull=True).exists()


def a_notice_is_written_and_in_no_mail():
    return waiting().filter(mail__isnull=True).exists()


class Killer:
    """Kills one part after the other, each time at a moment of a certain kind, and starts it again."""

    def __init__(self, run, parts, post, chance):
        self.run, self.parts, self.post, self.chance = run, parts, post, chance
        self.reached = Counter()
        self.points = (
            ("some moment", None),
            ("the sweep holds its lock", sweep_holds_its_lock),
            ("a notice is in no mail yet", a_notice_is_written_and_in_no_mail),
            ("a mail is not sent yet", a_mail_is_made_and_not_sent),
            ("a message is under way", lambda: self.post.is_receiving),
        )

    def wait_for_point(self, number):
        name, is_reached = self.points[number % len(self.points)]
        if is_reached is None:
            time.sleep(self.chance.uniform(0, 0.6))
        elif not until(is_reached, PATIENCE):
            name = "some moment"
        self.reached[name] += 1

    def kill(self, number):
        victim = ("worker", "postgres", "worker", "valkey", "beat", "worker", "emptied")[number % 7]
        if victim == "emptied":
            with redis.Redis(unix_socket_path=str(self.run.valkey.socket)) as client:
                client.flushall()
        elif victim in ("postgres", "valkey"):
            service = getattr(self.run, victim)
            service.part.kill()
            service.start()
            connection.close()
        else:
            self.parts.kill(victim)
            self.parts.start(victim)


@pytest.mark.requirement("R045", "R053", "R195", "R196")
@pytest.mark.timeout(300 + 12 * KILLS)
def test_every_reminder_is_sent_once_whatever_is_killed(django_db_blocker):
    chance = random.Random(SEED)
    settings = {"EVALUATION": "0", "DJANGO_SETTINGS_MODULE": "tests.fast_beat"}
    with (
        django_db_blocker.unblock(),
        services_of_its_own() as run,
        run.new_database() as database,
        connected_to(database),
        mail_server() as post,
    ):
        cast = make_cast()
        post.delay = 0.1  # long enough to kill while a message is under way
        settings["EMAIL_URL"] = post.url
        with (
            processes(database, "worker", "beat", **settings) as parts,
            processes(database, "beat", **settings),
        ):
            killer = Killer(run, parts, post, chance)
            cases = 0
            for number in range(KILLS):
                if number % KILLS_A_CASE == 0:
                    case_with_every_clock(cast)
                    cases += 1
                killer.wait_for_point(number)
                killer.kill(number)
            expected = Counter({one: times * cases for one, times in expected_of_one_case().items()})
            assert until(lambda: is_settled(cast, expected), 80 + 2 * KILLS), "the sweeps did not finish"
        print(f"kills {KILLS}, seed {SEED}, points {dict(killer.reached)}, cases {cases}")
        assert reminders_of(cast) == expected
        assert_each_was_sent_once(post)


def is_settled(cast, expected):
    """Whether every reminder is written and every urgent one sent; the database may be away meanwhile."""
    try:
        urgent_left = waiting().filter(is_urgent=True).exists() or a_mail_is_made_and_not_sent()
        return reminders_of(cast).total() >= expected.total() and not urgent_left
    except DatabaseError:
        connection.close()
        return False


def assert_each_was_sent_once(post):
    sent = set(Mail.objects.filter(sent_at__isnull=False).values_list("pk", flat=True))
    assert set(post.message_ids) == {f"<{pk}@localhost>" for pk in sent}
    told = Notice.objects.filter(sent_at__isnull=False)
    assert set(told.values_list("mail_id", flat=True)) == sent
    # A message that was under way when something was killed may arrive again, as the same message.
    assert len(post.arrived) - len(sent) <= 2 * KILLS


def test_the_comparison_would_notice_a_lost_and_a_doubled_reminder(db):
    """The negative control: one taken away, or one more for the same rung, is seen."""
    cast = make_cast()
    case_with_every_clock(cast)
    remind(D0 + timedelta(days=3000))
    expected = expected_of_one_case()
    assert reminders_of(cast) == expected
    one = Notice.objects.filter(key__contains=":+1d:").order_by("key").first()
    Notice.objects.filter(pk=one.pk).delete()
    assert reminders_of(cast) != expected
    remind(D0 + timedelta(days=3001))
    assert reminders_of(cast) != expected  # a lost row is not written again once its sweep has passed ...
    Wake.objects.all().delete()
    rebuild_wakes()
    remind(D0 + timedelta(days=3002))
    assert reminders_of(cast) == expected  # ... until the daily rebuilding looks at every open deadline
    put_notice(
        key=one.key.replace(":+1d:", ":+8d:"),
        recipient=cast.chair,
        subject="",
        body="",
        path="/",
        now=D0,
    )
    assert reminders_of(cast) != expected
