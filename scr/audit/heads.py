"""The ends of all chains, signed and written to a folder outside of the database.

A chain of hashes shows a change within it, but not that its end was cut off, nor that all of it was written
anew. Both are found against what was exported before.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.timezone import localdate

from scr.audit.models import AuditEntry, AuditHead, Look, LookSeal


class NotAuthentic(Exception):
    """A file of exported heads that was changed, or signed with another key."""


def signing_key() -> Ed25519PrivateKey:
    """The key that signs exported heads."""
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(settings.AUDIT_SIGNING_KEY))


def public_words(key: Ed25519PublicKey) -> str:
    """A public key as text, to be kept by whoever checks exported heads."""
    return base64.urlsafe_b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def heads_now(at: datetime) -> dict[str, Any]:
    """The end of every chain and the last seal, as they stand in the caller's transaction."""
    seal = LookSeal.objects.order_by("-number").first()
    return {
        "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "heads": {
            str(head.case_id): [head.number, head.hash]
            for head in AuditHead.objects.filter(number__gt=0).order_by("case_id")
        },
        "seal": [seal.number, seal.hash] if seal else None,
        "entries": AuditEntry.objects.count(),
        "looks": Look.objects.count(),
    }


def export_heads(folder: Path, heads: dict[str, Any], *, at: datetime) -> Path:
    """Sign heads and write them as a new file of the day; no file is ever written over.

    Each file holds the hash of the one before, so that a file taken out of the middle is missed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = files_of(folder)
    signed = {**heads, "previous": digest_of(before[-1]) if before else ""}
    signature = signing_key().sign(_bytes(signed))
    text = json.dumps({"signed": signed, "signature": base64.b64encode(signature).decode()}, indent=1)
    return _write(folder, f"heads-{localdate(at).isoformat()}", text)


def _write(folder: Path, name: str, text: str) -> Path:
    """Write a file whole or not at all, under a name that nothing has yet."""
    unfinished = folder / f".{name}.{os.getpid()}.part"
    with unfinished.open("w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        for path in _names(folder, name):
            try:
                os.link(unfinished, path)  # unlike a renaming it fails where a file is
                return path
            except FileExistsError:
                continue
    finally:
        unfinished.unlink()
    raise AssertionError("names do not end")


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.json"
    number = 2
    while True:
        yield folder / f"{name}-{number}.json"
        number += 1


def files_of(folder: Path) -> list[Path]:
    """Exported heads in the order in which they were written."""
    return sorted(folder.glob("heads-*.json"), key=_place)


def _place(path: Path) -> tuple[str, int]:
    """The day of a file, and its number on that day."""
    day, number = path.stem[:16], path.stem[17:]
    return day, int(number) if number.isdigit() else 1


def digest_of(path: Path) -> str:
    """The hash of a file as it lies there."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_heads(path: Path, key: Ed25519PublicKey) -> dict[str, Any]:
    """What a file of exported heads says. Raises NotAuthentic unless the key has signed just that."""
    try:
        read = json.loads(path.read_text())
        key.verify(base64.b64decode(read["signature"]), _bytes(read["signed"]))
    except (ValueError, KeyError, TypeError, InvalidSignature) as wrong:
        raise NotAuthentic(path.name) from wrong
    signed: dict[str, Any] = read["signed"]
    return signed


def _bytes(signed: dict[str, Any]) -> bytes:
    return json.dumps(signed, sort_keys=True, separators=(",", ":")).encode()
