"""Starting and stopping the parts, so that none outlives the program that started it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

MARK = "LANTERN_RUN"
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux' prctl(2)
LOG_TURNS_OVER_AT = 10_000_000
libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Part:
    """One long-running program. ``stop_with`` asks it to finish; it is sent too when its parent dies."""

    name: str
    command: Sequence[str | os.PathLike[str]]
    log: Path
    environment: Mapping[str, str]
    folder: Path = Path("/")
    stop_with: signal.Signals = signal.SIGTERM
    user: pwd.struct_passwd | None = None
    keep_open: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start in a session of its own: Ctrl-C reaches only the launcher, which stops parts in order."""
        turn_over(self.log)
        parent = os.getpid()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=dict(self.environment),
                start_new_session=True,
                pass_fds=self.keep_open,
                preexec_fn=lambda: die_with(parent, self.stop_with),
                **as_user(self.user),
            )

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self, patience: float = 15) -> None:
        """Ask it to finish, wait ``patience`` seconds, then end it and whatever it left behind."""
        if self.process is None:
            return
        if self.is_running():
            self.process.send_signal(self.stop_with)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """End it at once, with every process of its session."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as file:
            file.seek(max(0, self.log.stat().st_size - 8_000))
            return file.read().decode(errors="replace")


def as_user(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """The arguments of subprocess that drop root for ``user``."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def die_with(parent: int, stop_with: signal.Signals) -> None:
    """In the child, after its user was set (which would clear it): ask for a signal when the parent dies."""
    os.umask(0o077)
    if libc:
        libc.prctl(SET_PARENT_DEATH_SIGNAL, int(stop_with), 0, 0, 0)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)


def turn_over(log: Path) -> None:
    """Keep one older log when this one has grown large."""
    if log.exists() and log.stat().st_size > LOG_TURNS_OVER_AT:
        log.replace(log.with_suffix(".old.log"))


def left_over(mark: str, folders: Iterable[Path]) -> list[psutil.Process]:
    """Processes of an earlier run: those that carry its mark, or work in one of its folders.

    PostgreSQL and Valkey write their title over their environment, but stay in their data folder.
    """
    kept = {str(folder) for folder in folders}
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and (process.cwd() in kept or process.environ().get(MARK) == mark):
                found.append(process)
    return found


def clear_left_over(mark: str, folders: Sequence[Path], patience: float = 15) -> None:
    """End what an earlier run left behind after a ``kill -9``: first asked, then made to.

    A started ``./start`` that is killed takes its parts along (Linux), so usually this only waits for them.
    """
    deadline = time.monotonic() + patience
    for process in left_over(mark, folders):
        ask_to_stop(process)
    while (processes := left_over(mark, folders)) and time.monotonic() < deadline:
        time.sleep(0.1)
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(processes, timeout=5)


def ask_to_stop(process: psutil.Process) -> None:
    """SIGINT is PostgreSQL's fast stop (its SIGTERM waits for clients); the others finish on SIGTERM."""
    with contextlib.suppress(psutil.Error):
        is_postgres = process.name() == "postgres"
        process.send_signal(signal.SIGINT if is_postgres else signal.SIGTERM)
