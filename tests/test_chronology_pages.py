"""What an agency's reviewer reads about a chronology file in the browser (seed 004, chronology pro forma)."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from chronology.models import Chronology, Entry
from scr.cases.services import set_scope
from tests.cast import D0, referred

pytestmark = pytest.mark.usefixtures("rows")

HEADINGS = (
    "DATE",
    "CONTACT WITH CHILD (inc direct contact, medical information, reports, observations)",
    "CONTACT WITH PARENTS/CARERS and other family members",
    "INTER/INTRA-AGENCY COMMUNICATION",
    "SOURCE OF RECORD",
    "STAFF INVOLVED",
    "COMMENT",
)
GOOD = ("09/01/2006", "Seen at the flat, playing with blocks and well", "", "", "Tenancy file", "HO1", "")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = referred()
    period = {"period_from": date(2005, 1, 1), "period_to": date(2007, 3, 3)}
    set_scope(scene.case, **period, by=scene.cast.chair, now=D0)
    return scene


def workbook(*rows: tuple[Any, ...], staff: bool = True) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(("Agency:", "Westmarch Housing"))
    sheet.append(("Name of person completing chronology:", "Hanna Housing"))
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    if staff:
        posts = book.create_sheet("Staff ID list")
        posts.append(("Initials", "Post"))
        posts.append(("HO1", "Housing officer"))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def changed(**cells: Any) -> tuple[Any, ...]:
    places = ("date", "child", "family", "communication", "source", "staff", "comment")
    return tuple(cells.get(place, before) for place, before in zip(places, GOOD, strict=True))


class Desk:
    """A reviewer who sends workbooks and reads the pages that follow."""

    def __init__(self, cast, case, client):
        self.client = client
        self.base = f"/cases/{case.pk}/chronology/{cast.housing.pk}/"
        client.force_login(cast.housing_author)

    def look(self, *rows: tuple[Any, ...], **more: Any) -> Any:
        """Send a workbook; the page that shows what is in it."""
        file = SimpleUploadedFile("housing.xlsx", workbook(*rows, **more))
        return self.client.post(f"{self.base}upload/", {"file": file}, follow=True)

    def __call__(self, *rows: tuple[Any, ...], **more: Any) -> str:
        """Send a workbook and take it in; the page of the chronology."""
        seen = self.look(*rows, **more)
        sent = {"revision": seen.context["look"].revision}
        return self.client.post(seen.request["PATH_INFO"], sent, follow=True).content.decode()

    def submit(self) -> str:
        revision = Chronology.objects.get().revision
        return self.client.post(f"{self.base}submit/", {"revision": revision}, follow=True).content.decode()


@pytest.fixture
def send(cast, case, client):
    return Desk(cast, case, client)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            changed(date="May 2006"), id="incomplete", marks=pytest.mark.requirement("R149", "R151")
        ),
        pytest.param(changed(date="3-5 May 2006"), id="range", marks=pytest.mark.requirement("R150")),
        pytest.param(changed(date="not known"), id="unknown", marks=pytest.mark.requirement("R151")),
        pytest.param(changed(child="ditto"), id="ditto", marks=pytest.mark.requirement("R153")),
        pytest.param(changed(child='"'), id="ditto sign", marks=pytest.mark.requirement("R153")),
        pytest.param(changed(date="12/13/2006"), id="month 13", marks=pytest.mark.requirement("R149")),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_with_its_place_and_cannot_be_submitted(send, row):
    page = send.look(GOOD, row).content.decode()
    assert "To put right" in page
    assert "row 5" in page
    assert not Entry.objects.exists()
    page = send(GOOD, row)
    assert "1 to put right" in page
    assert "Submit the chronology" not in page
    assert "must be put right before" in send.submit()
    assert Chronology.objects.get().submitted_at is None


@pytest.mark.requirement("R152")
def test_a_time_of_day_leaves_the_date_cell_and_is_asked_about(send):
    page = send.look(changed(date="09/01/2006 14:30")).content.decode()
    assert "The date cell holds a time of day, 14:30." in page
    send(changed(date="09/01/2006 14:30"))
    entry = Entry.objects.get()
    assert (entry.on, entry.time_text, entry.date_text) == (date(2006, 1, 9), "14:30", "09/01/2006 14:30")


@pytest.mark.requirement("R151")
def test_a_month_is_kept_as_typed_and_sorted_by_the_day_that_its_author_confirms(send):
    assert "it was understood as some day in May 2006" in send.look(changed(date="May 2006")).content.decode()
    assert "Say the day of 1 row" in send(changed(date="May 2006"))
    page = send.client.get(f"{send.base}days/").content.decode()
    assert 'value="1"' in page and 'value="5"' in page and 'value="2006"' in page
    entry = Entry.objects.get()
    sent = {"revision": Chronology.objects.get().revision}
    sent |= {f"{entry.pk}_day": "1", f"{entry.pk}_month": "5", f"{entry.pk}_year": "2006"}
    page = send.client.post(f"{send.base}days/", sent, follow=True).content.decode()
    assert "Date estimated" in page and "Typed: May 2006" in page
    assert "The chronology is submitted" in send.submit()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(changed(child="Meeting with M"), id="thin", marks=pytest.mark.requirement("R148")),
        pytest.param(changed(staff="XY9"), id="unknown initials", marks=pytest.mark.requirement("R154")),
        pytest.param(changed(date="09/01/2001"), id="out of period"),
    ],
)
def test_a_row_that_reads_oddly_is_taken_in_and_asked_about(send, row):
    page = send.look(GOOD, row).content.decode()
    assert "To look at again" in page
    assert "row 5" in page
    send(GOOD, row)
    assert Entry.objects.count() == 2
    assert "The chronology is submitted" in send.submit()


def test_a_good_file_is_asked_nothing(send):
    rows = (GOOD, changed(date="10/01/2006", child="Not in, a card was left at the door of the flat"))
    page = send.look(*rows).content.decode()
    assert "2 rows were read" in page
    assert "To look at again" not in page
    assert "It has 2 rows" in send(*rows)


@pytest.mark.requirement("R145", "R146", "R154", "R155")
def test_the_rows_page_shows_who_wrote_it_every_column_and_the_staff_list(cast, case, client, send):
    send(
        changed(
            family="M was shown the repair book",
            communication="Rang the health visitor, who will call back",
            comment="The repair book is lost",
        )
    )
    page = client.get(f"/cases/{case.pk}/chronology/{cast.housing.pk}/").content.decode()
    for text in (
        "Hanna Housing",
        "Westmarch Housing",
        "9 January 2006",
        "playing with blocks",
        "M was shown the repair book",
        "Rang the health visitor",
        "Tenancy file",
        "HO1",
        "The repair book is lost",
        "Housing officer",
    ):
        assert text in page, text


@pytest.mark.requirement("R151")
def test_a_best_guess_is_flagged_as_estimated(cast, case, client, send):
    send(changed(child="Seen at the clinic, exact date not known, weighed and well"))
    assert Entry.objects.get().is_estimated
    page = client.get(f"/cases/{case.pk}/chronology/{cast.housing.pk}/").content.decode()
    assert "Date estimated" in page


@pytest.mark.requirement("R152")
def test_a_time_in_the_text_orders_the_rows_of_a_day(cast, case, client, send):
    late = changed(child="At 4:30pm the officer called again and nobody opened the door")
    early = changed(child="At 9:15am the officer called and was asked to come back later")
    send(late, early)
    page = client.get(f"/cases/{case.pk}/chronology/{cast.housing.pk}/").content.decode()
    assert page.index("At 9:15am") < page.index("At 4:30pm")


@pytest.mark.requirement("R147")
def test_the_rows_are_one_list_in_order_of_time(cast, case, client, send):
    send(changed(date="12/01/2006"), changed(date="09/01/2006"), changed(date="10/01/2006"))
    page = client.get(f"/cases/{case.pk}/chronology/{cast.housing.pk}/").content.decode()
    places = [page.index(day) for day in ("9 January 2006", "10 January 2006", "12 January 2006")]
    assert places == sorted(places)
    assert page.count("app-chronology--desk") == 1


def test_what_a_newer_file_changes_is_seen_before_it_changes_anything(send):
    other = changed(date="10/01/2006", child="Not in, a card was left at the door of the flat")
    third = changed(date="11/01/2006", child="The neighbour said that they had gone to the grandmother")
    send(GOOD, other)
    seen = send.look(changed(comment="Asked twice"), third)
    page = seen.content.decode()
    counts = seen.context["counts"]
    assert counts == {"added": 1, "changed": 1, "withdrawn": 1, "unchanged": 0}
    for words in ("Asked twice", "a card was left", "gone to the grandmother", "These rows are in the chron"):
        assert words in page
    assert Entry.objects.standing().count() == 2
    send.client.post(seen.request["PATH_INFO"], {"cancel": "cancel"})
    assert list(Entry.objects.order_by("on").values_list("comment", flat=True)) == ["", ""]


def test_who_was_overtaken_sees_the_differences_again(send):
    seen = send.look(GOOD)
    send(changed(date="10/01/2006"))
    page = send.client.post(seen.request["PATH_INFO"], {"revision": 0}).content.decode()
    assert "The chronology was changed after you opened this page" in page
    assert [entry.on for entry in Entry.objects.standing()] == [date(2006, 1, 10)]


OWN_HEADINGS = ("When it was", "What we did", "Noted in", "Seen by", "Thoughts")


def own_table(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    book = Workbook()
    for row in (OWN_HEADINGS, *rows):
        book.worksheets[0].append(row)
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile("export.xlsx", kept.getvalue())


def test_columns_that_are_not_recognised_are_asked_about_once_for_each_agency(send):
    row = ("09/01/2006", "Seen at the flat, playing with blocks and well", "Tenancy file", "HO1", "")
    seen = send.client.post(f"{send.base}upload/", {"file": own_table(row)}, follow=True)
    page = seen.content.decode()
    assert "This file cannot be taken in yet" in page
    assert "When it was" in page and "Seen at the flat" in page
    chosen = {"column_0": "date", "column_1": "child_contact", "column_2": "source", "column_3": "staff"}
    send.client.post(seen.request["PATH_INFO"], {"choose": "choose", **chosen})
    seen = send.client.get(seen.request["PATH_INFO"])
    assert "1 row was read" in seen.content.decode()
    again = send.client.post(f"{send.base}upload/", {"file": own_table(row)}, follow=True)
    assert again.context["look"].reading.can_be_kept
    (read,) = again.context["look"].reading.rows
    assert (read.source, read.staff) == ("Tenancy file", "HO1")


def test_a_column_is_the_date_or_nothing_can_be_read(send):
    row = ("09/01/2006", "Seen at the flat, playing with blocks and well", "Tenancy file", "HO1", "")
    seen = send.client.post(f"{send.base}upload/", {"file": own_table(row)}, follow=True)
    chosen = {"choose": "choose", "column_1": "child_contact"}
    page = send.client.post(seen.request["PATH_INFO"], chosen).content.decode()
    assert "Say which column holds the date" in page
