"""Documents: who may open which, how they go out, and PDFs while they are being made."""

from io import BytesIO

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from scr.audit.models import Look
from scr.cases.audiences import Audience, Kind
from scr.cases.services import release
from scr.cases.writing import compartment_of
from scr.documents.intake import FileRefused
from scr.documents.models import Document, Rendering
from scr.documents.services import Damaged, claim, content_of, fail, request_pdf, store
from scr.documents.tasks import render_waiting
from tests.cast import D0

pytestmark = pytest.mark.usefixtures("rows")
HTML = '<html lang="en-GB"><head><title>A note</title></head><body><h1>A note</h1><p>Plain.</p></body></html>'


def keep(case, cast, kind=Kind.BOARD, agency=None, **changes):
    given = {
        "kind": "review",
        "title": "Review",
        "filename": "review.txt",
        "content": b"What was known and done.",
        "by": cast.administrator,
        "now": D0,
    }
    return store(case, compartment_of(case, kind, agency), agency=agency, **{**given, **changes})


def ask_for_pdf(case, cast, **changes):
    given = {"kind": "letter", "title": "A note", "filename": "note.pdf", "html": HTML, "now": D0}
    compartment = compartment_of(case, Kind.PANEL)
    return request_pdf(case, compartment, by=cast.administrator, **{**given, **changes})


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def get(user, name, **kwargs):
    return signed_in(user).get(reverse(name, kwargs=kwargs))


def test_a_file_goes_out_as_an_attachment_that_can_do_nothing(cast, case):
    document = keep(case, cast, filename="review “of” Linnet.txt")
    answer = get(cast.administrator, "documents:download", document_id=document.pk)
    assert answer.content == b"What was known and done."
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == "text/plain"


def test_a_page_is_no_sandbox_but_has_the_policy_of_the_site(cast, case):
    policy = get(cast.administrator, "documents:documents", case_id=case.pk)["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_every_look_and_every_refusal_is_recorded(cast, case):
    document = keep(case, cast, Kind.PANEL)
    get(cast.panel_member, "documents:download", document_id=document.pk)
    get(cast.housing_officer, "documents:download", document_id=document.pk)
    looks = set(Look.objects.filter(path__contains=str(document.pk)).values_list("kind", "actor_id"))
    assert looks == {("exported", cast.panel_member.pk), ("refused", cast.housing_officer.pk)}


def test_a_document_of_an_agency_is_not_there_for_another(cast, case):
    document = keep(case, cast, Kind.SUBMISSION, cast.housing, title="Housing's draft")
    for user in (cast.health_author, cast.health_officer, cast.panel_member, cast.chair, cast.outsider):
        assert get(user, "documents:download", document_id=document.pk).status_code == 404
        shown = get(user, "documents:documents", case_id=case.pk)
        assert b"draft" not in shown.content
    assert get(cast.housing_author, "documents:download", document_id=document.pk).status_code == 200
    release(document.compartment, Audience.PANEL, by=cast.administrator, now=D0)
    assert get(cast.panel_member, "documents:download", document_id=document.pk).status_code == 200
    assert get(cast.health_author, "documents:download", document_id=document.pk).status_code == 404


def test_an_outsider_finds_no_case_and_no_pdf(cast, case):
    rendering = ask_for_pdf(case, cast)
    assert get(cast.outsider, "documents:documents", case_id=case.pk).status_code == 404
    for user in (cast.outsider, cast.housing_author):
        assert get(user, "documents:rendering", rendering_id=rendering.pk).status_code == 404
        assert signed_in(user).post(reverse("documents:retry", args=[rendering.pk])).status_code == 404


def test_the_list_says_kind_size_version_and_who_added_it(cast, case):
    keep(case, cast, title="Review of Housing", filename="r.txt")
    keep(case, cast, title="Review of Housing", filename="r.txt", content=b"Second version.")
    shown = get(cast.administrator, "documents:documents", case_id=case.pk).content.decode()
    for words in ("2 documents", "Review, version 2", "TXT, 15", "Alma Admin", "9:40am on 5 March 2007"):
        assert words in shown


def test_the_list_can_be_narrowed_to_a_kind(cast, case):
    keep(case, cast, title="The first")
    store(
        case,
        case.compartment,
        kind="minutes",
        title="The second",
        filename="m.txt",
        content=b"Minutes.",
        by=cast.administrator,
        now=D0,
    )
    client = signed_in(cast.administrator)
    address = reverse("documents:documents", args=[case.pk])
    narrowed = client.get(address, {"kind": "minutes"}).content.decode()
    assert "The second" in narrowed
    assert "The first" not in narrowed
    assert "The first" in client.get(address, {"kind": "nonsense"}).content.decode()


def test_an_empty_list_says_what_will_be_there(cast, case):
    assert b"No documents yet" in get(cast.housing_author, "documents:documents", case_id=case.pk).content


def test_the_bytes_that_lie_on_the_disk_are_encrypted_and_checked(cast, case):
    document = keep(case, cast)
    path = settings.FILES_ROOT / document.stored_as
    assert b"known" not in path.read_bytes()
    other = keep(case, cast, title="Other", content=b"Something else.")
    path.write_bytes((settings.FILES_ROOT / other.stored_as).read_bytes())
    with pytest.raises(Damaged):
        content_of(document)


@pytest.mark.parametrize(
    ("filename", "content", "sentence"),
    [
        ("review.txt", b"", "empty"),
        ("review.exe", b"MZ", "kind that is not taken"),
        ("review.pdf", b"plainly not one", "something else"),
        ("review.csv", b"a\x00b", "something else"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_kept(
    cast, case, filename, content, sentence
):
    with pytest.raises(FileRefused, match=sentence):
        keep(case, cast, filename=filename, content=content)
    assert not Document.objects.exists()


def test_a_pdf_is_made_shown_and_opened(cast, case):
    rendering = ask_for_pdf(case, cast)
    waiting = get(cast.panel_member, "documents:rendering", rendering_id=rendering.pk)
    assert waiting["Refresh"] == "2"
    assert b"The PDF is being made" in waiting.content
    assert b"A note" in get(cast.panel_member, "documents:documents", case_id=case.pk).content
    render_waiting()
    done = get(cast.panel_member, "documents:rendering", rendering_id=rendering.pk)
    assert "Refresh" not in done
    rendering.refresh_from_db()
    opened = get(cast.panel_member, "documents:download", document_id=rendering.document_id)
    reader = PdfReader(BytesIO(opened.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Plain." in reader.pages[0].extract_text()


def test_a_pdf_that_failed_says_why_and_can_be_tried_again(cast, case):
    rendering = ask_for_pdf(case, cast)
    fail(rendering, "The PDF could not be made.", now=D0)
    client = signed_in(cast.panel_member)
    shown = client.get(reverse("documents:rendering", args=[rendering.pk])).content.decode()
    assert "The PDF could not be made." in shown
    assert "Try again" in shown
    client.post(reverse("documents:retry", args=[rendering.pk]))
    rendering.refresh_from_db()
    assert (rendering.state, rendering.problem) == (Rendering.State.WAITING, "")


def test_a_page_that_breaks_the_renderer_holds_up_no_other(cast, case):
    broken = ask_for_pdf(case, cast, html="<div>" * 3000)
    good = ask_for_pdf(case, cast, title="Another")
    render_waiting()
    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.state, good.state) == (Rendering.State.FAILED, Rendering.State.DONE)
    assert broken.problem


def test_a_pdf_whose_worker_died_is_begun_again(cast, case):
    rendering = ask_for_pdf(case, cast)
    assert claim(D0) == rendering
    assert claim(D0) is None
    assert claim(D0.replace(hour=11)) == rendering


def test_the_list_asks_as_much_for_ten_documents_as_for_a_hundred(cast, case):
    def queries_with(count):
        for number in range(Document.objects.count(), count):
            keep(case, cast, title=f"Paper {number}")
        client = signed_in(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("documents:documents", args=[case.pk])).status_code == 200
        return len(captured)

    assert queries_with(10) == queries_with(100)
