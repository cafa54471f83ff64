"""Results by workbook where something is odd: told, or refused, and never lost."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kinerja.models import Realization
from kinerja.services.imports import (
    apply_import,
    kept_faults,
    plan_import,
    undo_import,
)
from tests.builders import (
    make_innovation,
    make_user,
)
from tests.kinerja.cast import Cast, refusal
from tests.kinerja.results_book import cell, kept


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


def test_a_sign_of_per_cent_that_is_only_written(cast: Cast) -> None:
    change = cell("K1.2:p", 84.33, number_format='0.00"%"')
    [row] = plan_import(run=kept(cast, change), actor=cast.ditjen).rows
    assert row.changes[0].after.percent == Decimal("84.33")


def test_half_a_figure_taken_back_is_told(cast: Cast) -> None:
    [remark] = plan_import(run=kept(cast, cell("K1.4:n", None)), actor=cast.ditjen).remarks
    assert (remark.what, remark.rule) == ("K1.4: sebagian angka yang tersimpan dihapus", "R4")


def test_another_source_leaves_a_figure_synthetic(cast: Cast) -> None:
    Realization.objects.filter(indicator__code="K1.2").update(synthetic=True)
    apply_import(run=kept(cast, cell("K1.2:sumber", "Rekap")), actor=cast.ditjen)
    row = Realization.objects.get(indicator__code="K1.2")
    assert (row.source, row.synthetic) == ("Rekap", True)
    apply_import(run=kept(cast, cell("K1.2:n", 4000)), actor=cast.ditjen)
    assert not Realization.objects.get(indicator__code="K1.2").synthetic


def test_a_decided_zero_that_ends_is_told(cast: Cast) -> None:
    Realization.objects.filter(indicator__code="K1.4").update(
        numerator=None, denominator=None, source="", zero_reason="Tidak melapor."
    )
    change = [cell("K1.4:n", 20), cell("K1.4:d", 20), cell("K1.4:sumber", "Laporan")]
    told = [remark.what for remark in plan_import(run=kept(cast, *change), actor=cast.ditjen).remarks]
    assert told == ["K1.4: nol yang ditetapkan Ditjen berakhir"]


def test_not_undone_beside_a_register_that_decides_now(cast: Cast) -> None:
    run = kept(cast, cell("K3:n", None), cell("K3:sumber", None))
    apply_import(run=run, actor=cast.ditjen)
    make_innovation(cast.kabupaten)
    assert refusal(lambda: undo_import(run=run, actor=cast.ditjen)) == [
        "92.03 Fakfak, K3: Angka ini dihitung dari daftar inovasi."
    ]


def test_only_who_sent_a_file_applies_it(cast: Cast) -> None:
    run = kept(cast, cell("K1.4:n", 19))
    other = make_user("operator_ditjen", username="lain")
    assert refusal(lambda: apply_import(run=run, actor=other)) == [
        "Hanya yang mengunggah berkas ini yang menerapkannya."
    ]


def test_faults_of_a_sheet_written_otherwise(cast: Cast) -> None:
    def renamed(book: Any) -> None:
        book["Kabupaten-Kota"].title = "Lain"
        book["Lain"].title = "KABUPATEN-KOTA"
        book["KABUPATEN-KOTA"].sheet_state = "hidden"

    run = kept(cast, cell("K1.4:n", -1), renamed)
    book = openpyxl.load_workbook(BytesIO(kept_faults(run=run, actor=cast.ditjen)))
    sheet = book["Kabupaten-Kota"]
    assert sheet.sheet_state == "visible"
    assert sheet.cell(1, sheet.max_column).value == "masalah"
