"""What is started beside the services: commands of manage.py, and web, worker and beat."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from scr.embedded.errors import failure
from scr.embedded.places import CLONE
from scr.embedded.processes import Part

ROOMS = ("scr", "referrals", "chronology", "reviews", "actionplans")
# Both in one process: starting Django takes longer than either on a database that is up to date.
PREPARE = """
import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0)
call_command("grant_access")
"""
BIN = Path(sys.executable).parent


def manage(command: list[str], environment: Mapping[str, str]) -> str:
    """Run a command of manage.py and give what it printed."""
    return run([sys.executable, "manage.py", *command], f"'manage.py {command[0]}'", environment)


def load_demo(environment: Mapping[str, str]) -> None:
    """Load the demo case, as the application's role, if the database is empty."""
    manage(["load_demo", "--if-empty"], environment)


def fingerprint(*more: str) -> str:
    """Changes whenever code changes that could prepare a database differently."""
    digest = hashlib.sha256("\0".join([sys.version, *more]).encode())
    for path in (
        CLONE / "requirements.lock",
        *sorted(p for room in ROOMS for p in (CLONE / room).rglob("*.py")),
    ):
        digest.update(f"{path.relative_to(CLONE)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def run(command: list[str], name: str, environment: Mapping[str, str]) -> str:
    """What a command printed; when it failed, the reason as one sentence and the whole of it in a log."""
    result = subprocess.run(
        command, cwd=CLONE, env=dict(environment), capture_output=True, text=True, check=False
    )
    if result.returncode:
        log = CLONE / "var" / "log" / "manage.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(result.stdout + result.stderr)
        raise failure(f"{name} failed (see {log})", result.stdout + result.stderr, CLONE)
    return result.stdout


def prepare(environment: Mapping[str, str]) -> None:
    """Migrate and grant as the owner; everything else works as the application's role."""
    owner = {**environment, "DATABASE_URL": environment["DATABASE_OWNER_URL"], "RUN_AS_OWNER": "1"}
    run([sys.executable, "-c", PREPARE], "Migrating the database", owner)


def application_parts(log: Callable[[str], Path], environment: Mapping[str, str], pages: int) -> list[Part]:
    """Web, worker and beat, not yet started. ``pages`` is the number of an open listening socket."""
    celery: list[str | Path] = [BIN / "celery", "-A", "scr.celery"]
    # Gunicorn's control socket would lie in the home folder, one for all that run there.
    gunicorn: list[str | Path] = [BIN / "gunicorn", "scr.wsgi", "--preload", "--no-control-socket"]
    commands: dict[str, list[str | Path]] = {
        "web": [*gunicorn, "--bind", f"fd://{pages}", "--workers", "2", "--threads", "4"],
        "worker": [*celery, "worker", "-c", "2", "--without-gossip", "--without-mingle", "-l", "WARNING"],
        "beat": [*celery, "beat", "--pidfile=", "-l", "WARNING"],
    }
    return [
        Part(name, command, log(name), environment, CLONE, keep_open=[pages] if name == "web" else [])
        for name, command in commands.items()
    ]
