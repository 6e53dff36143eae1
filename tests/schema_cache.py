"""The migrated, empty schema kept in var/ between runs, so that a single test starts in seconds.

The key is a hash of everything that shapes the schema; a clean clone has no cache and always migrates.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from scr.embedded.places import CLONE, POSTGRES_WHEEL

PROGRAMS = POSTGRES_WHEEL / "pginstall" / "bin"
SHAPES = (
    "*/migrations/*.py",
    "scr/*/migrations/*.py",
    "scr/audit/recording.py",
    "scr/pages/management/commands/grant_access.py",
)


def kept_schema() -> Path:
    """Where the dump of the schema of these very migrations lies, or would lie."""
    digest = hashlib.sha256((CLONE / "requirements-test.lock").read_bytes())
    for pattern in SHAPES:
        for path in sorted(CLONE.glob(pattern)):
            digest.update(f"{path.relative_to(CLONE)}\n".encode() + path.read_bytes())
    return CLONE / "var" / "cache" / f"schema-{digest.hexdigest()[:20]}.sql"


def dump(superuser_url: str, target: Path) -> None:
    """Keep a migrated database for the next run."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}")  # several runs may make the same one at once
    subprocess.run([PROGRAMS / "pg_dump", "--file", draft, superuser_url], check=True)
    draft.rename(target)


def restore(superuser_url: str, source: Path) -> None:
    command = [PROGRAMS / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", source, superuser_url]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
