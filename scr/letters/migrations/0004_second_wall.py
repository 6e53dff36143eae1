from django.db import migrations

from scr.row_security import wall


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_second_wall"), ("letters", "0003_labels_of_letters_sent")]
    operations = [
        wall("letters_letter"),
        wall("letters_historicalletter"),
    ]
