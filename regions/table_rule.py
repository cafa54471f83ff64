"""A rule of one table that lives in the database alone, written by a migration in the database's words."""

from abc import ABC, abstractmethod
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class TableRule(Operation, ABC):
    """Migration operation that adds a rule to a model's table; the state of the models stays as it is.

    A rule says its statements in ``statements`` and how they are taken back in ``undo``.
    """

    reduces_to_sql = True
    reversible = True
    model_name: str

    @abstractmethod
    def statements(self, table: str, vendor: str) -> list[str]:
        """The statements that add the rule to a table, for "postgresql" or "sqlite"."""

    @abstractmethod
    def undo(self, table: str, vendor: str) -> list[str]:
        """The statements that take the rule back."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the models as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Add the rule."""
        table = self._table(app_label, to_state)
        _execute(schema_editor, self.statements(table, str(schema_editor.connection.vendor)))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the rule back."""
        table = self._table(app_label, from_state)
        _execute(schema_editor, self.undo(table, str(schema_editor.connection.vendor)))

    def _table(self, app_label: str, state: ProjectState) -> str:
        model: Any = state.apps.get_model(app_label, self.model_name)
        return str(model._meta.db_table)


def _execute(schema_editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement, params=None)
