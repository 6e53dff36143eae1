"""Letters: whom they go to, what they say, when they can go, and who may read and acknowledge them."""

from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from scr.audit.models import AuditEntry
from scr.cases.events import has_happened
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import join_agency, record_milestone
from scr.documents.models import Rendering
from scr.documents.pdf import make_pdf
from scr.documents.tasks import render_waiting
from scr.letters.models import Letter
from scr.letters.paper import text_of
from scr.letters.services import acknowledge, issue, issue_to
from scr.outbox.models import Notice
from scr.people.services import add_agency
from tests.cast import D0
from tests.counts import MANY

pytestmark = pytest.mark.usefixtures("rows")
DECIDED_AT = datetime(2007, 3, 26, 15, 30, tzinfo=UTC)
SENT_AT = DECIDED_AT + timedelta(hours=18)


@pytest.fixture
def decided(cast, case):
    record_milestone(case, "review_instigated", by=cast.chair, now=DECIDED_AT)
    return case


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, name, **kwargs):
    return signed_in(user).get(reverse(name, kwargs=kwargs))


def send_address(case, code="H"):
    return reverse("letters:issue", kwargs={"case_id": case.pk, "code": code})


def both(cast):
    return {"agencies": [str(cast.housing.pk), str(cast.health.pk)]}


def letter_to(agency, code="H"):
    return Letter.objects.get(agency=agency, code=code)


@pytest.mark.requirement("R051")
@pytest.mark.requirement("R052")
def test_letter_h_goes_to_every_chief_officer_in_one_act(cast, decided):
    client = signed_in(cast.administrator)
    shown = client.get(reverse("letters:list", kwargs={"case_id": decided.pk})).content.decode()
    assert "Send letter H to 2 chief officers" in shown
    question = client.get(send_address(decided)).content.decode()
    assert "Hugo Housing" in question
    assert "Secure all records today" in question
    answer = client.post(send_address(decided), both(cast), follow=True)
    assert "Letter H sent to 2 agencies." in answer.content.decode()
    assert {letter.agency for letter in Letter.objects.filter(code="H")} == {cast.housing, cast.health}
    assert Rendering.objects.filter(case=decided).count() == 2
    assert not Duty.objects.open().filter(case=decided, rule_key="NOTIFY_CO").exists()
    owners = {duty.agency: duty.owners for duty in Duty.objects.filter(case=decided, rule_key="SECURE")}
    assert owners == {cast.housing: ["chief_officer"], cast.health: ["chief_officer"]}


@pytest.mark.requirement("R053")
def test_the_24_hour_clock_is_met_agency_by_agency_at_the_moment_of_sending(cast, decided):
    issue_to(decided, "H", agencies=[cast.housing], by=cast.administrator, now=SENT_AT)
    late = DECIDED_AT + timedelta(hours=25)
    issue_to(decided, "H", agencies=[cast.health], by=cast.administrator, now=late)
    clocks = {duty.agency: duty for duty in Duty.objects.filter(case=decided, rule_key="NOTIFY_CO")}
    assert clocks[cast.housing].met_at == SENT_AT
    assert not clocks[cast.housing].is_late(late)
    assert clocks[cast.health].is_late(late)


def test_a_letter_says_what_is_asked_and_by_when(cast, decided):
    issue_to(decided, "H", agencies=[cast.housing], by=cast.administrator, now=SENT_AT)
    text = " ".join(text_of(letter_to(cast.housing).rendering.html).split())
    for words in (
        "4:30pm on 26 March 2007",  # when the Chair decided
        "must not have worked on the case and must not be the immediate manager",
        "26 July 2007",  # four months on
        "Hugo Housing",
        cast.administrator.email,
        "Board administrator",
        decided.reference,
    ):
        assert words in text
    assert "Community Health" not in text


@pytest.mark.requirement("R004")
@pytest.mark.parametrize("code", ["H", "INSPECTORATE"])
def test_every_letter_says_what_a_review_is_not(cast, decided, code):
    agency = cast.housing if code == "H" else None
    letter = issue(decided, code, agency=agency, addressee="The office", by=cast.administrator, now=SENT_AT)
    pdf = PdfReader(BytesIO(make_pdf(letter.rendering.html)))
    text = " ".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert decided.procedure.standing_statement in text


@pytest.mark.parametrize("lines", [0, 6, 12, 18])
def test_a_signature_never_stands_on_a_page_by_itself(cast, decided, lines):
    """However long the letter is: the words before it come along."""
    own = "\n\n".join(["A paragraph of the sender’s own."] * lines)
    letter = issue(
        decided,
        "INSPECTORATE",
        addressee="The office",
        personal=own,
        by=cast.administrator,
        now=SENT_AT,
    )
    sheets = [one.extract_text() for one in PdfReader(BytesIO(make_pdf(letter.rendering.html))).pages]
    [signed] = [one for one in sheets if "Yours faithfully" in one]
    assert "Questions about this letter" in signed and cast.administrator.full_name in signed


def test_the_inspectorate_is_told_once(cast, decided):
    client = signed_in(cast.administrator)
    address = send_address(decided, "INSPECTORATE")
    assert "Enter addressee" in client.post(address, {"addressee": ""}).content.decode()
    client.post(address, {"addressee": "Regional office, Harrowdale"})
    assert has_happened(decided, "inspectorate_told")
    again = client.post(address, {"addressee": "Regional office, Harrowdale"}).content.decode()
    assert "has gone to Regional office, Harrowdale already" in again
    assert Letter.objects.filter(code="INSPECTORATE").count() == 1


def test_the_same_agency_does_not_get_it_twice_and_nothing_is_half_sent(cast, decided):
    issue_to(decided, "H", agencies=[cast.housing], by=cast.chair, now=SENT_AT)
    with pytest.raises(NotTheMoment, match="Letter H has gone to Westmarch Housing already"):
        issue_to(decided, "H", agencies=[cast.health, cast.housing], by=cast.administrator, now=SENT_AT)
    assert Letter.objects.filter(code="H").count() == 1


def test_a_double_click_sends_once(cast, decided):
    client = signed_in(cast.administrator)
    client.post(send_address(decided), both(cast))
    answer = client.post(send_address(decided), both(cast))
    assert answer.status_code == 200
    assert Letter.objects.filter(code="H").count() == 2


def test_an_agency_that_joins_later_gets_its_letter_later(cast, decided):
    issue_to(decided, "H", agencies=[cast.housing, cast.health], by=cast.administrator, now=SENT_AT)
    school = add_agency(name="Westmarch Schools", short_name="Schools", by=cast.administrator, now=SENT_AT)
    join_agency(decided, school, by=cast.administrator, now=SENT_AT)
    shown = page(cast.administrator, "letters:list", case_id=decided.pk).content.decode()
    assert "Send letter H to 1 chief officer" in shown
    question = page(cast.administrator, "letters:issue", case_id=decided.pk, code="H").content.decode()
    assert "Westmarch Schools" in question
    assert "Nobody is on the case as its chief officer yet" in unescape(question)
    assert 'value="' + str(cast.housing.pk) not in question


def test_no_letter_before_the_decision(cast, case):
    with pytest.raises(NotTheMoment, match="cannot be sent yet"):
        issue_to(case, "H", agencies=[cast.housing], by=cast.administrator, now=D0)
    shown = page(cast.administrator, "letters:list", case_id=case.pk).content.decode()
    assert "Send letter H" not in shown
    assert "Not yet" in page(cast.administrator, "letters:issue", case_id=case.pk, code="H").content.decode()
    assert signed_in(cast.administrator).post(send_address(case), both(cast)).status_code == 200
    assert not Letter.objects.exists()


def test_choosing_nobody_is_said_in_the_summary(cast, decided):
    answer = signed_in(cast.administrator).post(send_address(decided), {}).content.decode()
    assert "There is a problem" in answer
    assert "Choose at least one agency" in answer
    assert not Letter.objects.exists()


def test_only_administrator_and_chair_send(cast, decided):
    for user in (cast.panel_member, cast.housing_officer):
        assert page(user, "letters:issue", case_id=decided.pk, code="H").status_code == 403
        assert signed_in(user).post(send_address(decided), both(cast)).status_code == 403
        assert "Send letter H" not in page(user, "letters:list", case_id=decided.pk).content.decode()
        with pytest.raises(NotYourRole):
            issue_to(decided, "H", agencies=[cast.housing], by=user, now=SENT_AT)
    with pytest.raises(Http404):
        issue_to(decided, "H", agencies=[cast.housing], by=cast.outsider, now=SENT_AT)
    assert page(cast.chair, "letters:issue", case_id=decided.pk, code="H").status_code == 200


def test_a_letter_that_another_room_sends_has_no_page_here(cast, decided):
    for code in ("K", "Z"):
        assert page(cast.administrator, "letters:issue", case_id=decided.pk, code=code).status_code == 404


def test_an_agency_reads_its_own_letter_and_no_other(cast, decided):
    issue_to(decided, "H", agencies=[cast.housing, cast.health], by=cast.administrator, now=SENT_AT)
    issue_to(decided, "INSPECTORATE", addressee="The office", by=cast.administrator, now=SENT_AT)
    own, other = letter_to(cast.housing), letter_to(cast.health)
    shown = page(cast.housing_officer, "letters:list", case_id=decided.pk).content.decode()
    assert "Westmarch Housing" in shown
    assert "Community Health" not in shown
    assert "inspectorate" not in shown.lower()
    assert page(cast.housing_officer, "letters:letter", letter_id=own.pk).status_code == 200
    for user, letter in (
        (cast.housing_officer, other),
        (cast.housing_author, other),
        (cast.outsider, own),
        (cast.housing_officer, Letter.objects.get(code="INSPECTORATE")),
    ):
        assert page(user, "letters:letter", letter_id=letter.pk).status_code == 404
        address = reverse("letters:acknowledge", kwargs={"letter_id": letter.pk})
        assert signed_in(user).post(address).status_code == 404
    assert page(cast.outsider, "letters:list", case_id=decided.pk).status_code == 404
    assert page(cast.outsider, "letters:issue", case_id=decided.pk, code="H").status_code == 404


def test_nobody_sees_a_letter_without_signing_in(decided):
    answer = Client().get(reverse("letters:list", kwargs={"case_id": decided.pk}))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_chief_officer_acknowledges_once(cast, decided):
    issue_to(decided, "H", agencies=[cast.housing], by=cast.administrator, now=SENT_AT)
    letter = letter_to(cast.housing)
    button = reverse("letters:acknowledge", args=[letter.pk])
    assert button in page(cast.housing_officer, "letters:letter", letter_id=letter.pk).content.decode()
    for user in (cast.housing_author, cast.administrator):
        shown = page(user, "letters:letter", letter_id=letter.pk).content.decode()
        assert button not in shown
        assert signed_in(user).post(button).status_code == 403
    client = signed_in(cast.housing_officer)
    before = timezone.now()
    answer = client.post(button, follow=True).content.decode()
    assert "You have acknowledged this letter" in answer
    letter.refresh_from_db()
    assert letter.acknowledged_by == cast.housing_officer
    assert letter.acknowledged_at >= before
    assert has_happened(decided, "letter_h_acknowledged", agency=cast.housing)
    again = client.post(button, follow=True).content.decode()
    assert "has been acknowledged already" in again
    with pytest.raises(NotYourRole):
        acknowledge(letter, by=cast.health_officer, now=SENT_AT)


def test_the_pdf_is_made_and_linked(cast, decided):
    issue_to(decided, "H", agencies=[cast.housing], by=cast.administrator, now=SENT_AT)
    letter = letter_to(cast.housing)
    assert (
        str(letter.rendering_id)
        in page(cast.housing_officer, "letters:list", case_id=decided.pk).content.decode()
    )
    render_waiting()
    letter.rendering.refresh_from_db()
    assert (
        str(letter.rendering.document_id)
        in page(cast.housing_officer, "letters:list", case_id=decided.pk).content.decode()
    )
    assert (
        page(cast.housing_officer, "documents:download", document_id=letter.rendering.document_id).status_code
        == 200
    )
    assert (
        page(cast.health_officer, "documents:download", document_id=letter.rendering.document_id).status_code
        == 404
    )


def test_the_notice_of_a_letter_names_nobody(cast, decided):
    issue_to(decided, "H", agencies=[cast.housing], by=cast.administrator, now=SENT_AT)
    notice = Notice.objects.get(key__startswith="letter:")
    assert notice.recipient_id == cast.housing_officer.pk
    text = f"{notice.subject} {notice.body} {notice.path}"
    assert decided.reference in text
    assert not [
        word for word in (decided.code_name, "Housing", "Hugo", "Westmarch", "review") if word in text
    ]


def test_sending_is_in_history_and_audit(cast, decided):
    issue_to(decided, "H", agencies=[cast.housing], by=cast.administrator, now=SENT_AT)
    letter = letter_to(cast.housing)
    acknowledge(letter, by=cast.housing_officer, now=SENT_AT)
    assert Letter.history.filter(id=letter.pk).count() == 2
    acts = AuditEntry.objects.filter(subject_id=letter.pk).order_by("number").values_list("act", "actor_id")
    assert list(acts) == [
        ("letter_issued", cast.administrator.pk),
        ("letter_acknowledged", cast.housing_officer.pk),
    ]


def test_the_list_asks_as_much_for_ten_letters_as_for_many(cast, decided):
    def grow_to(count):
        for number in range(Letter.objects.filter(code="H").count(), count):
            name = f"Agency {number}"
            agency = add_agency(name=name, short_name=name, by=cast.administrator, now=SENT_AT)
            join_agency(decided, agency, by=cast.administrator, now=SENT_AT)
            issue(decided, "H", agency=agency, by=cast.administrator, now=SENT_AT)

    def queries():
        client = signed_in(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("letters:list", args=[decided.pk])).status_code == 200
        return len(captured)

    grow_to(10)
    with_ten = queries()
    grow_to(MANY)
    assert queries() == with_ten
