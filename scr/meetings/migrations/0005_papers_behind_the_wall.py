from django.db import migrations

from scr.audit.recording import RecordEveryWrite
from scr.row_security import wall

MODELS = ("AgendaItem", "Paper", "Pack", "Guest", "Apology", "Dissent", "MinutesCorrection")


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_entries_by_moment"),
        ("cases", "0008_every_write_is_recorded"),
        ("meetings", "0004_papers_and_attendance"),
    ]

    operations = [
        *(wall(f"meetings_{model.lower()}") for model in MODELS),
        *(wall(f"meetings_historical{model.lower()}") for model in MODELS),
        RecordEveryWrite(*MODELS),
    ]
