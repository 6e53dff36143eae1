from django.db import migrations

from scr.audit.recording import RecordEveryWrite


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_entries_by_moment"),
        ("people", "0009_emergency_reader"),
    ]

    operations = [
        RecordEveryWrite("Agency", "Board", "BankHoliday", "Appointment", "ExternalBody", chain=None),
        RecordEveryWrite("User", chain=None, left_out=("password", "last_login")),
    ]
