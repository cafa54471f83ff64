"""Perjanjian Kinerja by workbook: drafts of many offices, written in one transaction or put back (II.C.1)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kinerja.exchange.agreement_columns import NUMBER, SERIES, program_head, target_head
from kinerja.exchange.agreement_row import Promise
from kinerja.exchange.columns import UNIT
from kinerja.exchange.fault import Fault
from kinerja.exchange.layout import Filled, Layout, Row
from kinerja.exchange.results_columns import SHEETS
from kinerja.models import Indicator, PerformanceAgreement, Period, WorkbookImport
from kinerja.rules.rounding import written
from kinerja.selectors.agreement import promised, series_of
from kinerja.selectors.agreement_book import (
    Office,
    agreement_book_layout,
    agreement_template,
    agreements_by_unit,
    offices,
    promise_of,
)
from kinerja.selectors.period import policy_of
from kinerja.selectors.targets import Targets
from kinerja.services.agreement import draft_agreement, remove_draft
from kinerja.services.agreement_faults import (
    MOST_PROGRAMS,
    Planned,
    closed_fault,
    number_fault,
    program_faults,
    series_fault,
    target_fault,
)
from kinerja.services.errors import Refused, few
from kinerja.services.import_plan import Book, given_period
from kinerja.services.record_import import Data, Record, Records
from kinerja.services.unit_row import CODE, other_name, unknown_unit, wrong_sheet
from officials.models import User, WorkUnit

CLAUSE = "II.C.1"


def _layout(period: Period | None) -> Layout:
    return agreement_book_layout(given_period(period), MOST_PROGRAMS)


def _filled(period: Period | None, region: str, user: User) -> Filled:
    return agreement_template(given_period(period), region, user)


class _Known:
    """The offices that the rows name, what is stored of them, and what may be promised."""

    def __init__(self, period: Period | None, rows: Collection[Row], actor: User) -> None:
        self.period = given_period(period)
        found = offices(actor, self.period, {row.cells[CODE] for row in rows})
        self.offices = {row.code: row for row in found}
        self.stored = agreements_by_unit([row.unit.pk for row in found], self.period.year)
        self.series = series_of(self.period.year)
        self.targets = Targets(self.period, policy_of(self.period), ())
        self.agreed = {
            duties: {row.code: row for row in promised(self.period.indicator_set, duties)}
            for duties in SHEETS.values()
        }

    def check(self, row: Row) -> Record | list[Fault]:
        """What a row says of its office, or everything that is wrong with it."""
        office = self.offices.get(row.cells[CODE])
        if office is None:
            return [unknown_unit(row, self.period)]
        if office.unit.duties != SHEETS[row.sheet]:
            return [wrong_sheet(row)]
        stored = self.stored.get(office.unit.pk)
        before = promise_of(stored)
        after = Promise.read(before.values | _said(row), MOST_PROGRAMS)
        remarks = tuple(other_name(row, office.name))
        key, was, becomes = str(office.unit.pk), before.data, after.data
        if becomes == was:
            return Record(row, key, office.title, was, becomes, remarks)
        faults = self._closed(row, stored) or [*self._faults(row, office, after)]
        if faults:
            return faults
        remarks += tuple(self._low(row, office, before, after))
        return Record(row, key, office.title, None if stored is None else was, becomes, remarks)

    def _closed(self, row: Row, stored: PerformanceAgreement | None) -> list[Fault]:
        """Why what is stored cannot be changed at all."""
        if stored is None:
            return []
        what = closed_fault(stored.state)
        todo = _("hapus barisnya, atau kembalikan isian yang tersimpan.")
        if not what and stored.indicator_set_id != self.period.indicator_set_id:
            what = _("Konsep unit ini menurut set indikator lain: %s.") % stored.indicator_set
            todo = _("ubah di halaman perjanjiannya, atau hapus barisnya.")
        return [row.fault(CODE, what, todo, value=row.cells[CODE], rule=CLAUSE)] if what else []

    def _faults(self, row: Row, office: Office, said: Promise) -> Iterator[Fault]:
        """What cannot be promised, each at its cell."""
        agreed = self.agreed[office.unit.duties]
        for code, target in said.targets.items():
            fault = target_fault(agreed.get(code), target)
            if fault:
                rule = agreed[code].section if code in agreed else CLAUSE
                yield row.fault(target_head(code), fault, value=written(target), rule=rule)
        fault = number_fault(said.number)
        if fault:
            yield row.fault(NUMBER, fault, value=said.number, rule=CLAUSE)
        fault = series_fault(said.series, self.period.year, self.series)
        if fault:
            yield row.fault(SERIES, fault, value=said.series, rule="R2")
        for program in said.programs:
            for field, fault in program_faults(program.name, program.budget, program.note).items():
                head = program_head(program.place, field)
                if head in row.cells or head not in row.columns:
                    shown = getattr(program, field)
                    yield row.fault(head, fault, value="" if shown is None else str(shown), rule=CLAUSE)

    def _low(self, row: Row, office: Office, before: Promise, after: Promise) -> Iterator[Fault]:
        """Remark on new targets below those that would bind without them."""
        for code, target in after.targets.items():
            indicator: Indicator = self.agreed[office.unit.duties][code]
            own = self.targets.without_agreement(self.targets.indicators[indicator.pk], after.series)
            if target != before.targets.get(code) and own.target is not None and target < own.target:
                source = own.target_source.partition(",")[0] or _("Keputusan")
                words = {"source": source, "own": written(own.target)}
                what = _("di bawah target %(source)s: %(own)s") % words
                shown = {"value": written(target), "rule": indicator.section}
                yield row.fault(target_head(code), what, grave=False, **shown)


def _said(row: Row) -> dict[str, Any]:
    """The cells that say something of the agreement itself."""
    return {head: value for head, value in row.cells.items() if head not in UNIT}


def _facts(period: Period | None, keys: Iterable[str], lock: bool) -> dict[str, Data]:
    rows = agreements_by_unit(map(int, keys), given_period(period).year, lock=lock)
    return {str(unit): promise_of(row).data for unit, row in rows.items()}


def _put(period: Period | None, wanted: Mapping[str, Data | None], actor: User, note: str) -> None:
    """Write drafts, or delete them; all that is refused is named."""
    found = given_period(period)
    units = WorkUnit.objects.select_related("region").in_bulk([int(key) for key in wanted])
    reasons = []
    for key, data in wanted.items():
        unit = units[int(key)]
        try:
            _write(found, unit, data, actor, note)
        except Refused as refusal:
            reasons += [f"{unit.region.full_name}: {reason}" for reason in refusal.reasons]
    if reasons:
        raise Refused(few(reasons))


def _write(period: Period, unit: WorkUnit, data: Data | None, actor: User, note: str) -> None:
    if data is None:
        remove_draft(unit=unit, year=period.year, actor=actor, note=note)
        return
    said = Promise.read(data, MOST_PROGRAMS)
    draft_agreement(
        unit=unit,
        year=period.year,
        indicator_set=period.indicator_set,
        actor=actor,
        targets=said.targets,
        number=said.number,
        national_series=said.series,
        programs=[Planned(row.name, row.budget or 0, row.note) for row in said.programs],
        note=note,
    )


AGREEMENTS = Book(
    kind=WorkbookImport.Kind.AGREEMENTS,
    role="operator_ditjen",
    has_period=True,
    layout=_layout,
    filled=_filled,
    **Records(known=_Known, facts=_facts, put=_put).acts,
)
