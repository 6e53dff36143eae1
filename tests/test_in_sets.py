"""Many rows written at once say in table and history what the library would have written one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chronology.models import Chronology, Entry
from scr.audit.models import AuditEntry
from scr.audit.services import change_many_recorded, save_many_recorded, save_recorded
from tests.cast import D0
from tests.chronicling import taken_in
from tests.test_chronology import xlsx

pytestmark = pytest.mark.usefixtures("rows")
TEXTS = ["plain", "quotes \" and ' and \\", "two\nlines\tand a tab", "£20 – café “x”", "{}[],:null", ""]
OF_HISTORY = ("history_id", "history_date")


@pytest.fixture
def chronology(case, cast):
    taken_in(case, cast.housing, content=xlsx(), by=cast.housing_author, now=D0)
    return Chronology.objects.get()


def entries(chronology, cast):
    return [
        Entry(
            case=chronology.case,
            compartment=chronology.compartment,
            chronology=chronology,
            agency=cast.housing,
            on=date(2006, 1, 9) + timedelta(days=number) if number % 2 else None,
            date_text=text,
            comment=text,
            more={"added_1": text, "added_2": [text, None]} if number % 2 else {},
            withdrawn_at=D0 + timedelta(microseconds=number) if number % 2 else None,
            sort_key=f"{number:03d}",
        )
        for number, text in enumerate(TEXTS)
    ]


def told(pk):
    """The newest history of a row without what differs from write to write."""
    row = Entry.history.filter(id=pk).order_by("-history_id").values().first()
    return {name: value for name, value in row.items() if name not in OF_HISTORY}


def stands(pk):
    return Entry.objects.filter(pk=pk).values().get()


def test_new_rows_and_their_history_are_what_saving_each_would_have_written(chronology, cast):
    at_once, one_by_one = entries(chronology, cast), entries(chronology, cast)
    save_many_recorded(at_once, by=cast.housing_author, at=D0, act="entries_imported")
    for row in one_by_one:
        save_recorded(row, by=cast.housing_author, at=D0, act="entry_typed")
    for one, other in zip(at_once, one_by_one, strict=True):
        own = {"id", "lineage"}
        for read in (stands, told):
            first, second = read(one.pk), read(other.pk)
            assert {k: v for k, v in first.items() if k not in own} == {
                k: v for k, v in second.items() if k not in own
            }
        assert not one._state.adding


def test_changed_rows_too(chronology, cast):
    rows = entries(chronology, cast)
    save_many_recorded(rows, by=cast.housing_author, at=D0, act="entries_imported")
    later = D0 + timedelta(days=1)
    for row in rows:
        row.comment, row.more, row.on = f"{row.comment} again", {"added_1": "x"}, date(2006, 5, 5)
    change_many_recorded(rows, by=cast.housing_author, at=later, act="entries_changed")
    for row in rows:
        newest = told(row.pk)
        assert newest.pop("history_type") == "~"
        assert {name: newest[name] for name in stands(row.pk)} == stands(row.pk)
        assert stands(row.pk)["comment"] == f"{row.comment}"
    assert Entry.history.filter(history_date=later).count() == len(rows)


def test_statements_do_not_grow_with_the_rows_and_one_audit_entry_tells_of_all(chronology, cast):
    counts = []
    for many in (1, 300):
        rows = [entries(chronology, cast)[0] for _ in range(many)]
        with CaptureQueriesContext(connection) as seen:
            save_many_recorded(rows, by=cast.housing_author, at=D0, act="entries_imported")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    newest = AuditEntry.objects.filter(case_id=chronology.case_id).order_by("-number").first()
    assert newest.facts["rows"] == 300


def test_nothing_is_written_for_no_rows(chronology, cast):
    before = AuditEntry.objects.count()
    save_many_recorded([], by=cast.housing_author, at=D0, act="entries_imported")
    assert AuditEntry.objects.count() == before
