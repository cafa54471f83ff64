"""The workbook of element 2 decided elsewhere: a row for each official (R8)."""

import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from kinerja.exchange.cell_values import CellError
from kinerja.exchange.columns import limited, read_anything, read_nip, read_whole
from kinerja.exchange.layout import Column, Layout
from kinerja.exchange.sheet import Cell
from officials.nip import is_masked

SHEET = "SKP"
#: What names an appraisal: its own id, or the NIP of the official.
APPRAISAL, NIP = KEYS = ("id_penilaian", "nip")
#: Columns of which one at least is filled in a row that says something; the others may be prefilled.
TELLING = ("nilai", "predikat", "nomor_dokumen")
#: Header → key of a rating's data.
DATA = {"nilai": "value", "predikat": "predikat", "sumber": "source", "nomor_dokumen": "document_number"}
#: The greatest id that a database holds.
_GREATEST = 2**63 - 1
_NUMBER = re.compile(r"-?\d{1,6}([.,]\d{1,12})?")


def staff_rating_layout(
    period: str, label: str, rules: str, predikats: Sequence[str], scale: tuple[Decimal, Decimal] | None
) -> Layout:
    """Its layout.

    Args:
        period, label: code and name of the period.
        rules: name of the rules in force at its end.
        predikats: that they know.
        scale: the least and the greatest value; None where they know none.
    """
    value = _("Aturan ini tidak mengenal nilai angka; kosongkan.")
    if scale is not None:
        value = _("%(low)s sampai %(high)s.") % {"low": scale[0], "high": scale[1]}
    offered = {"validate": "list", "source": list(predikats)}
    word = _("Salah satu dari: %s.") % ", ".join(predikats)
    source = _("Tempat diputuskan, misalnya BKN e-Kinerja.")
    number = _("Dari templatnya; tanpa ini isi NIP yang utuh.")
    nip = _("18 angka; boleh tetap disamarkan bila id_penilaian diisi.")
    columns = (
        Column(APPRAISAL, _("ID penilaian"), read_id, number, form="0", width=13),
        Column(NIP, "NIP", read_shown_nip, nip, "R12", width=22, name="nip"),
        Column("nama", _("Nama"), read_anything, _("Hanya untuk dibaca."), width=40),
        Column("jabatan", _("Jabatan"), read_anything, _("Hanya untuk dibaca."), width=48),
        Column("nilai", _("Nilai"), read_value, value, rules, form="0.00", width=10),
        Column("predikat", _("Predikat"), limited(40), word, rules, entry=offered, width=18),
        Column("sumber", _("Sumber"), limited(200), source, "R8", width=24),
        Column("nomor_dokumen", _("Nomor dokumen"), limited(200), _("Nomor penilaiannya."), "R8", width=32),
    )
    return Layout(
        "unsur-2",
        "1",
        {SHEET: columns},
        KEYS,
        _("Unsur 2, %s") % label,
        (
            _("Menurut %s. Baris tanpa nilai, predikat, dan nomor dokumen dilewati.") % rules,
            _("Pejabat dikenali dari id_penilaian, atau dari NIP. NIP utuh hanya bagi yang memerlukannya."),
        ),
        {"periode": period},
        is_open=True,
    )


def read_id(cell: Cell, percent: bool = False) -> int | None:
    """The id of an appraisal; None for an empty cell.

    Raises:
        CellError: no such number.
    """
    found = read_whole(cell, percent)
    if found is not None and not 0 < found <= _GREATEST:
        raise CellError(_("bukan ID penilaian"), _("salin dari templatnya."))
    return found


def read_shown_nip(cell: Cell, percent: bool = False) -> str:
    """A NIP, also one that is masked, as the template shows it to whoever needs none (R12).

    Raises:
        CellError: no NIP.
    """
    return cell if isinstance(cell, str) and is_masked(cell) else read_nip(cell, percent)


def read_value(cell: Cell, percent: bool = False) -> Decimal | None:
    """A value with one decimal mark, comma or point; on these scales there are no thousands to mark.

    Raises:
        CellError: no number, or a percentage.
    """
    if percent:
        raise CellError(
            _("berformat persen"), _("ubah format selnya menjadi angka, lalu tulis misalnya 84,33.")
        )
    if cell is None or isinstance(cell, Decimal):
        return cell
    if isinstance(cell, str) and _NUMBER.fullmatch(cell):
        return Decimal(cell.replace(",", "."))
    raise CellError(_("bukan angka"), _("tulis misalnya 84,33."))
