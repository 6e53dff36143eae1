"""The passwords and keys of this machine: made once, kept in a file that only its owner reads."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from scr.embedded.errors import CannotGoOn

PASSWORDS = ("POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "SECRET_KEY")
KEYS = ("FILE_KEYS", "AUDIT_SIGNING_KEY")
# Keys that an older version did not make; what it stored needs none of them.
ADDED_LATER = ("AUDIT_SIGNING_KEY",)


def new_keys() -> dict[str, str]:
    """Random values; FILE_KEYS is one key in Fernet's form, AUDIT_SIGNING_KEY one of Ed25519."""
    keys = {name: secrets.token_urlsafe(32) for name in PASSWORDS}
    return keys | {name: base64.urlsafe_b64encode(os.urandom(32)).decode() for name in KEYS}


def keys_of(path: Path, *, data: Path) -> dict[str, str]:
    """The keys in ``path``, made when there are none; refused when there is data that only lost ones open."""
    if not path.exists():
        if data.exists():
            raise CannotGoOn(
                f"{path} is missing but {data} is there: put the file back, or remove the data to begin anew."
            )
        write_keys(path, new_keys())
    keys = dict(line.split("=", 1) for line in path.read_text().splitlines() if line)
    if any(name not in keys for name in ADDED_LATER):
        made = new_keys()
        keys = {name: made[name] for name in ADDED_LATER} | keys
        write_keys(path, keys)
    return keys


def write_keys(path: Path, keys: dict[str, str]) -> None:
    """Write whole or not at all, whenever this is killed."""
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in keys.items())
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
