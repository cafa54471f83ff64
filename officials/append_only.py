"""A database rule: rows of a table, once written, are neither changed nor deleted.

Both databases raise ``IntegrityError``. PostgreSQL's TRUNCATE is left to the owner of the table: what it
removes, ``audit_chain.verify_chain`` misses.
"""

from regions.table_rule import TableRule

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


class AppendOnly(TableRule):
    """Migration operation: refuse to change or delete rows of a model.

    Args:
        model_name: the model whose table is guarded.
        name: name of the trigger (PostgreSQL) or prefix of the triggers (SQLite).
        events: what is refused.
    """

    def __init__(self, model_name: str, name: str, events: tuple[str, ...] = ("UPDATE", "DELETE")) -> None:
        self.model_name, self.name, self.events = model_name, name, events

    def statements(self, table: str, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [POSTGRESQL.format(name=self.name, table=table, events=" OR ".join(self.events))]
        return [SQLITE.format(name=self.name, table=table, event=event) for event in self.events]

    def undo(self, table: str, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"DROP TRIGGER {self.name} ON {table}; DROP FUNCTION {self.name}()"]
        return [f"DROP TRIGGER {self.name}_{event}" for event in self.events]

    def describe(self) -> str:
        return f"Refuse {' and '.join(self.events)} on {self.model_name}"
