from django.db import migrations

# What IdentityMiddleware and acting_as have told the database, for the policies of every later table.
SQL = [
    """
    CREATE FUNCTION my_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('scr.user_id', true), '')::uuid $$
    """,
    """
    CREATE FUNCTION my_service() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(current_setting('scr.service', true), '') $$
    """,
    """
    CREATE FUNCTION my_case() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('scr.case_id', true), '')::uuid $$
    """,
    """
    CREATE FUNCTION my_onlooker() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('scr.onlooker_id', true), '')::uuid $$
    """,
]
UNDO = [
    "DROP FUNCTION my_onlooker()",
    "DROP FUNCTION my_case()",
    "DROP FUNCTION my_service()",
    "DROP FUNCTION my_user()",
]


class Migration(migrations.Migration):
    dependencies = [("people", "0006_designated_nurse")]
    operations = [migrations.RunSQL(SQL, UNDO)]
