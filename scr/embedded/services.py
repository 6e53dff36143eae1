"""The two services of one place, started together; and the environment that Django finds them by."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
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
        "EVALUATION": "1",
        "DJANGO_SETTINGS_MODULE": "scr.settings",
        "DATABASE_APP_ROLE": databases.APP_ROLE,
        MARK: str(place.home),
    }
    return {**own, **given}


def start_postgres(place: Place, sockets: Path, stack: contextlib.ExitStack) -> tuple[Part, dict[str, str]]:
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
    return server.part, {
        "DATABASE_URL": server.url(databases.APP_ROLE, keys["APP_PASSWORD"], DATABASE),
        "DATABASE_OWNER_URL": server.url(databases.OWNER_ROLE, keys["OWNER_PASSWORD"], DATABASE),
    }


def start_valkey(place: Place, sockets: Path, stack: contextlib.ExitStack) -> tuple[Part, dict[str, str]]:
    """Valkey; ``stack`` stops it."""
    server = Valkey(data=place.valkey_data, sockets=sockets / "valkey", log=place.log("valkey"))
    stack.callback(server.part.stop)
    server.start()
    return server.part, {"REDIS_URL": server.url()}


def outside_database(given: Mapping[str, str]) -> dict[str, str]:
    """A database that the caller brings: both addresses; the first names the application's role."""
    if "DATABASE_OWNER_URL" not in given:
        raise CannotGoOn(
            "DATABASE_URL is set but DATABASE_OWNER_URL is not: set both, or neither for the embedded one."
        )
    return {"DATABASE_APP_ROLE": urlsplit(given["DATABASE_URL"]).username or databases.APP_ROLE}


def start_services(place: Place, stack: contextlib.ExitStack) -> tuple[list[Part], dict[str, str]]:
    """Start what the caller's environment does not bring; give the parts and Django's environment."""
    given = dict(os.environ)
    environment = settings_of(place, given)
    sockets = stack.enter_context(socket_base(place))
    parts = []
    if "DATABASE_URL" in given:
        environment |= outside_database(given)
    else:
        part, found = start_postgres(place, sockets, stack)
        parts.append(part)
        environment |= found
    if "REDIS_URL" not in given:
        part, found = start_valkey(place, sockets, stack)
        parts.append(part)
        environment |= found
    return parts, environment
