import django.db.models.deletion
from django.db import migrations, models

VERSIONS = "chronology_chronologyversion"


class Migration(migrations.Migration):
    dependencies = [("chronology", "0005_rows_of_before")]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="chronology__version_28d019_idx"),
        migrations.RemoveField(model_name="historicalentry", name="version"),
        migrations.RemoveField(model_name="entry", name="version"),
        migrations.AlterField(
            model_name="entry",
            name="chronology",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="chronology.chronology"
            ),
        ),
        migrations.DeleteModel(name="HistoricalChronologyVersion"),
        migrations.DeleteModel(name="ChronologyVersion"),
        migrations.RunSQL(
            f"DROP FUNCTION {VERSIONS}_is_recorded(); DROP FUNCTION {VERSIONS}_is_audited();",
            migrations.RunSQL.noop,
        ),
    ]
