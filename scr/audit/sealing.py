"""Sealing looks in batches, each seal linked to the one before; a chain for each look would be too slow."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Max

from scr.audit.looks import WRITING_LOOKS
from scr.audit.models import Look, LookSeal

AT_MOST = 10_000
SEALING = 0x5345414C


def end_of_written() -> int:
    """The last id below which no look is still to come. Raises OperationalError when writers take too long.

    Ids are given out before a row is there to be seen: 10 may be there while 9 is still being written.
    Whoever writes looks holds a lock while doing so; once this one has it alone, every id given out so far
    is written or never will be. The caller ends the transaction at once, as writers wait for it. Numbers of
    transactions would not do instead: they begin anew where a backup is restored.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING_LOOKS])
    return Look.objects.aggregate(last=Max("id"))["last"] or 0


def seal_next(*, until: int, at: datetime) -> LookSeal | None:
    """Seal the next looks up to an id, a batch at most; None when all of them are sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING])
    previous = LookSeal.objects.order_by("-number").first()
    unsealed = Look.objects.filter(id__gt=previous.last_id if previous else 0, id__lte=until)
    looks = list(unsealed.order_by("id")[:AT_MOST])
    if not looks:
        return None
    seal = LookSeal(
        number=previous.number + 1 if previous else 1,
        at=at,
        first_id=looks[0].pk,
        last_id=looks[-1].pk,
        count=len(looks),
        rows_hash=hash_of(looks)[0],
        previous_hash=previous.hash if previous else "",
    )
    seal.hash = seal_hash(seal)
    seal.save(force_insert=True)
    return seal


def hash_of(looks: Iterable[Look]) -> tuple[str, int]:
    """The hash of looks in the order given, and their number."""
    digest, count = hashlib.sha256(), 0
    for look in looks:
        digest.update(_line(_content(look)))
        count += 1
    return digest.hexdigest(), count


def _content(look: Look) -> list[Any]:
    return [
        look.pk,
        look.kind,
        _moment(look.at),
        str(look.actor_id),
        str(look.case_id),
        str(look.compartment_id),
        look.is_main,
        look.path,
        look.view,
        look.subject,
        str(look.subject_id),
    ]


def seal_hash(seal: LookSeal) -> str:
    """The hash that links a seal to the one before it."""
    content = [
        seal.number,
        _moment(seal.at),
        seal.first_id,
        seal.last_id,
        seal.count,
        seal.rows_hash,
        seal.previous_hash,
    ]
    return hashlib.sha256(_line(content)).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _line(content: list[Any]) -> bytes:
    return json.dumps(content).encode() + b"\n"
