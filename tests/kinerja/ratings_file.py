"""A file of results decided elsewhere, and people with a NIP to put into it."""

from typing import Any

from kinerja.models import Appraisal, WorkbookImport
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.services.record_book import kept_file
from tests.kinerja.table_book import write_table

#: The kind of post → the NIP of its holder in Fakfak.
NIPS = {
    "kepala_dinas": "197001011995031001",
    "kabid": "196808171994031002",
    "kasi": "198001012005011003",
    "kasubag": "198502022010012004",
}
HEADS = ("nip", "nama", "nilai", "predikat", "sumber", "nomor_dokumen")
LINE = {"predikat": "Baik", "sumber": "BKN e-Kinerja", "nomor_dokumen": "SKP/2025/1"}


def make_stage(code: str = "2025-1") -> Appraising:
    """An office under appraisal whose officials have NIPs."""
    made = Appraising(code=code)
    give_nips(made)
    return made


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
    named = any("id_penilaian" in each for each in lines)
    heads = ("id_penilaian", *HEADS) if named else HEADS
    rows = [[each.get(head) for head in heads] for each in lines]
    return write_table("SKP", [heads, [head.title() for head in heads], *rows])


def sent(stage: Appraising, *lines: dict[str, Any], actor: Any = None) -> WorkbookImport:
    """The file sent in."""
    return kept_file("ratings", actor or stage.enterer, workbook(*lines), period=stage.period)
