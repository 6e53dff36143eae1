"""PostgreSQL 18 from a wheel: password sign-in over a socket in a private folder, no network port."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg2

from scr.embedded.errors import failure
from scr.embedded.processes import Part, as_user

SUPERUSER = "postgres"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "80",
    # Values of rows belong to the case file, not to a log; whoever sent a statement is told its error.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
STARTS_WITHIN = 120


class Postgres:
    """One server. ``user`` is whom it runs as (None: ourselves); ``sockets`` belongs to that user."""

    def __init__(
        self,
        *,
        programs: Path,
        data: Path,
        sockets: Path,
        log: Path,
        password: str,
        user: pwd.struct_passwd | None,
        extra: dict[str, str] | None = None,
        mark: dict[str, str] | None = None,
    ) -> None:
        self.programs, self.data, self.sockets = programs, data, sockets
        self.password, self.user = password, user
        settings = {**SETTINGS, "unix_socket_directories": str(sockets), **(extra or {})}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.part = Part(
            name="PostgreSQL",
            command=[programs / "postgres", "-D", data, *options],
            log=log,
            environment={**ENVIRONMENT, **(mark or {})},
            stop_with=signal.SIGINT,
            user=user,
        )

    def url(self, role: str, password: str, database: str) -> str:
        return f"postgres://{role}:{password}@/{database}?host={self.sockets}"

    def superuser_url(self, database: str = "postgres") -> str:
        return self.url(SUPERUSER, self.password, database)

    def start(self) -> None:
        """Make the cluster if there is none, start, and return when it answers: recovered, after a crash."""
        if not self.data.exists():
            self.make_cluster()
        # Whoever holds the place's lock has ended what ran here: the number in this file may be anybody's.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.part.start()
        deadline = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            if not self.part.is_running() or time.monotonic() > deadline:
                self.part.stop()
                words = self.part.last_words()
                raise failure(f"PostgreSQL did not start (see {self.part.log})", words, self.data)
            time.sleep(0.05)

    def answers(self) -> bool:
        with contextlib.suppress(psycopg2.OperationalError):
            psycopg2.connect(self.superuser_url()).close()
            return True
        return False

    def make_cluster(self) -> None:
        """Make the cluster beside its place and move it there whole, so that a kill leaves none half made."""
        unfinished = self.data.with_name(self.data.name + ".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        password_file = self.sockets / "password"
        with os.fdopen(os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self.password)
        if self.user:
            os.chown(unfinished, self.user.pw_uid, self.user.pw_gid)
            os.chown(password_file, self.user.pw_uid, self.user.pw_gid)
        try:
            self.initdb(unfinished, password_file)
        finally:
            password_file.unlink()
        unfinished.rename(self.data)

    def initdb(self, data: Path, password_file: Path) -> None:
        command: list[str | Path] = [
            self.programs / "initdb",
            *("-D", data, "-U", SUPERUSER, "--pwfile", password_file, "--auth", "scram-sha-256"),
            *(
                "--encoding",
                "UTF8",
                "--locale",
                "C",
                "--locale-provider",
                "builtin",
                "--builtin-locale",
                "C.UTF-8",
            ),
            *("--no-instructions", *(["--no-sync"] if "fsync=off" in self.part.command else [])),
        ]
        result = subprocess.run(
            command,
            cwd="/",
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
            **as_user(self.user),
        )
        if result.returncode:
            raise failure("PostgreSQL could not make its files", result.stdout + result.stderr, data.parent)
