"""Loads the demo case into a database that has no board yet: all of it or, when stopped, nothing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from scr.cases.tasks import as_sweep
from scr.cases.timeliness import count_timeliness
from scr.pages.demo.replay import replay
from scr.people.identity import working_on
from scr.people.models import Board


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="leave a database that has a board as it is"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EVALUATION:
            raise CommandError("The demo case is for evaluation only. Set EVALUATION=1 to load it.")
        if Board.objects.exists():
            if not options["if_empty"]:
                raise CommandError("This database has a board already. The demo case needs an empty one.")
            self.stdout.write("The database has a board already, so the demo case was not loaded.")
            return
        with transaction.atomic():
            now = timezone.now()
            play = replay(timezone.localdate(), now)
            with as_sweep():
                count_timeliness(now)  # beat's first night is yet to come
            with working_on(play.case_id):
                case = play.case
        self.stdout.write(f"Loaded the demo case {case.code_name} ({case.reference}).")
