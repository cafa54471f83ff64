"""Loading regions again and again: nothing twice, nothing of the staff's lost."""

import csv
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from regions.loading import CURRENT, FORMER, LoadCounts, load_regions
from regions.models import Region, RegionCode
from tests.regions.conftest import FIXTURES

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the fixtures that a test may change."""
    for name in (CURRENT, FORMER):
        shutil.copy(FIXTURES / name, tmp_path / name)
    return tmp_path


def rewrite(path: Path, code: str, /, **changes: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | changes if row["code"] == code else row for row in rows)


def region(code: str) -> Region:
    return Region.objects.get(codes__code=code)


def dated_codes(code: str) -> list[tuple[str, str | None, date | None, date | None, str]]:
    return [
        (row.code, row.parent and row.parent.name, row.valid_from, row.valid_until, row.source)
        for row in region(code).codes.order_by("valid_from")
    ]


def test_first_load_adds_all_and_the_second_changes_nothing() -> None:
    assert load_regions(FIXTURES) == LoadCounts(added=552, changed=0, unchanged=0)
    before = list(RegionCode.objects.order_by("pk").values())

    assert load_regions(FIXTURES) == LoadCounts(added=0, changed=0, unchanged=552)
    assert list(RegionCode.objects.order_by("pk").values()) == before
    assert len(before) == 578


def test_every_field_of_a_row_arrives() -> None:
    load_regions(FIXTURES)

    kept = region("31.01")
    assert (kept.name, kept.short_name, kept.kind, kept.is_administrative, kept.timezone) == (
        "Kepulauan Seribu",
        "Kepulauan Seribu",
        "kabupaten",
        True,
        "WIB",
    )
    kept = region("92.03")
    assert (kept.capital, kept.latitude, kept.longitude, kept.area_km2, kept.population) == (
        "Fakfak",
        Decimal("-3.19714"),
        Decimal("133.09167"),
        Decimal("9735.003"),
        93997,
    )


def test_codes_before_and_after_the_split_meet_without_a_gap() -> None:
    load_regions(FIXTURES)

    assert set(dated_codes("93.01")) == {
        ("91.01", "Papua", None, date(2022, 7, 24), "Kepmendagri 050-145/2022, UU 14/2022"),
        ("93.01", "Papua Selatan", date(2022, 7, 25), None, "Kepmendagri 300.2.2-2138/2025, UU 14/2022"),
    }
    assert dated_codes("92.03") == [("92.03", "Papua Barat", None, None, "Kepmendagri 300.2.2-2138/2025")]


def test_what_staff_corrected_survives_until_the_fixture_changes(folder: Path) -> None:
    load_regions(folder)
    Region.objects.filter(codes__code="12.04").update(capital="Gido", population=1)
    assert load_regions(folder) == LoadCounts(added=0, changed=0, unchanged=552)
    assert (region("12.04").capital, region("12.04").population) == ("Gido", 1)

    rewrite(folder / CURRENT, "12.04", population="150000")

    assert load_regions(folder) == LoadCounts(added=0, changed=1, unchanged=551)
    assert (region("12.04").capital, region("12.04").population) == ("Gido", 150000)


def test_a_code_that_staff_closed_stays_closed(folder: Path) -> None:
    load_regions(folder)
    RegionCode.objects.filter(code="92.03").update(valid_until=date(2027, 1, 1))

    assert load_regions(folder) == LoadCounts(added=0, changed=0, unchanged=552)
    assert RegionCode.objects.get(code="92.03").valid_until == date(2027, 1, 1)


def test_a_code_whose_dates_the_fixture_corrects_is_rewritten(folder: Path) -> None:
    load_regions(folder)
    rewrite(folder / CURRENT, "93.01", valid_from="2022-07-26")
    rewrite(folder / FORMER, "91.01", valid_until="2022-07-25")

    assert load_regions(folder) == LoadCounts(added=0, changed=1, unchanged=551)
    assert {(row[0], row[2], row[3]) for row in dated_codes("93.01")} == {
        ("91.01", None, date(2022, 7, 25)),
        ("93.01", date(2022, 7, 26), None),
    }


def test_a_region_whose_code_the_fixture_changes_stays_itself(folder: Path) -> None:
    load_regions(folder)
    before = region("92.03").pk
    rewrite(folder / CURRENT, "92.03", code="96.06", parent_code="96", valid_from="2026-01-01")
    with (folder / FORMER).open("a", encoding="utf-8") as file:
        file.write("92.03,92,,2025-12-31,96.06,Kabupaten Fakfak,contoh\n")

    assert load_regions(folder) == LoadCounts(added=0, changed=1, unchanged=551)
    assert region("92.03").pk == region("96.06").pk == before


def test_a_code_that_returns_to_another_region_makes_a_new_one(folder: Path) -> None:
    load_regions(folder)
    with (folder / CURRENT).open("a", encoding="utf-8") as file:
        row = "91.01,Baru,Baru,kabupaten,91,2026-01-01,0,,WIT,-1,135,1,1,contoh"
        file.write(row + "\n")

    assert load_regions(folder) == LoadCounts(added=1, changed=0, unchanged=552)
    bearers = RegionCode.objects.filter(code="91.01").order_by("pk").values_list("region__name", flat=True)
    assert list(bearers) == ["Merauke", "Baru"]


def test_a_former_code_that_leads_nowhere_is_refused(folder: Path) -> None:
    rewrite(folder / CURRENT, "96.71", code="96.70")

    with pytest.raises(KeyError, match=r"96\.71"):
        load_regions(folder)

    assert Region.objects.count() == 0


def test_a_region_that_staff_made_first_is_taken_over_not_doubled() -> None:
    made = Region.objects.create(name="Acheh", kind=Region.Kind.PROVINSI)
    RegionCode.objects.create(region=made, code="11")

    assert load_regions(FIXTURES) == LoadCounts(added=551, changed=1, unchanged=0)
    made.refresh_from_db()
    assert made.name == "Aceh"


def test_a_row_without_its_province_writes_nothing(folder: Path) -> None:
    rewrite(folder / CURRENT, "92.03", parent_code="99")

    with pytest.raises(KeyError):
        load_regions(folder)

    assert Region.objects.count() == 0
