"""The workbook of a past period as a test sends it in, and what is stored then."""

from io import BytesIO
from typing import Any

from kinerja.exchange.template import write_template
from kinerja.models import PastScore, SemesterEvaluation, WorkbookImport
from kinerja.selectors.history_book import history_template
from kinerja.services.imports import keep_import
from officials.models import User
from tests.kinerja.cast import Cast
from tests.kinerja.results_book import Change, cell, changed

#: Fakfak comes to this by the figures of the cast; with K1.1a and K1.1b apart it would come to 99,11 %.
SAME = (cell("dulu:capaian", "99,50 %"), cell("dulu:nilai", 90), cell("dulu:kategori", "sangat baik"))
OTHER = (cell("dulu:capaian", "99,11"), cell("dulu:nilai", 90))
FROM = cell("dulu:sumber", "Rekapitulasi 2018.xls")


def sent(cast: Cast, *changes: Change, actor: User | None = None) -> WorkbookImport:
    """The template of the period, with changes, sent in."""
    rows = SemesterEvaluation.objects.filter(period=cast.period)
    content = changed(write_template(*history_template(cast.period, rows)), *changes)
    given: dict[str, Any] = {"kind": "history", "period": cast.period, "name": "dulu.xlsx"}
    return keep_import(**given, actor=actor or cast.ditjen, file=BytesIO(content), size=len(content))


def stored() -> list[tuple[Any, ...]]:
    """Every score given then that is stored."""
    columns = ("evaluation__region_code", "completion", "nilai", "kategori", "source", "note", "recorded_by")
    return list(PastScore.objects.values_list(*columns))
