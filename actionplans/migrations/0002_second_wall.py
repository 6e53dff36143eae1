from django.db import migrations

from scr.row_security import wall

# When a round is to be answered is for every owner to know; rounds used to lie with the board's own actions.
TOLD_TO_ALL = """
UPDATE {table} asked SET compartment_id = told.compartment_id FROM cases_case told WHERE told.id = asked.case_id
"""
ROUNDS = ("actionplans_round", "actionplans_historicalround")


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_second_wall"), ("actionplans", "0001_initial")]
    operations = [
        migrations.RunSQL([TOLD_TO_ALL.format(table=table) for table in ROUNDS], migrations.RunSQL.noop),
        wall("actionplans_action"),
        wall("actionplans_historicalaction"),
        wall("actionplans_actionupdate"),
        wall("actionplans_historicalactionupdate"),
        wall("actionplans_boardreport"),
        wall("actionplans_historicalboardreport"),
        wall("actionplans_evidence"),
        wall("actionplans_historicalevidence"),
        wall("actionplans_plan"),
        wall("actionplans_historicalplan"),
        wall("actionplans_round"),
        wall("actionplans_historicalround"),
        wall("actionplans_updaterequest"),
        wall("actionplans_historicalupdaterequest"),
    ]
