from django.db import migrations, models

from scr.quick_migration import QuickMigration


class Migration(QuickMigration):
    dependencies = [
        ("people", "0016_deputies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "Board administrator"),
                    ("chair", "Independent Chair"),
                    ("panel_member", "Panel member"),
                    ("legal_adviser", "Legal adviser to the panel"),
                    ("agency_author", "Agency reviewer"),
                    ("chief_officer", "Chief officer"),
                    ("review_supporter", "Support for the reviewer"),
                    ("review_signer", "Signer inside the agency"),
                    ("designated_nurse", "Designated nurse"),
                    ("action_owner", "Action owner"),
                    ("overview_author", "Overview author"),
                    ("board_member", "Board member"),
                    ("operations_board", "Operations board member"),
                    ("auditor", "Auditor"),
                    ("emergency_reader", "Emergency reader"),
                    ("near_miss_group", "Member of the near-miss sub-group"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="historicalappointment",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "Board administrator"),
                    ("chair", "Independent Chair"),
                    ("panel_member", "Panel member"),
                    ("legal_adviser", "Legal adviser to the panel"),
                    ("agency_author", "Agency reviewer"),
                    ("chief_officer", "Chief officer"),
                    ("review_supporter", "Support for the reviewer"),
                    ("review_signer", "Signer inside the agency"),
                    ("designated_nurse", "Designated nurse"),
                    ("action_owner", "Action owner"),
                    ("overview_author", "Overview author"),
                    ("board_member", "Board member"),
                    ("operations_board", "Operations board member"),
                    ("auditor", "Auditor"),
                    ("emergency_reader", "Emergency reader"),
                    ("near_miss_group", "Member of the near-miss sub-group"),
                ],
                max_length=30,
            ),
        ),
    ]
