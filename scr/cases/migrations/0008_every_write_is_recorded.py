from django.db import migrations

from scr.audit.recording import RecordEveryWrite


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_entries_by_moment"),
        ("cases", "0007_who_stands_apart"),
    ]

    operations = [
        RecordEveryWrite("Case", chain="id"),
        RecordEveryWrite(
            "Compartment",
            "Release",
            "CaseAgency",
            "Participant",
            "Scope",
            "StageChange",
            "Milestone",
            "Duty",
            "Extension",
            "PlannedEvent",
            "NoConflict",
            "Nomination",
            "IndependenceStatement",
            "InvolvedPerson",
            "EmergencyAccess",
        ),
        RecordEveryWrite("CalendarFeed", "RuleSetting", chain=None),
    ]
