"""The workbook of reports of a cast, and everything that is reported, for tests."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kinerja.models import Realization, SemesterEvaluation, ServiceReport, WorkbookImport
from kinerja.rules.reports import Report
from kinerja.services.report import save_reports
from officials.models import User
from tests.kinerja.cast import Cast
from tests.kinerja.services.record_book import kept

KIND, SHEET = "reports", "Kabupaten-Kota"
HEADS = ("kode", "nama", "1.a:tgl", "1.a:jml", "1.b:tgl", "1.b:jml")
FAKFAK = ("92.03", "Kabupaten Fakfak")
IN_TIME, LATE = date(2018, 7, 31), date(2018, 8, 1)
TYPED = "Kabupaten-Kota!C3 (1.a:tgl): K2 yang diisi langsung diganti hitungan dari laporan ini [R2]"


def sent(
    cast: Cast, *rows: Sequence[Any], heads: Sequence[str] = HEADS, actor: User | None = None
) -> WorkbookImport:
    return kept(KIND, actor or cast.ditjen, [heads, *rows], sheet=SHEET, period=cast.period)


def reported(cast: Cast, **reports: Report) -> None:
    """Reports by the unit itself: o1_a is output 1.a."""
    evaluation = SemesterEvaluation.objects.get(pk=cast.kabupaten.pk)
    named = {code[1:].replace("_", "."): report for code, report in reports.items()}
    save_reports(evaluation=evaluation, actor=cast.operator, version=evaluation.version, reports=named)


def facts() -> dict[str, Any]:
    """Everything that is reported, and K2, by unit: who entered it and when are part of it."""
    reports = ServiceReport.objects.order_by("evaluation__region_code", "output__sequence")
    columns = ("output__code", "reported_on", "quantity", "synthetic", "entered_by__username", "entered_at")
    k2 = Realization.objects.filter(indicator__code="K2").order_by("evaluation__region_code")
    figure = ("numerator", "denominator", "source", "zero_reason", "entered_by__username", "entered_at")
    return {
        "reports": list(reports.values_list("evaluation__region_code", *columns)),
        "k2": list(k2.values_list("evaluation__region_code", *figure)),
    }


def short() -> tuple[Any, ...]:
    """As ``facts`` without the people and moments, with the version of each unit."""
    found = facts()
    versions = SemesterEvaluation.objects.order_by("region_code").values_list("region_code", "version")
    return (
        [row[:4] for row in found["reports"]],
        [(code, numerator, denominator) for code, numerator, denominator, *_more in found["k2"]],
        dict(versions),
    )
