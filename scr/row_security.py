"""The second wall: PostgreSQL's row-level security, set up by one migration operation a table.

It is computed from participants and releases, not from the grants that the first wall reads, and holds for
the application's role whatever a query forgot to filter. The owner, who migrates, walks past it.
"""

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
