"""A file of results decided elsewhere, and people with a NIP to put into it."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from kinerja.exchange.cells import write_table
from kinerja.exchange.staff_rating import COLUMNS, RatingRow, read_ratings
from kinerja.models import Appraisal
from tests.kinerja.appraisal_cast import Appraising

#: The kind of post → the NIP of its holder in Fakfak.
NIPS = {
    "kepala_dinas": "197001011995031001",
    "kabid": "196808171994031002",
    "kasi": "198001012005011003",
    "kasubag": "198502022010012004",
}
LINE = {"predikat": "Baik", "sumber": "BKN e-Kinerja", "nomor_dokumen": "SKP/2025/1"}


def give_nips(stage: Appraising) -> None:
    """Give the officials of Fakfak their NIP, on their appraisals too."""
    for kind, nip in NIPS.items():
        row = stage.office.appraisal(kind)
        row.official.nip = nip
        row.official.save()
        Appraisal.objects.filter(pk=row.pk).update(nip=nip)


def line(kind: str, **changed: Any) -> dict[str, Any]:
    """What a file says of the holder of a post."""
    return {"nip": NIPS.get(kind, kind), "nama": f"Pejabat {kind}", **LINE, **changed}


def workbook(*lines: dict[str, Any]) -> bytes:
    """The file itself."""
    rows = [[each.get(column) for column in COLUMNS] for each in lines]
    return write_table("SKP", [list(COLUMNS), list(COLUMNS.values()), *rows])


def rows(*lines: dict[str, Any]) -> Sequence[RatingRow]:
    """The file as it is read, which must be without a fault."""
    content = workbook(*lines)
    table = read_ratings("skp.xlsx", BytesIO(content), len(content), 10**7)
    assert table.errors == ()
    return table.rows
