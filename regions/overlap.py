"""A database rule: rows of one key may not overlap in time.

PostgreSQL says it with an exclusion constraint, SQLite with two triggers; both raise ``IntegrityError``.
Dates are inclusive at both ends; an empty date means unbounded on that side.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE {table} ADD CONSTRAINT {name}
EXCLUDE USING gist ({key} WITH =, daterange({starts}, {ends}, '[]') WITH &&);
"""
SQLITE = """
CREATE TRIGGER {name}_{event} BEFORE {event} ON {table}
WHEN EXISTS (
  SELECT 1 FROM {table} AS other
  WHERE other.{key} = NEW.{key} AND other.id IS NOT NEW.id
    AND COALESCE(other.{starts}, '0001-01-01') <= COALESCE(NEW.{ends}, '9999-12-31')
    AND COALESCE(NEW.{starts}, '0001-01-01') <= COALESCE(other.{ends}, '9999-12-31'))
BEGIN SELECT RAISE(ABORT, '{name}: dates overlap'); END;
"""


class NoOverlap(Operation):
    """Migration operation: refuse rows of the same key whose dates overlap (R9).

    Args:
        model_name: the model whose table is guarded.
        name: name of the constraint (PostgreSQL) or prefix of the triggers (SQLite).
        key: column that must not repeat within overlapping dates, for example ``position_id``.
        starts: column of the first valid day. ends: column of the last valid day.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self, model_name: str, name: str, key: str, starts: str = "valid_from", ends: str = "valid_until"
    ) -> None:
        self.model_name, self.name, self.key, self.starts, self.ends = model_name, name, key, starts, ends

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The rule lives in the database only; the state of the models stays as it is."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self._statements(app_label, schema_editor, to_state):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        table = self._table(app_label, from_state)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {self.name}", params=None)
            return
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER {self.name}_{event}", params=None)

    def describe(self) -> str:
        return f"Refuse overlapping dates of one {self.key} on {self.model_name}"

    def _table(self, app_label: str, state: ProjectState) -> str:
        model: Any = state.apps.get_model(app_label, self.model_name)
        return str(model._meta.db_table)

    def _statements(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> list[str]:
        words = {
            "table": self._table(app_label, state),
            "name": self.name,
            "key": self.key,
            "starts": self.starts,
            "ends": self.ends,
        }
        if schema_editor.connection.vendor == "postgresql":
            return [POSTGRESQL.format(**words)]
        return [SQLITE.format(event=event, **words) for event in ("INSERT", "UPDATE")]
