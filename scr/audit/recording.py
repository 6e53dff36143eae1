"""PostgreSQL's own check, at the end of each transaction, that nothing was written without a record of it."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

OF_HISTORY = ("history_id", "history_date", "history_change_reason", "history_type", "history_user_id")
NIL = "'00000000-0000-0000-0000-000000000000'::uuid"

# A row reads as its newest history tells. Whoever writes may not be allowed to read it, so the functions
# run as the owner of the tables. The minus keeps PostgreSQL from walking all history backwards for one id.
# Deleting is no right of the application's role and needs no check.
IS_RECORDED = """
CREATE FUNCTION {table}_is_recorded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE stands jsonb; told jsonb;
BEGIN
    SELECT to_jsonb(row_now) - {left_out} INTO stands FROM {table} row_now WHERE id = NEW.id;
    SELECT to_jsonb(newest) - {of_history} INTO told FROM {history} newest
        WHERE id = NEW.id ORDER BY -history_id LIMIT 1;
    IF stands IS NOT NULL AND told IS DISTINCT FROM stands THEN
        RAISE EXCEPTION '{table} % was written without its history', NEW.id USING ERRCODE = '23000';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER is_recorded AFTER INSERT OR UPDATE ON {table}
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {table}_is_recorded();
"""
# History has its entry in the audit chain: of the same kind of record, moment and person.
IS_AUDITED = """
CREATE FUNCTION {table}_is_audited() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM audit_auditentry WHERE case_id = {chain} AND at = NEW.history_date
        AND actor_id IS NOT DISTINCT FROM NEW.history_user_id AND subject = '{label}'
    ) THEN
        RAISE EXCEPTION '{table} % was written without an audit entry', NEW.id USING ERRCODE = '23000';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER is_audited AFTER INSERT ON {history}
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {table}_is_audited();
"""
NO_LONGER = """
DROP TRIGGER is_recorded ON {table};
DROP TRIGGER is_audited ON {history};
DROP FUNCTION {table}_is_recorded();
DROP FUNCTION {table}_is_audited();
"""


class RecordEveryWrite(Operation):
    """Let tracked tables of an app refuse what leaves no history or no audit entry, however it is written.

    ``chain`` is where the case of a row stands in its history, None for what belongs to the board.
    ``left_out`` names columns of which no history is kept. Needs no state of models, so it costs no time.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *models: str, chain: str | None = "case_id", left_out: tuple[str, ...] = ()) -> None:
        self.models, self.chain, self.left_out = models, chain, left_out

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self.models:
            schema_editor.execute(self._sql(IS_RECORDED + IS_AUDITED, app_label, model), params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self.models:
            schema_editor.execute(self._sql(NO_LONGER, app_label, model), params=None)

    def describe(self) -> str:
        return f"Record every write to {', '.join(self.models)}"

    def _sql(self, sql: str, app_label: str, model: str) -> str:
        return sql.format(
            table=f"{app_label}_{model.lower()}",
            history=f"{app_label}_historical{model.lower()}",
            label=f"{app_label}.{model.lower()}",
            chain=f"coalesce(NEW.{self.chain}, {NIL})" if self.chain else NIL,
            left_out=_array(self.left_out),
            of_history=_array(OF_HISTORY),
        )


def _array(names: tuple[str, ...]) -> str:
    return f"'{{{','.join(names)}}}'::text[]"
