"""What cannot stand in a Perjanjian Kinerja."""

from decimal import Decimal

import pytest

from kinerja.services.agreement_faults import (
    Planned,
    check_programs,
    closed_fault,
    number_fault,
    program_faults,
    series_fault,
)
from kinerja.services.errors import FigureErrors

NAMELESS = "Tuliskan nama programnya."
TOO_MUCH = "Anggaran harus 0 atau lebih, dan di bawah 10.000.000.000.000.000 rupiah."


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("draft", ""),
        ("offered", "Perjanjian Kinerja ini sudah ditandatangani pihak pertama; kembalikan dahulu."),
        ("signed", "Perjanjian Kinerja ini sudah ditandatangani dan tidak dapat diubah."),
    ],
)
def test_only_a_draft_can_be_changed(state: str, found: str) -> None:
    assert closed_fault(state) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (("", None, ""), {}),
        (("Program", 0, ""), {}),
        (("Program", Decimal(10**16 - 1), "n" * 200), {}),
        (("", 5, ""), {"name": NAMELESS}),
        ((" ", 5, "n"), {"name": NAMELESS}),
        (("Program", None, ""), {"budget": "Isi anggarannya; 0 bila tanpa anggaran."}),
        (("Program", Decimal("1.5"), ""), {"budget": "Isi rupiah bulat."}),
        (("Program", -1, ""), {"budget": TOO_MUCH}),
        (("Program", 10**16, ""), {"budget": TOO_MUCH}),
        (
            ("p" * 201, 1, "n" * 201),
            dict.fromkeys(("name", "note"), "Terlalu panjang: paling banyak 200 huruf."),
        ),
        (
            ("Program\x00", 1, ""),
            {"name": "Berisi karakter yang tidak dapat disimpan; hapus lalu ketik kembali."},
        ),
    ],
)
def test_a_program(said: tuple[str, Decimal | int | None, str], found: dict[str, str]) -> None:
    assert program_faults(*said) == found


def test_every_program_at_fault_is_named() -> None:
    with pytest.raises(FigureErrors) as caught:
        check_programs([Planned("", 1), Planned("Program", -1), *[Planned("Program", 1)] * 9])
    assert caught.value.errors == {
        "": {
            "program-0-name": NAMELESS,
            "program-1-budget": TOO_MUCH,
            "__all__": "Paling banyak 10 program.",
        }
    }


def test_a_number() -> None:
    assert [number_fault(said) for said in ("", "n" * 80, "n" * 81)] == [
        "",
        "",
        "Terlalu panjang: paling banyak 80 huruf.",
    ]


def test_a_series() -> None:
    said = [series_fault(series, 2018, ["RPJMN"]) for series in ("", "RPJMN", "RKP")]
    assert said == ["", "", "Deret “RKP” tidak ada dalam daftar target nasional 2018."]
