"""Rows of a chronology typed in the browser, settled, withdrawn, and those of departments merged into one."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chronology.models import CaseColumn, Chronology, Entry, SilentPeriod
from chronology.services.columns import Worded, word_column, wordings_of
from chronology.services.lists import carry_over, list_in, place_of
from chronology.services.rows import add_row, change_row, confirm_days, restore_row, withdraw_row
from chronology.services.submitting import (
    declare_silence,
    merge_part,
    open_part,
    part_against_own,
    submit,
    withdraw_silence,
)
from scr.cases.audiences import Kind
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.cases.services import open_next_round, set_scope
from scr.cases.writing import compartment_of
from scr.outbox.models import Notice
from tests.cast import D0, referred
from tests.chronicling import taken_in
from tests.test_chronology import released, rows, xlsx

pytestmark = pytest.mark.usefixtures("rows")
TOLD = "The officer saw the child at home with her mother and agreed a visit for the next week"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = referred()
    period = {"period_from": date(2005, 1, 1), "period_to": date(2007, 3, 3)}
    set_scope(scene.case, **period, by=scene.cast.chair, now=D0)
    return scene


@pytest.fixture
def mine(cast):
    return {"by": cast.housing_author, "now": D0}


def said(day="09/01/2006", text=TOLD, **more):
    return {"date": day, "child_contact": text, "source": "Tenancy file", "staff": "", **more}


def own(case, cast, department=""):
    return list_in(place_of(case, cast.housing, department), department)


def url(name, case, cast, *more):
    return reverse(f"chronology:{name}", args=[case.pk, cast.housing.pk, *more])


class TestTyping:
    def test_a_row_is_typed_changed_and_taken_out_and_every_wording_stays(self, case, cast, mine):
        entry = add_row(case, cast.housing, said(), **mine)
        assert (entry.on, entry.child_contact) == (date(2006, 1, 9), TOLD)
        changed = change_row(entry, said("10/01/2006"), revision=1, **mine)
        assert (changed.pk, changed.on) == (entry.pk, date(2006, 1, 10))
        withdraw_row(changed, revision=2, **mine)
        assert not Entry.objects.standing().exists()
        restore_row(changed, revision=3, **mine)
        assert Entry.objects.standing().get().pk == entry.pk
        days = list(Entry.history.filter(id=entry.pk).order_by("history_id").values_list("on", flat=True))
        assert days == [date(2006, 1, 9), *[date(2006, 1, 10)] * 3]

    def test_of_two_who_change_a_row_the_second_is_told(self, case, cast, mine):
        entry = add_row(case, cast.housing, said(), **mine)
        change_row(entry, said(text=f"{TOLD}, as noted"), revision=1, **mine)
        with pytest.raises(Stale):
            change_row(entry, said(text="Something else"), revision=1, **mine)
        assert Entry.objects.get().child_contact == f"{TOLD}, as noted"

    def test_only_the_agencys_own_writers_type(self, case, cast, mine):
        entry = add_row(case, cast.housing, said(), **mine)
        for other in (cast.health_author, cast.housing_officer, cast.administrator):
            with pytest.raises(NotYourRole):
                add_row(case, cast.housing, said(), by=other, now=D0)
            with pytest.raises(NotYourRole):
                change_row(entry, said(), revision=1, by=other, now=D0)

    def test_rows_of_one_moment_stand_in_the_order_in_which_they_came(self, case, cast, mine):
        texts = [f"{TOLD}; number {number}" for number in range(3)]
        for text in texts:
            add_row(case, cast.housing, said(text=text), **mine)
        assert [entry.child_contact for entry in Entry.objects.all()] == texts

    def test_the_page_types_row_after_row_and_says_what_is_wrong_with_one(self, case, cast, client):
        client.force_login(cast.housing_author)
        page = client.post(
            url("new_row", case, cast), {**said(), "another": "another"}, follow=True
        ).content.decode()
        assert "A new row" in page
        client.post(url("new_row", case, cast), said("31/02/2006", "Ditto"))
        faulty = Entry.objects.get(on=None)
        page = client.get(url("row", case, cast, faulty.pk)).content.decode()
        assert "is not a date that exists" in page
        assert "refers to the row above" in page

    def test_an_empty_row_is_not_saved(self, case, cast, client):
        client.force_login(cast.housing_author)
        page = client.post(url("new_row", case, cast), {"date": " "})
        assert "the row is empty" in page.content.decode()
        assert not Entry.objects.exists()

    def test_the_script_of_the_page_keeps_what_is_typed_and_learns_where(self, case, cast, client):
        client.force_login(cast.housing_author)
        typed = {**said(text="The officer saw"), "revision": "0", "base": "0", "turn": "1"}
        answer = client.post(url("new_row", case, cast), typed, headers={"accept": "application/json"})
        assert answer.status_code == 202
        told = answer.json()
        typed |= {"child_contact": TOLD, "revision": told["revision"], "turn": "2"}
        again = client.post(told["address"], typed, headers={"accept": "application/json"})
        assert (again.status_code, Entry.objects.get().child_contact) == (202, TOLD)
        late = client.post(told["address"], typed, headers={"accept": "application/json"})
        assert late.status_code == 409
        assert "Somebody changed this row" in late.json()["refused"]

    def test_another_agencys_row_is_not_there(self, case, cast, client, mine):
        entry = add_row(case, cast.housing, said(), **mine)
        client.force_login(cast.health_author)
        foreign = reverse("chronology:row", args=[case.pk, cast.health.pk, entry.pk])
        assert client.get(foreign).status_code == 404
        assert client.post(foreign, said(text="Mine now")).status_code == 404
        assert Entry.objects.get().child_contact == TOLD


class TestDays:
    def test_undated_rows_are_sorted_by_the_day_that_their_author_says(self, case, cast, mine):
        entry = add_row(case, cast.housing, said("no idea"), **mine)
        chronology = own(case, cast)
        with pytest.raises(NotTheMoment):
            submit(chronology, revision=chronology.revision, **mine)
        days = {str(entry.pk): date(2006, 3, 1)}
        assert confirm_days(chronology, days, revision=chronology.revision, **mine) == 1
        kept = Entry.objects.get()
        assert (kept.on, kept.date_text) == (date(2006, 3, 1), "no idea")
        assert kept.is_estimated and kept.is_confirmed
        assert submit(own(case, cast), revision=own(case, cast).revision, **mine).submitted_at == D0

    def test_a_list_that_was_changed_meanwhile_is_shown_again(self, case, cast, mine):
        entry = add_row(case, cast.housing, said("no idea"), **mine)
        seen = own(case, cast).revision
        add_row(case, cast.housing, said(), **mine)
        with pytest.raises(Stale):
            confirm_days(own(case, cast), {str(entry.pk): date(2006, 3, 1)}, revision=seen, **mine)
        assert Entry.objects.get(pk=entry.pk).on is None

    def test_a_confirmed_day_outlives_the_next_file_and_not_another_date(self, case, cast, mine):
        undated = rows(2)
        undated[1] = type(undated[1])(date_text="some day", child_contact=TOLD, source="Tenancy file")
        taken_in(case, cast.housing, content=xlsx(undated), **mine)
        entry = Entry.objects.get(on=None)
        chronology = own(case, cast)
        confirm_days(chronology, {str(entry.pk): date(2006, 3, 1)}, revision=chronology.revision, **mine)
        taken_in(case, cast.housing, content=xlsx([*undated, *rows(1, first=date(2006, 9, 9))]), **mine)
        entry.refresh_from_db()
        assert (entry.on, entry.is_confirmed) == (date(2006, 3, 1), True)
        undated[1] = type(undated[1])(date_text="another day", child_contact=TOLD, source="Tenancy file")
        taken_in(case, cast.housing, content=xlsx(undated), **mine)
        entry.refresh_from_db()
        assert (entry.on, entry.is_confirmed) == (None, False)

    def test_the_page_settles_all_at_once(self, case, cast, client, mine):
        many = [add_row(case, cast.housing, said("no idea", f"{TOLD} {n}"), **mine) for n in range(3)]
        client.force_login(cast.housing_author)
        page = client.get(url("days", case, cast)).content.decode()
        assert "Sort all 3 by these days" in page
        sent = {"revision": own(case, cast).revision}
        for entry in many:
            sent |= {f"{entry.pk}_day": "1", f"{entry.pk}_month": "3", f"{entry.pk}_year": "2006"}
        page = client.post(url("days", case, cast), sent, follow=True).content.decode()
        assert "3 rows settled" in page
        assert Entry.objects.filter(on=date(2006, 3, 1), is_estimated=True).count() == 3


class TestParts:
    def test_two_departments_and_the_author_write_one_chronology(self, case, cast, mine):
        taken_in(case, cast.housing, content=xlsx(rows(2)), **mine)
        for name, first in (("Repairs", date(2006, 2, 1)), ("Homelessness", date(2006, 5, 1))):
            open_part(case, cast.housing, name, **mine)
            content = xlsx(rows(3, text=f"{name} saw it", first=first))
            taken_in(case, cast.housing, content=content, department=name, **mine)
            part = own(case, cast, name)
            submit(part, revision=part.revision, **mine)
            merge_part(
                own(case, cast, name),
                part_revision=own(case, cast, name).revision,
                revision=own(case, cast).revision,
                **mine,
            )
        standing = Entry.objects.standing().filter(chronology=own(case, cast))
        assert standing.count() == 8
        taken_in(case, cast.housing, content=xlsx(rows(1)), **mine)
        by_department = [standing.filter(department=name).count() for name in ("", "Repairs", "Homelessness")]
        assert by_department == [1, 3, 3]

    def test_a_part_is_merged_only_when_it_was_sent_and_once(self, case, cast, mine):
        part = open_part(case, cast.housing, "Repairs", **mine)
        with pytest.raises(NotTheMoment, match="not sent"):
            merge_part(part, part_revision=0, revision=0, **mine)
        add_row(case, cast.housing, said(), department="Repairs", **mine)
        part = own(case, cast, "Repairs")
        submit(part, revision=part.revision, **mine)
        merge_part(part, part_revision=part.revision, revision=0, **mine)
        with pytest.raises(NotTheMoment, match="already"):
            merge_part(part, part_revision=part.revision, revision=own(case, cast).revision, **mine)

    def test_the_author_is_told_and_nothing_of_it_leaves_the_agency(self, case, cast, client, mine):
        open_part(case, cast.housing, "Repairs", **mine)
        add_row(case, cast.housing, said(text="Qz-part-token was seen"), department="Repairs", **mine)
        part = own(case, cast, "Repairs")
        submit(part, revision=part.revision, **mine)
        notice = Notice.objects.get(key__startswith=f"chronology-part:{part.pk}")
        assert notice.recipient_id == cast.housing_author.pk
        assert "Qz-part-token" not in notice.body
        released(case, cast, cast.housing)
        client.force_login(cast.panel_member)
        for address in (reverse("chronology:integrated", args=[case.pk]), url("agency_rows", case, cast)):
            assert "Qz-part-token" not in client.get(address).content.decode()

    def test_the_pages_lead_from_the_part_into_the_chronology(self, case, cast, client):
        client.force_login(cast.housing_author)
        client.post(url("open_part", case, cast), {"department": "Repairs"})
        part = Chronology.objects.get(department="Repairs")
        of_part = f"?part={part.pk}"
        client.post(url("new_row", case, cast) + of_part, said())
        part.refresh_from_db()
        client.post(url("submit", case, cast) + of_part, {"revision": part.revision})
        page = client.get(url("agency_rows", case, cast)).content.decode()
        assert "Sent to you" in page
        page = client.get(url("merge_part", case, cast, part.pk)).content.decode()
        assert "Take the part in" in page
        part.refresh_from_db()
        sent = {"revision": 0, "part_revision": part.revision}
        client.post(url("merge_part", case, cast, part.pk), sent)
        merged = Entry.objects.get(chronology__department="")
        assert (merged.department, merged.child_contact) == ("Repairs", TOLD)

    def test_what_differs_is_seen_before_it_is_merged(self, case, cast, mine):
        open_part(case, cast.housing, "Repairs", **mine)
        add_row(case, cast.housing, said(), department="Repairs", **mine)
        _known, coming, comparison = part_against_own(own(case, cast, "Repairs"), own(case, cast))
        assert comparison.counts == {"added": 1, "changed": 0, "withdrawn": 0, "unchanged": 0}
        assert coming[0].child_contact == TOLD


class TestSilence:
    def test_days_without_contact_are_declared_and_taken_back(self, case, cast, mine, client):
        add_row(case, cast.housing, said(), **mine)
        days = {"first_day": date(2006, 2, 1), "last_day": date(2006, 5, 1)}
        stated = declare_silence(case, cast.housing, **days, because="Paper file and database", **mine)
        released(case, cast, cast.housing)
        client.force_login(cast.panel_member)
        page = client.get(url("agency_rows", case, cast)).content.decode()
        assert "1 February 2006 to 1 May 2006" in page
        assert "Paper file and database" in page
        withdraw_silence(stated, **mine)
        assert "Paper file and database" not in client.get(url("agency_rows", case, cast)).content.decode()
        with pytest.raises(NotTheMoment):
            withdraw_silence(stated, **mine)

    def test_days_with_a_row_are_not_silent(self, case, cast, mine):
        add_row(case, cast.housing, said(), **mine)
        days = {"first_day": date(2006, 1, 1), "last_day": date(2006, 1, 31)}
        with pytest.raises(NotTheMoment, match="rows of the chronology on these days"):
            declare_silence(case, cast.housing, **days, because="Paper file", **mine)
        assert not SilentPeriod.objects.exists()

    def test_the_last_day_is_not_before_the_first(self, case, cast, client):
        client.force_login(cast.housing_author)
        sent = {"because": "Paper file"}
        sent |= {"first_day_day": "1", "first_day_month": "3", "first_day_year": "2006"}
        sent |= {"last_day_day": "1", "last_day_month": "2", "last_day_year": "2006"}
        page = client.post(url("silence", case, cast), sent).content.decode()
        assert "The last day must not be before the first" in page
        assert not SilentPeriod.objects.exists()


class TestRounds:
    def test_a_new_round_begins_with_the_rows_of_the_one_before(self, case, cast, mine):
        first = add_row(case, cast.housing, said(), **mine)
        withdraw_row(add_row(case, cast.housing, said(text="Wrong file"), **mine), revision=1, **mine)
        open_next_round(case, cast.housing, by=cast.chair, now=D0 + timedelta(days=9))
        carry_over(case, cast.housing, by=cast.chair, now=D0 + timedelta(days=9))
        place = compartment_of(case, Kind.CHRONOLOGY, cast.housing)
        again = Entry.objects.get(compartment=place)
        assert (again.lineage, again.child_contact) == (first.lineage, TOLD)
        assert again.pk != first.pk
        change_row(again, said(text="Put right"), revision=again.revision, **mine)
        first.refresh_from_db()
        assert first.child_contact == TOLD


class TestColumns:
    def test_the_seven_are_there_and_a_case_adds_its_own(self, case, cast, client):
        assert len(wordings_of(case)) == 7
        client.force_login(cast.administrator)
        page = reverse("chronology:columns", args=[case.pk])
        client.post(page, {"key": "", "heading": "Police reference", "guidance": "The number of the log"})
        assert CaseColumn.objects.get().key == "added_1"
        assert [one.heading for one in wordings_of(case)][-1] == "Police reference"

    def test_a_heading_is_one_columns_and_there_are_at_most_five_more(self, case, cast):
        by = {"by": cast.administrator, "now": D0}
        for number in range(5):
            word_column(case, Worded("", f"Column {number}", ""), revision=0, **by)
        with pytest.raises(NotTheMoment, match="5 columns of its own"):
            word_column(case, Worded("", "One more", ""), revision=0, **by)
        with pytest.raises(NotTheMoment, match="heading already"):
            word_column(case, Worded("comment", "column 3", ""), revision=0, **by)

    def test_whoever_does_not_draft_the_terms_does_not_word_them(self, case, cast):
        for other in (cast.housing_author, cast.panel_member):
            with pytest.raises(NotYourRole):
                word_column(case, Worded("", "Mine", ""), revision=0, by=other, now=D0)


def test_a_file_waits_for_its_sender_alone(case, cast, client):
    client.force_login(cast.housing_author)
    sent = {"file": SimpleUploadedFile("rows.xlsx", xlsx())}
    page = client.post(url("upload", case, cast), sent, follow=True)
    address = page.request["PATH_INFO"]
    assert client.get(address).status_code == 200
    for other in (cast.housing_officer, cast.health_author, cast.administrator, cast.outsider):
        client.force_login(other)
        assert client.get(address).status_code == 404
        assert client.post(address, {"revision": 0}).status_code == 404
    assert not Entry.objects.exists()


def test_no_task_is_open_for_a_chronology_that_was_submitted(case, cast, mine):
    """Submitting meets no clock by itself: the review and its chronology go to the board together."""
    add_row(case, cast.housing, said(), **mine)
    before = Duty.objects.open().filter(case=case).count()
    submit(own(case, cast), revision=own(case, cast).revision, **mine)
    assert Duty.objects.open().filter(case=case).count() == before
