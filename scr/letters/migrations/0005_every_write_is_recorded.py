from django.db import migrations

from scr.audit.recording import RecordEveryWrite


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_entries_by_moment"),
        ("letters", "0004_second_wall"),
    ]

    operations = [
        RecordEveryWrite("Letter"),
        RecordEveryWrite("LetterText", chain=None),
    ]
