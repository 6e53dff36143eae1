"""The commands that load the demo case and tell whom to sign in as."""

import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from referrals.near_miss_services import near_misses_for
from reviews.services.endorsement import newest_chronology
from scr.audit.models import AuditEntry
from scr.cases.models import Case, Duty, Timeliness
from scr.dates import london_day
from scr.documents.models import Document
from scr.outbox.models import Notice
from scr.pages.demo.people import PEOPLE
from scr.pages.demo.replay import overview
from scr.pages.demo.replay.play import Play
from scr.pages.demo.timetable import STEPS
from scr.people.identity import acting_as
from scr.people.models import Board, User


@pytest.fixture(autouse=True)
def database(module_demo):
    return module_demo


def counts():
    return [model.objects.count() for model in (AuditEntry, Notice, User, Case, Document, Duty)]


def test_a_second_load_changes_nothing(capsys):
    before = counts()
    call_command("load_demo", "--if-empty")
    assert counts() == before
    assert "not loaded" in capsys.readouterr().out


def test_a_database_with_a_board_is_refused():
    with pytest.raises(CommandError, match="has a board already"):
        call_command("load_demo")


def test_the_board_s_figures_are_counted_at_the_end():
    assert Timeliness.objects.filter(met_in_time__gt=0).exists()


def test_one_near_miss_was_considered_and_one_waits():
    chair = User.objects.get(email__startswith="chair@")
    with acting_as(chair):
        found = near_misses_for(chair, today=timezone.localdate())
        assert sorted(bool(one.outcome) for one in found) == [False, True]


def test_outside_evaluation_nothing_is_loaded():
    with override_settings(EVALUATION=False), pytest.raises(CommandError, match="EVALUATION=1"):
        call_command("load_demo", "--if-empty")


def test_people_to_sign_in_as_are_printed(capsys):
    call_command("demo_people")
    printed = capsys.readouterr().out
    for one in PEOPLE:
        assert (one.email in printed) == one.is_featured
    assert Board.objects.get().name.startswith("Westmarch")


@pytest.fixture
def no_pango(monkeypatch, tmp_path):
    """WeasyPrint as it is where the system's library is missing."""
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    for name in [one for one in sys.modules if one.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(tmp_path))


def test_without_pdfs_the_integrated_chronology_is_kept_as_a_workbook(no_pango):
    case = Case.objects.get(code_name="Child Linnet")
    d0, people = (
        london_day(case.opened_at),
        {"administrator": User.objects.get(email__startswith="administrator@")},
    )
    step = next(one for one in STEPS if one.what == "chronology_frozen" and one.detail["version"] == "2")
    with transaction.atomic():
        overview.HANDLERS["chronology_frozen"](Play(d0, people, case_id=case.pk), step, timezone.now())
        made = newest_chronology(case)
        transaction.set_rollback(True)
    assert made.extension == "XLSX"
    assert made.size > 50_000


def test_loading_that_is_killed_leaves_nothing(fresh_database):
    command = [sys.executable, "manage.py", "load_demo", "--if-empty"]
    loading = subprocess.Popen(command, env=fresh_database.environment(), cwd=settings.BASE_DIR)
    try:
        wait_until_writing(fresh_database)
    finally:
        loading.kill()
    assert loading.wait() == -signal.SIGKILL
    assert not Board.objects.exists()
    assert not User.objects.exists()


def wait_until_writing(database, patience=60):
    """Until some other connection to a database has written a row that is not committed yet."""
    writing = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_xid IS NOT NULL"
    for _ in range(patience * 20):
        with connection.cursor() as cursor:
            cursor.execute(writing, [database.name])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nothing was written")
