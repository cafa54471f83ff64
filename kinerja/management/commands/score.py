"""``manage.py score 2025-1 [--region 92]``: score a period anew and print the results."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, ReportingCommand
from kinerja.management.naming import named_period, named_region
from kinerja.models import SemesterEvaluation
from kinerja.rules.rounding import written
from kinerja.selectors.derived import shown_percent
from kinerja.selectors.lookup import NothingFoundError, evaluations_in
from kinerja.selectors.scores import as_values, score_rows
from kinerja.services.scoring import ScoringReport, score_period

KINDS = {"provinsi": "Provinsi", "kabupaten": "Kab.", "kota": "Kota"}
WIDTHS = (6, 34, 10, 6, 15)


class Command(ReportingCommand):
    """Score a period, or a region of it, anew; final results stay as they are."""

    help = "Hitung ulang skor satu periode; hasil yang sudah final tidak berubah."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="PERIODE", help=_("Kode periode, misalnya 2025-1."))
        parser.add_argument(
            "--region",
            default="",
            metavar="KODE",
            help=_("Satu wilayah; kode provinsi berarti provinsi itu dengan kabupaten/kotanya."),
        )

    def perform(self, *args: Any, code: str, region: str, **options: Any) -> list[dict[str, Any]]:
        period, region = named_period(code), named_region(region)
        try:
            evaluations = evaluations_in(period, region)
        except NothingFoundError as none:
            raise RefusedError([none]) from none
        self._report = score_period(
            period=period, actor=None, evaluations=evaluations.only("pk") if region else None
        )
        return score_rows(as_values(evaluations))

    def lines(self, outcome: list[dict[str, Any]]) -> Iterator[str]:
        if not outcome:
            yield _("Belum ada unit kerja yang dinilai pada periode ini; jalankan open_period lagi.")
            return
        yield _row(_("kode"), _("unit"), _("capaian"), _("nilai"), _("kategori"), _("keadaan"))
        for row in outcome:
            yield _line(row)
        yield from _summary(self._report, len(outcome))


def _row(*cells: str) -> str:
    widths = [*WIDTHS, 0]
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _line(row: dict[str, Any]) -> str:
    unit = row["unit"]
    state = str(SemesterEvaluation.State(row["status"]).label)
    if row["provisional"]:
        state = _("%(state)s, sementara (%(reported)d dari %(required)d indikator)") % (
            row | {"state": state}
        )
    return _row(
        unit["code"],
        f"{KINDS[unit['kind']]} {unit['name']}",
        (shown_percent(row["completion"]) or "–").rjust(WIDTHS[2]),
        ("–" if row["nilai"] is None else written(row["nilai"])).rjust(WIDTHS[3]),
        row["kategori"] or "–",
        state,
    )


def _summary(report: ScoringReport, shown: int) -> Iterator[str]:
    yield ""
    yield _("%(shown)d unit: %(changed)d hasil berubah; %(final)d sudah final dan tidak dihitung ulang.") % {
        "shown": shown,
        "changed": len(report.changed),
        "final": report.final,
    }
    for code, fault in report.unfit:
        yield _("Tidak dapat dinilai, dianggap belum dilaporkan: %(code)s %(fault)s") % {
            "code": code,
            "fault": fault,
        }
