"""Columns and readers of cells that several workbooks share."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinerja.exchange.cell_values import CellError, day, number, plain, region_code, words
from kinerja.exchange.layout import Column
from kinerja.exchange.sheet import Cell
from kinerja.rules.rounding import written
from kinerja.rules.warnings import date_text
from officials.nip import clean_nip, mask_nip, validate_nip

UNIT = ("kode", "nama")
DATE_FORM = "dd/mm/yyyy"
#: The letters, with commas, that a drop-down may offer.
LONGEST_LIST = 255
#: A spreadsheet keeps 15 digits of a number; a NIP has 18.
_SAFE_DIGITS = 15


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


def read_nip(cell: Cell, _percent: bool = False) -> str:
    """The digits of a NIP; "" for an empty cell.

    Raises:
        CellError: no NIP; the number itself is not repeated (R12).
    """
    if cell is None:
        return ""
    if isinstance(cell, Decimal) and len(str(cell)) > _SAFE_DIGITS:
        what = _("NIP ditulis sebagai angka, sehingga angka terakhirnya hilang")
        raise CellError(what, _("ubah format kolomnya menjadi teks, lalu tulis ulang."))
    try:
        validate_nip(str(cell))
    except ValidationError as error:
        what = _("bukan NIP: 18 angka yang dimulai dengan tanggal lahir")
        raise CellError(what, _("periksa lalu tulis ulang.")) from error
    return clean_nip(str(cell))


def limited(length: int) -> Callable[..., str]:
    """A reader of a text of at most some letters, with single blanks; "" for an empty cell."""

    def read(cell: Cell, _percent: bool = False) -> str:
        found = " ".join(words(cell).split())
        if len(found) > length:
            raise CellError(_("lebih dari %d huruf") % length, _("singkatkan."))
        return found

    return read


def spelt(known: Iterable[str], length: int) -> Callable[..., str]:
    """A reader as ``limited`` that spells what is known as it is known, whatever the capitals and blanks."""
    names = list(known)
    spelling = {alike(name): name for name in names} | {name: name for name in names}
    read = limited(length)

    def read_spelt(cell: Cell, percent: bool = False) -> str:
        found = read(cell, percent)
        return spelling.get(words(cell)) or spelling.get(alike(found), found)

    return read_spelt


def alike(text: str) -> str:
    """A text as names are compared: whatever its capitals and blanks."""
    return " ".join(text.split()).casefold()


def listed(offered: list[str]) -> dict[str, Any]:
    """The drop-down of a column; nothing for too many letters."""
    fits = bool(offered) and len(",".join(offered)) <= LONGEST_LIST
    return {"validate": "list", "source": offered} if fits else {}


def choice(head: str, label: str, options: Mapping[str, Any], hint: str = "", **more: Any) -> Column:
    """A column that offers some choices in a drop-down.

    Args:
        head, label, hint, more: of the column.
        options: what is stored → what people call it; both are understood, whatever the capitals. Too many
            letters for a drop-down, and it has none.
    """
    return Column(
        head,
        label,
        _chosen(options),
        hint or _("pilih dari daftarnya."),
        entry=listed([str(said) for said in options.values()]),
        options=options,
        **more,
    )


def _chosen(options: Mapping[str, Any]) -> Callable[..., str]:
    """A reader of one of some choices; "" for an empty cell."""
    known = {alike(str(said)): code for code, said in options.items()}
    known |= {code.casefold(): code for code in options if code}
    exact = {str(said): code for code, said in options.items()} | {code: code for code in options}

    def read(cell: Cell, _percent: bool = False) -> str:
        found = exact.get(cell) if isinstance(cell, str) else None
        if found is not None:
            return found
        shown = " ".join(plain(cell).split())
        if not shown:
            return ""
        if shown.casefold() not in known:
            said = ", ".join(str(each) for each in options.values())
            raise CellError(_("bukan salah satu pilihannya"), _("pilih dari: %s.") % said)
        return known[shown.casefold()]

    return read


def as_data(value: Any) -> Any:
    """A value that was read, as a record keeps it: a day as text."""
    return value.isoformat() if isinstance(value, date) else value


def told(column: Column, value: Any) -> str:
    """A value of a record, as people read it; "" for nothing. A NIP is masked (R12)."""
    if value is None or value == "":
        return ""
    if column.options:
        return str(column.options.get(value, value))
    if column.name == "nip":
        return mask_nip(value)
    if column.form == DATE_FORM:
        return date_text(date.fromisoformat(value))
    return written(Decimal(value)) if column.form[:1] in {"0", "#"} else str(value)
