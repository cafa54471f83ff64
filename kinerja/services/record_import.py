"""Workbooks of records: a row names one thing and its values; what differs from what is stored is written.

Values are plain data under the machine headers, so that a plan, what applying wrote, and whether somebody
touched it since are one comparison.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from kinerja.exchange.fault import Fault
from kinerja.exchange.laid_out import LaidOut
from kinerja.exchange.layout import Row
from kinerja.models import Period
from kinerja.services.errors import Refused, few
from kinerja.services.import_plan import Changes, Differing, Plan, in_order
from officials.models import User

#: Values of a record by their headers: text, whole number, decimal and day as text, or None. A name that
#: begins with "_" is no header: it is kept so that it can be put back, and not shown.
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record(Differing):
    """One row that can be taken over: what it is about, what is stored, and what would be.

    Args:
        row: of the file.
        key: of the thing among its kind; what applying wrote is kept under it.
        title: the thing as people know it.
        before: what is stored; None for something new.
        after: what would be stored.
        remarks: what is odd about it, and no fault.
    """

    row: Row
    key: str
    title: str
    before: Data | None
    after: Data
    remarks: tuple[Fault, ...] = ()

    @property
    def signature(self) -> Any:
        """What it does, as plain data."""
        return [self.key, self.before, self.after]

    @property
    def written(self) -> dict[str, Any]:
        """What is kept of it once it is written."""
        return {"title": self.title, "before": self.before, "after": self.after}


class Known(Protocol):
    """What the rows of a file are checked against, read at once and scoped to who sends them."""

    def check(self, row: Row) -> Record | list[Fault]:
        """What a row says of which thing, or everything that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Records:
    """What is done with one kind of records.

    Args:
        known: what the rows are checked against.
        facts: what is stored under some keys, as a record has it; locked where the last argument says so.
            Keys of nothing are left out.
        put: store records under their keys, None for nothing; with a note for the audit trail. Raises
            ``Refused`` where a service refuses.
    """

    known: Callable[[Period | None, Collection[Row], User], Known]
    facts: Callable[[Period | None, Iterable[str], bool], Mapping[str, Data]]
    put: Callable[[Period | None, Mapping[str, Data | None], User, str], None]

    @property
    def acts(self) -> dict[str, Any]:
        """What a ``Book`` does with a file of them."""
        return {name: getattr(self, name) for name in ("plan", "lock", "store", "restore")}

    def plan(self, period: Period | None, file: LaidOut, actor: User) -> Plan:
        """Check every row and say what an import would do; nothing is written."""
        return plan_records(file, self.known(period, file.rows, actor))

    def lock(self, period: Period | None, file: LaidOut) -> None:
        """What is stored is locked by ``store``, which compares it with the plan."""

    def store(self, period: Period | None, plan: Plan, actor: User, note: str) -> Changes:
        """Write a plan.

        Returns:
            What is stored then, so that undoing sees whatever was touched since.

        Raises:
            Refused: something changed since it was planned, or a service refuses.
        """
        rows: tuple[Record, ...] = plan.rows
        wanted = {record.key: record for record in rows}
        refuse_changed(rows, self.facts(period, wanted, True))
        self.put(period, {key: record.after for key, record in wanted.items()}, actor, note)
        stored = self.facts(period, wanted, False)
        return {key: record.written | {"after": stored[key]} for key, record in wanted.items()}

    def restore(self, period: Period | None, changes: Changes, actor: User, note: str) -> None:
        """Put every record back to what it was, if none was touched since.

        Raises:
            Refused: some were, or a service refuses.
        """
        refuse_touched(changes, self.facts(period, changes, True))
        self.put(period, {key: made["before"] for key, made in changes.items()}, actor, note)


def plan_records(file: LaidOut, known: Known) -> Plan:
    """Check every row of a file.

    Args:
        file: as it was read by the layout.
        known: what its rows are checked against.
    """
    layout = file.layout
    found, faults = list[Record](), list(file.faults)
    for row in file.rows:
        said = known.check(row)
        if isinstance(said, Record):
            found.append(said)
            faults += said.remarks
        else:
            faults += said
    faults += _twice(found, layout.keys)
    changed = tuple(record for record in found if record.changed or record.before is None)
    return Plan(changed, len(found) - len(changed), in_order(faults, layout.sheets), layout)


def refuse_changed(rows: Iterable[Record], stored: Mapping[str, Data]) -> None:
    """Refuse to write over what changed since it was planned.

    Raises:
        Refused: names it.
    """
    touched = [row.title for row in rows if stored.get(row.key) != row.before]
    if touched:
        raise Refused(few([_("%s: baru saja diubah; periksa lagi.") % title for title in touched]))


def refuse_touched(changes: Changes, stored: Mapping[str, Data]) -> None:
    """Refuse to undo what somebody touched after it was written.

    Raises:
        Refused: names it.
    """
    touched = [made["title"] for key, made in changes.items() if stored.get(key) != made["after"]]
    if touched:
        raise Refused(few([_("%s: sudah diubah sesudah impor ini.") % title for title in touched]))


def _twice(records: Iterable[Record], keys: Collection[str]) -> list[Fault]:
    """Rows that name the same thing in different words; those in the same words are named by the reader."""
    first: dict[str, Row] = {}
    faults = []
    for record in records:
        row, before = record.row, first.setdefault(record.key, record.row)
        if row is not before and any(row.cells.get(key) != before.cells.get(key) for key in keys):
            what = _("sama dengan baris %d") % before.row
            faults.append(row.fault("", what, _("sisakan satu baris saja."), value=record.title))
    return faults
