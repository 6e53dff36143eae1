from django.db import migrations

from scr.audit.recording import RecordEveryWrite


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_entries_by_moment"),
        ("referrals", "0002_second_wall"),
    ]

    operations = [
        RecordEveryWrite(
            "Referral",
            "KnownAgency",
            "AidAnswer",
            "PanelView",
            "Recommendation",
            "CriterionAnswer",
            "Decision",
        ),
    ]
