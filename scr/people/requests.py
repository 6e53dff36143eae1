"""A request of somebody who is signed in, as every view behind `login_required` gets it."""

from django.http import HttpRequest

from scr.people.models import User


class SignedIn(HttpRequest):
    user: User
