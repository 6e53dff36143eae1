"""Bodies outside: kept with their days, offered by procedure and day, written to, never lost."""

from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scr.audit.models import AuditEntry
from scr.audit.querysets import Unrecorded
from scr.cases.services import record_milestone
from scr.letters.models import Letter
from scr.people.models import ExternalBody
from scr.people.services import save_body
from tests.cast import D0, make_case, make_cast
from tests.letter_desk import send, signed_in, words_of

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Ashvale Inspectorate",
    "kind": "inspectorate",
    "is_named": "no",
    "from_on_day": "1",
    "from_on_month": "4",
    "from_on_year": "2007",
    "until_on_day": "",
    "until_on_month": "",
    "until_on_year": "",
    "address": "1 Low Street\nAshvale",
    "note": "By secure post",
}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def decided(cast):
    case = make_case(cast)
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    return case


def offered(kind, day, key="scr_beds_2007"):
    return [one.name for one in ExternalBody.objects.for_letters(kind, procedure_key=key, day=day)]


def add(cast, **changes):
    address = reverse("people:add_body")
    answer = signed_in(cast.administrator).post(address, {**TYPED, **changes}, follow=True)
    return answer.content.decode()


def test_the_procedure_of_2007_keeps_its_bodies_whatever_the_day():
    csci, ofsted = "Commission for Social Care Inspection", "Ofsted"
    assert offered("inspectorate", date(2007, 3, 27)) == [csci]
    assert offered("inspectorate", date(2007, 4, 1)) == [csci, ofsted]
    assert offered("inspectorate", date(2026, 4, 1)) == [csci, ofsted]
    assert offered("inspectorate", date(2026, 4, 1), key="another") == [ofsted]


def test_a_body_is_offered_from_its_first_to_its_last_day():
    for day, name in (
        (date(2007, 6, 28), "Department for Children, Schools and Families"),
        (date(2010, 5, 11), "Department for Children, Schools and Families"),
        (date(2010, 5, 12), "Department for Education"),
    ):
        assert offered("department", day, key="another") == [name]
    assert offered("department", date(2007, 6, 27), key="another") == []


def test_the_administrator_adds_a_body_and_lets_it_end(cast):
    assert "Ashvale Inspectorate is saved" in add(cast)
    body = ExternalBody.objects.get(name="Ashvale Inspectorate")
    assert (body.kind, body.from_on, body.until_on, body.procedure_key) == (
        "inspectorate",
        date(2007, 4, 1),
        None,
        "",
    )
    end = {"until_on_day": "31", "until_on_month": "12", "until_on_year": "2009"}
    client = signed_in(cast.administrator)
    address = reverse("people:edit_body", args=[body.pk])
    assert 'value="Ashvale Inspectorate"' in client.get(address).content.decode()
    shown = client.post(address, {**TYPED, **end, "is_named": "yes"}, follow=True).content.decode()
    assert "31 December 2009" in shown
    body.refresh_from_db()
    assert (body.until_on, body.procedure_key) == (date(2009, 12, 31), "scr_beds_2007")
    assert body.history.count() == 2
    acts = AuditEntry.objects.filter(subject_id=body.pk).order_by("number").values_list("act", flat=True)
    assert list(acts) == ["body_added", "body_changed"]


def test_a_body_does_not_end_before_it_begins(cast):
    shown = add(cast, until_on_day="31", until_on_month="3", until_on_year="2007")
    assert "Last day must be on or after the first day" in shown
    assert 'value="Ashvale Inspectorate"' in shown
    assert not ExternalBody.objects.filter(name="Ashvale Inspectorate").exists()


def test_an_empty_form_says_what_to_enter(cast):
    shown = signed_in(cast.administrator).post(reverse("people:add_body"), {}).content.decode()
    for words in ("Enter name", "Select kind", "Does the board’s procedure name it?"):
        assert words in shown


def test_a_body_is_never_deleted():
    for write in (ExternalBody.objects.all().delete, lambda: ExternalBody.objects.update(name="x")):
        with pytest.raises(Unrecorded):
            write()


@pytest.mark.requirement("R056")
def test_the_notices_go_to_inspectorate_department_and_health_authority(cast, decided):
    for code, kind, name in (
        ("INSPECTORATE", "inspectorate", "Commission for Social Care Inspection"),
        ("DEPARTMENT", "department", "Department for Education and Skills"),
        ("HEALTH_AUTHORITY", "health_authority", "Strategic health authority"),
    ):
        body = ExternalBody.objects.get(kind=kind, procedure_key="scr_beds_2007")
        shown, letters = send(cast.administrator, decided, code, body=str(body.pk), addressee="")
        assert f"sent to {name}." in shown
        assert (letters[0].body, letters[0].addressee) == (body, name)
    notice = words_of(Letter.objects.get(code="INSPECTORATE"))
    assert "the education department can read the notices in your database" in notice


def test_a_letter_keeps_name_and_address_when_the_body_changes(cast, decided):
    body = ExternalBody.objects.get(kind="inspectorate", procedure_key="scr_beds_2007")
    body.address = "1 Low Street\n<b>Ashvale</b>"
    save_body(body, by=cast.administrator, now=D0)
    letter = send(cast.administrator, decided, "INSPECTORATE", body=str(body.pk), addressee="")[1][0]
    body.name, body.address = "Renamed", "Elsewhere"
    save_body(body, by=cast.administrator, now=D0)
    shown = signed_in(cast.administrator).get(reverse("letters:letter", args=[letter.pk])).content.decode()
    assert "Commission for Social Care Inspection" in shown
    assert "1 Low Street<br>&lt;b&gt;Ashvale" in shown
    assert "Renamed" not in shown and "Elsewhere" not in shown


def test_the_page_offers_the_bodies_first_and_shows_the_letter_to_the_first_of_them(cast, decided):
    address = reverse("letters:issue", args=[decided.pk, "INSPECTORATE"])
    shown = signed_in(cast.administrator).get(address).content.decode()
    assert shown.index('name="body"') < shown.index('name="addressee"')
    assert "From 1 April 2004 until 31 March 2007" in shown
    assert "Commission for Social Care Inspection" in shown.partition("The text of the letter")[2]


def test_only_bodies_of_the_letters_kind_can_be_chosen(cast, decided):
    coroner = ExternalBody.objects.get(kind="coroner")
    address = reverse("letters:issue", args=[decided.pk, "INSPECTORATE"])
    client = signed_in(cast.administrator)
    assert str(coroner.pk) not in client.get(address).content.decode()
    assert client.post(address, {"body": str(coroner.pk), "addressee": "x"}).status_code == 200
    assert not Letter.objects.exists()


def test_without_any_body_the_page_says_what_to_do_next():
    """Of no list: the application's role deletes no body, and an installation begins with some."""
    shown = render_to_string("people/bodies.html", {"bodies": ExternalBody.objects.none()})
    assert "No bodies yet" in shown and "Add the inspectorate first" in shown


def test_the_list_asks_as_much_for_ten_bodies_as_for_a_hundred(cast):
    def grow_to(count):
        for number in range(ExternalBody.objects.count(), count):
            save_body(ExternalBody(name=f"Body {number}", kind="other"), by=cast.administrator, now=D0)

    def queries():
        client = signed_in(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("people:bodies")).status_code == 200
        return len(captured)

    grow_to(10)
    with_ten = queries()
    grow_to(100)
    assert queries() == with_ten
