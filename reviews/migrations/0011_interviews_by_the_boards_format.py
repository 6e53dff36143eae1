import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from scr.audit.recording import RecordEveryWrite
from scr.quick_migration import QuickMigration
from scr.row_security import wall


class Migration(QuickMigration):
    dependencies = [
        ("audit", "0003_entries_by_moment"),
        ("cases", "0015_who_signs_inside_an_agency"),
        ("documents", "0006_bound_papers"),
        ("people", "0017_who_signs_inside_an_agency"),
        ("reviews", "0010_written_in_the_browser"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalinterview",
            name="answers",
            field=models.JSONField(
                default=dict, help_text="what was said, by the heading of the board's format"
            ),
        ),
        migrations.AddField(
            model_name="historicalinterview",
            name="copy",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="the copy on paper",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="documents.rendering",
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="answers",
            field=models.JSONField(
                default=dict, help_text="what was said, by the heading of the board's format"
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="copy",
            field=models.ForeignKey(
                help_text="the copy on paper",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.rendering",
            ),
        ),
        migrations.AlterField(
            model_name="historicalinterview",
            name="notes",
            field=models.TextField(blank=True, help_text="what was said beside them"),
        ),
        migrations.AlterField(
            model_name="historicalinterview",
            name="summary",
            field=models.TextField(blank=True, help_text="as it is given to the interviewee"),
        ),
        migrations.AlterField(
            model_name="historicalinterview",
            name="support",
            field=models.TextField(
                blank=True, help_text="what was offered, as it was noted before offers had rows of their own"
            ),
        ),
        migrations.AlterField(
            model_name="interview",
            name="notes",
            field=models.TextField(blank=True, help_text="what was said beside them"),
        ),
        migrations.AlterField(
            model_name="interview",
            name="summary",
            field=models.TextField(blank=True, help_text="as it is given to the interviewee"),
        ),
        migrations.AlterField(
            model_name="interview",
            name="support",
            field=models.TextField(
                blank=True, help_text="what was offered, as it was noted before offers had rows of their own"
            ),
        ),
        migrations.CreateModel(
            name="HistoricalInterviewInvitation",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("addressee", models.CharField(help_text="as printed", max_length=200)),
                ("planned_for", models.DateTimeField(help_text="where the letter says when", null=True)),
                ("made_at", models.DateTimeField()),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.compartment",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rendering",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="documents.rendering",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical interview invitation",
                "verbose_name_plural": "historical interview invitations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSupportOffer",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("whom", models.CharField(help_text="post or initials", max_length=120)),
                ("offered", models.TextField(help_text="what was offered")),
                ("offered_on", models.DateField()),
                ("offered_by", models.CharField(help_text="who made the offer", max_length=120)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("open", "Not answered yet"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("remark", models.TextField(blank=True, help_text="what followed from it")),
                ("revision", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField()),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.compartment",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reviews.interview",
                    ),
                ),
                (
                    "involved",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.involvedperson",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical support offer",
                "verbose_name_plural": "historical support offers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="InterviewInvitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("addressee", models.CharField(help_text="as printed", max_length=200)),
                ("planned_for", models.DateTimeField(help_text="where the letter says when", null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.agency"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.compartment"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rendering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.rendering",
                    ),
                ),
            ],
            options={
                "ordering": ["made_at"],
            },
        ),
        migrations.CreateModel(
            name="SupportOffer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("whom", models.CharField(help_text="post or initials", max_length=120)),
                ("offered", models.TextField(help_text="what was offered")),
                ("offered_on", models.DateField()),
                ("offered_by", models.CharField(help_text="who made the offer", max_length=120)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("open", "Not answered yet"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("remark", models.TextField(blank=True, help_text="what followed from it")),
                ("revision", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.agency"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.compartment"
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.interview",
                    ),
                ),
                (
                    "involved",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.involvedperson",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["offered_on", "saved_at"],
            },
        ),
        wall("reviews_interviewinvitation"),
        wall("reviews_historicalinterviewinvitation"),
        wall("reviews_supportoffer"),
        wall("reviews_historicalsupportoffer"),
        RecordEveryWrite("InterviewInvitation", "SupportOffer"),
    ]
