from django.db import migrations, models

from scr.quick_migration import QuickMigration
from scr.row_security import also_reads

SIGNER = ("board", "room", "submission", "chronology", "internal")
SUPPORTER = (*SIGNER, "private")


class Migration(QuickMigration):
    dependencies = [
        ("cases", "0014_standing_in"),
        ("people", "0017_who_signs_inside_an_agency"),
    ]

    operations = [
        also_reads(
            [
                *(("review_signer", kind, kind != "board", "") for kind in SIGNER),
                *(("review_supporter", kind, kind != "board", "") for kind in SUPPORTER),
                *((role, "internal", True, "") for role in ("agency_author", "chief_officer")),
            ]
        ),
        migrations.RemoveConstraint(
            model_name="compartment",
            name="agency_compartment_has_agency",
        ),
        migrations.AlterField(
            model_name="compartment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("board", "board"),
                    ("referral", "referral"),
                    ("panel", "panel"),
                    ("author", "author"),
                    ("plan", "plan"),
                    ("room", "room"),
                    ("private", "private"),
                    ("submission", "submission"),
                    ("chronology", "chronology"),
                    ("internal", "internal"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="historicalcompartment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("board", "board"),
                    ("referral", "referral"),
                    ("panel", "panel"),
                    ("author", "author"),
                    ("plan", "plan"),
                    ("room", "room"),
                    ("private", "private"),
                    ("submission", "submission"),
                    ("chronology", "chronology"),
                    ("internal", "internal"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="historicalindependencestatement",
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
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="historicalparticipant",
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
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="independencestatement",
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
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="participant",
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
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="compartment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ["chronology", "internal", "private", "room", "submission"]),
                        _negated=True,
                    ),
                    ("agency__isnull", False),
                    _connector="OR",
                ),
                name="agency_compartment_has_agency",
            ),
        ),
    ]
