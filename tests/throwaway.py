"""PostgreSQL and Valkey of a test run, in a temporary folder that goes with it; databases from a template.

The folder's name travels to pytest-xdist's workers in the environment. The process that made it starts the
services and takes them along when it dies.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import pwd
import secrets
import shutil
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
import psutil
from django.db import connections
from django.test import override_settings

from scr.embedded import databases
from scr.embedded.application import application_parts, manage, prepare
from scr.embedded.health import wait_until_healthy
from scr.embedded.keys import keys_of
from scr.embedded.places import postgres_programs, socket_folder
from scr.embedded.postgres import THROWAWAY, Postgres
from scr.embedded.processes import Part
from scr.embedded.valkey import Valkey
from tests import over_the_wall, schema_cache
from tests.seeded_names import leaks_of_files

FOLDER = "SCR_TEST_RUN"
PREFIX = "scr-test-"
DISK, MEMORY = Path("/tmp"), Path("/dev/shm")
ROOM = 4 * 1024**3  # bytes that a run's databases take at most
ALIAS = "default"


def worker_number() -> int:
    """0 for a run without pytest-xdist, else the worker's number from 1: its database of Valkey."""
    name = os.environ.get("PYTEST_XDIST_WORKER", "")
    return int(name.removeprefix("gw")) + 1 if name else 0


@dataclass(frozen=True)
class Database:
    """One copy of the template, its rows committed and visible to other processes.

    ``url`` is the application's role, ``owner_url`` the owner's, ``superuser_url`` what only a test may use.
    """

    name: str
    url: str
    owner_url: str
    superuser_url: str
    redis_url: str
    files: Path

    def environment(self) -> dict[str, str]:
        """The environment of a process that works on this database, as in evaluation."""
        own = {
            "DATABASE_URL": self.url,
            "DATABASE_OWNER_URL": self.owner_url,
            "REDIS_URL": self.redis_url,
            "FILES_ROOT": str(self.files),
        }
        return {**os.environ, **own}

    def manage(self, *command: str) -> str:
        """Run a command of manage.py against this database and give what it printed."""
        return manage(list(command), self.environment())


class Run:
    """The services and databases of one test run."""

    def __init__(self, *, is_durable: bool = False) -> None:
        """A durable run keeps what was committed although its PostgreSQL is killed; others are faster."""
        self.is_durable = is_durable
        self.is_owner = FOLDER not in os.environ
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self.is_owner:
            sweep_dead_runs()
            below = DISK if is_durable else quickest_place()
            os.environ[FOLDER] = str(socket_folder(PREFIX, self.user, below=below))
        self.folder = Path(os.environ[FOLDER])
        if self.is_owner:
            (self.folder / "pid").write_text(str(os.getpid()))
            (self.folder / "log").mkdir(mode=0o700)
        self.keys = keys_of(self.folder / "keys.env", data=self.folder / "data")
        self.postgres = self.make_postgres()
        self.valkey = Valkey(
            data=self.folder / "valkey",
            sockets=self.folder / "valkey",
            log=self.folder / "log" / "valkey.log",
        )

    def make_postgres(self) -> Postgres:
        data = self.folder / "cluster"
        if self.is_owner:
            data.mkdir(mode=0o711)
            data.chmod(0o711)
        return Postgres(
            programs=postgres_programs(self.user, self.folder),
            data=data / "postgres",
            sockets=self.folder / "postgres",
            log=self.folder / "log" / "postgres.log",
            password=self.keys["POSTGRES_PASSWORD"],
            user=self.user,
            extra={**({} if self.is_durable else THROWAWAY), "max_connections": "200"},
        )

    def set_environment(self) -> None:
        """What Django's settings read; the database's name is only a place-holder until one is copied."""
        placeholder = self.database("not_made_yet", self.folder / "files" / str(worker_number()))
        placeholder.files.mkdir(parents=True, exist_ok=True)
        os.environ.update(placeholder.environment())
        os.environ.update(
            DJANGO_SETTINGS_MODULE="scr.settings",
            SECRET_KEY=self.keys["SECRET_KEY"],
            FILE_KEYS=self.keys["FILE_KEYS"],
            AUDIT_SIGNING_KEY=self.keys["AUDIT_SIGNING_KEY"],
            AUDIT_HEADS_ROOT=str(self.folder / "audit-heads" / str(worker_number())),
            PUBLIC_URL="http://testserver",
            EVALUATION="1",
            DATABASE_APP_ROLE=databases.APP_ROLE,
        )

    def leave_settings_to_workers(self) -> None:
        """pytest-django reads settings before a worker's conftest has run, unless they are not named yet."""
        del os.environ["DJANGO_SETTINGS_MODULE"]

    def start(self) -> None:
        """Start both services once; only the process that made the run does."""
        if self.is_owner and not self.postgres.part.is_running():
            self.postgres.start()
            self.valkey.start()
            with databases.superuser(self.postgres.superuser_url()) as run:
                databases.make_role(run, databases.OWNER_ROLE, self.keys["OWNER_PASSWORD"])
                databases.make_role(run, databases.APP_ROLE, self.keys["APP_PASSWORD"])

    def stop(self) -> None:
        if self.is_owner:
            self.valkey.part.stop()
            self.postgres.part.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, name: str, files: Path) -> Database:
        return Database(
            name=name,
            url=self.postgres.url(databases.APP_ROLE, self.keys["APP_PASSWORD"], name),
            owner_url=self.postgres.url(databases.OWNER_ROLE, self.keys["OWNER_PASSWORD"], name),
            superuser_url=self.postgres.superuser_url(name),
            redis_url=self.valkey.url(worker_number()),
            files=files,
        )

    @contextlib.contextmanager
    def new_database(self, *, demo: bool = False) -> Iterator[Database]:
        """A copy of the migrated template, with the demo case if ``demo``; dropped with its files."""
        self.start()
        template = self.template(demo=demo)
        name = f"test_{worker_number()}_{secrets.token_hex(4)}"
        copy = self.database(name, self.folder / "files" / name)
        shutil.copytree(template.files, copy.files)
        with databases.superuser(self.postgres.superuser_url()) as run:
            databases.make_database(run, name, template=template.name)
        try:
            yield copy
        finally:
            with databases.superuser(self.postgres.superuser_url()) as run:
                databases.drop_database(run, name)
            shutil.rmtree(copy.files, ignore_errors=True)

    def template(self, *, demo: bool) -> Database:
        """The template, made by whoever needs it first; the others wait."""
        name = "template_demo" if demo else "template_bare"
        template = self.database(name, self.folder / "files" / name)
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with databases.superuser(self.postgres.superuser_url()) as run:
                is_made = databases.has_database(run, name)
            if not is_made:
                self.make_template(template, demo=demo)
        return template

    def make_template(self, template: Database, *, demo: bool) -> None:
        """Make it under another name first, so that one that failed half way is never copied."""
        unfinished = self.database(f"{template.name}_unfinished", template.files)
        shutil.rmtree(template.files, ignore_errors=True)
        template.files.mkdir(parents=True)
        source = self.template(demo=False).name if demo else "template0"
        with databases.superuser(self.postgres.superuser_url()) as run:
            databases.drop_database(run, unfinished.name)
            databases.make_database(run, unfinished.name, template=source)
            if demo:
                unfinished.manage("load_demo", "--if-empty")
            else:
                prepare_quickly(unfinished)
            run.execute(f"ALTER DATABASE {unfinished.name} RENAME TO {template.name}")


def prepare_quickly(database: Database) -> None:
    """Migrate and grant, or restore what an earlier run of the same migrations left."""
    kept = schema_cache.kept_schema()
    if kept.exists():
        schema_cache.restore(database.superuser_url, kept)
    else:
        prepare(database.environment())
        schema_cache.dump(database.superuser_url, kept)
    with databases.superuser(database.superuser_url) as run:
        over_the_wall.build_gate(run)


@contextlib.contextmanager
def services_of_its_own() -> Iterator[Run]:
    """PostgreSQL and Valkey that a test may kill: nobody else works with them."""
    shared = os.environ.pop(FOLDER)
    try:
        run = Run(is_durable=True)
        run.start()
        yield run
    finally:
        run.stop()
        os.environ[FOLDER] = shared


def quickest_place() -> Path:
    """Memory, if there is room: each database is two thousand files, which a disk needs seconds to make."""
    if not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:  # programs may be copied there
        return DISK
    is_roomy = shutil.disk_usage(MEMORY).free > ROOM and psutil.virtual_memory().available > 2 * ROOM
    return MEMORY if is_roomy else DISK


def sweep_dead_runs() -> None:
    """Remove the folders of runs that were killed."""
    for note in itertools.chain.from_iterable(place.glob(f"{PREFIX}*/pid") for place in (DISK, MEMORY)):
        with contextlib.suppress(OSError, ValueError):
            if not Path(f"/proc/{int(note.read_text())}").exists():
                shutil.rmtree(note.parent, ignore_errors=True)


@contextlib.contextmanager
def connected_to(database: Database) -> Iterator[Database]:
    """Django's connection, and the environment that children inherit, on this database."""
    connection = connections[ALIAS]
    there = environ.Env.db_url_config(database.url)
    names = ("NAME", "USER", "PASSWORD", "OPTIONS")  # the folder of the socket is among the options
    before = {name: connection.settings_dict[name] for name in names}
    there["OPTIONS"] = {**before["OPTIONS"], **there.get("OPTIONS", {}), "options": over_the_wall.OPEN}
    environment = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "FILES_ROOT")}
    connection.close()
    connection.settings_dict.update({name: there[name] for name in names})
    os.environ.update({name: database.environment()[name] for name in environment})
    try:
        with override_settings(FILES_ROOT=database.files):
            yield database
    finally:
        connection.close()
        connection.settings_dict.update(before)
        os.environ.update(environment)


class Processes:
    """Real web, worker and beat on one database, at ``url``."""

    def __init__(self, url: str, port: int, parts: dict[str, Part]) -> None:
        self.url, self.port, self.parts = url, port, parts

    def kill(self, name: str) -> None:
        """As ``kill -9`` of the part and its children."""
        self.parts[name].kill()

    def start(self, name: str) -> None:
        self.parts[name].start()

    def log(self, name: str) -> str:
        """The last 20 lines that the part wrote."""
        return "\n".join(self.parts[name].log.read_text(errors="replace").splitlines()[-20:])

    def wait_until_healthy(self) -> None:
        """Until web, database, worker and beat answer; fails with what did not."""
        health = wait_until_healthy(self.port, list(self.parts.values()))
        assert health.is_ok, health.sentence() + "".join(
            f"\n--- {name}\n{self.log(name)}" for name in self.parts
        )


def refuse_names(logs: Path) -> None:
    """Fail a test whose processes wrote a seeded name into their logs."""
    leaks = leaks_of_files(logs)
    assert not leaks, leaks


@contextlib.contextmanager
def processes(database: Database, *names: str, **environment: str) -> Iterator[Processes]:
    """Run the named parts ("web", "worker", "beat") as ./start does, on a free port."""
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = listening.getsockname()[1]
        url = f"http://localhost:{port}"
        logs = database.files.with_name(f"{database.name}-log-{port}")
        logs.mkdir()
        everything: dict[str, Any] = {
            **database.environment(),
            "PUBLIC_URL": url,
            "DIGEST_HOUR": "0",  # whatever the time of day at which tests run
            **environment,
        }
        made = application_parts(lambda name: logs / f"{name}.log", everything, listening.fileno())
        parts = {part.name: part for part in made if part.name in names}
        stack.callback(refuse_names, logs)
        stack.callback(stop_together, parts.values())
        for part in parts.values():
            part.start()
        yield Processes(url, port, parts)


def stop_together(parts: Iterable[Part]) -> None:
    """Ask all to finish before waiting for any; a worker of Celery takes eight seconds to, without a task."""
    running = [part for part in parts if part.is_running()]
    for part in running:
        os.kill(part.pid, part.stop_with)
    for part in running:
        part.stop(patience=2)
    for part in parts:
        part.kill()
