"""Checks that nobody changed the audit: every chain, the seals of looks, and the exported heads."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from scr.audit.heads import files_of
from scr.audit.verifying import Broken, Checked, check_all
from scr.people.identity import acting_as


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--against",
            type=Path,
            default=settings.AUDIT_HEADS_ROOT,
            metavar="FOLDER",
            help="where the exported heads are; a copy kept elsewhere proves more",
        )

    def handle(self, *args: Any, against: Path, **options: Any) -> None:
        files = files_of(against)  # before the snapshot: none of them is younger than it
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            try:
                with acting_as(service="auditor"):
                    checked = check_all(files)
            except Broken as found:
                raise CommandError(str(found)) from found
        self.say(checked)

    def say(self, checked: Checked) -> None:
        chains, seals = checked.chains, checked.seals
        self.stdout.write(f"{chains.entries} entries in {chains.chains} chains: unchanged.")
        self.stdout.write(f"{seals.looks} looks under {seals.seals} seals: unchanged.")
        self.stdout.write(f"{seals.unsealed} looks wait for the next seal.")
        if checked.files:
            self.stdout.write(f"{checked.files} files of exported heads: all of it is still there.")
        else:
            self.stdout.write("No exported heads were found, so a cut end would not be noticed.")
