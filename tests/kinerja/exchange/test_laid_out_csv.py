"""A CSV file without the columns of results is told of its columns, not of sheets."""

from io import BytesIO

import pytest

from kinerja.exchange.laid_out import read_laid_out
from kinerja.exchange.upload import UploadError
from kinerja.selectors.results import layout_of
from tests.builders import make_period
from tests.kinerja.exchange.decree_columns import LAYOUT

TOLD = "Berkas CSV ini tidak memuat kolom kode dan kolom isinya di baris 1; salin dari templatnya."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [b"nama;K1.2:n\nFakfak;4000", b"92.03;4000;5000", b"kode;nama\n92.03;Fakfak"],
    ids=["no code", "no headers", "no figures"],
)
def test_a_csv_file_is_told_of_its_columns(content: bytes) -> None:
    layout = layout_of(make_period())
    with pytest.raises(UploadError) as refused:
        read_laid_out("a.csv", BytesIO(content), len(content), 1000, layout)
    assert str(refused.value) == TOLD


def test_a_second_row_that_says_no_heading_is_data() -> None:
    """A first line of data that begins like a word is not lost for headings."""
    found = read_laid_out("a.csv", BytesIO(ODD), len(ODD), 10**7, LAYOUT)
    assert [row.row for row in found.rows] == [3]
    assert [fault.cell for fault in found.faults] == ["A2"]


def test_what_nothing_can_store_is_a_fault_of_its_cell() -> None:
    content = b"kode;nama;K1.2:n;K1.2:sumber\n92.03;Fakfak;1;a\x07b\n"
    found = read_laid_out("a.csv", BytesIO(content), len(content), 10**7, LAYOUT)
    assert [(fault.cell, fault.what) for fault in found.faults] == [
        ("D2", "sel berisi huruf yang tidak dapat disimpan")
    ]


ODD = b"kode;nama;K1.2:n\n'92.02;Manokwari;\n92.03;Fakfak;4000\n"
