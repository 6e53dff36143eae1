"""The demo case in a real browser: every page to which its people are led, as each of them.

A browser takes a second for a page, and what it finds (inspection.py) is the same for whoever is shown a page
of one kind. So ./test opens a kind of page once and asks without a browser for those of the others; with
--full everybody opens theirs.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator

import pytest

from scr.pages.demo.people import PEOPLE, DemoPerson
from tests.counts import IS_FULL, n
from tests.e2e.inspection import Inspection, pictures, view_of
from tests.e2e.visitor import Site, Visitor, chromium
from tests.throwaway import Database, processes

pytestmark = pytest.mark.timeout(1800 if IS_FULL else 600)
FEATURED = [one for one in PEOPLE if one.is_featured]
EACH_PAGE = n(1, 2)  # pages of one kind that each person reads
ANSWERS = n(15, 400)  # further addresses of which each person asks no more than the answer
FILES = re.compile(r"^/(documents|static)/|/template\.|/(export|pdf)/$|\.ics$")


@pytest.fixture(scope="module")
def site(module_demo: Database) -> Iterator[Site]:
    with processes(module_demo, "web", "worker", "beat") as running, chromium() as browser:
        running.wait_until_healthy()
        yield Site(browser, running.url, Inspection(pictures("demo")))


@pytest.fixture(scope="module")
def opened() -> set[str]:
    """The kinds of pages that somebody opened in the browser."""
    return set()


def read_everything(visitor: Visitor, opened: set[str]) -> dict[str, int]:
    """Read a page of each kind that this person is led to; the answer of every address that was offered."""
    waiting, answers, read = deque(["/"]), {}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        if address in answers:
            continue
        kind = "" if FILES.search(address) else view_of(address)
        if kind and read[kind] < EACH_PAGE:
            read[kind] += 1
            is_asked = kind in opened and not IS_FULL
            opened.add(kind)
            answers[address], offered = visitor.ask(address) if is_asked else look_at(visitor, address)
            waiting.extend(offered)
        elif len(answers) - read.total() < ANSWERS:
            answers[address] = visitor.status(address)
    return answers


def look_at(visitor: Visitor, address: str) -> tuple[int, list[str]]:
    """Open a page in the browser; its status, and the addresses offered there."""
    return visitor.open(address), visitor.links()


@pytest.mark.parametrize("person", FEATURED, ids=lambda one: one.email.partition("@")[0])
def test_no_link_leads_to_a_refusal(site: Site, person: DemoPerson, opened: set[str]):
    """What somebody may not do or see is not offered; what is offered can be used by everybody."""
    site.inspection.begin()
    answers = read_everything(site.visitor(person.name), opened)
    refused = {address: status for address, status in answers.items() if status not in (200, 302)}
    assert not refused
    assert len(answers) >= FEWEST_PAGES
    assert not site.inspection.all_faults, "\n".join(site.inspection.all_faults)


FEWEST_PAGES = 6  # of somebody without a case: your work, cases, help and its guides


def test_it_works_without_javascript(site: Site):
    """Home, a case, a form with its errors and a filter; files are sent without scripts in test_path.py."""
    clerk = plain(site, "Rosalind Amadi")
    clerk.case(of="Child Linnet")
    clerk.reads("Clocks that run")
    clerk.home()
    clerk.click("Refer a case")
    clerk.click("Start now")
    clerk.fill("Your name", "Somebody else")
    clerk.click("Save and continue")
    clerk.reads("There is a problem")
    assert clerk.page.get_by_label("Your name").input_value() == "Somebody else"
    member = plain(site, "Bronwen Tully")
    member.case("Chronology", of="Child Linnet")
    member.unfold("Filter by agency, days or words")
    member.choose("Agencies", "Housing")
    member.click("Apply filters")
    member.reads("Clear all")


def plain(site: Site, name: str) -> Visitor:
    """Somebody whose browser runs no scripts."""
    visitor = site.stranger(name, java_script=False)
    visitor.sign_in()
    return visitor
