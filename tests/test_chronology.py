"""An agency's chronology: taken in whole or refused row by row, and read together by the panel."""

import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chronology import integrated, services
from chronology.models import ChronologyVersion, Entry, ImportAttempt
from chronology.reading.rows import Row
from chronology.writing import write_csv, write_docx, write_xlsx
from scr.audit.models import AuditEntry
from scr.cases.audiences import Audience, Kind
from scr.cases.models import Milestone
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import release, seal, set_scope
from scr.cases.writing import compartment_of
from scr.documents.intake import FileRefused
from scr.documents.models import Document, Rendering
from scr.documents.services import content_of
from scr.documents.tasks import render_waiting
from tests.cast import D0, referred

pytestmark = pytest.mark.usefixtures("rows")
CANARY = "The tenancy officer saw the kettle on the landing"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = referred()
    period = {"period_from": date(2005, 1, 1), "period_to": date(2007, 3, 3)}
    set_scope(scene.case, **period, by=scene.cast.chair, now=D0)
    return scene


def rows(count=3, *, text=CANARY, first=date(2006, 1, 9), **more):
    return [
        Row(
            date=first + timedelta(days=3 * number),
            date_text=f"{first + timedelta(days=3 * number):%d/%m/%Y}",
            child_contact=f"{text}, visit number {number} of the officer to the flat",
            source="Tenancy file",
            staff="HO1",
            **more,
        )
        for number in range(count)
    ]


def xlsx(some=None):
    return write_xlsx(
        some or rows(), agency="Housing", completed_by="H Housing", staff={"HO1": "Housing officer"}
    )


def send(case, cast, content=None, filename="chronology.xlsx", *, agency=None, by=None):
    return services.import_file(
        case,
        agency or cast.housing,
        filename=filename,
        content=xlsx() if content is None else content,
        by=by or cast.housing_author,
        now=D0,
    )


def released(case, cast, agency):
    for audience in (Audience.ADMINISTRATION, Audience.PANEL):
        release(compartment_of(case, Kind.CHRONOLOGY, agency), audience, by=cast.administrator, now=D0)


def upload_url(case, agency):
    return f"/cases/{case.pk}/chronology/{agency.pk}/upload/"


@pytest.mark.parametrize(
    ("write", "name"), [(write_xlsx, "a.xlsx"), (write_docx, "a.docx"), (write_csv, "a.csv")]
)
def test_a_file_of_each_kind_is_taken_in_row_by_row(cast, case, write, name):
    content = write(rows(), agency="Housing", completed_by="H Housing", staff={"HO1": "Housing officer"})
    attempt = send(case, cast, content, name)
    assert attempt.is_accepted, attempt.messages
    entries = Entry.objects.filter(case=case, agency=cast.housing)
    assert [entry.on for entry in entries] == [date(2006, 1, 9), date(2006, 1, 12), date(2006, 1, 15)]
    assert entries[0].child_contact == f"{CANARY}, visit number 0 of the officer to the flat"
    assert Milestone.objects.filter(case=case, key="chronology_uploaded", agency=cast.housing).exists()


def test_the_file_is_kept_as_it_came(cast, case):
    content = xlsx()
    send(case, cast, content)
    assert content_of(Document.objects.get(kind="chronology_file")) == content


def test_one_bad_row_refuses_the_whole_file_and_names_sheet_and_row(cast, case):
    bad = [
        *rows(),
        Row(date=None, date_text="31/02/2006", child_contact="A visit to the flat by the officer"),
    ]
    attempt = send(case, cast, xlsx(bad))
    assert not attempt.is_accepted
    assert not Entry.objects.filter(case=case).exists()
    assert not ChronologyVersion.objects.filter(case=case).exists()
    assert not Document.objects.filter(case=case).exists()
    errors = [one for one in attempt.messages if one["level"] == "error"]
    assert [(one["sheet"], one["row"], one["column"]) for one in errors] == [("Chronology", 9, "date")]


def test_a_refused_file_leaves_the_earlier_version_standing(cast, case):
    send(case, cast)
    send(case, cast, b"this is no chronology", "letter.txt")
    assert [one.is_accepted for one in ImportAttempt.objects.filter(case=case)].count(False) == 1
    assert services.versions_seen_by(case, cast.housing_author)[0].row_count == 3


def test_a_newer_file_is_a_version_of_its_own(cast, case):
    send(case, cast)
    send(case, cast, xlsx(rows(5)))
    version = services.versions_seen_by(case, cast.housing_author)[0]
    assert (version.number, version.row_count) == (2, 5)
    assert Entry.objects.filter(case=case).count() == 8


def test_every_imported_row_has_its_history_and_the_import_one_audit_entry(cast, case):
    send(case, cast)
    assert Entry.history.filter(case=case, history_user=cast.housing_author, history_date=D0).count() == 3
    entry = AuditEntry.objects.get(case_id=case.pk, act="entries_imported")
    assert entry.facts["rows"] == 3
    assert CANARY not in str(entry.facts)


def test_only_the_agencys_own_reviewer_sends_its_chronology(cast, case):
    for other in (cast.health_author, cast.housing_officer, cast.administrator):
        with pytest.raises(NotYourRole):
            send(case, cast, by=other)


def test_nothing_is_taken_in_after_the_countersignature(cast, case):
    seal(compartment_of(case, Kind.CHRONOLOGY, cast.housing), by=cast.housing_officer, now=D0)
    with pytest.raises(NotTheMoment):
        send(case, cast)


@pytest.mark.requirement("R156")
def test_the_integrated_chronology_is_in_date_order_and_each_row_keeps_its_agency(cast, case, client):
    send(case, cast, xlsx(rows(3, first=date(2006, 1, 9))))
    send(case, cast, xlsx(rows(3, first=date(2006, 1, 10))), agency=cast.health, by=cast.health_author)
    for agency in (cast.housing, cast.health):
        released(case, cast, agency)
    client.force_login(cast.panel_member)
    page = client.get(f"/cases/{case.pk}/chronology/").content.decode()
    shown = re.findall(r'data-label="Date">([^<]+)<.*?app-agency--\d+">([^<]+)<', page, re.DOTALL)
    assert shown == [
        ("9 January 2006", "Housing"),
        ("10 January 2006", "Community Health"),
        ("12 January 2006", "Housing"),
        ("13 January 2006", "Community Health"),
        ("15 January 2006", "Housing"),
        ("16 January 2006", "Community Health"),
    ]


def test_the_panel_reads_no_entry_before_its_release(cast, case, client):
    send(case, cast)
    client.force_login(cast.panel_member)
    address = f"/cases/{case.pk}/chronology/"
    assert CANARY not in client.get(address).content.decode()
    released(case, cast, cast.housing)
    assert CANARY in client.get(address).content.decode()


def test_another_agency_gets_404_for_every_page_and_file(cast, case, client):
    send(case, cast)
    document = Document.objects.get(kind="chronology_file")
    base = f"/cases/{case.pk}/chronology/{cast.housing.pk}/"
    addresses = [base, f"{base}upload/", f"{base}template.xlsx", f"/documents/{document.pk}/"]
    client.force_login(cast.housing_author)
    assert [client.get(address).status_code for address in addresses] == [200] * 4
    for stranger in (cast.health_author, cast.health_officer, cast.outsider):
        client.force_login(stranger)
        assert [client.get(address).status_code for address in addresses] == [404] * 4


def test_an_agency_may_not_read_the_integrated_chronology(cast, case, client):
    client.force_login(cast.housing_author)
    assert client.get(f"/cases/{case.pk}/chronology/").status_code == 403


def test_the_upload_page_says_what_is_wrong_and_what_to_do(cast, case, client):
    client.force_login(cast.housing_author)
    bad = [
        *rows(2),
        Row(date=None, date_text="3-5 May 2006", child_contact="A visit to the flat by the officer"),
    ]
    file = SimpleUploadedFile("chronology.xlsx", xlsx(bad))
    page = client.post(upload_url(case, cast.housing), {"file": file}, follow=True).content.decode()
    assert "was not taken in" in page
    assert "row 8" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (None, "Choose the file of your chronology"),
        (b"x" * 60_000_000, "may be at most"),
    ],
)
def test_a_file_that_cannot_be_taken_is_a_form_error(cast, case, client, content, words):
    client.force_login(cast.housing_author)
    file = {} if content is None else {"file": SimpleUploadedFile("chronology.xlsx", content)}
    response = client.post(upload_url(case, cast.housing), file)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert "There is a problem" in response.content.decode()
    assert not ImportAttempt.objects.exists()


def test_a_workbook_with_macros_is_refused_by_what_is_inside(cast, case):
    workbook = BytesIO(xlsx())
    with ZipFile(workbook, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(FileRefused, match="inside is something else"):
        send(case, cast, workbook.getvalue())
    assert not ImportAttempt.objects.exists()


def page_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_chronology_page_runs_as_many_queries_at_1000_rows_as_at_10(cast, case, client):
    client.force_login(cast.panel_member)
    address = f"/cases/{case.pk}/chronology/"
    counts = []
    for many in (10, 1000):
        send(case, cast, xlsx(rows(many, first=date(2000, 1, 1))))
        released(case, cast, cast.housing)
        client.get(address)
        counts.append(page_queries(client, address))
    assert counts[0] == counts[1]


def test_pages_follow_each_other_without_a_gap(cast, case):
    send(case, cast, xlsx(rows(120, first=date(2005, 1, 3))))
    versions = services.versions_seen_by(case, cast.housing_author)
    found = integrated.entries(versions, integrated.Wanted())
    seen, after = [], ""
    while True:
        page = integrated.page_of(found, after=after)
        seen += [entry.pk for entry in page.entries]
        if not page.after:
            break
        after = page.after
    assert seen == list(found.values_list("pk", flat=True))
    assert page.first == 101
    back = integrated.page_of(found, before=page.before)
    assert (back.first, back.last) == (51, 100)


def test_filters_narrow_by_agency_days_and_words(cast, case):
    send(case, cast, xlsx(rows(4)))
    versions = services.versions_seen_by(case, cast.housing_author)
    wanted = integrated.Wanted
    count = lambda asked: integrated.entries(versions, asked).count()  # noqa: E731
    assert count(wanted(agencies=(cast.health.pk,))) == 0
    assert count(wanted(since=date(2006, 1, 12), until=date(2006, 1, 15))) == 2
    assert count(wanted(words="KETTLE 3")) == 1


@pytest.mark.requirement("R004")
def test_the_pdf_holds_what_was_released_and_nothing_else(cast, case):
    send(case, cast)
    send(case, cast, xlsx(rows(2, text="Seen at the clinic")), agency=cast.health, by=cast.health_author)
    released(case, cast, cast.housing)
    rendering = services.request_integrated_pdf(case, by=cast.administrator, now=D0)
    assert CANARY in rendering.html
    assert "Seen at the clinic" not in rendering.html
    assert case.procedure.standing_statement in rendering.html
    render_waiting()
    rendering.refresh_from_db()
    assert rendering.state == Rendering.State.DONE, rendering.problem
    pdf = content_of(rendering.document)
    assert pdf.startswith(b"%PDF")
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in opened.Root


def test_there_is_no_pdf_before_the_first_release(cast, case):
    send(case, cast)
    with pytest.raises(NotTheMoment):
        services.request_integrated_pdf(case, by=cast.administrator, now=D0)
