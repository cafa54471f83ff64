"""The workbook of a year's agreements: its columns, and what is stored of each office in it (II.C.1)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from kinerja.exchange.agreement_columns import Terms, agreement_layout
from kinerja.exchange.agreement_row import Program, Promise
from kinerja.exchange.columns import UNIT
from kinerja.exchange.layout import Filled, Layout, Line
from kinerja.exchange.results_columns import SHEETS
from kinerja.models import PerformanceAgreement, Period
from kinerja.selectors.agreement import promised, series_of
from officials.access import regions_in, role_scope
from officials.models import WorkUnit
from regions.models import RegionCode

#: Columns for programs that a template has at least; it has more where an agreement holds more.
FEWEST_PROGRAMS = 3


@dataclass(frozen=True, slots=True)
class Office:
    """An office with the code that its region bore at the cut-off."""

    code: str
    unit: WorkUnit

    @property
    def name(self) -> str:
        """Its region with its kind: "Kabupaten Fakfak"."""
        return str(self.unit.region.full_name)

    @property
    def title(self) -> str:
        """How people know it: "92.03 Kabupaten Fakfak"."""
        return f"{self.code} {self.name}"


def offices(user: Any, period: Period, codes: Collection[str] | None = None) -> list[Office]:
    """The offices for which an operator of the Ditjen drafts, in the order of their codes.

    Args:
        user: whose role decides how far it reaches.
        period: its cut-off decides which code a region bore.
        codes: only these; None for all.
    """
    scope = role_scope(user, "operator_ditjen")
    rows = RegionCode.objects.on(period.cutoff).filter(region__work_unit__isnull=False)
    if not scope.everything:
        rows = rows.filter(region__in=regions_in(scope))
    if codes is not None:
        rows = rows.filter(code__in=codes)
    found = rows.select_related("region__work_unit__region").order_by("code")
    return [Office(row.code, row.region.work_unit) for row in found]


def agreement_book_layout(period: Period, programs: int) -> Layout:
    """The workbook of the agreements of a period's year, by its set.

    Args:
        period: with its set.
        programs: how many a row has columns for.
    """
    stored = PerformanceAgreement.objects.filter(year=period.year).exclude(national_series="")
    used = stored.order_by().values_list("national_series", flat=True).distinct()
    series = tuple(sorted({*series_of(period.year), *used}))
    agreed = {title: promised(period.indicator_set, duties) for title, duties in SHEETS.items()}
    return agreement_layout(agreed, Terms(period.year, period.indicator_set.code, series), programs)


def agreements_by_unit(
    units: Iterable[int], year: int, *, lock: bool = False
) -> dict[int, PerformanceAgreement]:
    """The agreements of some offices for a year with all that they hold, by id of the office.

    Args:
        units: ids of the offices.
        year: of the agreements.
        lock: the offices and then their agreements, in the order of drafting, inside a transaction.
    """
    wanted = list(units)
    rows = PerformanceAgreement.objects.filter(unit__in=wanted, year=year).order_by("pk")
    if lock:
        held = WorkUnit.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
        list(held.values_list("pk", flat=True))
        rows = rows.select_for_update()
    return {row.unit_id: row for row in rows.prefetch_related("targets__indicator", "programs")}


def promise_of(agreement: PerformanceAgreement | None) -> Promise:
    """What an agreement of ``agreements_by_unit`` says; None says nothing."""
    if agreement is None:
        return Promise("", "", {}, ())
    targets = sorted(agreement.targets.all(), key=lambda row: row.indicator.sequence)
    programs = sorted(agreement.programs.all(), key=lambda row: row.sequence)
    return Promise(
        agreement.number,
        agreement.national_series,
        {row.indicator.code: row.target for row in targets},
        tuple(Program(at, row.name, row.budget, row.note) for at, row in enumerate(programs, 1)),
    )


def agreement_template(period: Period, region: str, user: Any) -> Filled:
    """The workbook to fill in, with what is stored already.

    Args:
        period: with its set.
        region: code of a region, a province's with its kab/kota; "" for all within reach.
        user: an operator of the Ditjen.
    """
    rows = [row for row in offices(user, period) if _is_in(row.code, region)]
    stored = agreements_by_unit([row.unit.pk for row in rows], period.year)
    most = max((len(row.programs.all()) for row in stored.values()), default=0)
    layout = agreement_book_layout(period, max(FEWEST_PROGRAMS, most))
    lines: dict[str, list[Line]] = {title: [] for title in SHEETS}
    titles = {duties: title for title, duties in SHEETS.items()}
    for row in rows:
        names = dict(zip(UNIT, (row.code, row.name), strict=True))
        lines[titles[row.unit.duties]].append(Line(names | promise_of(stored.get(row.unit.pk)).values))
    return layout, lines


def _is_in(code: str, region: str) -> bool:
    return not region or code == region or code.startswith(f"{region}.")
