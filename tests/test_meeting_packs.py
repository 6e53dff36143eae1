"""A meeting's agenda and papers, and the pack that binds them."""

import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from scr.cases.audiences import Audience, Kind
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import release
from scr.cases.writing import compartment_of
from scr.documents.models import Document, Rendering
from scr.documents.pdf import make_pdf
from scr.documents.services import content_of, store
from scr.documents.tasks import render_waiting
from scr.meetings import agenda, pack, papers
from scr.meetings.models import AgendaItem, Meeting, Pack, Paper
from scr.meetings.services import arrange, record_held
from tests.cast import D0
from tests.counts import MANY

pytestmark = pytest.mark.usefixtures("rows")
MEETS_AT = datetime(2007, 3, 23, 10, tzinfo=UTC)


def file_of(*pages: str) -> bytes:
    """A PDF with a page for each text."""
    body = "".join(f'<p style="break-after: page">{page}</p>' for page in pages[:-1]) + f"<p>{pages[-1]}</p>"
    return make_pdf(f'<html lang="en-GB"><head><title>Sent</title></head><body>{body}</body></html>')


@pytest.fixture(scope="module")
def two_pages():
    return file_of("First page of the file", "Second page of the file")


@pytest.fixture
def meeting(cast, case):
    return arrange(case, kind="criteria", starts_at=MEETS_AT, by=cast.administrator, now=D0, place="Room 2")


def by(cast, **more):
    return {"by": cast.administrator, "now": D0, **more}


def upload(meeting, cast, content, *, title="Chronology of contacts", filename="contacts.pdf", **more):
    return papers.lay_upload(meeting, title=title, filename=filename, content=content, **by(cast, **more))


def keep(case, cast, kind, content, agency=None, title="A file"):
    compartment = compartment_of(case, kind, agency)
    given = {"kind": "note", "title": title, "filename": "file.pdf", "content": content, "agency": agency}
    return store(case, compartment, **by(cast), **given)


def made(meeting, cast) -> tuple[Document, list[str]]:
    """The pack as the worker makes it, and the text of its pages."""
    asked = pack.request_pack(meeting, **by(cast))
    render_waiting()
    rendering = Rendering.objects.select_related("document").get(pk=asked.rendering_id)
    assert rendering.state == Rendering.State.DONE, rendering.problem
    reader = PdfReader(BytesIO(content_of(rendering.document)))
    return rendering.document, [page.extract_text() for page in reader.pages]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def post(user, name, data=None, **kwargs):
    return signed_in(user).post(reverse(name, kwargs=kwargs), data or {}, follow=True)


# The agenda


def test_items_keep_their_order_and_can_be_moved(cast, meeting):
    for title in ("Apologies", "The criteria", "Recommendation"):
        agenda.add_item(meeting, title=title, **by(cast))
    last = agenda.items_of(meeting)[-1]
    agenda.move_up(last, **by(cast))
    assert [item.title for item in agenda.items_of(meeting)] == [
        "Apologies",
        "Recommendation",
        "The criteria",
    ]
    agenda.move_up(agenda.items_of(meeting)[0], **by(cast))
    assert agenda.items_of(meeting)[0].title == "Apologies"


def test_an_agenda_is_written_on_its_page(cast, meeting):
    sent = {"title": "The criteria", "introduced_by": "The Chair", "minutes": "30"}
    shown = post(cast.administrator, "meetings:agenda", sent, meeting_id=meeting.pk).content.decode()
    assert "The item is on the agenda" in shown
    item = AgendaItem.objects.get(meeting=meeting)
    post(cast.administrator, "meetings:change_item", {**sent, "minutes": "45"}, item_id=item.pk)
    item.refresh_from_db()
    assert (item.title, item.introduced_by, item.minutes) == ("The criteria", "The Chair", 45)
    wrong = post(cast.administrator, "meetings:agenda", {"title": "", "minutes": "0"}, meeting_id=meeting.pk)
    assert (
        "Enter what is it about" in wrong.content.decode() or "Answer the question" in wrong.content.decode()
    )
    post(cast.administrator, "meetings:remove_item", item_id=item.pk)
    assert agenda.items_of(meeting) == []


def test_agenda_and_papers_are_fixed_once_the_meeting_was_held(cast, meeting, two_pages):
    item = agenda.add_item(meeting, title="The criteria", **by(cast))
    paper = upload(meeting, cast, two_pages)
    record_held(
        meeting,
        held_at=MEETS_AT,
        present=[cast.chair.pk],
        apologies=[],
        minutes="Settled.",
        by=cast.administrator,
        now=MEETS_AT + timedelta(hours=2),
    )
    for change in (
        lambda: agenda.add_item(meeting, title="Late", **by(cast)),
        lambda: agenda.remove_item(item, **by(cast)),
        lambda: agenda.change_item(item, title="Another", **by(cast)),
        lambda: papers.withdraw_paper(paper, **by(cast)),
        lambda: upload(meeting, cast, two_pages),
    ):
        with pytest.raises(NotTheMoment):
            change()
    answer = signed_in(cast.administrator).get(reverse("meetings:agenda", args=[meeting.pk]), follow=True)
    assert "can no longer be changed" in answer.content.decode()


# Papers


def test_papers_are_numbered_in_order_and_a_number_is_not_given_twice(cast, meeting, two_pages):
    first, second = (upload(meeting, cast, two_pages, title=title) for title in ("One", "Two"))
    papers.withdraw_paper(second, **by(cast))
    third = upload(meeting, cast, two_pages, title="Three")
    assert [paper.number for paper in papers.papers_of(meeting)] == [first.number, third.number] == [1, 3]


def test_a_document_that_not_everybody_invited_reads_is_no_paper(cast, case, meeting, two_pages):
    open_one = keep(case, cast, Kind.REFERRAL, two_pages)
    closed = keep(case, cast, Kind.AUTHOR, two_pages, title="Draft")
    assert papers.choosable(case, cast.administrator) == [open_one]
    with pytest.raises(NotTheMoment):
        papers.lay_document(meeting, closed, **by(cast))
    papers.lay_document(meeting, open_one, **by(cast))
    with pytest.raises(NotTheMoment):
        papers.lay_document(meeting, open_one, **by(cast))


def test_a_review_is_a_paper_once_it_is_released_and_is_not_bound_in(cast, case, meeting, two_pages):
    """An emergency reader opens the pack and reads no agency's review: so it lies beside the pack."""
    review = keep(case, cast, Kind.SUBMISSION, two_pages, cast.housing, "Review")
    compartment = compartment_of(case, Kind.SUBMISSION, cast.housing)
    for audience in (Audience.ADMINISTRATION, Audience.PANEL):
        assert review not in papers.choosable(case, cast.administrator)
        release(compartment, audience, **by(cast))
    paper = papers.lay_document(meeting, review, **by(cast))
    (bound,) = pack.bound_of([paper])
    assert not bound.is_whole
    _, pages = made(meeting, cast)
    assert not any("First page of the file" in page for page in pages)
    assert "handed out by itself" in " ".join(
        pages[0].split() + pages[1].split() if pages[1:] else pages[0].split()
    )


def test_papers_are_laid_on_their_page(cast, case, meeting, two_pages):
    known = keep(case, cast, Kind.PANEL, two_pages, title="Earlier minutes")
    item = agenda.add_item(meeting, title="The criteria", **by(cast))
    chosen = {"document": str(known.pk), "item": str(item.pk)}
    shown = post(cast.administrator, "meetings:papers", chosen, meeting_id=meeting.pk).content.decode()
    assert "The paper is laid before the meeting" in shown
    sent = {"file": SimpleUploadedFile("contacts.pdf", two_pages), "title": "Contacts"}
    post(cast.administrator, "meetings:papers", sent, meeting_id=meeting.pk)
    assert [(one.number, one.title, one.item_id) for one in papers.papers_of(meeting)] == [
        (1, "Earlier minutes", item.pk),
        (2, "Contacts", None),
    ]
    nothing = post(cast.administrator, "meetings:papers", {}, meeting_id=meeting.pk).content.decode()
    assert "one of the two" in nothing
    bad = {"file": SimpleUploadedFile("run.exe", b"MZ"), "title": "Kept words"}
    refused = post(cast.administrator, "meetings:papers", bad, meeting_id=meeting.pk).content.decode()
    assert "is of a kind that is not taken" in refused
    assert "Kept words" in refused


def test_a_member_reads_the_papers_and_changes_none(cast, meeting, two_pages):
    paper = upload(meeting, cast, two_pages)
    client = signed_in(cast.panel_member)
    shown = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "Chronology of contacts" in shown
    assert client.get(reverse("documents:download", args=[paper.document_id])).status_code == 200
    for name, key in (("papers", meeting.pk), ("agenda", meeting.pk)):
        assert client.get(reverse(f"meetings:{name}", args=[key])).status_code == 403
    assert client.post(reverse("meetings:withdraw_paper", args=[paper.pk])).status_code == 403
    assert client.post(reverse("meetings:make_pack", args=[meeting.pk])).status_code == 403
    with pytest.raises(NotYourRole):
        pack.request_pack(meeting, by=cast.panel_member, now=D0)
    assert (
        signed_in(cast.housing_officer)
        .get(reverse("documents:download", args=[paper.document_id]))
        .status_code
        == 404
    )


# The pack


def test_the_pack_holds_cover_and_papers_with_numbers_that_are_right(cast, case, meeting, two_pages):
    item = agenda.add_item(meeting, title="What is known", introduced_by="The Chair", minutes=20, **by(cast))
    papers.lay_page(
        meeting, source="notes", title="Notes of the record", html="<p>As it stood.</p>", **by(cast)
    )
    upload(meeting, cast, two_pages, item=item)
    upload(meeting, cast, b"Time;Place", title="Table", filename="table.csv")
    document, pages = made(meeting, cast)
    cover = " ".join(" ".join(pages[:2]).split())
    for words in (
        "Panel meeting on the criteria",
        "Friday 23 March 2007, 10am",
        "Room 2",
        case.procedure.standing_statement,
        "What is known",
        "20 minutes in all",
        "handed out by itself",
        "Cora Chair",
    ):
        assert words in cover, words
    begins = {number: _page_of(pages, f"Paper {number}\n") for number in (1, 2)}
    assert "Notes of the record From the record" in " ".join(cover.split())
    for number, page in begins.items():
        assert f"Paper {number}" in pages[page]
        assert _listed(document, number) == page + 1
    sheets = [page for page in pages if "as it was sent in" in page]
    assert len(sheets) == 2
    for number, (sheet, words) in enumerate(zip(sheets, ("First page", "Second page"), strict=True), 1):
        assert words in sheet
        assert f"Page {number} of 2" in sheet
        assert "Paper 2" in sheet  # the stamp
    assert "Time;Place" not in " ".join(pages)


def _page_of(pages, words):
    return next(number for number, page in enumerate(pages) if words in page)


def _listed(document, number):
    """The page that the list of papers names for a paper, by where its link leads."""
    reader = PdfReader(BytesIO(content_of(document)))
    name = f"paper-{number}"
    return reader.get_destination_page_number(reader.named_destinations[name]) + 1


def test_our_own_pages_stay_tagged_and_the_whole_claims_no_more(cast, meeting, two_pages):
    agenda.add_item(meeting, title="What is known", **by(cast))
    document, _ = made(meeting, cast)
    with pikepdf.open(BytesIO(content_of(document))) as alone, alone.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    upload(meeting, cast, two_pages)
    document, _ = made(meeting, cast)
    with pikepdf.open(BytesIO(content_of(document))) as opened:
        assert opened.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in opened.Root
        with opened.open_metadata() as metadata:
            assert "pdfuaid:part" not in metadata


def test_what_a_file_does_beside_being_shown_does_not_come_along(cast, meeting, two_pages):
    with pikepdf.open(BytesIO(two_pages)) as evil:
        evil.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=b"app.alert('QzEvil')")
        evil.attachments["evil.txt"] = b"QzAttached"
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 100, 100],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=b"http://qz.example/"),
        )
        evil.pages[0].Annots = evil.make_indirect([link])
        out = BytesIO()
        evil.save(out)
    upload(meeting, cast, out.getvalue())
    document, pages = made(meeting, cast)
    assert any("First page of the file" in page for page in pages)
    with pikepdf.open(BytesIO(content_of(document))) as opened:
        assert not opened.attachments
        flat = BytesIO()
        opened.save(flat, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    for word in (b"QzEvil", b"QzAttached", b"qz.example", b"JavaScript"):
        assert word not in flat.getvalue()


def locked(pages):
    out = BytesIO()
    with pikepdf.open(BytesIO(pages)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def drawn_by(written, **how):
    """A file of one page that is drawn by these octets, as they are."""
    out = BytesIO()
    with pikepdf.new() as made_up:
        made_up.add_blank_page()
        stream = pikepdf.Stream(made_up, b"")
        stream.write(written, **how)
        made_up.pages[0].obj.Contents = stream
        made_up.save(out)
    return out.getvalue()


UNREADABLE = {
    "locked": (locked, "protected by a password"),
    "no PDF inside": (lambda _: b"%PDF-1.7\n" + b"x" * 400, "damaged"),
    "a page that breaks when it is drawn": (
        lambda _: drawn_by(b"not packed at all", filter=pikepdf.Name.FlateDecode),
        "damaged",
    ),
    "a small file that unpacks without end": (
        lambda _: drawn_by(zlib.compress(b"0 0 m\n" * 2**24), filter=pikepdf.Name.FlateDecode),
        "too large",
    ),
}


@pytest.mark.parametrize("how", UNREADABLE)
def test_a_file_that_cannot_be_bound_is_said_to_be_apart(cast, meeting, two_pages, how):
    """And the rest of the pack is made."""
    make, words = UNREADABLE[how]
    upload(meeting, cast, make(two_pages))
    upload(meeting, cast, two_pages, title="A good one")
    _, pages = made(meeting, cast)
    assert any(words in page and "handed out by itself" in page for page in pages)
    assert any("First page of the file" in page for page in pages)


def test_a_mark_that_somebody_types_binds_nothing(cast, case, meeting, two_pages):
    closed = keep(case, cast, Kind.AUTHOR, two_pages)
    agenda.add_item(meeting, title=f"<!--enclosed:{closed.pk}-->", **by(cast))
    _, pages = made(meeting, cast)
    assert not any("First page of the file" in page for page in pages)


def test_what_closed_to_the_asker_meanwhile_is_not_bound_in(cast, case, meeting, two_pages):
    paper = upload(meeting, cast, two_pages)
    asked = pack.request_pack(meeting, **by(cast))
    elsewhere = compartment_of(case, Kind.PRIVATE, cast.housing)
    hidden = store(
        case, elsewhere, kind="note", title="Private", filename="p.pdf", content=two_pages, **by(cast)
    )
    rendering = Rendering.objects.get(pk=asked.rendering_id)
    rendering.enclosed = [hidden.pk]
    rendering.html = rendering.html.replace(str(paper.document_id), str(hidden.pk))
    rendering.save()
    render_waiting()
    rendering.refresh_from_db()
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content_of(rendering.document))).pages)
    assert "First page of the file" not in text
    assert "was not open to the person" in text


def test_the_pack_is_made_from_its_page_and_every_pack_stays(cast, meeting, two_pages):
    upload(meeting, cast, two_pages)
    for number in (1, 2):
        answer = post(cast.administrator, "meetings:make_pack", meeting_id=meeting.pk)
        assert f"Pack {number}: Panel meeting on the criteria" in answer.content.decode()
    render_waiting()
    shown = signed_in(cast.panel_member).get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    for one in Pack.objects.filter(meeting=meeting).select_related("rendering"):
        assert reverse("documents:download", args=[one.rendering.document_id]) in shown
    assert Document.objects.filter(kind="meeting_pack").count() == 2


def test_there_is_no_pack_of_nothing(cast, meeting):
    with pytest.raises(NotTheMoment):
        pack.request_pack(meeting, **by(cast))
    shown = post(cast.administrator, "meetings:make_pack", meeting_id=meeting.pk).content.decode()
    assert "there is nothing to put into a pack" in shown


def test_a_page_of_the_record_laid_again_takes_the_place_of_the_earlier(cast, meeting):
    for words in ("before", "after"):
        papers.lay_page(meeting, source="views", title="Views", html=f"<p>As {words}</p>", **by(cast))
    (standing,) = papers.papers_of(meeting)
    assert (standing.number, standing.html) == (1, "<p>As after</p>")
    assert Paper.objects.filter(meeting=meeting).count() == 2


def test_a_page_of_a_meeting_asks_as_much_for_many_papers_as_for_few(cast, meeting, two_pages):
    client = signed_in(cast.administrator)

    def asked(name):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse(f"meetings:{name}", args=[meeting.pk]))
        return len(queries)

    def lay(number):
        for one in range(number):
            title = f"Paper {one}"
            papers.lay_page(meeting, source=f"{number}-{one}", title=title, html="<p>x</p>", **by(cast))
            agenda.add_item(meeting, title=title, **by(cast))

    lay(3)
    upload(meeting, cast, two_pages)
    asked("meeting")  # the first request of a session asks more
    few = [asked(name) for name in ("meeting", "papers", "agenda")]
    lay(min(MANY, 20))
    upload(meeting, cast, two_pages)
    assert [asked(name) for name in ("meeting", "papers", "agenda")] == few


def test_another_case_has_none_of_it(cast, meeting, two_pages):
    item = agenda.add_item(meeting, title="The criteria", **by(cast))
    paper = upload(meeting, cast, two_pages)
    client = signed_in(cast.outsider)
    for name, key in (
        ("meetings:agenda", meeting.pk),
        ("meetings:papers", meeting.pk),
        ("meetings:change_item", item.pk),
    ):
        assert client.get(reverse(name, args=[key])).status_code == 404
    assert client.post(reverse("meetings:withdraw_paper", args=[paper.pk])).status_code == 404
    assert Meeting.objects.filter(pk=meeting.pk).exists()
