from django.db import migrations

from scr.audit.recording import RecordEveryWrite


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_entries_by_moment"),
        ("reviews", "0003_interviews"),
    ]

    operations = [
        RecordEveryWrite(
            "RecordsSecured",
            "AuthorAppointment",
            "Submission",
            "AgencyRecommendation",
            "ReviewReturn",
            "ReviewWaiver",
            "Interview",
        ),
        RecordEveryWrite(
            "OverviewEngagement",
            "OverviewReport",
            "OverviewRecommendation",
            "OverviewAddressee",
            "OverviewAgreement",
            "Endorsement",
        ),
        RecordEveryWrite("TermsDraft", "TermsOfReference", "TermsQuestion", "TermsAgency"),
    ]
