"""No reminder is lost or doubled when the worker is killed: real processes, real database, real SMTP."""

import random
import time
from collections import Counter
from datetime import timedelta

import pytest

from scr.cases.models import Duty
from scr.cases.services import record_milestone
from scr.outbox.models import Notice
from scr.outbox.services import waiting
from tests.cast import D0, make_case, make_cast
from tests.counts import n
from tests.mail_server import mail_server
from tests.throwaway import processes

SEED = 20070305
DECIDED_AT = D0 + timedelta(days=21)
PLAN_RECEIVED_AT = D0 + timedelta(days=240)

# Typed from the source, not read from the data: rule, due (UTC), rungs, who, who beyond the owners.
ADMIN, CHAIR = "alma.admin", "cora.chair"
WEEKS = ("-28d", "-7d", "-1d", "+0d", "+1d", "+7d")
LADDERS = (
    ("CONSULT", "200703072359", ("-1d", "+0d", "+1d"), (CHAIR,), {("+1d", "administrator"): ADMIN}),
    ("DECIDE", "200704022259", ("-14d", *WEEKS[1:]), (CHAIR,), {("+1d", "administrator"): ADMIN}),
    ("PANELMTG", "200704052259", ("-7d", "-1d", "+0d", "+1d"), (ADMIN,), {("+1d", "chair"): CHAIR}),
    ("NOTIFY_CO", "200703270940", ("12h", "20h", "24h"), (ADMIN, CHAIR), {}),
    ("NOTIFY_CO", "200703270940", ("12h", "20h", "24h"), (ADMIN, CHAIR), {}),
    ("NOTIFY_EXT", "200703272259", ("+0d", "+1d"), (ADMIN,), {}),
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


def until(what, seconds=120):
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "the sweeps did not finish"
        time.sleep(0.2)


@pytest.mark.requirement("R045")
@pytest.mark.requirement("R053")
@pytest.mark.requirement("R195")
@pytest.mark.requirement("R196")
def test_every_reminder_is_sent_once_though_the_worker_is_killed(fresh_database):
    chance, kills = random.Random(SEED), n(2, 20)
    cast = make_cast()
    with mail_server() as post:
        post.delay = 0.02
        environment = {
            "EVALUATION": "0",
            "EMAIL_URL": post.url,
            "DJANGO_SETTINGS_MODULE": "tests.fast_beat",
        }
        with processes(fresh_database, "worker", "beat", **environment) as parts:
            for _ in range(kills):
                before = len(post.arrived)
                case_with_every_clock(cast)
                until(lambda before=before: len(post.arrived) > before)
                time.sleep(chance.uniform(0, 1.5))
                parts.kill("worker")
                parts.start("worker")
            all_of_them = sum(expected_of_one_case().values()) * kills
            until(
                lambda: reminders_of(cast).total() >= all_of_them and not waiting().exists(), 60 + 5 * kills
            )
    assert reminders_of(cast) == Counter(
        {one: times * kills for one, times in expected_of_one_case().items()}
    )
    sent = set(Notice.objects.filter(sent_at__isnull=False).values_list("pk", flat=True))
    assert len(sent) == Notice.objects.count()
    assert set(post.message_ids) == {f"<{pk}@localhost>" for pk in sent}
    # A message that was under way when its worker died may arrive twice, as the same message: two to a kill.
    assert len(post.arrived) - len(sent) <= 2 * kills
