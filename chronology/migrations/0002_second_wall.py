from django.db import migrations

from scr.row_security import wall


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_second_wall"), ("chronology", "0001_initial")]
    operations = [
        wall("chronology_chronologyversion"),
        wall("chronology_historicalchronologyversion"),
        wall("chronology_entry"),
        wall("chronology_historicalentry"),
        wall("chronology_importattempt"),
        wall("chronology_historicalimportattempt"),
    ]
