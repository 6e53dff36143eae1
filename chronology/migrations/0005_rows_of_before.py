from django.db import migrations

from scr.audit.recording import RecordEveryWrite
from scr.row_security import wall

# What somebody has not decided on is theirs alone; the sweep throws away what is old.
OWN = "user_id = (SELECT my_user()) AND (SELECT my_onlooker()) IS NULL"

LIST = (
    "id, case_id, compartment_id, agency_id, department, completed_by, staff, revision, begun_at, begun_by_id, "
    "submitted_at, submitted_by_id"
)
NEW_OF_ENTRY = (
    "chronology_id, lineage, department, precision, first_day, last_day, is_confirmed, more, day_order, revision, "
    "withdrawn_at"
)
# A round had a version for each file, of which the newest held. It has one list from now on: the rows of the
# newest stand in it, those of earlier ones are withdrawn. History is told the same, as it was written before
# there were these columns; the triggers that compare the two look away meanwhile.
KEEP = f"""
ALTER TABLE chronology_entry DISABLE TRIGGER is_recorded;
ALTER TABLE chronology_importattempt DISABLE TRIGGER is_recorded;

INSERT INTO chronology_chronology ({LIST})
SELECT DISTINCT ON (compartment_id)
    gen_random_uuid(), case_id, compartment_id, agency_id, '', completed_by, staff, number, imported_at,
    imported_by_id, imported_at, imported_by_id
FROM chronology_chronologyversion ORDER BY compartment_id, number DESC;

INSERT INTO chronology_historicalchronology
    ({LIST}, history_date, history_type, history_change_reason, history_user_id)
SELECT {LIST}, begun_at, '+', NULL, begun_by_id FROM chronology_chronology;

UPDATE chronology_entry entry SET
    chronology_id = list.id, lineage = entry.id, first_day = entry."on", last_day = entry."on",
    precision = CASE WHEN entry.is_estimated THEN 'about' ELSE 'day' END, day_order = entry.row_number,
    withdrawn_at = CASE WHEN version.imported_at < list.begun_at THEN list.begun_at END
FROM chronology_chronologyversion version, chronology_chronology list
WHERE version.id = entry.version_id AND list.compartment_id = version.compartment_id;

UPDATE chronology_historicalentry told SET ({NEW_OF_ENTRY}) = (
    SELECT {NEW_OF_ENTRY} FROM chronology_entry entry WHERE entry.id = told.id
);

UPDATE chronology_importattempt attempt SET document_id = version.document_id
FROM chronology_chronologyversion version
WHERE attempt.is_accepted AND attempt.case_id = version.case_id AND attempt.agency_id = version.agency_id
    AND attempt.tried_at = version.imported_at;

UPDATE chronology_historicalimportattempt told SET document_id = attempt.document_id
FROM chronology_importattempt attempt WHERE attempt.id = told.id;

SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE chronology_entry ENABLE TRIGGER is_recorded;
ALTER TABLE chronology_importattempt ENABLE TRIGGER is_recorded;
"""


class Migration(migrations.Migration):
    dependencies = [("chronology", "0004_kept_rows"), ("people", "0008_signing_in")]

    operations = [
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        *(
            wall(f"chronology_{kind}{model}")
            for model in ("chronology", "silentperiod", "casecolumn")
            for kind in ("", "historical")
        ),
        wall("chronology_waitingfile", f"({OWN}) OR my_service() = 'sweep'"),
        RecordEveryWrite("Chronology", "SilentPeriod", "CaseColumn"),
        RecordEveryWrite("KnownHeading", chain=None),
    ]
