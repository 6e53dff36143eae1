"""Draws docs/procedures.md from the procedures."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from scr.procedures import INSTALLED, OVERLAYS
from scr.procedures.drawing import page_of

PAGE = Path(settings.BASE_DIR) / "docs" / "procedures.md"


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page_of(INSTALLED, OVERLAYS.values()))
