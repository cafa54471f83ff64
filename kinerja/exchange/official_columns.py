"""The workbook of officials: a row for each tenure of a post (R7 to R9)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kinerja.exchange.cell_values import CellError, words
from kinerja.exchange.columns import DATE_FORM, choice, limited, read_date, read_nip, read_region
from kinerja.exchange.layout import Column, Layout
from kinerja.exchange.sheet import Cell
from officials.models import Appointment, Position
from officials.models.official import RANKS

SHEET = "Pejabat"
#: What names a tenure: its post, by region, kind and title, and its first day.
KEYS = ("kode", "jenis_jabatan", "nama_jabatan", "mulai")
POST = ("kode", "jenis_jabatan", "nama_jabatan", "bidang", "bidang_kedua")
PERSON = ("nip", "nama", "pangkat", "pangkat_sejak", "surel")
TENURE = ("jenis", "nomor_sk", "tanggal_sk", "mulai", "sampai")
#: What every tenure has; a row that leaves all of ``PERSON`` and ``TENURE`` empty says nothing of its post.
NEEDED = ("nama", "jenis", "nomor_sk", "tanggal_sk", "mulai")
_LONGEST_EMAIL = 254


def official_layout() -> Layout:
    """Its layout.

    A post is named by its region, kind and title, a tenure by its post and first day. Every row names a post;
    a new tenure needs what ``NEEDED`` lists, a known one whatever of it the file has a column for.
    """
    columns = (*_post_columns(), *_person_columns(), *_tenure_columns())
    notes = (
        _("Satu baris satu masa jabatan. Jabatan dikenali dari kode wilayah, jenis, dan namanya;"),
        _("masa jabatan dari jabatannya dan tanggal mulainya. Pejabat dikenali dari NIP; tanpa NIP dari"),
        _("namanya di jabatan itu. Baris yang hanya memuat jabatannya berarti jabatan itu kosong."),
        _("Yang tidak ada dalam berkas tidak berubah; jabatan tidak dipindahkan dan tidak berganti bidang."),
    )
    return Layout("pejabat", "1", {SHEET: columns}, KEYS, _("Pejabat"), notes, is_open=True)


def _post_columns() -> tuple[Column, ...]:
    kinds, fields = _said(Position.Kind.choices), _said(Position.Field.choices)
    code = _("tulis misalnya 92 atau 92.03; kosong untuk Menteri dan Direktur Jenderal.")
    field = _("wajib untuk Kepala Bidang, Kepala Seksi, dan Kepala Subbagian.")
    merged = _("hanya untuk bidang gabungan.")
    title = _("nama resmi jabatannya; jabatan yang belum ada dibuat.")
    return (
        Column("kode", _("Kode wilayah"), read_region, code, "R7", width=9),
        choice("jenis_jabatan", _("Jenis jabatan"), kinds, rule="R7", width=20, is_required=True),
        Column("nama_jabatan", _("Nama jabatan"), limited(160), title, "R7", width=70, is_required=True),
        choice("bidang", _("Bidang"), fields, field, rule="R8", width=22),
        choice("bidang_kedua", _("Bidang yang digabung"), fields, merged, rule="R8", width=22),
    )


def _person_columns() -> tuple[Column, ...]:
    ranks = {code: code for code in RANKS}
    nip = _("18 angka sebagai teks; kosong untuk Menteri dan Kepala Daerah yang bukan PNS.")
    name = _("nama pada NIP yang sudah dikenal mengganti nama yang tersimpan.")
    rank, since = _("golongan, misalnya IV/a; kosong untuk yang bukan PNS."), _("tanggal mulai golongan itu.")
    return (
        Column("nip", "NIP", read_nip, nip, "R12", width=22, name="nip"),
        Column("nama", _("Nama"), limited(120), name, "R9", width=34),
        choice("pangkat", _("Pangkat"), ranks, rank, rule="R9", width=9),
        _day("pangkat_sejak", _("Pangkat sejak"), since),
        Column("surel", _("Surel"), _email, _("alamat surel dinasnya."), width=30),
    )


def _tenure_columns() -> tuple[Column, ...]:
    kinds = _said(Appointment.Kind.choices)
    number, decided = _("nomor surat keputusannya."), _("tanggal surat keputusannya.")
    first, last = _("hari pertama menjabat; menamai masa jabatan."), _("hari terakhir; kosong bila masih.")
    return (
        choice("jenis", _("Jenis pengangkatan"), kinds, rule="R9", width=20),
        Column("nomor_sk", _("Nomor SK"), limited(80), number, "R9", width=26),
        _day("tanggal_sk", _("Tanggal SK"), decided),
        _day("mulai", _("Mulai"), first),
        _day("sampai", _("Sampai"), last),
    )


def _said(choices: Any) -> dict[str, str]:
    return {code: str(label) for code, label in choices}


def _day(head: str, label: str, hint: str) -> Column:
    return Column(head, label, read_date, hint, "R9", width=12, form=DATE_FORM)


def _email(cell: Cell, _percent: bool = False) -> str:
    """An e-mail address; "" for an empty cell.

    Raises:
        CellError: no address.
    """
    found = words(cell)
    if not found:
        return ""
    try:
        validate_email(found)
    except ValidationError as error:
        raise CellError(_("bukan alamat surel"), _("tulis misalnya nama@kantor.go.id.")) from error
    if len(found) > _LONGEST_EMAIL:
        raise CellError(_("alamatnya terlalu panjang"), _("paling panjang %d huruf.") % _LONGEST_EMAIL)
    return found
