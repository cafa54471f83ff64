"""A database rule: rows of a table, once written, are neither changed nor deleted.

Both databases raise ``IntegrityError``. PostgreSQL's TRUNCATE is left to the owner of the table: what it
removes, ``audit_chain.verify_chain`` misses.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{table} refuses %', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
SQLITE = """
CREATE TRIGGER {name}_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} refuses {event}'); END;
"""


class AppendOnly(Operation):
    """Migration operation: refuse to change or delete rows of a model.

    Args:
        model_name: the model whose table is guarded.
        name: name of the trigger (PostgreSQL) or prefix of the triggers (SQLite).
        events: what is refused.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, name: str, events: tuple[str, ...] = ("UPDATE", "DELETE")) -> None:
        self.model_name, self.name, self.events = model_name, name, events

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The rule lives in the database only; the state of the models stays as it is."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        table = self._table(app_label, to_state)
        if schema_editor.connection.vendor == "postgresql":
            events = " OR ".join(self.events)
            schema_editor.execute(POSTGRESQL.format(name=self.name, table=table, events=events), params=None)
            return
        for event in self.events:
            schema_editor.execute(SQLITE.format(name=self.name, table=table, event=event), params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            table = self._table(app_label, from_state)
            schema_editor.execute(f"DROP TRIGGER {self.name} ON {table}; DROP FUNCTION {self.name}()", None)
            return
        for event in self.events:
            schema_editor.execute(f"DROP TRIGGER {self.name}_{event}", params=None)

    def describe(self) -> str:
        return f"Refuse {' and '.join(self.events)} on {self.model_name}"

    def _table(self, app_label: str, state: ProjectState) -> str:
        model: Any = state.apps.get_model(app_label, self.model_name)
        return str(model._meta.db_table)
