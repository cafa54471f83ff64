"""Regions before and after the split of Papua in 2022 (R5, R6)."""

from collections import Counter
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from regions.models import Region, RegionCode
from regions.selectors import (
    RegionError,
    children_on,
    kabkota_on,
    population_on,
    provinces_on,
    region_by_code,
    regions_on,
)

BEFORE, AFTER = date(2018, 6, 30), date(2025, 6, 30)
WEST_PAPUA = [
    ("92.02", "Manokwari"),
    ("92.03", "Fak Fak"),
    ("92.06", "Teluk Bintuni"),
    ("92.07", "Teluk Wondama"),
    ("92.08", "Kaimana"),
    ("92.11", "Manokwari Selatan"),
    ("92.12", "Pegunungan Arfak"),
]

pytestmark = pytest.mark.usefixtures("regions")


@pytest.mark.parametrize(
    ("day", "provinces"),
    [
        (BEFORE, 34),
        (date(2022, 7, 24), 34),
        (date(2022, 7, 25), 37),
        (date(2022, 12, 7), 37),
        (date(2022, 12, 8), 38),
        (AFTER, 38),
    ],
)
def test_number_of_regions_changes_with_the_laws_of_2022(day: date, provinces: int) -> None:
    kinds = Counter(regions_on(day).values_list("kind", flat=True))

    assert kinds == {"provinsi": provinces, "kabupaten": 416, "kota": 98}


def test_papua_bore_its_old_codes_and_parents_in_2018() -> None:
    papua = {row.code: row.parent_code for row in regions_on(BEFORE) if row.code[0] == "9"}

    assert list(papua) == sorted(papua)
    assert Counter(papua.values()) == {"": 2, "91": 29, "92": 13}
    assert all(code.startswith(parent) for code, parent in papua.items())


def test_papua_bears_its_new_codes_and_parents_in_2025() -> None:
    papua = {
        row.code: row.parent_code for row in regions_on(AFTER).filter(codes__code__startswith="9").distinct()
    }

    assert Counter(papua.values()) == {"": 6, "91": 9, "92": 7, "93": 4, "94": 8, "95": 8, "96": 6}
    assert all(code.startswith(parent) for code, parent in papua.items())


def test_every_region_hangs_under_the_province_of_its_code() -> None:
    for day in (BEFORE, AFTER):
        rows = [(row.code, row.parent_code) for row in kabkota_on(day)]
        assert rows == [(code, code[:2]) for code, _parent in rows]


def test_a_region_stays_itself_when_its_code_changes() -> None:
    before, after = region_by_code("92.71", BEFORE), region_by_code("96.71", AFTER)

    assert before == after
    assert (before.full_name, before.parent_code, after.parent_code) == ("Kota Sorong", "92", "96")


def test_children_are_those_of_the_day() -> None:
    province = region_by_code("92", AFTER)

    assert [(row.code, row.name) for row in children_on(province, AFTER)] == WEST_PAPUA
    assert [row.code for row in children_on(province, BEFORE)] == [
        *(f"92.{number:02}" for number in range(1, 13)),
        "92.71",
    ]


def test_a_province_has_no_parent_and_no_other_province_beneath() -> None:
    assert {(row.parent_id, row.parent_code) for row in provinces_on(AFTER)} == {(None, "")}
    assert {row.kind for row in children_on(region_by_code("31", AFTER), AFTER)} == {"kabupaten", "kota"}


def test_population_follows_the_borders_of_the_day() -> None:
    province = region_by_code("92", AFTER)

    assert population_on(BEFORE) == population_on(AFTER) == 284_973_643
    assert population_on(AFTER, province) == province.population
    assert population_on(BEFORE, province) == province.population + region_by_code("96", AFTER).population


def test_population_of_a_place_without_children_is_zero() -> None:
    assert population_on(AFTER, region_by_code("92.03", AFTER)) == 0


MERAUKE_NOW = (
    "Kode 91.01 (Kabupaten Merauke) tidak berlaku pada 30 Juni 2025; kode itu berlaku sampai 24 Juli 2022. "
    "Kodenya pada tanggal itu: 93.01."
)
SORONG_THEN = (
    "Kode 96.71 (Kota Sorong) tidak berlaku pada 30 Juni 2018; kode itu berlaku sejak 8 Desember 2022. "
    "Kodenya pada tanggal itu: 92.71."
)
SELATAN_THEN = (
    "Kode 93 (Provinsi Papua Selatan) tidak berlaku pada 30 Juni 2018; kode itu berlaku sejak 25 Juli 2022. "
    "Pada tanggal itu wilayah ini belum atau tidak lagi ada."
)


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        ("99.01", AFTER, "Kode wilayah “99.01” tidak dikenal."),
        ("", AFTER, "Kode wilayah “” tidak dikenal."),
        ("91.01", AFTER, MERAUKE_NOW),
        ("96.71", BEFORE, SORONG_THEN),
        ("93", BEFORE, SELATAN_THEN),
    ],
)
def test_a_code_that_names_no_region_says_why(code: str, day: date, said: str) -> None:
    with pytest.raises(RegionError) as refused:
        region_by_code(code, day)

    assert str(refused.value) == said


def test_a_code_valid_between_two_days_says_both() -> None:
    region = Region.objects.create(name="Contoh", kind=Region.Kind.KOTA)
    RegionCode.objects.create(
        region=region, code="97.71", valid_from=date(2020, 1, 1), valid_until=date(2020, 12, 31)
    )

    with pytest.raises(RegionError) as refused:
        region_by_code("97.71", AFTER)

    assert str(refused.value) == (
        "Kode 97.71 (Kota Contoh) tidak berlaku pada 30 Juni 2025; kode itu berlaku 1 Januari 2020 sampai "
        "31 Desember 2020. Pada tanggal itu wilayah ini belum atau tidak lagi ada."
    )


def test_spaces_around_a_code_do_not_matter() -> None:
    assert region_by_code(" 92.03 ", AFTER).name == "Fak Fak"


def test_all_regions_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        rows = [(row.code, row.parent_id, row.parent_code, row.full_name) for row in regions_on(AFTER)]

    assert len(rows) == 552
