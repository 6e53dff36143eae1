"""How a quick migration splits its operations, so that none finds its own work already done by another."""

from django.db import models
from django.db.migrations import (
    AddField,
    AddIndex,
    AlterField,
    AlterModelOptions,
    CreateModel,
    RemoveField,
    RunPython,
    RunSQL,
)

from scr.audit.recording import RecordEveryWrite
from scr.quick_migration import runs

MADE = CreateModel("Letter", [("id", models.AutoField(primary_key=True))])
SENT_ON = AddField("Letter", "sent_on", models.DateField(null=True))
SENT_LATER = AlterField("letter", "sent_on", models.DateTimeField(null=True))
REPLY = AddField("reply", "letter", models.ForeignKey("letters.Letter", models.CASCADE, null=True))
BY_DAY = AddIndex("reply", models.Index(fields=["letter"], name="reply_by_letter"))
READS_ROWS = RunPython(RunPython.noop)
WALLED = RunSQL("ALTER TABLE letters_letter ENABLE ROW LEVEL SECURITY")
RECORDED = RecordEveryWrite("Letter")
NAMED = AlterModelOptions("Letter", {"verbose_name": "letter"})


def split(*operations):
    return list(runs(operations))


def test_what_concerns_different_tables_and_fields_stands_together():
    together = [MADE, REPLY, NAMED, BY_DAY, WALLED, RECORDED]
    assert split(*together) == [together]


def test_a_field_is_not_added_to_a_table_that_would_be_made_with_it():
    assert split(MADE, WALLED, SENT_ON) == [[MADE, WALLED], [SENT_ON]]


def test_a_field_is_changed_once_at_a_time():
    assert split(SENT_ON, REPLY, SENT_LATER) == [[SENT_ON, REPLY], [SENT_LATER]]


def test_what_reads_rows_or_takes_away_stands_by_itself():
    removed = RemoveField("reply", "letter")
    changes_models = RunSQL("", state_operations=[removed])
    for alone in (READS_ROWS, removed, changes_models):
        assert split(SENT_ON, alone, REPLY) == [[SENT_ON], [alone], [REPLY]]
    assert split() == []
