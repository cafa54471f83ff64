"""Rows of the workbook of officials, and what is stored of them, for tests."""

from datetime import date
from typing import Any

from kinerja.exchange.official_columns import SHEET, official_layout
from kinerja.models import WorkbookImport
from officials.models import Appointment, Official, Position, User
from tests.kinerja.services.record_book import kept

HEADS = tuple(column.head for column in official_layout().sheets[SHEET])
NIP = "196808171994031005"
Given = dict[str, Any]
_TENURE: Given = {"jenis": "definitif", "tanggal_sk": date(2022, 1, 2), "mulai": date(2022, 1, 3)}


def other(number: int) -> str:
    """Another NIP."""
    return f"1970010119950210{number:02}"


KEPALA: Given = _TENURE | {
    "kode": "92.03",
    "jenis_jabatan": "kepala_dinas",
    "nama_jabatan": "Kepala Dinas",
    "nip": NIP,
    "nama": "Ani",
    "pangkat": "IV/a",
    "pangkat_sejak": date(2020, 4, 1),
    "surel": "ani@x.go.id",
    "nomor_sk": "SK-1",
}
KABID: Given = _TENURE | {
    "kode": "92.03",
    "jenis_jabatan": "kabid",
    "nama_jabatan": "Kepala Bidang Dafduk",
    "bidang": "dafduk",
    "nip": other(1),
    "nama": "Budi",
    "nomor_sk": "SK-2",
}
KASI: Given = KABID | {
    "jenis_jabatan": "kasi",
    "nama_jabatan": "Kepala Seksi Identitas",
    "nip": other(2),
    "nama": "Citra",
    "jenis": "plt",
    "nomor_sk": "SK-3",
}


def sent(admin: User, *rows: Given, heads: tuple[str, ...] = HEADS) -> WorkbookImport:
    """A file of these rows sent in."""
    return kept(
        "officials", admin, [heads, *([row.get(head) for head in heads] for row in rows)], sheet=SHEET
    )


def posts() -> list[tuple[Any, ...]]:
    """The posts of offices and regions, each with the title of the one above."""
    rows = Position.objects.order_by("title").select_related("superior")
    return [
        (row.kind, row.title, row.field, row.second_field, row.superior.title if row.superior else "")
        for row in rows
    ]


def people() -> list[tuple[Any, ...]]:
    """The people, by name."""
    return list(Official.objects.order_by("name").values_list("name", "nip", "rank", "rank_since", "email"))


def facts() -> list[tuple[Any, ...]]:
    """The tenures, by post and first day."""
    names = ("position__title", "official__name", "kind", "decree_number", "decree_date")
    rows = Appointment.objects.order_by("position__title", "valid_from")
    return list(rows.values_list(*names, "valid_from", "valid_until"))
