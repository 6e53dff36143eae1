from django.db import migrations

from scr.row_security import of_compartment, wall


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_second_wall"), ("documents", "0001_initial")]
    operations = [
        wall("documents_document"),
        wall("documents_historicaldocument"),
        wall("documents_rendering", of_compartment(service="renderer")),
    ]
