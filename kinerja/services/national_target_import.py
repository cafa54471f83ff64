"""National targets by workbook: added or changed, never removed by a row that is not there (R2)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.columns import alike
from kinerja.exchange.fault import Fault
from kinerja.exchange.layout import Filled, Layout, Line, Row
from kinerja.exchange.national_target import key_of
from kinerja.exchange.national_target_columns import KEYS, SHEET, national_target_layout
from kinerja.models import Indicator, NationalTarget, Period, ScoringPolicy, WorkbookImport
from kinerja.rules.data import decimal_text
from kinerja.rules.policy import Policy
from kinerja.services.import_plan import Book
from kinerja.services.record_import import Data, Record, Records
from kinerja.services.scoring import lock_units, rescore_open
from officials import audit
from officials.models import User

STORED = audit.register("national_target.import", gettext_lazy("Target nasional diimpor"))
IDENTITY = ("measure", "year", "series")
#: Field of a target → its header.
HEADS = {"measure": "ukuran", "year": "tahun", "series": "deret", "target": "target", "source": "sumber"}


def _layout(period: Period | None) -> Layout:
    return national_target_layout(_measures(), _series())


def _measures() -> dict[str, str]:
    """The measures that an indicator is judged by, and those that have a target already."""
    judged = Indicator.objects.filter(kind=Indicator.Kind.NATIONAL_TARGET).values_list("measure", flat=True)
    known = NationalTarget.objects.values_list("measure", flat=True)
    return {measure: measure for measure in sorted({*judged, *known} - {""})}


def _series() -> set[str]:
    """The series that have a target, and those that a policy judges by."""
    policies = ScoringPolicy.objects.values_list("data", flat=True)
    judging = {Policy.from_data(data).national_series for data in policies}
    return judging | set(NationalTarget.objects.order_by().values_list("series", flat=True).distinct())


def _filled(period: Period | None, region: str, user: User) -> Filled:
    rows = NationalTarget.objects.order_by(*IDENTITY)
    lines = [Line({head: getattr(row, name) for name, head in HEADS.items()}) for row in rows]
    return _layout(period), {SHEET: lines}


class _Known:
    """The targets that the rows are about."""

    def __init__(self, period: Period | None, rows: Collection[Row], actor: User) -> None:
        self.stored = _facts(period, map(_key, rows), lock=False)
        self.known = _series()
        #: The first row of each series.
        self.first = {alike(row.cells["deret"]): row for row in reversed(list(rows))}

    def check(self, row: Row) -> Record | list[Fault]:
        """What a row says of its target, or everything that is wrong with it."""
        after = {head: row.cells.get(head) for head in HEADS.values()}
        after["target"] = decimal_text(after["target"])
        faults = [*_faults(row, after), *self._misspelt(row)]
        if faults:
            return faults
        key = _key(row)
        before = self.stored.get(key)
        is_same = before is not None and all(before[head] == value for head, value in after.items())
        after["_sintetis"] = is_same and before is not None and before["_sintetis"]
        return Record(row, key, key.replace("|", " "), before, after, tuple(self._new(row)))

    def _misspelt(self, row: Row) -> Iterator[Fault]:
        """That a new series is spelt otherwise further up."""
        said, first = row.cells["deret"], self.first[alike(row.cells["deret"])]
        if said != first.cells["deret"]:
            what = _("deret ini ditulis lain di baris %d") % first.row
            yield row.fault("deret", what, _("samakan ejaannya."), value=said, rule="R2")

    def _new(self, row: Row) -> Iterator[Fault]:
        """That a series is new, once."""
        said = row.cells["deret"]
        if said not in self.known and row is self.first[alike(said)]:
            what = _("deret ini belum ada dan akan dibuat")
            yield row.fault("deret", what, _("periksa ejaannya."), value=said, grave=False, rule="R2")


def _key(row: Row) -> str:
    return "|".join(str(row.cells.get(head, "")) for head in KEYS)


def _faults(row: Row, data: Data) -> Iterable[Fault]:
    try:
        made = _target(data)
        made.clean_fields()
        made.validate_constraints(exclude=set(IDENTITY))
    except ValidationError as error:
        for name, said in error.message_dict.items():
            head = HEADS.get(name, "target")
            yield row.fault(head, " ".join(said), value=str(data[head] or ""), rule="R2")


def _target(data: Data) -> NationalTarget:
    values: dict[str, Any] = {name: data[head] for name, head in HEADS.items()}
    return NationalTarget(**values)


def _facts(period: Period | None, keys: Iterable[str], lock: bool) -> dict[str, Data]:
    rows = NationalTarget.objects.select_for_update() if lock else NationalTarget.objects.all()
    wanted = set(keys)
    found = {"|".join(map(str, key_of(row))): row for row in rows}
    return {key: _data(row) for key, row in found.items() if key in wanted}


def _data(row: NationalTarget) -> Data:
    data = {head: getattr(row, name) for name, head in HEADS.items()}
    return data | {"target": decimal_text(row.target), "_sintetis": row.synthetic}


def _put(period: Period | None, wanted: Mapping[str, Data | None], actor: User, note: str) -> None:
    """Write targets, then judge anew what is not final; that is locked before the audit trail is."""
    for opened in Period.objects.filter(state="open").order_by("pk"):
        lock_units(opened, None)
    stored = {"|".join(map(str, key_of(row))): row for row in NationalTarget.objects.all()}
    changes = []
    for key, data in wanted.items():
        row = stored.get(key)
        before = None if row is None else _data(row)
        if data is None:
            if row is not None:
                changes.append(audit.Change(_deleted(row), before, None, note))
            continue
        made = row or _target(data)
        made.target, made.source = Decimal(data["target"]), data["sumber"]
        made.synthetic = data["_sintetis"]
        made.save()
        changes.append(audit.Change(made, before, data, note))
    audit.record_many(STORED, actor=actor, changes=changes)
    rescore_open(actor=actor)


def _deleted(row: NationalTarget) -> NationalTarget:
    """The row as it was, after it was removed: the trail names it."""
    pk = row.pk
    row.delete()
    row.pk = pk
    return row


NATIONAL_TARGETS = Book(
    kind=WorkbookImport.Kind.NATIONAL_TARGETS,
    role="admin_pusat",
    has_period=False,
    layout=_layout,
    filled=_filled,
    has_region=False,
    **Records(known=_Known, facts=_facts, put=_put).acts,
)
