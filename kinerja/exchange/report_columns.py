"""The workbook of reports on service outputs: a row for each unit, a day and a number for each output."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kinerja.exchange.columns import DATE_FORM, UNIT, read_date, read_whole, unit_columns
from kinerja.exchange.layout import Column, Layout, Row
from kinerja.models import ServiceOutput
from kinerja.rules.reports import Report
from kinerja.rules.warnings import date_text

KIND, VERSION = "laporan-pelayanan", "1"
#: Field of a report → the end of its header.
SUFFIXES = {"reported_on": "tgl", "quantity": "jml"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a workbook is for: reports of a semester that began on ``starts``, in time until ``due``."""

    period: str
    indicator_set: str
    label: str
    starts: date
    due: date


def report_head(code: str, field: str) -> str:
    """The header of a field of a report: ``1.a:tgl``."""
    return f"{code}:{SUFFIXES[field]}"


def report_layout(required: Mapping[str, Iterable[ServiceOutput]], terms: Terms) -> Layout:
    """The workbook of a period's reports.

    Args:
        required: title of a sheet → the outputs that its units report on.
        terms: what it is for.

    Source: II.A.1; R2 (K2), R4.
    """
    sheets = {
        title: (*unit_columns(), *(_column(row, field, terms) for row in rows for field in SUFFIXES))
        for title, rows in required.items()
    }
    return Layout(
        kind=KIND,
        version=VERSION,
        sheets=sheets,
        keys=UNIT[:1],
        title=_("Laporan pelayanan %(label)s, set indikator %(set)s")
        % {"label": terms.label, "set": terms.indicator_set},
        notes=(
            _("Nihil pun laporan: tulis tanggalnya dan 0. Sel kosong berarti belum dilaporkan."),
            _("Tepat waktu sampai %s. Kolom yang dihapus tidak mengubah apa pun.") % date_text(terms.due),
        ),
        stamp={"periode": terms.period, "set": terms.indicator_set},
    )


def reports_in(row: Row, stored: Mapping[str, Report]) -> dict[str, Report]:
    """The reports that a row leaves, by code of the output; those that say nothing are not among them.

    Args:
        row: of the file.
        stored: what its unit has reported; a column that is not there leaves it alone.
    """
    codes = {head.rpartition(":")[0]: None for head in row.columns if head not in UNIT}
    found = dict(stored)
    for code in codes:
        kept = stored.get(code, Report())
        day, number = (row.cells.get(report_head(code, field), getattr(kept, field)) for field in SUFFIXES)
        said = Report(day, number)
        found[code] = kept if said == kept else said
    return {code: report for code, report in found.items() if not report.is_empty}


def reports_data(reports: Mapping[str, Report]) -> dict[str, Any]:
    """Reports as plain data by their headers."""
    return {
        report_head(code, field): report.to_data()[field]
        for code, report in reports.items()
        for field in SUFFIXES
    }


def _column(output: ServiceOutput, field: str, terms: Terms) -> Column:
    is_day = field == "reported_on"
    said = _("tanggal laporan") if is_day else _("jumlah dokumen")
    day = _("tanggal dari %(starts)s; tepat waktu sampai %(due)s.")
    dates = {"starts": date_text(terms.starts), "due": date_text(terms.due)}
    return Column(
        head=report_head(output.code, field),
        label=f"{output.code} {output.text}: {said}",
        read=read_date if is_day else read_whole,
        hint=day % dates if is_day else _("bilangan bulat; 0 bila nihil."),
        rule=output.section,
        unit="" if is_day else _("dokumen"),
        about=output.get_field_display(),
        entry={"validate": "date", "criteria": ">=", "value": terms.starts}
        if is_day
        else {"validate": "integer", "criteria": ">=", "value": 0},
        form=DATE_FORM if is_day else "#,##0",
        group=output.code,
        name=field,
    )
