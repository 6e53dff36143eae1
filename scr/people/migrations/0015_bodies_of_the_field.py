"""The bodies outside that the guidance names beside those of the letters, and who came after them.

Rows are shipped, not typed by anybody: they have a first history row and no entry in the audit chain, so the
database's check that everything written has one is put aside for them.
"""

import uuid
from datetime import UTC, date, datetime

from django.db import migrations

UNCHECKED = "The days are from general knowledge and were not checked against a source."
ASK = "Enter the name of the office and its address."
OF_2007 = "scr_beds_2007"
CHECKS = (
    ("people_externalbody", "is_recorded"),
    ("people_historicalexternalbody", "is_audited"),
)
BODIES = (
    ("Department of Health", "health_department", OF_2007, date(1988, 7, 25), date(2018, 1, 7)),
    ("Department of Health and Social Care", "health_department", "", date(2018, 1, 8), None),
    ("Secretary of State", "minister", "", None, None),
    ("Children’s Commissioner for England", "commissioner", "", date(2005, 7, 1), None),
    ("Crown Prosecution Service", "prosecution", "", date(1986, 10, 1), None),
    ("Senior investigating officer of the police", "police", "", None, None),
    ("Care Quality Commission", "other", "", date(2009, 4, 1), None),
    ("Child Safeguarding Practice Review Panel", "national_panel", "", date(2018, 6, 29), None),
)


def add_bodies(apps, schema_editor):
    body = apps.get_model("people", "ExternalBody")
    past = apps.get_model("people", "HistoricalExternalBody")
    now = datetime.now(UTC)
    for table, check in CHECKS:
        schema_editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {check}")
    for name, kind, procedure_key, from_on, until_on in BODIES:
        values = {
            "id": uuid.uuid4(),
            "name": name,
            "kind": kind,
            "procedure_key": procedure_key,
            "from_on": from_on,
            "until_on": until_on,
            "address": "",
            "note": UNCHECKED if from_on else ASK,
        }
        body.objects.create(**values)
        past.objects.create(**values, history_date=now, history_type="+")
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table, check in CHECKS:
        schema_editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {check}")


class Migration(migrations.Migration):
    dependencies = [("people", "0014_bodies_of_the_board")]

    operations = [migrations.RunPython(add_bodies, migrations.RunPython.noop)]
