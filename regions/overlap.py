"""A database rule: rows of one key may not overlap in time.

PostgreSQL says it with an exclusion constraint, SQLite with two triggers; both raise ``IntegrityError``.
Dates are inclusive at both ends; an empty date means unbounded on that side.
"""

from regions.table_rule import TableRule

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


class NoOverlap(TableRule):
    """Migration operation: refuse rows of the same key whose dates overlap (R9).

    Args:
        model_name: the model whose table is guarded.
        name: name of the constraint (PostgreSQL) or prefix of the triggers (SQLite).
        key: column that must not repeat within overlapping dates, for example ``position_id``.
        starts: column of the first valid day. ends: column of the last valid day.
    """

    def __init__(
        self, model_name: str, name: str, key: str, starts: str = "valid_from", ends: str = "valid_until"
    ) -> None:
        self.model_name, self.name, self.key, self.starts, self.ends = model_name, name, key, starts, ends

    def statements(self, table: str, vendor: str) -> list[str]:
        words = {"table": table, "name": self.name, "key": self.key, "starts": self.starts, "ends": self.ends}
        if vendor == "postgresql":
            return [POSTGRESQL.format(**words)]
        return [SQLITE.format(event=event, **words) for event in ("INSERT", "UPDATE")]

    def undo(self, table: str, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"ALTER TABLE {table} DROP CONSTRAINT {self.name}"]
        return [f"DROP TRIGGER {self.name}_{event}" for event in ("INSERT", "UPDATE")]

    def describe(self) -> str:
        return f"Refuse overlapping dates of one {self.key} on {self.model_name}"
