"""A figure as entered: its plain form, what it takes, and what keeps it from being stored."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.rules.entry import Figures, ends_zero, faults, takes
from kinerja.rules.types import Indicator, Kind, Realization, Rollup

STARTS, CUTOFF = date(2018, 1, 1), date(2018, 6, 30)
K = {
    "K1.2": Indicator("K1.2", Kind.NATIONAL_TARGET),
    "K1.3": Indicator("K1.3", Kind.VERSION),
    "K1.4": Indicator("K1.4", Kind.ALL_UNITS),
    "K1.5": Indicator("K1.5", Kind.NONE_ALLOWED),
    "K1.6": Indicator("K1.6", Kind.RANGE),
    "K3": Indicator("K3", Kind.COUNT),
    "P1.3": Indicator("P1.3", Kind.VERSION, rollup=Rollup.SHARE),
}
FOREIGN = "Tidak diisi pada indikator ini."
DECLARED = "Pernyataan harus bilangan bulat jumlah kejadian (0 = tidak ada), bukan 'tidak ada'."
NOT_WHOLE = "Pembilang 4.500,5 harus bilangan bulat, tanpa angka di belakang koma."
ZERO = "Pembilang 0 harus menyebut sumbernya; kosongkan pembilang bila memang belum dilaporkan."
OUTSIDE = "Tanggal %s di luar periode; isi tanggal dari %s sampai 30 Juni 2018."


def counts(numerator: object, denominator: object = 10_000, **more: Any) -> Figures:
    said = {"source": "Laporan", **more}
    return Figures(Decimal(str(numerator)), Decimal(str(denominator)), **said)


@pytest.mark.parametrize(
    ("code", "taken"),
    [
        ("K1.2", ("numerator", "denominator", "percent")),
        ("K1.3", ("value",)),
        ("K1.5", ("value",)),
        ("K3", ("numerator", "denominator")),
        ("P1.3", ("numerator", "denominator", "percent")),
    ],
)
def test_what_an_indicator_takes(code: str, taken: tuple[str, ...]) -> None:
    assert takes(K[code]) == taken


def test_an_empty_figure_says_nothing_whatever_its_source() -> None:
    assert (Figures(source="Laporan", note="x").is_empty, Figures(value="0").is_empty) == (True, False)


def test_a_synthetic_figure_equals_a_real_one() -> None:
    assert counts(1) == counts(1, synthetic=True)


def test_plain_data_and_back() -> None:
    figure = counts("4500.50", "5000.00", percent=Decimal("90.0100"), cutoff=CUTOFF, note="x", synthetic=True)
    assert figure.to_data() == {
        "numerator": "4500.5",
        "denominator": "5000",
        "percent": "90.01",
        "cutoff": "2018-06-30",
        "source": "Laporan",
        "note": "x",
        "synthetic": True,
    }
    assert Figures.from_data(figure.to_data() | {"zero_reason": "lain"}) == figure
    assert Figures.from_data(None) == Figures()


def test_as_the_rules_judge_it() -> None:
    figure = counts(5, 10, cutoff=STARTS, denominator_cutoff=CUTOFF)
    assert figure.as_realization() == Realization(
        numerator=Decimal(5),
        denominator=Decimal(10),
        cutoff=STARTS,
        denominator_cutoff=CUTOFF,
        source="Laporan",
    )


@pytest.mark.parametrize(
    ("code", "figure", "found"),
    [
        (
            "K1.2",
            counts(5, 0),
            {"denominator": "Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %."},
        ),
        ("K1.2", counts(-5), {"numerator": "Pembilang -5 tidak boleh negatif."}),
        ("K1.2", counts(5, -1), {"denominator": "Penyebut -1 tidak boleh negatif."}),
        (
            "K1.2",
            counts("4500.5"),
            {"numerator": NOT_WHOLE},
        ),
        ("K1.2", counts("NaN"), {"numerator": "Pembilang harus angka, bukan NaN."}),
        (
            "K1.2",
            counts(10**13),
            {"numerator": "Terlalu besar: paling banyak 13 angka di depan koma."},
        ),
        (
            "K1.4",
            counts(21, 20),
            {"numerator": "Pembilang 21 tidak mungkin melebihi penyebut 20."},
        ),
        (
            "K1.6",
            counts("95.125", 100),
            {"numerator": "Paling banyak 2 angka di belakang koma."},
        ),
        (
            "K1.2",
            Figures(percent=Decimal("-1"), source="Pers"),
            {"percent": "Persentase -1 tidak boleh negatif."},
        ),
        (
            "K1.2",
            Figures(percent=Decimal("90.47")),
            {"source": "Persentase terbitan harus menyebut sumbernya."},
        ),
        (
            "K1.2",
            counts(0, source=""),
            {"source": ZERO},
        ),
        (
            "K1.3",
            Figures(percent=Decimal(90), source="Pers"),
            {"percent": "Tidak diisi pada indikator ini."},
        ),
        ("K1.2", counts(5, value="7.4.3"), {"value": FOREIGN}),
        ("K1.3", Figures(value="7" * 41), {"value": "Terlalu panjang: paling banyak 40 huruf."}),
        (
            "K1.3",
            Figures(value="7.4\x00"),
            {"value": "Berisi karakter yang tidak dapat disimpan; hapus lalu ketik kembali."},
        ),
        (
            "K1.5",
            Figures(value="tidak ada"),
            {"value": "Pernyataan harus bilangan bulat jumlah kejadian (0 = tidak ada), bukan 'tidak ada'."},
        ),
        (
            "K1.2",
            counts(5, cutoff=date(2018, 7, 1)),
            {"cutoff": OUTSIDE % ("1 Juli 2018", "1 Januari 2018")},
        ),
        (
            "K1.2",
            counts(5, cutoff=date(2017, 12, 31)),
            {"cutoff": OUTSIDE % ("31 Desember 2017", "1 Januari 2018")},
        ),
        (
            "K1.2",
            counts(5, denominator_cutoff=date(2016, 12, 30)),
            {"denominator_cutoff": OUTSIDE % ("30 Desember 2016", "31 Desember 2016")},
        ),
    ],
)
def test_what_cannot_be_stored(code: str, figure: Figures, found: dict[str, str]) -> None:
    assert faults(figure, K[code], STARTS, CUTOFF) == found


@pytest.mark.parametrize(
    ("code", "figure"),
    [
        ("K1.2", counts(10_679)),
        ("K1.2", counts(0)),
        ("K1.2", Figures(denominator=Decimal(5))),
        ("K1.2", Figures(source="x" * 999)),
        ("K1.2", counts(5, cutoff=STARTS, denominator_cutoff=date(2017, 12, 31))),
        ("K1.2", Figures(percent=Decimal("90.4725"), source="Pers")),
        ("K1.6", counts("95.12", "100.00")),
        ("K1.6", counts("9999999999999.98", "9999999999999.99")),
        ("P1.3", counts(6, 7)),
        ("K3", Figures(numerator=Decimal(2))),
        ("K1.5", Figures(value="0")),
    ],
)
def test_what_can_be_stored(code: str, figure: Figures) -> None:
    assert faults(figure, K[code], STARTS, CUTOFF) == {}


@pytest.mark.parametrize(
    ("stored", "given", "ends"),
    [
        (Figures(), Figures(numerator=Decimal(5)), True),
        (Figures(denominator=Decimal(20)), counts(5, 20), True),
        (Realization(denominator=Decimal("20.00")), Figures(denominator=Decimal(20), note="x"), False),
        (Figures(denominator=Decimal(20)), Figures(), False),
        (Figures(), Figures(source="Laporan"), False),
        (Figures(), Figures(value="0"), True),
    ],
)
def test_when_a_decided_zero_ends(stored: Figures | Realization, given: Figures, ends: bool) -> None:
    assert ends_zero(stored, given) is ends
