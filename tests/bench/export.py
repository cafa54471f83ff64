"""The list of eleven thousand appraisals as XLSX, beside XlsxWriter writing the same cells."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils import timezone
from xlsxwriter import Workbook

from kinerja.exchange.listing import Part, xlsx
from kinerja.listings.appraisal import APPRAISALS
from kinerja.models import Period
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_asked import Asked
from tests.bench.forked import grown
from tests.bench.measure import Measure, in_turns
from tests.builders import make_user

ROWS, MOST, ROUNDS = 11_000, 150, 9


def measures(period: Period) -> Iterator[Measure]:
    """Time beside XlsxWriter's; memory, read from the database on; and that it grows less than the rows."""
    account = make_user("admin_pusat")
    asked = Asked(order="unit")

    def exported(most: int) -> float:
        def work() -> None:
            found = islice(Appraisals(account, period).listed(asked), most)
            xlsx(Part("penilaian", APPRAISALS, found)).close()

        return grown(lambda: xlsx(Part("x", APPRAISALS, [])).close(), work)[0]

    half, whole = exported(ROWS // 2), exported(ROWS)
    yield Measure("memory that an export of as many adds", whole, MOST, goal=1, unit="MiB")
    yield Measure("memory of an export beside twice that of half", whole, 2 * half, goal=1, unit="MiB")
    rows = list(islice(Appraisals(account, period).listed(asked), ROWS))
    cells = [[_plain(field.value(row)) for field in APPRAISALS] for row in rows]
    ours, limit = in_turns(
        lambda: xlsx(Part("penilaian", APPRAISALS, rows)).close(), lambda: _written(cells), rounds=ROUNDS
    )
    yield Measure(f"export {len(rows)} rows of {len(APPRAISALS)} columns", ours, limit, goal=1.3)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.make_naive(value)
    return float(value) if isinstance(value, Decimal) else value


def _written(cells: list[list[Any]]) -> None:
    with tempfile.TemporaryFile() as out:
        book = Workbook(out, {"constant_memory": True})
        sheet = book.add_worksheet()
        number, moment = (book.add_format({"num_format": form}) for form in ("0.00", "dd/mm/yyyy hh:mm"))
        for row, values in enumerate(cells):
            for at, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, at, value)
                elif isinstance(value, datetime):
                    sheet.write_datetime(row, at, value, moment)
                elif value is not None:
                    sheet.write_number(row, at, value, number)
        book.close()
