"""Every page of the demo case that links lead to, as the people who see it."""

from collections import Counter
from html import unescape
from re import findall
from urllib.parse import urldefrag

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from scr.cases.models import Duty
from scr.pages.demo.agencies import CONTRIBUTORS
from scr.pages.demo.people import author_of
from scr.people.models import User
from tests.counts import n

MANY_QUERIES = 80
PAGES_OF_A_KIND = n(1, 2)


@pytest.fixture(autouse=True)
def database(module_demo):
    return module_demo


def user(login):
    return User.objects.get(email__startswith=f"{login}@")


def signed_in(login):
    client = Client()
    client.force_login(user(login))
    return client


def test_an_agency_sees_what_is_its_own_and_no_other_agency():
    own = author_of("health")
    client = signed_in("review.health")
    home = client.get("/")
    assert home.status_code == 200
    for task in home.context["tasks"]:
        assert task["case"].code_name == "Child Linnet"
    page = home.content.decode()
    others = [one.short_name for one in CONTRIBUTORS if one.key != own.agency]
    assert not [name for name in others if name in page]
    mine = Duty.objects.waiting_for(user("review.health"))
    assert {duty.agency.short_name for duty in mine if duty.agency} <= {"Community Health"}


def links_of(page, address):
    """Addresses on this site to which a page leads."""
    for href in findall(r'href="([^"]+)"', page):
        target = urldefrag(unescape(href))[0]
        if target.startswith("?"):
            target = address.partition("?")[0] + target
        if target.startswith("/") and not target.startswith(("/static/", "/account/")):
            yield target


def pages_from_home(client):
    """Each page that links lead to, a few of each kind, with its answer and its number of queries."""
    waiting, seen, kinds = ["/"], {"/"}, Counter()
    while waiting:
        address = waiting.pop(0)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        yield address, answer, len(queries)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for target in links_of(answer.content.decode(), address):
            try:
                kind = resolve(target.partition("?")[0]).view_name
            except Resolver404:
                kind = target
            if target not in seen and kinds[kind] < PAGES_OF_A_KIND:
                kinds[kind] += 1
                seen.add(target)
                waiting.append(target)


@pytest.mark.parametrize(
    "login",
    ["administrator", "chair", "designated.nurse", "review.health", "chief.housing", "overview.author"],
)
def test_every_page_that_links_lead_to_opens(login):
    opened = 0
    for address, answer, queries in pages_from_home(signed_in(login)):
        assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"
        assert queries <= MANY_QUERIES, f"{address}: {queries} queries"
        opened += 1
    assert opened > 10
