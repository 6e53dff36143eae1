"""The bodies that the procedure of 2007 writes to, and who came after them.

Rows are shipped, not typed by anybody: they have a first history row and no entry in the audit chain.
"""

import uuid
from datetime import UTC, date, datetime

from django.db import migrations

UNCHECKED = "The days are from general knowledge and were not checked against a source."
OF_2007 = "scr_beds_2007"

BODIES = (
    ("Commission for Social Care Inspection", "inspectorate", OF_2007, date(2004, 4, 1), date(2007, 3, 31)),
    ("Ofsted", "inspectorate", "", date(2007, 4, 1), None),
    ("Department for Education and Skills", "department", OF_2007, date(2001, 6, 8), date(2007, 6, 27)),
    (
        "Department for Children, Schools and Families",
        "department",
        "",
        date(2007, 6, 28),
        date(2010, 5, 11),
    ),
    ("Department for Education", "department", "", date(2010, 5, 12), None),
    ("Strategic health authority", "health_authority", OF_2007, date(2006, 7, 1), date(2013, 3, 31)),
    ("NHS England", "health_authority", "", date(2013, 4, 1), None),
    ("Coroner", "coroner", "", None, None),
)


def add_bodies(apps, schema_editor):
    body = apps.get_model("people", "ExternalBody")
    past = apps.get_model("people", "HistoricalExternalBody")
    now = datetime.now(UTC)
    for name, kind, procedure_key, from_on, until_on in BODIES:
        note = UNCHECKED if from_on else "Enter the name of the office and its address."
        values = {
            "id": uuid.uuid4(),
            "name": name,
            "kind": kind,
            "procedure_key": procedure_key,
            "from_on": from_on,
            "until_on": until_on,
            "address": "",
            "note": note,
        }
        body.objects.create(**values)
        past.objects.create(**values, history_date=now, history_type="+")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_external_bodies")]

    operations = [migrations.RunPython(add_bodies, migrations.RunPython.noop)]
