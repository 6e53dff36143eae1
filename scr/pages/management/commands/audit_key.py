"""Prints the public key to check exported audit heads with; keep it where the signing key is not."""

from typing import Any

from django.core.management.base import BaseCommand

from scr.audit.heads import public_words, signing_key


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(public_words(signing_key().public_key()))
