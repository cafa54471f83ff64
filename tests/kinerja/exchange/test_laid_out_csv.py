"""A CSV file without the columns of results is told of its columns, not of sheets."""

from io import BytesIO

import pytest

from kinerja.exchange.laid_out import read_laid_out
from kinerja.exchange.upload import UploadError
from kinerja.selectors.results import layout_of
from tests.builders import make_period

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
