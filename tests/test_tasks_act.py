"""Each task of the worker acts as a service that it is named for, or sees nothing of any case."""

import pytest
from celery import shared_task
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from scr.cases.models import Case, Duty
from scr.celery import app
from tests.over_the_wall import shut_gate

# As whom each task acts; "" for what reads no row of a case.
ACTS_AS = {
    "scr.cases.tasks.remind": "sweep",
    "scr.cases.tasks.send_notices": "sweep",
    "scr.cases.tasks.rebuild": "sweep",
    "scr.cases.tasks.tell_of_ends": "sweep",
    "scr.cases.tasks.count": "sweep",
    "scr.documents.tasks.render_waiting": "renderer",
    "scr.documents.tasks.tell_of_protocols": "sweep",
    "scr.pages.tasks.purge": "sweep",
    "scr.pages.tasks.seal": "auditor",
    "scr.pages.tasks.export_audit_heads": "auditor",
    "scr.people.tasks.send_password_link": "",
    "scr.outbox.tasks.pulse": "",
}
SERVICE_SET = "set_config('scr.service', '{service}', true)"


def ours():
    """The tasks of this application, by name."""
    app.autodiscover_tasks(force=True)
    return {name for name in app.tasks if name.startswith("scr.")}


def services_set(queries):
    """Which services the database was told of."""
    named = ("sweep", "renderer", "auditor")
    return {one for one in named for query in queries if SERVICE_SET.format(service=one) in query["sql"]}


def test_every_task_is_on_the_list():
    assert ours() == set(ACTS_AS)
    print(f"{len(ACTS_AS)} tasks, each acts as a named service or reads no case")


def test_a_task_that_nobody_thought_of_is_noticed():
    @shared_task(name="scr.thoughtless")
    def thoughtless():
        return Case.objects.count()

    try:
        assert ours() - set(ACTS_AS) == {"scr.thoughtless"}
    finally:
        app.tasks.unregister("scr.thoughtless")


@pytest.mark.parametrize("name", [name for name, service in ACTS_AS.items() if service])
def test_a_task_acts_as_the_service_it_is_named_for(case, name, tmp_path):
    with override_settings(AUDIT_HEADS_ROOT=tmp_path, CELERY_TASK_ALWAYS_EAGER=True):
        with shut_gate(), CaptureQueriesContext(connection) as seen:
            app.tasks[name]()
        assert services_set(seen.captured_queries) == {ACTS_AS[name]}


def test_a_task_that_acts_as_nobody_sees_nothing(case):
    @shared_task(name="scr.nobody")
    def nobody():
        return Case.objects.count(), Duty.objects.count()

    try:
        assert Duty.objects.exists()
        with shut_gate():
            assert app.tasks["scr.nobody"]() == (0, 0)
    finally:
        app.tasks.unregister("scr.nobody")
