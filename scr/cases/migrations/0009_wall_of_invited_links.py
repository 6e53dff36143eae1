from django.db import migrations

from scr.row_security import of_compartment, wall

# A link of a case belongs to a compartment, one of the board to its administrators. Its holder, who is nobody
# of the application's users, sees this one row.
OPENS = f"id = (SELECT my_link()) OR {of_compartment()} OR (case_id IS NULL AND (SELECT am_administrator()))"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0011_invited_links"),
        ("cases", "0008_every_write_is_recorded"),
    ]
    operations = [
        wall("people_invitedlink", OPENS),
        wall("people_historicalinvitedlink", OPENS),
    ]
