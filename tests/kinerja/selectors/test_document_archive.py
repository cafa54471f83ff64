"""All documents as one ZIP: whole, checked, listed; and nothing in it that the account may not read."""

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.selectors.document import file_name
from kinerja.selectors.document_archive import archive, archived_documents
from kinerja.selectors.lookup import NothingFoundError
from kinerja.services.document_batch import issue_documents
from officials.models import User
from tests.builders import make_region, make_user
from tests.kinerja.cast import Cast

TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.fixture
def two(cast: Cast, media_root: Path) -> list[SignedDocument]:
    """Manokwari's and Fakfak's."""
    cast.operator = cast.ditjen
    cast.act(cast.evaluation(make_region("92.02", "Manokwari", parent=cast.region)), *TO_FINAL)
    cast.act(cast.kabupaten, *TO_FINAL)
    SemesterEvaluation.objects.update(unit_name="=HYPERLINK(1)")
    issue_documents(period=cast.period, actor=cast.dirjen)
    return list(SignedDocument.objects.order_by("evaluation__region_code"))


def opened(cast: Cast, user: User, region: str = "") -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(b"".join(archive(archived_documents(user, cast.period, region)))))


def test_whole_and_listed(cast: Cast, two: list[SignedDocument]) -> None:
    made = opened(cast, cast.dirjen)
    names = [file_name(row) for row in two]
    assert (made.testzip(), made.namelist()) == (None, [*names, "indeks.xlsx", "SHA256SUMS"])
    assert [made.getinfo(name).compress_type for name in names] == [zipfile.ZIP_STORED] * 2
    hashes = [hashlib.sha256(made.read(name)).hexdigest() for name in names]
    assert hashes == [row.sha256 for row in two]
    sums = "".join(f"{row.sha256}  {name}\n" for row, name in zip(two, names, strict=True))
    index = hashlib.sha256(made.read("indeks.xlsx")).hexdigest()
    assert made.read("SHA256SUMS").decode() == f"{sums}{index}  indeks.xlsx\n"
    today = timezone.localdate()
    assert {name.date_time[:3] for name in made.infolist()} == {(today.year, today.month, today.day)}
    [sheet] = load_workbook(BytesIO(made.read("indeks.xlsx")))
    rows = list(sheet.iter_rows(min_row=2))
    assert [[cell.value for cell in row[:6]] for row in rows] == [
        [name, "Hasil Penilaian Kinerja Unit Kerja", code, place, "=HYPERLINK(1)", None]
        for name, code, place in zip(
            names, ("92.02", "92.03"), ("Kabupaten Manokwari", "Kabupaten Fakfak"), strict=True
        )
    ]
    assert {row[4].data_type for row in rows} == {"s"}
    assert {row[11].is_date for row in rows} == {True}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:N3")
    assert {(cell.font.bold, cell.data_type) for cell in sheet[1]} == {(True, "s")}
    cells = [cell for row in sheet for cell in row if cell.value is not None and not cell.is_date]
    widths = {letter: column.width for letter, column in sheet.column_dimensions.items()}
    assert [cell for cell in cells if len(str(cell.value)) > widths[cell.column_letter]] == []


def test_a_damaged_file_is_named_and_left_out(cast: Cast, two: list[SignedDocument]) -> None:
    Path(two[0].file.path).write_bytes(b"x")
    made = opened(cast, cast.dirjen)
    assert made.namelist() == [file_name(two[1]), "indeks.xlsx", "SHA256SUMS", "RUSAK.txt"]
    assert made.read("RUSAK.txt").decode().startswith(f"{file_name(two[0])}: Berkas dokumen {two[0].code}")
    [sheet] = load_workbook(BytesIO(made.read("indeks.xlsx")))
    assert [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["RUSAK", "utuh"]


def test_only_what_the_account_reads(cast: Cast, two: list[SignedDocument]) -> None:
    own = make_user("operator_unit", two[1].evaluation and two[1].evaluation.unit.region)
    stranger = make_user("operator_unit", make_region("11.72", "Sabang"))
    assert opened(cast, own).namelist()[:-2] == [file_name(two[1])]
    assert opened(cast, stranger).namelist() == ["indeks.xlsx", "SHA256SUMS"]
    assert opened(cast, cast.dirjen, "92.02").namelist()[:-2] == [file_name(two[0])]
    with pytest.raises(NothingFoundError):
        archived_documents(cast.dirjen, cast.period, "99")
