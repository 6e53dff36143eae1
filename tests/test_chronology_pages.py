"""What an agency's reviewer reads about a chronology file in the browser (seed 004, chronology pro forma)."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from chronology.models import ChronologyVersion, Entry
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


@pytest.fixture
def send(cast, case, client):
    """Upload a workbook as the reviewer and read the page that follows."""

    def upload(*rows: tuple[Any, ...], **more: Any) -> str:
        client.force_login(cast.housing_author)
        address = f"/cases/{case.pk}/chronology/{cast.housing.pk}/upload/"
        file = SimpleUploadedFile("housing.xlsx", workbook(*rows, **more))
        return client.post(address, {"file": file}, follow=True).content.decode()

    return upload


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            changed(date="May 2006"), id="incomplete", marks=pytest.mark.requirement("R149", "R151")
        ),
        pytest.param(changed(date="3-5 May 2006"), id="range", marks=pytest.mark.requirement("R150")),
        pytest.param(changed(date="09/01/2006 14:30"), id="time", marks=pytest.mark.requirement("R152")),
        pytest.param(changed(child="ditto"), id="ditto", marks=pytest.mark.requirement("R153")),
        pytest.param(changed(child='"'), id="ditto sign", marks=pytest.mark.requirement("R153")),
        pytest.param(changed(date="12/13/2006"), id="month 13", marks=pytest.mark.requirement("R149")),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_with_its_place_and_nothing_is_kept(send, row):
    page = send(GOOD, row)
    assert "was not taken in" in page
    assert "row 5" in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(changed(child="Meeting with M"), id="thin", marks=pytest.mark.requirement("R148")),
        pytest.param(changed(staff="XY9"), id="unknown initials", marks=pytest.mark.requirement("R154")),
        pytest.param(changed(date="09/01/2001"), id="out of period"),
    ],
)
def test_a_row_that_reads_oddly_is_taken_in_and_asked_about(send, row):
    page = send(GOOD, row)
    assert "To look at again" in page
    assert "row 5" in page
    assert Entry.objects.count() == 2


def test_a_good_file_is_asked_nothing(send):
    page = send(GOOD, changed(date="10/01/2006", child="Not in, a card was left at the door of the flat"))
    assert "All 2 rows" in page
    assert "To look at again" not in page


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
    assert page.count("<table") == 1


def test_a_version_with_more_rows_replaces_the_first_on_the_page(cast, case, client, send):
    send(GOOD)
    page = send(GOOD, changed(date="10/01/2006"))
    assert "All 2 rows" in page
    assert ChronologyVersion.objects.count() == 2
