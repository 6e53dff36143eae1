"""Letters that went out before texts had versions keep the label that they were sent under."""

from django.db import migrations

LABELS = {"H": "Letter H", "K": "Letter K", "INSPECTORATE": "Notice to the inspectorate"}


def label_letters(apps, schema_editor):
    for model in ("Letter", "HistoricalLetter"):
        for code, label in LABELS.items():
            apps.get_model("letters", model).objects.filter(code=code, label="").update(label=label)


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_texts_of_the_board")]

    operations = [migrations.RunPython(label_letters, migrations.RunPython.noop)]
