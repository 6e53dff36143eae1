from django.db import migrations

from scr.audit.recording import RecordEveryWrite
from scr.row_security import wall

MODELS = ("CoOption", "InformationRequest", "InformationReturn")


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_entries_by_moment"),
        ("cases", "0008_every_write_is_recorded"),
        ("referrals", "0007_information_and_co_options"),
    ]

    operations = [
        *(wall(f"referrals_{model.lower()}") for model in MODELS),
        *(wall(f"referrals_historical{model.lower()}") for model in MODELS),
        RecordEveryWrite(*MODELS),
    ]
