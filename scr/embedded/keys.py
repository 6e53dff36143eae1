"""The passwords and keys of this machine: made once, kept in a file that only its owner reads."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from scr.embedded.errors import CannotGoOn

PASSWORDS = ("POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "SECRET_KEY")


def new_keys() -> dict[str, str]:
    """Random values; FILE_KEYS is one key in Fernet's form."""
    keys = {name: secrets.token_urlsafe(32) for name in PASSWORDS}
    return {**keys, "FILE_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode()}


def keys_of(path: Path, *, data: Path) -> dict[str, str]:
    """The keys in ``path``, made when there are none; refused when there is data that only lost ones open."""
    if not path.exists():
        if data.exists():
            raise CannotGoOn(
                f"{path} is missing but {data} is there: put the file back, or remove the data to begin anew."
            )
        write_keys(path, new_keys())
    return dict(line.split("=", 1) for line in path.read_text().splitlines() if line)


def write_keys(path: Path, keys: dict[str, str]) -> None:
    """Write whole or not at all, whenever this is killed."""
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in keys.items())
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
