"""The two services of one place, started together; and the environment that Django finds them by."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scr.embedded import databases, places
from scr.embedded.errors import CannotGoOn
from scr.embedded.keys import keys_of
from scr.embedded.places import Place
from scr.embedded.postgres import Postgres
from scr.embedded.processes import MARK, Part
from scr.embedded.valkey import Valkey

DATABASE = "scr"


@dataclass
class Services:
    """What was started, the environment that Django finds it by, and a superuser of our own database."""

    parts: list[Part]
    environment: dict[str, str]
    superuser_url: str | None = None

    def add(self, other: Services) -> None:
        self.parts += other.parts
        self.environment |= other.environment
        self.superuser_url = self.superuser_url or other.superuser_url

    def is_prepared_by(self, fingerprint: str) -> bool:
        """Whether this very code has prepared our database before; of another's database we cannot know."""
        if self.superuser_url is None:
            return False
        with databases.superuser(self.superuser_url) as run:
            return databases.noted(run, DATABASE) == fingerprint

    def note_prepared_by(self, fingerprint: str) -> None:
        if self.superuser_url is not None:
            with databases.superuser(self.superuser_url) as run:
                databases.note(run, DATABASE, fingerprint)


@contextlib.contextmanager
def socket_base(place: Place) -> Iterator[Path]:
    """A new folder for sockets; its name is noted, so that the one of a killed run goes at the next start."""
    note = place.home / "sockets"
    if note.exists():
        shutil.rmtree(note.read_text(), ignore_errors=True)
    base = places.socket_folder("lantern-", place.user)
    note.write_text(str(base))
    try:
        yield base
    finally:
        shutil.rmtree(base, ignore_errors=True)
        note.unlink(missing_ok=True)


def settings_of(place: Place, given: Mapping[str, str]) -> dict[str, str]:
    """What Django needs besides the services; whatever the caller has set wins."""
    keys = keys_of(place.var / "keys.env", data=place.postgres_data)
    own = {
        "SECRET_KEY": keys["SECRET_KEY"],
        "FILE_KEYS": keys["FILE_KEYS"],
        "FILES_ROOT": str(place.files),
        "AUDIT_SIGNING_KEY": keys["AUDIT_SIGNING_KEY"],
        "AUDIT_HEADS_ROOT": str(place.audit_heads),
        "EVALUATION": "1",
        "DJANGO_SETTINGS_MODULE": "scr.settings",
        "DATABASE_APP_ROLE": databases.APP_ROLE,
        MARK: str(place.home),
    }
    return {**own, **given}


def start_postgres(place: Place, sockets: Path, stack: contextlib.ExitStack) -> Services:
    """PostgreSQL with both roles and the database; ``stack`` stops it."""
    keys = keys_of(place.var / "keys.env", data=place.postgres_data)
    server = Postgres(
        programs=places.postgres_programs(place.user, place.home),
        data=place.postgres_data,
        sockets=sockets / "postgres",
        log=place.log("postgres"),
        password=keys["POSTGRES_PASSWORD"],
        user=place.user,
    )
    stack.callback(server.part.stop)
    server.start()
    with databases.superuser(server.superuser_url()) as run:
        databases.make_role(run, databases.OWNER_ROLE, keys["OWNER_PASSWORD"])
        databases.make_role(run, databases.APP_ROLE, keys["APP_PASSWORD"])
        if not databases.has_database(run, DATABASE):
            databases.make_database(run, DATABASE)
    environment = {
        "DATABASE_URL": server.url(databases.APP_ROLE, keys["APP_PASSWORD"], DATABASE),
        "DATABASE_OWNER_URL": server.url(databases.OWNER_ROLE, keys["OWNER_PASSWORD"], DATABASE),
    }
    return Services([server.part], environment, server.superuser_url())


def start_valkey(place: Place, sockets: Path, stack: contextlib.ExitStack) -> Services:
    """Valkey; ``stack`` stops it."""
    server = Valkey(data=place.valkey_data, sockets=sockets / "valkey", log=place.log("valkey"))
    stack.callback(server.part.stop)
    server.start()
    return Services([server.part], {"REDIS_URL": server.url()})


def outside_database(given: Mapping[str, str]) -> dict[str, str]:
    """A database that the caller brings: both addresses; the first names the application's role."""
    if "DATABASE_OWNER_URL" not in given:
        raise CannotGoOn(
            "DATABASE_URL is set but DATABASE_OWNER_URL is not: set both, or neither for the embedded one."
        )
    return {"DATABASE_APP_ROLE": urlsplit(given["DATABASE_URL"]).username or databases.APP_ROLE}


def start_services(place: Place, stack: contextlib.ExitStack) -> Services:
    """Start what the caller's environment does not bring; with it, everything that Django's settings read."""
    given = dict(os.environ)
    services = Services([], settings_of(place, given))
    sockets = stack.enter_context(socket_base(place))
    if "DATABASE_URL" in given:
        services.environment |= outside_database(given)
    else:
        services.add(start_postgres(place, sockets, stack))
    if "REDIS_URL" not in given:
        services.add(start_valkey(place, sockets, stack))
    return services
