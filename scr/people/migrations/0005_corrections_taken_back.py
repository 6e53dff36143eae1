from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_calendar"),
    ]

    operations = [
        migrations.AddField(
            model_name="bankholiday",
            name="taken_back_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="historicalbankholiday",
            name="taken_back_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveConstraint(model_name="bankholiday", name="one_ruling_on_a_day"),
        migrations.AddConstraint(
            model_name="bankholiday",
            constraint=models.UniqueConstraint(
                condition=Q(taken_back_at__isnull=True),
                fields=("jurisdiction", "day"),
                name="one_ruling_on_a_day",
            ),
        ),
    ]
