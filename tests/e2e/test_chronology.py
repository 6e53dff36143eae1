"""A reviewer sends, corrects, types and submits the chronology with the keyboard alone.

The file itself is chosen by the browser's own dialog, which no test can reach: it is put into the field that
has the focus. Everything else is Tab, Enter and typing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from chronology.reading.rows import Row
from chronology.writing import write_docx
from scr.cases.services import set_scope
from scr.people.services import password_link
from tests.cast import D0, referred
from tests.e2e.inspection import Inspection, pictures
from tests.e2e.visitor import Site, Visitor, chromium
from tests.throwaway import Database, processes

pytestmark = pytest.mark.timeout(600)
MOST_TABS = 150
# What the focused element says of itself: its label, its words, or its value.
SAYS = r"""() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "";
  const labels = one.labels && one.labels.length ? one.labels[0].innerText : "";
  const said = labels || one.innerText || one.value || one.getAttribute("aria-label") || "";
  return said.replace(/\s+/g, " ").trim();
}"""
TOLD = "Seen at home with her mother. The cot was made up and a visit was agreed for the next week"


def rows() -> list[Row]:
    """Two good rows, one with a month and no day, one with a day that does not exist."""
    days = [f"{date(2006, 3, 5) + timedelta(days=7 * number):%d/%m/%Y}" for number in range(2)]
    texts = [*days, "May 2006", "31/02/2006"]
    return [
        Row(date_text=text, child_contact=f"{TOLD}; visit {number}", source="Tenancy file", staff="HO1")
        for number, text in enumerate(texts, start=1)
    ]


class Keys:
    """Somebody who has no mouse."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def to(self, words: str) -> None:
        """Press Tab until something that begins with these words has the focus."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(SAYS).startswith(words):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{words!r} cannot be reached with Tab on {self.page.url}")

    def press(self, words: str) -> None:
        """Go to a link or button and press Enter; the page that comes is looked at."""
        self.to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.visitor.look()

    def fill(self, label: str, text: str) -> None:
        self.to(label)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def attach(self, label: str, name: str, content: bytes) -> None:
        self.to(label)
        file: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.locator(":focus").set_input_files(file)


@pytest.fixture(scope="module")
def desk(module_database: Database) -> Iterator[Keys]:
    scene = referred()
    period = {"period_from": date(2005, 1, 1), "period_to": date(2007, 3, 3)}
    set_scope(scene.case, **period, by=scene.cast.chair, now=D0)
    author, agency = scene.cast.housing_author, scene.cast.housing
    link = password_link(author)
    address = f"/cases/{scene.case.pk}/chronology/{agency.pk}/"
    with processes(module_database, "web") as running, chromium() as browser:
        site = Site(browser, running.url, Inspection(pictures("chronology")))
        site.accept_invitation(author.full_name, author.email, link.replace("http://testserver", running.url))
        visitor = site.visitor(author.full_name)
        visitor.open(address)
        yield Keys(visitor)


def test_a_chronology_is_sent_corrected_and_submitted_without_a_mouse(desk: Keys):
    reads = desk.visitor.reads
    reads("There is no row yet")
    desk.press("Send a file")
    content = write_docx(rows(), agency="Housing", completed_by="H. Housing", staff={"HO1": "Officer"})
    desk.attach("Chronology file", "housing.docx", content)
    desk.press("Look at the file")
    reads("4 rows were read")
    reads("“31/02/2006” is not a date that exists")
    desk.press("Take the rows in")
    reads("2 to put right")
    desk.press("Say the day of 2 rows")
    desk.press("Sort all 2 by these days")
    reads("1 row settled")
    desk.press("Change the row of 31/02/2006")
    desk.fill("Date", "28/02/2006")
    desk.press("Save")
    reads("Ready to submit")
    desk.press("Submit the chronology")
    reads("The chronology is submitted")


def test_a_row_is_typed_and_saves_itself(desk: Keys):
    desk.press("Type a row")
    desk.fill("Date", "1 June 2006")
    desk.fill("Contact with child", "Seen at the nursery; the nursery nurse said that she was ")
    line = desk.page.locator("[data-autosave-line]")
    expect(line).to_contain_text("Saved", timeout=15_000)
    desk.page.keyboard.type("well and eating, and would ring the health visitor")
    expect(line).to_contain_text("Not saved yet")
    expect(line).to_contain_text("Saved", timeout=15_000)
    desk.press("Save")
    desk.visitor.reads("Seen at the nursery")
    desk.visitor.reads("Ready to submit")


def test_a_department_sends_its_part_and_the_author_takes_it_in(desk: Keys):
    desk.press("Let a department write its part")
    desk.fill("Department or service", "Repairs")
    desk.press("Open the part")
    desk.visitor.reads("Repairs can send its part now")
    desk.press("Repairs")
    desk.press("Type the first row")
    desk.fill("Date", "12 July 2006")
    desk.fill("Contact with parents", "The operative was let in by the mother, who asked about the damp")
    desk.press("Save")
    desk.press("Send the part to the author")
    desk.visitor.reads("The part is sent")
    desk.press("Back to the agency’s chronology")
    desk.press("take it in")
    desk.visitor.reads("asked about the damp")
    desk.press("Take the part in")
    desk.visitor.reads("The part of Repairs is in the chronology")
    desk.visitor.reads("asked about the damp")


def test_days_that_were_searched_are_said_and_a_newer_file_shows_what_it_changes(desk: Keys):
    desk.press("Say that there was no contact")
    desk.visitor.day("First day", date(2006, 8, 1))
    desk.visitor.day("Last day", date(2006, 12, 31))
    desk.fill("What did you search?", "Tenancy file and repairs system")
    desk.press("Save")
    desk.visitor.reads("1 August 2006 to 31 December 2006")
    desk.press("Send a file")
    newer = [replace(rows()[0], comment="Asked twice"), *rows()[1:2]]
    content = write_docx(newer, agency="Housing", completed_by="H. Housing", staff={"HO1": "Officer"})
    desk.attach("Chronology file", "newer.docx", content)
    desk.press("Look at the file")
    for words in ("Asked twice", "These rows are in the chronology and not in the file"):
        desk.visitor.reads(words)
    desk.press("Cancel")
    desk.visitor.reads("newer.docx was not taken in")


def test_no_page_of_it_has_a_fault(desk: Keys):
    faults = desk.visitor.site.inspection.all_faults
    assert not faults, "\n".join(faults)
