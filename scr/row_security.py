"""The second wall: PostgreSQL's row-level security, set up by one migration operation a table.

It is computed from participants and releases, not from the grants that the first wall reads, and holds for
the application's role whatever a query forgot to filter. The owner, who migrates, walks past it.
"""

from collections.abc import Iterable

from django.db import migrations

WALL = "wall"
# The one form. As an array it becomes an index condition; as EXISTS it would be asked for every row.
OF_A_COMPARTMENT = "{column} = ANY (ARRAY(SELECT my_compartments('{service}')))"


def of_compartment(column: str = "compartment_id", *, service: str = "") -> str:
    """The rows of the compartments that are open to whoever acts; all of them to one named service."""
    return OF_A_COMPARTMENT.format(column=column, service=service)


def wall(table: str, opens: str | None = None, *, writes: str | None = None) -> migrations.RunSQL:
    """Let a table show what `opens` says and nothing else; `writes` where a new row must be told otherwise.

    Both are SQL conditions. Without them the table has the one form of policy, on its column compartment_id.
    """
    using = opens or of_compartment()
    check = f" WITH CHECK ({writes})" if writes else ""
    return migrations.RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY {WALL} ON {table} USING ({using}){check}",
        ],
        [f"DROP POLICY {WALL} ON {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"],
    )


# Added to whatever the function says by then, so that two changes do not undo each other.
ALSO_READS = """
DO $do$ BEGIN EXECUTE format(
    'CREATE OR REPLACE FUNCTION who_reads()'
    ' RETURNS TABLE (role text, kind text, is_own_agency boolean, audience text)'
    ' LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L',
    (SELECT {change} FROM pg_proc WHERE oid = 'who_reads()'::regprocedure)
); END $do$
"""


def also_reads(rules: Iterable[tuple[str, str, bool, str]]) -> migrations.RunSQL:
    """Let roles read a kind of compartment as well, as scr/cases/audiences.py says from now on.

    Each rule is a role, a kind, whether only for the role's own agency, and the audience to whom it must
    have been released ("": from the start).
    """
    rows = "".join(
        f", ('{role}', '{kind}', {str(is_own).lower()}, '{audience}')"
        for role, kind, is_own, audience in rules
    )
    return migrations.RunSQL(
        ALSO_READS.format(change=f"rtrim(prosrc, E' \\n') || $rows${rows}$rows$"),
        ALSO_READS.format(change=f"replace(prosrc, $rows${rows}$rows$, '')"),
    )
