"""A migration that renders its models once for many operations, and not once for each."""

from collections.abc import Iterator, Sequence

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from scr.audit.recording import RecordEveryWrite

OF_FIELDS = (migrations.AddField, migrations.AlterField)
OF_MODELS = (migrations.CreateModel, migrations.AddConstraint, migrations.AddIndex, *OF_FIELDS)


class QuickMigration(migrations.Migration):
    """Carries out its operations in runs, each out of one state from before it and one from after it.

    After each operation Django renders every model anew that the operation's model is related to, which
    here is every model, through people and cases. What is written to the database, and in which order, is
    what Django would write.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        for run in runs(self.operations):
            before = project_state.clone()
            if sum(isinstance(operation, OF_MODELS) for operation in run) > 1:
                project_state.__dict__.pop("apps", None)  # what was rendered; who needs it asks for it again
            for operation in run:
                operation.state_forwards(self.app_label, project_state)
            for operation in run:
                operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state


def runs(operations: Sequence[Operation]) -> Iterator[list[Operation]]:
    """The operations in their order, as many together as can read one state before and one after them.

    What is not known to allow it, such as a function that reads rows, stands by itself.
    """
    run: list[Operation] = []
    for operation in operations:
        if run and not _can_join(operation, run):
            yield run
            run = []
        run.append(operation)
    if run:
        yield run


def _can_join(operation: Operation, run: list[Operation]) -> bool:
    return all(_allows_company(one) for one in (operation, run[-1])) and not any(
        _disturbs(operation, earlier) for earlier in run
    )


def _allows_company(operation: Operation) -> bool:
    return isinstance(operation, OF_MODELS) or _leaves_models(operation)


def _leaves_models(operation: Operation) -> bool:
    """Whether the tables are to it, and after it, what they were before."""
    is_sql = isinstance(operation, migrations.RunSQL) and not operation.state_operations
    return is_sql or isinstance(operation, (RecordEveryWrite, migrations.AlterModelOptions))


def _disturbs(operation: Operation, earlier: Operation) -> bool:
    """Whether the state after both would already show the earlier one what only the later one brings.

    A table is made with all that its model has by then, and a field would be changed twice at once.
    """
    if _leaves_models(operation) or _table(operation) != _table(earlier):
        return False
    if isinstance(earlier, migrations.CreateModel):
        return True
    if isinstance(operation, OF_FIELDS) and isinstance(earlier, OF_FIELDS):
        return operation.name_lower == earlier.name_lower
    return False


def _table(operation: Operation) -> str:
    """The model that an operation is about, as its state names it."""
    is_new = isinstance(operation, migrations.CreateModel)
    return str(getattr(operation, "name" if is_new else "model_name", "")).lower()
