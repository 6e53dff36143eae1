from django.db import migrations

# What is written once and never changed: a correction is another row. This holds for the owner as well.
# The role of the application may delete nothing in any case; destruction of a whole case is the owner's.
WRITTEN_ONCE = (
    "panelview",
    "recommendation",
    "criterionanswer",
    "decision",
    "reopening",
    "officerconsulted",
)
FUNCTION = """
CREATE FUNCTION referrals_written_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% is written once and never changed', TG_TABLE_NAME USING ERRCODE = '23000';
END $$;
"""
TRIGGER = """
CREATE TRIGGER written_once BEFORE UPDATE ON referrals_{name}
FOR EACH ROW EXECUTE FUNCTION referrals_written_once();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0009_considered_again")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION referrals_written_once()"),
        *(
            migrations.RunSQL(TRIGGER.format(name=name), f"DROP TRIGGER written_once ON referrals_{name}")
            for name in WRITTEN_ONCE
        ),
    ]
