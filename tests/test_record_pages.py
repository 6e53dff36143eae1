"""The history of a case, who looked, and sign-ins: who reads how much of them, filtered and paged."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scr.audit.models import Look
from scr.audit.services import note_look
from scr.cases.audiences import Kind
from scr.cases.services import record_milestone
from scr.cases.writing import compartment_of
from scr.documents.services import store
from scr.pages import record_filter
from tests.cast import D0
from tests.counts import MANY

PAGE = 5

pytestmark = pytest.mark.usefixtures("rows")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, case):
    return reverse(name, args=[case.pk])


def read(user, address, **asked):
    response = browser(user).get(address, asked)
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def keep(case, kind, agency, *, by, title, now=D0):
    compartment = compartment_of(case, kind, agency)
    file = {"kind": "note", "title": title, "filename": "a.txt", "content": b"x"}
    return store(case, compartment, **file, agency=agency, by=by, now=now)


@pytest.fixture
def papers(cast, case):
    """A private note of each agency."""
    return [
        keep(case, Kind.PRIVATE, cast.housing, by=cast.housing_author, title="Notes of Housing"),
        keep(case, Kind.PRIVATE, cast.health, by=cast.health_author, title="Notes of Health"),
    ]


# History


def test_history_says_who_did_what(cast, case):
    page = read(cast.chair, url("history", case))
    assert "Alma Admin opened the case." in page
    joined = "Hanna Housing began to take part as agency reviewer for Westmarch Housing."
    assert f"{joined} Added by Alma Admin." in page
    assert "9:40am on 5 March 2007" in page


def test_details_are_shown_when_asked_for(cast, case):
    address = url("history", case)
    detail = "Alma Admin opened a part of the case: the referral."
    assert detail not in read(cast.chair, address)
    assert detail in read(cast.chair, address, every="on")


def test_nobody_reads_in_the_history_what_is_not_open_to_them(cast, case, papers):
    for reader, titles in (
        (cast.chair, []),
        (cast.administrator, []),
        (cast.housing_officer, ["Notes of Housing"]),
        (cast.health_officer, ["Notes of Health"]),
    ):
        page = read(reader, url("history", case), every="on")
        assert [one.title for one in papers if one.title in page] == titles


def test_a_chief_officer_reads_what_their_own_agency_did_and_nothing_else(cast, case, papers):
    page = read(cast.housing_officer, url("history", case), every="on")
    assert "What Westmarch Housing did" in page
    assert "Hanna Housing added a document" in page
    assert "opened the case" not in page
    assert "Community Health" not in page


def test_others_read_no_history(cast, case):
    for person in (cast.panel_member, cast.housing_author):
        assert browser(person).get(url("history", case)).status_code == 403
    assert browser(cast.outsider).get(url("history", case)).status_code == 404


def test_history_is_filtered_by_person_agency_and_days(cast, case):
    record_milestone(case, "view_given", by=cast.panel_member, now=D0 + timedelta(days=3))
    address = url("history", case)
    by_pat = read(cast.chair, address, person=str(cast.panel_member.pk))
    assert "1 entry, the newest first" in by_pat
    assert "Recorded by Pat Panel" in by_pat
    assert "Remove Pat Panel" in by_pat
    of_housing = read(cast.chair, address, agency=str(cast.housing.pk))
    assert "Westmarch Housing joined the case" in of_housing
    assert "Westmarch Community Health joined" not in of_housing
    later = read(cast.chair, address, since_day="6", since_month="3", since_year="2007")
    assert "1 entry, the newest first" in later
    assert "From 6 March 2007" in later
    earlier = read(cast.chair, address, until_day="5", until_month="3", until_year="2007")
    assert "Recorded by Pat Panel" not in earlier
    assert "opened the case" in earlier
    assert "Nothing fits" in read(cast.chair, address, until_day="4", until_month="3", until_year="2007")


def test_a_day_that_is_none_is_said_and_nothing_is_hidden(cast, case):
    page = read(cast.chair, url("history", case), since_day="31", since_month="2", since_year="2007")
    assert "From must be a real date" in page
    assert "opened the case" in page


def test_history_is_paged_and_no_entry_is_lost_between_pages(cast, case, monkeypatch):
    monkeypatch.setattr(record_filter, "PAGE", PAGE)
    for minute in range(2 * PAGE):
        record_milestone(case, "view_given", by=cast.panel_member, now=D0 + timedelta(minutes=minute + 1))
    client, person = browser(cast.chair), str(cast.panel_member.pk)
    numbers, address = [], f"{url('history', case)}?person={person}"
    while address:
        context = client.get(address).context
        numbers += [line.entry.number for line in context["lines"]]
        older = context["page"].older
        address = older and f"{url('history', case)}?person={person}&before={older}"
    assert len(numbers) == len(set(numbers)) == 2 * PAGE
    assert numbers == sorted(numbers, reverse=True)
    back = client.get(url("history", case), {"person": person, "after": numbers[-1]}).context
    assert [line.entry.number for line in back["lines"]] == numbers[PAGE - 1 : -1]


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_record_asks_as_much_however_long_it_is(cast, case):
    client = browser(cast.chair)
    browser(cast.panel_member).get(url("case", case))
    before = [queries(client, url(name, case)) for name in ("history", "looks")]
    others = [browser(cast.administrator), browser(cast.panel_member)]
    for day in range(MANY):
        record_milestone(case, "view_given", by=cast.chair, now=D0 + timedelta(days=day))
        others[day % 2].get(url("case", case))
    assert [queries(client, url(name, case)) for name in ("history", "looks")] == before


# Who looked


def test_the_chair_sees_who_looked_and_who_was_refused(cast, case):
    browser(cast.panel_member).get(url("case", case))
    browser(cast.outsider).get(url("case", case))
    browser(cast.housing_author).get(url("history", case))
    page = read(cast.chair, url("looks", case))
    assert "Pat Panel looked at the overview of the case." in page
    assert "Otto Outsider was refused the overview of the case." in page
    assert "Hanna Housing was refused the history of the case." in page


def test_the_chair_sees_a_refusal_of_something_in_the_case_that_the_address_does_not_say(cast, case, papers):
    browser(cast.health_author).get(reverse("documents:download", args=[papers[0].pk]))
    assert "Nia Health was refused a document." in read(cast.chair, url("looks", case))


def test_an_agency_sees_who_saw_what_is_its_own_and_nothing_of_another(cast, case, papers):
    for author, paper in zip((cast.housing_author, cast.health_author), papers, strict=True):
        browser(author).get(reverse("documents:download", args=[paper.pk]))
    taken = "took a copy of a document, which showed Westmarch Housing’s own notes."
    for reader in (cast.housing_officer, cast.housing_author):
        page = read(reader, url("looks", case))
        assert f"Hanna Housing {taken}" in page
        assert "Community Health" not in page
        assert "refused" not in page
    assert taken not in read(cast.health_officer, url("looks", case))
    assert taken not in read(cast.chair, url("looks", case)), "an agency's own notes are its own"


def test_a_page_of_many_agencies_is_told_to_each_of_them(cast, case):
    browser(cast.panel_member).get(url("case", case))
    for officer, agency in ((cast.housing_officer, cast.housing), (cast.health_officer, cast.health)):
        page = read(officer, url("looks", case))
        assert f"Pat Panel looked at the overview of the case, which showed how far {agency.name} is." in page
    whole = read(cast.chair, url("looks", case), person=str(cast.panel_member.pk))
    assert "1 entry, the newest first" in whole


def test_looks_are_filtered_by_person_agency_and_days(cast, case):
    browser(cast.panel_member).get(url("reviews:agencies", case))
    browser(cast.administrator).get(url("cases:participants", case))
    address = url("looks", case)
    assert "Alma Admin looked" not in read(cast.chair, address, person=str(cast.panel_member.pk))
    of_housing = read(cast.chair, address, agency=str(cast.housing.pk))
    assert "which showed how far Westmarch Housing is" in of_housing
    assert "how far Westmarch Community Health is" not in of_housing
    assert "Nobody fits" in read(cast.chair, address, until_day="5", until_month="3", until_year="2007")


def test_others_do_not_see_who_looked(cast, case):
    for person in (cast.panel_member, cast.overview_author, cast.outsider):
        assert browser(person).get(url("looks", case)).status_code in (403, 404)
    assert browser(cast.panel_member).get(url("looks", case)).status_code == 403


# Sign-ins


def test_sign_ins_and_refusals_are_for_administrators_and_name_no_case(cast, case):
    note_look(Look.Kind.SIGNED_IN, by=cast.chair, at=timezone.now(), path="/account/login/")
    note_look(Look.Kind.SIGN_IN_FAILED, by=None, at=timezone.now(), path="/account/login/")
    note_look(Look.Kind.SIGNED_OUT, by=cast.chair, at=timezone.now(), path="/account/logout/")
    browser(cast.outsider).get(url("case", case))
    browser(cast.panel_member).get(url("case", case))
    page = read(cast.administrator, reverse("sign_ins"))
    for sentence in (
        "Cora Chair signed in.",
        "Somebody could not sign in.",
        "Cora Chair signed out.",
        "Otto Outsider was refused a page.",
    ):
        assert sentence in page
    assert "Pat Panel" not in page
    assert case.code_name not in page
    assert str(case.pk) not in page
    assert browser(cast.chair).get(reverse("sign_ins")).status_code == 403
