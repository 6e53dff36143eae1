"""The second step of signing in, where it is asked for: a passkey in a real browser, made by the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from scr.embedded import databases
from scr.pages.demo.replay import board
from scr.pages.demo.replay.play import Play
from scr.pages.demo.timetable import demo_d0
from scr.people.models import User
from scr.people.services import password_link
from tests.e2e.inspection import Inspection, pictures
from tests.e2e.visitor import PASSWORD, Site, Visitor, chromium
from tests.throwaway import Database, processes

NAME, LOGIN = "Rosalind Amadi", "administrator@westmarch.example"


@pytest.fixture(scope="module")
def site(module_database: Database) -> Iterator[Site]:
    board.set_up(Play(demo_d0(timezone.localdate())), timezone.now() - timedelta(days=400))
    link = password_link(User.objects.get(email=LOGIN))
    with processes(module_database, "web", SECOND_FACTOR="on") as running, chromium() as browser:
        site = Site(browser, running.url, Inspection(pictures("second-step")))
        site.invitation = link.replace("http://testserver", running.url)  # type: ignore[attr-defined]
        yield site


def give_key(visitor: Visitor) -> None:
    """A key as a phone has it, which says yes by itself when the browser asks."""
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def emailed_code(database: Database) -> str:
    """The code in the newest e-mail, as evaluation keeps it."""
    with databases.superuser(database.superuser_url) as run:
        run.execute("SELECT body FROM outbox_keptmail ORDER BY sent_at DESC LIMIT 1")
        found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", run.fetchone()[0])
    assert found
    return found[0]


def type_password(visitor: Visitor) -> None:
    visitor.fill("Email address", LOGIN)
    visitor.fill("Password", PASSWORD)
    visitor.click("Sign in")


def test_nothing_opens_before_a_passkey_is_made_and_then_it_signs_in(site: Site, module_database: Database):
    somebody = site.stranger(NAME)
    give_key(somebody)
    somebody.open(site.invitation)  # type: ignore[attr-defined]
    somebody.fill("New password", PASSWORD)
    somebody.fill("The same password again", PASSWORD)
    somebody.click("Save the password")
    somebody.click("Sign in")
    type_password(somebody)
    somebody.fill("Code", emailed_code(module_database))
    somebody.click("Sign in")
    somebody.reads("Nothing else opens before")
    somebody.open("/cases/")
    somebody.reads("Nothing else opens before")
    somebody.follow(re.compile("^Add.*passkey", re.IGNORECASE))
    somebody.fill("Name", "Work phone")
    somebody.click("Add the passkey")
    somebody.reads("recovery codes")
    somebody.home()
    somebody.reads("Your work")

    somebody.click("Sign out")
    somebody.open("/")
    type_password(somebody)
    somebody.reads("Show that it is you")
    assert somebody.status("/cases/") == 302
    somebody.click("Use your passkey")
    somebody.reads("Your work")
    assert not site.inspection.all_faults, "\n".join(site.inspection.all_faults)
