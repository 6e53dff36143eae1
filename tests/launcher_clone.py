"""A clone of the working tree to start in, with this run's virtual environment and built pages."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
# What this run or its caller has set would keep the launcher from starting its own services.
SETTINGS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "FILE_KEYS",
    "FILES_ROOT",
    "PUBLIC_URL",
)
READY_WITHIN = 420


class Clone:
    """A folder with the project's files, started as ./start starts them once its packages are there.

    ``first`` is what the first start of all said.
    """

    first: subprocess.CompletedProcess[str]

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        names = subprocess.check_output(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, text=True
        )
        for name in filter(None, names.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)
        shutil.copytree(ROOT / "static" / "build", folder / "static" / "build")
        self.environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "scr.embedded.launcher", *arguments]

    def check(self) -> subprocess.CompletedProcess[str]:
        """./start --check"""
        return self.run("--check")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=READY_WITHIN,
        )

    @contextmanager
    def running(self) -> Iterator[psutil.Popen]:
        """./start, once it has said that it is ready; stopped as by Ctrl-C unless it has ended before."""
        log = self.folder / "start.out"
        with log.open("w") as out:
            process = psutil.Popen(
                self.command(), cwd=self.folder, env=self.environment, stdout=out, stderr=out
            )
        try:
            wait_for(lambda: "Ready:" in log.read_text() or process.poll() is not None)
            assert process.poll() is None, log.read_text()
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(60)

    def said(self) -> str:
        return (self.folder / "start.out").read_text()

    def settings(self) -> dict[str, str]:
        """What the last run noted for people (var/run.env)."""
        lines = (self.folder / "var" / "run.env").read_text().splitlines()
        return {name: value.strip("'") for name, value in (line.split("=", 1) for line in lines)}

    def home(self) -> Path:
        """Where PostgreSQL's data is: var, or a folder below /var/lib that the clone's id names."""
        note = self.folder / "var" / "id"
        return Path("/var/lib") / f"lantern-{note.read_text()}" if note.exists() else self.folder / "var"


def wait_for(condition: object, seconds: float = READY_WITHIN) -> None:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def part_of(launcher: psutil.Process, name: str) -> psutil.Process:
    """The main process of a part of a running launcher."""
    words = {"PostgreSQL": "postgres", "Valkey": "valkey-server", "web": "gunicorn"}
    for child in launcher.children():
        line = child.cmdline()
        if words.get(name, "celery") in " ".join(line[:2]) and (name in words or name in line):
            return child
    raise AssertionError(f"{name} does not run: {[child.cmdline() for child in launcher.children()]}")
