from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_looks_and_seals")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["case_id", "at"], name="entry_of_a_moment"),
        ),
    ]
