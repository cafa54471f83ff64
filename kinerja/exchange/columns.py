"""Columns and readers of cells that several workbooks share."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kinerja.exchange.cell_values import CellError, day, number, plain, region_code
from kinerja.exchange.layout import Column
from kinerja.exchange.table import Cell
from kinerja.rules.rounding import written
from kinerja.rules.warnings import date_text
from officials.nip import mask_nip

UNIT = ("kode", "nama")
DATE_FORM = "dd/mm/yyyy"
#: The letters, with commas, that a drop-down may offer.
LONGEST_LIST = 255


def unit_columns() -> tuple[Column, Column]:
    """The two columns that name a unit: its region's code, and its name for people."""
    code, name = UNIT
    hint = _("tulis misalnya 92 atau 92.03.")
    return (
        Column(code, _("Kode wilayah"), read_region, hint, width=9, is_required=True, is_given=True),
        Column(name, _("Unit kerja"), read_anything, width=34, is_given=True),
    )


def read_region(cell: Cell, _percent: bool = False) -> str:
    """The code of a region; "" for an empty cell.

    Raises:
        CellError: no code.
    """
    found = region_code(cell)
    if cell is not None and not found:
        raise CellError(_("bukan kode wilayah"), _("tulis misalnya 92 atau 92.03."))
    return found


def read_anything(cell: Cell, _percent: bool = False) -> str:
    """Whatever stands there, for people: it is compared, and never stored."""
    return plain(cell)


def read_date(cell: Cell, _percent: bool = False) -> date | None:
    """A date; None for an empty cell."""
    return day(cell)


def read_number(cell: Cell, percent: bool = False) -> Decimal | None:
    """A number that is no percentage; None for an empty cell."""
    return number(cell, percent=False, shown_as_percent=percent)


def read_percent(cell: Cell, percent: bool = False) -> Decimal | None:
    """A percentage: 84.33 for 84,33 %; None for an empty cell."""
    return number(cell, percent=True, shown_as_percent=percent)


def read_whole(cell: Cell, percent: bool = False) -> int | None:
    """A whole number; None for an empty cell.

    Raises:
        CellError: no number, or none that is whole.
    """
    found = read_number(cell, percent)
    if found is None:
        return None
    if found != found.to_integral_value():
        raise CellError(_("bukan bilangan bulat"), _("tulis tanpa angka di belakang koma."))
    return int(found)


def choice(head: str, label: str, options: Mapping[str, Any], hint: str = "", **more: Any) -> Column:
    """A column that offers some choices in a drop-down.

    Args:
        head, label, hint, more: of the column.
        options: what is stored → what people call it; both are understood, whatever the capitals. Too many
            letters for a drop-down, and it has none.
    """
    offered = [str(said) for said in options.values()]
    fits = bool(offered) and len(",".join(offered)) <= LONGEST_LIST
    return Column(
        head,
        label,
        _chosen(options),
        hint or _("pilih dari daftarnya."),
        entry={"validate": "list", "source": offered} if fits else {},
        options=options,
        **more,
    )


def _chosen(options: Mapping[str, Any]) -> Callable[..., str]:
    """A reader of one of some choices; "" for an empty cell."""
    known = {" ".join(str(said).split()).casefold(): code for code, said in options.items()}
    known |= {code.casefold(): code for code in options if code}

    def read(cell: Cell, _percent: bool = False) -> str:
        shown = " ".join(plain(cell).split())
        if not shown:
            return ""
        if shown.casefold() not in known:
            said = ", ".join(str(each) for each in options.values())
            raise CellError(_("bukan salah satu pilihannya"), _("pilih dari: %s.") % said)
        return known[shown.casefold()]

    return read


def told(column: Column | None, value: Any) -> str:
    """A value of a record, as people read it; "" for nothing. A NIP is masked (R12)."""
    if value is None or value == "":
        return ""
    if column is None:
        return str(value)
    if column.options:
        return str(column.options.get(value, value))
    if column.name == "nip":
        return mask_nip(value)
    if column.form == DATE_FORM:
        return date_text(date.fromisoformat(value))
    return written(Decimal(value)) if column.form[:1] in {"0", "#"} else str(value)
