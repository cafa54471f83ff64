from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kinerja.rules.types import Indicator, Notice, Realization
from kinerja.rules.warnings import chain_warnings, date_text, figure_warnings
from tests.kinerja.rules.builders import BIRTH, INNOVATIONS, PRINTED, RATIO, SIAK, counts, declared, published

JUNE = date(2018, 6, 30)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (
            counts(2534506, 2582019, percent=Decimal("99.46")),
            "Persentase terbitan 99,46 % bertentangan dengan hitungannya 98,16 %; yang dipakai hitungannya.",
        ),
        (
            counts(318569, 386381, percent=Decimal("83.62")),
            "Persentase terbitan 83,62 % bertentangan dengan hitungannya 82,45 %; yang dipakai hitungannya.",
        ),
        (
            counts(336569, 399092, percent=Decimal("84.35")),
            "Persentase terbitan 84,35 % bertentangan dengan hitungannya 84,33 %; yang dipakai hitungannya.",
        ),
    ],
)
def test_a_published_figure_that_contradicts_its_counts(figure: Realization | None, text: str) -> None:
    assert figure_warnings(RATIO, figure) == (Notice("published_contradicts_counts", text),)


@pytest.mark.parametrize("percent", ["84.32", "84.33", "84.34", "84.334"])
def test_a_hundredth_is_rounding(percent: str) -> None:
    assert figure_warnings(RATIO, counts(336569, 399092, percent=Decimal(percent))) == ()


def test_numerator_and_denominator_of_two_dates() -> None:
    jambi = published("106.79", numerator_cutoff=date(2018, 3, 31), denominator_cutoff=date(2017, 12, 31))
    assert figure_warnings(BIRTH, jambi, JUNE) == (
        Notice(
            "cutoff_mismatch",
            "Pembilang per 31 Maret 2018, penyebut per 31 Desember 2017: tanggal posisinya berbeda.",
        ),
        Notice("above_hundred", "106,79 %: pembilang melebihi penyebut; periksa datanya."),
    )


def test_one_half_of_another_date_than_the_period() -> None:
    figure = counts(1, 2, denominator_cutoff=date(2017, 12, 31))
    assert figure_warnings(BIRTH, figure, JUNE) == (
        Notice(
            "cutoff_mismatch",
            "Pembilang per 30 Juni 2018, penyebut per 31 Desember 2017: tanggal posisinya berbeda.",
        ),
    )


def test_a_figure_of_another_date_than_the_period() -> None:
    assert figure_warnings(BIRTH, published("90.47", cutoff=date(2018, 3, 31)), JUNE) == (
        Notice(
            "cutoff_not_period", "Angka per 31 Maret 2018, bukan per tanggal posisi periode 30 Juni 2018."
        ),
    )


@pytest.mark.parametrize(
    "figure", [counts(1, 2), counts(1, 2, cutoff=JUNE), Realization(), declared("SIAK 7.3")]
)
def test_a_figure_of_the_period_is_not_warned_about(figure: Realization | None) -> None:
    assert figure_warnings(BIRTH if figure.numerator else SIAK, figure, JUNE) == ()


def test_a_published_percentage_without_source() -> None:
    assert figure_warnings(BIRTH, replace(published("80"), source="")) == (
        Notice("no_source", "Persentase terbitan tanpa pembilang/penyebut dan tanpa sumber."),
    )


@pytest.mark.parametrize(("denominator", "codes"), [("4", []), ("5", ["denominator_ignored"])])
def test_another_target_than_the_agreements_is_not_used(denominator: str, codes: list[str]) -> None:
    found = figure_warnings(INNOVATIONS, counts(3, denominator))
    assert [notice.code for notice in found] == codes


def test_printing_is_measured_over_those_recorded() -> None:
    pairs = [(PRINTED, counts(80, 91)), (RATIO, counts(90, 100))]
    assert chain_warnings(pairs) == (
        Notice("chain_broken", "Penyebut K1.1b 91 berbeda dari pembilang K1.1a 90."),
    )


@pytest.mark.parametrize(
    "pairs",
    [
        [(PRINTED, counts(80, 90)), (RATIO, counts(90, 100))],
        [(PRINTED, counts(80, 91)), (RATIO, None)],
        [(PRINTED, None), (RATIO, counts(90, 100))],
        [(PRINTED, counts(80, 91)), (RATIO, published("90"))],
        [(PRINTED, counts(80, 91, children_missing=("92.02",))), (RATIO, counts(99, 110))],
    ],
)
def test_a_chain_that_holds_or_cannot_be_checked(pairs: list[tuple[Indicator, Realization | None]]) -> None:
    assert chain_warnings(pairs) == ()


def test_dates_are_written_in_indonesian() -> None:
    assert [date_text(date(2025, month, 1)) for month in (1, 8, 12)] == [
        "1 Januari 2025",
        "1 Agustus 2025",
        "1 Desember 2025",
    ]
