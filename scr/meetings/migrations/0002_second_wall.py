from django.db import migrations

from scr.row_security import wall


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_second_wall"), ("meetings", "0001_initial")]
    operations = [
        wall("meetings_attendance"),
        wall("meetings_historicalattendance"),
        wall("meetings_meeting"),
        wall("meetings_historicalmeeting"),
    ]
