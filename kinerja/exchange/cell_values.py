"""What stands in a cell, read as what its column asks for; or, in words, why it is not that."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from kinerja.exchange.numbers import NumberError, parse_number
from kinerja.exchange.sheet import Cell
from kinerja.rules.rounding import written
from kinerja.rules.warnings import MONTHS

DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
#: The time of a moment; only its day counts.
_TIME = re.compile(r"[ T]\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?$")
_LONG_DATE = re.compile(r"(\d{1,2}) (\w+) (\d{4})")
_CODE = re.compile(r"(\d{2})\.?(\d{2})?")


class CellError(ValueError):
    """A cell that does not hold what its column asks for.

    Args:
        what: what is wrong.
        todo: what to write instead.
    """

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what, self.todo = what, todo


def number(cell: Cell, *, percent: bool, shown_as_percent: bool) -> Decimal | None:
    """A number; text in Indonesian or English notation is read too.

    Args:
        cell: what was read.
        percent: the column asks for a percentage: 84,33 for 84,33 %.
        shown_as_percent: the cell is formatted as a percentage, so that 0,8433 is shown as 84,33 %.

    Raises:
        CellError: no number, not surely one number, a date, or a percentage where a count is asked for.
    """
    if isinstance(cell, date):
        raise CellError(
            _("berisi tanggal, bukan angka"), _("ubah format selnya menjadi angka, lalu tulis ulang.")
        )
    if cell is None:
        return None
    if isinstance(cell, Decimal):
        if shown_as_percent and not percent:
            what = _("berformat persen, padahal diminta cacahnya")
            raise CellError(what, _("tulis jumlahnya, bukan persen."))
        return cell * 100 if shown_as_percent else cell
    try:
        return parse_number(cell, percent=percent)
    except NumberError as error:
        what, _mark, todo = str(error).partition("; ")
        raise CellError(what, todo) from error


def day(cell: Cell) -> date | None:
    """A date: a real one, or text such as 30/06/2025, 2025-06-30 or 30 Juni 2025; a time behind it is left.

    Raises:
        CellError: no date.
    """
    if cell is None or isinstance(cell, date):
        return cell
    text = _TIME.sub("", " ".join(str(cell).split()))
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    months = [month.casefold() for month in MONTHS]
    long = _LONG_DATE.fullmatch(text)
    if long and long[2].casefold() in months:
        try:
            return date(int(long[3]), months.index(long[2].casefold()) + 1, int(long[1]))
        except ValueError:
            pass
    raise CellError(_("bukan tanggal"), _("tulis misalnya 30/06/2025."))


def words(cell: Cell) -> str:
    """A text; a number is written out plainly.

    Raises:
        CellError: a date, which a spreadsheet makes of "7.4.3" by itself.
    """
    if isinstance(cell, date):
        raise CellError(
            _("diubah lembar kerja menjadi tanggal"),
            _("ubah format selnya menjadi teks, lalu tulis ulang."),
        )
    return plain(cell)


def plain(cell: Cell) -> str:
    """Whatever stands in a cell, to be shown."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else cell


def shown_in(cell: Cell, *, percent: bool) -> str:
    """As ``plain``, but a number as it is shown in Indonesia: "12,5", "50 %"."""
    if not isinstance(cell, Decimal):
        return plain(cell)
    return f"{written(cell * 100)} %" if percent else plain(cell).replace(".", ",")


def region_code(cell: Cell) -> str:
    """The code of a region: "92", "92.03", 92.03 as a number, "9203"; "" where there is none.

    A number has lost the nought at its end: 92.1 was 92.10.
    """
    text = plain(cell)
    if isinstance(cell, Decimal) and re.fullmatch(r"\d{2}\.\d", text):
        text += "0"
    found = _CODE.fullmatch(text)
    return ".".join(filter(None, found.groups())) if found else ""
