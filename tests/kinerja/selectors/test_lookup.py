"""A code names a unit in a period, or the answer says why it names none (R5, R6)."""

from datetime import date

import pytest

from kinerja.models import Period
from kinerja.selectors.lookup import NothingFoundError, evaluation_at, evaluations_in, period_by_code
from regions.models import RegionCode
from tests.builders import make_evaluation, make_period, make_region, make_unit

pytestmark = pytest.mark.django_db

NO_OFFICE = (
    "Kabupaten Fakfak (92.03) belum dinilai pada periode 2025-1: unit kerjanya belum dicatat, atau dicatat "
    "setelah periode dibuka. Catat unit kerjanya, lalu jalankan open_period lagi."
)
NOT_THEN = (
    "Kode 92.71 (Kota Sorong) tidak berlaku pada 30 Juni 2025; kode itu berlaku sampai 7 Desember 2022. "
    "Kodenya pada tanggal itu: 96.71."
)


@pytest.fixture
def period() -> Period:
    """2025-1 with Papua Barat and Kota Sorong (which moved in 2022); Fakfak has no office."""
    period = make_period("2025-1")
    old = make_region("92", "Papua Barat")
    new = make_region("96", "Papua Barat Daya")
    make_region("92.03", "Fakfak", parent=old)
    sorong = make_region("92.71", "Sorong", parent=old, valid_until=date(2022, 12, 7))
    RegionCode.objects.create(region=sorong, code="96.71", parent=new, valid_from=date(2022, 12, 8))
    for region in (old, new, sorong):
        make_evaluation(make_unit(region), period)
    return period


def test_a_period(period: Period) -> None:
    assert period_by_code("2025-1") == period
    with pytest.raises(NothingFoundError, match=r"^Periode 2024-1 belum dibuka\.$"):
        period_by_code("2024-1")


@pytest.mark.parametrize(
    ("region", "expected"),
    [("", ["92", "96", "96.71"]), ("92", ["92"]), ("96", ["96", "96.71"]), ("96.71", ["96.71"])],
)
def test_a_province_stands_for_its_kabkota(period: Period, region: str, expected: list[str]) -> None:
    assert [row.region_code for row in evaluations_in(period, region)] == expected


@pytest.mark.parametrize(
    ("region", "reason"),
    [("92.03", NO_OFFICE), ("92.71", NOT_THEN), ("99", "Kode wilayah “99” tidak dikenal.")],
)
def test_a_code_that_names_nobody_is_explained(period: Period, region: str, reason: str) -> None:
    told = []
    for find in (evaluation_at, evaluations_in):
        with pytest.raises(NothingFoundError) as refused:
            find(period, region)
        told.append(str(refused.value))
    assert told == [reason, reason]


def test_one_unit(period: Period) -> None:
    assert evaluation_at(period, "96.71").full_name == "Kota Sorong"
