"""Whether the audit is as it was written: every chain, its head, the seals of looks, the exported heads.

Each check reads row by row, so that its memory does not grow with the record, and raises Broken for the
first entry that is not as it was. The caller gives it one snapshot of the database.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Max

from scr.audit.heads import NotAuthentic, digest_of, read_heads, signing_key
from scr.audit.models import BOARD, AuditEntry, AuditHead, Look, LookSeal
from scr.audit.sealing import hash_of, seal_hash
from scr.audit.services import entry_hash
from scr.dates import moment_words

AT_A_TIME = 2000


class Broken(Exception):
    """The record is not as it was written; the sentence names the first entry that is not."""


@dataclass(frozen=True)
class Chains:
    """How much was checked."""

    chains: int
    entries: int


def chain_words(case_id: UUID) -> str:
    return "The board's chain" if case_id == BOARD else f"The chain of case {case_id}"


def _entry_words(entry: AuditEntry) -> str:
    return f"entry {entry.number} ({entry.act}, {moment_words(entry.at)})"


def _in_turn(rows: Any) -> Generator[Any, None, None]:
    """Rows a few at a time, whatever their number."""
    yield from rows.iterator(chunk_size=AT_A_TIME)


def check_chains() -> Chains:
    """Check every entry of every chain against the one before it and the chain's head."""
    heads = {head.case_id: head for head in AuditHead.objects.all()}
    checked = 0
    chains = 0
    with closing(_in_turn(AuditEntry.objects.order_by("case_id", "number"))) as entries:
        for case_id, chain in groupby(entries, key=lambda entry: entry.case_id):
            checked += _check_chain(case_id, chain, heads.pop(case_id, None))
            chains += 1
    for case_id, head in heads.items():
        if head.number:
            raise Broken(f"{chain_words(case_id)}: entries 1 to {head.number} are missing.")
    return Chains(chains, checked)


def _check_chain(case_id: UUID, chain: Iterator[AuditEntry], head: AuditHead | None) -> int:
    number, last_hash = 0, ""
    where = chain_words(case_id)
    for entry in chain:
        number += 1
        what = _entry_words(entry)
        if entry.number != number:
            raise Broken(f"{where}: entry {number} is missing; the next that is there is {what}.")
        if entry_hash(entry) != entry.hash:
            raise Broken(f"{where}: {what} was changed after it was written.")
        if entry.previous_hash != last_hash:
            raise Broken(f"{where}: {what} does not follow from entry {number - 1}.")
        last_hash = entry.hash
    _check_head(where, number, last_hash, head)
    return number


def _check_head(where: str, number: int, last_hash: str, head: AuditHead | None) -> None:
    if head is None:
        raise Broken(f"{where}: its head is missing, which would name entry {number} as the last.")
    if head.number > number:
        raise Broken(f"{where}: entry {number + 1} is missing; {head.number} were written.")
    if head.number < number:
        raise Broken(f"{where}: entry {head.number + 1} was added past the head.")
    if head.hash != last_hash:
        raise Broken(f"{where}: its head does not belong to entry {number}.")


@dataclass(frozen=True)
class Seals:
    """How many seals and looks were checked, and how many looks wait for their seal."""

    seals: int
    looks: int
    unsealed: int


def check_looks() -> Seals:
    """Check every seal against the one before it and the looks that it seals."""
    number, last_id, last_hash, looks = 0, 0, "", 0
    with closing(_in_turn(LookSeal.objects.order_by("number"))) as seals:
        for seal in seals:
            number += 1
            if seal.number != number:
                raise Broken(
                    f"Seal {number} of the looks is missing; the next that is there is {seal.number}."
                )
            _check_seal(seal, last_id, last_hash)
            last_id, last_hash, looks = seal.last_id, seal.hash, looks + seal.count
    return Seals(number, looks, Look.objects.filter(id__gt=last_id).count())


def _check_seal(seal: LookSeal, last_id: int, last_hash: str) -> None:
    what = f"Seal {seal.number} of the looks ({moment_words(seal.at)})"
    if seal_hash(seal) != seal.hash:
        raise Broken(f"{what} was changed after it was written.")
    if seal.previous_hash != last_hash:
        raise Broken(f"{what} does not follow from seal {seal.number - 1}.")
    looks = Look.objects.filter(id__gt=last_id, id__lte=seal.last_id).order_by("id")
    rows_hash, count = hash_of(_in_turn(looks))
    of_these = f"of the looks {seal.first_id} to {seal.last_id}"
    if count != seal.count:
        raise Broken(f"{what}: {seal.count} {of_these} were sealed and {count} are there.")
    if rows_hash != seal.rows_hash:
        raise Broken(f"{what}: one {of_these} was changed after it was sealed.")


@dataclass(frozen=True)
class Checked:
    """What was found to be as it was written."""

    chains: Chains
    seals: Seals
    files: int


def check_all(files: list[Path]) -> Checked:
    """Check the chains, the looks, and both against the files of exported heads."""
    checked = Checked(check_chains(), check_looks(), len(files))
    check_exported(files)
    return checked


def check_exported(files: list[Path]) -> None:
    """Check what was exported against the database: nothing of it may be gone or different.

    What was checked for an earlier file is not checked again, so that a quiet case costs nothing.
    """
    key = signing_key().public_key()
    previous, known = "", set[Any]()
    for path in files:
        try:
            heads = read_heads(path, key)
        except NotAuthentic as wrong:
            raise Broken(f"The file {wrong} is not as it was signed.") from wrong
        if heads["previous"] != previous:
            raise Broken(f"A file of exported heads is missing before {path.name}, or was changed.")
        _check_exported_heads(path, heads, known)
        previous = digest_of(path)


def _check_exported_heads(path: Path, heads: dict[str, Any], known: set[Any]) -> None:
    for case_id, (number, exported) in heads["heads"].items():
        if (case_id, number, exported) not in known:
            chain = AuditEntry.objects.filter(case_id=case_id)
            _check_same(f"{chain_words(UUID(case_id))}: entry", chain, number, exported, path)
            known.add((case_id, number, exported))
    if heads["seal"] is not None and tuple(heads["seal"]) not in known:
        number, exported = heads["seal"]
        _check_same("The looks: seal", LookSeal.objects.all(), number, exported, path)
        known.add((number, exported))


def _check_same(what: str, chain: Any, number: int, exported: str, path: Path) -> None:
    found = chain.filter(number=number).values_list("hash", flat=True).first()
    if found is None:
        last = chain.aggregate(last=Max("number"))["last"] or 0
        raise Broken(f"{what} {last + 1} is missing; {number} were there when {path.name} was signed.")
    if found != exported:
        raise Broken(f"{what} {number} is another than when {path.name} was signed: all up to it may be.")
