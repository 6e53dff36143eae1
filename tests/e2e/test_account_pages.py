"""Pages of one's account, of people and of what went wrong, in a real browser: links lead to few of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from scr.pages.demo.replay import board
from scr.pages.demo.replay.play import Play
from scr.pages.demo.timetable import demo_d0
from scr.people.models import ExternalBody, User
from scr.people.services import password_link
from tests.e2e.inspection import Inspection, pictures
from tests.e2e.visitor import Site, chromium
from tests.every_answer import patterns
from tests.throwaway import Database, processes

pytestmark = [pytest.mark.timeout(600), pytest.mark.full]
ROOMS = ("account_", "mfa_", "usersessions_", "people:")
# Of a kind that opens nothing by itself: signs out, or gives a file.
PASSED_OVER = {"account_logout", "mfa_download_recovery_codes"}
NAME, LOGIN = "Rosalind Amadi", "administrator@westmarch.example"


def own_addresses() -> list[str]:
    """Every address of accounts and people that needs no more than itself."""
    found = [
        view
        for view, converters in patterns(get_resolver())
        if view.startswith(ROOMS) and not converters and view not in PASSED_OVER
    ]
    return [reverse(view) for view in dict.fromkeys(found)]


def addresses_of_somebody() -> list[str]:
    user, body = User.objects.get(email=LOGIN), ExternalBody.objects.first()
    other = User.objects.exclude(pk=user.pk).filter(appointments__isnull=False).first()
    assert body and other
    return [
        *(reverse(f"people:{name}", args=[other.pk]) for name in ("person", "disable", "give_post")),
        reverse("people:end_post", args=[other.appointments.first().pk]),
        reverse("people:edit_body", args=[body.pk]),
    ]


@pytest.fixture(scope="module")
def site(module_database: Database) -> Iterator[Site]:
    board.set_up(Play(demo_d0(timezone.localdate())), timezone.now() - timedelta(days=400))
    link = password_link(User.objects.get(email=LOGIN))
    somebody = addresses_of_somebody()
    with processes(module_database, "web") as running, chromium() as browser:
        site = Site(browser, running.url, Inspection(pictures("account")))
        site.somebody = somebody  # type: ignore[attr-defined]
        site.accept_invitation(NAME, LOGIN, link.replace("http://testserver", running.url))
        yield site


def without_fault(site: Site) -> None:
    """No fault that axe or the browser found, but those of an address that answers an error on purpose."""
    faults = [
        one for one in site.inspection.all_faults if "the server responded with a status of 4" not in one
    ]
    assert not faults, "\n".join(faults)


def test_a_stranger_s_pages(site: Site):
    site.inspection.begin()
    stranger = site.stranger("Somebody")
    for address in (*own_addresses(), "/account/password/reset/key/1-set-password/", "/support/"):
        assert stranger.open(address) < 500, address
    for address in ("/account/login/", "/account/password/reset/"):
        stranger.open(address)
        stranger.go(stranger.page.locator("main form:has(input:not([type=hidden])) button[type=submit]"))
        stranger.reads("There is a problem")
    without_fault(site)


def test_the_pages_of_somebody_who_is_signed_in(site: Site):
    site.inspection.begin()
    visitor = site.visitor(NAME)
    opened = [*own_addresses(), *site.somebody]  # type: ignore[attr-defined]
    for address in opened:
        assert visitor.open(address) < 500, address
    for address in ("/people/invite/", "/people/agencies/add/", "/account/password/change/"):
        visitor.open(address)
        visitor.go(visitor.page.locator("main form button[type=submit]"))
        visitor.reads("There is a problem")
    print(f"{len(opened) + 3} pages opened")
    without_fault(site)


WRONG = [(f"/cases/{UUID(int=4)}/", 404), ("/evaluation/sign-in/", 405)]


@pytest.mark.parametrize(("address", "status"), WRONG)
def test_pages_of_what_went_wrong(site: Site, address: str, status: int):
    site.inspection.begin()
    assert site.visitor(NAME).open(address) == status
    without_fault(site)
