"""The first migration of an app: it creates the app's tables and does nothing else."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class FirstMigration(migrations.Migration):
    """Creates all tables out of one state that knows all of them.

    After each operation Django renders every model anew that the operation's model is related to, which
    here is every model, through people and cases: twenty of thirty seconds on an empty machine. So these
    operations are CreateModel only, with constraints and indexes in their options. A table may refer to one
    that is created after it: PostgreSQL is given the foreign keys at the end.
    """

    initial = True

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)  # what was rendered; the first table asks for it again
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
