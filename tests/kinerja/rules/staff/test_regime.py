from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kinerja.rules.staff import elsewhere, panrb6, pp30, pp46
from kinerja.rules.staff.regime import REGIMES, Regime, judge, read, regime, regime_on
from kinerja.rules.staff.types import StaffError
from kinerja.rules.types import Step
from tests.kinerja.rules.staff.builders import elsewhere_data, panrb6_data, pp30_data, pp46_data

ENTERED: list[tuple[str, Any, dict[str, Any]]] = [
    ("pp46", pp46, pp46_data()),
    ("pp30", pp30, pp30_data()),
    ("panrb6", panrb6, panrb6_data()),
]


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2014, 1, 1), "pp46"),
        (date(2018, 6, 30), "pp46"),
        (date(2021, 6, 30), "pp46"),
        (date(2021, 7, 1), "pp30"),
        (date(2021, 12, 31), "pp30"),
        (date(2022, 1, 1), "panrb6"),
        (date(2025, 12, 31), "panrb6"),
    ],
)
def test_the_period_s_last_day_decides(day: date, key: str) -> None:
    assert regime_on(day).key == key


def test_the_table_as_it_stands() -> None:
    assert [replace(row, bands=()) for row in REGIMES] == [
        Regime(
            "pp46",
            "PP 46/2011",
            "PP 46/2011 dengan Perka BKN 1/2013",
            date(2021, 6, 30),
            (Decimal(0), Decimal(200)),
            ("Sangat Baik", "Baik", "Cukup", "Kurang", "Buruk"),
            frozenset({"Kurang", "Buruk"}),
        ),
        Regime(
            "pp30",
            "PP 30/2019",
            "PP 30/2019 dengan PermenPANRB 8/2021",
            date(2021, 12, 31),
            (Decimal(0), Decimal(120)),
            ("Sangat Baik", "Baik", "Cukup", "Kurang", "Sangat Kurang"),
            frozenset({"Kurang", "Sangat Kurang"}),
        ),
        Regime(
            "panrb6",
            "PermenPANRB 6/2022",
            "PermenPANRB 6/2022",
            None,
            None,
            ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"),
            frozenset({"Kurang", "Sangat Kurang", "Butuh Perbaikan"}),
        ),
    ]


def test_a_table_s_rows_speak_the_regime_s_words_down_to_zero() -> None:
    scaled = [row for row in REGIMES if row.scale]
    assert [[band.lower for band in row.bands] for row in scaled] == [
        [91, 76, 61, 51, 0],
        [110, 90, 70, 50, 0],
    ]
    for row in scaled:
        assert tuple(band.words[0] for band in row.bands) == row.predikats
    assert {word for row in panrb6.MATRIX.values() for word in row.values()} == set(REGIMES[2].predikats)


def test_a_new_regime_is_a_row_and_the_days_leave_no_gap() -> None:
    ends = [row.valid_until for row in REGIMES]
    assert ends[-1] is None
    closed = [end for end in ends if end]
    assert closed == sorted(closed)
    for end, after in zip(closed, REGIMES[1:], strict=True):
        assert regime_on(end + timedelta(days=1)) == after


@pytest.mark.parametrize(("key", "module", "data"), ENTERED, ids=[row[0] for row in ENTERED])
def test_one_way_in_for_what_is_entered(key: str, module: Any, data: dict[str, Any]) -> None:
    rating = module.Rating.from_data(data)
    assert read(key, "entered", data) == rating
    assert judge(key, "entered", data) == judge(key, "entered", rating.to_data()) == module.judge(rating)


@pytest.mark.parametrize("key", ["pp46", "pp30", "panrb6"])
def test_one_way_in_for_what_was_decided_elsewhere(key: str) -> None:
    rating = elsewhere.Rating.from_data(elsewhere_data(), regime(key))
    assert read(key, "elsewhere", elsewhere_data()) == rating
    assert judge(key, "elsewhere", elsewhere_data()) == elsewhere.judge(rating, regime(key))


@pytest.mark.parametrize("ask", [read, judge])
def test_what_nobody_knows_is_refused(ask: Any) -> None:
    refused = [
        ("pp53", "entered", pp46_data()),
        ("pp46", "bkn", pp46_data()),
        ("pp46", "entered", pp30_data()),
    ]
    found = []
    for arguments in refused:
        with pytest.raises(StaffError) as caught:
            ask(*arguments)
        found.append(caught.value.errors)
    assert found == [
        {"regime": "Aturan 'pp53' tidak dikenal; pilih salah satu dari: pp46, pp30, panrb6."},
        {"origin": "Asal nilai 'bkn' tidak dikenal; pilih salah satu dari: entered, elsewhere, decision."},
        {
            **{key: f"Isian {key!r} tidak dikenal; hapus isian itu." for key in pp30_data()},
            "activities": "Kegiatan tugas jabatan harus daftar paling sedikit satu kegiatan; tambahkan.",
            "behaviours": "Perilaku kerja belum diisi; isi nilai tiap aspek.",
        },
    ]


def test_a_decision_on_an_objection_says_where_it_stands() -> None:
    data = {
        "value": None,
        "predikat": "Sangat Baik",
        "source": "Putusan atas keberatan",
        "document_number": "Gubernur, 26-11-2026",
    }
    found = judge("panrb6", "decision", data)
    assert (found.predikat, found.steps) == (
        "Sangat Baik",
        (
            Step(
                "Putusan atas keberatan (Gubernur, 26-11-2026): predikat Sangat Baik.",
                "R10",
                "PermenPANRB 6/2022",
            ),
        ),
    )
