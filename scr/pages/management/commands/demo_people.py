"""Prints whom to sign in as in evaluation: name, what they do, e-mail address."""

from typing import Any

from django.core.management.base import BaseCommand

from scr.pages.context import evaluation_people


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        found = evaluation_people()
        if not found:
            return
        name, email = (max(len(one[key]) for one in found) for key in ("name", "email"))
        self.stdout.write("Sign in as one of these people; no password is asked for:")
        for one in found:
            self.stdout.write(f"  {one['name']:<{name}}  {one['email']:<{email}}  {one['role']}")
